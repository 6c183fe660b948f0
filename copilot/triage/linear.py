"""Linear heads: a text's sentence vector and its terms → one score a label."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from copilot.encoding.reading import Matrix
from copilot.triage.terms import Hashes, Terms

_FARTHEST = 60.0
"""Log odds beyond this are as good as certain, and would overflow."""

Float = TypeVar("Float", bound=np.floating[Any])

DAMAGE = (OSError, ValueError, KeyError, TypeError, EOFError, RuntimeError, BadZipFile, zlib.error)
"""What reading a damaged file of arrays raises."""

TERMS_WEIGHT = 0.5
"""The length of the vector of terms, where that of the sentence vector is 1 (measured on Banking77's training part)."""


@dataclass(frozen=True, slots=True, eq=False)
class LinearHeads:
    """One linear function a label.

    `dense` (dim, labels), `bias` (labels,); `hashes` (terms,) rising, `idf` (terms,), `sparse` (terms, labels); float32
    but for the hashes.
    """

    labels: tuple[str, ...]
    dense: Matrix
    bias: Matrix
    hashes: Hashes
    idf: Matrix
    sparse: Matrix

    def scores(self, vectors: Matrix, found: Sequence[Terms]) -> Matrix:
        """(n, labels) log odds of texts, given their (n, dim) vectors and their terms."""
        return vectors @ self.dense + np.stack([self._of_terms(one) for one in found]) + self.bias

    def _of_terms(self, terms: Terms) -> Matrix:
        found, weights = terms
        if not (len(found) and len(self.hashes)):
            return np.zeros(len(self.labels), dtype=np.float32)
        places = np.minimum(np.searchsorted(self.hashes, found), len(self.hashes) - 1)
        is_known = self.hashes[places] == found
        places, weights = places[is_known], weights[is_known] * self.idf[places[is_known]]
        length = float(np.linalg.norm(weights))
        if not length:
            return np.zeros(len(self.labels), dtype=np.float32)
        total: Matrix = (TERMS_WEIGHT / length * weights) @ self.sparse[places]
        return total

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The heads as arrays to keep in a file, in half the precision."""
        half = {name: getattr(self, name).astype(np.float16) for name in ("dense", "bias", "idf", "sparse")}
        return {**half, "hashes": self.hashes, "labels": np.array(self.labels, dtype=np.str_)}


def heads_of(arrays: Any) -> LinearHeads:
    """The heads that `arrays` were made of.

    Raises:
        KeyError: an array is missing.
        ValueError: their shapes do not fit.
    """
    full = {name: arrays[name].astype(np.float32) for name in ("dense", "bias", "idf", "sparse")}
    heads = LinearHeads(
        labels=tuple(arrays["labels"].tolist()), hashes=arrays["hashes"].astype(np.uint32, copy=False), **full
    )
    count, known = len(heads.labels), len(heads.hashes)
    fits = heads.bias.shape == (count,) and heads.dense.shape[1:] == (count,)
    if not fits or heads.sparse.shape != (known, count) or heads.idf.shape != (known,):
        raise ValueError("the arrays of a head do not fit each other")
    return heads


def probabilities(log_odds: NDArray[Float]) -> NDArray[Float]:
    """The probabilities (0..1) of log odds, of any shape."""
    result: NDArray[Float] = 1 / (1 + np.exp(-np.clip(log_odds, -_FARTHEST, _FARTHEST)))
    return result


def sigmoid(log_odds: float) -> float:
    """The probability (0..1) of log odds."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds > 0 else math.exp(log_odds) / (1 + math.exp(log_odds))
