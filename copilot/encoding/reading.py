"""What one encoder pass says about a text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One text, read once; kept in memory only.

    `vector` is (dim,) float32, L2-normalised. `token_vectors` is (n, dim) float32, one row a word piece without the
    special tokens, in text order. `offsets` is (n, 2) int32: the code points [start, end) of each word piece.
    """

    vector: Matrix
    token_vectors: Matrix
    offsets: NDArray[np.int32]


def pooled(reading: Reading, start: int, end: int) -> Matrix:
    """Mean of the token vectors inside [start, end), normalised: (dim,); the whole text's vector if none is inside."""
    inside = (reading.offsets[:, 0] >= start) & (reading.offsets[:, 1] <= end)
    if not inside.any():
        return reading.vector
    return normalised(reading.token_vectors[inside].mean(axis=0))


def normalised(vectors: Matrix) -> Matrix:
    """Rows scaled to length 1; a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Matrix = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return scaled
