"""Whether the sets fit the documents, and what to do where they do not.

A quote that is gone is news: words that people were shown as proof are no longer there. So the
first advice is to look at the document, then at the case; the floors of the gate come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from eval.errors import SetError
from eval.gold import Texts
from eval.sets import Problem, Sets, content_problems, lost_quotes

ALIKE = 75.0
"""From this likeness (0 to 100) on, a line is taken for the edited form of a lost quote."""
DRAFTS = "drafts.jsonl"
"""The file of a set's folder with the rows that a person must finish."""
FOREIGN = 0.8
"""From this share of lost quotes on, the sets are those of another corpus."""


def require_fit(sets: Sets, texts: Texts) -> None:
    """Returns if every quote stands in the documents and every pattern compiles.

    Raises:
        SetError: not so; the hint says what to do.
    """
    problems = content_problems(sets, texts.values())
    if not problems:
        return
    lost = lost_quotes(sets, texts.values())
    require_own(sets, lost)
    if not lost:
        raise SetError(f"{len(problems)} patterns are broken; first: {problems[0]}.", HINT)
    cases = sorted({identity for identity, _ in lost})
    named = ", ".join(cases[:5]) + (", …" if len(cases) > 5 else "")
    quote = lost[0][1]
    raise SetError(
        f"The documents lost words that {_counted(len(cases), 'case')} on ({named}); first: "
        f"“{_short(quote)}”. {what_became(quote, texts)}",
        "If the passage should be there, put it back into the document and ingest again. If it "
        "was edited on purpose, copy the new words into those cases. `python -m eval validate` "
        "lists them all.",
    )


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing} relies" if count == 1 else f"{count} {thing}s rely"


def require_cases(sets: Sets, folder: Path) -> None:
    """Returns if there is a case at all.

    Raises:
        SetError: there is none; nothing can be asked.
    """
    if any(sets.sizes().values()):
        return
    hint = "Write lines as schema.json says, or start with `python -m eval new`."
    if waiting := drafts_of(folder):
        hint = (
            f"{waiting} drafts wait in {folder / DRAFTS}: fill in what is null, then "
            "`python -m eval new DIR --drafts` takes them over."
        )
    raise SetError(f"There is no case in {folder} yet.", hint)


def drafts_of(folder: Path) -> int:
    """How many drafts wait for a person."""
    path = folder / DRAFTS
    if not path.is_file():
        return 0
    return sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").split("\n"))


def require_own(sets: Sets, lost: Sequence[tuple[str, str]]) -> None:
    """Returns unless most quotes are lost, which means that the sets are another corpus's.

    Raises:
        SetError: they are.
    """
    known, gone = sets.quotes(), {quote for _, quote in lost}
    if gone and len(gone) >= FOREIGN * len(known):
        raise SetError(
            f"The sets were written for other documents: {len(gone)} of their {len(known)} quotes "
            "are not here.",
            "Give the sets of this corpus with --sets DIR; `python -m eval new DIR` starts them.",
        )


HINT = "`python -m eval validate` lists them all."


def what_became(quote: str, texts: Texts) -> str:
    """A sentence on where a lost quote may have gone."""
    lines = [line.strip() for text in texts.values() for line in text.split("\n") if line.strip()]
    found = process.extractOne(quote, lines, scorer=fuzz.partial_ratio, score_cutoff=ALIKE)
    if found is None:
        return "Nothing like it is left."
    return f"The nearest words now are “{_short(_around(quote, found[0]))}”."


def explained(
    problems: Iterable[Problem], lost: Sequence[tuple[str, str]], texts: Texts
) -> list[str]:
    """The problems as lines, each lost quote with what became of it."""
    became: dict[str, str] = {}
    for _, quote in lost:
        if quote not in became:
            became[quote] = what_became(quote, texts)
    by_case = {(identity, quote): became[quote] for identity, quote in lost}
    lines = []
    for problem in problems:
        hint = next(
            (
                told
                for (identity, quote), told in by_case.items()
                if identity == problem.where and quote in problem.what
            ),
            "",
        )
        lines.append(f"{problem}{f' {hint}' if hint else ''}")
    return lines


def _around(quote: str, line: str) -> str:
    place = fuzz.partial_ratio_alignment(quote, line)
    if place is None:
        return line
    # Whole words: the alignment may begin or end inside one.
    start = line.rfind(" ", 0, place.dest_start + 1) + 1
    end = line.find(" ", max(place.dest_end - 1, 0))
    return line[start : end if end >= 0 else len(line)]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 120 else flat[:119] + "…"
