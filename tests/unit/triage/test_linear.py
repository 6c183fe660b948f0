"""Linear heads."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from copilot.triage.linear import LinearHeads, heads_of, probabilities, sigmoid
from copilot.triage.terms import Terms


def row(*values: Any) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def found(**weights: float) -> Terms:
    """Terms such as `h10=2.0`: hash 10 with weight 2."""
    hashes = np.array([int(name[1:]) for name in weights], dtype=np.uint32)
    return hashes, row(*weights.values())


HEADS = LinearHeads(
    labels=("late", "broken"),
    dense=row([1, 0], [0, 2]),
    bias=row(0.1, -0.1),
    hashes=np.array([10, 20], dtype=np.uint32),
    idf=row(1, 2),
    sparse=row([1, 0], [0, 1]),
)
VECTOR = row([0.6, 0.8])


def test_a_score_is_vector_and_terms_and_bias() -> None:
    scores = HEADS.scores(VECTOR, [found(h10=3.0, h20=2.0)])

    assert scores == pytest.approx(row([0.6 + 0.5 * 3 / 5 + 0.1, 1.6 + 0.5 * 4 / 5 - 0.1]))


def test_texts_are_scored_one_by_one() -> None:
    scores = HEADS.scores(row([1, 0], [0, 1]), [found(h10=1.0), found(h20=7.0)])

    assert scores == pytest.approx(row([1.6, -0.1], [0.1, 2.4]))


@pytest.mark.parametrize("terms", [found(), found(h5=1.0), found(h15=1.0), found(h99=1.0), found(h5=1.0, h99=9.0)])
def test_unknown_terms_say_nothing(terms: Terms) -> None:
    assert HEADS.scores(VECTOR, [terms]) == pytest.approx(row([0.7, 1.5]))


def test_unknown_terms_do_not_weaken_known_ones() -> None:
    alone, among = HEADS.scores(np.repeat(VECTOR, 2, axis=0), [found(h10=1.0), found(h5=4.0, h10=1.0, h15=4.0)])

    assert among == pytest.approx(alone)


def test_heads_without_terms_read_the_vector_alone() -> None:
    empty = np.empty(0, dtype=np.float32)
    heads = LinearHeads(("late",), row([1], [1]), row(0), np.empty(0, dtype=np.uint32), empty, empty.reshape(0, 1))

    assert heads.scores(VECTOR, [found(h10=1.0)]) == pytest.approx(row([1.4]))


def test_heads_come_back_from_their_arrays_in_half_the_precision() -> None:
    stored = HEADS.arrays()
    again = heads_of(stored)

    assert {str(stored[name].dtype) for name in ("dense", "bias", "idf", "sparse")} == {"float16"}
    assert again.labels == HEADS.labels
    assert again.dense.dtype == np.float32
    assert again.scores(VECTOR, [found(h10=3.0)]) == pytest.approx(HEADS.scores(VECTOR, [found(h10=3.0)]), abs=1e-3)


@pytest.mark.parametrize("name", ["dense", "bias", "idf", "sparse", "hashes", "labels"])
def test_a_missing_array_is_named(name: str) -> None:
    arrays = HEADS.arrays()
    del arrays[name]

    with pytest.raises(KeyError, match=name):
        heads_of(arrays)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bias", row(0.1)),
        ("sparse", row([1, 0])),
        ("sparse", row([1], [0])),
        ("dense", row([1], [0])),
        ("dense", row(1, 2)),
        ("labels", np.array(["late"])),
        ("hashes", np.array([10], dtype=np.uint32)),
    ],
)
def test_arrays_that_do_not_fit_each_other_are_refused(name: str, value: np.ndarray) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        heads_of({**HEADS.arrays(), name: value})


ODDS = [(0.0, 0.5), (math.log(3), 0.75), (-math.log(3), 0.25), (40.0, 1.0), (-40.0, 0.0)]


@pytest.mark.parametrize(("odds", "probability"), ODDS)
def test_log_odds_become_probabilities(odds: float, probability: float) -> None:
    assert sigmoid(odds) == pytest.approx(probability)
    assert probabilities(row([odds]))[0, 0] == pytest.approx(probability)


@pytest.mark.parametrize(("odds", "probability"), [(800.0, 1.0), (-800.0, 0.0)])
def test_a_single_probability_survives_any_log_odds(odds: float, probability: float) -> None:
    assert sigmoid(odds) == pytest.approx(probability)
