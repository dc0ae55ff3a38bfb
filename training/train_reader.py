"""Trains the evidence reader: question beside passage in its context, with a null answer.

Each question competes with its right passages and the hardest wrong ones of the same text; a
softmax over their logits and a null answer of logit 0 says which passage answers, or that none
does (a list-wise form of the null answer of Devlin et al., 2019), and each pair alone is judged
too, so that a logit means the same in every list. The word embeddings stay as published.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from accelerator import device, half_precision
from reader_batches import Listed, Pair, Question, Reading, padded, schedule
from reader_net import EvidenceNet, load_net, save_net
from sklearn.metrics import roc_auc_score
from together import Together, meet
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

COUNTS: dict[str, int] = {
    "owners/answer": 3300,
    "owners/near": 1900,
    "owners/partial": 600,
    "owners/premise": 130,
    "owners/offtopic": 200,
    "bank/answer": 350,
    "bank/near": 200,
    "bank/premise": 40,
    "bank/partial": 60,
    "squad/answer": 1800,
    "squad/near": 1500,
    "squad/offtopic": 80,
    "selqa/answer": 300,
    "clapnq/answer": 120,
    "clapnq/near": 120,
}
"""Questions of each kind in one pass; a kind with fewer goes round again, one with more goes on
where the pass before stopped."""
CHUNK = {"cpu": 16, "cuda": 256}
"""Pairs of similar length that go through the network together."""


def loss_of(logits: Tensor, lists: list[Listed]) -> Tensor:
    """The mean over questions: cross entropy with the null answer, and of each pair alone."""
    longest = max(len(item.pairs) for item in lists)
    places = torch.full((len(lists), longest), -1)
    truth, golds = torch.zeros(places.shape), torch.zeros(places.shape, dtype=torch.bool)
    at = 0
    for row, item in enumerate(lists):
        places[row, : len(item.pairs)] = torch.arange(at, at + len(item.pairs))
        golds[row, : item.golds] = True
        truth[row, : item.golds] = item.share
        at += len(item.pairs)
    share = torch.tensor([item.share if item.golds else 0.0 for item in lists]).to(logits.device)
    places, truth, golds = (t.to(logits.device) for t in (places, truth, golds))
    there, low = places >= 0, -1e4
    table = torch.where(there, logits[places.clamp(min=0)], low)
    everything = torch.cat([logits.new_zeros(len(lists), 1), table], dim=1)
    shares = torch.log_softmax(everything, dim=1)
    right = torch.logsumexp(torch.where(golds, shares[:, 1:], low), dim=1)
    listwise = -(1.0 - share) * shares[:, 0] - share * torch.where(share > 0, right, 0.0)
    alone = functional.binary_cross_entropy_with_logits(table, truth, reduction="none")
    return (listwise + 0.5 * (alone * there).sum(dim=1) / there.sum(dim=1)).mean()


def logits_of(net: EvidenceNet, pairs: list[Pair], chunk: int = 16) -> Tensor:
    """Logits of pairs in their order; similar lengths run together, which wastes little."""
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]))
    parts = []
    with half_precision():
        for start in range(0, len(order), chunk):
            batch = padded([pairs[i] for i in order[start : start + chunk]])
            parts.append(net(*(part.to(device()) for part in batch)))
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return torch.cat(parts).float()[back]


def measure(net: EvidenceNet, reading: Reading, questions: list[Question], most: int = 12) -> str:
    """One line: right passage first, alone and fused with the search; AUROC of near questions."""
    net.eval()
    alone, fused, before, truth, best = [], [], [], [], []
    with torch.no_grad():
        for question in questions:
            positions = [i for i, _ in question.found[:most]]
            search = np.array([score for _, score in question.found[:most]])
            pairs = reading.pairs(question.text, question.of, positions)
            logits = logits_of(net, pairs).cpu().numpy()
            if question.kind in ("answer", "premise"):
                alone.append(positions[int(logits.argmax())] in question.gold)
                fused.append(positions[int((logits + 4 * search).argmax())] in question.gold)
                before.append(positions[0] in question.gold)
            if question.kind in ("answer", "near"):
                truth.append(question.kind == "answer")
                best.append(float(logits.max()))
    net.train()
    return (
        f"{len(questions)}: search {np.mean(before):.3f}, reader {np.mean(alone):.3f}, "
        f"fused {np.mean(fused):.3f}, AUROC near {roc_auc_score(truth, best):.3f}"
    )


def measure_all(net: EvidenceNet, reading: Reading, split: str, most: int) -> None:
    """Prints the measure of each source of a split."""
    for source in ("owners", "squad"):
        rows = [q for q in reading.questions if q.of.split == split and q.source == source]
        rows = [q for q in rows if q.kind in ("answer", "near", "premise")]
        random.Random(3).shuffle(rows)
        print(f"  {split} {source} {measure(net, reading, rows[:most])}", flush=True)


def train(arguments: argparse.Namespace, net: EvidenceNet, reading: Reading, rank: int) -> int:
    """Trains until the schedule or the time is over; returns the number of steps."""
    known = [q for q in reading.questions if q.of.split == "train"]
    order = schedule(known, COUNTS, arguments.passes, random.Random(arguments.seed))
    rng = random.Random(arguments.seed + 1 + rank)
    net.embeddings.word_embeddings.weight.requires_grad_(False)
    weights = [p for p in net.parameters() if p.requires_grad]
    together = Together(rank, arguments.workers, weights)
    optimizer = torch.optim.AdamW(weights, lr=arguments.rate, weight_decay=0.01, fused=True)
    steps, began, mean, done = len(order) // arguments.batch, time.monotonic(), 0.0, 0.0
    for step in range(steps):
        if done >= 1:
            return step
        for group in optimizer.param_groups:
            group["lr"] = (
                arguments.rate * min(1.0, (step + 1) / arguments.warmup) * max(0.02, 1.0 - done)
            )
        part = order[step * arguments.batch : (step + 1) * arguments.batch]
        lists = [
            reading.listed(question, arguments.size, rng, vary=True)
            for question in part[rank :: arguments.workers]
        ]
        pairs = [pair for item in lists for pair in item.pairs]
        loss = loss_of(logits_of(net, pairs, CHUNK[device().type]), lists)
        optimizer.zero_grad()
        loss.backward()
        seconds = time.monotonic() - began
        done = max((step + 1) / steps, seconds / arguments.seconds)
        done, value = together.average(done, float(loss.detach()))
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        mean = 0.98 * mean + 0.02 * value if step else value
        if rank == 0 and step % 10 == 0:
            print(f"{step}/{steps} {seconds:.0f} s loss {mean:.3f}", flush=True)
        if rank == 0 and step and step % arguments.save_every == 0:
            save_net(net, arguments.out, {"step": step})
    return steps


def work(rank: int, arguments: argparse.Namespace) -> None:
    """One of the processes that train together; the first one measures and writes."""
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed + rank)
    meet(arguments.out, rank, arguments.workers)
    tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    reading = Reading(arguments.prepared, tokenizer)
    net = load_net(arguments.weights).train().to(device())
    steps = train(arguments, net, reading, rank)
    if rank == 0:
        kept = ("rate", "batch", "size", "passes", "seed", "workers")
        notes = {name: str(vars(arguments)[name]) for name in kept}
        save_net(net, arguments.out, {**notes, "steps": steps})
        print(f"written after {steps} steps", flush=True)
        measure_all(net, reading, "calibrate", 1000)
        measure_all(net, reading, "report", 1000)


def main() -> None:
    """Trains, measures and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prepared", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--warmup", type=int, default=100, help="steps until the full rate")
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--passes", type=int, default=4)
    parser.add_argument("--size", type=int, default=3)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--workers", type=int, default=1, help="processes, one for each core")
    parser.add_argument("--rank", type=int, default=0, help="which of them this one is")
    parser.add_argument("--save-every", type=int, default=100)
    arguments = parser.parse_args()
    work(arguments.rank, arguments)


if __name__ == "__main__":
    main()
