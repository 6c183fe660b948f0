from __future__ import annotations

import pytest

from tests.bench.throughput import summary
from tests.unit.bench.readings import load


def test_rounds_of_one_load_become_one_row_with_their_median() -> None:
    rows = summary([load(8, 200), load(32, 300), load(8, 400), load(32, 300), load(8, 220)])

    assert [(row.clients, row.per_second, row.lowest, row.highest) for row in rows] == [
        (8, 110.0, 100.0, 200.0),
        (32, 150.0, 150.0, 150.0),
    ]


def test_the_busiest_worker_shows_an_uneven_spread() -> None:
    (row,) = summary([load(8, 200, server_cpu=(3.0, 1.0))])

    assert row.busiest_worker == 0.75


def test_cpu_time_is_shared_among_all_answers_also_those_of_the_warm_up() -> None:
    (row,) = summary([load(8, 200, server_cpu=(1.5, 1.5))])

    assert row.cpu_ms == pytest.approx(10.0)


def test_refusals_of_all_rounds_are_added_up() -> None:
    (row,) = summary([load(8, 200, refused=1), load(8, 200, refused=2)])

    assert row.refused == 3
