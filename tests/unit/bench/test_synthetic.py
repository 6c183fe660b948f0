from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from copilot.retrieval.article import Article
from copilot.retrieval.indexed import IndexedArticle, Row
from copilot.text import Span
from copilot.types import Passage
from tests.bench.synthetic import Pool, sentences_of, synthetic_articles

DIM = 384
SENTENCES = ("The light is red.", "Unplug it.", "Wait a minute.")


def passage(number: int, text: str) -> Passage:
    return Passage(
        passage_id=f"mesh#{number}",
        article_id="mesh",
        title="Mesh",
        heading="",
        text=text,
        url="",
        revision="sha256:" + "0" * 64,
        audience="internal",
        category="troubleshooting",
        tags=(),
        language="en",
    )


@pytest.fixture
def pool() -> Pool:
    vectors = np.eye(4, DIM, dtype=np.float32)
    item = IndexedArticle(
        article=Article(
            id="mesh",
            title="Mesh",
            body="…",
            category="troubleshooting",
            tags=(),
            audience="internal",
            language="en",
            updated=date(2026, 1, 5),
            questions=("why red?",),
            revision="sha256:" + "0" * 64,
        ),
        passages=(passage(1, f"{SENTENCES[0]} {SENTENCES[1]}"), passage(2, SENTENCES[2])),
        spans=((Span(0, 17), Span(18, 28)), (Span(0, 14),)),
        rows=(Row(0, "a"), Row(1, "b"), Row(None, "c"), Row(None, "d")),
        vectors=vectors.tobytes(),
        sentences=b"",
    )
    return Pool(articles=(item,), sentences=sentences_of([item]), vectors=np.eye(3, DIM, dtype=np.float16))


def test_sentences_are_cut_where_the_spans_say(pool: Pool) -> None:
    assert pool.sentences == SENTENCES


def test_makes_as_many_passages_as_asked_for_and_no_article_more(pool: Pool) -> None:
    articles = list(synthetic_articles(pool, 5))

    assert sum(len(item.passages) for item in articles) == 6
    assert len({item.article.id for item in articles}) == 3
    assert len({item.article.revision for item in articles}) == 3


def test_spans_vectors_and_sentence_vectors_fit_the_text(pool: Pool) -> None:
    (item,) = synthetic_articles(pool, 1)

    found = [
        passage.text[span.start : span.end]
        for passage, spans in zip(item.passages, item.spans, strict=True)
        for span in spans
    ]
    sentence_vectors = np.frombuffer(item.sentences, dtype=np.float16).reshape(-1, DIM)

    assert [SENTENCES[row.argmax()] for row in sentence_vectors] == found
    assert item.matrix(DIM).shape == (len(item.rows), DIM)


def test_vectors_stay_unit_vectors_near_where_they_came_from(pool: Pool) -> None:
    (item,) = synthetic_articles(pool, 1)

    vectors = item.matrix(DIM)
    cosines = (vectors * np.eye(4, DIM)).sum(axis=1)

    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert cosines == pytest.approx(0.8, abs=0.1)


def test_the_same_seed_gives_the_same_articles(pool: Pool) -> None:
    assert list(synthetic_articles(pool, 4)) == list(synthetic_articles(pool, 4))
    assert list(synthetic_articles(pool, 4)) != list(synthetic_articles(pool, 4, seed=1))
