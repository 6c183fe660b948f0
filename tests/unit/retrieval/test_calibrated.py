"""A verdict is only as good as the calibration behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.retrieval.answerability import Calibration
from copilot.retrieval.knowledge import KnowledgeBase, KnowledgeOptions
from copilot.retrieval.search import Query
from copilot.retrieval.shelf import Shelf
from copilot.types import Filters
from tests.examples import an_article
from tests.fakes import FakeEncoder


def opened(folder: Path, calibrated_for: str = "sha256:fake") -> KnowledgeBase:
    encoder = FakeEncoder()
    calibration = Calibration(encoder=calibrated_for, intercept=-2.0, cosine=4.0, words=1.0, answer=0.6, clarify=0.3)
    options = KnowledgeOptions(article_url="/kb/{id}", lexical_weight=0.4, exact_up_to_rows=1_000)
    return KnowledgeBase(Shelf(folder / "kb.db", encoder.manifest), encoder, calibration, options)


def query(text: str) -> Query:
    return Query(text, FakeEncoder().read(text).vector)


@pytest.mark.parametrize(("calibrated_for", "is_calibrated"), [("sha256:fake", True), ("sha256:another", False)])
def test_says_whether_its_confidence_was_fitted_for_this_encoder(
    tmp_path: Path, calibrated_for: str, is_calibrated: bool
) -> None:
    knowledge = opened(tmp_path, calibrated_for)

    assert knowledge.status().is_calibrated is is_calibrated
    knowledge.close()


def test_the_verdict_does_not_depend_on_how_many_passages_are_wanted(tmp_path: Path) -> None:
    knowledge = opened(tmp_path)
    for number in range(20):
        knowledge.put(an_article(f"lamp-{number}", "The lamp blinks.", audience="internal"))
    knowledge.put(an_article("public-lamp", "A lamp in the garden is a light."))

    few, many = (knowledge.search(query("lamp blinks"), k, Filters(), judged="public") for k in (1, 50))

    assert few.answerability == many.answerability
    assert few.answerability.confidence > 0
    knowledge.close()


def test_finds_with_the_evidence_what_search_shows(tmp_path: Path) -> None:
    knowledge = opened(tmp_path)
    knowledge.put(an_article("lamp", "The lamp blinks."))

    (found,) = knowledge.find(query("lamp"), 5, Filters())

    (hit,) = knowledge.search(query("lamp"), 5, Filters()).hits
    assert (found.passage, round(found.score, 4)) == (hit.passage, hit.score)
    assert 0 < found.words <= 1
    knowledge.close()
