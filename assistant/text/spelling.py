"""Mend typing mistakes in a question before it is looked up.

A word is taken for a mistake only if neither the question bank and the documents nor the
encoder's own vocabulary (which holds the common words of English whole) knows it, and if a known
word is one slip away (two, for long words). Anything else, names above all, is left as it is, and
so is a message in another language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from assistant.text import patterns as re
from assistant.text.language import foreign_language

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
SHORTEST = 3
SHORT = 5
LONG = 8
"""From this many letters on, two slips are forgiven."""
LEAST_SEEN = 2
"""A word that was seen once in what people typed may be a mistake itself."""
OFTEN_SEEN = 10

_TYPED = {
    **dict.fromkeys(("wat", "wut", "wht", "wot", "whta"), "what"),
    **dict.fromkeys(("cuz", "coz", "bcuz", "becuz", "bcz"), "because"),
    **{"abt": "about", "thru": "through", "hw": "how", "shud": "should"},
}
"""What is short for a word, or said like it, wherever people type in a hurry."""
_DENYING = ("un", "in", "im", "ir", "il", "dis", "non", "mis")
_BUILT = re.compile(r"(?:over|under|out|inter|mis|non|pre|re|un)([a-z]{4,})")
_HYPHENED = re.compile(r"\b[A-Za-z]+(?:-[A-Za-z]+)+\b")
_LETTERS = re.compile(r"[^\W\d_]+")
_ONE_LETTER = re.compile(r"\b[ai]\b|(?<=[a-z])['’](?:s|t|d|m|ll|re|ve)\b", re.IGNORECASE)


class Speller:
    """Corrects words by a vocabulary.

    Args:
        texts: what the vocabulary is made of; frequent words are preferred.
        is_word: whether a word is known elsewhere, and so is right whatever the texts hold.
        documents: texts of which every word is right, however rare it is.
        language: of the documents; only English is mended.
    """

    def __init__(
        self,
        texts: Iterable[str],
        is_word: Callable[[str], bool],
        documents: Iterable[str] = (),
        language: str = "en",
    ) -> None:
        self._texts = texts
        self._is_word = is_word
        self._documents = tuple(documents)
        self._mends = language == "en"
        # Questions are made of the same words.
        self._mended = lru_cache(4096)(self._mend)

    def corrected(self, question: str) -> str:
        """The question with its typing mistakes mended; the same if it has none."""
        if not self._mends:
            return question
        mended = _WORD.sub(lambda match: self._mended(match.group()), question)
        if mended == question:
            return question
        # Only now: what tells languages apart takes a quarter of a second to load.
        foreign = foreign_language(question, "en", self.share_known(question))
        return question if foreign is not None else mended

    def written_out(self, message: str) -> str:
        """The message without what is short for a word; a mistake in it may still be one."""
        if not self._mends:
            return message
        return _WORD.sub(lambda m: _TYPED.get(m.group().lower(), m.group()), message)

    def changed(self, question: str) -> dict[str, str]:
        """The mended words of a question that stays odd, each with what was typed for it.

        Where all its words are known once mended, the mending was right, and nothing is given.
        """
        mended = self.corrected(question)
        words = [word for word in _WORD.findall(mended.lower()) if len(word) >= SHORTEST]
        if mended == question or all(map(self._known, words)):
            return {}
        pairs = zip(_WORD.findall(mended), _WORD.findall(question), strict=False)
        return {new: old for new, old in pairs if new != old}

    def share_known(self, question: str) -> float:
        """The share of a text's words that are known, in [0, 1]; 1 for a text without letters.

        Letters of other scripts count as unknown words, and so do single ones of Latin, which many
        languages share; but where all else is known, "a", "I" and the end of "it's" are English.
        """
        words = [word.lower() for word in _LETTERS.findall(question)]
        longer = _LETTERS.findall(_ONE_LETTER.sub(" ", question))
        if longer and all(len(word) > 1 and self._known(word.lower()) for word in longer):
            return 1.0
        known = sum(len(word) > 1 and self._known(word) for word in words)
        return known / len(words) if words else 1.0

    @cached_property
    def _counts(self) -> dict[str, int]:
        # Made when the first unknown word is met: most questions have none.
        counts: Counter[str] = Counter()
        for text in (*self._texts, *self._documents):
            counts.update(word.lower() for word in _WORD.findall(text))
        return {word: seen for word, seen in counts.items() if seen >= LEAST_SEEN}

    @cached_property
    def _right(self) -> frozenset[str]:
        return frozenset(
            word.lower() for text in self._documents for word in _LETTERS.findall(text)
        )

    @cached_property
    def _joined(self) -> Mapping[str, str]:
        """What the documents write with a hyphen, by how it is typed without one."""
        found = {word.lower() for text in self._documents for word in _HYPHENED.findall(text)}
        return {word.replace("-", ""): word for word in sorted(found)}

    @cached_property
    def _targets(self) -> list[str]:
        return [
            word
            for word in self._counts
            if len(word) >= SHORTEST
            and (self._is_word(word) or word in self._right or self._is_usual(word))
        ]

    def _mend(self, word: str) -> str:
        if word.lower() in _TYPED:
            return _TYPED[word.lower()]
        lower = word.lower()
        # Capitals inside a word, or only capitals, are names and abbreviations.
        if len(word) < SHORTEST or word[1:] != lower[1:] or self._known(lower):
            return word
        if lower in self._joined:
            return self._joined[lower]
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if swapped := self._swapped_back(lower):
            return swapped
        most = 2 if len(lower) >= LONG else 1
        near = process.extract(
            lower, self._targets, scorer=OSA.distance, score_cutoff=most, limit=20
        )
        ranked = sorted(
            (
                distance,
                _replaces(lower, target),
                target[0] != lower[0],
                -self._counts[target],
                target,
            )
            for target, distance, _ in near
            # In a short word another letter makes another word more often than a mistake.
            if not (len(lower) < SHORT and _replaces(lower, target)) and not _denies(lower, target)
        )
        return ranked[0][-1] if ranked else word

    def _swapped_back(self, lower: str) -> str:
        """The one word that is known once two neighbouring letters change places; else nothing.

        Letters that are all there are the surest of slips, so any word that was seen counts.
        """
        swaps = {
            lower[:place] + lower[place + 1] + lower[place] + lower[place + 2 :]
            for place in range(1, len(lower) - 1)
        }
        known = [
            word
            for word in swaps
            if word != lower and (word in self._counts or self._is_built(word))
        ]
        return known[0] if len(known) == 1 and len(lower) >= SHORT else ""

    def _is_usual(self, word: str) -> bool:
        """Whether people type a long word so often that it is none of their mistakes."""
        return len(word) >= LONG and word.isalpha() and self._counts[word] >= OFTEN_SEEN

    def _is_built(self, word: str) -> bool:
        """Whether it is a known word with a syllable in front: "overstretched"."""
        found = _BUILT.fullmatch(word)
        return found is not None and self._is_word(found[1])

    def _known(self, lower: str) -> bool:
        return lower in self._right or any(
            self._is_word(stem) or stem in self._counts for stem in _stems(lower)
        )


def _replaces(word: str, target: str) -> bool:
    """Whether a letter was mistaken for another, rather than missed, doubled or swapped."""
    return len(word) == len(target) and sorted(word) != sorted(target)


def _denies(word: str, target: str) -> bool:
    """Whether one is the other with a syllable in front that denies it: "unbiased" is no slip."""
    return any(word == syllable + target or target == syllable + word for syllable in _DENYING)


def _stems(word: str) -> Iterator[str]:
    """The word, and what it may be an inflection of ("quitting" of "quit", "merges" of "merge")."""
    yield word
    for ending in ("'s", "s", "es", "d", "ed", "er", "ing", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            stem = word[: -len(ending)]
            yield stem
            if ending == "ing":
                yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]
