"""Keyword search: BM25 over the passages with their headings (bm25s, Snowball stems).

To cut 50,000 passages into words and count them takes seconds, so a generation of the index keeps
what came of it, in the library's own files, and it is mapped into memory when it is opened.
"""

from __future__ import annotations

import hashlib
import logging
import unicodedata
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from inspect import signature
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.text import patterns as re
from assistant.text.asking import asking_words

MADE = "2"
"""Changes with how words are made of a text, so that what was kept before is not used."""
PLACE = "keywords-"
STEMMERS: Mapping[str, str] = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "fi": "finnish", "fr": "french", "hi": "hindi", "hu": "hungarian",
    "id": "indonesian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
"""Snowball's name of a language, by its ISO 639-1 code."""
STOP_LISTS = frozenset({"en", "de", "nl", "fr", "es", "pt", "it", "ru", "sv", "no"})
"""Languages whose stop words bm25s knows."""
COMPOUNDING = frozenset({"de", "nl", "sv", "da", "no", "fi", "hu"})
"""Languages that join words into one."""
JOINED_WEIGHT = 0.6
"""What a word in which another is joined is worth beside that word itself, where both occur."""
_PART_LEAST, _BEFORE_LEAST = 4, 3
"""Letters of a part that is found inside a word, and of what stands before it there."""


class KeywordIndex:
    """BM25 over the passages with their headings, without stop words.

    Args:
        texts: one for each passage.
        language: ISO 639-1 code of their language. Without a stemmer for it, words are matched as
            they are. Outside English accents do not count: people leave them out when they type.
        kept: an index of these texts that was made before.
    """

    def __init__(self, texts: Sequence[str], language: str = "en", kept: Any = None) -> None:
        import bm25s
        import Stemmer
        from bm25s.tokenization import _infer_stopwords

        # It tells everybody at the start that it builds an index.
        logging.getLogger("bm25s").setLevel(logging.WARNING)
        self._tokenize = bm25s.tokenize
        self._language = language
        self._folds = language != "en"
        self._stop = self._stop_words(language)
        self._skipped = frozenset(_infer_stopwords(self._stop))
        self._word = re.compile(signature(bm25s.tokenize).parameters["token_pattern"].default)
        name = STEMMERS.get(language)
        self._stem = Stemmer.Stemmer(name) if name else None
        self._index, self._empty = kept, False
        if kept is None:
            self._index = bm25s.BM25()
            tokens = self._tokens(texts)
            # An index without a single word (a corpus of punctuation) is legal and finds nothing.
            self._empty = not any(tokens)
            if not self._empty:
                self._index.index(tokens, show_progress=False)

    @classmethod
    def load(cls, place: Path, language: str) -> KeywordIndex | None:
        """What was written into the folder of a generation; ``None`` where nothing was, or it was
        made in another way.

        Raises:
            ValueError, OSError: a file is damaged.
        """
        folder = place / _folder(language)
        if not folder.is_dir():
            return None
        import bm25s

        kept = bm25s.BM25.load(folder, mmap=True, show_progress=False)
        # As plain arrays on the mapped pages: the class of a map costs more than short sums.
        for name in ("data", "indices", "indptr"):
            kept.scores[name] = np.asarray(kept.scores[name])
        return cls((), language, kept)

    def write(self, place: Path) -> None:
        """Writes it into the folder of a generation, unless there is nothing to find."""
        if not self._empty:
            self._index.save(place / _folder(self._language), show_progress=False)

    def close(self) -> None:
        """Lets go of the mapped files; nothing is found afterwards."""
        self._index, self._empty = None, True

    def _stop_words(self, language: str) -> list[str] | str:
        """What is not matched; outside English also the words that people ask with, folded."""
        if not self._folds:
            return language
        from bm25s.tokenization import _infer_stopwords

        known = _infer_stopwords(language) if language in STOP_LISTS else ()
        return sorted({_folded(word) for word in (*known, *asking_words(language))})

    def _tokens(self, texts: Sequence[str]) -> list[list[str]]:
        said = [_folded(text) for text in texts] if self._folds else list(texts)
        tokens: list[list[str]] = self._tokenize(
            said, stopwords=self._stop, stemmer=self._stem, return_ids=False, show_progress=False
        )
        return tokens

    def words(self, question: str) -> list[str]:
        """The words of one question as they are matched, each once.

        What ``bm25s.tokenize`` makes of it, in a tenth of the time: that counts a vocabulary and
        draws three bars of progress for a single line.
        """
        said = (_folded(question) if self._folds else question).lower()
        words = [word for word in self._word.findall(said) if word not in self._skipped]
        stems = self._stem.stemWords(words) if self._stem is not None else words
        return list(dict.fromkeys(stems))

    def scores(self, question: str) -> tuple[NDArray[np.float32], float]:
        """BM25 score of every passage, and the largest share of the question one of them covers."""
        # Each word once: one that is repeated is no more of the question.
        words = [] if self._empty else self.words(question)
        known = {word: forms for word in words if (forms := self._forms(word))}
        if not known:
            return np.zeros(0, dtype=np.float32), 0.0
        scores = self._scores_of(known)
        ceiling = sum(
            self._most(word) if forms[0] == word else max(map(self._most, forms))
            for word, forms in known.items()
        )
        # A word that no passage has counts like the average of the others.
        return scores, float(scores.max()) / (ceiling * len(words) / len(known))

    def _scores_of(self, known: Mapping[str, Sequence[str]]) -> NDArray[np.float32]:
        """The sum over the words of a question; of several forms of one word the best counts."""
        plain = [forms[0] for forms in known.values() if len(forms) == 1]
        scores: NDArray[np.float32] = np.zeros(0, dtype=np.float32)
        if plain:
            scores = self._index.get_scores(plain)
        for word, forms in known.items():
            if len(forms) > 1:
                told = [self._index.get_scores([form]) for form in forms]
                if forms[0] == word:
                    told = [told[0], *(JOINED_WEIGHT * one for one in told[1:])]
                best = np.max(told, axis=0)
                scores = scores + best if len(scores) else best
        return scores

    def _forms(self, word: str) -> list[str]:
        """The words of the passages that stand for one of a question: itself, and where words are
        joined, those that it is a part of: "Schuhe" of "Kletterschuhe"."""
        vocabulary = self._index.vocab_dict
        itself = [word] if word in vocabulary else []
        if self._language not in COMPOUNDING or len(word) < _PART_LEAST or not word.isalpha():
            return itself
        joined = [
            other
            for other in vocabulary
            if (other.endswith(word) and len(other) - len(word) >= _BEFORE_LEAST)
            or (other.startswith(word) and len(other) - len(word) >= _PART_LEAST)
        ]
        return itself + sorted(set(joined) - {word})

    def _most(self, word: str) -> float:
        """The highest score that a passage has for one word: a column of the library's matrix."""
        kept, column = self._index.scores, self._index.vocab_dict[word]
        first, end = kept["indptr"][column : column + 2]
        return float(kept["data"][first:end].max(initial=0.0))


def highest(scores: NDArray[np.float32], most: int) -> list[int]:
    """The places of the highest scores above zero, best first; of equal ones the first."""
    if 0 < most < len(scores):
        least = max(float(np.partition(scores, -most)[-most]), 0.0)
        places = np.flatnonzero((scores >= least) & (scores > 0))
    else:
        places = np.flatnonzero(scores > 0)
    found: list[int] = places[np.argsort(-scores[places], kind="stable")][:most].tolist()
    return found


def _folder(language: str) -> str:
    """The name of what is kept says how it was made."""
    made = (MADE, language, version("bm25s"), version("PyStemmer"))
    return PLACE + hashlib.sha256("\x1f".join(made).encode()).hexdigest()[:8]


def _folded(text: str) -> str:
    """The text without accents and other marks on letters."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
