"""The bytes of a text file → its characters: UTF-8, UTF-16, UTF-32, and what came before."""

from __future__ import annotations

import codecs

from assistant.sources.code_pages import in_own_script, is_foreign, western
from assistant.sources.reading import left_out
from assistant.text import patterns as re
from assistant.text.language import language_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
_SAVE = "Save it again with the encoding UTF-8."
_OTHER_PAGES = {"cs": "cp1250", "pl": "cp1250", "hu": "cp1250", "ro": "cp1250", "tr": "cp1254"}
"""Languages in Latin letters whose old files are in another code page than the Western one: read as
the Western one, "dziewiątej" would be "dziewi¹tej"."""
_LATIN = ("iso-8859-1", "latin1", "iso8859-1", "us-ascii", "ascii")
"""What browsers read as Windows-1252 when a page declares it, because pages mean that."""
_CONTROLS = frozenset((*range(1, 32), 127)) - frozenset(b"\t\n\v\f\r\x1a\x1b\b")
_CONTROLS_MOST = 0.002
_ZEROS = 8
_ZEROS_MOST = 0.05
"""Zero bytes, and share of them, up to which they were strewn into a text."""
_PADDED_LEAST = 16
_SHIFTED = re.compile(rb"\x1b\$[@B]")
"""How a stretch of Japanese begins in seven bits."""
_WELL = 3
"""Characters in good UTF-8 for each bad byte from which on a text is in UTF-8."""


def decode(raw: bytes, name: str) -> str:
    """The characters of a file.

    A mark of byte order says which; then UTF-8 is tried, what a page declares, UTF-16 without a
    mark, and the encodings of old files, which the text itself tells (``code_pages``).

    Raises:
        DocumentError: it is no text, or in an encoding that cannot be told.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            # A line end of one byte was put behind it by a program that knew no better.
            odd = encoding == "utf-16" and len(raw) % 2 and raw[-1:] in (b"\n", b" ", b"\x00")
            return _strict(raw[:-1] if odd else raw, encoding, name)
    if wide := _wide(raw):
        return _strict(raw, wide, name)
    raw = _without_zeros(raw)
    controls = sum(raw.count(sign) for sign in _CONTROLS)
    if b"\x00" in raw or controls > _CONTROLS_MOST * len(raw):
        raise left_out(name, "it is not a text file", _SAVE)
    if _SHIFTED.search(raw):
        return _strict(raw, "iso2022_jp_2", name)
    if text := _utf8(raw):
        return text
    text = _as_declared(raw) or _as_it_tells(raw)
    if not text or "\ufffd" in text:
        raise left_out(name, "its encoding is not known", _SAVE)
    return text


def _as_declared(raw: bytes) -> str:
    """The text of a page in the encoding that the page itself declares."""
    declared = _DECLARED.search(raw[:4096])
    if declared is None or declared[1].lower() in (b"utf-8", b"utf8"):
        return ""
    named = declared[1].decode("ascii").lower()
    try:
        return raw.decode("cp1252" if named in _LATIN else named)
    except (LookupError, UnicodeDecodeError):
        return ""


def _as_it_tells(raw: bytes) -> str:
    """The text in the old encoding that it fits; empty where none is certain."""
    if is_foreign(raw):
        return in_own_script(raw)
    text = western(raw)
    language, certainty = language_of(text.replace("\ufffd", ""))
    if certainty > 0.9 and language in _OTHER_PAGES:
        return raw.decode(_OTHER_PAGES[language], "replace")
    return text


def _utf8(raw: bytes) -> str:
    """The text in UTF-8; a few bad bytes in it, as of a pasted line, are read as Windows-1252."""
    text = raw.decode("utf-8", "surrogateescape")
    bad = [sign for sign in text if "\udc80" <= sign <= "\udcff"]
    if not bad:
        return _undoubled(text)
    good = sum(sign > "\x7f" for sign in text) - len(bad)
    if good < _WELL * len(bad):
        return ""
    western_of = {ord(s): bytes([ord(s) - 0xDC00]).decode("cp1252", "replace") for s in set(bad)}
    return text.translate(western_of)


def _undoubled(text: str) -> str:
    """The text as it was before its UTF-8 was taken for Windows-1252 and written in UTF-8 again.

    Only where every sign beyond ASCII is of that kind: "CafÃ©", "Itâ€™s".
    """
    if text.isascii() or not _DOUBLED.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _without_zeros(raw: bytes) -> bytes:
    """The bytes without the zero bytes that programs strew into a text or fill its end up with."""
    kept = raw.rstrip(b"\x00")
    if len(kept) < _PADDED_LEAST or kept.count(0) > max(_ZEROS, _ZEROS_MOST * len(kept)):
        return raw
    return kept.replace(b"\x00", b"")


_DOUBLED = re.compile("[\u00c2\u00c3\u00e2\u00c5\u00c4\u00d0\u00ce][^\\x00-\\x7f]")


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
