"""What the reader trains on: the file of ``reader_data.py`` as lists of pairs, drawn by chance."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from augment import LEAD_INS, clip, misspell
from tokenizers import Tokenizer
from torch import Tensor

from assistant.reading.unbanked.pairs import pair

Pair = tuple[list[int], list[int]]
PARTLY = 0.5
"""How far a passage answers that answers a part of the question."""


@dataclass(frozen=True, slots=True)
class Source:
    """The contexts of one text as token ids: (passage, sentence before, sentence after)."""

    name: str
    split: str
    contexts: tuple[tuple[list[int], list[int], list[int]], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a text; passages by their position."""

    text: str
    kind: str
    source: str
    gold: tuple[int, ...]
    close: tuple[int, ...]
    needs: tuple[int, ...]
    found: tuple[tuple[int, float], ...]
    of: Source


@dataclass(frozen=True, slots=True)
class Listed:
    """A question with the pairs that compete, the right ones first.

    ``share`` is the probability that the right ones should get together; the rest is the null
    answer's. ``golds`` of the pairs are right.
    """

    pairs: list[Pair]
    golds: int
    share: float


class Reading:
    """Reads the prepared file and turns questions into pairs of token ids."""

    def __init__(self, path: Path, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.questions: list[Question] = []
        self._read(path)

    def _read(self, path: Path) -> None:
        source: Source | None = None
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if "text" in row:
                    source = self._source(row)
                elif source is not None:
                    self.questions.append(_question(row, source))

    def _source(self, row: dict[str, Any]) -> Source:
        flat = [text for context in row["contexts"] for text in context]
        ids = [e.ids for e in self._tokenizer.encode_batch(flat, add_special_tokens=False)]
        triples = zip(ids[::3], ids[1::3], ids[2::3], strict=True)
        return Source(row["text"], row["split"], tuple(triples))

    def pairs(self, text: str, source: Source, positions: Sequence[int]) -> list[Pair]:
        """The question beside each of the passages."""
        asked = self._tokenizer.encode(text, add_special_tokens=False).ids
        return [pair(asked, *source.contexts[i]) for i in positions]

    def listed(self, question: Question, size: int, rng: random.Random, vary: bool) -> Listed:
        """A question with its right passages and the hardest wrong ones, ``size`` in all."""
        golds = list(question.gold)[:2]
        wrong = self._wrong(question, rng)
        chosen = golds + wrong[: size - len(golds)]
        text = variant(question.text, rng) if vary else question.text
        share = 1.0 if golds else 0.0
        if question.kind == "partial":
            share = PARTLY
        return Listed(self.pairs(text, question.of, chosen), len(golds), share)

    @staticmethod
    def _wrong(question: Question, rng: random.Random) -> list[int]:
        """Wrong passages: one of the hardest, one of what else was found or stands beside, …"""
        taken = {*question.gold, *question.needs}
        found = [i for i, _ in question.found if i not in taken]
        size = len(question.of.contexts)
        beside = [g + d for g in question.gold[:1] for d in (-1, 1) if 0 <= g + d < size]
        hardest = [*question.close[:1], *found[:2]]
        others = [*found[1:8], *beside]
        rng.shuffle(hardest)
        rng.shuffle(others)
        order = [*hardest[:1], *others[:1], *hardest[1:], *others[1:], *found[8:]]
        return [i for i in dict.fromkeys(order) if i not in taken]


def _question(row: dict[str, Any], source: Source) -> Question:
    return Question(
        text=row["q"],
        kind=row["kind"],
        source=row["source"],
        gold=tuple(row["gold"]),
        close=tuple(row["close"]),
        needs=tuple(row["needs"]),
        found=tuple((int(i), float(score)) for i, score in row["found"]),
        of=source,
    )


def variant(text: str, rng: random.Random) -> str:
    """The question as people also type it."""
    chance = rng.random()
    if chance < 0.12:
        text = misspell(text, rng)
    elif chance < 0.20:
        text = clip(text)
    elif chance < 0.25:
        text = rng.choice(LEAD_INS) + text
    if rng.random() < 0.3:
        text = text.rstrip("?.! ")
    return text


def padded(pairs: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, segments and mask (batch, longest) of pairs."""
    longest = max(len(ids) for ids, _ in pairs)
    ids = np.zeros((len(pairs), longest), dtype=np.int64)
    segments, mask = np.zeros_like(ids), np.zeros_like(ids)
    for row, (tokens, parts) in enumerate(pairs):
        ids[row, : len(tokens)] = tokens
        segments[row, : len(parts)] = parts
        mask[row, : len(tokens)] = 1
    return torch.from_numpy(ids), torch.from_numpy(segments), torch.from_numpy(mask)


def schedule(
    questions: Sequence[Question], counts: dict[str, int], passes: int, rng: random.Random
) -> list[Question]:
    """The questions in the order of training.

    Args:
        questions: those of the training texts.
        counts: for ``source/kind``, how many in each pass; a pool that is used up goes round
            again. A kind that is not named stays out.
        passes: how many.
        rng: the source of chance.
    """
    pools: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        pools[f"{question.source}/{question.kind}"].append(question)
    for pool in pools.values():
        rng.shuffle(pool)
    taken: dict[str, int] = defaultdict(int)
    order: list[Question] = []
    for _ in range(passes):
        part: list[Question] = []
        for name, wanted in counts.items():
            pool = pools[name]
            for _ in range(wanted if pool else 0):
                part.append(pool[taken[name] % len(pool)])
                taken[name] += 1
        rng.shuffle(part)
        order += part
    return order
