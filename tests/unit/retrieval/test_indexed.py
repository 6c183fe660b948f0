"""Articles made ready for search."""

from __future__ import annotations

import numpy as np
import pytest

from copilot.encoding.reading import pooled
from copilot.retrieval.chunking import chunk
from copilot.retrieval.indexed import SENTENCE_DTYPE, IndexedArticle, embed, pending, searchable_text, text_hash
from copilot.text import Span
from tests.examples import an_article
from tests.fakes import FakeEncoder

BODY = "## Cards\n\nA card takes 5 days. PayPal takes 1 day.\n\n## Cash\n\nWe never send cash."
QUESTIONS = ("When do I get my money?", "Where is it?")


def indexed(**front: object) -> IndexedArticle:
    (item,) = embed(FakeEncoder(), [pending(an_article(body=BODY, **front), "/x")])
    return item


def test_passages_title_and_questions_are_embedded_in_this_order() -> None:
    item = pending(an_article(body=BODY, title="Refunds", questions=QUESTIONS), "/x")

    assert item.texts == (
        "Refunds. Cards\nA card takes 5 days. PayPal takes 1 day.",
        "Refunds. Cash\nWe never send cash.",
        "Refunds",
        *QUESTIONS,
    )


def test_a_passage_without_headings_is_searched_with_its_title() -> None:
    (passage,) = chunk(an_article(title="Refunds", body="Text."), "/x")

    assert searchable_text(passage) == "Refunds\nText."


def test_rows_say_which_passage_they_stand_for_and_none_for_title_and_questions() -> None:
    item = indexed(questions=QUESTIONS)

    assert [row.passage for row in item.rows] == [0, 1, None, None, None]
    assert item.rows[2].text_hash == text_hash(item.article.title)


def test_each_row_has_the_vector_of_its_own_text() -> None:
    encoder = FakeEncoder()
    waiting = pending(an_article(body=BODY, questions=QUESTIONS), "/x")

    (item,) = embed(encoder, [waiting])

    assert item.matrix(256) == pytest.approx(np.stack([encoder.read(text).vector for text in waiting.texts]))


def test_every_sentence_has_a_vector_pooled_from_the_pass_over_its_passage() -> None:
    item = indexed()
    text = searchable_text(item.passages[0])
    start = text.index("PayPal")

    sentences = np.frombuffer(item.sentences, dtype=SENTENCE_DTYPE).reshape(-1, 256)

    assert item.spans == ((Span(0, 20), Span(21, 40)), (Span(0, 19),))
    assert sentences[1] == pytest.approx(pooled(FakeEncoder().read(text), start, start + 19), abs=1e-3)


def test_articles_of_a_batch_come_out_in_their_order_with_their_own_vectors() -> None:
    batch = [pending(an_article(name, f"About {name}."), "/x") for name in ("lamp", "kettle", "phone")]

    together = list(embed(FakeEncoder(), batch))

    assert together == [next(embed(FakeEncoder(), [item])) for item in batch]
