"""The bytes of a text file → its characters: UTF-8, UTF-16, UTF-32, and what came before."""

from __future__ import annotations

import codecs
import re

from assistant.sources.reading import left_out
from assistant.text.language import language_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
_FOREIGN = 0.4
"""Share of letters beyond ASCII from which a text is in no Western language."""
_SAVE = "Save it again with the encoding UTF-8."
_OTHER_PAGES = {"cs": "cp1250", "pl": "cp1250", "hu": "cp1250", "ro": "cp1250", "tr": "cp1254"}
"""Languages in Latin letters whose old files are in another code page than the Western one: read as
the Western one, "dziewiątej" would be "dziewi¹tej"."""
_LATIN = ("iso-8859-1", "latin1", "iso8859-1", "us-ascii", "ascii")
"""What browsers read as Windows-1252 when a page declares it, because pages mean that."""
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1a\x1b\b")
_CONTROLS_MOST = 0.002


def decode(raw: bytes, name: str) -> str:
    """The characters of a file.

    A mark of byte order says which; then UTF-8 is tried, what a page declares, UTF-16 without a
    mark, and Windows-1252, which old files of Western languages are in.

    Raises:
        DocumentError: it is no text, or in an encoding that cannot be told.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strict(raw, encoding, name)
    if wide := _wide(raw):
        return _strict(raw, wide, name)
    controls = sum(raw.count(sign) for sign in _CONTROLS)
    if b"\x00" in raw or controls > _CONTROLS_MOST * len(raw):
        raise left_out(name, "it is not a text file", _SAVE)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(raw[:4096])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        named = declared[1].decode("ascii")
        try:
            return raw.decode("cp1252" if named.lower() in _LATIN else named)
        except (LookupError, UnicodeDecodeError):
            pass
    text = raw.decode("cp1252", "replace")
    language, certainty = language_of(text.replace("\ufffd", ""))
    if certainty > 0.9 and language in _OTHER_PAGES:
        text = raw.decode(_OTHER_PAGES[language], "replace")
    letters = [sign for sign in text if sign.isalpha()]
    if "\ufffd" in text or sum(sign > "\x7f" for sign in letters) > _FOREIGN * len(letters):
        raise left_out(name, "its encoding is not known", _SAVE)
    return text


def _strict(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"it is damaged (byte {error.start} is no {encoding.upper()})"
        raise left_out(name, reason, _SAVE) from None


def _wide(raw: bytes) -> str:
    """UTF-16 without a mark: every other byte of its blanks and Latin letters is zero."""
    sample = raw[:2000]
    if len(sample) < 4 or len(raw) % 2:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""
