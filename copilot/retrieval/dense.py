"""FAISS over row vectors: an immutable base, a small list of newer rows, and a mask of dead rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from copilot.encoding.reading import Matrix

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]

_HNSW_NEIGHBOURS = 32
_HNSW_BUILD_EFFORT = 80
_HNSW_SEARCH_EFFORT = 96
_SCAN_BELOW = 0.3
"""Where fewer of a graph's rows than this share may be found, it misses many, and comparing them all is fast."""


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
        split = self.base.ntotal
        out = np.empty((len(rows), self.base.d), dtype=np.float32)
        in_base = rows < split
        out[in_base] = _flat(self.base)[rows[in_base]]
        out[~in_base] = _flat(self.newer)[rows[~in_base] - split]
        return out

    def replaced(self, dead: Rows, added: Matrix) -> DenseIndex:
        """An index in which `dead` rows are no longer found and `added` (n, dim) rows follow the last one."""
        alive = np.concatenate([self.alive, np.ones(len(added), dtype=np.bool_)])
        alive[dead] = False
        newer = faiss.IndexFlatIP(self.base.d)
        newer.add(np.concatenate([_flat(self.newer), added]))
        return DenseIndex(self.base, newer, alive)


def build(vectors: Matrix, *, exact_up_to_rows: int) -> DenseIndex:
    """An index of (n, dim) L2-normalised rows: exact up to a size, a graph (HNSW) above it (docs/decisions/0005)."""
    dim = vectors.shape[1]
    if len(vectors) <= exact_up_to_rows:
        base: Any = faiss.IndexFlatIP(dim)
    else:
        base = faiss.IndexHNSWFlat(dim, _HNSW_NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
        base.hnsw.efConstruction = _HNSW_BUILD_EFFORT
        base.hnsw.efSearch = _HNSW_SEARCH_EFFORT
    base.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return DenseIndex(base, faiss.IndexFlatIP(dim), np.ones(len(vectors), dtype=np.bool_))


def _search(index: Any, query: Matrix, top: int, usable: Mask) -> tuple[Rows, Matrix]:
    share = float(usable.mean()) if len(usable) else 0.0
    if not share:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    selector = None if share == 1 else faiss.IDSelectorBitmap(np.packbits(usable, bitorder="little"))
    if isinstance(index, faiss.IndexHNSWFlat) and share >= _SCAN_BELOW:
        effort = int(_HNSW_SEARCH_EFFORT / share)
        parameters = faiss.SearchParametersHNSW(sel=selector, efSearch=effort)
    else:
        index, parameters = _stored(index), faiss.SearchParameters(sel=selector)
    scores, rows = index.search(query[np.newaxis], min(top, len(usable)), params=parameters)
    found = rows[0] >= 0
    return rows[0][found], scores[0][found]


def _stored(index: Any) -> Any:
    """The flat index that holds the vectors of an index."""
    return faiss.downcast_index(index.storage) if isinstance(index, faiss.IndexHNSWFlat) else index


def _flat(index: Any) -> Matrix:
    """A view of the vectors that an index stores: (n, dim), not to be written to."""
    storage = _stored(index)
    if storage.ntotal == 0:
        return np.empty((0, index.d), dtype=np.float32)
    return np.asarray(faiss.rev_swig_ptr(storage.get_xb(), storage.ntotal * index.d)).reshape(-1, index.d)
