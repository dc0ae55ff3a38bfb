"""Makes pairs for the judge of claims that are cut into clauses, as the product cuts them.

Each clause of a claim is shown to the judge alone, without a capital or a stop, or behind the first
one where it leans on that ("they …"). Claims as they are written hardly ever look so, and a judge
that never saw such words takes them for unfaithful. Out of the written claims (``data/*.txt``) and
the labelled ones that are trained on:

- the clauses of faithful claims: each is supported, as a conjunction claims all its parts;
- a faithful claim joined with another one (supported), and with an unfaithful one of the same
  premise (not supported), in either order, and the clauses of both;
- the false clause of an unfaithful claim, where one can be sure which it is: every other one stands
  in a faithful claim of the same premise, or in the premise.

Nothing is taken from claims kept aside; from those for fitting only with ``--fit``, to measure by.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from changes import _lower_first
from composed import actor_of
from judge_pairs import (
    WRITTEN,
    Pair,
    from_claims,
    from_written,
    pair,
    passages_of,
    write_pairs,
)

from assistant.proof.citations import without_markers
from assistant.proof.leaning import clauses, leans
from assistant.proof.prefaces import unprefaced
from assistant.text.words import content

_JOINTS = ("; ", "; ", ", and ", ", and ", ", and ", ", but ", ", while ", " – ", " — ")
_CAUSAL = re.compile(r",\s+(?:so|although|though|whereas|while|but|yet)\s")
"""Joints that say more than both: of two true clauses such a claim can be false."""
_PLURAL = re.compile(r"^(?:are|were|have|do|can|must|may|will|should|\w*[^s\W])\b")
_ALIKE = 0.5
"""Claims that share more of their words say the same or contradict each other."""
_FAITHFUL, _MIXED = 3, 4
"""How many joined claims are made for a premise, at most."""
_KEPT = 0.35
"""The share of true clauses that is kept: else a clause would be true in three cases of four."""


@dataclass(slots=True)
class Told:
    """The claims about one premise, those that hold and those that do not."""

    faithful: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def shown(claim: str) -> list[str]:
    """The clauses of a claim in the words the judge gets to see; none where it has but one."""
    found: list[str] = []
    first = ""
    for clause in map(without_markers, clauses(claim)):
        bare = unprefaced(clause.strip(" *_"))
        found.append(f"{first} {bare}" if first and leans(clause) else bare)
        first = first or clause
    return found


def _within(claim: str, plain: frozenset[str]) -> str:
    """A claim as it goes on within a sentence; ``plain`` are words that need no capital."""
    word = re.match(r"[A-Z][a-z]+\b", claim)
    if word and word[0].lower() in plain:
        return f"{claim[0].lower()}{claim[1:]}"
    return _lower_first(claim)


def joined(one: str, two: str, plain: frozenset[str], rng: random.Random) -> str:
    """Two claims as one; the second says "they" where both are about the same several."""
    who = actor_of(one)
    rest = two[len(who) :].lstrip() if who and two.startswith(f"{who} ") else ""
    if rest and who.endswith("s") and _PLURAL.match(rest) and rng.random() < 0.7:
        two = f"they {rest}"
    return f"{one.rstrip('.!')}{rng.choice(_JOINTS)}{_within(two, plain)}"


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _alike(one: str, two: str) -> float:
    mine, theirs = content(one), content(two)
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _joinable(claims: Sequence[str]) -> list[str]:
    return [c for c in claims if not clauses(c) and not re.search(r"[?!:;]|[.] \w", c)]


def of_faithful(given: str, told: Told) -> Iterator[Pair]:
    """Each clause of the faithful claims."""
    for claim in told.faithful:
        for clause in shown(claim):
            yield pair(given, clause, "supported", "clause", 2.0)


def of_wrong(given: str, told: Told) -> Iterator[Pair]:
    """The clauses of unfaithful claims of which all but one are known to hold."""
    known = {_plain(c) for claim in told.faithful for c in (claim, *clauses(claim))}
    said = f" {_plain(given)} "
    for claim in told.wrong:
        parts = [] if _CAUSAL.search(claim) else clauses(claim)
        true = [_plain(part) in known or f" {_plain(part)} " in said for part in parts]
        if true.count(False) != 1:
            continue
        for clause, holds in zip(shown(claim), true, strict=True):
            label = "supported" if holds else "not_supported"
            yield pair(
                given, clause, label, "clause beside a false one" if holds else "false clause", 2.0
            )


def of_joined(given: str, told: Told, plain: frozenset[str], rng: random.Random) -> Iterator[Pair]:
    """Claims of the same premise joined, whole and in clauses."""
    faithful, wrong = _joinable(told.faithful), _joinable(told.wrong)
    both = [(a, b) for a in faithful for b in faithful if a != b and _alike(a, b) < _ALIKE]
    for one, two in rng.sample(both, min(_FAITHFUL, len(both))):
        claim = joined(one, two, plain, rng)
        if len(parts := shown(claim)) == 2:
            yield pair(given, claim, "supported", "joined, faithful")
            for part in parts:
                if rng.random() < _KEPT:
                    yield pair(given, part, "supported", "joined, clause", 1.5)
    mixed = [(a, b) for a in faithful for b in wrong if _alike(a, b) < _ALIKE]
    for true, false in rng.sample(mixed, min(_MIXED, len(mixed))):
        behind = rng.random() < 0.7
        claim = joined(*((true, false) if behind else (false, true)), plain, rng)
        if len(parts := shown(claim)) == 2:
            yield pair(given, claim, "not_supported", "joined, one false")
            yield pair(given, parts[behind], "not_supported", "joined, false clause", 1.5)
            # Behind a false one that it leans on, a true clause is shown with it.
            alone = behind or not parts[1].startswith(parts[0])
            if alone and rng.random() < _KEPT:
                yield pair(given, parts[not behind], "supported", "joined, clause", 1.5)


def grouped(pairs: Iterator[Pair]) -> dict[str, Told]:
    """Claims by their premise."""
    found: dict[str, Told] = {}
    for row in pairs:
        told = found.setdefault(row["premise"], Told())
        (told.faithful if row["label"] == "supported" else told.wrong).append(row["claim"])
    return found


def written(arguments: argparse.Namespace) -> Iterator[Pair]:
    """The claims that pairs are made from, as they were written or labelled."""
    article = passages_of(arguments.article.read_text("utf-8"), "article")
    names = ("fit_claims.txt",) if arguments.fit else ("claims.txt", "article_claims.txt")
    for name in names:
        yield from from_written(WRITTEN / name, article, 1.0)
    if arguments.claims:
        aside = set(arguments.claims_aside.read_text("utf-8").split())
        texts = {"tpm": article}
        for line in arguments.claims_texts.read_text("utf-8").splitlines():
            row = json.loads(line)
            texts[row["source"]] = passages_of(row["text"], row["source"])
        yield from from_claims(arguments.claims, texts, aside, 1.0, arguments.fit)


def made(arguments: argparse.Namespace, rng: random.Random) -> Iterator[Pair]:
    """All pairs, each once."""
    seen: set[tuple[str, str]] = set()
    groups = grouped(written(arguments))
    claims = [claim for told in groups.values() for claim in (*told.faithful, *told.wrong)]
    plain = frozenset(word for claim in claims for word in re.findall(r"\b[a-z]+\b", claim))
    for given, told in groups.items():
        joint = of_joined(given, told, plain, rng)
        for row in (*of_faithful(given, told), *of_wrong(given, told), *joint):
            if (given, row["claim"]) not in seen:
                seen.add((given, row["claim"]))
                yield row


def main() -> None:
    """Writes the pairs and counts them by kind."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--article", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--claims", type=Path)
    parser.add_argument("--claims-texts", type=Path)
    parser.add_argument("--claims-aside", type=Path, help="ids and sources that are not used")
    parser.add_argument("--fit", action="store_true", help="of the claims for fitting instead")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    pairs = list(made(arguments, random.Random(arguments.seed)))
    write_pairs(arguments.out, pairs)


if __name__ == "__main__":
    main()
