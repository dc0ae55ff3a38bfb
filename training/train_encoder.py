"""Fine-tunes MiniLM so that a question lands beside the bank questions that ask the same thing.

Two losses share every batch: softmax over learned class prototypes, and neighbourhood
component analysis (the product's own vote: a softmax over the stored vectors of all training
questions). General question-answer pairs and distillation keep the plain quality.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from augment import vary
from bert import SentenceEncoder, load_encoder, save_encoder
from data import (
    Example,
    class_names,
    read_bank,
    read_general_pairs,
    read_passages,
    read_rewrites,
    split_bank,
)
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm


@dataclass(frozen=True, slots=True)
class Item:
    """A text to train on, whether it stays as it is, and the passage it is nearest to."""

    text: str
    fixed: bool
    place: str | None


class Batcher:
    """Turns texts into padded tensors."""

    def __init__(self, tokenizer: Path, longest: int) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(longest)

    def tokens(self, texts: list[str]) -> list[list[int]]:
        """Token ids of each text."""
        return [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]

    @staticmethod
    def pad(tokens: list[list[int]]) -> tuple[Tensor, Tensor]:
        """Ids and mask, padded to the longest of the batch."""
        longest = max(map(len, tokens))
        ids = torch.tensor([row + [0] * (longest - len(row)) for row in tokens])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in tokens])
        return ids, mask

    def encode(self, model: SentenceEncoder, texts: list[str]) -> Tensor:
        """Vectors of the texts."""
        vectors: Tensor = model(*self.pad(self.tokens(texts)))
        return vectors


def training_items(examples: list[Example]) -> tuple[list[Item], list[Example]]:
    """Texts with the example that labels each; follow-ups appear in three forms."""
    items: list[Item] = []
    labels: list[Example] = []
    for example in examples:
        place = example.passages[0] if example.passages else None
        forms = [Item(example.text, False, place)]
        if example.source == "followups":
            behind = Item(example.with_history, True, place)
            forms = [Item(example.standalone, False, place), behind, behind]
        elif example.source == "passages":
            forms = [Item(example.text, True, place)] * 2
        elif example.source == "premise":
            forms *= 2
        items.extend(forms)
        labels.extend([example] * len(forms))
    return items, labels


def target_matrix(labels: list[Example], names: list[str]) -> Tensor:
    """Soft targets, one row per item."""
    column = {name: index for index, name in enumerate(names)}
    matrix = torch.zeros(len(labels), len(names))
    for row, example in enumerate(labels):
        for name, weight in example.targets().items():
            matrix[row, column[name]] = weight
    return matrix


@torch.no_grad()
def initial_prototypes(
    model: SentenceEncoder, batcher: Batcher, texts: list[str], targets: Tensor, each: int
) -> Tensor:
    """The mean vector of up to ``each`` texts of every class."""
    order = torch.randperm(len(texts)).tolist()
    count = torch.zeros(targets.shape[1])
    chosen = []
    for row in order:
        best = int(targets[row].argmax())
        if count[best] < each:
            count[best] += 1
            chosen.append(row)
    chosen.sort(key=lambda row: len(texts[row]))
    sums = torch.zeros(targets.shape[1], model.embeddings.word_embeddings.weight.shape[1])
    for start in range(0, len(chosen), 64):
        rows = chosen[start : start + 64]
        sums += targets[rows].T @ batcher.encode(model, [texts[row] for row in rows])
    return functional.normalize(sums, dim=-1)


def resume_prototypes(prototypes: Tensor, names: list[str], stored: Path) -> Tensor:
    """Takes over the prototypes of an earlier run, where it had the class."""
    earlier = np.load(stored)
    row = {str(name): position for position, name in enumerate(earlier["names"])}
    resumed = prototypes.clone()
    for position, name in enumerate(names):
        if name in row:
            resumed[position] = torch.from_numpy(earlier["vectors"][row[name]])
    return resumed


def length_batches(tokens: list[list[int]], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Shuffled batches of rows of like length."""
    order = list(range(len(tokens)))
    rng.shuffle(order)
    batches: list[list[int]] = []
    for start in range(0, len(order), size * 16):
        pool = sorted(order[start : start + size * 16], key=lambda row: len(tokens[row]))
        batches.extend(pool[i : i + size] for i in range(0, len(pool), size))
    rng.shuffle(batches)
    yield from batches


class Objective(nn.Module):
    """Prototype softmax and neighbourhood component analysis over a memory of vectors."""

    def __init__(
        self, prototypes: Tensor, targets: Tensor, groups: Tensor, scale: float, mix: float
    ) -> None:
        super().__init__()
        self.prototypes = nn.Parameter(prototypes.clone())
        self.targets = targets
        self.directions = functional.normalize(targets, dim=-1)
        self.groups = groups
        self.memory = torch.zeros(len(targets), prototypes.shape[1])
        self.filled = torch.zeros(len(targets), dtype=torch.bool)
        self.scale = scale
        self.mix = mix

    def forward(self, vectors: Tensor, rows: list[int]) -> tuple[Tensor, Tensor]:
        """The two losses of a batch."""
        logits = self.scale * vectors @ functional.normalize(self.prototypes, dim=-1).T
        wanted = self.targets[rows]
        prototype_loss = -(wanted * functional.log_softmax(logits, dim=-1)).sum(dim=-1).mean()
        if self.mix <= 0 or self.filled.float().mean() < 0.5:
            return prototype_loss, torch.zeros(())
        return prototype_loss, self.near(vectors, rows)

    def near(self, vectors: Tensor, rows: list[int], beside: int = 0) -> Tensor:
        """The loss of the neighbours that stand more than ``beside`` lines away."""
        away = (torch.tensor(rows)[:, None] - torch.arange(len(self.filled))[None, :]).abs()
        usable = self.filled[None, :] & (away > beside)
        similar = (self.scale * vectors @ self.memory.T).masked_fill(~usable, -1e4)
        share = functional.softmax(similar, dim=-1)
        overlap = self.directions[rows] @ self.directions.T
        same = (self.groups[rows][:, None] == self.groups[None, :]).float()
        right = (share * overlap).sum(dim=-1).clamp_min(1e-4)
        outcome = (share * same).sum(dim=-1).clamp_min(1e-4)
        return -(right.log() + outcome.log()).mean()

    @torch.no_grad()
    def remember(self, vectors: Tensor, rows: list[int]) -> None:
        """Stores the vectors of these rows."""
        self.memory[rows] = vectors
        self.filled[rows] = True


class General:
    """General pairs: retrieval among in-batch sentences, and closeness to the original vectors."""

    def __init__(self, data: Path, teacher: SentenceEncoder, batcher: Batcher, seed: int) -> None:
        self._rng = random.Random(seed)
        self._pairs = read_general_pairs(data)
        self._rewrites = read_rewrites(data / "canard" / "dev.jsonl")
        self._teacher = teacher.eval()
        self._batcher = batcher

    def _teach(self, texts: list[str]) -> Tensor:
        with torch.no_grad():
            return self._batcher.encode(self._teacher, texts)

    def loss(self, model: SentenceEncoder, size: int, distil: float) -> Tensor:
        """Loss of a fresh sample of pairs, or (one time in four) of conversation rewrites."""
        if self._rng.random() < 0.25:
            forms = self._rng.sample(self._rewrites, size)
            vectors = self._batcher.encode(model, [form for form, _ in forms])
            goal = self._teach([rewrite for _, rewrite in forms])
            return distil * (1 - (vectors * goal).sum(dim=-1)).mean()
        pairs = self._rng.sample(self._pairs, size)
        asked = self._batcher.encode(model, [question for question, _ in pairs])
        found = self._batcher.encode(model, [sentence for _, sentence in pairs])
        logits = 20.0 * asked @ found.T
        contrast = functional.cross_entropy(logits, torch.arange(size))
        near = [
            (v * self._teach([p[i] for p in pairs])).sum(-1) for i, v in ((0, asked), (1, found))
        ]
        return contrast + distil * (2 - near[0].mean() - near[1].mean())


def optimiser(
    model: SentenceEncoder, objective: Objective, arguments: argparse.Namespace
) -> torch.optim.Optimizer:
    """AdamW with a rate of its own for the prototypes; the lowest layers stay as published."""
    model.embeddings.requires_grad_(False)
    for layer in list(model.encoder.layer)[: arguments.frozen]:
        layer.requires_grad_(False)
    own = [parameter for parameter in model.parameters() if parameter.requires_grad]
    return torch.optim.AdamW(
        [
            {"params": own, "lr": arguments.rate, "weight_decay": 0.01},
            {"params": [objective.prototypes], "lr": arguments.prototype_rate, "weight_decay": 0.0},
        ],
        fused=True,
    )


class Variations:
    """Fresh variants of the questions for every epoch."""

    def __init__(self, items: list[Item], share: float, rng: random.Random) -> None:
        self._items = items
        self._share = share
        self._rng = rng
        self._all = [item.text for item in items if not item.fixed]
        self._by_place: dict[str | None, list[str]] = {}
        for item in items:
            if not item.fixed:
                self._by_place.setdefault(item.place, []).append(item.text)

    def draw(self) -> tuple[list[str], list[bool]]:
        """The texts of an epoch, and which of them are unchanged."""
        plain = [item.fixed or self._rng.random() >= self._share for item in self._items]
        texts = [
            item.text
            if keep
            else vary(item.text, self._by_place.get(item.place, []), self._all, self._rng)
            for item, keep in zip(self._items, plain, strict=True)
        ]
        return texts, plain


def train(
    model: SentenceEncoder,
    batcher: Batcher,
    items: list[Item],
    objective: Objective,
    general: General | None,
    arguments: argparse.Namespace,
) -> None:
    """The training loop; deterministic for given arguments, thread count and machine."""
    rng = random.Random(arguments.seed)
    tuner = optimiser(model, objective, arguments)
    steps = arguments.epochs * -(-len(items) // arguments.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        tuner, lambda step: min(1.0, (step + 1) / 50) * max(0.02, 1 - step / steps)
    )
    variations = Variations(items, arguments.augment, rng)
    bar = tqdm(total=steps, mininterval=5)
    step = 0
    for epoch in range(arguments.epochs):
        texts, plain = variations.draw()
        tokens = batcher.tokens(texts)
        for rows in length_batches(tokens, arguments.batch, rng):
            vectors = model(*batcher.pad([tokens[row] for row in rows]))
            by_prototype, by_neighbour = objective(vectors, rows)
            loss = by_prototype + arguments.neighbours * by_neighbour
            if general and step % arguments.general_every == 0:
                loss = loss + general.loss(model, arguments.general_size, arguments.distil)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            tuner.step()
            tuner.zero_grad()
            schedule.step()
            keep = [i for i, row in enumerate(rows) if plain[row] or not objective.filled[row]]
            objective.remember(vectors.detach()[keep], [rows[i] for i in keep])
            step += 1
            bar.update()
            bar.set_postfix(proto=f"{by_prototype.item():.2f}", near=f"{by_neighbour.item():.2f}")
        save_encoder(model, arguments.out / "model.safetensors", {"epoch": epoch + 1})
        if epoch + 1 == arguments.stop_after:
            break
    bar.close()


def parse_arguments() -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with bank/, squad2/, ...")
    parser.add_argument("--article", type=Path, required=True, help="text the offsets refer to")
    parser.add_argument("--weights", type=Path, required=True, help="weights to start from")
    parser.add_argument("--teacher", type=Path, required=True, help="published MiniLM weights")
    parser.add_argument("--anchors", type=Path, help="prototypes of an earlier run to go on from")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--stop-after", type=int, default=0, help="end at this epoch's checkpoint")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--prototype-rate", type=float, default=2e-3)
    parser.add_argument("--frozen", type=int, default=2, help="layers kept as published")
    parser.add_argument("--scale", type=float, default=20.0)
    parser.add_argument("--neighbours", type=float, default=0.5, help="weight of the vote's loss")
    parser.add_argument("--augment", type=float, default=0.5, help="share of varied questions")
    parser.add_argument("--general-every", type=int, default=4, help="0: bank only")
    parser.add_argument("--general-size", type=int, default=10)
    parser.add_argument("--distil", type=float, default=4.0)
    parser.add_argument("--phrase-share", type=float, default=0.0)
    parser.add_argument("--stretch-share", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def main() -> None:
    """Trains and writes model.safetensors and anchors.npz."""
    arguments = parse_arguments()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    bank = arguments.data / "bank"
    parts = split_bank(
        read_bank(bank), arguments.seed, arguments.phrase_share, arguments.stretch_share
    )
    print({name: len(part) for name, part in parts.items()})
    article = arguments.article.read_text(encoding="utf-8")
    items, labels = training_items(parts["train"] + read_passages(bank, article))
    names = class_names(labels)
    targets = target_matrix(labels, names)
    kinds = {"answer": 0, "premise": 1, "uncovered": 2, "act": 3, "partial": 4}
    groups = torch.tensor([kinds[example.kind] for example in labels])
    batcher = Batcher(arguments.tokenizer, 96)
    model = load_encoder(arguments.weights)
    prototypes = initial_prototypes(model, batcher, [item.text for item in items], targets, each=8)
    if arguments.anchors:
        prototypes = resume_prototypes(prototypes, names, arguments.anchors)
    objective = Objective(prototypes, targets, groups, arguments.scale, arguments.neighbours)
    general = None
    if arguments.general_every:
        teacher = load_encoder(arguments.teacher)
        general = General(arguments.data, teacher, batcher, arguments.seed)
    train(model, batcher, items, objective, general, arguments)
    learned = functional.normalize(objective.prototypes.detach(), dim=-1).numpy()
    np.savez(arguments.out / "anchors.npz", vectors=learned, names=np.array(names))


if __name__ == "__main__":
    main()
