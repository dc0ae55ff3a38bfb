"""One encoder for all that is read off a question alone, in plain PyTorch.

The lower layers are shared. The upper ones stand twice: once for the vector that is searched with,
once for what the shipped document does with the question (``train_outcomes.py``). A dense layer can
round as the product's int8 graph does, so that training sees what rounding costs (B. Jacob et al.,
"Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference",
CVPR 2018); the gradient passes through as if nothing had been rounded.
"""

from __future__ import annotations

import copy

import torch
from bert import LAYERS, WIDTH, SentenceEncoder
from torch import Tensor, nn
from torch.nn import functional

WEIGHT_STEPS = 64
"""Seven bits and a sign, as ``export_onnx.quantize`` writes them."""
ACTIVATION_STEPS = 255


class Rounding(nn.Linear):
    """A dense layer that rounds weights by output and inputs by text, once ``rounds`` is set."""

    rounds = False

    def forward(self, inputs: Tensor) -> Tensor:
        if not self.rounds:
            return super().forward(inputs)
        scale = self.weight.detach().abs().amax(dim=1, keepdim=True) / WEIGHT_STEPS
        weight = _through(self.weight, torch.round(self.weight / scale) * scale)
        given = inputs.detach()
        others = tuple(range(1, given.dim()))
        least = given.amin(dim=others, keepdim=True).clamp(max=0)
        most = given.amax(dim=others, keepdim=True).clamp(min=0)
        step = (most - least).clamp(min=1e-8) / ACTIVATION_STEPS
        zero = torch.round(-least / step)
        said = torch.clamp(torch.round(inputs / step) + zero, 0, ACTIVATION_STEPS) - zero
        return functional.linear(_through(inputs, said * step), weight, self.bias)


def _through(exact: Tensor, rounded: Tensor) -> Tensor:
    return exact + (rounded - exact).detach()


def with_rounding(module: nn.Module) -> None:
    """Turns every dense layer below into one that can round; weights stay."""
    for name, child in module.named_children():
        if type(child) is nn.Linear:
            made = Rounding(child.in_features, child.out_features)
            made.load_state_dict(child.state_dict())
            setattr(module, name, made)
        else:
            with_rounding(child)


class JointEncoder(nn.Module):
    """Ids and mask in; unit vectors, logits of the outcomes and of the passages out.

    Args:
        body: the encoder to begin with; its last ``own`` layers are doubled.
        passages: of the shipped document.
        own: layers that each of the two has for itself.
    """

    def __init__(self, body: SentenceEncoder, passages: int, own: int = 1) -> None:
        super().__init__()
        layers = list(body.encoder.layer)
        self.embeddings = body.embeddings
        self.shared = nn.ModuleList(layers[: LAYERS - own])
        self.searching = nn.ModuleList(layers[LAYERS - own :])
        self.judging = nn.ModuleList(copy.deepcopy(layer) for layer in layers[LAYERS - own :])
        self.head = nn.Linear(WIDTH, 3)
        self.told = nn.Linear(WIDTH, passages)
        self.drop = nn.Dropout(0.15)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(batch, 384), (batch, 3) and (batch, passages) of padded token ids."""
        mask = attention_mask.to(torch.float32)
        bias = (1.0 - mask)[:, None, None, :] * -10000.0
        hidden = self.embeddings(input_ids)
        for layer in self.shared:
            hidden = layer(hidden, bias)
        searched = judged = hidden
        for layer in self.searching:
            searched = layer(searched, bias)
        for layer in self.judging:
            judged = layer(judged, bias)
        vector = functional.normalize(_mean(searched, mask), dim=-1)
        pooled = self.drop(_mean(judged, mask))
        return vector, self.head(pooled), self.told(pooled)


def _mean(hidden: Tensor, mask: Tensor) -> Tensor:
    return (hidden * mask.unsqueeze(-1)).sum(dim=1) / mask.sum(dim=1, keepdim=True)
