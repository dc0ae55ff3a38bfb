"""The claim judge in plain PyTorch: a MiniLM cross-encoder over a claim and what it cites.

Input is ``[CLS] claim [SEP] premise [SEP]``; output are three scores: supported, contradicted,
unknown. Word embeddings stay as published: what is learnt from few texts has to hold on others.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from bert import WIDTH, Embeddings, _Stack
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

LABELS = ("supported", "contradicted", "unknown")


class ClaimJudge(nn.Module):
    """Ids, mask and segments of pairs in, three scores (batch, 3) out."""

    def __init__(self, vocabulary: int = 30522, positions: int = 512) -> None:
        super().__init__()
        self.embeddings = Embeddings(vocabulary, positions)
        self.encoder = _Stack(dropout=0.1)
        self.classifier = nn.Linear(2 * WIDTH, len(LABELS))
        self.drop = nn.Dropout(0.1)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, segments: Tensor) -> Tensor:
        """Unscaled log-probabilities of LABELS."""
        mask = attention_mask.to(torch.float32)
        bias = (1.0 - mask)[:, None, None, :] * -10000.0
        parts = self.embeddings
        summed = (
            parts.word_embeddings(input_ids)
            + parts.position_embeddings.weight[: input_ids.shape[1]]
            + parts.of_segments(segments)
        )
        hidden = self.encoder(self.drop(parts.LayerNorm(summed)), bias)
        claim = (mask * (segments == 0)).unsqueeze(-1)
        mean = (hidden * claim).sum(dim=1) / claim.sum(dim=1)
        scores: Tensor = self.classifier(self.drop(torch.cat([hidden[:, 0], mean], dim=1)))
        return scores


def load_judge(weights: Path) -> ClaimJudge:
    """A judge from weights of its own, or with a fresh last layer from those of an encoder."""
    tensors = load_file(str(weights))
    model = ClaimJudge()
    state = model.state_dict()
    for name in state:
        if name in tensors:
            state[name] = tensors[name]
        elif not name.startswith("classifier"):
            raise SystemExit(f"{weights} has no {name}.")
    model.load_state_dict(state)
    return model


def save_judge(model: ClaimJudge, path: Path, notes: dict[str, object]) -> None:
    """Writes the weights, with the arguments they were trained with as metadata."""
    state = {name: value.cpu().contiguous() for name, value in model.state_dict().items()}
    save_file(state, str(path), metadata={"training": json.dumps(notes)})
