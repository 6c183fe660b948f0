"""Dense and lexical evidence → one score (pure)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def fused(dense: Scores, lexical: Scores, weight: float) -> Scores:
    """Cosine plus `weight` times the share of the query's word weight that was found; both (n,), in any order.

    A weighted sum keeps what a rank would lose, how sure each side is (Bruch et al. 2023, "An Analysis of Fusion
    Functions for Hybrid Retrieval"); the weight was measured, see docs/decisions/0004.
    """
    return dense + np.float32(weight) * lexical


def article_evidence(passage: Scores, heading: Scores) -> Scores:
    """The better of a passage's own cosine and its article's title or question cosine, both (n,).

    A hundredth of the passage's own cosine decides between passages of an article whose title matches better than any.
    """
    return np.maximum(passage, heading + np.float32(0.01) * (passage - heading))
