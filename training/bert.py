"""A small BERT encoder in plain PyTorch, with the parameter names of the published weights."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH = 384
HEADS = 12
LAYERS = 6
FEED_FORWARD = 1536
EPSILON = 1e-12


class Embeddings(nn.Module):
    """Word, position and segment embeddings, summed and normalised."""

    def __init__(self, vocabulary: int, positions: int) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(vocabulary, WIDTH)
        self.position_embeddings = nn.Embedding(positions, WIDTH)
        self.token_type_embeddings = nn.Embedding(2, WIDTH)
        self.LayerNorm = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, ids: Tensor) -> Tensor:
        """Token ids (batch, length) to vectors (batch, length, width)."""
        positions = self.position_embeddings.weight[: ids.shape[1]]
        summed = self.word_embeddings(ids) + positions + self.token_type_embeddings.weight[0]
        normalised: Tensor = self.LayerNorm(summed)
        return normalised

    def of_segments(self, segments: Tensor) -> Tensor:
        """The embedding of segment 0 or 1 of each token.

        As a sum, because the gradient of a lookup in a table of two rows is slow on a graphics
        card: all tokens add to the same two rows.
        """
        first, second = self.token_type_embeddings.weight
        return first + segments.unsqueeze(-1).to(first.dtype) * (second - first)


class _Projection(nn.Module):
    """A dense layer followed by a residual connection and a layer norm."""

    def __init__(self, inputs: int, dropout: float) -> None:
        super().__init__()
        self.dense = nn.Linear(inputs, WIDTH)
        self.LayerNorm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.drop = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, residual: Tensor) -> Tensor:
        normalised: Tensor = self.LayerNorm(self.drop(self.dense(hidden)) + residual)
        return normalised


class _SelfAttention(nn.Module):
    """The three projections of multi-head attention."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = hidden.shape

        def split(flat: Tensor) -> Tensor:
            return flat.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = (split(p(hidden)) for p in (self.query, self.key, self.value))
        mixed = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=bias.to(query.dtype)
        )
        return mixed.transpose(1, 2).reshape(batch, length, WIDTH)


class _Attention(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.self = _SelfAttention()
        self.output = _Projection(WIDTH, dropout)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        projected: Tensor = self.output(self.self(hidden, bias), hidden)
        return projected


class _Intermediate(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.dense = nn.Linear(WIDTH, FEED_FORWARD)

    def forward(self, hidden: Tensor) -> Tensor:
        return functional.gelu(self.dense(hidden))


class _Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attention = _Attention(dropout)
        self.intermediate = _Intermediate()
        self.output = _Projection(FEED_FORWARD, dropout)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        attended = self.attention(hidden, bias)
        projected: Tensor = self.output(self.intermediate(attended), attended)
        return projected


class _Stack(nn.Module):
    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        self.layer = nn.ModuleList(_Layer(dropout) for _ in range(LAYERS))

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        for layer in self.layer:
            hidden = layer(hidden, bias)
        return hidden


class SentenceEncoder(nn.Module):
    """MiniLM with mean pooling and L2 normalisation: ids and mask in, unit vectors out."""

    def __init__(self, vocabulary: int = 30522, positions: int = 512) -> None:
        super().__init__()
        self.embeddings = Embeddings(vocabulary, positions)
        self.encoder = _Stack()

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Unit vectors (batch, 384) of the sentences."""
        mask = attention_mask.to(torch.float32)
        bias = (1.0 - mask)[:, None, None, :] * -10000.0
        hidden = self.encoder(self.embeddings(input_ids), bias)
        summed = (hidden * mask.unsqueeze(-1)).sum(dim=1)
        return functional.normalize(summed / mask.sum(dim=1, keepdim=True), dim=-1)


def load_encoder(weights: Path) -> SentenceEncoder:
    """The encoder with the weights of a safetensors file (published or trained here)."""
    tensors = load_file(str(weights))
    model = SentenceEncoder()
    wanted = model.state_dict()
    model.load_state_dict({name: tensors[name] for name in wanted})
    return model


def save_encoder(model: SentenceEncoder, path: Path, notes: dict[str, object]) -> None:
    """Writes the weights, with the arguments they were trained with as metadata."""
    save_file(model.state_dict(), str(path), metadata={"training": json.dumps(notes)})
