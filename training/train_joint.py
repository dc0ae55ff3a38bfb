"""Trains one encoder to do in one run what took the product three.

Its teacher is the product of before: the unit mean of the question encoder's vectors of a question
without and with its mark, and what the classifier of outcomes says. A question is shown with its
mark only and its vector drawn to that mean, so that nothing that was chosen in the old vectors
(thresholds of conversations, anchors, other corpora) has to be chosen again; sentences keep the
vectors they have (G. Hinton et al., "Distilling the Knowledge in a Neural Network", 2015). Outcomes
and passages are learnt from the labels beside what the teacher says of them. From a third of the
way on, dense layers round as int8 does.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from accelerator import device
from bert import SentenceEncoder, load_encoder
from joint_model import JointEncoder, Rounding, with_rounding
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from train_outcomes import Classifier

LONGEST_INPUT = 128
BUCKETS = 20
VECTOR_COUNTS = 40.0
"""What the squared distance of two unit vectors weighs beside the other losses."""
PASSAGES_COUNT = 0.5
DISCOUNT = 0.6
SOFT = 0.4
"""What the teacher's word on outcomes and passages counts where there is a label."""
UNLABELLED = 0.4
"""What the teacher's word counts where there is none."""


@dataclass(frozen=True, slots=True)
class Text:
    """Token ids of what is shown and of its other form, its outcome (-1: no label), passages."""

    ids: tuple[int, ...]
    other: tuple[int, ...]
    asked: bool
    outcome: int
    passages: tuple[int, ...]


def read(path: Path, tokenizer: Tokenizer) -> tuple[list[Text], int]:
    """The texts of ``joint_data.py``, and how many passages there are."""
    first, *rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    shown = [f"{row['text']}?" if row["asked"] else row["text"] for row in rows]
    ids = [tuple(encoding.ids) for encoding in tokenizer.encode_batch(shown)]
    others = [tuple(e.ids) for e in tokenizer.encode_batch([row["text"] for row in rows])]
    texts = [
        Text(one, other, row["asked"], row.get("outcome", -1), tuple(row.get("passages", ())))
        for row, one, other in zip(rows, ids, others, strict=True)
    ]
    return texts, len(first["passages"])


def padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Ids and mask."""
    longest = max(map(len, rows))
    filled = torch.zeros(len(rows), longest, dtype=torch.int64)
    mask = torch.zeros(len(rows), longest, dtype=torch.int64)
    for place, row in enumerate(rows):
        filled[place, : len(row)] = torch.tensor(row)
        mask[place, : len(row)] = 1
    return filled.to(device()), mask.to(device())


class Teacher:
    """The product of before: its encoder, and its classifier of outcomes."""

    def __init__(self, encoder: SentenceEncoder, classifier: Classifier) -> None:
        self._encoder = encoder.to(device()).eval()
        self._classifier = classifier.to(device()).eval()

    @torch.no_grad()
    def said(self, texts: Sequence[Text], size: int = 1024) -> tuple[Tensor, Tensor, Tensor]:
        """Vectors, probabilities of the outcomes and of the passages, in the order of the texts."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i].ids))
        vectors: list[Tensor] = []
        outcomes: list[Tensor] = []
        passages: list[Tensor] = []
        for start in range(0, len(order), size):
            chosen = [texts[i] for i in order[start : start + size]]
            shown = padded([text.ids for text in chosen])
            vector = self._encoder(*shown) + self._encoder(*padded([t.other for t in chosen]))
            vectors.append(functional.normalize(vector, dim=-1).cpu())
            for kept, logits in zip((outcomes, passages), self._classifier(*shown), strict=True):
                kept.append(functional.softmax(logits.float(), dim=-1).cpu())
        back = torch.empty(len(order), dtype=torch.int64)
        back[torch.tensor(order)] = torch.arange(len(order))
        whole = [torch.cat(parts)[back] for parts in (vectors, outcomes, passages)]
        return whole[0], whole[1], whole[2]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What each text is drawn to; of what has no label, or is not asked, less counts."""

    vectors: Tensor
    outcomes: Tensor
    passages: Tensor
    counts: Tensor

    @classmethod
    def of(cls, texts: Sequence[Text], said: tuple[Tensor, Tensor, Tensor]) -> Wanted:
        """Labels and the teacher's word, mixed."""
        vectors, outcomes, passages = said
        counts = torch.zeros(len(texts), 2)
        for row, text in enumerate(texts):
            if not text.asked:
                continue
            if text.outcome < 0:
                counts[row] = UNLABELLED
                continue
            truth = torch.full((3,), 0.05 / 3)
            truth[text.outcome] += 0.95
            outcomes[row] = (1 - SOFT) * truth + SOFT * outcomes[row]
            told = torch.zeros(passages.shape[1])
            for place, passage in enumerate(text.passages):
                told[passage] = DISCOUNT**place
            counts[row, 0] = 1.0
            if text.passages:
                counts[row, 1] = 1.0
                passages[row] = (1 - SOFT) * told / told.sum() + SOFT * passages[row]
        return cls(*(part.to(device()) for part in (vectors, outcomes, passages, counts)))


def loss_of(
    model: JointEncoder, texts: Sequence[Text], rows: list[int], wanted: Wanted
) -> tuple[Tensor, Tensor, Tensor]:
    """The losses of vector, outcomes and passages of a batch."""
    vector, outcomes, passages = model(*padded([texts[row].ids for row in rows]))
    places = torch.tensor(rows, device=vector.device)
    apart = (vector - wanted.vectors[places]).square().sum(dim=1).mean()
    each = wanted.counts[places]
    total = each.sum(dim=0).clamp(min=1.0)
    spread = -(wanted.outcomes[places] * functional.log_softmax(outcomes, dim=1)).sum(dim=1)
    told = -(wanted.passages[places] * functional.log_softmax(passages, dim=1)).sum(dim=1)
    return apart, (spread * each[:, 0]).sum() / total[0], (told * each[:, 1]).sum() / total[1]


def batches(texts: Sequence[Text], size: int, rng: random.Random) -> Iterator[list[int]]:
    """One pass over rows, batched by length; what is answered in part comes twice."""
    rows = [*range(len(texts)), *(row for row, text in enumerate(texts) if text.outcome == 1)]
    rng.shuffle(rows)
    for start in range(0, len(rows), size * BUCKETS):
        near = sorted(rows[start : start + size * BUCKETS], key=lambda row: len(texts[row].ids))
        cut = [near[at : at + size] for at in range(0, len(near), size)]
        rng.shuffle(cut)
        yield from cut


def train(
    model: JointEncoder, texts: Sequence[Text], wanted: Wanted, arguments: argparse.Namespace
) -> None:
    """Trains until the time is over; the rate falls with it, to nothing."""
    for parameter in model.embeddings.parameters():
        parameter.requires_grad_(False)
    heads = [*model.head.parameters(), *model.told.parameters()]
    own = {id(parameter) for parameter in heads}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in own]
    rates = (arguments.rate, 10 * arguments.rate)
    optimizer = torch.optim.AdamW(
        [{"params": part, "lr": rate} for part, rate in zip((body, heads), rates, strict=True)],
        weight_decay=0.01,
        fused=True,
    )
    rng = random.Random(arguments.seed)
    began, step, done = time.monotonic(), 0, 0.0
    mean = [0.0, 0.0, 0.0]
    model.train()
    while done < 1:
        for rows in batches(texts, arguments.batch, rng):
            done = (time.monotonic() - began) / arguments.seconds
            if done >= 1:
                break
            if done >= 1 / 3 and not Rounding.rounds:
                Rounding.rounds = True
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, (step + 1) / 100) * max(0.01, 1 - done)
            losses = loss_of(model, texts, rows, wanted)
            loss = VECTOR_COUNTS * losses[0] + losses[1] + PASSAGES_COUNT * losses[2]
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(body + heads, 1.0)
            optimizer.step()
            step += 1
            if step % arguments.say == 0:
                mean = [one.item() for one in losses]
                seconds = time.monotonic() - began
                shown = " ".join(f"{value:.4f}" for value in mean)
                print(f"{step} steps, {seconds:.0f} s: {shown}", flush=True)


def main() -> None:
    """Reads, asks the teacher, trains, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="of joint_data.py")
    parser.add_argument("--encoder", type=Path, required=True, help="the teacher's weights")
    parser.add_argument("--outcomes", type=Path, required=True, help="the teacher's second half")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="safetensors")
    parser.add_argument("--own", type=int, default=1, help="upper layers that stand twice")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--batch", type=int, default=512)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--say", type=int, default=200, help="steps between two lines")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_float32_matmul_precision("high")
    tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST_INPUT)
    texts, passages = read(arguments.data, tokenizer)
    classifier = Classifier(SentenceEncoder(), passages)
    classifier.load_state_dict(load_file(str(arguments.outcomes)))
    teacher = Teacher(load_encoder(arguments.encoder), classifier)
    began = time.monotonic()
    wanted = Wanted.of(texts, teacher.said(texts))
    print(f"{len(texts)} texts, taught in {time.monotonic() - began:.0f} s", flush=True)
    del teacher
    model = JointEncoder(load_encoder(arguments.encoder), passages, arguments.own)
    with_rounding(model)
    train(model.to(device()), texts, wanted, arguments)
    state = {name: value.cpu().contiguous() for name, value in model.state_dict().items()}
    save_file(state, str(arguments.out), metadata={"own": str(arguments.own)})


if __name__ == "__main__":
    main()
