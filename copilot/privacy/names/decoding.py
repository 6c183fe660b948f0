"""From the probabilities of tags to runs of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from copilot.encoding.reading import Matrix

OUTSIDE = "O"
BEGINS, GOES_ON = "B-", "I-"


class Run(NamedTuple):
    """Words [first, last] are one value of a kind; `score` is the mean probability of the kind over them."""

    kind: str
    first: int
    last: int
    score: float


def runs(probabilities: Matrix, tags: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[Run]:
    """Runs of words whose probability of a kind, begun or gone on with, reaches its threshold; kind by kind.

    A run is cut where a new value is likelier to begin than the old one to go on.
    """
    for kind, threshold in thresholds.items():
        begins = probabilities[:, tags.index(BEGINS + kind)]
        goes_on = probabilities[:, tags.index(GOES_ON + kind)]
        of_kind = begins + goes_on
        inside = of_kind >= threshold
        starts = inside & (~np.append(False, inside[:-1]) | (begins > goes_on))
        ends = inside & ~np.append(inside[1:] & ~starts[1:], False)
        for first, last in zip(np.flatnonzero(starts).tolist(), np.flatnonzero(ends).tolist(), strict=True):
            yield Run(kind, first, last, float(of_kind[first : last + 1].mean()))
