"""How well the check behind a language model tells supported claims from others.

Each claim is written as a model would write it, with the markers of its passages and the whole
document shown, and goes through the product's own grounding. A supported claim should come out as
it went in; any other one should not (the article's own words in its place are fine). Beside the
product stands the score of shared words that decided before there was a judge.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.proof.citations import unsupported_numbers, without_markers
from assistant.proof.grounding import Grounding
from assistant.proof.judge import Judge
from assistant.proof.premise import spoken
from assistant.proof.support import CITED_SUPPORT, Support
from assistant.sources.readers import parse
from eval.errors import EvalError
from eval.intervals import mean_interval

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.sources.parsed import Parsed

ARTICLE = "tpm"
"""The source of claims about the shipped article."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A labelled claim: ``label`` is ``supported``, ``contradicted`` or ``not_enough``."""

    id: str
    source: str
    passages: tuple[str, ...]
    text: str
    label: str
    kind: str

    @property
    def faithful(self) -> bool:
        return self.label == "supported"


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim and whether it came through: today, and by shared words alone."""

    claim: Claim
    through: bool
    by_words: bool
    took_ms: float

    def right(self, through: bool) -> bool:
        """Whether coming through, or not, is what should happen to the claim."""
        return through == self.claim.faithful


def read_claims(path: Path, only: Path | None = None) -> list[Claim]:
    """The claims of a file; with ``only``, those whose id or source it lists.

    Raises:
        EvalError: there is no such file, or a line is no claim.
    """
    try:
        wanted = set(only.read_text("utf-8").split()) if only else None
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        claims = [
            Claim(r["id"], r["source"], tuple(r["passages"]), r["claim"], r["label"], r["kind"])
            for r in rows
        ]
    except (OSError, ValueError, KeyError) as error:
        raise EvalError(
            f"{path} holds no claims ({type(error).__name__}).",
            "Name a file of JSON lines with id, source, passages, claim, label and kind.",
        ) from error
    return [c for c in claims if wanted is None or {c.id, c.source} & wanted]


def read_sources(path: Path | None, article: Path) -> dict[str, Parsed]:
    """The article, and the texts of a file of ``source`` and ``text``."""
    found = {ARTICLE: parse(article.read_text("utf-8"), ARTICLE)}
    if path is not None and path.is_file():
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            found[row["source"]] = parse(row["text"], row["source"])
    return found


def judge_claims(
    claims: Iterable[Claim],
    sources: Mapping[str, Parsed],
    judge: Judge | None,
    progress: Callable[[str, int, int], None],
) -> list[Judged]:
    """What the product does with each claim. Claims without any passage of theirs are left out."""
    judged: list[Judged] = []
    every = list(claims)
    for done, claim in enumerate(every, 1):
        parsed = sources[claim.source]
        wanted = {" ".join(words.split()) for words in claim.passages}
        numbers = [n for n, p in enumerate(parsed.passages, 1) if spoken(p) in wanted]
        if numbers:
            judged.append(_judged(claim, parsed, numbers, judge))
        progress("claims", done, len(every))
    return judged


def _judged(claim: Claim, parsed: Parsed, numbers: Sequence[int], judge: Judge | None) -> Judged:
    documents = {parsed.document.id: parsed.document}
    markers = "".join(f"[{number}]" for number in numbers)
    start = time.perf_counter()
    grounding = Grounding(parsed.passages, documents, judge)
    grounding.feed(f"{claim.text} {markers}")
    grounding.finish()
    took = (time.perf_counter() - start) * 1000
    written = without_markers(grounding.resolved.text)
    cited = [parsed.passages[number - 1] for number in numbers]
    words = Support(cited, documents).words(claim.text, cited) >= CITED_SUPPORT
    by_words = words and not unsupported_numbers(claim.text, cited)
    return Judged(claim, _plain(claim.text) in _plain(written), by_words, took)


def _plain(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def rows_of(judged: Sequence[Judged]) -> list[tuple[str, list[Judged]]]:
    """The groups of a table: faithful and unfaithful by source, then each kind."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        place = "own article" if one.claim.source == ARTICLE else "other texts"
        side = "faithful let through" if one.claim.faithful else "unfaithful stopped"
        groups[f"{side}, {place}"].append(one)
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        sign = "+" if one.claim.faithful else "−"
        kinds[f"{sign} {one.claim.kind}"].append(one)
    return [*sorted(groups.items()), *sorted(kinds.items())]


def print_claims(judged: Sequence[Judged], console: Console) -> None:
    """A table by source and kind: today, with its interval, and by shared words alone."""
    from rich.table import Table

    table = Table(title="Claims: share that was treated rightly")
    table.add_column("claims")
    for name in ("n", "today", "95 %", "shared words"):
        table.add_column(name, justify="right")
    for name, group in rows_of(judged):
        today = [float(one.right(one.through)) for one in group]
        words = [float(one.right(one.by_words)) for one in group]
        low, high = mean_interval(today)
        table.add_row(
            name,
            str(len(group)),
            f"{np.mean(today):.1%}",
            f"{low:.0%}–{high:.0%}",
            f"{np.mean(words):.1%}",
        )
    console.print(table)
    took = np.array([one.took_ms for one in judged])
    console.print(f"Added time a claim: p50 {np.percentile(took, 50):.1f} ms, "
                  f"p95 {np.percentile(took, 95):.1f} ms")  # fmt: skip


def write_failures(judged: Sequence[Judged], path: Path) -> int:
    """Writes the claims that were treated wrongly as JSON lines; returns how many."""
    wrong: list[dict[str, object]] = [
        {"id": j.claim.id, "kind": j.claim.kind, "label": j.claim.label, "claim": j.claim.text,
         "passages": j.claim.passages}
        for j in judged if not j.right(j.through)
    ]  # fmt: skip
    lines = [json.dumps(row, ensure_ascii=False) for row in wrong]
    path.write_text("\n".join([*lines, ""]), "utf-8")
    return len(wrong)
