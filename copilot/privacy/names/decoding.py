"""From the probabilities of tags to runs of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from copilot.encoding.reading import Matrix

OUTSIDE = "O"
BEGINS, GOES_ON = "B-", "I-"
_BESIDE = 0.4
"""Which part of the threshold is enough beside a word that reaches it."""


class Run(NamedTuple):
    """Words [first, last] are one value of a kind; `score` is the mean probability of the kind over them."""

    kind: str
    first: int
    last: int
    score: float


def runs(probabilities: Matrix, tags: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[Run]:
    """Runs of words of a kind, begun or gone on with, of which one at least reaches the kind's threshold.

    The others need a part of it only: the rest of a name is likelier once one word of it is sure. A run is cut where
    a new value is likelier to begin than the old one to go on.
    """
    for kind, threshold in thresholds.items():
        begins = probabilities[:, tags.index(BEGINS + kind)]
        goes_on = probabilities[:, tags.index(GOES_ON + kind)]
        of_kind = begins + goes_on
        if not (of_kind >= threshold).any():
            continue
        inside = of_kind >= threshold * _BESIDE
        starts = inside & (~np.append(False, inside[:-1]) | (begins > goes_on))
        ends = inside & ~np.append(inside[1:] & ~starts[1:], False)
        for first, last in zip(np.flatnonzero(starts).tolist(), np.flatnonzero(ends).tolist(), strict=True):
            if of_kind[first : last + 1].max() >= threshold:
                yield Run(kind, first, last, float(of_kind[first : last + 1].mean()))
