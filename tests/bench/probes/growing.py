"""Write an index of any size to disk without embedding anything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from msgspec import Struct

from copilot.bootstrap import index_path, make_encoder
from copilot.retrieval.indexed import SENTENCE_DTYPE, IndexedArticle
from copilot.retrieval.shelf import Change, Shelf
from copilot.settings import Settings
from tests.bench.probing import respond
from tests.bench.state import beside, settings_for
from tests.bench.synthetic import Pool, sentences_of, synthetic_articles

_ARTICLES_PER_WRITE = 1_000


class GrowingRequest(Struct, frozen=True, kw_only=True):
    """The state folder to take sentences and vectors from, the new one, and how many passages it shall have."""

    state: Path
    var: Path
    passages: int


class Grown(Struct, frozen=True, kw_only=True):
    """How large the index has become."""

    articles: int
    file_mb: float


def measure(request: GrowingRequest) -> Grown:
    """Write synthetic articles to the shelf of a new state folder."""
    pool = _pool(settings_for(request.state))
    settings = beside(request.state, request.var)
    shelf = Shelf(index_path(settings), make_encoder(settings, settings.encoder.retriever).manifest)
    articles = synthetic_articles(pool, request.passages)
    count = sum(_write(shelf, batch) for batch in _batches(articles))
    shelf.close()
    return Grown(articles=count, file_mb=index_path(settings).stat().st_size / 1e6)


def _pool(settings: Settings) -> Pool:
    manifest = make_encoder(settings, settings.encoder.retriever).manifest
    shelf = Shelf(index_path(settings), manifest)
    _, changes = shelf.since(0)
    articles = tuple(change.indexed for change in changes if change.indexed)
    vectors = [shelf.sentence_vectors(item.article.id, item.article.revision) for item in articles]
    shelf.close()
    known = [matrix for matrix in vectors if matrix is not None]
    return Pool(
        articles=articles, sentences=sentences_of(articles), vectors=np.concatenate(known).astype(SENTENCE_DTYPE)
    )


def _batches(articles: Iterator[IndexedArticle]) -> Iterator[list[IndexedArticle]]:
    while batch := list(islice(articles, _ARTICLES_PER_WRITE)):
        yield batch


def _write(shelf: Shelf, batch: list[IndexedArticle]) -> int:
    shelf.write([Change(id=item.article.id, origin="folder", indexed=item) for item in batch])
    return len(batch)


if __name__ == "__main__":
    respond(GrowingRequest, measure)
