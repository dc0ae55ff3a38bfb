"""Strings that ask nothing the documents could speak of: numbers, code, names of nothing here.

A vector lies near something, whatever the string is; words do not. A message that is no question
in form is not looked up where it is code, where its articles stand before what they cannot, or
where fewer than half of its words occur in the documents or in known questions that they answer.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from assistant.sources.corpus import Corpus
from assistant.text import patterns as re
from assistant.text.pasted import is_address
from assistant.text.words import content_stems

FORMLESS_MOST = 6
"""Words up to which a message may be a mere string; a longer one is read as it is."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\w.,'/]*")
_CODE = re.compile(
    r"[<>{}\\`^\x00-\x08\x0b\x0c\x0e-\x1f]|\$(?!\s?\d)|(?:^|\s)--\w|\w\(['\"]|'\s*=\s*'|';|&&|\|\|"
    r"|\bselect \*|\b(?:insert|delete|drop) (?:into|from|table)\b|=>|\(\)"
    r"|^\s*(?:sudo|import|def|cd) \S",
    re.IGNORECASE,
)
"""Marks that no sentence needs. A bare ``$`` before a digit is money."""
SALAD_MOST = 12
"""Words up to which a message without a question may be words thrown together."""
_SALAD = re.compile(
    r"\b(?:the (?:of|the|an?|and|or|is|are|was|to|for|in|on|at|by|with|from)"
    r"|an? (?:the|an|of|is|are|in|on|at|by|with|from|and))\b(?!-)|\b(?:the|an)\W*$",
    re.IGNORECASE,
)
"""An article before what no article stands before: "onion the the of". No sentence has that."""
SELDOM = 3
"""Known questions in which a word must occur that is all of a message and in no document."""
_ASKS = re.compile(
    r"\?|\b(?:(?:who|what|when|where|why|how)(?:['’]?(?:s|d|re|ll|ve))?"
    r"|(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|had)(?:n?['’]?t)?"
    r"|which|tell|explain|describe|list|give|show|summar\w+|about)\b",
    re.IGNORECASE,
)
"""What shows that something is asked, with and without the apostrophe: "whats the benefit"."""


class Strangers:
    """Tells for one corpus whether a message is a string without a question."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def unreadable(self, message: str) -> bool:
        """Whether no question can be made out: it has not one word of a language, is code or
        an address, or throws words together."""
        if is_address(message):
            return True
        if not any(len(word) > 1 and word[0].isalpha() for word in _WORD.findall(message)):
            return True
        if _ASKS.search(message) or len(message.split()) > SALAD_MOST:
            return False
        code = _asks_nothing(message) and _CODE.search(message)
        salad = self._corpus.language == "en" and _SALAD.search(" ".join(message.split()))
        return bool(code or salad)

    def says_nothing(self, message: str, mended: str = "") -> bool:
        """Whether it has no form of a question, and is mostly words unknown here.

        Args:
            message: as it was typed.
            mended: without typing mistakes; the message where there are none, as a slip makes no
                word unknown.
        """
        message = mended or message
        if not _asks_nothing(message):
            return False
        # "Usually not." has no word of its own and is asked for all the same.
        stems = {found for found in content_stems(message) if len(found) > 1}
        # The subject says nothing about what is beside it: "salario tpm".
        stems = stems - self._subject or stems
        if not stems or self._corpus.language != "en":
            return False
        if len(stems) == 1:
            return all(s not in self._told and self._asked[s] < SELDOM for s in stems)
        known = sum(s in self._told or s in self._asked for s in stems)
        return 2 * known < len(stems)

    @cached_property
    def _subject(self) -> frozenset[str]:
        return frozenset(content_stems(" ".join(self._corpus.naming.names)))

    @cached_property
    def _told(self) -> frozenset[str]:
        """Stems of the documents, their headings and names, and of small talk."""
        corpus = self._corpus
        texts = [document.title for document in corpus.documents.values()]
        texts += [passage.text for passage in corpus.passages]
        texts += [heading for passage in corpus.passages for heading in passage.section]
        texts += [*corpus.named.names, corpus.subject]
        texts += [entry.text for entry in corpus.entries if entry.kind == "act"]
        # In one text: a stemmer is quicker over many words at once.
        return frozenset(content_stems(" ".join(texts)))

    @cached_property
    def _asked(self) -> Counter[str]:
        """In how many known questions that the documents answer each word occurs, by its stem."""
        asked = [entry.text for entry in self._corpus.entries if entry.kind == "answer"]
        words = Counter(word for text in asked for word in set(text.lower().split()))
        counted: Counter[str] = Counter()
        for word, times in words.items():
            for found in content_stems(word):
                counted[found] += times
        return counted


def _asks_nothing(message: str) -> bool:
    return not _ASKS.search(message) and len(message.split()) <= FORMLESS_MOST
