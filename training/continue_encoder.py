"""Goes on with a trained encoder on the bank as it is now, from what ``encoder_data.py`` wrote.

Three losses share every batch: softmax over learned class prototypes, the same softmax summed over
what the document does with a question, and neighbourhood component analysis (the product's own
vote: a softmax over the vectors of all training questions). In half of the batches the questions
that stand beside a question in the bank, most of which mean the same, take no part in the third:
people ask what nobody has written down. General question-answer pairs and distillation to a
teacher keep the plain quality.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from augment import LEAD_INS, clip, misspell
from bert import SentenceEncoder, load_encoder, save_encoder
from torch import Tensor, nn
from torch.nn import functional
from train_encoder import (
    Batcher,
    General,
    Objective,
    initial_prototypes,
    length_batches,
    optimiser,
)

from assistant.text import turns
from assistant.text.forms import plain

OUTCOMES = {"answer": 0, "premise": 0, "partial": 1, "near": 2, "topic": 2, "act": 3}
"""What the document does with a question of a class, by the first part of the class's name."""
KINDS = {"answer": 0, "premise": 1, "uncovered": 2, "act": 3, "partial": 4}
BESIDE = 8
"""So many lines before and after a question of the bank mostly mean what it means."""


@dataclass(frozen=True, slots=True)
class Item:
    """A text to learn, its kind, its weighted classes, and the passage it is nearest to."""

    text: str
    kind: str
    targets: dict[str, float]
    place: str | None


def read_items(path: Path) -> tuple[list[Item], dict[str, str]]:
    """The lines of ``encoder_data.py``, and the abbreviations of the corpus."""
    first, *rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [Item(row["text"], row["kind"], row["targets"], row["place"]) for row in rows], first[
        "short"
    ]


def target_matrix(items: list[Item], names: list[str]) -> Tensor:
    """Soft targets, one row per item."""
    column = {name: index for index, name in enumerate(names)}
    matrix = torch.zeros(len(items), len(names))
    for row, item in enumerate(items):
        for name, weight in item.targets.items():
            matrix[row, column[name]] = weight
    return matrix


class Weighed(Objective):
    """The objective with a loss of outcomes, and with neighbours that may be left out."""

    def __init__(
        self, prototypes: Tensor, targets: Tensor, items: list[Item], names: list[str], scale: float
    ) -> None:
        groups = torch.tensor([KINDS[item.kind] for item in items])
        super().__init__(prototypes, targets, groups, scale, mix=1.0)
        self.outcomes = torch.zeros(len(names), 4)
        for row, name in enumerate(names):
            self.outcomes[row, OUTCOMES[name.split(":")[0]]] = 1.0

    def losses(
        self, vectors: Tensor, rows: list[int], beside: int
    ) -> tuple[Tensor, Tensor, Tensor]:
        """The three losses of a batch, without the neighbours ``beside`` lines away or nearer."""
        logits = self.scale * vectors @ functional.normalize(self.prototypes, dim=-1).T
        wanted = self.targets[rows]
        shares = functional.log_softmax(logits, dim=-1)
        by_class = -(wanted * shares).sum(dim=-1).mean()
        meant = wanted @ self.outcomes
        by_outcome = -(meant * (shares.exp() @ self.outcomes).clamp_min(1e-5).log()).sum(-1).mean()
        if self.filled.float().mean() < 0.5:
            return by_class, by_outcome, torch.zeros(())
        return by_class, by_outcome, self.near(vectors, rows, beside)


class Variations:
    """Questions as somebody might type them, in their plain form, with their mark or without."""

    def __init__(self, items: list[Item], short: dict[str, str], rng: random.Random) -> None:
        self._items = items
        self._short = short
        self._rng = rng
        self._all = [item.text for item in items if item.kind != "act"]
        self._by_place: dict[str | None, list[str]] = {}
        for item in items:
            self._by_place.setdefault(item.place, []).append(item.text)

    def draw(self) -> tuple[list[str], list[bool]]:
        """The texts of an epoch, and which of them say just what was written."""
        pairs = [self._one(item) for item in self._items]
        return [text for text, _ in pairs], [unchanged for _, unchanged in pairs]

    def _one(self, item: Item) -> tuple[str, bool]:
        rng, text = self._rng, item.text
        if rng.random() < 0.12:
            text = misspell(text, rng)
        if rng.random() < 0.05:
            text = clip(text)
        if rng.random() < 0.04:
            text = rng.choice(LEAD_INS) + text
        if rng.random() < 0.08 and not turns.is_joined(text):
            near = self._by_place[item.place]
            pool = near if len(near) > 1 and rng.random() < 0.5 else self._all
            text = turns.joined((*rng.sample(pool, 1), text))
        said = plain(text, self._short)
        return f"{said}?" if rng.random() < 0.5 else said, text == item.text


def train(
    model: SentenceEncoder,
    batcher: Batcher,
    variations: Variations,
    objective: Weighed,
    general: General,
    arguments: argparse.Namespace,
) -> None:
    """The training loop; deterministic for given arguments, thread count and machine."""
    rng = random.Random(arguments.seed)
    tuner = optimiser(model, objective, arguments)
    each = -(-len(objective.targets) // arguments.batch)
    steps = arguments.epochs * each
    schedule = torch.optim.lr_scheduler.LambdaLR(
        tuner, lambda step: min(1.0, (step + 1) / 60) * max(0.02, 1 - step / steps)
    )
    step, started = 0, time.monotonic()
    for epoch in range(arguments.epochs):
        texts, unchanged = variations.draw()
        tokens = batcher.tokens(texts)
        for rows in length_batches(tokens, arguments.batch, rng):
            with torch.autocast("cpu", torch.bfloat16, enabled=arguments.half):
                vectors = model(*batcher.pad([tokens[row] for row in rows]))
            vectors = functional.normalize(vectors.float(), dim=-1)
            beside = BESIDE if rng.random() < 0.5 else 0
            losses = objective.losses(vectors, rows, beside)
            loss = losses[0] + arguments.outcome * losses[1] + arguments.neighbours * losses[2]
            if step % arguments.general_every == 0:
                loss = loss + general.loss(model, arguments.general_size, arguments.distil)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            tuner.step()
            tuner.zero_grad()
            schedule.step()
            keep = [i for i, row in enumerate(rows) if unchanged[row] or not objective.filled[row]]
            objective.remember(vectors.detach()[keep], [rows[i] for i in keep])
            step += 1
            if step % 50 == 0:
                said = " ".join(f"{one.item():.2f}" for one in losses)
                print(f"{step}/{steps} {time.monotonic() - started:.0f} s {said}", flush=True)
        save_encoder(model, arguments.out / f"epoch{epoch + 1}.safetensors", {"epoch": epoch + 1})


def parse_arguments() -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bank", type=Path, required=True, help="of encoder_data.py")
    parser.add_argument("--data", type=Path, required=True, help="folder with squad2/, selqa/, ...")
    parser.add_argument("--weights", type=Path, required=True, help="weights to start from")
    parser.add_argument("--teacher", type=Path, required=True, help="what plain texts stay near to")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--prototype-rate", type=float, default=2e-3)
    parser.add_argument("--frozen", type=int, default=2, help="layers kept as they are")
    parser.add_argument("--scale", type=float, default=20.0)
    parser.add_argument("--neighbours", type=float, default=0.5, help="weight of the vote's loss")
    parser.add_argument("--outcome", type=float, default=0.5, help="weight of the outcome's loss")
    parser.add_argument("--general-every", type=int, default=4)
    parser.add_argument("--general-size", type=int, default=12)
    parser.add_argument("--distil", type=float, default=4.0)
    parser.add_argument("--half", action="store_true", help="run the network in bfloat16")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def main() -> None:
    """Trains and writes the weights after each epoch."""
    arguments = parse_arguments()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    items, short = read_items(arguments.bank)
    names = sorted({name for item in items for name in item.targets})
    targets = target_matrix(items, names)
    batcher = Batcher(arguments.tokenizer, 96)
    model = load_encoder(arguments.weights)
    prototypes = initial_prototypes(
        model, batcher, [plain(item.text, short) for item in items], targets, each=16
    )
    objective = Weighed(prototypes, targets, items, names, arguments.scale)
    general = General(arguments.data, load_encoder(arguments.teacher), batcher, arguments.seed)
    variations = Variations(items, short, random.Random(arguments.seed))
    train(model, batcher, variations, objective, general, arguments)


if __name__ == "__main__":
    main()
