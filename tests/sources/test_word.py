"""Word files are read with headings, lists, tables and footnotes, without what was taken out."""

from __future__ import annotations

import pytest

from assistant.errors import DocumentError
from assistant.sources.parsed import Parsed
from assistant.sources.readers import read_bytes
from tests.support.office_files import docx, paragraph, run
from tests.support.source_laws import assert_exact, assert_on_the_page


def read(raw: bytes) -> Parsed:
    parsed = read_bytes(raw, "terms.docx")
    assert_exact(parsed)
    assert_on_the_page(parsed)
    return parsed


def test_headings_and_a_title() -> None:
    parsed = read(docx(paragraph("Terms of hire", style="Title"), paragraph("For all."),
                       paragraph("Fees", style="heading1"), paragraph("It is free.")))  # fmt: skip
    assert parsed.document.title == "Terms of hire"
    assert [(p.text, p.heading) for p in parsed.passages] == [
        ("For all.", "Terms of hire"), ("It is free.", "Fees"),
    ]  # fmt: skip


def test_what_was_deleted_hidden_or_struck_out_is_not_read() -> None:
    deleted = '<w:del w:id="1" w:author="A"><w:r><w:delText>40 </w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2" w:author="A">{run("moved ")}</w:moveFrom>'
    added = f'<w:ins w:id="3" w:author="A">{run("60 ")}</w:ins>'
    body = paragraph("It is ", deleted, moved, added, run("secret ", "<w:vanish/>"),
                     run("old ", "<w:strike/>"), "metres.")  # fmt: skip
    assert [p.text for p in read(docx(body)).passages] == ["It is 60 metres."]


def test_footnotes_are_read_and_their_marks_are_not() -> None:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    parsed = read(docx(paragraph("The fee is 71", mark, " pounds."), footnotes=["Plus tax."]))
    assert [p.text for p in parsed.passages] == ["The fee is 71 pounds.", "Plus tax."]


def test_formulas_are_lines_and_contents_are_none() -> None:
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    text = "<m:r><m:t>{}</m:t></m:r>".format
    power = f"<m:sSup><m:e>{text('r')}</m:e><m:sup>{text('2')}</m:sup></m:sSup>"
    half = f"<m:f><m:num>{text('a+b')}</m:num><m:den>{text('2')}</m:den></m:f>"
    root = f"<m:rad><m:deg/><m:e>{text('x')}</m:e></m:rad>"
    formula = f"<m:oMath {space}>{text('A=π')}{power}{text('+')}{half}{text('+')}{root}</m:oMath>"
    body = docx(paragraph("Fees 3", style="TOC1"), paragraph("Fees", style="heading1"),
                f"<w:p>{run('It is ')}{formula}{run(' in all.')}</w:p>")  # fmt: skip
    assert [p.text for p in read(body).passages] == ["It is A=πr²+(a+b)/2+√x in all."]


def test_hard_hyphens_boxes_and_controls() -> None:
    control = f"<w:sdt><w:sdtContent>{run('5 May')}</w:sdtContent></w:sdt>"
    box = (
        '<w:p><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>'
        f"{paragraph('In a box.')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )
    hyphen = "<w:r><w:noBreakHyphen/></w:r>"
    body = docx(f"<w:p>{run('Well')}{hyphen}{run('known: ')}{control}{run('.')}</w:p>", box)
    assert [p.text for p in read(body).passages] == ["Well-known: 5 May.", "In a box."]


def test_tables() -> None:
    def row(*texts: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in texts) + "</w:tr>"

    rows = (
        row("Charge", "Amount", "When"),
        row("Late", "£15", "5 days"),
        row("Lock", "£40", "now"),
    )
    parsed = read(docx("<w:tbl>", *rows, "</w:tbl>"))
    header, late, _ = parsed.passages
    assert header.kind == "table_header"
    assert late.header == ("Charge", "Amount", "When")
    assert [cell.text for cell in late.cells] == ["Late", "£15", "5 days"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"words", "it is damaged, or no Word document"),
        (docx(paragraph("X."))[:200], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "protected with a password"),
        (docx("<w:p>"), "damaged"),
        (docx(paragraph(" ")), "no text"),
    ],
)
def test_what_cannot_be_read_is_said(raw: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=r"terms\.docx was left out") as caught:
        read_bytes(raw, "terms.docx")
    assert reason in caught.value.message
    assert caught.value.hint


def test_paragraphs_with_typed_numbers_are_a_list() -> None:
    parsed = read(docx(paragraph("To sing:"), paragraph("1. Register by 15 May."),
                       paragraph("2. Learn your part."), paragraph("3. Scope"),
                       paragraph("1984. A year.")))  # fmt: skip
    assert [p.text for p in parsed.passages][:3] == [
        "To sing:", "Register by 15 May.", "Learn your part.",
    ]  # fmt: skip
    assert "1. Register by 15 May.\n2. Learn" in parsed.document.text
    alone = read(docx(paragraph("Terms."), paragraph("4. Fees are due in May."), paragraph("Ok.")))
    assert "4. Fees are due in May." in [p.text for p in alone.passages]
