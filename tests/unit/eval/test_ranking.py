"""Ranking measures on rankings that can be checked by hand."""

from __future__ import annotations

import math

import pytest

from copilot.errors import InvalidInput
from eval.measures.ranking import ranked

TWO_AND_ONE = 2 + 1 / math.log2(3)
"""Ideal gain of a grade 2 at rank 1 and a grade 1 at rank 2."""


@pytest.mark.parametrize(
    ("relevant", "ranking", "ndcg", "recall", "mrr"),
    [
        ({"a": 2}, ["a", "b"], 1.0, 1.0, 1.0),
        ({"a": 2}, ["b", "a"], 1 / math.log2(3), 1.0, 0.5),
        ({"a": 2, "b": 1}, ["b", "a"], (1 + 2 / math.log2(3)) / TWO_AND_ONE, 1.0, 1.0),
        ({"a": 2, "b": 1}, ["x", "a"], (2 / math.log2(3)) / TWO_AND_ONE, 0.5, 0.5),
        ({"a": 1}, ["p", "q", "r", "s", "t", "a"], 1 / math.log2(7), 0.0, 1 / 6),
        ({"a": 1}, [f"x{number}" for number in range(10)] + ["a"], 0.0, 0.0, 0.0),
        ({"a": 1}, ["x", "y"], 0.0, 0.0, 0.0),
    ],
)
def test_measures_are_what_one_computes_by_hand(
    relevant: dict[str, int], ranking: list[str], ndcg: float, recall: float, mrr: float
) -> None:
    values = ranked({"q": relevant}, {"q": ranking})

    assert values["q"] == pytest.approx({"nDCG@10": ndcg, "recall@5": recall, "MRR@10": mrr})


@pytest.mark.parametrize("rankings", [{"found": ["a"]}, {"found": ["a"], "lost": []}])
def test_a_judged_question_without_a_result_scores_zero(rankings: dict[str, list[str]]) -> None:
    values = ranked({"found": {"a": 2}, "lost": {"b": 2}}, rankings)

    assert values["found"]["nDCG@10"] == 1.0
    assert values["lost"] == {"nDCG@10": 0.0, "recall@5": 0.0, "MRR@10": 0.0}


def test_a_question_that_was_not_judged_does_not_count() -> None:
    assert list(ranked({"q": {"a": 1}}, {"q": ["a"], "other": ["a"]})) == ["q"]


@pytest.mark.parametrize("judgements", [{}, {"q": {}}, {"q": {"a": 1}, "r": {}}])
def test_refuses_to_measure_nothing(judgements: dict[str, dict[str, int]]) -> None:
    with pytest.raises(InvalidInput):
        ranked(judgements, {"q": ["a"]})
