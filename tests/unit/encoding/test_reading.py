"""Vectors of parts of a text."""

from __future__ import annotations

import numpy as np
import pytest

from copilot.encoding.reading import Reading, normalised, pooled

READING = Reading(
    vector=np.array([1, 0], dtype=np.float32),
    token_vectors=np.array([[2, 0], [0, 2], [0, 4]], dtype=np.float32),
    offsets=np.array([[0, 2], [3, 5], [5, 9]], dtype=np.int32),
)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 2, [1, 0]),
        (3, 9, [0, 1]),
        (0, 5, [0.7071068, 0.7071068]),
        (4, 8, [1, 0]),
        (20, 30, [1, 0]),
    ],
    ids=["one token", "two tokens", "mean", "only parts of tokens: whole text", "outside: whole text"],
)
def test_a_span_reads_as_the_mean_of_the_tokens_inside_it(start: int, end: int, expected: list[float]) -> None:
    assert pooled(READING, start, end) == pytest.approx(expected)


def test_rows_become_length_one_and_zero_rows_stay_zero() -> None:
    rows = normalised(np.array([[3, 4], [0, 0]], dtype=np.float32))

    assert rows == pytest.approx(np.array([[0.6, 0.8], [0, 0]]))
    assert rows.dtype == np.float32
