"""Where things of one evaluation lie: the shipped sets and their gate, or somebody's own.

Own sets keep their gate, baseline, reports and history beside them, so that one folder holds
everything that was decided about one corpus.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Place:
    """The files of one evaluation.

    Attributes:
        sets: folder of the cases.
        corpus: folder of the documents; ``None`` for the one of the settings.
        index: folder of the index; ``None`` for the one of the settings.
        own: whether these are not the shipped sets.
    """

    sets: Path
    gate: Path
    baseline: Path
    reports: Path
    history: Path
    corpus: Path | None = None
    index: Path | None = None
    own: bool = False


SHIPPED = Place(
    sets=HERE / "sets",
    gate=HERE / "gate.toml",
    baseline=HERE / "baseline.json",
    reports=HERE / "reports",
    history=HERE / "reports" / "history.jsonl",
)


def place_of(sets: Path | None = None, corpus: Path | None = None) -> Place:
    """The place of own sets, or the shipped one.

    A corpus of its own gets an index of its own beside the sets, so that measuring it does not
    replace the index that a server answers from.
    """
    if sets is None:
        return SHIPPED if corpus is None else _with_corpus(SHIPPED, corpus, None)
    place = Place(
        sets=sets,
        gate=sets / "gate.toml",
        baseline=sets / "baseline.json",
        reports=sets / "reports",
        history=sets / "history.jsonl",
        own=True,
    )
    return place if corpus is None else _with_corpus(place, corpus, sets / ".index")


def _with_corpus(place: Place, corpus: Path, index: Path | None) -> Place:
    return Place(
        place.sets,
        place.gate,
        place.baseline,
        place.reports,
        place.history,
        corpus,
        index,
        place.own,
    )
