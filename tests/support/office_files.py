"""Small PDF and Word files, written by hand so that a test says exactly what is in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape

Placed = tuple[float, float, float, str]
"""x and y (points from the lower left corner), size, text."""


def pdf(
    *pages: Sequence[Placed], bold_from: float = 100.0, rules: Sequence[str] = (), turn: str = "",
    rotate: int = 0,
) -> bytes:  # fmt: skip
    """A PDF of pages of placed text in Helvetica, bold from a size on; ``rules`` are drawn.

    ``turn`` is the matrix that all is drawn through, ``rotate`` how viewers turn the page.
    """
    font = b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>"
    objects = [b"", b"", font % b"Helvetica", font % b"Helvetica-Bold"]
    kids: list[str] = []
    for page in pages:
        stream = b"\n".join(
            b"BT /F%d %g Tf %g %g Td (%s) Tj ET"
            % (2 if size >= bold_from else 1, size, x, y, _literal(text))
            for x, y, size, text in page
        )
        stream = f"{turn} cm\n".encode() * bool(turn) + stream
        stream += "\n".join(["", *rules]).encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>" % (rotate, len(objects))
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places: list[int] = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    at = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, at))
    return out.getvalue()


def _literal(text: str) -> bytes:
    raw = text.encode("cp1252", "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def typeset(*paragraphs: str, x: float = 60, top: float = 760, size: float = 11) -> list[Placed]:
    """Paragraphs as lines of some 80 characters, one below the other."""
    placed: list[Placed] = []
    for paragraph in paragraphs:
        line = ""
        for word in [*paragraph.split(), ""]:
            if not word or len(line) + len(word) > 80:
                placed.append((x, top, size, line.strip()))
                top -= 1.25 * size
                line = ""
            line += f" {word}"
        top -= 0.9 * size
    return placed


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_FOOTNOTES = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/footnotes" Target="footnotes.xml"/><Relationship Id="rId3" Type="http://'
    'schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
    "</Relationships>"
)
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
    "</w:style>"
    for name in ("Title", "heading 1", "heading 2")
)


def docx(*body: str, footnotes: Sequence[str] = ()) -> bytes:
    """A Word file whose body is this WordprocessingML; see ``paragraph`` and ``run``."""
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p>{run(text)}</w:p></w:footnote>'
        for n, text in enumerate(footnotes, start=1)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/_rels/document.xml.rels", _FOOTNOTES)
        archive.writestr("word/styles.xml", f"<w:styles {_W}>{_STYLES}</w:styles>")
        archive.writestr("word/footnotes.xml", f"<w:footnotes {_W}>{notes}</w:footnotes>")
        archive.writestr(
            "word/document.xml", f"<w:document {_W}><w:body>{''.join(body)}</w:body></w:document>"
        )
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    shown = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return f"<w:r><w:rPr>{properties}</w:rPr>{shown}</w:r>"


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph of runs, or of one text."""
    inner = "".join(part if part.startswith("<w:") else run(part) for part in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'
