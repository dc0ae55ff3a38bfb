"""What is written beside a document to help tell it: ``NAME.notes.jsonl``, one object a line.

A sentence that means little alone names the sentences it needs before it, and whether its heading
says what it is about:

    {"kind": "context", "passage": "Exact words.", "needs": ["Exact words.", …], "heading": true}

One that begins with a pronoun may name what that stands for ("stands_for": "A keeper"), in words of
what it needs. A sentence with its name is told before what it needs.

A way of looking at the whole names the passages that give it, in the order in which to read them,
and ways to ask for it:

    {"kind": "whole", "whole": "takeaways", "questions": ["…", …], "passages": ["…", …]}

Questions that ask yes or no, what they are answered with, and the passages that prove it:

    {"kind": "yes_no", "says": "no", "passages": ["Exact words."], "questions": ["…", …]}

Where that holds for most, or only under conditions that the passages name, the line says how:
"how": "mostly" or "how": "if".

Passages are named by their exact words; a line whose words are no longer in the document is passed
over, as nothing is lost but a help. Every line is optional, and so is the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from assistant.records import Passage
from assistant.sources.rows import each_row

NOTES_SUFFIX = ".notes.jsonl"
How: TypeAlias = Literal["", "mostly", "if"]
"""Whether a yes or no holds throughout, for most, or under conditions."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a passage is shown with: the passages before it, and its heading if that is needed."""

    passages: tuple[Passage, ...] = ()
    heading: bool = False
    stands_for: str = ""
    """What the pronoun that it begins with stands for, in words of ``passages``."""


@dataclass(frozen=True, slots=True)
class Whole:
    """One way of looking at a document as a whole.

    Attributes:
        kind: what is wanted, such as ``summary`` or ``takeaways``.
        questions: ways to ask for it.
        passages: what gives it, in the order in which to read it.
    """

    kind: str
    questions: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class YesNo:
    """Questions that ask yes or no, and the answer that these passages prove, by their ids."""

    says: Literal["yes", "no"]
    questions: tuple[str, ...]
    passages: tuple[str, ...]
    how: How = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes on all documents of a corpus; ``needs`` by passage id."""

    needs: Mapping[str, Needs] = field(default_factory=dict)
    wholes: tuple[Whole, ...] = ()
    yes_no: tuple[YesNo, ...] = ()


def notes_path(document_path: Path) -> Path:
    """Where the notes on a document would be."""
    return document_path.with_name(document_path.stem + NOTES_SUFFIX)


def read_notes(path: Path, passages: Sequence[Passage]) -> Notes:
    """Reads the notes on one document.

    Raises:
        DocumentError: a line is not of the form above; the message names the line.
    """
    by_words: dict[str, Passage] = {}
    for passage in passages:
        by_words.setdefault(passage.text, passage)
    needs: dict[str, Needs] = {}
    wholes: list[Whole] = []
    verdicts: list[YesNo] = []

    def take(row: Mapping[str, Any]) -> None:
        if row["kind"] == "yes_no":
            verdicts.extend(_yes_no(row, by_words))
        else:
            _read(row, by_words, needs, wholes)

    each_row(path, "a note", take)
    return Notes(needs, tuple(wholes), tuple(verdicts))


def together(notes: Iterable[Notes]) -> Notes:
    """The notes on several documents as one."""
    needs: dict[str, Needs] = {}
    wholes: list[Whole] = []
    verdicts: list[YesNo] = []
    for each in notes:
        needs.update(each.needs)
        wholes.extend(each.wholes)
        verdicts.extend(each.yes_no)
    return Notes(needs, tuple(wholes), tuple(verdicts))


def _yes_no(row: Mapping[str, Any], by_words: Mapping[str, Passage]) -> list[YesNo]:
    """What a line says, unless a passage that proves it is gone."""
    if row["says"] not in ("yes", "no"):
        raise ValueError("says must be yes or no")
    if (how := row.get("how", "")) not in get_args(How):
        raise ValueError("how must be mostly or if")
    found = tuple(by_words[words].id for words in row["passages"] if words in by_words)
    questions = tuple(str(question) for question in row["questions"])
    return [YesNo(row["says"], questions, found, how)] if len(found) == len(row["passages"]) else []


def _read(
    row: Mapping[str, Any],
    by_words: Mapping[str, Passage],
    needs: dict[str, Needs],
    wholes: list[Whole],
) -> None:
    if row["kind"] == "context":
        known = [by_words[words] for words in row["needs"] if words in by_words]
        whole = len(known) == len(row["needs"])
        passage = by_words.get(row["passage"])
        if passage is not None and whole:
            name = str(row.get("stands_for", ""))
            name = name if any(name in needed.text for needed in known) else ""
            needs[passage.id] = Needs(tuple(known), bool(row.get("heading", False)), name)
    elif row["kind"] == "whole":
        found = tuple(by_words[words] for words in row["passages"] if words in by_words)
        if found:
            wholes.append(Whole(str(row["whole"]), tuple(row["questions"]), found))
    else:
        raise ValueError("kind must be context, whole or yes_no")
