"""FAISS over row vectors: an immutable base, a small list of newer rows, and a mask of dead rows."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from copilot.encoding.reading import Matrix

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]

_LISTS_PER_ROOT = 2
"""An inverted file of 2·√rows lists …"""

_PROBED_LISTS = 64
"""… of which 64 are searched, so that the rows looked at grow with √rows: recall@1 .97, @20 .95 of exact search
(docs/decisions/0005)."""

_TRAINING_ROWS_PER_LIST = 64


@dataclass(frozen=True, slots=True)
class DenseIndex:
    """Inner-product search over rows that are numbered from 0 and never renumbered.

    A change makes a new index that shares the base, so readers of the old one are not disturbed.
    `alive` is (rows,) bool.
    """

    base: Any
    newer: Any
    alive: Mask

    def search(self, query: Matrix, top: int, allowed: Mask) -> tuple[Rows, Matrix]:
        """The best rows among `allowed` (rows,) and their cosines, best first: `top`, or as many as are allowed."""
        usable = self.alive & allowed
        split = self.base.ntotal
        found = [_search(self.base, query, top, usable[:split]), _search(self.newer, query, top, usable[split:])]
        rows = np.concatenate([found[0][0], found[1][0] + split])
        scores = np.concatenate([found[0][1], found[1][1]])
        best = np.argsort(-scores, kind="stable")[:top]
        return rows[best], scores[best]

    def vectors(self, rows: Rows) -> Matrix:
        """(n, dim) vectors of the given rows."""
        if not self.newer.ntotal:
            return _stored(self.base, rows)
        split = self.base.ntotal
        out = np.empty((len(rows), self.base.d), dtype=np.float32)
        in_base = rows < split
        out[in_base] = _stored(self.base, rows[in_base])
        out[~in_base] = _stored(self.newer, rows[~in_base] - split)
        return out

    def replaced(self, dead: Rows, added: Matrix) -> DenseIndex:
        """An index in which `dead` rows are no longer found and `added` (n, dim) rows follow the last one."""
        alive = np.concatenate([self.alive, np.ones(len(added), dtype=np.bool_)])
        alive[dead] = False
        newer = faiss.IndexFlatIP(self.base.d)
        newer.add(np.concatenate([_stored(self.newer, np.arange(self.newer.ntotal)), added]))
        return DenseIndex(self.base, newer, alive)


def build(vectors: Matrix, *, exact_up_to_rows: int) -> DenseIndex:
    """An index of (n, dim) L2-normalised rows: exact up to a size, an inverted file above it (docs/decisions/0005)."""
    rows = np.ascontiguousarray(vectors, dtype=np.float32)
    base = faiss.IndexFlatIP(rows.shape[1]) if len(rows) <= exact_up_to_rows else _inverted_file(rows)
    base.add(rows)
    return DenseIndex(base, faiss.IndexFlatIP(rows.shape[1]), np.ones(len(rows), dtype=np.bool_))


def _inverted_file(rows: Matrix) -> Any:
    lists = min(len(rows), int(_LISTS_PER_ROOT * len(rows) ** 0.5))
    index = faiss.IndexIVFFlat(faiss.IndexFlatIP(rows.shape[1]), rows.shape[1], lists, faiss.METRIC_INNER_PRODUCT)
    index.cp.max_points_per_centroid = _TRAINING_ROWS_PER_LIST
    index.cp.min_points_per_centroid = 1
    index.train(rows)
    index.make_direct_map()
    return index


def _search(index: Any, query: Matrix, top: int, usable: Mask) -> tuple[Rows, Matrix]:
    if not usable.any():
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    faiss.omp_set_num_threads(1)  # holds for this thread only: two threads for one query cost four times the CPU
    scores, rows = index.search(query[np.newaxis], min(top, len(usable)), params=_parameters(index, usable))
    found = rows[0] >= 0
    return rows[0][found], scores[0][found]


def _parameters(index: Any, usable: Mask) -> Any:
    selector = None if usable.all() else faiss.IDSelectorBitmap(np.packbits(usable, bitorder="little"))
    if isinstance(index, faiss.IndexIVF):
        # the fewer rows are allowed, the more lists are probed: as many rows are compared, and no fewer are found
        probed = min(index.nlist, ceil(_PROBED_LISTS / usable.mean()))
        return faiss.SearchParametersIVF(sel=selector, nprobe=probed)
    return faiss.SearchParameters(sel=selector) if selector else None


def _stored(index: Any, rows: Rows) -> Matrix:
    """The vectors of given rows: (n, dim)."""
    if not len(rows):
        return np.empty((0, index.d), dtype=np.float32)
    vectors: Matrix = index.reconstruct_batch(rows)
    return vectors
