"""Strings that ask nothing the documents could speak of: numbers, code, names of nothing here.

A vector lies near something, whatever the string is; words do not. A message that is no question
in form and of which no word occurs in the documents, nor in any known question that they answer,
is not looked up.
"""

from __future__ import annotations

import re
from functools import cached_property

from assistant.sources.corpus import Corpus
from assistant.text.words import content_stems

FORMLESS_MOST = 6
"""Words up to which a message may be a mere string; a longer one is read as it is."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\w.,'/]*")
_ASKS = re.compile(
    r"\?|\b(?:who|what|when|where|why|how|which|is|are|was|were|do|does|did|can|could|should|would"
    r"|will|has|have|had|tell|explain|describe|list|give|show|summar\w+|about)\b",
    re.IGNORECASE,
)


class Strangers:
    """Tells for one corpus whether a message is a string without a question."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def unreadable(self, message: str) -> bool:
        """Whether there is not one word of a language in it."""
        return not any(len(word) > 1 and word[0].isalpha() for word in _WORD.findall(message))

    def says_nothing(self, message: str) -> bool:
        """Whether it has no form of a question, and no word that the documents know."""
        if _ASKS.search(message) or len(message.split()) > FORMLESS_MOST:
            return False
        # "Usually not." has no word of its own and is asked for all the same.
        stems = {found for found in content_stems(message) if len(found) > 1}
        return bool(stems) and self._corpus.language == "en" and not stems & self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        """Stems of the documents, their headings and names, and of the questions they answer."""
        corpus = self._corpus
        texts = [document.title for document in corpus.documents.values()]
        texts += [passage.text for passage in corpus.passages]
        texts += [heading for passage in corpus.passages for heading in passage.section]
        texts += [*corpus.named.names, corpus.subject]
        texts += [entry.text for entry in corpus.entries if entry.kind in ("answer", "act")]
        # In one text: a stemmer is quicker over many words at once.
        return frozenset(content_stems(" ".join(texts)))
