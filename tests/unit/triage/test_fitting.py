"""Fitting heads, on toys that a straight line divides."""

from __future__ import annotations

import math
from zlib import crc32

import numpy as np
import pytest

from copilot.triage.fitting import fit_heads
from copilot.triage.linear import LinearHeads
from copilot.triage.taught import softmax
from copilot.triage.terms import terms
from tests.unit.triage.values import EAST, NORTH, SOUTH_EAST

NO_TERMS = terms("")
SIDES = np.stack([NORTH, NORTH, EAST, SOUTH_EAST])
LEFT, RIGHT = [1.0, 0.0], [0.0, 1.0]
UNKNOWN = float("nan")


def fitted(vectors: np.ndarray, targets: list[list[float]], **options: object) -> LinearHeads:
    values = {"loss": "logistic", "strength": 100.0, **options}
    labels = ("left", "right")[: len(targets[0])]
    return fit_heads(vectors, [NO_TERMS] * len(vectors), np.array(targets), labels, **values)  # type: ignore[arg-type]


def test_softmax_learns_one_label_a_text() -> None:
    heads = fitted(SIDES, [LEFT, LEFT, RIGHT, RIGHT], loss="softmax")

    shares = softmax(heads.scores(SIDES, [NO_TERMS] * 4))
    assert heads.labels == ("left", "right")
    assert (shares[:2, 0] > 0.9).all()
    assert (shares[2:, 1] > 0.9).all()


def test_logistic_learns_any_number_of_labels_a_text() -> None:
    heads = fitted(SIDES, [[1, 1], [1, 1], [0, 1], [0, 0]])

    assert (heads.scores(SIDES, [NO_TERMS] * 4) > 0).tolist() == [
        [True, True],
        [True, True],
        [False, True],
        [False] * 2,
    ]


def test_a_target_that_nobody_knows_is_ignored() -> None:
    known = fitted(SIDES, [[1.0], [1.0], [0.0], [0.0]], strength=1.0)
    more = np.concatenate([SIDES, -SIDES])

    beside_unknown = fitted(more, [[1.0], [1.0], [0.0], [0.0], *[[UNKNOWN]] * 4], strength=1.0)

    assert beside_unknown.dense == pytest.approx(known.dense, abs=1e-2)
    assert beside_unknown.bias == pytest.approx(known.bias, abs=1e-2)


def test_what_is_unknown_of_one_label_counts_for_another() -> None:
    heads = fitted(SIDES, [[1, UNKNOWN], [UNKNOWN, 1], [0, UNKNOWN], [UNKNOWN, 0]])

    scores = heads.scores(np.stack([NORTH, SOUTH_EAST]), [NO_TERMS] * 2)
    assert (scores > 0).tolist() == [[True, True], [False, False]]


def test_words_divide_texts_with_one_and_the_same_vector() -> None:
    texts = ["lamp broken", "broken kettle", "lamp late", "late kettle"]
    found = [terms(text) for text in texts]
    targets = np.array([[1.0], [1.0], [0.0], [0.0]])

    heads = fit_heads(np.stack([NORTH] * 4), found, targets, ("broken",), loss="logistic", strength=100.0)

    assert (heads.scores(np.stack([NORTH] * 4), found)[:, 0] > 0).tolist() == [True, True, False, False]


def test_a_lower_strength_holds_the_weights_back() -> None:
    targets = [LEFT, LEFT, RIGHT, RIGHT]

    weak, strong = (fitted(SIDES, targets, strength=strength) for strength in (0.1, 100.0))

    assert np.abs(weak.dense).max() < np.abs(strong.dense).max() / 3


@pytest.mark.parametrize(("least", "known"), [(1, ["lamp", "kettle", "late"]), (2, ["late"])])
def test_terms_of_too_few_texts_are_left_out(least: int, known: list[str]) -> None:
    found = [terms("lamp late"), terms("kettle late")]
    targets = np.array([[1.0], [0.0]])

    heads = fit_heads(
        np.stack([NORTH, EAST]), found, targets, ("lamp",), loss="logistic", strength=1.0, least_texts=least
    )

    every = {word: np.isin(terms(word)[0], heads.hashes).mean() for word in ("lamp", "kettle", "late")}
    assert [word for word, share in every.items() if share > 0.5] == known


def test_a_term_of_many_texts_weighs_less_than_a_rare_one() -> None:
    found = [terms("late lamp"), terms("late"), terms("late")]
    targets = np.array([[1.0], [0.0], [0.0]])

    heads = fit_heads(np.stack([NORTH] * 3), found, targets, ("lamp",), loss="logistic", strength=1.0)

    idf = dict(zip(heads.hashes.tolist(), heads.idf.tolist(), strict=True))
    assert idf[crc32(b"w late")] == pytest.approx(1 + math.log(4 / 4))
    assert idf[crc32(b"w lamp")] == pytest.approx(1 + math.log(4 / 2))
