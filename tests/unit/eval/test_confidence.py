"""Measures of confidence on numbers that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from copilot.errors import InvalidInput
from eval.measures.confidence import Labels, auroc, brier, calibration_error, risks
from eval.measures.interval import Floats


def floats(*values: float) -> Floats:
    return np.array(values, dtype=np.float64)


def labels(text: str) -> Labels:
    return np.array([char == "+" for char in text])


@pytest.mark.parametrize(
    ("confidences", "outcomes", "area"),
    [
        (floats(0.9, 0.8, 0.2), "++-", 1.0),
        (floats(0.1, 0.9), "+-", 0.0),
        (floats(0.5, 0.5), "+-", 0.5),
        (floats(0.9, 0.4, 0.6, 0.1), "++--", 0.75),
        (floats(0.9, 0.5, 0.5), "++-", 0.75),
    ],
)
def test_auroc_is_the_share_of_pairs_in_the_right_order(confidences: Floats, outcomes: str, area: float) -> None:
    assert auroc(confidences, labels(outcomes)) == pytest.approx(area)


@pytest.mark.parametrize("outcomes", ["++", "--"])
def test_auroc_needs_both_kinds(outcomes: str) -> None:
    with pytest.raises(InvalidInput):
        auroc(floats(0.1, 0.9), labels(outcomes))


def test_brier_is_the_mean_squared_distance_to_the_outcome() -> None:
    assert brier(floats(1.0, 0.5, 0.0), labels("++-")) == pytest.approx(0.25 / 3)


@pytest.mark.parametrize(
    ("confidences", "outcomes", "error"),
    [
        (floats(1.0, 0.0), "+-", 0.0),
        (floats(0.75, 0.75, 0.75, 0.75), "+++-", 0.0),
        (floats(0.9, 0.9), "--", 0.9),
        (floats(0.95, 0.95, 0.15, 0.15), "++--", (0.05 + 0.15) / 2),
    ],
)
def test_calibration_error_is_the_distance_of_each_bin_to_what_came_true(
    confidences: Floats, outcomes: str, error: float
) -> None:
    assert calibration_error(confidences, labels(outcomes)) == pytest.approx(error)


def test_risk_grows_with_the_wrong_ones_that_are_answered() -> None:
    assert risks(floats(0.2, 0.9, 0.8, 0.4), labels("-+-+")) == pytest.approx([0, 1 / 2, 1 / 3, 2 / 4])


def test_a_tie_counts_against_us() -> None:
    assert risks(floats(0.5, 0.5), labels("+-")) == pytest.approx([1.0, 0.5])


@pytest.mark.parametrize("measure", [brier, calibration_error, risks])
def test_an_empty_set_is_an_error(measure: object) -> None:
    with pytest.raises(InvalidInput):
        measure(floats(), labels(""))  # type: ignore[operator]  # each of the three takes these two
