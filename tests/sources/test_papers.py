"""Papers of clubs, schools and small firms: minutes, by-laws, price lists, lists of questions."""

from __future__ import annotations

import io
import zipfile

import pytest

from assistant.errors import DocumentError
from assistant.sources.readers import read_bytes
from tests.support.office_files import docx, paragraph
from tests.support.source_laws import assert_exact, assert_on_the_page, lawful, passages, texts

MINUTES = """MINUTES
Tennis Club, 14 February

1   Treasurer's report
    The reserve is £9,300.

2   Floodlights
    Agreed: replace the lights on
    courts 3 and 4.
"""
BY_LAWS = """Article I. Name

Section 1. The name of the club is Tern.

Article II. Members

Section 1. Anyone over 18 may join.
"""
PRICES = """PRICES

                      Outside      In + out
House                     £14           £24
Flat                      £10           £17
"""
NEWS = """+-----------------------+
|   PARISH NEWS, MAY    |
+-----------------------+

* * *  JUMBLE SALE  * * *
Saturday, 10 to 12.

~~~~~~~~~~~~
FLOWER ROTA
3 May ........ Mrs Hall
10 May ....... Mr Day
"""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (MINUTES, [("The reserve is £9,300.", "Treasurer's report"),
                   ("Agreed: replace the lights on courts 3 and 4.", "Floodlights")]),
        (BY_LAWS, [("Section 1. The name of the club is Tern.", "Article I. Name"),
                   ("Section 1. Anyone over 18 may join.", "Article II. Members")]),
        (NEWS, [("PARISH NEWS, MAY", ""), ("Saturday, 10 to 12.", "JUMBLE SALE"),
                ("3 May ........ Mrs Hall", "FLOWER ROTA")]),
        ("Prices\nAdults 8.50\nStudents 6.00\nFamilies 19.00\n\nGetting here\nBus 4 and 11 stop in "
         "front of the house. By car\nleave the road at exit 7.\n",
         [("Adults 8.50", "Prices"), ("By car leave the road at exit 7.", "Getting here")]),
        ("Dear neighbours\nThe lift will be repaired on Monday, so please\nuse the stairs.\n\n"
         "Kind regards\nJo\n4 Mill Lane\n", [("Jo", ""), ("4 Mill Lane", "")]),
        ("- Deposit . . . . . . 50 euros\n", [("Deposit . . . . . . 50 euros", "")]),
        ("Bring:\n\n-   a towel\n-   soap\n", [("a towel", ""), ("soap", "")]),
    ],
    ids=["minutes", "by-laws", "newsletter", "headed-lines", "letter", "leaders", "wide-signs"],
)  # fmt: skip
def test_what_stands_below_what(source: str, expected: list[tuple[str, str]]) -> None:
    found = [(p.text, p.heading) for p in lawful(source, "text").passages]
    assert [pair for pair in found if pair in expected] == expected


def test_a_first_column_without_a_name_leaves_the_others_theirs() -> None:
    header, *rows = passages(PRICES, "text")
    assert header.kind == "table_header"
    assert [row.header for row in rows] == [("", "Outside", "In + out")] * 2
    assert [cell.text for cell in rows[1].cells] == ["Flat", "£10", "£17"]


def test_many_signs_cost_no_time() -> None:
    rules = "\n".join(sign * 5_000 for sign in "~=-*#_+")
    assert texts(f"Open.\n\n{rules}\n\n{'* - ' * 2_000}x") != []


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("film.srt", "1\n00:00:01,000 --> 00:00:04,000\n<i>The dough rests</i>\nfor a day.\n",
         ["The dough rests for a day."]),
        ("film.vtt", "WEBVTT\n\nNOTE by hand\n\n00:01.000 --> 00:04.000\n<v Ann>Rent is due.\n",
         ["Ann: Rent is due."]),
        ("text.txt", "Press <b> or <i>.", ["Press <b> or <i>."]),
    ],
)  # fmt: skip
def test_subtitles_are_what_is_said(name: str, source: str, expected: list[str]) -> None:
    parsed = read_bytes(source.encode(), name)
    assert_exact(parsed)
    assert_on_the_page(parsed)
    assert [passage.text for passage in parsed.passages] == expected


def test_a_sheet_of_questions_is_read_as_questions_and_answers() -> None:
    sheet = "id,category,question,answer\n1,Booking,Can I cancel?,Until 9. Then not.\n"
    parsed = read_bytes(sheet.encode(), "faq.csv")
    assert_exact(parsed)
    assert_on_the_page(parsed)
    assert parsed.document.title == "Faq"
    assert [(p.text, p.section) for p in parsed.passages] == [
        ("Until 9.", ("Booking", "Can I cancel?")), ("Then not.", ("Booking", "Can I cancel?")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sheet",
    [
        "question,answer,price\nCan I swim?,Yes.,5 euros\n",
        "question,answer\nCan I swim?,\nCan I run?,Yes.\n",
    ],
)
def test_a_sheet_with_more_than_questions_loses_nothing(sheet: str) -> None:
    told = " ".join(passage.text for passage in read_bytes(sheet.encode(), "faq.csv").passages)
    assert all(cell in told for cell in sheet.replace("\n", ",").split(",")[2:])


@pytest.mark.parametrize(
    ("name", "content", "reason", "hint"),
    [
        ("app.html", b"<title>A</title><script src=a.js></script><div id=root></div>",
         "made by scripts", "print it to PDF"),
        ("in.html", b"<h1>Log in</h1><form>Name <input><input type=password></form>",
         "asks for a password", "save the page"),
        ("old.html", b"<meta http-equiv=refresh content='0;url=/new'>", "leads on", "address"),
        ("prices.csv", b"PK\x03\x04 xl/workbook.xml", "a sheet", "as .csv"),
        ("faq.yaml", b"- q: When?", "a .yaml file", "headings"),
        ("book.epub", b"PK\x03\x04", "a .epub file", "Markdown"),
        ("all.zip", b"PK\x03\x04", "a .zip file", "Unpack"),
        ("plan.png", b"\x89PNG", "a .png file", "text recognition"),
        ("LICENSE", b"Free.", "without a suffix", "LICENSE.txt"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_told_what_to_do(
    name: str, content: bytes, reason: str, hint: str
) -> None:
    with pytest.raises(DocumentError, match="was left out") as caught:
        read_bytes(content, name)
    assert reason in caught.value.message
    assert hint in caught.value.hint


def test_what_a_program_calls_a_document_is_no_title() -> None:
    core = (
        b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        b'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Untitled'
        b"</dc:title></cp:coreProperties>"
    )
    plain = docx(paragraph("Rent is due on Monday."))
    assert read_bytes(_with_part(plain, "docProps/core.xml", core), "rent.docx").document.title == (
        "Rent"
    )


def _with_part(raw: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("# 1. Scope\n\nAll.\n\n# 2. Fees\n\nNone.\n", "House rules"),
        ("# Article 1\n\nAll.\n\n# Aims\n\nNone.\n", "Aims"),
        ("# What is it?\n\nA club.\n", "House rules"),
        ("# 10 rules of the house\n\nNone.\n", "10 rules of the house"),
    ],
)
def test_one_heading_of_several_is_no_title(source: str, title: str) -> None:
    assert lawful(source, name="house-rules").document.title == title
