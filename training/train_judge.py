"""Trains the claim judge on pairs of a premise and a claim.

Pairs are JSON lines ``{"premise", "claim", "label", "weight"?}`` with the label ``supported``,
``contradicted``, ``unknown`` or ``not_supported`` (one of the last two, not said which), as
``judge_pairs.py`` and ``nli_pairs.py`` write them. Several files are mixed; ``FILE*3`` reads one
three times, ``FILE*0.3`` another third of it in each epoch. What is in ``--held`` is only measured.
With ``--workers`` start one process for each ``--rank``; on a graphics card one is enough.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from accelerator import device, half_precision
from joint_model import Rounding, with_rounding
from judge_model import LABELS, ClaimJudge, load_judge, save_judge
from sklearn.metrics import roc_auc_score
from together import Together, meet
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

LONGEST_PAIR = 192
Pair = tuple[list[int], list[int], int, float]  # ids, segments, label (3: not supported), weight


def read_pairs(path: Path, tokenizer: Tokenizer) -> list[Pair]:
    """The tokenised pairs of a file."""
    kinds = (*LABELS, "not_supported")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    encoded = tokenizer.encode_batch([(row["claim"], row["premise"]) for row in rows])
    return [
        (e.ids, e.type_ids, kinds.index(row["label"]), float(row.get("weight", 1.0)))
        for e, row in zip(encoded, rows, strict=True)
    ]


class Mixture:
    """Files of pairs, and how much of each an epoch sees."""

    def __init__(self, names: list[str], tokenizer: Tokenizer) -> None:
        self._parts: list[tuple[list[Pair], float]] = []
        for name in names:
            path, _, times = name.partition("*")
            self._parts.append((read_pairs(Path(path), tokenizer), float(times or 1)))

    def epoch(self, seed: int) -> list[Pair]:
        """The pairs of one epoch: whole files as often as asked, and of the rest a new part."""
        chosen: list[Pair] = []
        for number, (pairs, times) in enumerate(self._parts):
            chosen += pairs * int(times)
            order = list(range(len(pairs)))
            random.Random(number).shuffle(order)
            size = round((times % 1) * len(pairs))
            start = seed * size % max(1, len(pairs))
            chosen += [pairs[i] for i in (order + order)[start : start + size]]
        return chosen


def batches(pairs: list[Pair], tokens: int, seed: int) -> Iterator[list[Pair]]:
    """Batches of pairs of like length, about ``tokens`` tokens each, in random order."""
    rng = random.Random(seed)
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]) + rng.random() * 6)
    groups: list[list[Pair]] = [[]]
    for index in order:
        if (len(groups[-1]) + 1) * len(pairs[index][0]) > tokens:
            groups.append([])
        groups[-1].append(pairs[index])
    rng.shuffle(groups)
    yield from (group for group in groups if group)


def tensors(batch: list[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """Padded ids, mask and segments."""
    longest = max(len(pair[0]) for pair in batch)
    ids = np.zeros((len(batch), longest), dtype=np.int64)
    mask, segments = np.zeros_like(ids), np.ones_like(ids)
    for row, (tokens, types, _, _) in enumerate(batch):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
        segments[row, : len(types)] = types
    made = [torch.from_numpy(part).to(device()) for part in (ids, mask, segments)]
    return made[0], made[1], made[2]


def loss_of(scores: Tensor, batch: list[Pair]) -> Tensor:
    """Cross-entropy with a little smoothing; "not supported" may be either of its two kinds."""
    labels = torch.tensor([pair[2] for pair in batch], device=scores.device)
    weights = torch.tensor([pair[3] for pair in batch], device=scores.device)
    logs = functional.log_softmax(scores.float(), dim=1)
    either = torch.logsumexp(logs[:, 1:], dim=1)
    chosen = torch.where(labels == 3, either, logs.gather(1, labels.clamp(max=2)[:, None])[:, 0])
    # Telling supported from the rest is what is asked of it, so that counts once more.
    binary = torch.where(labels == 0, logs[:, 0], either)
    smooth = logs.mean(dim=1)
    return -((0.5 * chosen + 0.5 * binary + 0.03 * smooth) * weights).sum() / weights.sum()


@torch.no_grad()
def odds_of(model: ClaimJudge, pairs: list[Pair]) -> list[float]:
    """Log-odds of "supported" of each pair, in their order."""
    model.eval()
    found = [0.0] * len(pairs)
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]))
    for start in range(0, len(order), 64):
        chosen = order[start : start + 64]
        logs = functional.log_softmax(model(*tensors([pairs[i] for i in chosen])), dim=1)
        odds = logs[:, 0] - torch.logsumexp(logs[:, 1:], dim=1)
        for index, value in zip(chosen, odds.tolist(), strict=True):
            found[index] = value
    model.train()
    return found


def measured(odds: list[float], pairs: list[Pair]) -> str:
    """How well supported pairs are told from the others: by rank, and at even odds."""
    said, right = np.array(odds), np.array([pair[2] == 0 for pair in pairs])
    loss = np.logaddexp(0, np.where(right, -said, said)).mean()
    through, stopped = (said[right] > 0).mean(), (said[~right] <= 0).mean()
    area = roc_auc_score(right, said)
    return f"AUROC {area:.4f} loss {loss:.4f} through {through:.3f} stopped {stopped:.3f}"


def train(
    model: ClaimJudge, mixture: Mixture, held: list[Pair], arguments: argparse.Namespace
) -> int:
    """Runs the epochs, or stops at the time limit with the rate brought down; returns steps."""
    model.embeddings.word_embeddings.weight.requires_grad_(False)
    free = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(free, lr=arguments.rate, weight_decay=0.01, fused=True)
    workers, rank = arguments.workers, arguments.rank
    together = Together(rank, workers, free)
    each = len(list(batches(mixture.epoch(0), arguments.tokens, 0))) // workers
    total, done = arguments.epochs * each, 0.0
    began, step, mean = time.monotonic(), 0, 0.0
    model.train()
    for epoch in range(math.ceil(arguments.epochs)):
        # All have the same batches in the same order, and each takes every so-manieth.
        order = list(batches(mixture.epoch(epoch), arguments.tokens, arguments.seed + epoch))
        if rank == 0 and held and epoch:
            print(f"epoch {epoch}: {measured(odds_of(model, held), held)}", flush=True)
        for batch in order[rank : each * workers : workers]:
            if done >= 1:
                return step
            Rounding.rounds = done >= arguments.exact
            for group in optimizer.param_groups:
                group["lr"] = arguments.rate * min(step / 100, 1) * max(1 - done, 0.02)
            with half_precision():
                scores = model(*tensors(batch))
            loss = loss_of(scores, batch)
            optimizer.zero_grad()
            loss.backward()
            spent = (time.monotonic() - began) / (60 * arguments.minutes)
            done, value = together.average(max(spent, (step + 1) / total), loss.item())
            torch.nn.utils.clip_grad_norm_(free, 1.0)
            optimizer.step()
            step, mean = step + 1, 0.98 * mean + 0.02 * value
            if rank == 0 and step % 25 == 0:
                seconds = time.monotonic() - began
                shown = mean / (1 - 0.98**step)
                print(f"{step}/{total:.0f} loss {shown:.3f} {seconds:.0f} s", flush=True)
            if rank == 0 and step % 500 == 0:
                save_judge(model, arguments.out, {"step": step})
    return step


def main() -> None:
    """Reads, trains, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", nargs="+", help="files of pairs")
    parser.add_argument("--weights", type=Path, required=True, help="where to begin")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--held", type=Path, help="pairs that are only measured")
    parser.add_argument("--scores", type=Path, help="where to write the log-odds of --held")
    parser.add_argument("--epochs", type=float, default=2)
    parser.add_argument(
        "--exact", type=float, default=1.0, help="share of the run after which dense layers round"
    )
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--tokens", type=int, default=3000, help="of a batch")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1, help="of each process")
    parser.add_argument("--workers", type=int, default=1, help="processes, one for each core")
    parser.add_argument("--rank", type=int, default=0, help="which of them this one is")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed + arguments.rank)
    torch.set_num_threads(arguments.threads)
    meet(arguments.out, arguments.rank, arguments.workers)
    tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST_PAIR, strategy="longest_first")
    mixture = Mixture(arguments.pairs, tokenizer)
    held = read_pairs(arguments.held, tokenizer) if arguments.held else []
    print(f"{len(mixture.epoch(0))} pairs in an epoch")
    model = load_judge(arguments.weights)
    with_rounding(model)
    model.to(device())
    steps = train(model, mixture, held, arguments)
    if held and arguments.rank == 0:
        odds = odds_of(model, held)
        print(f"after {steps} steps: {measured(odds, held)}", flush=True)
        if arguments.scores:
            arguments.scores.write_text(json.dumps(odds), "utf-8")
    if arguments.rank == 0:
        kept = ("pairs", "epochs", "minutes", "tokens", "rate", "seed", "workers")
        notes = {name: str(vars(arguments)[name]) for name in kept}
        save_judge(model, arguments.out, {"steps": steps, **notes})


if __name__ == "__main__":
    main()
