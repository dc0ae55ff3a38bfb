"""Laws and tables of the citation resolver. Everything here is pure, so nothing is faked."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proof.citations import (
    CitationError,
    Resolved,
    check,
    literal,
    markers_in,
    numbers_in,
    quote_of,
    resolve,
    split_claims,
    unproved_numbers,
    unsupported_numbers,
    without_markers,
)
from assistant.records import Answer, Citation, Document, Passage

TEXT = "Alpha took 17 days. Beta grew 15 percent. Gamma pays $171,200. Delta is calm. Epsilon ends."
DOCUMENT = Document(id="greek", title="Greek", text=TEXT, sha256="0" * 64)
DOCUMENTS = {DOCUMENT.id: DOCUMENT}


def passages_of(document: Document) -> list[Passage]:
    """One passage for each sentence of ``document``."""
    passages: list[Passage] = []
    start = 0
    for position, sentence in enumerate(document.text.split(". ")):
        end = start + len(sentence) + (not sentence.endswith("."))
        passages.append(
            Passage(
                id=f"p{position}",
                document_id=document.id,
                kind="sentence",
                position=position,
                block=position,
                section=("Letters", f"Part {position + 1}"),
                start=start,
                end=end,
                text=document.text[start:end],
            )
        )
        start = end + 1
    return passages


SHOWN = passages_of(DOCUMENT)


def cited(resolved: Resolved) -> list[int]:
    """Which of SHOWN, counted from 1, the citations are, in their order."""
    starts = [passage.start for passage in SHOWN]
    return [starts.index(citation.source.start) + 1 for citation in resolved.citations]


def test_the_passages_of_these_tests_are_the_whole_text() -> None:
    assert " ".join(passage.text for passage in SHOWN) == TEXT


def test_a_quote_is_what_stands_at_its_span() -> None:
    quote = quote_of(DOCUMENT, SHOWN[1])
    assert quote.quote == "Beta grew 15 percent." == TEXT[quote.start : quote.end]
    assert quote.section == "Letters › Part 2"
    assert quote.url == "/source/greek#c=20-41"


@pytest.mark.parametrize(
    ("text", "expected", "numbers"),
    [
        ("No marker.", "No marker.", []),
        ("A [1].", "A [1].", [1]),
        ("A [3]. B [1].", "A [1]. B [2].", [3, 1]),
        ("A [3]. B [1]. C [3].", "A [1]. B [2]. C [1].", [3, 1]),
        ("A [1, 3].", "A [1][2].", [1, 3]),
        ("A [3,1].", "A [1][2].", [3, 1]),
        ("A [1; 3].", "A [1][2].", [1, 3]),
        ("A [1 and 3].", "A [1][2].", [1, 3]),
        ("A [1 3].", "A [1][2].", [1, 3]),
        ("A [1][3].", "A [1][2].", [1, 3]),
        ("A [1] [3].", "A [1][2].", [1, 3]),
        ("A [1], [3].", "A [1][2].", [1, 3]),
        ("A [1-3].", "A [1][2][3].", [1, 2, 3]),
        ("A [1–3].", "A [1][2][3].", [1, 2, 3]),
        ("A [3—1].", "A [1][2][3].", [1, 2, 3]),
        ("A [1, 3-5].", "A [1][2][3][4].", [1, 3, 4, 5]),
        ("A 【2】.", "A [1].", [2]),
        ("A【2†source】.", "A[1].", [2]),
        ("A [[2]].", "A [1].", [2]),
        ("A [[1], [3]].", "A [1][2].", [1, 3]),
        ("A [1[3]].", "A [1][2].", [1, 3]),
        ("A [^4].", "A [1].", [4]),
        ("A [passage 2].", "A [1].", [2]),
        ("A [Sources 2, 4].", "A [1][2].", [2, 4]),
        ("A [ 2 ].", "A [1].", [2]),
        ("A [02].", "A [1].", [2]),
        ("A [1][1].", "A [1].", [1]),
        ("A [2, 2] [2].", "A [1].", [2]),
        ("A [9].", "A.", []),
        ("A [0].", "A.", []),
        ("A [9] [1].", "A [1].", [1]),
        ("A [1, 9].", "A [1].", [1]),
        ("A [4-9].", "A [1][2].", [4, 5]),
        ("A [2024].", "A.", []),
        ("A [99999999999999999999].", "A.", []),
        ("A [1-99999999999999999999].", "A [1][2][3][4][5].", [1, 2, 3, 4, 5]),
        ("[9] A.", "A.", []),
        ("- [9] A\n[9] B [2]", "- A\nB [1]", [2]),
        ("`[1]` A [2].", "`[1]` A [1].", [2]),
        ("``[1] ` [3]`` A [2].", "``[1] ` [3]`` A [1].", [2]),
        ("```\n[1]\n``` A [2].", "```\n[1]\n``` A [1].", [2]),
        ("A ` [2].", "A ` [1].", [2]),
        ("[the guide [1]](/x) A [2].", "[the guide [1]](/x) A [1].", [2]),
        ("[1](/x) A [2].", "[1](/x) A [1].", [2]),
        ("![3](/x.png) A [2].", "![3](/x.png) A [1].", [2]),
        ("A [3][1](/x).", "A [1][1](/x).", [3]),
        (r"A \[1] [2].", r"A \[1] [1].", [2]),
        ("A [1", "A [1", []),
        ("A [x] [1a] [] [1.5].", "A [x] [1a] [] [1.5].", []),
        ("[1 [9] [3]", "[1 [1]", [3]),
    ],
)
def test_markers_are_resolved(text: str, expected: str, numbers: list[int]) -> None:
    resolved = resolve(text, SHOWN, DOCUMENTS)
    assert resolved.text == expected
    assert cited(resolved) == numbers
    assert [citation.number for citation in resolved.citations] == list(range(1, len(numbers) + 1))


def test_two_passages_with_one_span_are_one_citation() -> None:
    again = dataclasses.replace(SHOWN[0], id="other")
    resolved = resolve("A [1]. B [2].", [SHOWN[0], again], DOCUMENTS)
    assert resolved.text == "A [1]. B [1]."
    assert len(resolved.citations) == 1


def test_an_unknown_document_is_an_error() -> None:
    with pytest.raises(KeyError):
        resolve("A [1].", SHOWN, {})


SIGNS = ["[", "]", "【", "】", "(", ")", "`", "``", "\\", "!", " ", "\n", ",", "-", "–", "†", "^"]
WORDS = ["and", "passage ", "x", "A b.", "0", "1", "2", "3", "7", "10"]
MARKERS = ["[1]", "[2]", "[9]", "[1, 3]", "[2-4]", "[[1]]", "](/x)", "[3](/x)", "`[2]`"]
PIECES = st.sampled_from([*SIGNS, *WORDS, *MARKERS])
SOUP = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60)
COUNTS = st.integers(min_value=0, max_value=len(SHOWN))


@given(text=SOUP, count=COUNTS)
def test_only_what_was_shown_is_cited_from_one_in_order_of_first_use(text: str, count: int) -> None:
    resolved = resolve(text, SHOWN[:count], DOCUMENTS)
    sources = {quote_of(DOCUMENT, passage) for passage in SHOWN[:count]}
    assert {citation.source for citation in resolved.citations} <= sources
    used = list(dict.fromkeys(markers_in(resolved.text)))
    assert used == [citation.number for citation in resolved.citations]
    assert used == list(range(1, len(used) + 1))


@given(text=SOUP, count=COUNTS)
def test_resolving_twice_changes_nothing(text: str, count: int) -> None:
    once = resolve(text, SHOWN[:count], DOCUMENTS)
    by_start = {passage.start: passage for passage in SHOWN}
    shown = [by_start[citation.source.start] for citation in once.citations]
    assert resolve(once.text, shown, DOCUMENTS) == once


@given(numbers=st.lists(st.integers(1, 7)), order=st.permutations(range(len(SHOWN))))
def test_the_order_in_which_passages_were_shown_does_not_matter(
    numbers: list[int], order: list[int]
) -> None:
    moved = {index + 1: place for place, index in enumerate(order, start=1)}
    plain = " ".join(f"A [{number}]." for number in numbers)
    other = " ".join(f"A [{moved.get(number, number)}]." for number in numbers)
    shuffled = [SHOWN[index] for index in order]
    assert resolve(other, shuffled, DOCUMENTS) == resolve(plain, SHOWN, DOCUMENTS)


@given(text=SOUP)
def test_without_markers_there_are_none(text: str) -> None:
    assert resolve(text, [], DOCUMENTS).citations == ()
    assert list(markers_in(resolve(text, [], DOCUMENTS).text)) == []


@given(text=st.text(alphabet="[]()`*\\<1 2a!", max_size=40))
def test_words_of_the_article_are_never_markers(text: str) -> None:
    assert list(markers_in(literal(text))) == []


def test_hostile_text_is_resolved_in_little_work() -> None:
    # Each of these makes a careless expression backtrack without end; the run's limit would tell.
    for piece in ("[", "[1", "[1 ", "1", " ", "`", "[[", "[a](", "【1†", "[1]" * 3 + "("):
        text = piece * 3000
        assert len(resolve(text, SHOWN, DOCUMENTS).text) <= len(text)


# --- the contract -------------------------------------------------------------------------------


def answer(text: str = "A [1]. B [2].", **changes: object) -> Answer:
    """A correct answer that cites passages 3 and 1, with ``changes``."""
    resolved = resolve("A [3]. B [1].", SHOWN, DOCUMENTS)
    good = Answer(
        id="a",
        question="q",
        status="answered",
        text=text,
        engine="extractive",
        index="0",
        took_ms=1.0,
        citations=resolved.citations,
    )
    return dataclasses.replace(good, **changes)  # type: ignore[arg-type]


def shifted(**changes: object) -> tuple[Citation, ...]:
    """The citations of a correct answer, the first one's source with ``changes``."""
    first, second = answer().citations
    source = dataclasses.replace(first.source, **changes)  # type: ignore[arg-type]
    return (Citation(1, source), second)


def test_a_correct_answer_passes() -> None:
    check(answer(), DOCUMENTS)
    related = (quote_of(DOCUMENT, SHOWN[0]),)
    check(answer("No.", status="not_covered", citations=(), related=related), DOCUMENTS)
    check(answer("Hello.", status="small_talk", citations=()), DOCUMENTS)


@pytest.mark.parametrize(
    "broken",
    [
        answer(citations=shifted(quote="Gamma pays $171,201.")),
        answer(citations=shifted(start=0)),
        answer(citations=shifted(end=10_000)),
        answer(citations=shifted(start=-1)),
        answer(citations=shifted(start=5, end=5, quote="")),
        answer(citations=shifted(document_id="latin")),
        answer(citations=()),
        answer("A.", citations=()),
        answer("A [1]."),
        answer("A [1]. B [2]. C [3]."),
        answer("It takes 99 days [1]. B [2]."),
        answer("It takes 99 days [1]. B [2].", question="Does it take 99 days?"),
        answer("It took 17 % [1]. B [2]."),
        answer("A [2]. B [1]."),
        answer(citations=tuple(reversed(answer().citations))),
        answer(status="not_covered"),
        answer(status="small_talk"),
        answer("No.", status="not_covered", citations=(), related=(shifted(start=1)[0].source,)),
    ],
)
def test_a_broken_answer_is_refused(broken: Answer) -> None:
    with pytest.raises(CitationError) as caught:
        check(broken, DOCUMENTS)
    assert caught.value.message.endswith(".")
    assert caught.value.hint


# --- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17 days", {"17"}),
        ("seventeen of them", {"17"}),
        ("a six-week effort", {"6"}),
        ("a five-year-old billing API", {"5"}),
        ("twenty-one", {"21"}),
        ("one hundred and twenty", {"120"}),
        ("ninety-nine thousand two hundred", {"99200"}),
        ("two dozen", {"24"}),
        ("two or three", {"2", "3"}),
        ("15 percent", {"15%"}),
        ("fifteen per cent", {"15%"}),
        ("~30%", {"30%"}),
        ("12.50 %", {"12.5%"}),
        ("$171,200", {"$171200"}),
        ("171,200 dollars", {"$171200"}),
        ("$1.2 million", {"$1200000"}),
        ("€5k", {"€5000"}),
        ("129,200 openings", {"129200"}),
        ("between 10–15 people", {"10", "15"}),
        ("3rd", {"3"}),
        ("１７", {"17"}),
        ("as of May 2024", {"2024-05"}),
        ("June 16, 2026", {"2026-06-16"}),
        ("16th of June 2026", {"2026-06-16"}),
        ("2026-06-16", {"2026-06-16"}),
        ("through 2034, with", {"2034"}),
        ("They may grow.", set()),
        ("A KORE1 search on S3", set()),
        ("the one that teams code against", set()),
        ("someone often listens", set()),
        ("A [3] B [1, 2].", set()),
        ("1. First\n2) Then 4", {"4"}),
        ("3\\. Come by 9", {"9"}),
        ("> 3\\. Come by 9", {"9"}),
    ],
)
def test_numbers_have_one_spelling(text: str, expected: set[str]) -> None:
    assert numbers_in(text) == expected


@pytest.mark.parametrize(
    ("sentence", "passages", "expected"),
    [
        ("It took seventeen days.", SHOWN[:1], set()),
        ("It took 18 days.", SHOWN[:1], {"18"}),
        ("It grew 15%.", SHOWN[1:2], set()),
        ("It grew by 15.", SHOWN[1:2], set()),
        ("It took 17%.", SHOWN[:1], {"17%"}),
        ("It pays 171,200 dollars.", SHOWN[2:3], set()),
        ("It pays €171,200.", SHOWN[2:3], {"€171200"}),
        ("It pays $171k.", SHOWN[2:3], {"$171000"}),
        ("17 days, 15 percent [1][2].", SHOWN[:2], set()),
        ("17 days.", [], {"17"}),
        ("No number.", [], set()),
    ],
)
def test_a_number_must_stand_in_a_passage(
    sentence: str, passages: list[Passage], expected: set[str]
) -> None:
    assert unsupported_numbers(sentence, passages) == expected


@given(st.integers(min_value=0, max_value=10**12))
def test_grouping_by_commas_does_not_change_a_number(value: int) -> None:
    assert numbers_in(f"about {value:,} people") == numbers_in(f"{value}") == {str(value)}


@given(SOUP)
def test_a_sentence_supports_its_own_numbers(text: str) -> None:
    own = dataclasses.replace(SHOWN[0], text=text)
    assert unsupported_numbers(text, [own]) == frozenset()


def test_numbers_of_an_answer_are_looked_up_in_its_quotes() -> None:
    assert unproved_numbers(answer("It pays $171,200 [1] in 17 days [2].")) == frozenset()
    assert unproved_numbers(answer("It pays $171,200 [1] in 18 days [2].")) == {"18"}


def test_what_needs_no_quote_passes() -> None:
    numbered = "1. It pays $171,200 [1].\n2. It took seventeen days [2]."
    check(answer(numbered), DOCUMENTS)
    check(answer("**Is it 99 days?**\n\nA [1]. B [2].", question="is it 99 days"), DOCUMENTS)
    missing = answer(
        "A [1]. B [2]. The article does not say what 99 cost.",
        status="partial",
        missing=("what 99 cost",),
    )
    check(missing, DOCUMENTS)
    check(answer("A and B take 188 [1]. B [2].", derived=("188",)), DOCUMENTS)
    section = quote_of(DOCUMENT, dataclasses.replace(SHOWN[2], section=("The 99 rules",)))
    check(answer("From the 99 rules [1]. B [2].",
                 citations=(Citation(1, section), answer().citations[1])), DOCUMENTS)  # fmt: skip


def test_a_row_brings_the_head_of_its_table() -> None:
    text = "Pay.\n\n| Year | 2024 | 2025 |\n|---|---|---|\n| Pay | 7 | 8 |\n"
    document = Document(id="pay", title="Pay", text=text, sha256="0" * 64)
    start = text.index("| Pay")
    row = Passage("r", "pay", "table_row", 0, 0, (), start, len(text) - 1, text[start:-1])
    citation = Citation(1, quote_of(document, row))
    check(answer("In 2025 it was 8 [1].", citations=(citation,)), {"pay": document})
    with pytest.raises(CitationError, match="2026"):
        check(answer("In 2026 it was 8 [1].", citations=(citation,)), {"pay": document})


# --- claims -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claims",
    [
        ["One. ", "Two! ", "Three? ", "Four"],
        ["One [1]. ", "Two. [2] ", "Three.[3]"],
        ["Tools, e.g. Kafka, vs. dbt. ", "Mr. X of U.S. Steel agrees."],
        ["It is 3.5 times. ", "Done."],
        ["1. First one. ", "And more.\n", "2. Second\n", "- third\n\n", "Last."],
        ['He said "no." ', "(Then he left.) ", "**Bold.** ", "End."],
        ["| a | b |\n", "|---|---|\n", "| Code? | 1. | 2 [1] |"],
        ["Is it? ", "No. ", "Usually not."],
    ],
)
def test_text_is_cut_into_claims(claims: list[str]) -> None:
    assert split_claims("".join(claims)) == claims


@given(SOUP)
def test_claims_joined_are_the_text(text: str) -> None:
    assert "".join(split_claims(text)) == text


@given(SOUP)
def test_removing_markers_leaves_a_text_without_them_unchanged(text: str) -> None:
    plain = resolve(text, [], DOCUMENTS).text
    assert without_markers(plain) == plain
