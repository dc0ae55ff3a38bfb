"""A document called by its title, and a section by its heading and nothing else. Pure.

"Summarise the statutes" asks for the document that is titled so, and "Opening times" for what
stands under that heading.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.reading.structure import without_number
from assistant.sources.corpus import Corpus
from assistant.text import patterns as re
from assistant.text.words import content_stems
from assistant.understanding.acts import bare
from assistant.understanding.wholes import whole_asked

_CALLED = re.compile(
    r"\b(?:the|this|that|these|those|your) (?P<words>[\w'’-]+(?: [\w'’-]+){0,7})", re.IGNORECASE
)
_KINDS = frozenset({"summary", "one_sentence", "one_thing", "takeaways", "outline"})
"""Ways of asking for a whole in which a part of its title can only mean the document."""


def in_full(message: str, corpus: Corpus, headings: Mapping[str, str]) -> str:
    """A message with what it calls the document or a section of it spelled out, as far as it asks
    for the whole then; any other as it is, and all where notes know how the whole is asked for.

    Args:
        message: as it was typed.
        corpus: what it is asked of.
        headings: its headings by how they are typed; see ``headings_of``.
    """
    if corpus.notes.wholes:
        return message
    if heading := headings.get(bare(message).casefold()):
        return f"what does the document say about “{heading}”"
    return _with_title_as_document(message, corpus)


def headings_of(corpus: Corpus) -> dict[str, str]:
    """The headings that ask nothing, by their words in small letters, without end marks."""
    names = dict.fromkeys(without_number(passage.heading) for passage in corpus.passages)
    kept = [name for name in names if name and not name.endswith(("?", "？"))]
    return {bare(name).casefold(): name for name in kept}


def _with_title_as_document(message: str, corpus: Corpus) -> str:
    """A message with "the document" in place of words of the title of the only one."""
    titles = [document.title for document in corpus.documents.values()]
    if len(titles) > 1:
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
