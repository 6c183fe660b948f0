from __future__ import annotations

import pytest

from copilot.errors import InvalidInput
from tests.bench.latency import Latency, latency, timed, typical


def round_with(p50: float, p95: float = 9.0, calls: int = 3) -> Latency:
    return Latency(calls=calls, p50=p50, p95=p95, p99=99.0, lowest=p50, highest=p50)


def test_percentiles_are_those_of_the_calls() -> None:
    found = latency([float(value) for value in range(101)])

    assert (found.calls, found.p50, found.p95, found.p99) == (101, 50.0, 95.0, 99.0)


def test_one_round_has_no_spread() -> None:
    found = latency([1.0, 2.0, 6.0])

    assert found.lowest == found.highest == found.p50 == 2.0


def test_a_disturbed_round_does_not_move_the_typical_one() -> None:
    found = typical([round_with(2.0), round_with(500.0), round_with(3.0)])

    assert (found.p50, found.lowest, found.highest, found.calls) == (3.0, 2.0, 500.0, 9)


def test_each_percentile_is_the_median_of_its_own() -> None:
    found = typical([round_with(1.0, p95=30.0), round_with(2.0, p95=10.0), round_with(3.0, p95=20.0)])

    assert (found.p50, found.p95) == (2.0, 20.0)


@pytest.mark.parametrize("nothing", [lambda: latency([]), lambda: typical([])])
def test_refuses_to_summarise_nothing(nothing: object) -> None:
    with pytest.raises(InvalidInput):
        nothing()  # type: ignore[operator]  # the table holds callables


def test_times_every_item_in_order() -> None:
    seen: list[int] = []

    times = timed(seen.append, [3, 1, 2])

    assert seen == [3, 1, 2]
    assert len(times) == 3
    assert min(times) >= 0
