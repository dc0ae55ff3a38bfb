"""What an owner has added beside the corpus: documents that were uploaded, questions of one's own.

    OWNER_DIR/documents/           files like those of the corpus
    OWNER_DIR/own.questions.jsonl  a question bank that may point into every document

The folder belongs to whoever runs the assistant and lies with what visitors leave, never in the
package or the corpus: an update of either leaves it as it is. A question that the owner has placed
takes the place of the same question in a document's own bank, whatever that one said.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.sources.bank import BANK_SUFFIX, BankEntry

DOCUMENTS = "documents"
QUESTIONS = f"own{BANK_SUFFIX}"


def documents_of(folder: Path | None) -> Path | None:
    """The folder of the added documents, where there is one with a file in it."""
    place = folder / DOCUMENTS if folder is not None else None
    return place if place is not None and place.is_dir() and any(place.iterdir()) else None


def questions_of(folder: Path | None) -> Path | None:
    """The file of the added questions, where there is one."""
    place = folder / QUESTIONS if folder is not None else None
    return place if place is not None and place.is_file() else None


def plain(question: str) -> str:
    """A question without what makes it no other one: case, blanks, marks at its end."""
    return " ".join(question.casefold().split()).strip(" ?!.")


def placed_before(own: Sequence[BankEntry], entries: Sequence[BankEntry]) -> tuple[BankEntry, ...]:
    """``entries`` with the owner's in front; what asks the same as one of those gives way."""
    if not own:
        return tuple(entries)
    placed = {plain(entry.text) for entry in own}
    return (*own, *(entry for entry in entries if plain(entry.text) not in placed))
