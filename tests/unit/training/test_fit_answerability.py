"""The rules that choose the thresholds."""

from __future__ import annotations

import numpy as np
import pytest

from copilot.retrieval.answerability import Evidence
from eval.asked import Asked
from training.fit_answerability import Sample, answer_threshold, clarify_threshold, sample

GROUPS = ["near"] * 100 + ["adjacent"] * 25 + ["far"] * 25 + ["answerable"] * 10


def unanswerable(near: list[float], adjacent: list[float], far: list[float]) -> tuple[np.ndarray, Sample]:
    confidences = np.array([*near, *adjacent, *far, *[0.9] * 10])
    groups = np.array(GROUPS)
    return confidences, Sample(evidence=np.zeros((160, 2)), labels=groups == "answerable", groups=groups)


def test_the_answer_threshold_is_the_lowest_that_keeps_wrong_answers_rare() -> None:
    # 20 of 100 near ones and none of the others are at .7: (.2 + 0 + 0) / 3 is below 8 %, so .6 and less is too low
    confidences, data = unanswerable([0.7] * 20 + [0.6] * 80, [0.6] * 25, [0.1] * 25)

    assert answer_threshold(confidences, data) == pytest.approx(0.601)


def test_groups_of_unanswerable_questions_count_the_same_however_many_they_are() -> None:
    # 5 of 25 far ones weigh as much as 20 of 100 near ones; both together are above 8 %
    confidences, data = unanswerable([0.7] * 20 + [0.1] * 80, [0.1] * 25, [0.7] * 5 + [0.1] * 20)

    assert answer_threshold(confidences, data) == pytest.approx(0.701)


def test_the_clarify_threshold_is_the_highest_that_loses_few_answerable_questions() -> None:
    confidences = np.array([0.2] * 3 + [0.5] * 97 + [0.1] * 50)
    labels = np.array([True] * 100 + [False] * 50)

    assert clarify_threshold(confidences, labels) == pytest.approx(0.5)


def test_a_sample_keeps_the_order_of_the_questions() -> None:
    asked = [
        Asked(id="1", group="answerable", evidence=Evidence(cosine=0.5, words=0.25)),
        Asked(id="2", group="far", evidence=Evidence(cosine=0.1, words=0.0)),
    ]

    data = sample(asked)

    assert data.evidence.tolist() == [[0.5, 0.25], [0.1, 0.0]]
    assert data.labels.tolist() == [True, False]
    assert list(data.groups) == ["answerable", "far"]
