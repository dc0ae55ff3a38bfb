"""A document called by its title: "summarise the statutes" of the statutes of a club. Pure."""

from __future__ import annotations

from assistant.sources.corpus import Corpus
from assistant.text import patterns as re
from assistant.text.words import content_stems
from assistant.understanding.wholes import whole_asked

_CALLED = re.compile(
    r"\b(?:the|this|that|these|those|your) (?P<words>[\w'’-]+(?: [\w'’-]+){0,7})", re.IGNORECASE
)
_KINDS = frozenset({"summary", "one_sentence", "one_thing", "takeaways", "outline"})
"""Ways of asking for a whole in which a part of its title can only mean the document."""


def with_title_as_document(message: str, corpus: Corpus) -> str:
    """A message with "the document" in place of words of the title of the only one, where it asks
    for the whole then; any other as it is, and all where notes know how the whole is asked for."""
    titles = [document.title for document in corpus.documents.values()]
    if len(titles) > 1 or corpus.notes.wholes:
        return message
    known = set(content_stems(titles[0]))
    for found in _CALLED.finditer(message):
        words = found["words"].split()
        for many in range(len(words), 0, -1):
            stems = set(content_stems(" ".join(words[:many])))
            if not stems or not stems <= known:
                continue
            rest = " ".join(["the document", *words[many:]])
            whole = f"{message[: found.start()]}{rest}{message[found.end() :]}"
            asked = whole_asked(whole)
            if asked is not None and asked.kind in _KINDS and not asked.about:
                return whole
    return message
