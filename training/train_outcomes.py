"""Trains the classifier of outcomes: answered, answered in part, or silent, from a question alone.

It knows one document by heart: the labelled questions of its bank (``outcomes_data.py``) are all
that it sees. Which passages tell it is learnt beside the outcome, by a second head: what tells the
topics of a document apart also tells what lies beside them. The word embeddings stay as published:
the bank has few of the words that people use.

With ``--fold`` one fold of the bank is not trained on and its logits are written, so that what the
classifier is worth beside other opinions can be fitted on questions it never saw. With ``--soft``
the labels are mixed with what such runs said (a question labelled against its neighbours then
weighs less; G. Hinton et al., "Distilling the Knowledge in a Neural Network", 2015).
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from accelerator import device, half_precision
from augment import clip, misspell
from bert import WIDTH, SentenceEncoder, _Stack, load_encoder
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from assistant.text.forms import plain

BUCKETS = 20
ANSWERED_EACH_PASS = 9000
PARTIAL_TWICE = 1500
PASSAGES_COUNT = 0.5
"""What the second head's loss counts."""
DISCOUNT = 0.6
"""What the second passage of a question counts relative to the first, and so on."""
SOFT = 0.4
"""What the labels of other runs count where there are any."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what the document does with it (0 answers, 1 in part, 2 silent), the passages
    that tell it (by number, best first), its fold, and its place in the file."""

    text: str
    outcome: int
    passages: tuple[int, ...]
    fold: int
    place: int


@dataclass(frozen=True, slots=True)
class Bank:
    """What ``outcomes_data.py`` wrote."""

    asked: tuple[Asked, ...]
    passages: tuple[str, ...]
    short: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> Bank:
        """The file's questions, passages and abbreviations."""
        first, *rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
        asked = tuple(
            Asked(row["text"], row["outcome"], tuple(row["passages"]), row["fold"], place)
            for place, row in enumerate(rows)
        )
        return cls(asked, tuple(first["passages"]), first["short"])


class Classifier(nn.Module):
    """MiniLM, the mean of its token vectors, three logits and one for each passage."""

    def __init__(self, body: SentenceEncoder, passages: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.body = body
        varied = _Stack(dropout)
        varied.load_state_dict(body.encoder.state_dict())
        self.body.encoder = varied
        self.drop = nn.Dropout(0.15)
        self.head = nn.Linear(WIDTH, 3)
        self.told = nn.Linear(WIDTH, passages)
        for parameter in self.body.embeddings.parameters():
            parameter.requires_grad_(False)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of the outcomes (batch, 3) and of the passages of padded token ids."""
        mask = attention_mask.to(torch.float32)
        bias = (1.0 - mask)[:, None, None, :] * -10000.0
        hidden = self.body.encoder(self.body.embeddings(input_ids), bias)
        mean = (hidden * mask.unsqueeze(-1)).sum(dim=1) / mask.sum(dim=1, keepdim=True)
        mean = self.drop(mean)
        return self.head(mean), self.told(mean)


@dataclass(frozen=True, slots=True)
class Soft:
    """What runs that did not see a question said of it: probabilities by its place."""

    outcomes: NDArray[np.float32]
    passages: NDArray[np.float32]


def loss_of(
    model: Classifier, texts: tuple[Tensor, Tensor], batch: Sequence[Asked], soft: Soft | None
) -> Tensor:
    """Cross-entropy of the outcomes, and of the passages where there are any."""
    with half_precision():
        outcomes, told = model(*texts)
    truth = torch.zeros(len(batch), 3)
    wanted = torch.zeros(len(batch), told.shape[1])
    for row, one in enumerate(batch):
        truth[row] = 0.05 / 3
        truth[row, one.outcome] += 0.95
        for place, passage in enumerate(one.passages):
            wanted[row, passage] = DISCOUNT**place
    wanted /= wanted.sum(dim=1, keepdim=True).clamp(min=1e-6)
    some = wanted.sum(dim=1) > 0
    if soft is not None:
        places = [one.place for one in batch]
        truth = (1 - SOFT) * truth + SOFT * torch.from_numpy(soft.outcomes[places])
        wanted = (1 - SOFT) * wanted + SOFT * torch.from_numpy(soft.passages[places])
    wanted = torch.where(some[:, None], wanted, 0.0).to(told.device)
    logs = functional.log_softmax(outcomes.float(), dim=1)
    loss = -(truth.to(logs.device) * logs).sum(dim=1).mean()
    passages = -(wanted * functional.log_softmax(told.float(), dim=1)).sum(dim=1).mean()
    return loss + PASSAGES_COUNT * passages


class Reader:
    """Texts to padded tensors, varied as people type while training."""

    def __init__(self, tokenizer: Path, short: dict[str, str], rng: random.Random) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(64)
        self._short = short
        self._rng = rng

    def varied(self, text: str) -> str:
        """A question as somebody might type it, in its plain form, with its mark or without."""
        if self._rng.random() < 0.12:
            text = misspell(text, self._rng)
        if self._rng.random() < 0.05:
            text = clip(text)
        asked = plain(text, self._short)
        return f"{asked}?" if self._rng.random() < 0.5 else asked

    def plainly(self, text: str) -> str:
        """The form in which the product asks."""
        return f"{plain(text, self._short)}?"

    def padded(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Ids and mask."""
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        longest = max(map(len, ids))
        mask = [[1] * len(row) + [0] * (longest - len(row)) for row in ids]
        filled = [row + [0] * (longest - len(row)) for row in ids]
        return torch.tensor(filled).to(device()), torch.tensor(mask).to(device())


def batches(train: Sequence[Asked], size: int, rng: random.Random) -> Iterator[list[Asked]]:
    """One pass: some of what is answered, all of the rest, batched by length."""
    by = [[one for one in train if one.outcome == outcome] for outcome in range(3)]
    chosen = rng.sample(by[0], min(ANSWERED_EACH_PASS, len(by[0])))
    chosen += by[1] + rng.sample(by[1], min(PARTIAL_TWICE, len(by[1]))) + by[2]
    rng.shuffle(chosen)
    for start in range(0, len(chosen), size * BUCKETS):
        near = sorted(chosen[start : start + size * BUCKETS], key=lambda one: len(one.text))
        cut = [near[at : at + size] for at in range(0, len(near), size)]
        rng.shuffle(cut)
        yield from cut


def train(
    model: Classifier, reader: Reader, asked: Sequence[Asked], arguments: argparse.Namespace
) -> None:
    """Trains for as many passes as asked, the rate falling to nothing."""
    soft = None
    if arguments.soft:
        held = np.load(arguments.soft)
        soft = Soft(_shares(held["outcomes"]), _shares(held["passages"]))
    rng = random.Random(arguments.seed)
    rates = (arguments.rate, 20 * arguments.rate)
    body = [p for p in model.body.parameters() if p.requires_grad]
    heads = [*model.head.parameters(), *model.told.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": part, "lr": rate} for part, rate in zip((body, heads), rates, strict=True)],
        weight_decay=0.01,
        fused=True,
    )
    each = sum(1 for _ in batches(asked, arguments.batch, random.Random(0)))
    steps, step = int(arguments.passes * each), 0
    model.train()
    while step < steps:
        for batch in batches(asked, arguments.batch, rng):
            left = min(1.0, (step + 1) / 60) * max(0.02, 1 - step / steps)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * left
            texts = reader.padded([reader.varied(one.text) for one in batch])
            loss = loss_of(model, texts, batch, soft)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            if step % 100 == 0:
                print(f"{step}/{steps} loss {loss.item():.3f}", flush=True)
            if step >= steps:
                break


@torch.no_grad()
def logits_of(model: Classifier, reader: Reader, texts: Sequence[str]) -> list[NDArray[np.float32]]:
    """Logits of the outcomes (questions, 3) and of the passages, in the product's form."""
    model.eval()
    outcomes, passages = [], []
    for start in range(0, len(texts), 64):
        part = [reader.plainly(text) for text in texts[start : start + 64]]
        for kept, logits in zip((outcomes, passages), model(*reader.padded(part)), strict=True):
            kept.append(logits.float().cpu().numpy())
    return [np.concatenate(kept) for kept in (outcomes, passages)]


def _shares(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: NDArray[np.float32] = (raised / raised.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares


def told(
    held: Sequence[Asked], outcomes: NDArray[np.float32], passages: NDArray[np.float32]
) -> str:
    """How many of each outcome are taken for it, the loss, and the right passage first."""
    truth = np.array([one.outcome for one in held])
    right = outcomes.argmax(axis=1) == truth
    loss = -np.log(_shares(outcomes)[np.arange(len(held)), truth] + 1e-9).mean()
    leaders = zip(passages.argmax(axis=1).tolist(), held, strict=True)
    first = [leader == one.passages[0] for leader, one in leaders if one.passages]
    shares = " ".join(f"{right[truth == outcome].mean():.3f}" for outcome in range(3))
    return f"told right: {shares}, loss {loss:.4f}, passage first {np.mean(first):.3f}"


def main() -> None:
    """Trains, prints what is told apart, and writes weights and logits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bank", type=Path, required=True, help="of outcomes_data.py")
    parser.add_argument("--base", type=Path, required=True, help="folder of the published weights")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--out", type=Path, help="safetensors")
    parser.add_argument("--fold", type=int, help="the fold that is kept aside")
    parser.add_argument("--soft", type=Path, help="logits of runs that kept folds aside (npz)")
    parser.add_argument("--ask", type=Path, help="a JSON list of questions")
    parser.add_argument("--logits", type=Path, help="npz: of --ask, or of the fold")
    parser.add_argument("--passes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    bank = Bank.read(arguments.bank)
    held = [one for one in bank.asked if one.fold == arguments.fold]
    known = [one for one in bank.asked if one.fold != arguments.fold]
    tokenizer = arguments.base / "tokenizer.json"
    reader = Reader(tokenizer, bank.short, random.Random(arguments.seed))
    body = load_encoder(arguments.base / "model.safetensors")
    model = Classifier(body, len(bank.passages)).to(device())
    if arguments.start:
        model.load_state_dict(load_file(str(arguments.start)))
    train(model, reader, known, arguments)
    if held:
        outcomes, passages = logits_of(model, reader, [one.text for one in held])
        print(told(held, outcomes, passages), flush=True)
        if arguments.logits:
            places = np.array([one.place for one in held])
            np.savez(arguments.logits, places=places, outcomes=outcomes, passages=passages)
    elif arguments.ask and arguments.logits:
        outcomes, passages = logits_of(model, reader, json.loads(arguments.ask.read_text("utf-8")))
        np.savez(arguments.logits, outcomes=outcomes, passages=passages)
    if arguments.out:
        state = {name: value.cpu().contiguous() for name, value in model.state_dict().items()}
        save_file(state, str(arguments.out))


if __name__ == "__main__":
    main()
