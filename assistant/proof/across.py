"""What a translation may not change and numbers do not show: names, months, periods, "not".

Whatever is only found on one side may be a matter of language, so each check speaks only of an
exchange: what was said is gone, and another of its kind stands there. Names must come through in
some spelling; capitals and countries have several (Munich, München, Monaco di Baviera). For the
languages below; of any other nothing is said. Pure.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from assistant.proof.guards import names_in
from assistant.text import patterns as re
from assistant.text.language import language_of
from assistant.text.numbers import quantities

_Words = Mapping[str, str]
_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_NOT: _Words = _TABLES["not"]
_NEARLY_NOT: _Words = {code: "|".join(words) for code, words in _TABLES["nearly_not"].items()}
_COUNTS: _Words = _TABLES["counts"]
_PERIODS: Mapping[str, _Words] = _TABLES["periods"]
_MONTHS = {number: frozenset(names.split()) for number, names in _TABLES["months"].items()}
_EARLIER: _Words = _TABLES["earlier"]
_LATER: _Words = _TABLES["later"]
_SHORT_FORMS = [frozenset(names.split()) for names in _TABLES["short_forms"]["names"]]
_PLACES = [frozenset(names.split()) for names in _TABLES["places"]["names"]]
_LIKE = 0.6
"""The share of letters that a name keeps from its beginning or its end in another spelling."""


_ADJECTIVE = re.compile(
    r"(?:\w+(?:ish|ese|ian|ean)s?|germans?|french|dutch|greeks?|swiss|thai|christmas|easter"
    r"|mrs?|ms|dr|prof|internet|web)",
    re.IGNORECASE,
)
"""Capitalised words of English that are no names, or that other languages have words of their own
for."""
_PAIRED = re.compile(r"(?:^|[.!?:]\s+|\n\W*)([A-Z][^\W\d_]+),?(?= (?:and |or )?[A-Z][^\W\d_]+)")
"""A capitalised word that opens a sentence before a name: "Sarah Lindqvist", "Jira and Slack"."""


def exchanged(said: str, told: str, common: frozenset[str] = frozenset()) -> str:
    """What of ``said`` something else stands for in ``told``, its translation; empty, if nothing.

    Args:
        common: words of the documents that are no names, though they may be capitalised.
    """
    home, spoken = language_of(said)[0], language_of(told)[0]
    if home not in _NOT or spoken not in _NOT or home == spoken:
        return ""
    # All nouns of German are capitalised, so that names cannot be told there.
    if home != "de" and (lost := next((n for n in _names(said, common) if not _in(n, told)), "")):
        return lost
    kinds = (
        (_months(said), _months(told)),
        (_periods(said, home), _periods(told, spoken)),
        (_counts(said, home), _counts(told, spoken) - _figures(said)),
    )
    for one, other in kinds:
        gone = one - other - _figures(told)
        if gone and other - one:
            return min(gone)
    if short := _short_exchanged(said, told):
        return short
    if _order(said, home) * _order(told, spoken) < 0:
        return "before or after"
    denied, denies = _has(_NOT[home], said), _has(_NOT[spoken], told)
    nearly = _has(_NEARLY_NOT[home], said) if denies else _has(_NEARLY_NOT[spoken], told)
    return "" if denied == denies or nearly else "not"


def _names(text: str, common: frozenset[str]) -> Iterator[str]:
    for name in (*_PAIRED.findall(text), *names_in(text)):
        plain = name.lower()
        if {plain, plain.rstrip("s")} & common or _ADJECTIVE.fullmatch(name):
            continue
        if not name.isupper() and len(name) > 3:  # HR, EU and UN have names in each language.
            yield name


_POLITE = frozenset(
    re.findall(
        r"\w+",
        "sie ihr ihre ihrem ihren ihrer lei loro suo sua suoi sue la le usted ustedes u uw vous",
    )
)
"""Capitalised in the middle of a sentence, and no names."""
_GENERIC = frozenset(
    re.findall(
        r"\w+",
        """
        artikel text quelle quellen autor autorin beitrag dokument verfasser statistik tabelle
        abschnitt unternehmen firma anbieter
        """,
    )
)
"""Nouns of German that a text may be named by."""
_SOURCES = tuple(re.compile(form) for form in _TABLES["sources"]["forms"])


def added(said: str, told: str, also: str = "") -> str:
    """A name in ``told``, a translation, that stands neither in ``said`` nor in ``also``; or none.

    As many may be new as were translated: "Oficina de Estadísticas" for "Bureau of Statistics". In
    German, where all nouns are capitalised, only who is named as a source is looked at.
    """
    home, spoken = language_of(said)[0], language_of(told)[0]
    if home not in _NOT or spoken not in _NOT or home == spoken:
        return ""
    known = f"{said} {also}"
    for form in _SOURCES:
        for match in form.finditer(told):
            if match[1].lower() not in _GENERIC | _POLITE and not _in(match[1], known):
                return match[1]
    if spoken == "de":
        return ""
    runs = [(run, [_in(name, known) for name in run]) for run in _runs(told)]
    new = [run for run, there in runs if not any(there)]
    # A name that was translated in part, "Musée du Sel" for "Salt Museum", is gone and come in one.
    partly = sum(any(there) and not all(there) for _, there in runs)
    gone = sum(not all(_in(name, told) for name in run) for run in _runs(said))
    return new[0][0] if new and len(new) > gone - partly else ""


def _runs(text: str) -> list[list[str]]:
    """The names of a text, those together that stand together."""
    found: list[list[str]] = []
    end = -1
    for name in names_in(text):
        start = text.find(name, max(end, 0))
        if name.lower() in _POLITE or name.isupper():
            continue
        between = text[end:start] if end >= 0 else "."
        if found and len(between) <= _WITHIN and not re.search(r"[.,;:!?]", between):
            found[-1].append(name)
        else:
            found.append([name])
        end = start + len(name)
    return found


_WITHIN = 8
"""Characters between two words of one name: "Bureau of the Census"."""


def other_short_forms(names: Iterable[str]) -> set[str]:
    """What short forms in capitals are called in other languages: UE for EU."""
    given = set(names)
    return {name for group in _SHORT_FORMS if group & given for name in group}


def _short_exchanged(said: str, told: str) -> str:
    """A short form in capitals that is gone, where another one that is no name for it came."""
    one, other = (set(re.findall(r"\b[A-Z]{2,5}(?=s?\b)", text)) for text in (said, told))
    come = other - one
    gone = [
        short
        for short in sorted(one - other)
        if not any(short in group and group & come for group in _SHORT_FORMS)
    ]
    return gone[0] if gone and come and len(gone) <= len(come) else ""


def _order(text: str, language: str) -> int:
    """Whether a text puts one thing before another, -1, or after it, 1; 0 where both or neither."""
    return _has(_LATER[language], text) - _has(_EARLIER[language], text)


def _in(name: str, text: str) -> bool:
    """Whether a name stands in a text, in whatever spelling."""
    words = re.findall(r"[^\W_]+", text.lower())
    group = next((group for group in _PLACES if name.lower() in group), frozenset[str]())
    bare = _folded(name)
    least = max(3, round(_LIKE * len(bare)))
    return any(
        word in group
        or _folded(word)[:least] == bare[:least]
        or _folded(word)[-least:] == bare[-least:]
        for word in words
    )


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in plain if letter.isalnum())


def _months(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+", text)
    # "may" and "march" are other words, too.
    named = {w.lower() for w in words if w not in ("may", "march", "mars", "marche")}
    return {f"month {number}" for number, names in _MONTHS.items() if named & names}


def _periods(text: str, language: str) -> set[str]:
    return {name for name, words in _PERIODS.items() if _has(words[language], text)}


def _counts(text: str, language: str) -> set[str]:
    """The numbers in words of a text, 2 to 12, as figures."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    names = _COUNTS[language].split()
    return {str(names.index(word) + 2) for word in words if word in names}


def _figures(text: str) -> set[str]:
    """The numbers of a text, those in words included where it is in English."""
    return set(re.findall(r"\d+", text)) | {str(each.value) for each in quantities(text)}


def _has(words: str, text: str) -> bool:
    return bool(re.search(rf"\b(?:{words})\b", text, re.IGNORECASE))
