"""Which column of a table a question names, read off the table's own words. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.text import patterns as re
from assistant.text.words import content_stems

_WORD = re.compile(r"[^\W_]+")
_SIDE_BY_SIDE = re.compile(
    r"\b(?:side by side|both|compare[sd]?|comparing|versus|vs|next to each other"
    r"|against each other|(?:but )?not (?:for|by|of)|unlike|as opposed to"
    r"|(?:chang\w+|differ\w*|new) (?:\w+ )?for me"
    r"|(?:move|moving|switch\w*|transition\w*) (?:from|to|into))\b",
    re.IGNORECASE,
)

_COMES_OF_IT = re.compile(
    r"\b(?:produc(?:es?|ed|ing)|yields?|gives?|benefits?|purposes?|results?|outcomes?|gains?|effects?"
    r"|reasons?|why|what for|goals?|aims?|value)\b",
    re.IGNORECASE,
)
"""So a column is called that says what something is good for."""
_COMES = re.compile(
    r"\b(?:results?|outputs?|outcomes?|produc\w+|yields?|comes? (?:out )?of|leads? to|good for"
    r"|benefits?|effects?|gains?|gives?|gets? (?:me |you |us )?out of|brings?|points?|purposes?"
    r"|(?<=what )for|(?:it|that|this|they|those|these) for|(?<=why )(?:do|bother))\b",
    re.IGNORECASE,
)
_ASKS_WHAT = re.compile(r"(?:(?:and|but|so|then) )*(?:what|why)\b", re.IGNORECASE)


def column_asked(question: str, header: Sequence[str]) -> int | None:
    """Index of the one column (never the first) that a question names, or ``None``.

    Who wants like things side by side, or one and not the other, wants all of their columns,
    however he calls the second ("a product manager and a technical one").
    """
    if _SIDE_BY_SIDE.search(question) and columns_alike(header):
        return None
    words = [word.lower() for word in _WORD.findall(question)]
    text = f" {' '.join(words)} "
    named: list[tuple[int, str]] = []
    for index, name in enumerate(header):
        for form in _forms(name):
            plural = f" {form}s "
            if index and (f" {form} " in text or plural in text):
                named.append((index, form))
    # "technical product manager" holds "product manager": the longer name is meant.
    kept = {
        index
        for index, form in named
        if not any(form != other and f" {form} " in f" {other} " for _, other in named)
        or _also_alone(form, [other for _, other in named if other != form], text)
    }
    return kept.pop() if len(kept) == 1 else None


def says_what_comes(header: Sequence[str]) -> bool:
    """Whether a column says what comes of the thing in the first one."""
    return any(_COMES_OF_IT.search(name) for name in header[1:])


def asks_what_comes(words: str) -> bool:
    """Whether it is asked what something is good for: "what's the result", "why do it"."""
    return _ASKS_WHAT.search(words) is not None and _COMES.search(words) is not None


def only_what_comes(words: str) -> bool:
    """Whether no more is asked than what comes of what was spoken of: "and what's the output"."""
    rest = _COMES.sub(" ", words)
    return asks_what_comes(words) and rest != words and not content_stems(rest)


def called(name: str) -> frozenset[str]:
    """The words in which people name a column, in lower case."""
    return frozenset(word for form in _forms(name) for word in form.split())


def columns_alike(header: Sequence[str]) -> bool:
    """Whether the columns behind the first are named alike, so that a cell is of one of them."""
    first, *others = [_words(name) for name in header[1:]] or [frozenset[str]()]
    return bool(first) and bool(others) and all(first & other for other in others)


def _words(name: str) -> frozenset[str]:
    """The words of a name, of several without their ending."""
    words = (word.lower() for word in _WORD.findall(name))
    return frozenset(w[:-1] if w.endswith("s") and len(w) > 3 else w for w in words)


def _forms(name: str) -> list[str]:
    """A column's name as people write it: its words, their initials, and words with the initials
    of the others behind them ("technical PM")."""
    words = [word.lower() for word in _WORD.findall(name)]
    return [
        " ".join([*words[:whole], "".join(word[0] for word in words[whole:])])
        for whole in range(max(len(words) - 1, 0))
    ] + ([" ".join(words)] if words else [])


def _also_alone(form: str, longer: Sequence[str], text: str) -> bool:
    for other in longer:
        text = text.replace(f" {other} ", " ").replace(f" {other}s ", " ")
    return f" {form} " in text or f" {form}s " in text
