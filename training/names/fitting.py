"""Fitting the head to rows: batches of like length, AdamW with one cycle, the same result for the same seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import torch
from rich.progress import Progress
from torch import nn

from training.names.features import TAGS, Row
from training.names.model import Tagger

WIDTH: Final = 128
_DROPOUT: Final = 0.25
_EPOCHS: Final = 5
_BATCH_WORDS: Final = 3_000
_RATE: Final = 2e-3
_PADDED: Final = -100


def fit(rows: Sequence[Row], seed: int, progress: Progress) -> Tagger:
    """The head fitted to all rows."""
    torch.manual_seed(seed)
    model = Tagger(rows[0].vectors.shape[1], len(TAGS), WIDTH, _DROPOUT)
    batches = list(_batches(rows))
    optimiser = torch.optim.AdamW(model.parameters(), lr=_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=_EPOCHS * len(batches))
    order = np.random.default_rng(seed)
    task = progress.add_task("fitting", total=_EPOCHS * len(batches))
    model.train()
    for _ in range(_EPOCHS):
        for index in order.permutation(len(batches)):
            optimiser.zero_grad()
            _loss(model, [rows[i] for i in batches[index]]).backward()
            optimiser.step()
            schedule.step()
            progress.advance(task)
    model.eval()
    return model


def _batches(rows: Sequence[Row]) -> Iterator[list[int]]:
    """Indices of rows of like length, so that little is padded."""
    batch: list[int] = []
    for index in sorted(range(len(rows)), key=lambda index: len(rows[index].tags)):
        batch.append(index)
        if len(batch) * len(rows[index].tags) >= _BATCH_WORDS:
            yield batch
            batch = []
    if batch:
        yield batch


def _loss(model: Tagger, rows: Sequence[Row]) -> Any:
    pad = nn.utils.rnn.pad_sequence
    vectors = pad([torch.from_numpy(row.vectors).float() for row in rows], batch_first=True)
    flags = pad([torch.from_numpy(row.flags).float() for row in rows], batch_first=True)
    tags = pad([torch.from_numpy(row.tags) for row in rows], batch_first=True, padding_value=_PADDED)
    buckets = pad([torch.from_numpy(row.buckets) for row in rows], batch_first=True)
    scores = model(vectors, flags, buckets)
    return nn.functional.cross_entropy(scores.flatten(0, 1), tags.flatten(), ignore_index=_PADDED, label_smoothing=0.02)
