"""Several processes that train one network: each with one core, gradients averaged each step."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import distributed


def meet(out: Path, rank: int, workers: int) -> None:
    """Waits for the others, who meet by a file beside ``out``; alone it returns at once."""
    if workers > 1:
        meeting = f"file://{out.resolve()}.meeting"
        distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=workers)


class Together:
    """The processes that train together: one core each, gradients averaged after each step.

    On a few shared cores this is faster than threads inside the operators.
    """

    def __init__(self, rank: int, workers: int, weights: list[torch.nn.Parameter]) -> None:
        self.rank, self.workers = rank, workers
        self._weights = weights
        self._flat = torch.zeros(sum(w.numel() for w in weights) + 2)

    def average(self, done: float, loss: float) -> tuple[float, float]:
        """Averages the gradients in place; returns the averages of the two figures."""
        if self.workers == 1:
            return done, loss
        at = 0
        for weight in self._weights:
            piece = self._flat[at : at + weight.numel()]
            if weight.grad is None:
                piece.zero_()
            else:
                piece.copy_(weight.grad.reshape(-1))
            at += weight.numel()
        self._flat[-2], self._flat[-1] = done, loss
        distributed.all_reduce(self._flat)
        self._flat /= self.workers
        at = 0
        for weight in self._weights:
            weight.grad = self._flat[at : at + weight.numel()].view_as(weight)
            at += weight.numel()
        return float(self._flat[-2]), float(self._flat[-1])
