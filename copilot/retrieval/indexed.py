"""An article made ready for search: its passages, the vectors of its rows and of its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

import numpy as np
from msgspec import Struct

from copilot.encoding.encoder import Encoder
from copilot.encoding.reading import Matrix, Reading, pooled
from copilot.retrieval.article import Article
from copilot.retrieval.chunking import chunk
from copilot.text import Span, sentence_spans
from copilot.types import Passage

SENTENCE_DTYPE = np.float16


class Row(Struct, frozen=True, array_like=True):
    """A text that is searched by meaning. `passage` counts from 0; None for titles and questions of the article."""

    passage: int | None
    text_hash: str


class IndexedArticle(Struct, frozen=True, kw_only=True):
    """`spans`: the sentences of each passage. `vectors`: (rows, dim) float32 as bytes.

    `sentences`: float16 bytes, one row for each span, in order.
    """

    article: Article
    passages: tuple[Passage, ...]
    spans: tuple[tuple[Span, ...], ...]
    rows: tuple[Row, ...]
    vectors: bytes
    sentences: bytes

    def matrix(self, dim: int) -> Matrix:
        """(rows, dim) float32, L2-normalised."""
        return np.frombuffer(self.vectors, dtype=np.float32).reshape(len(self.rows), dim)


class Pending(Struct, frozen=True, kw_only=True):
    """An article with the texts that have to be embedded for it."""

    article: Article
    passages: tuple[Passage, ...]
    texts: tuple[str, ...]


def pending(article: Article, url: str) -> Pending:
    """Divide an article into passages and say which texts stand for it: passages first, then title and questions."""
    passages = chunk(article, url)
    texts = (*map(searchable_text, passages), article.title, *article.questions)
    return Pending(article=article, passages=passages, texts=texts)


def searchable_text(passage: Passage) -> str:
    """What is embedded for a passage: a heading says what its text often leaves out."""
    return _context(passage) + passage.text


def _context(passage: Passage) -> str:
    return ". ".join(filter(None, (passage.title, passage.heading))) + "\n"


def embed(encoder: Encoder, batch: Sequence[Pending]) -> Iterator[IndexedArticle]:
    """Embed the texts of a batch of articles together; articles come out in their order."""
    texts = [text for item in batch for text in item.texts]
    readings: list[Reading | None] = [None] * len(texts)
    for index, reading in encoder.read_many(texts):
        readings[index] = reading
    ready = iter(reading for reading in readings if reading is not None)
    for item in batch:
        yield _indexed(item, [next(ready) for _ in item.texts])


def _indexed(item: Pending, readings: list[Reading]) -> IndexedArticle:
    count = len(item.passages)
    spans = tuple(tuple(sentence_spans(passage.text)) for passage in item.passages)
    sentences = [
        vector
        for passage, own, reading in zip(item.passages, spans, readings[:count], strict=True)
        for vector in _sentence_vectors(passage, own, reading)
    ]
    return IndexedArticle(
        article=item.article,
        passages=item.passages,
        spans=spans,
        rows=tuple(Row(number if number < count else None, text_hash(text)) for number, text in enumerate(item.texts)),
        vectors=np.stack([reading.vector for reading in readings]).astype(np.float32).tobytes(),
        sentences=np.array(sentences, dtype=SENTENCE_DTYPE).tobytes(),
    )


def _sentence_vectors(passage: Passage, spans: Sequence[Span], reading: Reading) -> Iterator[Matrix]:
    """Token vectors of the passage's pass, pooled by sentence ("late chunking", Günther et al. 2024)."""
    shift = len(_context(passage))
    return (pooled(reading, span.start + shift, span.end + shift) for span in spans)


def text_hash(text: str) -> str:
    """Which text a vector stands for."""
    return sha256(text.encode()).hexdigest()[:32]
