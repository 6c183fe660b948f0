"""Times of many calls, in percentiles (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import median
from time import perf_counter
from typing import TypeVar

import numpy as np
from msgspec import Struct

from copilot.errors import InvalidInput

T = TypeVar("T")


class Latency(Struct, frozen=True, kw_only=True):
    """Percentiles in milliseconds over `calls` calls; `lowest`/`highest` are the extremes of p50 between rounds."""

    calls: int
    p50: float
    p95: float
    p99: float
    lowest: float
    highest: float


def latency(milliseconds: Sequence[float]) -> Latency:
    """The percentiles of one round.

    Raises:
        InvalidInput: nothing was measured; percentiles of nothing would say nothing.
    """
    if not milliseconds:
        raise InvalidInput("no call was measured: ask for at least one")
    p50, p95, p99 = (float(value) for value in np.percentile(milliseconds, [50, 95, 99]))
    return Latency(calls=len(milliseconds), p50=p50, p95=p95, p99=p99, lowest=p50, highest=p50)


def typical(rounds: Sequence[Latency]) -> Latency:
    """The median round, percentile by percentile: a round that somebody disturbed weighs no more than another.

    Raises:
        InvalidInput: there is no round.
    """
    if not rounds:
        raise InvalidInput("no round was measured: ask for at least one")
    return Latency(
        calls=sum(item.calls for item in rounds),
        p50=median(item.p50 for item in rounds),
        p95=median(item.p95 for item in rounds),
        p99=median(item.p99 for item in rounds),
        lowest=min(item.lowest for item in rounds),
        highest=max(item.highest for item in rounds),
    )


def timed(work: Callable[[T], object], items: Iterable[T]) -> list[float]:
    """Milliseconds of `work` on each item, one after the other."""
    times = []
    for item in items:
        started = perf_counter()
        work(item)
        times.append((perf_counter() - started) * 1e3)
    return times
