"""Dense and lexical evidence → one score (pure).

Every constant here was measured on nine sets of questions against eight knowledge bases; docs/decisions/0004 has the
numbers and what was tried and left out.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Groups = NDArray[np.int64]

LEXICAL_WEIGHT: Final = 0.4
"""What finding every word of a query is worth, where a cosine of 1 is worth 1."""
_PASSAGE_IN_HEADING: Final = np.float32(0.4)
_SECOND_PASSAGE: Final = 0.3
_LONE_PASSAGE: Final = np.float32(0.8)
"""What stands for the second passage of an article where only one was found: its share of the first."""


def article_evidence(passage: Scores, heading: Scores) -> Scores:
    """A passage's own cosine, or that of its title or a question mixed with its own, where that is more; all (n,).

    A title speaks for the whole article: the passage's own cosine says which part of it is meant, and keeps passages
    under a general title from passing all at once.
    """
    return np.maximum(passage, heading + _PASSAGE_IN_HEADING * (passage - heading))


def fused(dense: Scores, lexical: Scores, weight: float) -> Scores:
    """The mean of cosine and word share (0..1), the latter `weight` times as heavy; both (n,), at most 1.

    A weighted sum keeps what a rank would lose, how sure each side is (Bruch et al. 2023, "An Analysis of Fusion
    Functions for Hybrid Retrieval").
    """
    return _mean(dense, lexical, weight)


def seconded(scores: Scores, articles: Groups) -> Scores:
    """Scores (n,) with a share of the second best one of the same article, `articles` (n,) saying which that is.

    An article with two passages that fit is about the question; the order within an article does not change.
    """
    order = np.lexsort((-scores, articles))
    starts = np.flatnonzero(np.diff(articles[order], prepend=-1))
    sizes = np.diff(starts, append=len(order))
    best = scores[order[starts]]
    second = np.where(sizes > 1, scores[order[np.minimum(starts + 1, len(order) - 1)]], _LONE_PASSAGE * best)
    spread = np.empty_like(scores)
    spread[order] = np.repeat(second, sizes)
    return _mean(scores, spread, _SECOND_PASSAGE)


def _mean(first: Scores, second: Scores, weight: float) -> Scores:
    return (first + np.float32(weight) * second) * np.float32(1 / (1 + weight))
