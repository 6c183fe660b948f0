"""A knowledge base of any size out of a small one: sentences recombined, vectors shaken, nothing embedded (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

import numpy as np
from msgspec import Struct, structs
from numpy.typing import NDArray

from copilot.encoding.reading import Matrix, normalised
from copilot.retrieval.indexed import SENTENCE_DTYPE, IndexedArticle, Row, text_hash
from copilot.text import Span
from copilot.types import Passage

SEED = 20_260_105
_SHAKE = 0.75
"""Length of the noise that is added to a unit vector: the cosine to where it came from is about 0.8."""


class Pool(Struct, frozen=True, kw_only=True):
    """Indexed articles, their sentences, and the sentences' vectors (sentences, dim) float16 in the same order."""

    articles: tuple[IndexedArticle, ...]
    sentences: tuple[str, ...]
    vectors: NDArray[np.float16]


def sentences_of(articles: Sequence[IndexedArticle]) -> tuple[str, ...]:
    """Every sentence of every passage, in order."""
    return tuple(
        passage.text[span.start : span.end]
        for item in articles
        for passage, spans in zip(item.passages, item.spans, strict=True)
        for span in spans
    )


def synthetic_articles(pool: Pool, passages: int, seed: int = SEED) -> Iterator[IndexedArticle]:
    """Articles shaped like the pool's with other sentences, until there are at least `passages` passages."""
    generator = np.random.default_rng(seed)
    made = number = 0
    while made < passages:
        item = _article(pool, pool.articles[number % len(pool.articles)], number, generator)
        yield item
        made += len(item.passages)
        number += 1


def _article(pool: Pool, model: IndexedArticle, number: int, generator: np.random.Generator) -> IndexedArticle:
    article_id = f"synthetic-{number:06d}"
    revision = f"sha256:{sha256(article_id.encode()).hexdigest()}"
    picks = [generator.integers(len(pool.sentences), size=max(1, len(spans))) for spans in model.spans]
    texts = [[pool.sentences[pick] for pick in own] for own in picks]
    passages = tuple(
        structs.replace(
            passage,
            passage_id=f"{article_id}#{position}",
            article_id=article_id,
            text=" ".join(own),
            revision=revision,
            audience="public",
        )
        for position, (passage, own) in enumerate(zip(model.passages, texts, strict=True), start=1)
    )
    body = "\n\n".join(passage.text for passage in passages)
    article = structs.replace(model.article, id=article_id, body=body, revision=revision, audience="public")
    return IndexedArticle(
        article=article,
        passages=passages,
        spans=tuple(tuple(_spans(own)) for own in texts),
        rows=tuple(_row(row, passages, article_id) for row in model.rows),
        vectors=_shaken(model.matrix(pool.vectors.shape[1]), generator).tobytes(),
        sentences=pool.vectors[np.concatenate(picks)].astype(SENTENCE_DTYPE).tobytes(),
    )


def _spans(sentences: Sequence[str]) -> Iterator[Span]:
    start = 0
    for sentence in sentences:
        yield Span(start, start + len(sentence))
        start += len(sentence) + 1


def _row(row: Row, passages: Sequence[Passage], article_id: str) -> Row:
    stands_for = article_id if row.passage is None else passages[row.passage].passage_id
    return Row(row.passage, text_hash(f"{stands_for} {row.text_hash}"))


def _shaken(vectors: Matrix, generator: np.random.Generator) -> Matrix:
    """(n, dim) float32 unit vectors, each turned away from where it was in a random direction."""
    noise = normalised(generator.standard_normal(vectors.shape).astype(np.float32))
    return normalised(vectors + np.float32(_SHAKE) * noise).astype(np.float32)
