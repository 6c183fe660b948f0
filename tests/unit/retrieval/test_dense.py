"""Inner-product search over rows."""

from __future__ import annotations

import numpy as np
import pytest

from copilot.retrieval.dense import DenseIndex, build

EAST, NORTH, BETWEEN, WEST = [1, 0], [0, 1], [0.6, 0.8], [-1, 0]


def rows(*vectors: list[float]) -> np.ndarray:
    return np.array(vectors, dtype=np.float32).reshape(-1, 2)


@pytest.fixture(params=[100, 0], ids=["exact", "inverted file"])
def index(request: pytest.FixtureRequest) -> DenseIndex:
    return build(rows(EAST, NORTH, BETWEEN, WEST), exact_up_to_rows=request.param)


def found(index: DenseIndex, top: int = 10, allowed: list[int] | None = None) -> list[int]:
    mask = np.ones(len(index.alive), dtype=np.bool_)
    if allowed is not None:
        mask[:] = False
        mask[allowed] = True
    return index.search(rows(EAST)[0], top, mask)[0].tolist()


def test_rows_come_best_first_with_their_cosines(index: DenseIndex) -> None:
    numbers, cosines = index.search(rows(EAST)[0], 3, np.ones(4, dtype=np.bool_))

    assert numbers.tolist() == [0, 2, 1]
    assert cosines == pytest.approx([1, 0.6, 0])


@pytest.mark.parametrize(("allowed", "expected"), [([1, 3], [1, 3]), ([3], [3]), ([], [])])
def test_only_allowed_rows_are_found(index: DenseIndex, allowed: list[int], expected: list[int]) -> None:
    assert found(index, allowed=allowed) == expected


def test_dead_rows_are_not_found_and_new_rows_follow_the_last_one(index: DenseIndex) -> None:
    after = index.replaced(np.array([0, 1]), rows([0.8, 0.6], EAST))

    assert found(after) == [5, 4, 2, 3]
    assert found(after, top=2, allowed=[0, 2, 4]) == [4, 2]


def test_a_change_leaves_the_old_index_as_it_was(index: DenseIndex) -> None:
    index.replaced(np.array([0]), rows(EAST))

    assert found(index) == [0, 2, 1, 3]


def test_new_rows_can_die_too(index: DenseIndex) -> None:
    after = index.replaced(np.array([], dtype=np.int64), rows(EAST)).replaced(np.array([4]), rows(NORTH))

    assert found(after) == [0, 2, 1, 5, 3]


def test_vectors_are_given_back_by_row_wherever_they_are(index: DenseIndex) -> None:
    after = index.replaced(np.array([1]), rows([0.8, 0.6]))

    assert after.vectors(np.array([4, 1, 2])) == pytest.approx(rows([0.8, 0.6], NORTH, BETWEEN))
    assert after.vectors(np.array([], dtype=np.int64)).shape == (0, 2)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_the_smallest_indexes_work_too(count: int) -> None:
    index = build(rows(*[EAST, NORTH, WEST][:count]), exact_up_to_rows=0)

    assert found(index) == [0, 1, 2][:count]


def test_an_empty_index_can_grow() -> None:
    index = build(rows(), exact_up_to_rows=10).replaced(np.array([], dtype=np.int64), rows(NORTH, EAST))

    assert found(index) == [1, 0]
