"""Dense and lexical evidence → one score (pure).

Every constant here was measured on eight sets of questions, each with its own articles; docs/decisions/0004 has the
numbers and what was tried and left out.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

LEXICAL_WEIGHT: Final = 0.4
"""What finding every word of a query is worth, where a cosine of 1 is worth 1."""
_PASSAGE_IN_HEADING: Final = np.float32(0.4)
"""How much of a passage's own cosine counts where its title's is higher."""


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
    return (dense + np.float32(weight) * lexical) * np.float32(1 / (1 + weight))
