"""The knowledge base in memory as it is at one moment: never changed, only followed by the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from copilot.encoding.reading import Matrix
from copilot.retrieval.article import Article
from copilot.retrieval.dense import DenseIndex, Mask, build
from copilot.retrieval.indexed import IndexedArticle
from copilot.retrieval.lexical import LexicalView
from copilot.text import Span
from copilot.types import Filters, Passage

Numbers = NDArray[np.int64]

_MAX_CACHED_MASKS = 64
_FEW_ROWS = 5_000
_NO_ARTICLE_ROWS: Numbers = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article is: the numbers of its passages, of their rows, and of its title and question rows."""

    article: Article
    passages: Numbers
    heading_rows: Numbers


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a passage; `first` is the row of the first one among the sentence vectors of its article."""

    first: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PublicRows:
    """`vectors` (rows, dim) of public articles, one article after the other; `starts` is where each begins."""

    articles: tuple[str, ...]
    starts: Numbers
    vectors: Matrix


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Passages are numbered from 0; a number is never used again.

    `passage_row[n]` is the row of passage n's own vector. `row_passage[r]` is the passage that row r belongs to, or -1
    for a title or question, and `row_article[r]` its article.
    """

    generation: int
    id: str
    passages: Sequence[Passage]
    sentences: Sequence[Sentences]
    places: Mapping[str, Place]
    dense: DenseIndex
    lexical: LexicalView
    passage_row: Numbers
    row_passage: Numbers
    row_article: Sequence[str]
    live_passages: int
    _masks: dict[Filters, tuple[Mask, Mask]] = field(default_factory=dict)
    _public: list[PublicRows | None] = field(default_factory=list)

    def allowed(self, filters: Filters) -> tuple[Mask, Mask]:
        """Which passages (passages,) and which rows (rows,) may be found; kept for the next query like it."""
        masks = self._masks.get(filters)
        if masks is None:
            masks = self._make_masks(filters)
            if len(self._masks) < _MAX_CACHED_MASKS:
                self._masks[filters] = masks
        return masks

    def few_public(self) -> PublicRows | None:
        """The rows of public articles, if they are few enough to be compared one by one; kept for the next time."""
        if not self._public:
            places = {name: place for name, place in self.places.items() if place.article.audience == "public"}
            rows = [np.concatenate([self.passage_row[place.passages], place.heading_rows]) for place in places.values()]
            self._public.append(self._gathered(tuple(places), rows) if sum(map(len, rows)) <= _FEW_ROWS else None)
        return self._public[0]

    def _gathered(self, articles: tuple[str, ...], rows: Sequence[Numbers]) -> PublicRows:
        starts = np.cumsum([0, *map(len, rows)])[:-1].astype(np.int64)
        return PublicRows(articles, starts, self.dense.vectors(np.concatenate([*rows, _NO_ARTICLE_ROWS])))

    def _make_masks(self, filters: Filters) -> tuple[Mask, Mask]:
        alive = np.zeros(len(self.passages), dtype=np.bool_)
        matching = set()
        for article_id, place in self.places.items():
            if matches(place.article, filters):
                alive[place.passages] = True
                matching.add(article_id)
        rows = np.fromiter((article in matching for article in self.row_article), np.bool_, len(self.row_article))
        return alive, rows


def matches(article: Article, filters: Filters) -> bool:
    """True if an article passes every filter that is set."""
    return (
        (not filters.tags or not set(filters.tags).isdisjoint(article.tags))
        and (not filters.audience or article.audience in filters.audience)
        and (not filters.category or article.category in filters.category)
        and (not filters.language or article.language in filters.language)
    )


def first_snapshot(
    generation: int, articles: Sequence[IndexedArticle], lexical: LexicalView, dim: int, exact_up_to_rows: int
) -> Snapshot:
    """A snapshot of everything on the shelf; `lexical` holds the same passages under the same numbers."""
    vectors = [item.matrix(dim) for item in articles] or [np.empty((0, dim), dtype=np.float32)]
    empty = Snapshot(
        generation=0,
        id="",
        passages=(),
        sentences=(),
        places={},
        dense=build(np.concatenate(vectors), exact_up_to_rows=exact_up_to_rows),
        lexical=lexical,
        passage_row=_NO_ARTICLE_ROWS,
        row_passage=_NO_ARTICLE_ROWS,
        row_article=(),
        live_passages=0,
    )
    return _followed(empty, generation, articles, lexical, empty.dense, {})


def next_snapshot(
    previous: Snapshot, generation: int, removed: Iterable[str], added: Sequence[IndexedArticle], lexical: LexicalView
) -> Snapshot:
    """The snapshot after `removed` articles are gone and `added` ones are there (an edited article is in both)."""
    places = dict(previous.places)
    gone = [places.pop(article_id) for article_id in removed if article_id in places]
    dead = [rows for place in gone for rows in (previous.passage_row[place.passages], place.heading_rows)]
    dim = previous.dense.base.d
    vectors = [item.matrix(dim) for item in added] or [np.empty((0, dim), dtype=np.float32)]
    dense = previous.dense.replaced(np.concatenate(dead or [_NO_ARTICLE_ROWS]), np.concatenate(vectors))
    return _followed(previous, generation, added, lexical, dense, places)


def _followed(
    previous: Snapshot,
    generation: int,
    added: Sequence[IndexedArticle],
    lexical: LexicalView,
    dense: DenseIndex,
    places: dict[str, Place],
) -> Snapshot:
    passages = list(previous.passages)
    sentences = list(previous.sentences)
    row_article = list(previous.row_article)
    passage_row: list[int] = []
    row_passage: list[int] = []
    for item in added:
        first_passage, first_row = len(passages), len(row_article)
        own = np.array([row.passage is not None for row in item.rows], dtype=np.bool_)
        numbers = np.arange(first_row, first_row + len(item.rows))
        places[item.article.id] = Place(
            article=item.article,
            passages=np.arange(first_passage, first_passage + len(item.passages)),
            heading_rows=numbers[~own],
        )
        passage_row.extend(numbers[own])
        row_passage.extend(-1 if row.passage is None else first_passage + row.passage for row in item.rows)
        passages.extend(item.passages)
        sentences.extend(_sentences(item.spans))
        row_article.extend([item.article.id] * len(item.rows))
    return Snapshot(
        generation=generation,
        id=_snapshot_id(generation, places),
        passages=passages,
        sentences=sentences,
        places=places,
        dense=dense,
        lexical=lexical,
        passage_row=np.concatenate([previous.passage_row, np.array(passage_row, dtype=np.int64)]),
        row_passage=np.concatenate([previous.row_passage, np.array(row_passage, dtype=np.int64)]),
        row_article=row_article,
        live_passages=sum(len(place.passages) for place in places.values()),
    )


def _sentences(spans: Iterable[tuple[Span, ...]]) -> Iterator[Sentences]:
    first = 0
    for own in spans:
        yield Sentences(first, own)
        first += len(own)


def _snapshot_id(generation: int, places: Mapping[str, Place]) -> str:
    """The same articles give the same hash, in whatever order they were added."""
    total = 0
    for place in places.values():
        total ^= int(place.article.revision.removeprefix("sha256:")[:16], 16)
    return f"{generation}-{sha256(str((len(places), total)).encode()).hexdigest()[:12]}"
