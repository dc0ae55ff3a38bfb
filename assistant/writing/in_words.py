"""Passages in running text, as Markdown that shows the document's words as they are. Pure."""

from __future__ import annotations

from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.markdown import shown_as_is
from assistant.writing import tables

_BURIED = 17
"""So many words before the sentence that answers bury it."""
_NAMED = re.compile(r"\*\*[^*\n]+\*\*(?! \[\d+\]$)[^*\n]")


def in_cell(text: str) -> str:
    """Words that go into a cell of a table."""
    return text.replace("|", "\\|")


def words(passage: Passage) -> str:
    """The passage in running text: a sentence as it is, a row spelled out with its header."""
    if not passage.cells:
        return written(passage.text)
    return tables.said_row(passage, written)


def pointed(span: Passage, best: Passage | None) -> str:
    """A span in running text; what answers stands out where much has to be told before it."""
    if best is None or best.cells or not span.start < best.start < best.end <= span.end:
        return words(span)
    begin, end = best.start - span.start, best.end - span.start
    before, after = span.text[:begin], span.text[end:]
    if len(before.split()) < _BURIED or best.document_id != span.document_id:
        return words(span)
    said = f"{written(before).rstrip()} **{written(span.text[begin:end]).strip()}**"
    return f"{said} {written(after).strip()}".rstrip()


def written(text: str) -> str:
    """The document's words as Markdown: its brackets are no markers, and its HTML is none."""
    # A line break in the source is a blank when read.
    return shown_as_is(re.sub(r"\s*\n\s*", " ", text))


def is_block(text: str) -> bool:
    """Whether Markdown is a block of its own; what goes on behind a name, such as the cell of a row
    ("**A keeper**: trims the wick"), is running text."""
    return text.startswith(("|", "- ", "**", ">")) and not _NAMED.match(text)
