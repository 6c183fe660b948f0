"""Confidence intervals."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from copilot.errors import InvalidInput
from eval.measures.confidence import auroc
from eval.measures.interval import by_cluster, difference, mean, resampled


def test_values_that_are_all_the_same_leave_no_doubt() -> None:
    figure = mean([0.5, 0.5, 0.5])

    assert (figure.value, figure.low, figure.high) == (0.5, 0.5, 0.5)


def test_the_interval_of_a_coin_is_about_two_standard_errors_wide() -> None:
    figure = mean([0.0, 1.0] * 50)

    assert figure.value == 0.5
    assert figure.low == pytest.approx(0.5 - 1.96 * 0.05, abs=0.015)
    assert figure.high == pytest.approx(0.5 + 1.96 * 0.05, abs=0.015)


def test_the_same_values_give_the_same_interval() -> None:
    values = [0.1, 0.9, 0.4, 0.7]

    assert mean(values) == mean(values)


def test_a_gain_on_every_question_is_certain_however_different_they_are() -> None:
    first, second = [0.2, 0.9, 0.5], [0.1, 0.8, 0.4]

    gain = difference(first, second)

    assert (gain.value, gain.low, gain.high) == pytest.approx((0.1, 0.1, 0.1))


def test_questions_are_compared_in_pairs_only() -> None:
    with pytest.raises(InvalidInput):
        difference([0.1], [0.1, 0.2])


def test_an_empty_group_is_an_error() -> None:
    with pytest.raises(InvalidInput):
        mean([])


def test_every_resample_holds_both_kinds_of_question() -> None:
    confidences = np.array([0.9, 0.1, 0.2, 0.3])
    outcomes = np.array([True, False, False, False])

    figure = resampled(auroc, confidences, outcomes)

    assert (figure.value, figure.low, figure.high) == (1.0, 1.0, 1.0)


def mean_of(values: list[float]) -> Callable[[np.ndarray], float]:
    return lambda chosen: float(np.array(values)[chosen].mean())


def test_rows_of_one_cluster_are_drawn_together() -> None:
    values, owners = [0.0] * 50 + [1.0] * 50, np.repeat([0, 1], 50)

    figure = by_cluster(mean_of(values), owners)

    assert (figure.value, figure.low, figure.high) == (0.5, 0.0, 1.0)


def test_clusters_of_one_row_each_are_drawn_like_rows() -> None:
    figure = by_cluster(mean_of([0.0, 1.0] * 50), np.arange(100))

    assert figure.low == pytest.approx(0.5 - 1.96 * 0.05, abs=0.02)
    assert figure.high == pytest.approx(0.5 + 1.96 * 0.05, abs=0.02)


def test_the_rows_of_a_cluster_may_lie_apart_and_a_larger_one_counts_more() -> None:
    values, owners = [1.0, 0.0, 1.0, 1.0], np.array([1, 0, 1, 1])

    figure = by_cluster(mean_of(values), owners)

    assert (figure.value, figure.low, figure.high) == (0.75, 0.0, 1.0)


def test_all_of_the_chosen_clusters_rows_are_there() -> None:
    sizes = set()

    def size(chosen: np.ndarray) -> float:
        sizes.add(len(chosen))
        return float(len(chosen))

    by_cluster(size, np.array([0, 1, 1, 1]))

    assert sizes == {2, 4, 6}


def test_draws_of_which_nothing_can_be_said_are_left_out() -> None:
    scores, truth = np.array([0.9, 0.1]), np.array([True, False])

    figure = by_cluster(lambda chosen: auroc(scores[chosen], truth[chosen]), np.array([0, 1]))

    assert (figure.value, figure.low, figure.high) == (1.0, 1.0, 1.0)
