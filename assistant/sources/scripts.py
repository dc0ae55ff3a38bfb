"""Raised and lowered text of HTML as plain characters: powers stay powers, footnotes go. Pure.

``10<sup>6</sup>`` must not become 106, nor ``$71,200<sup>3</sup>`` $71,2003: a reader would take
either for what the document says. A mark of a footnote is taken away, its note stays where it is.
"""

from __future__ import annotations

from collections.abc import Collection

from lxml.html import HtmlElement

from assistant.sources.furniture import words_of
from assistant.text import patterns as re

_UP = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_ORDINALS = frozenset(
    re.findall(
        r"\S+",
        """
        st nd rd th er re e ème eme o a os as ro do
        """,
    )
)
_SIGNS = {"tm": "™", "sm": "℠", "r": "®", "®": "®", "™": "™", "©": "©", "c": "©", "o": "º"}
_NOTE = re.compile(r"\[[^\[\]]{1,40}\]|[*†‡§¶#]{1,3}|\(\d{1,3}\)")
_NUMBERS = re.compile(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*")
_UNIT = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,2}$")
"""Units and the letters of formulas: "km", "mc", "x"."""
_AMOUNT = re.compile(r"[$€£]\s?[\d.,]*$|\d[.,]\d[\d.,]*$|%$")
_NOTE_CLASS = re.compile(r"foot|note|\bfn|cite|reference|\bref\b", re.IGNORECASE)
_NOTE_TARGET = re.compile(r"#_?(?:fn|foot|note|ftn|cite|ref|endnote|end|anm|fu)", re.IGNORECASE)
_NOTE_TEXT = re.compile(r"\[?\^?[\d*†‡§¶]{1,4}\]?")
_PERMALINKS = frozenset(("#", "¶", "§", "🔗"))
"""Signs behind a heading that link to it."""
_BACK = re.compile(r"[↩↑^⏎︎\s]+|\[?back\]?|zurück|jump up", re.IGNORECASE)


def is_note_mark(element: HtmlElement) -> bool:
    """Whether a link or raised text is the mark of a footnote or heading, or a way back."""
    role = element.get("role") or ""
    if role in ("doc-noteref", "doc-backlink") or element.get("epub:type") == "noteref":
        return True
    href = element.get("href") or ""
    words = words_of(element)
    if not href.startswith("#"):
        return False
    if _BACK.fullmatch(words) or words in _PERMALINKS:
        return True
    known = _NOTE_TARGET.match(href) or _NOTE_CLASS.search(element.get("class") or "")
    return bool(_NOTE_TEXT.fullmatch(words) and (known or words.startswith("[")))


def note_labels(root: HtmlElement) -> frozenset[str]:
    """The numbers of the document's footnotes, as far as they are to be known.

    A note begins with its raised number, or is an item of a list that is called footnotes.
    """
    labels: set[str] = set()
    for sup in root.iter("sup"):
        parent = sup.getparent()
        if parent is None or (parent.text or "").strip() or parent[0] is not sup:
            continue
        if str(parent.tag) in ("p", "li", "div", "small", "dd", "td", "span"):
            labels.add(words_of(sup).strip("[]()."))
    for box in root.iter("ol", "section", "div", "aside"):
        named = f"{box.get('class') or ''} {box.get('id') or ''} {box.get('role') or ''}"
        if re.search(r"foot-?notes?|end-?notes?|references|\bnotes\b", named, re.IGNORECASE):
            labels.update(str(n) for n, _ in enumerate(box.iter("li"), start=1))
    return frozenset(labels)


def raised(element: HtmlElement, before: str, labels: Collection[str]) -> str:
    """What raised text is read as; ``before`` is what stands in front of it in its block."""
    words = words_of(element).strip()
    linked = any((a.get("href") or "").startswith("#") for a in element.iter("a"))
    if not words or linked or _NOTE.fullmatch(words):
        return ""
    if _NOTE_CLASS.search(element.get("class") or "") or is_note_mark(element):
        return ""
    if _is_fraction(element):
        return f" {words}" if before[-1:].isdigit() else words
    return raised_text(words, before, labels)


def raised_text(bare: str, before: str, labels: Collection[str]) -> str:
    """What raised characters are read as, by what stands in front of them."""
    if _NOTE.fullmatch(bare):
        return ""
    if before[-1:].isalnum() and bare.lower() in _ORDINALS:
        return bare
    if bare.lower() in _SIGNS:
        return _SIGNS[bare.lower()]
    if bare in labels and not before.strip():
        return ""  # The note's own number.
    if _NUMBERS.fullmatch(bare):
        return _raised_number(bare, before, labels)
    if before[-1:].isalnum() or before[-1:] in (")", "]"):
        simple = re.fullmatch(r"[+−-]?\d+|\w", bare)
        if simple and _UNIT.search(before):
            return bare.translate(_UP)
        return f"^{bare}" if simple else (f"^({bare})" if len(bare) < 12 else f" {bare}")
    return bare


def _raised_number(bare: str, before: str, labels: Collection[str]) -> str:
    if before[-1:].isdigit():
        base = re.search(r"[\d.,]+$", before)
        power = (base is not None and base.group() == "10") or not (
            bare == "1" or bare in labels or _AMOUNT.search(before)
        )
        return f"^{bare}" if power and bare.isdigit() else ""
    if _UNIT.search(before) and bare.isdigit() and bare != "1" and bare not in labels:
        return bare.translate(_UP)
    if _UNIT.search(before) and bare in ("2", "3") and re.search(r"(?:\d\s?|/)[mcdk]?m$", before):
        return bare.translate(_UP)
    return f"^{bare}" if before.endswith(")") and bare not in labels and bare != "1" else ""


def lowered(element: HtmlElement, before: str) -> str:
    """What lowered text is read as: ``CO2``, ``v_max``, ``101_2``."""
    words = words_of(element)
    if before[-1:] in ("/", "⁄"):
        return words
    if words.isdigit() and (before[-1:].isalpha() or before[-1:] in (")", "]")):
        return words
    if before[-1:].isalnum() and len(words) < 12:
        return f"_{words}"
    return words


def _is_fraction(element: HtmlElement) -> bool:
    after = element.getnext()
    return (element.tail or "").strip() in ("/", "⁄") and after is not None and after.tag == "sub"
