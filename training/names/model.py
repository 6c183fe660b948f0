"""The head as torch trains it; `weights` are what `copilot.privacy.names.head` multiplies with."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn

from copilot.encoding.reading import Matrix
from copilot.privacy.names.head import DILATIONS
from copilot.privacy.names.words import BUCKETS, WIDTH

_BUCKET_DIM = 16
_UNKNOWN = 0.4
"""Share of words that the head must do without knowing, so that it learns to go by what stands around them."""


class Tagger(nn.Module):  # type: ignore[misc] # torch is read without its types
    """Token vectors and flags → scores of tags, by dilated convolutions with residues."""

    def __init__(self, dim: int, tags: int, width: int, dropout: float) -> None:
        super().__init__()
        self.vectors = nn.Linear(dim, width)
        self.flags = nn.Linear(WIDTH, width, bias=False)
        self.buckets = nn.Embedding(BUCKETS, _BUCKET_DIM)
        nn.init.normal_(self.buckets.weight, std=0.05)
        self.known = nn.Linear(_BUCKET_DIM, width, bias=False)
        self.layers = nn.ModuleList(nn.Linear(3 * width, width) for _ in DILATIONS)
        self.leave = nn.Linear(width, tags)
        self.dropout = nn.Dropout(dropout)

    def forward(self, vectors: Any, flags: Any, buckets: Any) -> Any:
        """(texts, words, dim), (texts, words, WIDTH), (texts, words) → (texts, words, tags) scores; pad with zeros."""
        mask = (flags.abs().sum(-1, keepdim=True) > 0).float()
        known = self.buckets(buckets)
        if self.training:
            known = known * (torch.rand(buckets.shape) >= _UNKNOWN).float().unsqueeze(-1)
        state = torch.relu(self.vectors(self.dropout(vectors)) + self.flags(flags) + self.known(known)) * mask
        for layer, dilation in zip(self.layers, DILATIONS, strict=True):
            padded = nn.functional.pad(state, (0, 0, dilation, dilation))
            count = state.shape[1]
            around = torch.cat([padded[:, :count], state, padded[:, 2 * dilation :]], dim=-1)
            state = (state + torch.relu(layer(self.dropout(around)))) * mask
        return self.leave(self.dropout(state))


def weights(model: Tagger) -> dict[str, Matrix]:
    """The weights by the names that the numpy head knows, float32."""
    named = {
        "enter.weight": model.vectors.weight.T,
        "enter.bias": model.vectors.bias,
        "flags.weight": model.flags.weight.T,
        "buckets": model.buckets.weight,
        "buckets.weight": model.known.weight.T,
        "leave.weight": model.leave.weight.T,
        "leave.bias": model.leave.bias,
    }
    for number, layer in enumerate(model.layers):
        named |= {f"layer{number}.weight": layer.weight.T, f"layer{number}.bias": layer.bias}
    return {name: np.ascontiguousarray(value.detach().numpy(), dtype=np.float32) for name, value in named.items()}
