"""What is let through of a model's text, and what is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proof.citations import (
    markers_in,
    numbers_in,
    resolve,
    unsupported_numbers,
    without_markers,
)
from assistant.proof.grounding import NOT_COVERED, Grounding
from assistant.proof.markup import defused
from assistant.proof.support import CITED_SUPPORT, FOUND_SUPPORT
from assistant.proof.support import word_score as supported
from assistant.sources.corpus import read_corpus
from tests.support.small_document import DOCUMENTS, SHOWN


def ground(text: str) -> Grounding:
    """``text`` after it went through in one piece."""
    grounding = Grounding(SHOWN, DOCUMENTS)
    assert "".join(grounding.stream([text])) == grounding.resolved.text
    return grounding


@pytest.mark.parametrize(
    ("written", "let_through"),
    [
        # Markers are kept and renumbered; unknown ones go.
        ("A search takes 17 days [1].", "A search takes 17 days [1]."),
        (
            "They own the API contract [3]. Code is for engineers [4].",
            "They own the API contract [1]. Code is for engineers [2].",
        ),
        ("Engineers ship production code [4, 99].", "Engineers ship production code [1]."),
        (
            "The wage is $171,200 [5]. A search takes 17 days [1]. So the wage is $171,200 [5].",
            "The wage is $171,200 [1]. A search takes 17 days [2]. So the wage is $171,200 [1].",
        ),
        (
            "A search takes 17 days. [1] They own the API contract. [3]",
            "A search takes 17 days. [1] They own the API contract. [2]",
        ),
        # A marker stands in the place of a stop: what is false behind it goes alone.
        (
            "A search takes 17 days [1] The wage is $999 [5].",
            "A search takes 17 days [1] The median wage is $171,200 as of May 2024. [2]",
        ),
        # A marker that supports nothing goes where another one supports.
        ("A search takes 17 days [1][3].", "A search takes 17 days [1]."),
        (
            "[1] A search takes 17 days. [3] They own the API contract.",
            "A search takes 17 days [1]. They own the API contract [2].",
        ),
        # Words without content are worth what they cite.
        ("Usually not [6].", "Usually not [1]."),
        ("[1]", ""),
        # No marker: found, or dropped.
        ("The median wage is $171,200.", "The median wage is $171,200 [1]."),
        ("You need a certificate in astrology.", ""),
        ("A search takes 17 days [1]. You need astrology.", "A search takes 17 days [1]."),
        # A wrong marker: the right one is found, or the claim is dropped.
        ("Engineers ship the production code [5].", "Engineers ship the production code [1]."),
        ("You need astrology [1].", ""),
        # Wrong numbers: the words of the passage instead, once.
        ("A clean search takes about 71 days [1].", "A clean search takes about 17 days. [1]"),
        ("The backlog takes 55% [8].", "Backlog: Share: ~15% [1]"),
        ("A search: 17 days, or 3 weeks [1].", "A clean search takes about 17 days. [1]"),
        (
            "A search takes 71 days [1]. A search takes 72 days [1].",
            "A clean search takes about 17 days. [1]",
        ),
        ("The old list has 55 [7].", "See \\[3\\] of the \\<b>old\\</b> list. [1]"),
        # A number that stands elsewhere: that passage is cited.
        (
            "They own the API contract, and the median wage as of May 2024 is $171,200 [3].",
            "They own the API contract, and the median wage as of May 2024 is $171,200 [1][2].",
        ),
        # What leads to a claim stays with it; without one it goes, and so does a false one.
        (
            "They own:\n- the API contract [3]\n- the deprecation policy [3]",
            "They own:\n- the API contract [1]\n- the deprecation policy [1]",
        ),
        ("They own:\n- a yacht [3]", ""),
        ("Yes. They own the API contract [3].", "Yes. They own the API contract [1]."),
        ("For 900 years they own:\n- the API contract [3]", ""),
        ("Yachts:\n\nThey own the API contract [3].", "They own the API contract [1]."),
        (
            "# Wage\n\nThe median wage is $171,200 [5].",
            "# Wage\n\nThe median wage is $171,200 [1].",
        ),
        # Tables keep their head.
        (
            "| Task | Share |\n|---|---|\n| Backlog | ~15% [8] |\n| Yacht | 90% |",
            "| Task | Share |\n|---|---|\n| Backlog | ~15% [1] |",
        ),
        (
            "| Task | Share |\n|---|---|\n| Yacht | 90% |\n| Backlog | ~15% |",
            "| Task | Share |\n|---|---|\n| Backlog | ~15% [1] |",
        ),
        # Paragraphs and list signs survive what is dropped around them.
        (
            "The wage is $171,200 [5].\n\nAstrology matters. A search takes 17 days [1].",
            "The wage is $171,200 [1].\n\nA search takes 17 days [2].",
        ),
        (
            "- Astrology matters. A search takes 17 days [1].\n- They own the API contract [3].",
            "- A search takes 17 days [1].\n- They own the API contract [2].",
        ),
        (
            "1. They own the API contract [3]\n   - Usually not [6]",
            "1. They own the API contract [1]\n   - Usually not [2]",
        ),
        # Said once is enough.
        ("Code is for engineers [4]. Code is for engineers [4].", "Code is for engineers [1]."),
    ],
)
def test_what_is_let_through(written: str, let_through: str) -> None:
    assert ground(written).resolved.text == let_through


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("![a](http://evil.example/p.png) and ![b][x]", "a and [b][x]"),
        ("[the guide](https://evil.example) says", "the guide says"),
        ("days [1](https://evil.example)", "days [1]"),
        ("see https://evil.example/x?y=z now", "see now"),
        ("see www.evil.example now", "see now"),
        ("see <https://evil.example> now", "see now"),
        ("write to me@evil.example now", "write to now"),
        ("[x]: //evil.example", "[x] //evil.example"),
        ("<img src=x onerror=y>days", "days"),
        ("<scr<b>ipt>alert(1)</script>", "&lt;script>alert(1)"),
        ("a <!-- hidden --> b", "a b"),
        ("x <b", "x &lt;b"),
        ("latency < 5 ms and > 3", "latency < 5 ms and > 3"),
        ("`code` ```fence``` ~~gone~~ $$x$$", "code fence gone x"),
        ("**bold** and *italic* [2]", "**bold** and *italic* [2]"),
        ("[a](javascript:alert(1))", "a"),
        ("[[1]](https://evil.example)", "[1]"),
    ],
)
def test_foreign_markup_is_reduced_to_its_words(written: str, shown: str) -> None:
    assert " ".join(defused(written).split()) == shown


@pytest.mark.parametrize(
    "written",
    [
        NOT_COVERED,
        f"{NOT_COVERED}.",
        f"**{NOT_COVERED}**",
        "Not covered.",
        f"{NOT_COVERED}\n\nA search takes 17 days [1].",
        "The article does not mention yachts.",
        "I cannot answer that from the passages [2].",
        "Astrology is not covered in the text.",
    ],
)
def test_a_model_may_say_that_it_is_not_covered(written: str) -> None:
    grounding = ground(written)
    assert grounding.declined
    assert grounding.resolved.text == ""
    assert grounding.resolved.citations == ()


@pytest.mark.parametrize(
    "written", ["", " \n", "You need astrology.", f"A search takes 17 days [1]. {NOT_COVERED}"]
)
def test_saying_nothing_or_something_is_not_declining(written: str) -> None:
    assert not ground(written).declined


def test_the_model_is_stopped_once_it_has_declined() -> None:
    closed = []

    def deltas() -> Iterator[str]:
        try:
            yield f"{NOT_COVERED}. "
            yield "And now "
            yield "for something else [1]. " * 50
        finally:
            closed.append(True)

    grounding = Grounding(SHOWN, DOCUMENTS)
    assert list(grounding.stream(deltas())) == []
    assert grounding.declined
    assert closed == [True]


def test_a_claim_is_let_through_as_soon_as_the_next_one_begins() -> None:
    said: list[str] = []
    pieces = [
        "A search takes",
        " 17 days [1]",
        ". ",
        "They own the API contract, and they own",
        " the deprecation policy",
        ". ",
        "[",
        "3]",
    ]

    def deltas() -> Iterator[str]:
        for piece in pieces:
            yield piece
            said.append(piece)

    grounding = Grounding(SHOWN, DOCUMENTS)
    stream = grounding.stream(deltas())
    assert next(stream) == "A search takes 17 days [1]."
    assert said == pieces[:4]
    assert list(stream) == [" They own the API contract, and they own the deprecation policy. [2]"]


PHRASES = ["A search takes 17 days", "They own the API contract", "Engineers ship code", "12 x"]
MARKERS = ["[1]", "[2]", "[3, 4]", "[8]", "[99]", "[1-8]", "15%", "$171,200", "Astrology helps"]
LAYOUT = [". ", ".", "\n", "\n\n", " ", "- ", "| ", " |", "|---|---|\n", "# ", "**", ":", "1. "]
SIGNS = ["`", "![x](http://e.example)", "](", "[x]", "<b>", "<", "[", "]", "(", ")", "!", "\\"]
TEXTS = st.lists(st.sampled_from([*PHRASES, *MARKERS, *LAYOUT, *SIGNS]), max_size=25).map("".join)


@given(TEXTS, st.lists(st.integers(1, 9), max_size=60))
def test_the_result_does_not_depend_on_how_the_text_was_cut(text: str, sizes: list[int]) -> None:
    deltas, rest = [], text
    for size in sizes:
        deltas.append(rest[:size])
        rest = rest[size:]
    grounding = Grounding(SHOWN, DOCUMENTS)
    pieces = list(grounding.stream([*deltas, rest]))
    assert "" not in pieces
    assert "".join(pieces) == grounding.resolved.text
    whole = ground(text)
    assert (grounding.resolved, grounding.declined) == (whole.resolved, whole.declined)


@given(TEXTS)
def test_what_is_let_through_keeps_the_contract(text: str) -> None:
    grounding = ground(text)
    resolved = grounding.resolved
    assert bool(resolved.text) == bool(resolved.citations)
    spans = {citation.source.start: citation.number for citation in resolved.citations}
    cited = [passage for passage in SHOWN if passage.start in spans]
    cited.sort(key=lambda passage: spans[passage.start])
    assert resolve(resolved.text, cited, DOCUMENTS) == resolved
    assert list(dict.fromkeys(markers_in(resolved.text))) == list(range(1, len(cited) + 1))
    derived = numbers_in(" ".join(grounding.derived))
    assert unsupported_numbers(resolved.text, cited) <= derived


@given(TEXTS)
def test_nothing_foreign_is_let_through(text: str) -> None:
    shown = ground(text).resolved.text
    assert "](" not in shown
    assert "![" not in shown
    assert "://" not in shown
    assert "`" not in shown
    assert not re.search(r"(?<!\\)<[a-zA-Z/!]", shown)
    assert not re.search(r"^\s*\[[^\]]*\]:", shown, re.MULTILINE)


# --- the thresholds, measured on the article ----------------------------------------------------

CORPUS = read_corpus(Path(__file__).resolve().parents[2] / "corpus")

PARAPHRASES = """\
TPMs tune APIs for the developers who integrate them. | a TPM tunes an API
She stopped the rewrite and planned a six-month deprecation. | She killed the rewrite
About 30% of the time goes into working sessions with engineers. | Working sessions with engineers
They own the API contract that downstream teams code against. | They own the API contract
Engineers ship the production code, not the TPM. | Shipping production code belongs
Product marketing handles the customer-facing launch. | The customer-facing launch
BLS expects these roles to grow 15 percent by 2034. | The Bureau of Labor Statistics
The median wage is $171,200 as of May 2024. | $171,200
TPM pay for individuals is lower and depends on profile and city. | Individual TPM pay
A clean search takes about 17 days. | About 17 days
Searches over 90 days usually come from a job description that mixes roles. | drag past 90 days
A project manager ensures that it ships on time. | A project manager makes sure
No, a computer science degree matters less than people assume. | Less than people assume
They include bootcamp graduates, former engineers and former data analysts. | bootcamp grads
The role is usually senior because judgment takes years to build. | The title skews senior
TPMs read code, review designs and argue about systems. | A TPM reads code, reviews designs
Someone who commits features full-time is a tech lead. | If someone is committing features
KORE1 charges a fee when you hire one of its candidates. | charge a fee
It was written by Mike Carter. | Mike Carter
Writing is the skill that people underestimate. | Writing is the one people undervalue
Most TPMs report to the Head of Product, some to Engineering. | Usually reports to
"""
INVENTIONS = """\
You need an MBA to become a TPM.
TPMs earn $250,000 in San Francisco.
Most TPMs work remotely from home.
A TPM must hold a Scrum Master certification.
The interview consists of five rounds with a coding test.
The company offers 25 days of paid vacation.
TPMs manage the engineers and write their performance reviews at Google.
Applicants need ten years of experience in banking.
Visa sponsorship is available for international candidates.
TPMs often work overtime on weekends.
Companies such as Amazon and Microsoft hire the most TPMs.
Jira and Confluence are the most popular tools.
Agile was invented in 2001 by seventeen developers.
Freelance TPMs charge hourly rates.
Artificial intelligence will replace product managers within a decade.
Career growth leads to Director and VP of Product.
A bootcamp costs about 10,000 dollars.
"""


@pytest.mark.parametrize("pair", PARAPHRASES.splitlines())
def test_a_paraphrase_is_supported_by_its_passage_and_finds_it(pair: str) -> None:
    claim, words = pair.split(" | ")
    (home, *_) = [p for p in CORPUS.passages if words in p.text]
    grounding = Grounding([home], CORPUS.documents)
    assert supported(claim, [home]) >= CITED_SUPPORT
    assert "".join(grounding.stream([claim.removesuffix(".") + " [1]."])).endswith(" [1].")
    assert grounding.dropped == 0


@pytest.mark.parametrize("claim", INVENTIONS.splitlines())
def test_an_invention_finds_no_passage(claim: str) -> None:
    grounding = Grounding(CORPUS.passages, CORPUS.documents)
    assert "".join(grounding.stream([claim])) == ""


def test_every_sentence_of_the_article_supports_itself() -> None:
    for passage in CORPUS.passages:
        words = without_markers(passage.text)
        assert supported(words, [passage]) in (0.0, 1.0)
    assert FOUND_SUPPORT > CITED_SUPPORT
