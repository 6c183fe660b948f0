"""Fit linear heads to labelled texts.

Own code around SciPy's L-BFGS because vectors and terms stay apart, one dense and one sparse: on Banking77's 10,003
examples it takes 10 s where scikit-learn's solver on the joined matrix takes 33 s, with the same accuracy (.939).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal

import numpy as np

from copilot.encoding.reading import Matrix
from copilot.triage.linear import TERMS_WEIGHT, LinearHeads
from copilot.triage.terms import Hashes, Terms

Loss = Literal["softmax", "logistic"]
"""`softmax`: one label a text; `logistic`: any number of them."""

_ITERATIONS: Final = 80
_TOLERANCE: Final = 1e-5


def fit_heads(
    vectors: Matrix,
    found: Sequence[Terms],
    targets: Matrix,
    labels: Sequence[str],
    *,
    loss: Loss,
    strength: float,
    least_texts: int = 1,
) -> LinearHeads:
    """Heads that give high scores where `targets` (n, labels) are 1 and low ones where they are 0.

    `vectors` are (n, dim) and of length 1; `strength` is the inverse of the L2 penalty, as scikit-learn's `C`. With
    the logistic loss a target that is not known is NaN. Terms that fewer than `least_texts` have are left out.
    """
    hashes, idf = _vocabulary([one for one, _ in found], least_texts)
    dense, bias, sparse = _minimised(
        vectors.astype(np.float32), _matrix(found, hashes, idf), targets.astype(np.float32), loss, strength
    )
    return LinearHeads(labels=tuple(labels), dense=dense, bias=bias, hashes=hashes, idf=idf, sparse=sparse)


def _vocabulary(found: Sequence[Hashes], least_texts: int) -> tuple[Hashes, Matrix]:
    hashes, counts = np.unique(np.concatenate(found), return_counts=True)
    kept = counts >= least_texts
    idf = np.log((1 + len(found)) / (1 + counts[kept])) + 1
    return hashes[kept], idf.astype(np.float32)


def _matrix(found: Sequence[Terms], hashes: Hashes, idf: Matrix) -> Any:
    """(n, terms) sparse rows of length `TERMS_WEIGHT`."""
    from scipy.sparse import csr_matrix

    columns, values, ends = [], [], [0]
    for one, weights in found:
        places = np.searchsorted(hashes, one)
        is_known = np.zeros(len(one), dtype=np.bool_)
        inside = places < len(hashes)
        is_known[inside] = hashes[places[inside]] == one[inside]
        places = places[is_known]
        row = weights[is_known] * idf[places]
        columns.append(places)
        values.append(TERMS_WEIGHT * row / (np.linalg.norm(row) or 1))
        ends.append(ends[-1] + len(row))
    parts = (np.concatenate(values).astype(np.float32), np.concatenate(columns), ends)
    return csr_matrix(parts, shape=(len(found), len(hashes)))


def _minimised(vectors: Matrix, rows: Any, targets: Matrix, loss: Loss, strength: float) -> tuple[Matrix, ...]:
    from scipy.optimize import minimize

    count, dim, width = len(targets), vectors.shape[1], targets.shape[1]
    columns, middle = rows.T.tocsr(), vectors.shape[1] + rows.shape[1]

    def cost(flat: Any) -> tuple[float, Any]:
        weights = flat.astype(np.float32).reshape(-1, width)
        error, residual = _loss(vectors @ weights[:dim] + rows @ weights[dim:middle] + weights[middle], targets, loss)
        decay = weights[:middle] / strength
        slope = np.concatenate([vectors.T @ residual, columns @ residual, residual.sum(axis=0, keepdims=True)])
        slope[:middle] += decay
        total = error + 0.5 * float((decay * weights[:middle]).sum())
        return total / count, slope.ravel().astype(np.float64) / count

    start = np.zeros((middle + 1) * width)
    options = {"maxiter": _ITERATIONS, "maxcor": 5, "ftol": _TOLERANCE}
    best = minimize(cost, start, jac=True, method="L-BFGS-B", options=options).x.astype(np.float32).reshape(-1, width)
    return best[:dim], best[middle], best[dim:middle]


def _loss(scores: Matrix, targets: Matrix, loss: Loss) -> tuple[float, Matrix]:
    """The cross entropy of all texts, and its slope by the scores (n, labels)."""
    if loss == "logistic":
        is_known = ~np.isnan(targets)
        known = np.where(is_known, targets, 0)
        error = (np.logaddexp(0, scores) - known * scores)[is_known]
        return float(error.sum()), np.where(is_known, 1 / (1 + np.exp(-scores)) - known, 0).astype(np.float32)
    shifted = scores - scores.max(axis=1, keepdims=True)
    totals = np.exp(shifted).sum(axis=1, keepdims=True)
    residual = np.exp(shifted) / totals - targets
    return float((np.log(totals) - shifted)[targets > 0].sum()), residual.astype(np.float32)
