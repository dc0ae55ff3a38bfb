"""Trains the classifier of outcomes: answered, answered in part, or silent, from a question alone.

It knows one document by heart: the labelled questions of its bank are all that it sees. Which
passages answer is learnt beside the outcome, by a second head that is thrown away: what tells the
topics of a document apart also tells what lies beside them. One line in ten of the bank is kept
aside unless ``--all``; the accuracy of each outcome there is printed. The word embeddings stay as
published: the bank has few of the words that people use.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from augment import clip, misspell
from bert import load_encoder
from export_onnx import checksum, quantize
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from assistant.sources.bank import HISTORY_SEPARATOR, BankEntry, bank_path, read_bank
from assistant.sources.readers import read_document
from assistant.text.forms import plain

WIDTH = 384
BATCH = 64
BUCKETS = 20
ANSWERED_EACH_PASS = 5500
PARTIAL_TWICE = 800
PASSAGES_COUNT = 0.3
"""What the second head's loss counts."""
DISCOUNT = 0.6
"""What the second passage of a question counts relative to the first, and so on."""
OUTCOMES = {"answer": 0, "premise": 0, "partial": 1, "uncovered": 2}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what the document does with it (0 answers, 1 in part, 2 silent), the passages
    that tell it (by number, best first), and whether it is kept aside."""

    text: str
    outcome: int
    passages: tuple[int, ...]
    aside: bool


class Classifier(nn.Module):
    """MiniLM, the mean of its token vectors, three logits, and in training one for each passage."""

    def __init__(self, base: Path, passages: int) -> None:
        super().__init__()
        self.body = load_encoder(base)
        self.drop = nn.Dropout(0.15)
        self.head = nn.Linear(WIDTH, 3)
        self.told = nn.Linear(WIDTH, passages)
        for parameter in self.body.embeddings.parameters():
            parameter.requires_grad_(False)

    def pooled(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """The mean vector of each question."""
        mask = attention_mask.to(torch.float32)
        bias = (1.0 - mask)[:, None, None, :] * -10000.0
        hidden = self.body.encoder(self.body.embeddings(input_ids), bias)
        mean: Tensor = (hidden * mask.unsqueeze(-1)).sum(dim=1) / mask.sum(dim=1, keepdim=True)
        return mean

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Logits (batch, 3) of padded token ids."""
        logits: Tensor = self.head(self.drop(self.pooled(input_ids, attention_mask)))
        return logits


def read(document: Path) -> tuple[list[Asked], int]:
    """The labelled questions of the bank beside ``document``, and how many passages it has."""
    parsed = read_document(document)
    number = {passage.id: place for place, passage in enumerate(parsed.passages)}
    found = []
    for line, entry in enumerate(_alone(read_bank(bank_path(document), parsed.passages).entries)):
        places = tuple(number[name] for name in entry.passages)
        outcome = OUTCOMES[entry.kind]
        found.append(
            Asked(entry.text, outcome, places if outcome < 2 else (), (line // 25) % 10 == 3)
        )
    return found, len(number)


def _alone(entries: Sequence[BankEntry]) -> list[BankEntry]:
    """The questions that need no conversation, and are no small talk."""
    return [e for e in entries if e.kind in OUTCOMES and HISTORY_SEPARATOR not in e.text]


def loss_of(model: Classifier, texts: tuple[Tensor, Tensor], batch: Sequence[Asked]) -> Tensor:
    """Cross-entropy of the outcomes, and of the passages where there are any."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        mean = model.drop(model.pooled(*texts))
        outcomes, told = model.head(mean), model.told(mean)
    truth = torch.tensor([one.outcome for one in batch])
    loss = functional.cross_entropy(outcomes.float(), truth, label_smoothing=0.05)
    wanted = torch.zeros(len(batch), told.shape[1])
    for row, one in enumerate(batch):
        for place, passage in enumerate(one.passages):
            wanted[row, passage] = DISCOUNT**place
    some = wanted.sum(dim=1) > 0
    wanted = wanted[some] / wanted[some].sum(dim=1, keepdim=True)
    logs = functional.log_softmax(told[some].float(), dim=1)
    return loss - PASSAGES_COUNT * (wanted * logs).sum() / len(batch)


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
        return torch.tensor([row + [0] * (longest - len(row)) for row in ids]), torch.tensor(mask)


def batches(train: Sequence[Asked], rng: random.Random) -> Iterator[list[Asked]]:
    """One pass: some of what is answered, all of the rest, batched by length."""
    by = [[one for one in train if one.outcome == outcome] for outcome in range(3)]
    chosen = rng.sample(by[0], min(ANSWERED_EACH_PASS, len(by[0])))
    chosen += by[1] + rng.sample(by[1], min(PARTIAL_TWICE, len(by[1]))) + by[2]
    rng.shuffle(chosen)
    for start in range(0, len(chosen), BATCH * BUCKETS):
        near = sorted(chosen[start : start + BATCH * BUCKETS], key=lambda one: len(one.text))
        cut = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        rng.shuffle(cut)
        yield from cut


@torch.no_grad()
def told(model: Classifier, reader: Reader, aside: Sequence[Asked]) -> list[float]:
    """For each outcome, the share of the questions kept aside that are taken for it."""
    model.eval()
    right = [[0, 0] for _ in range(3)]
    for one in aside:
        said = int(model(*reader.padded([reader.plainly(one.text)])).argmax())
        right[one.outcome][0] += said == one.outcome
        right[one.outcome][1] += 1
    model.train()
    return [round(hits / max(1, of), 3) for hits, of in right]


def export(model: Classifier, target: Path) -> None:
    """Writes the int8 graph: input_ids and attention_mask in, three logits out."""
    model.eval()
    plain_graph = target.with_suffix(".float.onnx")
    example = torch.tensor([[101, 2054, 2003, 102]]), torch.ones(1, 4, dtype=torch.int64)
    axes = {0: "batch", 1: "length"}
    torch.onnx.export(
        model,
        example,
        str(plain_graph),
        input_names=["input_ids", "attention_mask"],
        output_names=["logits"],
        dynamic_axes={"input_ids": axes, "attention_mask": axes, "logits": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    quantize(plain_graph, target)
    plain_graph.unlink()
    print(checksum(target), target.name)


def main() -> None:
    """Trains, prints what is told apart, and writes weights and graph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--document", type=Path, required=True, help="with its bank beside it")
    parser.add_argument("--base", type=Path, required=True, help="folder of the published weights")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--out", type=Path, required=True, help="safetensors; the graph beside it")
    parser.add_argument("--short", action="append", default=[], metavar="TPM=what it stands for")
    parser.add_argument("--passes", type=float, default=2.5)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--all", action="store_true", help="train on what is kept aside, too")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    asked, passages = read(arguments.document)
    train = [one for one in asked if arguments.all or not one.aside]
    short = dict(pair.split("=", 1) for pair in arguments.short)
    reader = Reader(arguments.base / "tokenizer.json", short, rng)
    model = Classifier(arguments.base / "model.safetensors", passages)
    if arguments.start:
        model.load_state_dict(load_file(str(arguments.start)))
    rates = (arguments.rate, 20 * arguments.rate)
    body = [p for p in model.body.parameters() if p.requires_grad]
    groups = [
        {"params": part, "lr": rate}
        for part, rate in zip((body, list(model.head.parameters())), rates, strict=True)
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = int(arguments.passes * sum(1 for _ in batches(train, random.Random(0))))
    step = 0
    while step < steps:
        for batch in batches(train, rng):
            left = min(1.0, (step + 1) / 60) * max(0.03, 1 - step / steps)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * left
            texts = reader.padded([reader.varied(one.text) for one in batch])
            loss = loss_of(model, texts, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            if step % 20 == 0:
                print(f"{step}/{steps} loss {loss.item():.3f}", flush=True)
            if step >= steps:
                break
    print("told right:", told(model, reader, [one for one in asked if one.aside]))
    save_file(model.state_dict(), str(arguments.out))
    export(model, arguments.out.with_suffix(".onnx"))


if __name__ == "__main__":
    main()
