"""Intents by the articles that are most like a message."""

from __future__ import annotations

import math

import pytest

from copilot.triage.prototypes import (
    KnowledgePrototypes,
    Logistic,
    PrototypeCalibration,
    by_category,
    lead,
    load_prototype_calibration,
)
from copilot.types import Likeness
from tests.unit.triage.values import NORTH, a_part

CALIBRATION = PrototypeCalibration(
    encoder="sha256:fake",
    category=Logistic(intercept=0.0, cosine=2.0, lead=0.0),
    article=Logistic(intercept=-2.0, cosine=0.0, lead=10.0),
    threshold=0.6,
    article_threshold=0.7,
)


def like(article: str, cosine: float) -> Likeness:
    category, _, name = article.rpartition("/")
    return Likeness(article_id=name, category=category, cosine=cosine)


def labels(*articles: Likeness) -> list[tuple[str, float]]:
    (found,) = KnowledgePrototypes(lambda _: articles, CALIBRATION).classify([a_part()])
    return [(intent.label, round(intent.confidence, 3)) for intent in found]


def sigmoid(log_odds: float) -> float:
    return round(1 / (1 + math.exp(-log_odds)), 3)


def test_a_logistic_weighs_the_cosine_and_the_lead() -> None:
    logistic = Logistic(intercept=-1.0, cosine=2.0, lead=4.0)

    assert logistic.probability(0.5, 0.25) == pytest.approx(1 / (1 + math.exp(-1.0)))


def test_a_clear_article_is_named_with_its_category() -> None:
    assert labels(like("refunds/late", 0.8), like("refunds/how", 0.4)) == [("refunds.late", sigmoid(2 * 0.8002))]


def test_the_confidence_is_the_lower_of_article_and_category() -> None:
    assert labels(like("refunds/late", 0.8), like("refunds/how", 0.5)) == [("refunds.late", sigmoid(-2 + 10 * 0.3))]


def test_where_two_articles_are_alike_only_the_category_is_named() -> None:
    found = labels(like("refunds/late", 0.8), like("refunds/how", 0.8))

    assert found == [("refunds", sigmoid(2 * (0.8 + math.log(2) / 15)))]


def test_an_article_without_a_rival_in_its_category_leads_by_its_own_cosine() -> None:
    assert labels(like("refunds/late", 0.8), like("login/reset", 0.79)) == [("refunds.late", sigmoid(2 * 0.8))]


def test_an_empty_knowledge_base_names_nothing() -> None:
    assert labels() == []


def test_each_part_is_looked_up_by_its_vector() -> None:
    asked = []
    classifier = KnowledgePrototypes(lambda vector: asked.append(vector.tolist()) or [], CALIBRATION)

    assert classifier.classify([a_part(NORTH), a_part(-NORTH)]) == ((), ())
    assert asked == [NORTH.tolist(), (-NORTH).tolist()]


def test_many_good_articles_weigh_a_little_more_than_one() -> None:
    many = [like("refunds/a", 0.7), like("refunds/b", 0.7), like("login/c", 0.72)]
    clear = [like("refunds/a", 0.7), like("refunds/b", 0.7), like("login/c", 0.8)]

    assert [name for name, _ in by_category(many)] == ["refunds", "login"]
    assert by_category(many)[0][1] == pytest.approx(0.7 + math.log(2) / 15)
    assert [name for name, _ in by_category(clear)] == ["login", "refunds"]


def test_categories_that_are_alike_come_by_name() -> None:
    assert [name for name, _ in by_category([like("b/x", 0.5), like("a/y", 0.5)])] == ["a", "b"]


@pytest.mark.parametrize(("ranked", "ahead"), [([("a", 0.8), ("b", 0.5), ("c", 0.1)], 0.3), ([("a", 0.8)], 0.8)])
def test_the_lead_is_the_way_to_the_second_one(ranked: list[tuple[str, float]], ahead: float) -> None:
    assert lead(ranked) == pytest.approx(ahead)


@pytest.mark.parametrize(("threshold", "believed"), [(None, 0.6), (0.0, 0.0), (0.9, 0.9)])
def test_a_threshold_may_be_set(threshold: float | None, believed: float) -> None:
    assert KnowledgePrototypes(lambda _: [], CALIBRATION, threshold).threshold == believed


def test_the_shipped_calibration_trusts_likeness_and_a_lead() -> None:
    shipped = load_prototype_calibration()

    for of in (shipped.category, shipped.article):
        assert of.probability(0.2, 0.0) < 0.2 < of.probability(0.8, 0.2)
    assert 0 < shipped.article_threshold < 1
    assert 0 < shipped.threshold < 1
    assert shipped.encoder.startswith("sha256:")


def test_an_article_that_would_not_be_believed_leaves_the_category() -> None:
    articles = (like("refunds/late", 0.8), like("refunds/how", 0.4))
    strict = KnowledgePrototypes(lambda _: articles, CALIBRATION, threshold=0.9)

    ((intent,),) = strict.classify([a_part()])

    assert intent.label == "refunds"
