"""Mails, talks, pages in one file, and sheets saved as text."""

from __future__ import annotations

import pytest

from assistant.errors import DocumentError
from assistant.sources.parsed import Parsed
from assistant.sources.readers import read_bytes
from tests.support.source_laws import assert_exact, assert_on_the_page

HEAD = "MIME-Version: 1.0\nFrom: Ann <ann@a.example>\nSubject: =?utf-8?Q?Pool_hours?=\n"
PLAIN = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"


def read(name: str, source: str) -> Parsed:
    parsed = read_bytes(source.encode(), name)
    assert_exact(parsed)
    assert_on_the_page(parsed)
    return parsed


def texts(parsed: Parsed) -> list[str]:
    return [passage.text for passage in parsed.passages]


@pytest.mark.parametrize("name", ["mail.eml", "mail.txt"])
def test_a_mail_is_decoded(name: str) -> None:
    parsed = read(name, f"{HEAD}{PLAIN}The caf=C3=A9 opens at nine. It is =\nfree.\n")
    assert parsed.document.title == "Pool hours"
    assert texts(parsed)[-2:] == ["The café opens at nine.", "It is free."]
    assert "From: Ann <ann@a.example>" in texts(parsed)


def test_of_a_mail_with_parts_the_text_is_read_and_files_are_named() -> None:
    parts = [
        f"{PLAIN}At nine.\n",
        "Content-Type: text/html\n\n<p>At <b>nine</b>.\n",
        'Content-Type: application/pdf\nContent-Disposition: attachment; filename="a.pdf"\n\nx\n',
    ]
    body = "".join(f"--b\n{part}" for part in parts)
    parsed = read("m.eml", f'{HEAD}Content-Type: multipart/mixed; boundary="b"\n\n{body}--b--\n')
    assert texts(parsed)[-2:] == ["At nine.", "Attached: a.pdf"]


def test_a_page_in_one_file_is_a_page_with_its_address() -> None:
    page = "<html><title>Pool</title><nav>Home</nav><main><p>Caf=C3=A9 at nine.</main>"
    parsed = read(
        "page.mhtml",
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/pool\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
        "--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
        f"{page}\n--b\nContent-Type: text/css\n\np {{}}\n--b--\n",
    )
    assert (texts(parsed), parsed.document.title) == (["Café at nine."], "Pool")
    assert parsed.document.source_url == "https://a.example/pool"


def test_a_message_without_text_is_said_to_be_one() -> None:
    with pytest.raises(DocumentError, match="no text"):
        read("m.eml", f"{HEAD}Content-Type: image/png\n\nx\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("From: Ann\nSubject: Re: Fwd: Pool\n\nAt nine.\n", "Pool"),
        ("Von: Ann\nBetreff: AW: Bad\n\nUm neun.\n", "Bad"),
        ("Subject: the only line\n\nAt nine.\n", "Subject: the only line"),
    ],
)
def test_a_mail_in_a_text_is_called_by_its_subject(source: str, expected: str) -> None:
    assert read("a.txt", source).document.title == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[03/05/2024, 10:12:05] Ann: When?\n[03/05/2024, 10:13:00] Bo: At nine\n"
         "03/05/24, 10:15 - Cy: With soap\nand towels\n",
         ["[03/05/2024, 10:12:05] Ann: When?", "[03/05/2024, 10:13:00] Bo: At nine",
          "03/05/24, 10:15 - Cy: With soap and towels"]),
        ("Ann Lee: we will have to look for somebody who repairs the roof before it is June\n"
         "Bo: that is so\n",
         ["Ann Lee: we will have to look for somebody who repairs the roof before it is June",
          "Bo: that is so"]),
        ("Agenda\n\n1. Roof\n   Bo said that the roof leaks.\n\n2. Any other business\n   None.\n",
         ["Roof", "Bo said that the roof leaks.", "Any other business", "None."]),
        ("1. Roof\nBo said that the roof leaks. It rained.\n\n2. Open day\nThe day is in May.\n",
         ["Roof", "Bo said that the roof leaks.", "It rained.", "Open day", "The day is in May."]),
        ("Steps\n\n1. Open the valve and wait until it\n   hisses loudly.\n2. Close it.\n",
         ["Open the valve and wait until it hisses loudly.", "Close it."]),
        ("name: Pool\nhours: 9-5\nrules:\n  - No diving\n",
         ["name: Pool", "hours: 9-5", "rules:", "No diving"]),
        ("WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nWelcome to\nthe pool.\n\n"
         "2\n00:00:05.000 --> 00:00:08.000\nAt nine.\n", ["Welcome to the pool.", "At nine."]),
        ("It was so. P.S. We are closed.\n", ["It was so.", "P.S. We are closed."]),
    ],
)  # fmt: skip
def test_who_says_something_begins_a_line(source: str, expected: list[str]) -> None:
    assert texts(read("a.txt", source)) == expected


@pytest.mark.parametrize("name", ["prices.csv", "prices.tsv"])
@pytest.mark.parametrize("bar", [",", ";", "\t"])
def test_a_sheet_is_a_table(name: str, bar: str) -> None:
    rows = [["Ticket", "Price", "Notes"], ["Adult", '"5,00; net"', "<b>"], ["Child", "2", ""]]
    parsed = read(name, "\n".join(bar.join(row) for row in rows))
    table = [[cell.text for cell in passage.cells] for passage in parsed.passages]
    assert table == [
        ["Ticket", "Price", "Notes"],
        ["Adult", "5,00; net", "<b>"],
        ["Child", "2", ""],
    ]
    assert parsed.passages[0].kind == "table_header"


def test_lines_above_a_sheet_are_text_and_a_letter_is_none() -> None:
    parsed = read("a.csv", "Prices of 2024,,\n,,\nTicket,Price,Notes\nAdult,5,\n")
    assert texts(parsed) == ["Prices of 2024", "| Ticket | Price | Notes |", "| Adult | 5 |  |"]
    with pytest.raises(DocumentError, match="not divided into columns"):
        read("a.csv", "Dear tenants\nthe lift is closed\n")


@pytest.mark.parametrize(
    "source",
    [
        'Item,Price,"Open, when"\n"Pool, indoor","1,250","9, 10"\nSauna,12,\n',
        "Item\tPrice\tOpen, when\nPool, indoor\t1,250\t9, 10\nSauna\t12\t\n",
    ],
)
def test_cells_in_a_text_may_be_quoted_or_empty(source: str) -> None:
    rows = [[cell.text for cell in p.cells] for p in read("a.txt", source).passages]
    assert rows[1:] == [["Pool, indoor", "1,250", "9, 10"], ["Sauna", "12", ""]]


def test_a_numbered_line_that_goes_on_below_heads_nothing() -> None:
    for line in ("1. Shut the valve and", "1. Shut it, so that"):
        blocks = read("a.txt", f"{line}\nPete who is in the yard knows that it is shut.\n").blocks
        assert all(block.kind != "heading" for block in blocks)
    assert read("a.txt", "1. Roof\nBo said that it leaks.\n").blocks[0].kind == "heading"
