"""The evidence reader: MiniLM over a pair, one logit out (plain PyTorch)."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from bert import EPSILON, FEED_FORWARD, HEADS, LAYERS, WIDTH, Embeddings
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

DROPOUT = 0.1


class _Layer(nn.Module):
    """One transformer layer, with the fused attention that training needs to be fast."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.ModuleDict(
            {
                "self": nn.ModuleDict(
                    {name: nn.Linear(WIDTH, WIDTH) for name in ("query", "key", "value")}
                ),
                "output": nn.ModuleDict(
                    {
                        "dense": nn.Linear(WIDTH, WIDTH),
                        "LayerNorm": nn.LayerNorm(WIDTH, eps=EPSILON),
                    }
                ),
            }
        )
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(WIDTH, FEED_FORWARD)})
        self.output = nn.ModuleDict(
            {
                "dense": nn.Linear(FEED_FORWARD, WIDTH),
                "LayerNorm": nn.LayerNorm(WIDTH, eps=EPSILON),
            }
        )

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = hidden.shape
        own, mixed_out = self.attention["self"], self.attention["output"]
        query, key, value = (
            own[name](hidden).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for name in ("query", "key", "value")
        )
        mixed = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=bias.to(query.dtype)
        )
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        drop = DROPOUT if self.training else 0.0
        attended = mixed_out["LayerNorm"](
            functional.dropout(mixed_out["dense"](mixed), drop) + hidden
        )
        inner = functional.gelu(self.intermediate["dense"](attended))
        result: Tensor = self.output["LayerNorm"](
            functional.dropout(self.output["dense"](inner), drop) + attended
        )
        return result


class EvidenceNet(nn.Module):
    """Token ids, segments and mask of pairs to one logit each; 0 stands for "no answer here".

    The head sees the first token, the mean of everything and the mean of the judged passage.
    """

    def __init__(self, vocabulary: int = 30522, positions: int = 512) -> None:
        super().__init__()
        self.embeddings = Embeddings(vocabulary, positions)
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(_Layer() for _ in range(LAYERS))})
        self.mixed = nn.Linear(3 * WIDTH, WIDTH)
        self.score = nn.Linear(WIDTH, 1)

    def forward(self, input_ids: Tensor, segments: Tensor, attention_mask: Tensor) -> Tensor:
        """Logits (batch,) of pairs (batch, length)."""
        embedded = (
            self.embeddings.word_embeddings(input_ids)
            + self.embeddings.position_embeddings.weight[: input_ids.shape[1]]
            + self.embeddings.of_segments(segments)
        )
        hidden = self.embeddings.LayerNorm(embedded)
        mask = attention_mask.to(torch.float32)
        bias = ((1.0 - mask) * -10000.0)[:, None, None, :]
        for layer in self.encoder["layer"]:
            hidden = layer(hidden, bias)
        judged = mask * segments.to(torch.float32)
        pooled = torch.cat([hidden[:, 0], _mean(hidden, mask), _mean(hidden, judged)], dim=-1)
        mixed = torch.tanh(self.mixed(pooled))
        mixed = functional.dropout(mixed, DROPOUT if self.training else 0.0)
        logits: Tensor = self.score(mixed).squeeze(-1)
        return logits


def _mean(hidden: Tensor, mask: Tensor) -> Tensor:
    weights = mask.unsqueeze(-1)
    return (hidden * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1.0)


def load_net(weights: Path) -> EvidenceNet:
    """The reader with the weights of a file; a published encoder has no head yet."""
    tensors = load_file(str(weights))
    net = EvidenceNet()
    own = net.state_dict()
    found = {name: tensors[name].float() for name in own if name in tensors}
    missing = {name for name in own if name not in found}
    if not all(name.startswith(("mixed.", "score.")) for name in missing):
        raise ValueError(f"{weights} lacks {sorted(missing)[:3]}")
    net.load_state_dict({**own, **found})
    return net


def save_net(net: EvidenceNet, path: Path, notes: dict[str, object]) -> None:
    """Writes the weights, with the arguments they were trained with as metadata."""
    state = {name: value.cpu().contiguous() for name, value in net.state_dict().items()}
    save_file(state, str(path), metadata={"training": json.dumps(notes)})
