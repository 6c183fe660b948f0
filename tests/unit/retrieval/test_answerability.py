"""From what was found to a verdict."""

from __future__ import annotations

import math

import pytest

from copilot.retrieval.answerability import (
    Calibration,
    Evidence,
    answerability,
    evidence,
    load_calibration,
    probability,
    verdict,
)
from copilot.retrieval.search import Found
from copilot.types import Verdict
from tests.examples import a_passage

CALIBRATION = Calibration(encoder="sha256:fake", intercept=-3.0, cosine=4.0, words=2.0, answer=0.7, clarify=0.3)


def found(cosine: float, words: float, article_id: str = "a") -> Found:
    return Found(0, a_passage("Text.", f"{article_id}#1"), score=0.5, cosine=cosine, words=words)


def test_evidence_is_the_best_cosine_and_the_best_word_share_of_any_passage() -> None:
    seen = evidence([found(0.4, 0.1), found(0.6, 0.0), found(0.2, 0.9)])

    assert seen == Evidence(cosine=0.6, words=0.9)


def test_the_order_of_what_was_found_does_not_matter() -> None:
    items = [found(0.4, 0.1), found(0.6, 0.0)]

    assert evidence(items) == evidence(items[::-1])


@pytest.mark.parametrize(
    ("cosine", "words", "odds"),
    [(0.75, 0.0, 0.0), (0.0, 0.0, -3.0), (1.0, 1.0, 3.0), (0.5, 0.5, 0.0)],
)
def test_probability_is_the_logistic_function_of_the_weighed_evidence(cosine: float, words: float, odds: float) -> None:
    assert probability(CALIBRATION, Evidence(cosine=cosine, words=words)) == pytest.approx(1 / (1 + math.exp(-odds)))


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [(0.7, "answer"), (0.6999, "clarify"), (0.3, "clarify"), (0.2999, "abstain"), (0.0, "abstain"), (1.0, "answer")],
)
def test_a_threshold_belongs_to_the_verdict_above_it(confidence: float, expected: Verdict) -> None:
    assert verdict(CALIBRATION, confidence) == expected


def test_abstains_with_no_confidence_when_nothing_was_found() -> None:
    judged = answerability(CALIBRATION, [])

    assert (judged.verdict, judged.confidence) == ("abstain", 0.0)


def test_confidence_is_given_whatever_the_verdict() -> None:
    judged = answerability(CALIBRATION, [found(0.5, 0.2)])

    assert (judged.verdict, judged.confidence) == ("clarify", 0.3543)


def test_the_shipped_calibration_trusts_more_evidence_more_and_can_reach_every_verdict() -> None:
    shipped = load_calibration()

    assert shipped.cosine > 0
    assert shipped.words > 0
    assert 0 < shipped.clarify < shipped.answer < 1
    assert answerability(shipped, [found(0.9, 0.9)]).verdict == "answer"
    assert answerability(shipped, [found(0.1, 0.0)]).verdict == "abstain"


def test_the_shipped_calibration_says_what_it_was_fitted_on() -> None:
    fitted = load_calibration().fitted

    assert fitted is not None
    assert fitted.questions.startswith("sha256:")
    assert fitted.corpus.startswith("sha256:")
    assert min(fitted.answerable, fitted.unanswerable) > 0
    assert 0.5 < fitted.figures["cross_validated_auroc"] < 1
