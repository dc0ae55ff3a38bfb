"""The loop: what visitors asked in vain → draft cases, for a person to finish.

A draft keeps only the question and what went wrong. Which words of the article answer it, or that
none do, is for a person to say: a draft that the assistant filled in would test that it does what
it does. Drafts are not valid cases until then, and the validator refuses them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from eval.errors import DataError, reason
from eval.sets import normalise


@dataclass(frozen=True, slots=True)
class Draft:
    """One question that deserves a case.

    Attributes:
        why: ``refused`` or ``thumbs down``, and the visitor's comment if there was one.
        times: how often it was asked (equal after normalising).
    """

    id: str
    question: str
    why: str
    times: int
    comment: str = ""

    def to_json(self) -> dict[str, object]:
        """The draft as a row; what is ``null`` is for a person to fill in."""
        why = f"{self.why}, asked {self.times} times" if self.times > 1 else self.why
        comment = f" (“{self.comment}”)" if self.comment else ""
        return {
            "id": self.id,
            "question": self.question,
            "needed": None,
            "facts": [],
            "_draft": f"{why}{comment}. Give the words that answer it in `needed`, or say "
            '"answerable": false.',
        }

    def to_line(self) -> str:
        """The same as a line of JSON."""
        return json.dumps(self.to_json(), ensure_ascii=False)


def draft_cases(data_dir: Path, known: Iterable[str] = ()) -> list[Draft]:
    """Refused and thumbs-down questions that no set has yet, the most asked first.

    Args:
        known: questions of the sets.

    Raises:
        DataError: the server has left nothing there.
    """
    from assistant.keeping.journal import NAME, read_left
    from assistant.keeping.sql_store import FILE

    if not any((data_dir / name).is_file() for name in (FILE, NAME)):
        raise DataError(
            f"There is no {FILE} in {data_dir}.",
            "The server keeps questions there if ASSISTANT_STORE_QUESTIONS is `uncovered` or "
            "`all`; give its ASSISTANT_DATA_DIR with --data-dir.",
        )
    had = {normalise(question) for question in known}
    asked: Counter[str] = Counter()
    first: dict[str, str] = {}
    thumbs: dict[str, str] = {}
    for line in read_left(data_dir):
        key = normalise(line.question)
        if not key or key in had:
            continue
        if line.kind == "feedback" and line.rating == "down":
            thumbs[key] = line.comment or thumbs.get(key, "")
        elif line.kind != "refusal":
            continue
        first.setdefault(key, line.question)
        asked[key] += 1
    return [
        Draft(
            id=f"h{number:03d}",
            question=first[key],
            why="thumbs down" if key in thumbs else "refused",
            times=times,
            comment=thumbs.get(key, ""),
        )
        for number, (key, times) in enumerate(asked.most_common(), 1)
    ]


def write_drafts(drafts: list[Draft], path: Path) -> None:
    """Writes one draft a line.

    Raises:
        DataError: the file cannot be written.
    """
    try:
        path.write_text("".join(f"{draft.to_line()}\n" for draft in drafts), encoding="utf-8")
    except OSError as error:
        raise DataError(
            f"The drafts cannot be written: {reason(error)}.", "Give another --out."
        ) from error
