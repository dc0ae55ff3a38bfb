"""Where training runs: on a graphics card if there is one, else on the processor."""

from __future__ import annotations

import torch


def device() -> torch.device:
    """The device that networks and batches are put on."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def half_precision() -> torch.autocast:
    """The context in which a network runs in bfloat16, weights and sums staying as they are."""
    return torch.autocast(device().type, dtype=torch.bfloat16)
