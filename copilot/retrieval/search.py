"""A query and its vector → the passages that fit best (pure over a snapshot)."""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct

from copilot.encoding.reading import Matrix
from copilot.retrieval.dense import Mask
from copilot.retrieval.fusion import Scores, article_evidence, fused
from copilot.retrieval.snapshot import Numbers, Snapshot
from copilot.types import Filters, Likeness, Passage

_DENSE_ROWS: Final = 96
_NEAREST_ARTICLES: Final = 40
_LEXICAL_PASSAGES: Final = 64
_LEXICAL_PASSAGES_FILTERED: Final = 512


class Query(Struct, frozen=True):
    """What is searched for: the words and their (dim,) vector."""

    text: str
    vector: Matrix


class Found(Struct, frozen=True):
    """A passage, its fused score, and what speaks for it: its own or its title's cosine, and its word share (0..1)."""

    number: int
    passage: Passage
    score: float
    cosine: float
    words: float


def search(snapshot: Snapshot, query: Query, k: int, filters: Filters, lexical_weight: float) -> list[Found]:
    """At most `k` passages, best first; ties in the order of the corpus."""
    passages_allowed, rows_allowed = snapshot.allowed(filters)
    rows, _ = snapshot.dense.search(query.vector, _DENSE_ROWS, rows_allowed)
    shares = _word_shares(snapshot, query.text, passages_allowed)
    numbers = _candidates(snapshot, rows, shares, passages_allowed)
    if not len(numbers):
        return []
    own, heading = _cosines(snapshot, query.vector, numbers)
    words = np.fromiter((shares.get(number, 0.0) for number in numbers.tolist()), np.float32, len(numbers))
    scores = fused(article_evidence(own, heading), words, lexical_weight)
    cosines = np.maximum(own, heading)
    best = np.lexsort((numbers, -scores))[:k]
    columns = (column[best].tolist() for column in (numbers, scores, cosines, words))
    return [
        Found(number, snapshot.passages[number], score, cosine, share)
        for number, score, cosine, share in zip(*columns, strict=True)
    ]


def nearest_articles(snapshot: Snapshot, vector: Matrix) -> list[Likeness]:
    """The public articles of the best rows, by the best of each one's passages, title and questions."""
    few = snapshot.few_public()
    if few is None:
        _, rows_allowed = snapshot.allowed(Filters(audience=("public",)))
        rows, cosines = snapshot.dense.search(vector, _DENSE_ROWS, rows_allowed)
        named = [
            (snapshot.row_article[row], cosine) for row, cosine in zip(rows.tolist(), cosines.tolist(), strict=True)
        ]
        best = dict(reversed(named))
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    else:
        values = np.maximum.reduceat(few.vectors @ vector, few.starts) if len(few.starts) else np.empty(0)
        ranked = [(few.articles[place], float(values[place])) for place in np.argsort(-values, kind="stable").tolist()]
    return [
        Likeness(article_id=name, category=snapshot.places[name].article.category, cosine=cosine)
        for name, cosine in ranked[:_NEAREST_ARTICLES]
    ]


def _word_shares(snapshot: Snapshot, text: str, allowed: Mask) -> dict[int, float]:
    top = _LEXICAL_PASSAGES if allowed.all() else _LEXICAL_PASSAGES_FILTERED
    return {number: share for number, share in snapshot.lexical.search(text, top).items() if allowed[number]}


def _candidates(snapshot: Snapshot, rows: Numbers, words: dict[int, float], allowed: Mask) -> Numbers:
    """Passages found by their own vector, by their article's title or questions, or by their words."""
    own = snapshot.row_passage[rows]
    by_title = {snapshot.row_article[row] for row in rows[own < 0]}
    parts = [own[own >= 0], np.fromiter(words, np.int64, len(words))]
    parts.extend(snapshot.places[article].passages for article in by_title)
    numbers: Numbers = np.unique(np.concatenate(parts))
    return numbers[allowed[numbers]]


def _cosines(snapshot: Snapshot, vector: Matrix, numbers: Numbers) -> tuple[Scores, Scores]:
    """The cosine of each passage (n,), and the best one of its article's title and questions (n,)."""
    names = [snapshot.passages[number].article_id for number in numbers.tolist()]
    order = {name: position for position, name in enumerate(dict.fromkeys(names))}
    headings = [snapshot.places[name].heading_rows for name in order]
    starts = len(numbers) + np.cumsum([0, *(len(rows) for rows in headings[:-1])])
    cosines = snapshot.dense.vectors(np.concatenate([snapshot.passage_row[numbers], *headings])) @ vector
    best = np.maximum.reduceat(cosines, starts)
    return cosines[: len(numbers)], best[[order[name] for name in names]]
