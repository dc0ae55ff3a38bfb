"""The abbreviations that a corpus uses, with what they stand for, found in its own words.

A short name in capitals is taken where words that begin with its letters stand next to each other
(after A. Schwartz and M. Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions",
PSB 2003, who look in brackets only). A large corpus has thousands of short names. To look for each
of them in all the words would take as long as the square of the corpus, so one pass over the
words' first letters tells where each may be spelled out, and only there is it looked for. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.text import patterns as re

Numbers = NDArray[np.int64]
LEAST_SEEN = 2
_LONGEST = 6
_SHORT = re.compile(r"\b[A-Z]{3,6}(?=s?\b)")
_SMALL_WORDS = frozenset({"of", "and", "the", "for", "in", "to", "on", "a", "an", "at", "by"})
_NAME_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_IN_BRACKETS = re.compile(r"\s+\(\s*[a-z]+\s*\)", re.IGNORECASE)
_FIRST = re.compile(r"[a-z'’]+", re.IGNORECASE)
_BRACKETED = re.compile(r"s? \( ?([a-z]+) ?\)")
_BLANKS = [*range(9, 14), *range(28, 33), 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239,
           8287, 12288]  # fmt: skip
"""What ``\\s`` matches."""
_APART = "\n\0\n"
"""Stands between pieces of a text, so that nothing is read across."""


def abbreviations_of(texts: Iterable[str], names: Iterable[str] = ()) -> dict[str, str]:
    """Short names in capitals with what they stand for, in small letters.

    One is taken where it is spelled out in ``names``, in brackets beside it, or at least twice in
    the texts. One that could stand for several things is left out.
    """
    given = list(names)
    whole = "\n".join([*given, *texts])
    seen = dict.fromkeys(_SHORT.findall(whole))
    places = _places(whole, list(seen))
    found: dict[str, str] = {}
    for short in seen:
        if short not in places or not (given or _may_be_told(whole, places[short])):
            continue
        near = _around(whole, places[short])
        said = " ".join(near.lower().split())
        candidates = Counter(_spelled(short, near, said))
        named = [name.lower() for name in given if name.lower() in candidates]
        beside = [phrase for phrase in candidates if _is_beside(phrase, short, said)]
        often = [phrase for phrase, count in candidates.items() if count >= LEAST_SEEN]
        chosen = named or beside or often
        if len(set(chosen)) == 1:
            found[short] = chosen[0]
    return found


def _may_be_told(whole: str, places: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the places is before a bracket, or two begin with the same word."""
    if any(_IN_BRACKETS.match(whole, end) for _, end in places):
        return True
    begun = [_FIRST.match(whole, start) for start in {start for start, _ in places}]
    return len({match.group().lower() for match in begun if match}) < len(begun)


def _spelled(short: str, near: str, said: str) -> list[str]:
    """The phrases whose words begin with its letters; small words may stand between.

    ``said`` is ``near`` in small letters with single blanks.
    """
    small = "|".join(sorted(_SMALL_WORDS))
    letters = rf"(?:[ -](?:{small}))?[ -]".join(rf"{letter}[a-z'’]+" for letter in short)
    phrases = [m.group().lower() for m in re.finditer(rf"\b{letters}\b", near, re.IGNORECASE)]
    return [_singular(phrase, said) for phrase in phrases if not _small_word_inside(phrase)]


def _small_word_inside(phrase: str) -> bool:
    words = _NAME_WORD.findall(phrase)
    return words[0] in _SMALL_WORDS or words[-1] in _SMALL_WORDS


def _singular(phrase: str, said: str) -> str:
    """Without its plural ending, where the text has it without, too."""
    single = phrase.removesuffix("s")
    ends = _ends(single, said)
    return single if any(_is_edge(said, end) for end in ends) else phrase


def _is_beside(phrase: str, short: str, said: str) -> bool:
    """Whether the short name stands in brackets behind the phrase."""
    both = short.lower(), f"{short.lower()}s"
    behind = (_BRACKETED.match(said, end) for end in _ends(phrase, said))
    return any(match is not None and match.group(1) in both for match in behind)


def _ends(phrase: str, said: str) -> Iterator[int]:
    """Where the phrase ends, each time that it begins with a word."""
    at = said.find(phrase)
    while at >= 0:
        if _is_edge(said, at):
            yield at + len(phrase)
        at = said.find(phrase, at + 1)


def _is_edge(text: str, at: int) -> bool:
    """Whether a word begins or ends here, as ``\\b`` has it."""
    sides = [text[at - 1 : at] if at else "", text[at : at + 1]]
    before, after = (side.isalnum() or side == "_" for side in sides)
    return before != after


def _around(whole: str, places: Sequence[tuple[int, int]]) -> str:
    """The pieces of the text that hold the places, with the character on each side."""
    pieces: list[list[int]] = []
    for start, end in sorted(places):
        behind = _IN_BRACKETS.match(whole, end)
        stop = behind.end() if behind else end
        if pieces and start - 1 <= pieces[-1][1]:
            pieces[-1][1] = max(pieces[-1][1], stop + 1)
        else:
            pieces.append([max(0, start - 1), stop + 1])
    return _APART.join(whole[start:stop] for start, stop in pieces)


def _places(whole: str, shorts: Sequence[str]) -> Mapping[str, list[tuple[int, int]]]:
    """Where words in a row begin with the letters of a short name: every place where it is
    spelled out, and a few more. Only of those that have one."""
    starts, ends, first, following, small = _words(whole)
    whole_keys = {_key(short): short for short in shorts}
    begun = [
        np.unique([_key(short[:size]) for short in shorts if len(short) >= size] or [-1])
        for size in range(1, _LONGEST + 1)
    ]
    complete = np.array(list(whole_keys) or [-1], dtype=np.int64)
    word = np.arange(len(starts), dtype=np.int64)
    origin, key = word, first
    found: dict[str, list[tuple[int, int]]] = {}
    for size in range(1, _LONGEST + 1):
        kept = np.isin(key, begun[size - 1])
        word, origin, key = word[kept], origin[kept], key[kept]
        hit = np.isin(key, complete)
        spans = zip(starts[origin[hit]].tolist(), ends[word[hit]].tolist(), strict=True)
        for name, span in zip(key[hit].tolist(), spans, strict=True):
            found.setdefault(whole_keys[name], []).append(span)
        step = following[word]
        over = np.where((step >= 0) & small[step], following[step], -1)
        word, origin, key = (np.concatenate(both) for both in ((step, over), (origin, origin),
                                                               (key, key)))  # fmt: skip
        on = word >= 0
        word, origin, key = word[on], origin[on], key[on]
        key = key * 27 + first[word]
    return found


def _words(whole: str) -> tuple[Numbers, Numbers, Numbers, Numbers, NDArray[np.bool_]]:
    """The words in Latin letters: start, end, number of the first letter, place of the word behind
    it (-1 where something else stands between than blanks or a hyphen), whether it is small."""
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lower = codes | 32
    letter = (lower >= ord("a")) & (lower <= ord("z"))
    starts = np.flatnonzero(letter & ~np.concatenate(([False], letter[:-1])))
    others = np.flatnonzero(~(letter | (codes == ord("'")) | (codes == ord("’"))))
    ends = np.append(others, len(codes))[np.searchsorted(others, starts)]
    first = lower[starts].astype(np.int64) - ord("a") + 1
    after = np.searchsorted(starts, ends)
    there = after < len(starts)
    behind = starts[np.where(there, after, 0)] if len(starts) else starts
    marks = np.concatenate(([0], np.cumsum(~np.isin(codes, _BLANKS), dtype=np.int64)))
    hyphen = (behind == ends + 1) & (np.append(codes, 0)[ends] == ord("-"))
    joined = there & (hyphen | ((behind > ends) & (marks[behind] == marks[ends])))
    following = np.where(joined, after, -1)
    small = np.zeros(len(starts), dtype=bool)
    for index in np.flatnonzero(ends - starts <= max(map(len, _SMALL_WORDS))).tolist():
        small[index] = whole[starts[index] : ends[index]].lower() in _SMALL_WORDS
    return starts, ends, first, following, small


def _key(letters: str) -> int:
    """Letters as one number, which one letter more makes 27 times as large."""
    key = 0
    for letter in letters.lower():
        key = key * 27 + ord(letter) - ord("a") + 1
    return key
