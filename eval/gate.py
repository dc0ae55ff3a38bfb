"""The gate: floors that a run must hold, and the reasons for which it will not even decide.

A gate that passes when nothing was measured is worse than none. So it refuses to decide
(``GateError``, exit code 2) unless the run asked every case of every set, there are enough of
them, and the article and the index are the ones for which the floors were set. Only figures that
are the same on every machine are held; times are shown and never gated.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import GateError, reason
from eval.figures import Figure
from eval.meanings import MEANINGS, show

SLACK = 2
"""Cases by which a proposed floor lies below what was measured, at most."""
SLACK_EVERY = 20
"""Cases that it takes for one case of slack: in a set of a dozen every case counts, or a floor
would lie at nought."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What must hold.

    Attributes:
        corpus: ``corpus_hash`` of the documents the floors were set for.
        index: fingerprint of the index they were set for.
        cases: fewest cases of every set.
        limits: figure → its floor, or its ceiling where lower is better.
    """

    corpus: str
    index: str
    cases: Mapping[str, int]
    limits: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Check:
    """One figure against its limit; ``value`` is ``None`` where no case was left to measure it."""

    key: str
    value: float | None
    limit: float

    @property
    def passed(self) -> bool:
        """Whether the limit is held; exactly on it is, and nothing measured is not."""
        if self.value is None:
            return False
        if MEANINGS[self.key].better == "lower":
            return self.value <= self.limit + 1e-9
        return self.value >= self.limit - 1e-9

    def __str__(self) -> str:
        sign = "at most" if MEANINGS[self.key].better == "lower" else "at least"
        label = MEANINGS[self.key].label
        found = "no case to measure" if self.value is None else show(self.key, self.value)
        return f"{label}: {found}, must be {sign} {show(self.key, self.limit)}"


def load_gate(path: Path) -> Gate:
    """Reads the gate.

    Raises:
        GateError: the file is missing, cannot be parsed, names an unknown figure, holds a figure
            that differs between machines, or has no limits at all.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        gate = Gate(
            corpus=str(content["bound"]["corpus"]),
            index=str(content["bound"]["index"]),
            cases={name: int(least) for name, least in content["cases"].items()},
            limits={key: float(value) for key, value in content["limits"].items()},
        )
    except FileNotFoundError as error:
        raise GateError(
            f"There is no gate yet ({path}).",
            "Look at the figures; where they are good, `python -m eval gate --write` (with the "
            "same --sets) makes floors of the newest report.",
        ) from error
    except OSError as error:
        raise GateError(f"The gate cannot be read: {reason(error)}.") from error
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise GateError(
            f"{path.name} is not a gate: {reason(error)}.",
            "`python -m eval gate --write` makes one of a report.",
        ) from error
    unknown = [key for key in gate.limits if key not in MEANINGS]
    unsteady = [key for key in gate.limits if key in MEANINGS and not MEANINGS[key].steady]
    if unknown or unsteady:
        raise GateError(
            f"{path.name} limits {', '.join(unknown + unsteady)}.",
            "Only deterministic figures of eval/figures.py can be held.",
        )
    if not gate.limits or not any(gate.cases.values()):
        raise GateError(f"{path.name} has no limits or no cases, so it would let everything pass.")
    return gate


def check(
    gate: Gate,
    figures: Sequence[Figure],
    *,
    corpus: str,
    index: str,
    asked: Mapping[str, int],
    available: Mapping[str, int],
    inside: bool = True,
) -> list[Check]:
    """Every limit against its figure.

    Args:
        asked: cases that were run, by set.
        available: cases that the sets have.
        inside: whether the ranking and the probability could be seen; over HTTP they cannot, and
            the limits on them are then left out.

    Raises:
        GateError: the run is not one on which the gate can decide.
    """
    _refuse_vacuous(gate, asked, available)
    _refuse_foreign(gate, corpus, index)
    measured = {figure.key: figure.value for figure in figures}
    hidden = set() if inside else {k for k in gate.limits if MEANINGS[k].part in INSIDE}
    # A figure that disappears (no refusal left to be right) is not a figure that passes.
    return [
        Check(key, measured.get(key), limit)
        for key, limit in gate.limits.items()
        if key not in hidden
    ]


INSIDE = ("Retrieval", "Reader")
"""Parts of the report that need the assistant in this process."""


def corpus_hash(texts: Mapping[str, str]) -> str:
    """16 hex digits over all documents: their ids and their texts."""
    digest = hashlib.sha256()
    for document_id in sorted(texts):
        words = hashlib.sha256(texts[document_id].encode("utf-8", "surrogatepass")).hexdigest()
        digest.update(f"{document_id}\n{words}\n".encode())
    return digest.hexdigest()[:16]


def propose(figures: Sequence[Figure], *, corpus: str, index: str, asked: Mapping[str, int]) -> str:
    """A gate for what was just measured: each limit ``SLACK`` cases below (or above) the figure,
    and fewer where there are few.

    Promises (exact quotes, the contract, no errors) and what is exact get no slack.
    """
    lines = [
        "# The quality gate. Exit code 1 below a floor; eval/README.md says how to move one.",
        "# Written by `python -m eval gate --write`: a figure may get worse by two cases before",
        "# this turns red, by one where it has fewer than 40, by none where it has fewer than 20;",
        "# the promises by none. Raise floors when the assistant gets better.",
        "",
        "[bound]",
        "# The article and the index these floors were set for; any other is refused.",
        f'corpus = "{corpus}"',
        f'index = "{index}"',
        "",
        "[cases]",
        "# Fewest cases of every set; a run with fewer is refused.",
        *(f"{name} = {count}" for name, count in asked.items() if count),
        "",
        "[limits]",
        "# Floors; for figures where lower is better, ceilings.",
    ]
    lines += [f"{key} = {limit:.4f}" for key, limit in limits_of(figures).items()]
    return "\n".join(lines) + "\n"


def limits_of(figures: Sequence[Figure]) -> dict[str, float]:
    """The limits that would be set for what was measured."""
    return {figure.key: _limit(figure) for figure in figures if figure.meaning.steady}


def _limit(figure: Figure) -> float:
    exact = figure.meaning.exact or figure.meaning.part == "Promises"
    slack = 0.0 if exact else min(SLACK, figure.cases // SLACK_EVERY) / figure.cases
    if figure.meaning.better == "lower":
        # Rounded outwards, so that the figure that was just measured passes.
        return min(1.0, -(-(figure.value + slack) * 1e4 // 1) / 1e4)
    return max(0.0, (figure.value - slack) * 1e4 // 1 / 1e4)


def _refuse_vacuous(gate: Gate, asked: Mapping[str, int], available: Mapping[str, int]) -> None:
    for name in dict.fromkeys((*available, *gate.cases)):
        if asked.get(name, 0) < available.get(name, 0):
            raise GateError(
                f"Only {asked.get(name, 0)} of {available[name]} {name} cases were asked.",
                "The gate judges whole runs: leave --limit out, or add --no-gate to just look.",
            )
        if asked.get(name, 0) < gate.cases.get(name, 0):
            raise GateError(
                f"The set {name} has {asked.get(name, 0)} cases, the gate wants "
                f"{gate.cases[name]}.",
                "Put the missing cases back, or lower the number in gate.toml with a reason.",
            )


def _refuse_foreign(gate: Gate, corpus: str, index: str) -> None:
    for what, wanted, found in (
        ("article", gate.corpus, corpus),
        ("index", gate.index, index),
    ):
        if wanted != found:
            raise GateError(
                f"The floors were set for another {what} ({wanted or 'none yet'}, this is "
                f"{found or 'unknown'}).",
                "Find out what changed first: `python -m eval --no-gate --compare BASELINE` names "
                "every case that tipped over, and the report the passages that are no longer "
                "found. If the change is meant and the figures are good, `python -m eval gate "
                "--write` sets floors for this one.",
            )
