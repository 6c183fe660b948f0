"""Intervals over messages that are alike."""

from __future__ import annotations

import pytest

from copilot.errors import InvalidInput
from eval.measures.clusters import clustered, ratio


def test_the_value_is_that_of_the_sums() -> None:
    figure = clustered([("a", (1, 2)), ("b", (0, 1)), ("a", (1, 1))], ratio)

    assert figure.value == pytest.approx(2 / 4)


def test_messages_of_one_template_leave_more_doubt_than_messages_of_many() -> None:
    outcomes = [(index % 2, 1) for index in range(80)]
    alike = clustered([(index % 2, outcome) for index, outcome in enumerate(outcomes)], ratio)
    various = clustered(list(enumerate(outcomes)), ratio)

    assert alike.value == various.value == 0.5
    assert (alike.low, alike.high) == (0.0, 1.0)
    assert various.low == pytest.approx(0.5 - 1.96 * 0.5 / 80**0.5, abs=0.03)


def test_the_same_counts_give_the_same_interval() -> None:
    counts = [(index, (index % 3, 3)) for index in range(20)]

    assert clustered(counts, ratio) == clustered(counts, ratio)


def test_many_clusters_are_drawn_in_parts() -> None:
    figure = clustered([(index, (index % 2, 1)) for index in range(5_000)], ratio)

    assert figure.low == pytest.approx(0.5 - 1.96 * 0.5 / 5_000**0.5, abs=0.003)


def test_one_template_alone_has_no_interval() -> None:
    figure = clustered([("a", (1, 2)), ("a", (0, 2))], ratio)

    assert (figure.value, figure.low, figure.high) == (0.25, None, None)


def test_draws_that_say_nothing_are_left_out() -> None:
    figure = clustered([("a", (0, 0)), ("b", (1, 1))], ratio)

    assert (figure.value, figure.low, figure.high) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize("counts", [[], [("a", (0, 0))]])
def test_an_empty_set_is_never_scored(counts: list[tuple[str, tuple[int, int]]]) -> None:
    with pytest.raises(InvalidInput, match="nothing to measure"):
        clustered(counts, ratio)
