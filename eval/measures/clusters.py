"""Ratios of counts with confidence intervals by the cluster bootstrap: messages that are alike are drawn together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final

import numpy as np

from copilot.errors import InvalidInput
from eval.measures.interval import SEED, Floats
from eval.report import Figure

Statistic = Callable[[Floats], Floats]
"""Counts `(…, m)` → values `(…,)`; NaN where the counts say nothing."""

_RESAMPLES: Final = 2_000
_LEVELS: Final = (2.5, 97.5)
_AT_ONCE: Final = 2_000_000
"""How many drawn clusters are held in memory together."""


def clustered(counts: Iterable[tuple[Hashable, Sequence[float]]], statistic: Statistic) -> Figure:
    """The statistic of the sum of all (cluster, counts), with its interval over resampled clusters.

    One cluster alone has no interval, since nothing says how another would come out.

    Raises:
        InvalidInput: there is nothing that the statistic could be taken of.
    """
    sums = _summed(counts)
    value = float(statistic(sums.sum(axis=0))) if len(sums) else float("nan")
    if np.isnan(value):
        raise InvalidInput("there is nothing to measure: the group holds no labelled message")
    if len(sums) == 1:
        return Figure(value=value)
    low, high = np.nanpercentile(statistic(_resampled(sums)), _LEVELS)
    return Figure(value=value, low=float(low), high=float(high))


def ratio(counts: Floats) -> Floats:
    """The first count over the second."""
    return divided(counts[..., 0], counts[..., 1])


def divided(above: Floats, below: Floats) -> Floats:
    """The quotient, NaN where the divisor is 0."""
    return np.divide(above, below, out=np.full_like(above, np.nan, dtype=np.float64), where=below > 0)


def _summed(counts: Iterable[tuple[Hashable, Sequence[float]]]) -> Floats:
    sums: dict[Hashable, Floats] = {}
    for cluster, values in counts:
        given = np.asarray(values, dtype=np.float64)
        sums[cluster] = sums[cluster] + given if cluster in sums else given
    return np.array(list(sums.values()), dtype=np.float64)


def _resampled(sums: Floats) -> Floats:
    """Summed counts `(resamples, m)` of as many clusters as there are, drawn with replacement."""
    generator = np.random.default_rng(SEED)
    batch = max(1, _AT_ONCE // len(sums))
    drawn = []
    for start in range(0, _RESAMPLES, batch):
        chosen = generator.integers(0, len(sums), (min(batch, _RESAMPLES - start), len(sums)))
        drawn.append(sums[chosen].sum(axis=1))
    return np.concatenate(drawn)
