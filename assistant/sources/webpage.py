"""A web page as people save it → a ``Parsed`` document; and HTML of other makers likewise."""

from __future__ import annotations

from lxml import etree, html
from lxml.html import HtmlElement

from assistant.sources.blocks import BlockWriter, clean
from assistant.sources.dom import DomReader
from assistant.sources.furniture import remove_furniture, remove_hidden, words_of
from assistant.sources.makers import settle
from assistant.sources.parsed import Parsed
from assistant.sources.reading import Meta, left_out, made
from assistant.text import patterns as re

_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>", re.IGNORECASE)
_SECTIONS = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+)", re.IGNORECASE)


def read_html(source: str, name: str) -> Parsed:
    """Reads a whole page: its text without what is hidden and without the furniture around it.

    Raises:
        DocumentError: nothing is left to cite.
    """
    meta: Meta = {}
    if found := _SAVED_FROM.search(source):
        meta["source_url"] = found[1]
    writer = BlockWriter()
    root = tree(source)
    if root is not None:
        meta = {**meta, **_meta(root)}
        _check_is_there(root, name)
        settle(root)
        remove_hidden(root)
        reader = DomReader(writer)
        for part in remove_furniture(root):
            reader.read(part)
    return made(writer, name, "html", meta)


def _check_is_there(root: HtmlElement, name: str) -> None:
    """A page may be a mere frame: its text comes from elsewhere when it is opened.

    Raises:
        DocumentError: it is one.
    """
    body = root.find("body")
    framed = [element for element in root.iter("frame", "iframe") if element.get("src")]
    spoken = "" if body is None else "".join(
        words_of(child) for child in body if child.tag not in ("noscript", "script", "style")
    ) + (body.text or "").strip()  # fmt: skip
    asks = bool(root.xpath(".//input[translate(@type, 'PASWORD', 'pasword') = 'password']"))
    if asks and len(spoken) < _LOGIN_MOST and not root.xpath(".//p"):
        hint = "Log in with a browser, save the page that you want, and put it here."
        raise left_out(name, "it asks for a password and says nothing else", hint)
    if not spoken and any(
        (meta.get("http-equiv") or "").lower() == "refresh" for meta in root.iter("meta")
    ):
        hint = "Give the address of that page, or save it and put it here."
        raise left_out(name, "it only leads on to another page", hint)
    if spoken:
        return
    if framed:
        hint = "Save the pages that it shows, each for itself, and put them here."
        raise left_out(name, "it only shows other pages in frames", hint)
    if any(script.get("src") or script.text for script in root.iter("script")):
        hint = "Open it in a browser and print it to PDF, or save what it shows as a text."
        raise left_out(name, "its text is made by scripts when it is opened", hint)


def write_html(source: str, writer: BlockWriter) -> None:
    """Writes the blocks of HTML that is all text, such as a converter makes it."""
    root = tree(source)
    if root is not None:
        settle(root)
        remove_hidden(root)
        body = root.find("body")
        DomReader(writer).read(root if body is None else body)


def tree(source: str) -> HtmlElement | None:
    """The tree of an HTML text without its comments; ``None`` where there is none."""
    # Text behind the end of the body is text; the parser would drop it.
    source = _SECTIONS.sub(r"\1", _ENDS.sub("", _DECLARATION.sub("", clean(source))))
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(source, parser=parser)
    except etree.ParserError:
        return None
    _text_to_body(root)
    return root


def _text_to_body(root: HtmlElement) -> None:
    """Puts into the body what the parser, which knows HTML 4, took for a part of the head.

    A page that leaves out its ``<body>`` and begins with ``<main>`` or ``<nav>`` is one of those.
    """
    head = root.find("head")
    if head is None:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    strays = [child for child in head if str(child.tag) not in _OF_HEAD]
    for place, stray in enumerate(strays):
        body.insert(place, stray)
    if strays and body.text:
        strays[-1].tail = f"{strays[-1].tail or ''}{body.text}"
        body.text = None


def _meta(root: HtmlElement) -> Meta:
    meta: Meta = {}
    title = root.find(".//head/title")
    if title is not None and (words := words_of(title)):
        meta["title"] = words
    for element in root.iter("meta", "link"):
        name = (element.get("name") or element.get("property") or element.get("rel") or "").lower()
        value = (element.get("content") or element.get("href") or "").strip()
        field = _FIELDS.get(name)
        if field and value and (field != "source_url" or value.startswith(("http://", "https://"))):
            meta.setdefault(field, " ".join(value.split()))
    if "updated" in meta:
        meta["updated"] = meta["updated"].split("T")[0]
    return meta


_LOGIN_MOST = 400
"""Characters of a page up to which a field for a password is what it is about."""
_OF_HEAD = frozenset(("title", "meta", "link", "base", "style", "script", "noscript", "template"))
_FIELDS = {
    "author": "author",
    "og:site_name": "publisher",
    "publisher": "publisher",
    "article:modified_time": "updated",
    "last-modified": "updated",
    "canonical": "source_url",
    "og:url": "source_url",
}
