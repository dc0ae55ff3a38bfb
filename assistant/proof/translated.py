"""Whether a translation still says what was proved: its markers, numbers and names.

An answer is proved in the language of the documents and only then translated, so that the check
behind a model is the same for every visitor. What words show across languages must come through
unchanged; where it does not, the answer is shown as it was proved. Pure.
"""

from __future__ import annotations

import re
import unicodedata

from assistant.proof.citations import markers_in, numbers_in, without_markers
from assistant.text.numbers import quantities

_FIGURE = re.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_ODD_NAME = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z0-9]|\w*\d\w*[A-Z])[A-Za-z0-9]{2,}\b", re.ASCII)
"""Names that are spelled alike in every language: KORE1, API, OpenAPI."""
LONGEST = 3.5
"""Times the original; a translation beyond it says more."""


def keeps_facts(original: str, translation: str, also: str = "") -> bool:
    """Whether ``translation`` has the markers of ``original``, its numbers and no other names.

    Numbers in words may become figures; figures must stay figures, however a language groups
    their digits. ``also`` is text whose names may be used as well: the quotes, the question.
    """
    if list(markers_in(translation)) != list(markers_in(original)):
        return False
    one, other = without_markers(original), without_markers(_ascii_digits(translation))
    if not other.strip() or len(other) > LONGEST * len(one) + 40:
        return False
    had, has = _figures(one), _figures(other)
    counted = {_plain(str(quantity.value)) for quantity in quantities(one)}
    if not had <= has or not has <= had | counted:
        return False
    names = set(_ODD_NAME.findall(one))
    found = set(_ODD_NAME.findall(other))
    # "TPMs" and "TPM" are one name; a name that nobody gave is an invention.
    known = {name.rstrip("s") for name in (*names, *_ODD_NAME.findall(also))}
    kept = all(name in other for name in names if re.search(r"\d", name))
    return kept and all(name.rstrip("s") in known for name in found)


def new_figures(original: str, translation: str) -> tuple[str, ...]:
    """The numbers of a translation as they stand there, where the original spells them otherwise.

    They are derived in the sense of the contract: "171.200" is no number of a quote in English.
    """
    return tuple(sorted(numbers_in(translation) - numbers_in(original)))


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
