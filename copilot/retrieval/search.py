"""A query and its vector → the passages that fit best (pure over a snapshot)."""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from copilot.encoding.reading import Matrix
from copilot.retrieval.dense import Mask
from copilot.retrieval.fusion import article_evidence, fused
from copilot.retrieval.snapshot import Numbers, Snapshot
from copilot.types import Filters, Passage

_DENSE_ROWS: Final = 96
_LEXICAL_PASSAGES: Final = 32
_LEXICAL_PASSAGES_FILTERED: Final = 512


class Query(Struct, frozen=True):
    """What is searched for: the words and their (dim,) vector."""

    text: str
    vector: Matrix


class Found(Struct, frozen=True):
    """A passage with its fused score and the two pieces of evidence it is made of: cosine, and word share (0..1)."""

    number: int
    passage: Passage
    score: float
    dense: float
    lexical: float


def search(snapshot: Snapshot, query: Query, k: int, filters: Filters, lexical_weight: float) -> list[Found]:
    """At most `k` passages, best first; ties in the order of the corpus."""
    passages_allowed, rows_allowed = snapshot.allowed(filters)
    rows, _ = snapshot.dense.search(query.vector, _DENSE_ROWS, rows_allowed)
    words = _lexical(snapshot, query.text, passages_allowed)
    numbers = _candidates(snapshot, rows, words, passages_allowed)
    if not len(numbers):
        return []
    dense = _dense_evidence(snapshot, query.vector, numbers)
    lexical = np.fromiter((words.get(number, 0.0) for number in numbers.tolist()), np.float32, len(numbers))
    scores = fused(dense, lexical, lexical_weight)
    best = np.lexsort((numbers, -scores))[:k]
    return [
        Found(int(numbers[i]), snapshot.passages[numbers[i]], float(scores[i]), float(dense[i]), float(lexical[i]))
        for i in best
    ]


def _lexical(snapshot: Snapshot, text: str, allowed: Mask) -> dict[int, float]:
    top = _LEXICAL_PASSAGES if allowed.all() else _LEXICAL_PASSAGES_FILTERED
    return {number: share for number, share in snapshot.lexical.search(text, top).items() if allowed[number]}


def _candidates(snapshot: Snapshot, rows: Numbers, words: dict[int, float], allowed: Mask) -> Numbers:
    """Passages found by their own vector, by their article's title or questions, or by their words."""
    own = snapshot.row_passage[rows]
    by_title = {snapshot.row_article[row] for row in rows[own < 0]}
    parts = [own[own >= 0], np.fromiter(words, np.int64, len(words))]
    parts.extend(snapshot.places[article].passages for article in by_title)
    numbers = np.unique(np.concatenate(parts))
    return numbers[allowed[numbers]]


def _dense_evidence(snapshot: Snapshot, vector: Matrix, numbers: Numbers) -> NDArray[np.float32]:
    own = snapshot.dense.vectors(snapshot.passage_row[numbers]) @ vector
    articles = [snapshot.passages[number].article_id for number in numbers.tolist()]
    heading = _heading_cosines(snapshot, vector, list(dict.fromkeys(articles)))
    return article_evidence(own, np.fromiter((heading[article] for article in articles), np.float32, len(articles)))


def _heading_cosines(snapshot: Snapshot, vector: Matrix, articles: list[str]) -> dict[str, float]:
    """The best cosine of each article's title and questions."""
    groups = [snapshot.places[article].heading_rows for article in articles]
    cosines = snapshot.dense.vectors(np.concatenate(groups)) @ vector
    starts = np.cumsum([0, *(len(group) for group in groups[:-1])])
    best = np.maximum.reduceat(cosines, starts)
    return dict(zip(articles, best.tolist(), strict=True))
