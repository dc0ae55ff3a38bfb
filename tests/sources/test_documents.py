"""Spans are exact whatever the document looks like."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import DocumentError
from assistant.records import Document, Passage
from assistant.sources.documents import (
    MAX_BYTES,
    parse_document,
    plain_blocks,
    read_document,
    sentence_spans,
    split_passages,
)


def passages(source: str, kind: str = "markdown") -> tuple[Passage, ...]:
    """The passages of a source, after checking what holds for all of them."""
    document = parse_document(source, "doc", kind)
    found = split_passages(document, kind)
    assert_exact(document, found)
    return found


def texts(source: str, kind: str = "markdown") -> list[str]:
    return [passage.text for passage in passages(source, kind)]


def assert_exact(document: Document, found: tuple[Passage, ...]) -> None:
    """The law: in order, apart, exact, without blanks around, and with ids of their own."""
    end = 0
    for position, passage in enumerate(found):
        assert passage.position == position
        assert end <= passage.start < passage.end
        assert document.text[passage.start : passage.end] == passage.text == passage.text.strip()
        for cell in passage.cells:
            assert passage.start <= cell.start <= cell.end <= passage.end
            assert document.text[cell.start : cell.end] == cell.text
        end = passage.end
    assert len({passage.id for passage in found}) == len(found)
    assert [p.block for p in found] == sorted(p.block for p in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four…", ["One.", "Two!", "Three?", "Four…"]),
        ("He met Dr. Smith. They left.", ["He met Dr. Smith.", "They left."]),
        ("Firms, e.g. Acme, pay. Others, i.e. Bolt, do not.",
         ["Firms, e.g. Acme, pay.", "Others, i.e. Bolt, do not."]),
        ("See Fig. 3 and No. 7. Then stop.", ["See Fig. 3 and No. 7.", "Then stop."]),
        ("Do they code? No. They read.", ["Do they code?", "No.", "They read."]),
        ("The U.S. Bureau counts. J. R. Hall agrees.",
         ["The U.S. Bureau counts.", "J. R. Hall agrees."]),
        ("It costs 3.50 today. 40 people came.", ["It costs 3.50 today.", "40 people came."]),
        ("“Stop.” She left. (Really.) Yes.", ["“Stop.”", "She left.", "(Really.)", "Yes."]),
        ("Version 2.0 is out. iPhones sell.", ["Version 2.0 is out. iPhones sell."]),
        ("Run it. `make test` is not needed. **Bold** is.",
         ["Run it. `make test` is not needed.", "**Bold** is."]),
        ("Καλό τέλος. Ένα δύο.", ["Καλό τέλος.", "Ένα δύο."]),
        ("你好。再见。", ["你好。", "再见。"]),
        ("नमस्ते। फिर मिलेंगे।", ["नमस्ते।", "फिर मिलेंगे।"]),
        ("no capital. no split", ["no capital. no split"]),
        ("Wait... What?! No way.", ["Wait...", "What?!", "No way."]),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text, 0, len(text))] == expected


@given(st.text("Ab1.!? …”)\n", max_size=60))
def test_sentences_lose_nothing_but_blanks(text: str) -> None:
    spans = list(sentence_spans(text, 0, len(text)))
    joined = "".join(text[start:end] for start, end in spans)
    assert "".join(joined.split()) == "".join(text.split())
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


SENTENCES = st.sampled_from(
    [
        "Alpha beta.",
        "Is it so?",
        "He met Dr. Who.",
        "A *b* [c](d) `e`.",
        "Zwölf Boxkämpfer!",
        "“So.”",
    ]
)
PROSE = st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join)
CELL = st.sampled_from(["x", "~30%", "a \\| b", "two words", "$5"])
TABLE = st.lists(st.tuples(CELL, CELL), min_size=1, max_size=3).map(
    lambda rows: "| H1 | H2 |\n|---|---|\n" + "\n".join(f"| {a} | {b} |" for a, b in rows)
)
BLOCK = st.one_of(
    PROSE,
    TABLE,
    PROSE.map(lambda prose: prose.replace(" ", "\n")),
    st.lists(PROSE, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {i}" for i in items)),
    st.lists(PROSE, min_size=1, max_size=3).map(
        lambda items: "\n".join(f"{n}. {i}" for n, i in enumerate(items, 1))
    ),
    PROSE.map(lambda prose: f"> {prose}"),
    PROSE.map(lambda prose: f"```\n{prose}\n\nx = 1\n```"),
)
HEADING = st.builds(lambda level, words: f"{'#' * level} {words}", st.integers(1, 4), PROSE)


def bare(text: str) -> str:
    """What must be citable: no blanks, and none of the signs that are only markup."""
    return "".join(c for c in text if not c.isspace() and c not in "-|>#0123456789.)")


@given(st.lists(st.one_of(BLOCK, HEADING), min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_every_character_outside_headings_is_in_a_passage(blocks: list[str], newline: str) -> None:
    blocks.append("Closing words.")
    source = "\n\n".join(blocks).replace("\n", newline)
    document = parse_document(source, "doc")
    assert "\r" not in document.text
    found = split_passages(document)
    assert_exact(document, found)
    wanted = "".join(block for block in blocks if not block.startswith("#"))
    assert bare("".join(passage.text for passage in found)) == bare(wanted)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=300),
       st.sampled_from(["markdown", "text", "html"]))  # fmt: skip
def test_no_text_breaks_the_law(source: str, kind: str) -> None:
    passages(f"{source}\n\nClosing words.", kind)


@given(st.text("# ab.|->1\n\t`\\*", max_size=120), st.sampled_from(["markdown", "text"]))
def test_no_markup_breaks_the_law(source: str, kind: str) -> None:
    passages(f"{source}\n\n```\n```\n\nClosing words.", kind)


def test_repeated_sentences_have_spans_and_ids_of_their_own() -> None:
    first, second, third = passages("Again.\n\nAgain. Again.\n")
    assert first.text == second.text == third.text
    assert (first.start, second.start, third.start) == (0, 8, 15)


def test_an_id_depends_on_the_words_and_not_on_the_place() -> None:
    (before,) = passages("Stable words.\n")
    _, after = passages("# New\n\nSomething new first.\n\n## Heading\n\nStable words.\n")
    assert after.id == before.id
    assert after.section == ("New", "Heading")


def test_headings_are_a_path() -> None:
    source = "Before.\n\n# A\n\nOne.\n\n### B ###\n\nTwo.\n\n## C?\n\nThree.\n\nD\n===\n\nFour.\n"
    assert [(p.text, p.section) for p in passages(source)] == [
        ("Before.", ()),
        ("One.", ("A",)),
        ("Two.", ("A", "B")),
        ("Three.", ("A", "C?")),
        ("Four.", ("D",)),
    ]
    assert passages(source)[3].heading == "C?"


def test_a_table_row_knows_its_header_and_the_span_of_each_cell() -> None:
    header, row = passages("| Fruit | Price \\| unit | |\n|---|:-:|---|\n| Pear | $3 \\| kg |  |\n")
    assert (header.kind, row.kind) == ("table_header", "table_row")
    assert row.header == ("Fruit", "Price \\| unit", "")
    assert [cell.text for cell in row.cells] == ["Pear", "$3 \\| kg", ""]
    assert row.block == header.block


@pytest.mark.parametrize(
    "source",
    [
        "A | B\n---|---\nc | d\n",
        "> | A | B |\n> |---|---|\n> | c | d |\n",
        "- | A | B |\n  |---|---|\n  | c | d |\n",
        "Words.\n\n  | A | B |\n  |---|---|\n  | c | d |\n",
    ],
)
def test_tables_without_bars_in_quotes_and_in_lists(source: str) -> None:
    rows = [passage for passage in passages(source) if passage.cells]
    assert [[cell.text for cell in row.cells] for row in rows] == [["A", "B"], ["c", "d"]]


def test_two_tables_are_two_blocks() -> None:
    table = "| A |\n|---|\n| b |\n"
    assert len({passage.block for passage in passages(f"{table}\n{table}")}) == 2


def test_list_items_lose_their_marker_and_nothing_else() -> None:
    assert texts("- One. Two.\n- 3 things.\n  - Inner.\n1) Last - really.\n") == [
        "One.", "Two.", "3 things.", "Inner.", "Last - really.",
    ]  # fmt: skip


def test_deep_lists_are_read_to_the_end() -> None:
    source = "\n".join("  " * depth + f"- item {depth}." for depth in range(30))
    assert texts(source)[-1] == "item 29."


def test_code_is_one_passage_with_every_character() -> None:
    assert texts("Words.\n\n```py\nx = 1. Then\n\n- y\n```\n\n    - z. A\n") == [
        "Words.", "```py\nx = 1. Then\n\n- y\n```", "- z. A",
    ]  # fmt: skip


def test_plain_text_keeps_wrapped_sentences_whole_and_loses_no_line() -> None:
    source = "The Title\n\nA wrapped line\ngoes on. And\nends.\n\nA Heading\n\nText.\n\nSource: x\n"
    found = passages(source, "text")
    assert [(p.text, p.heading) for p in found] == [
        ("A wrapped line\ngoes on.", "The Title"),
        ("And\nends.", "The Title"),
        ("Text.", "A Heading"),
        ("Source: x", "A Heading"),
    ]
    assert texts("apples\n\npears\n\nplums\n", "text") == ["pears", "plums"]
    assert texts("A single line", "text") == ["A single line"]


def test_plain_text_is_read_in_linear_steps() -> None:
    blocks = plain_blocks("Some words here\n\n" * 20_000)
    assert len(blocks) == 20_000


HTML = """<!DOCTYPE html><html><head><title> The\n Title </title>
<meta name="author" content="Ann"><style>p {}</style></head><body><nav>Menu</nav>
<h1>Head</h1><p>One <a href="/x">link</a> &amp; two.<br>Three.</p><script>no()</script>
<table><tr><th>A|B</th><th>C</th></tr><tr><td>1</td><td>2<br>3</td></tr></table>
<ul><li>First.</li><li>Second.</li></ul></body></html>"""


def test_html_is_read_by_what_it_says() -> None:
    document = parse_document(HTML, "page", "html")
    assert (document.title, document.author) == ("The Title", "Ann")
    found = split_passages(document, "html")
    assert_exact(document, found)
    assert [p.text for p in found] == [
        "One link & two.", "Three.", "| A\\|B | C |", "| 1 | 2 3 |", "First.", "Second.",
    ]  # fmt: skip
    assert all(p.section == ("Head",) for p in found)


def test_front_matter() -> None:
    document = parse_document(
        "---\ntitle: T\nauthor: A\nupdated: 2026-06-16\nother: x\n---\n\nBody.\n", "n"
    )
    assert (document.title, document.author, document.updated) == ("T", "A", "2026-06-16")
    assert document.text == "Body.\n"
    assert document.sha256 == hashlib.sha256(b"Body.\n").hexdigest()
    assert parse_document("---\n---\nBody.\n\n---\n\nMore.\n", "n").text.startswith("Body.")


@pytest.mark.parametrize(
    ("source", "title"),
    [("# First\n\nX.", "First"), ("#\n\nX.\n\n# Real\n\nY.", "Real"), ("X.", "My doc")],
)
def test_a_title_is_found(source: str, title: str) -> None:
    assert parse_document(source, "my-doc").title == title


@pytest.mark.parametrize(
    ("name", "identity"), [("My Doc_2", "my-doc-2"), ("v1.2", "v1-2"), ("---", "document-")]
)
def test_an_id_is_fit_for_an_address(name: str, identity: str) -> None:
    assert parse_document("X.", name).id.startswith(identity)


def test_names_in_other_scripts_stay_apart() -> None:
    assert parse_document("X.", "文章").id != parse_document("X.", "手冊").id


def test_a_byte_order_mark_and_foreign_line_ends_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "Doc.MD"
    path.write_bytes(b"\xef\xbb\xbf---\r\ntitle: T\r\n---\r\nOne.\r\nTwo.\rThree.\r\n")
    document = read_document(path)
    assert (document.id, document.title) == ("doc", "T")
    assert document.text == "One.\nTwo.\nThree.\n"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"x", ".pdf is not read"),
        ("noname", b"x", "without a suffix"),
        ("a.md", b"caf\xe9", "not UTF-8 (byte 3)"),
        ("a.md", "words".encode("utf-16-le"), "not a text file"),
        ("a.md", b"", "no text"),
        ("a.md", b"\n \n", "no text"),
        ("a.md", b"# Only a heading\n", "no text"),
        ("a.html", b"<script>x</script>", "no text"),
        ("a.html", b"<div>" * 3000 + b"x", "nested too deeply"),
        ("a.md", b"---\n- list\n---\nX.", "front matter"),
        ("a.md", b"---\na: [\n---\nX.", "front matter"),
        ("a.md", b"---\nupdated: 2026-13-45\n---\nX.", "front matter"),
        ("a.md", b"---\na: " + b"[" * 5000 + b"\n---\nX.", "front matter"),
        ("a.md", b"x" * (MAX_BYTES + 1), "more than 20 MB"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DocumentError, match="was left out") as caught:
        read_document(path)
    assert name in caught.value.message
    assert reason in caught.value.message
    assert caught.value.hint


def test_a_file_that_is_gone_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="No such file"):
        read_document(tmp_path / "gone.md")
