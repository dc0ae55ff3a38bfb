"""Whether a translation still says what was proved: its markers, numbers and names.

An answer is proved in the language of the documents and only then translated, so that the check
behind a model is the same for every visitor. What words show across languages must come through
unchanged; where it does not, the answer is shown as it was proved. Pure.
"""

from __future__ import annotations

import unicodedata

from assistant.proof.across import added, exchanged, other_short_forms
from assistant.proof.citations import markers_in, numbers_in, without_markers
from assistant.text import patterns as re
from assistant.text.numbers import quantities

_FIGURE = re.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_ODD_NAME = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z0-9]|\w*\d\w*[A-Z])[A-Za-z0-9]{2,}\b", re.ASCII)
"""Names that are spelled alike in every language: KORE1, API, OpenAPI."""
_SOURCE = re.compile(
    r"\b(?:[Ll]aut|[Nn]ach Angaben (?:von|des|der)|[Ss]elon|[Dd]['’]après|[Ss]egún|[Ss]econdo"
    r"|[Ss]egundo|[Dd]e acordo com|[Vv]olgens|[Aa]ccording to)"
    r" (?:(?:der|dem|die|das|le|la|les|el|los|il|o|a|the) )?"
    r"(?!(?:Artikel|Text|Quelle|Autor(?:in)?|Beitrag|Dokument|Tabelle)s?\b)([A-Z][\w&-]+)"
)
"""Whom a translation names as its source."""
_MARKERS = re.compile(r"(?:\[\d+\]\s*)+")
LONGEST = 3.5
"""Times the original; a translation beyond it says more."""


def keeps_facts(
    original: str, translation: str, also: str = "", common: frozenset[str] = frozenset()
) -> bool:
    """Whether ``translation`` has the markers of ``original``, its numbers and no other names.

    Numbers in words may become figures; figures must stay figures, however a language groups
    their digits, and stay with their markers. Nobody may be named as a source who is not named
    there, nor any name be added. ``also`` is text whose names may be used as well: the quotes, the
    question. Nothing may be exchanged that words show (``across``); ``common`` are words of the
    documents that are no names.
    """
    if list(markers_in(translation)) != list(markers_in(original)):
        return False
    one, other = without_markers(original), without_markers(_ascii_digits(translation))
    if not other.strip() or len(other) > LONGEST * len(one) + 40:
        return False
    said, told = _between_markers(original), _between_markers(translation)
    if len(said) != len(told):  # Markers that stood together may stand apart, as words do.
        said, told = [one], [other]
    if not all(_same_figures(a, b) for a, b in zip(said, told, strict=True)):
        return False
    if exchanged(one, other, common):
        return False
    if len(said) > 1 and any(exchanged(a, b, common) for a, b in zip(said, told, strict=True)):
        return False
    if any(source.lower() not in f"{one} {also}".lower() for source in _SOURCE.findall(other)):
        return False
    if added(one, other, also):
        return False
    names = set(_ODD_NAME.findall(one))
    found = set(_ODD_NAME.findall(other))
    # "TPMs" and "TPM" are one name; a name that nobody gave is an invention.
    known = {name.rstrip("s") for name in (*names, *_ODD_NAME.findall(also))}
    known |= other_short_forms(known)
    kept = all(name in other for name in names if re.search(r"\d", name))
    return kept and all(name.rstrip("s") in known for name in found)


def new_figures(original: str, translation: str) -> tuple[str, ...]:
    """The numbers of a translation as they stand there, where the original spells them otherwise.

    They are derived in the sense of the contract: "171.200" is no number of a quote in English.
    """
    return tuple(sorted(numbers_in(translation) - numbers_in(original)))


def _between_markers(text: str) -> list[str]:
    """What stands in front of each run of markers, and what stands behind the last one."""
    return _MARKERS.split(_ascii_digits(text))


def _same_figures(said: str, told: str) -> bool:
    had, has = _figures(said), _figures(told)
    counted = {_plain(str(quantity.value)) for quantity in quantities(said)}
    return had <= has and has <= had | counted


def _figures(text: str) -> set[str]:
    return {_plain(match.group()) for match in _FIGURE.finditer(text)}


def _plain(figure: str) -> str:
    return re.sub(r"\D", "", figure)


def _ascii_digits(text: str) -> str:
    """``text`` with the digits of every script as 0 to 9."""
    return "".join(
        character if (digit := unicodedata.decimal(character, None)) is None else str(digit)
        for character in text
    )
