"""Confidence intervals by the bootstrap (Efron 1979): percentiles over resampled questions, seeded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from copilot.errors import InvalidInput
from eval.report import Figure

Floats = NDArray[np.float64]

_RESAMPLES: Final = 2_000
_CLUSTER_RESAMPLES: Final = 1_000
_LEVELS: Final = (2.5, 97.5)
SEED: Final = 20_260


def mean(values: Sequence[float] | Floats) -> Figure:
    """The mean of one value a question, with its interval.

    Raises:
        InvalidInput: there is no value.
    """
    data = np.asarray(values, dtype=np.float64)
    if not len(data):
        raise InvalidInput("there is nothing to take a mean of: the group holds no question")
    drawn = np.random.default_rng(SEED).integers(0, len(data), (_RESAMPLES, len(data)))
    low, high = np.percentile(data[drawn].mean(axis=1), _LEVELS)
    return Figure(value=float(data.mean()), low=float(low), high=float(high))


def difference(first: Sequence[float] | Floats, second: Sequence[float] | Floats) -> Figure:
    """The mean of `first - second`, question by question, with its interval: significant if zero is outside.

    Raises:
        InvalidInput: the two do not hold the same questions.
    """
    if len(first) != len(second):
        raise InvalidInput(
            f"{len(first)} and {len(second)} values cannot be compared in pairs: run both on one data set"
        )
    return mean(np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64))


def resampled(statistic: Callable[[Floats, NDArray[np.bool_]], float], scores: Floats, labels: Any) -> Figure:
    """Any statistic of scores and true/false labels; each label keeps its number of questions in every resample."""
    positive, negative = np.flatnonzero(labels), np.flatnonzero(~np.asarray(labels))
    generator = np.random.default_rng(SEED)
    values = []
    for _ in range(_RESAMPLES):
        drawn = np.concatenate([generator.choice(positive, len(positive)), generator.choice(negative, len(negative))])
        values.append(statistic(scores[drawn], labels[drawn]))
    low, high = np.percentile(values, _LEVELS)
    return Figure(value=statistic(scores, labels), low=float(low), high=float(high))


def by_cluster(statistic: Callable[[NDArray[np.int64]], float], owners: NDArray[np.int64]) -> Figure:
    """A statistic of chosen rows, whose interval draws whole clusters; `owners` (rows,) are their numbers from 0.

    Draws of which the statistic cannot be taken are left out of the interval.
    """
    value = statistic(np.arange(len(owners)))
    order = np.argsort(owners, kind="stable")
    rows = np.split(order, np.cumsum(np.bincount(owners))[:-1])
    generator = np.random.default_rng(SEED)
    values = []
    for _ in range(_CLUSTER_RESAMPLES):
        drawn = generator.integers(0, len(rows), len(rows))
        with suppress(InvalidInput):
            values.append(statistic(np.concatenate([rows[place] for place in drawn])))
    low, high = np.percentile(values, _LEVELS)
    return Figure(value=value, low=float(low), high=float(high))
