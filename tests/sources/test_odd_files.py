"""Odd but ordinary files: each stands for a kind that people have, and has its right reading."""

from __future__ import annotations

import pytest

from assistant.errors import DocumentError
from assistant.sources.parsed import Parsed
from assistant.sources.readers import read_bytes
from tests.support.office_files import docx, paragraph, pdf, typeset
from tests.support.source_laws import assert_exact, assert_on_the_page

READ: list[tuple[str, str | bytes, list[str]]] = [
    ("list-of-authors.md", "---\nauthor: [Ann, Bob]\nupdated: null\n---\nShut.\n", ["Shut."]),
    ("json-facts.md", '{\n"title": "T"\n}\n\nShut.\n', ["Shut."]),
    ("entities.md", "5 &lt; 6 &amp;amp; so\n\n* * *\n\nNext.", ["5 < 6 &amp; so", "Next."]),
    (
        "loose-list.md",
        "1. One\n\n   More.\n\n   > said\n\n2. Two\n",
        ["One", "More.", "said", "Two"],
    ),
    (
        "answer-in-details.md",
        "### Dog?\n\n<details><summary>Cat?</summary>\n\nNever.\n\n</details>",
        ["Never."],
    ),
    (
        "autolinks.md",
        "See <https://a.example/x> or [b](http://a.example/b_(c)).",
        ["See https://a.example/x or b."],
    ),
    (
        "empty-cells.md",
        "| A | B |\n|---|---|\n| | x |\n| y | |\n",
        ["| A | B |", "|  | x |", "| y |  |"],
    ),
    ("only-a-picture.md", "![Open from nine to five](a.png)", ["Open from nine to five"]),
    (
        "letter.txt",
        "Dear tenants,\r\n\r\nthe lift is closed and will not\r\nrun from May 3.\r\n",
        ["Dear tenants,", "the lift is closed and will not run from May 3."],
    ),
    (
        "leaders.txt",
        "PRICES\n------\nAdults ........ 12.50\nChildren ...... 6.00\n",
        ["Adults ........ 12.50", "Children ...... 6.00"],
    ),
    (
        "hours.txt",
        "HOURS\n\nMonday      9 to 5\nTuesday     10 to 6\n",
        ["Monday      9 to 5", "Tuesday     10 to 6"],
    ),
    (
        "questions.txt",
        "Q. How do I pay?\nA. By card.\n\nQ. When?\nA. On Monday.\n",
        ["By card.", "On Monday."],
    ),
    ("letters.txt", "P. One\nQ. Two\nR. Six\n", ["One", "Two", "Six"]),
    ("roman.txt", "(1) One\n(2) Two\n\ni) three\nii) four\n", ["One", "Two", "three", "four"]),
    ("one-item.txt", "- Only one thing\n", ["Only one thing"]),
    ("form-feed.txt", "Page one.\fPage two.", ["Page one.", "Page two."]),
    ("signature.txt", "The keys are here.\n\n--\nAnn\n", ["The keys are here.", "Ann"]),
    ("page-as-text.txt", "<html><body><p>Saved as text.</p></body></html>", ["Saved as text."]),
    (
        "japanese.txt",
        "犬は入れません。料金は500円です。",
        ["犬は入れません。", "料金は500円です。"],
    ),
    ("smart-quotes.txt", "“Yes” – €5".encode("cp1252"), ["“Yes” – €5"]),
    ("wide.txt", "Grüße".encode("utf-16-le"), ["Grüße"]),
    ("joined-accents.txt", "Cafe\u0301 offen.", ["Café offen."]),
    (
        "bold-header.html",
        "<table><tr><td><b>Room</b><td><b>Price</b><tr><td>Single<td>50</table>",
        ["| Room | Price |", "| Single | 50 |"],
    ),
    (
        "xhtml.html",
        "<?xml version='1.0' encoding='UTF-8'?><html><p>A <![CDATA[5 < 6]]> b</p>",
        ["A 5 < 6 b"],
    ),
    (
        "articles.html",
        "<article><header><h2>A</h2><p>By Ann</p></header><p>X.</p><footer>no</footer>"
        "</article><article><p>Y.</p></article>",
        ["By Ann", "X.", "Y."],
    ),
    (
        "formulas.html",
        "<p>E = mc<sup>2</sup>, 20&nbsp;km<sup>2</sup>, x<sup>n+1</sup>, "
        "5&times;10<sup>&minus;3</sup>.",
        ["E = mc², 20 km², x^(n+1), 5×10^−3."],
    ),
    (
        "struck-by-style.html",
        "<p><span style='text-decoration:line-through'>5</span> 4 euros",
        ["4 euros"],
    ),
    (
        "faq-of-divs.html",
        "".join(f"<div>Is {n} so?</div><div>It is {n}.</div>" for n in "abc"),
        ["It is a.", "It is b.", "It is c."],
    ),
    ("latin.html", "<meta charset=iso-8859-1><p>Größe".encode("latin-1"), ["Größe"]),
    (
        "office.docx",
        docx(paragraph("5 > 4 & <b>."), paragraph("- no item")),
        ["5 > 4 & <b>.", "- no item"],
    ),
    ("note.pdf", pdf(typeset("One (1) note \\ here.")), ["One (1) note \\ here."]),
]


def read(name: str, content: str | bytes) -> Parsed:
    return read_bytes(content if isinstance(content, bytes) else content.encode(), name)


@pytest.mark.parametrize(("name", "content", "expected"), READ, ids=[row[0] for row in READ])
def test_odd_files_are_read(name: str, content: str | bytes, expected: list[str]) -> None:
    parsed = read(name, content)
    assert_exact(parsed)
    assert_on_the_page(parsed)
    assert [passage.text for passage in parsed.passages] == expected


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("letter.txt", "{\\rtf1\\ansi Words}", "rich text"),
        ("sheet.xlsx", "PK", "a .xlsx file is not read"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "a .doc file is not read"),
        ("frames.html", "<frameset><frame src=a></frameset>", "pages in frames"),
        ("program.txt", b"\x7fELF\x00\x00", "not a text file"),
    ],
)
def test_what_is_none_of_these_is_said(name: str, content: str | bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match="was left out") as caught:
        read(name, content)
    assert reason in caught.value.message
    assert caught.value.hint
