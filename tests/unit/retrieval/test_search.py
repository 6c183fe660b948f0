"""Search over one snapshot, with vectors that are bags of words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from copilot.retrieval.article import Article
from copilot.retrieval.indexed import embed, pending, searchable_text
from copilot.retrieval.lexical import LexicalIndex
from copilot.retrieval.search import Found, Query, search
from copilot.retrieval.snapshot import Snapshot, first_snapshot
from copilot.types import Filters
from tests.examples import an_article
from tests.fakes import FakeEncoder

LAMP = an_article("lamp", "# Green\n\nThe lamp glows green.\n\n# Red\n\nThe lamp blinks red.")
KETTLE = an_article("kettle", "Fill it with water.", questions=("how do i make tea",))
STAFF = an_article("staff-lamp", "The lamp blinks red for staff.", audience="internal")


def snapshot(*articles: Article) -> Snapshot:
    items = list(embed(FakeEncoder(), [pending(item, "/x") for item in articles]))
    passages = [passage for item in items for passage in item.passages]
    texts = ((number, passage, searchable_text(passage)) for number, passage in enumerate(passages))
    return first_snapshot(1, items, LexicalIndex().update((), texts), 256, 1_000)


def query(text: str) -> Query:
    return Query(text, FakeEncoder().read(text).vector)


def ids(found: Sequence[Found]) -> list[str]:
    return [item.passage.passage_id for item in found]


def test_the_passage_that_shares_most_words_is_first() -> None:
    found = search(snapshot(LAMP, KETTLE), query("it blinks red"), 2, Filters(), 0.4)

    assert ids(found)[0] == "lamp#2"
    assert found[0].score > found[1].score


def test_a_passage_is_found_by_a_question_of_its_article() -> None:
    (found,) = search(snapshot(LAMP, KETTLE), query("how do i make tea"), 1, Filters(), 0.4)

    assert ids([found]) == ["kettle#1"]
    assert found.cosine == pytest.approx(1.0, abs=1e-5)


def test_a_passage_is_found_by_a_word_that_no_vector_knows() -> None:
    coded = an_article("codes", "Error E-17 means that the tank is empty.")
    blind = Query("e-17", np.zeros(256, dtype=np.float32))

    (found,) = search(snapshot(LAMP, KETTLE, coded), blind, 1, Filters(), 0.4)

    assert ids([found]) == ["codes#1"]
    assert found.words > 0


def test_a_passage_that_was_found_without_words_has_no_word_share() -> None:
    found = search(snapshot(LAMP, KETTLE), query("zebra lamp"), 3, Filters(), 0.4)

    assert {item.passage.article_id: item.words > 0 for item in found} == {"lamp": True, "kettle": False}


def test_the_word_weight_can_turn_the_order_round() -> None:
    close = an_article("close", "alpha beta gamma")
    exact = an_article("exact", "alpha e-17 delta omega sigma kappa lambda")
    shelf = snapshot(close, exact)
    asked = Query("alpha e-17", FakeEncoder().read("alpha beta gamma").vector)

    assert ids(search(shelf, asked, 1, Filters(), 0.0)) == ["close#1"]
    assert ids(search(shelf, asked, 1, Filters(), 5.0)) == ["exact#1"]


def test_filters_hold_for_meaning_and_for_words() -> None:
    shelf = snapshot(LAMP, STAFF)

    found = search(shelf, query("lamp blinks red for staff"), 10, Filters(audience=("public",)), 0.4)

    assert ids(found) == ["lamp#2", "lamp#1"]


def test_no_more_than_k_passages_come_back_and_none_from_an_empty_shelf() -> None:
    assert len(search(snapshot(LAMP, KETTLE, STAFF), query("lamp"), 2, Filters(), 0.4)) == 2
    assert search(snapshot(), query("lamp"), 5, Filters(), 0.4) == []


def test_equal_scores_come_in_the_order_of_the_corpus() -> None:
    twins = [an_article(name, "The same text.", title="Same title") for name in ("one", "two", "three")]

    found = search(snapshot(*twins), query("same text"), 3, Filters(), 0.4)

    assert ids(found) == ["one#1", "two#1", "three#1"]


def test_the_same_query_gives_the_same_answer() -> None:
    shelf = snapshot(LAMP, KETTLE, STAFF)

    assert search(shelf, query("red lamp"), 5, Filters(), 0.4) == search(shelf, query("red lamp"), 5, Filters(), 0.4)
