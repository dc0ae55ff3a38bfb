"""What all readers of formats share: the facts about a document, and how one is made of blocks."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from assistant.errors import DocumentError
from assistant.records import Document
from assistant.sources.blocks import Block, BlockWriter
from assistant.sources.parsed import Parsed, says_something
from assistant.text import patterns as re

Meta: TypeAlias = dict[str, str]
META_FIELDS = ("title", "author", "updated", "publisher", "disclosure", "source_url")
NO_TITLE = re.compile(
    r"\.(?:docx?|odt|indd|tex|rtf|pages|qxd|html?|pptx?|xlsx?)$|^untitled|^microsoft word|^\W*$"
    r"|^(?:https?|file|about|data):|^powerpoint-?\s?presentation$|^word document$"
    r"|^(?:document|dokument|documento|unbenannt|slide|page)\s?\d*$",
    re.IGNORECASE,
)
"""What programs write into the field of a title by themselves."""
_TITLE_MOST = 200
_ONE_OF_SEVERAL = re.compile(
    r"\?\s*$|^(?:§\s?)?\d{1,2}(?:\.\d{1,2})*[.)]\s"
    r"|^(?:article|section|artikel|abschnitt|art[íi]culo|secci[óo]n)\s+(?:\d{1,2}|[IVX]{1,5})\b",
    re.IGNORECASE,
)
_PAGES_NAMED = 12
RECOGNISE = "Run text recognition over it (ocrmypdf is one program for it) and put the result here."


def shown_name(path: Path) -> str:
    """A path as it can be shown and written down, even where its bytes are no UTF-8."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def left_out(name: str, reason: str, hint: str) -> DocumentError:
    """The error of a file that is not read: its name, why, and what to do."""
    return DocumentError(f"{name} was left out: {reason}.", hint)


def pages_left_out(name: str, pages: Sequence[int]) -> DocumentError:
    """What is said of the pages of a document that are pictures, by their numbers."""
    numbers = ", ".join(str(page) for page in pages[:_PAGES_NAMED])
    more = f" and {len(pages) - _PAGES_NAMED} more" if len(pages) > _PAGES_NAMED else ""
    which = f"page {numbers}" if len(pages) == 1 else f"pages {numbers}{more}"
    verb = "was" if len(pages) == 1 else "were"
    reason = "it is a picture" if len(pages) == 1 else "they are pictures"
    return DocumentError(f"{name}: {which} {verb} left out: {reason} (a scan).", RECOGNISE)


def no_text(name: str) -> DocumentError:
    """The error of a file without anything to cite."""
    return left_out(name, "there is no text in it", "Put text in it, or remove it.")


def made(writer: BlockWriter, name: str, kind: str, meta: Meta) -> Parsed:
    """The document that a ``BlockWriter`` has written.

    Raises:
        DocumentError: it has no text.
    """
    text, blocks = writer.finish()
    parsed = document_of(text, blocks, name, kind, meta)
    return replace(parsed, pages=tuple(writer.pages))


def document_of(text: str, blocks: tuple[Block, ...], name: str, kind: str, meta: Meta) -> Parsed:
    """A document of its text and blocks; its title comes from ``meta``, a heading or its name.

    Raises:
        DocumentError: it has no text.
    """
    if not any(b.citable and says_something(text[b.start : b.end]) for b in blocks):
        raise no_text(name)
    heads = (text[b.start : b.end] for b in blocks if b.kind == "heading")
    # A question of a list of questions is no title, and "1. Scope" none, though it may come first.
    heading = next((words for words in heads if not _ONE_OF_SEVERAL.search(words)), "")
    title = meta.get("title") or " ".join(heading.split()) or title_of_name(name)
    document = Document(
        id=document_id(re.sub(r"\.\w{1,8}$", "", name)),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=title[:_TITLE_MOST],
        **{field: meta[field] for field in META_FIELDS if field != "title" and meta.get(field)},
    )
    return Parsed(document, blocks, kind)


def title_of_name(name: str) -> str:
    """What a file is called: "House rules" of "house-rules.md"."""
    stem = re.sub(r"\.\w{1,8}$", "", name.rpartition("/")[2])
    named = " ".join(re.sub(r"[-_]+", " ", stem).split()) or stem
    return named[:1].upper() + named[1:]


def document_id(name: str) -> str:
    """The name in lower-case ASCII; a name in another script keeps apart by a hash."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return slug or "document-" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
