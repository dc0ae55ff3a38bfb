"""A document of seven sentences and a table row, and its passages, for tests of pure parts."""

from __future__ import annotations

from assistant.records import Cell, Document, Passage

SENTENCES = (
    "A clean search takes about 17 days.",
    "Writing fills roughly 20 percent of the week.",
    "They own the API contract and the deprecation policy.",
    "Shipping production code belongs to the engineers.",
    "The median wage is $171,200 as of May 2024.",
    "Usually not.",
    "See [3] of the <b>old</b> list.",
)
ROW = "| Backlog | ~15% |"
TEXT = " ".join(SENTENCES) + "\n" + ROW
DOCUMENT = Document(id="role", title="The Technical Product Manager", text=TEXT, sha256="0" * 64)
DOCUMENTS = {DOCUMENT.id: DOCUMENT}


def _passages() -> tuple[Passage, ...]:
    made = []
    for position, text in enumerate((*SENTENCES, ROW)):
        start = TEXT.index(text)
        cells: tuple[Cell, ...] = ()
        if text == ROW:
            places = [(start + text.index(word), word) for word in ("Backlog", "~15%")]
            cells = tuple(Cell(word, at, at + len(word)) for at, word in places)
        made.append(
            Passage(
                id=f"p{position}",
                document_id=DOCUMENT.id,
                kind="table_row" if cells else "sentence",
                position=position,
                block=0,
                section=("The work",),
                start=start,
                end=start + len(text),
                text=text,
                header=("Task", "Share") if cells else (),
                cells=cells,
            )
        )
    return tuple(made)


SHOWN = _passages()
