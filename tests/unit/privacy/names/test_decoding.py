"""From probabilities to runs of words."""

from __future__ import annotations

import numpy as np
import pytest

from copilot.privacy.names.decoding import Run, runs

TAGS = ("O", "B-PERSON", "I-PERSON")


def found(*rows: tuple[float, float], threshold: float = 0.5) -> list[tuple[int, int]]:
    """The runs in words whose probabilities to begin and to go on with a person are given."""
    table = np.array([(1 - begins - goes_on, begins, goes_on) for begins, goes_on in rows], dtype=np.float32)
    return [(run.first, run.last) for run in runs(table, TAGS, {"PERSON": threshold})]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(0.1, 0.0)], []),
        ([(0.9, 0.0)], [(0, 0)]),
        ([(0.9, 0.0), (0.1, 0.8)], [(0, 1)]),
        ([(0.9, 0.0), (0.8, 0.1)], [(0, 0), (1, 1)]),
        ([(0.0, 0.0), (0.0, 0.9), (0.0, 0.0)], [(1, 1)]),
        ([(0.3, 0.0), (0.0, 0.9)], [(0, 1)]),
        ([(0.3, 0.0), (0.0, 0.1)], []),
        ([(0.9, 0.0), (0.0, 0.1), (0.0, 0.9)], [(0, 0), (2, 2)]),
    ],
)
def test_a_run_needs_one_sure_word_and_takes_in_what_is_likely_beside_it(rows: list, expected: list) -> None:
    assert found(*rows) == expected


def test_a_run_tells_its_kind_and_how_likely_it_is() -> None:
    table = np.array([(0.1, 0.9, 0.0), (0.3, 0.0, 0.7)], dtype=np.float32)

    (run,) = runs(table, TAGS, {"PERSON": 0.5})

    assert run == Run("PERSON", 0, 1, pytest.approx(0.8))
