"""The questions that the repository ships fit its knowledge base."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from eval.asked import DISTANCES
from eval.dataset import Dataset
from eval.datasets.own import read_own

ROOT = Path(__file__).parents[3]


def shipped() -> Dataset:
    return read_own(ROOT / "eval" / "data" / "retrieval", ROOT / "kb_corpus")


def test_there_are_enough_questions_of_both_kinds_in_both_splits() -> None:
    kinds = Counter((question.split, question.is_answerable) for question in shipped().questions)

    assert min(kinds[split, True] for split in ("dev", "test")) >= 180
    assert min(kinds[split, False] for split in ("dev", "test")) >= 80


def test_every_answerable_question_has_an_article_that_answers_it() -> None:
    assert all(2 in question.relevant.values() for question in shipped().questions if question.is_answerable)


def test_every_unanswerable_question_says_how_far_it_is_from_what_we_know() -> None:
    outside = [question for question in shipped().questions if not question.is_answerable]

    assert all(len(set(DISTANCES) & set(question.tags)) == 1 for question in outside)


def test_no_question_is_asked_twice() -> None:
    asked = Counter(question.query.casefold() for question in shipped().questions)

    assert [query for query, count in asked.items() if count > 1] == []
