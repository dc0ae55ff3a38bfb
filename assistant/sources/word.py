"""Word (.docx) → a ``Parsed`` document, by way of HTML.

mammoth (BSD) was chosen on terms of hire and a staff policy: it gives headings by their styles,
nested lists, tables with merged cells, footnotes and links as HTML, and leaves comments and
tracked deletions out, where python-docx gives neither lists nor footnotes. Hidden text, which
mammoth reads, is taken out first.
"""

from __future__ import annotations

import io
import zipfile
import zlib

import mammoth
from lxml import etree

from assistant.sources.blocks import BlockWriter, clean
from assistant.sources.makers import told
from assistant.sources.parsed import Parsed
from assistant.sources.reading import NO_TITLE, Meta, left_out, made
from assistant.sources.webpage import write_html
from assistant.text import patterns as re

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CONTENTS = re.compile(r"(?:toc|verzeichnis|tdc|tdm)\d|(?:toc|contents?)heading", re.IGNORECASE)
"""Styles of the lines of a table of contents: its headings stand in the text anyway."""
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_UNPACKED_MOST = 200_000_000
_OLE = b"\xd0\xcf\x11\xe0"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""


def read_docx(raw: bytes, name: str) -> Parsed:
    """Reads a Word document.

    Raises:
        DocumentError: it is damaged, no Word document, protected, or without text.
    """
    if raw.startswith(_OLE):
        reason = "it is protected with a password, or in the old Word format"
        raise left_out(name, reason, "Save it as .docx without a password.")
    try:
        stripped, meta = _without_hidden(raw, name)
        html = mammoth.convert_to_html(
            io.BytesIO(stripped), style_map=_STYLES, convert_image=mammoth.images.img_element(
                lambda image: {"src": ""}
            ),
        ).value  # fmt: skip
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, etree.LxmlError):
        reason = "it is damaged, or no Word document"
        raise left_out(name, reason, "Open it in a word processor and save it again.") from None
    writer = BlockWriter()
    write_html(html, writer)
    if writer.has_title:
        meta.pop("title", None)
    return made(writer, name, "word", meta)


def _without_hidden(raw: bytes, name: str) -> tuple[bytes, Meta]:
    """The document without hidden text and tracked deletions, and what it says of itself."""
    packed = io.BytesIO()
    meta: Meta = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if sum(item.file_size for item in archive.infolist()) > _UNPACKED_MOST:
            raise left_out(name, "it is too large when unpacked", "Split it into parts.")
        archive.getinfo(_PARTS[0])
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
            for item in archive.infolist():
                content = archive.read(item)
                if item.filename in _PARTS:
                    content = _cleared(content)
                elif item.filename == "docProps/core.xml":
                    meta = _meta(content)
                written.writestr(item.filename, content)
    return packed.getvalue(), meta


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _cleared(content: bytes) -> bytes:
    root = etree.fromstring(content, _parser())
    for run in list(root.iter(f"{_W}r")):
        vanish = run.find(f"{_W}rPr/{_W}vanish")
        if vanish is not None and vanish.get(f"{_W}val") not in ("0", "false", "off"):
            _remove(run)
    for style in list(root.iter(f"{_W}pStyle")):
        if _CONTENTS.match(style.get(f"{_W}val") or ""):
            _remove_paragraph(style)
    for formula in list(root.iter(f"{_M}oMath")):
        _write_out(formula)
    _remove_deleted(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _remove_deleted(root: etree._Element) -> None:
    for tag in ("del", "moveFrom"):
        for element in list(root.iter(f"{_W}{tag}")):
            parent = element.getparent()
            # Inside the properties of a paragraph or row it marks that as deleted.
            if parent is not None and parent.tag not in (f"{_W}rPr", f"{_W}trPr"):
                _remove(element)
    for mark in list(root.iter(f"{_W}trPr")):
        row = mark.getparent()
        if mark.find(f"{_W}del") is not None and row is not None:
            _remove(row)


def _write_out(formula: etree._Element) -> None:
    """Puts a formula into the running text in one line; the converter would drop it."""
    run = etree.Element(f"{_W}r")
    words = etree.SubElement(run, f"{_W}t")
    words.text, run.tail = told(formula), formula.tail
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    parent = formula.getparent()
    if parent is not None:
        parent.replace(formula, run)


def _remove_paragraph(inner: etree._Element) -> None:
    paragraph = next(inner.iterancestors(f"{_W}p"), None)
    if paragraph is not None:
        _remove(paragraph)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _meta(content: bytes) -> Meta:
    try:
        root = etree.fromstring(content, _parser())
    except etree.LxmlError:
        return {}
    title = " ".join(clean(root.findtext("{http://purl.org/dc/elements/1.1/}title") or "").split())
    return {"title": title} if title and not NO_TITLE.search(title) else {}
