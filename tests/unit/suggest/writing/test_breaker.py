"""Who fails again and again is left alone for a while."""

from __future__ import annotations

import pytest

from copilot.suggest.writing.breaker import Breaker, Permit, Verdict
from copilot.writer_settings import BreakerSettings


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(BreakerSettings(failures=3, cool_down_seconds=30), clock)


def admitted(breaker: Breaker) -> Permit:
    permit = breaker.admit()
    assert permit is not None
    return permit


def calls(breaker: Breaker, *verdicts: Verdict) -> None:
    for verdict in verdicts:
        breaker.settle(admitted(breaker), verdict)


def opened(breaker: Breaker, clock: Clock, *, waited: float = 0) -> Breaker:
    calls(breaker, "failed", "failed", "failed")
    clock.now += waited
    return breaker


@pytest.mark.parametrize("failures", [1, 2, 5])
def test_opens_after_so_many_failures_in_a_row(failures: int) -> None:
    breaker = Breaker(BreakerSettings(failures=failures))
    calls(breaker, *["failed"] * (failures - 1))
    before = breaker.state

    calls(breaker, "failed")

    assert (before, breaker.state) == ("closed", "open")
    assert breaker.admit() is None


def test_a_success_begins_the_count_anew(breaker: Breaker) -> None:
    calls(breaker, "failed", "failed", "succeeded", "failed", "failed")

    assert breaker.state == "closed"


def test_what_says_nothing_changes_nothing(breaker: Breaker) -> None:
    calls(breaker, "failed", "unknown", "failed", "unknown")
    before = breaker.state

    calls(breaker, "failed")

    assert (before, breaker.state) == ("closed", "open")


@pytest.mark.parametrize(("waited", "state"), [(0, "open"), (29.9, "open"), (30, "half_open"), (3_000, "half_open")])
def test_cools_down(breaker: Breaker, clock: Clock, waited: float, state: str) -> None:
    assert opened(breaker, clock, waited=waited).state == state


def test_when_half_open_one_call_tries_and_the_others_wait(breaker: Breaker, clock: Clock) -> None:
    opened(breaker, clock, waited=30)

    first, *others = (breaker.admit() for _ in range(5))

    assert first is not None
    assert others == [None] * 4


def test_closes_when_the_probe_succeeds(breaker: Breaker, clock: Clock) -> None:
    calls(opened(breaker, clock, waited=30), "succeeded", "failed", "failed")

    assert breaker.state == "closed"


def test_cools_down_again_when_the_probe_fails(breaker: Breaker, clock: Clock) -> None:
    calls(opened(breaker, clock, waited=30), "failed")
    clock.now += 29
    before = breaker.state
    clock.now += 1

    assert (before, breaker.state) == ("open", "half_open")


def test_a_probe_that_was_given_up_lets_the_next_one_try(breaker: Breaker, clock: Clock) -> None:
    calls(opened(breaker, clock, waited=30), "unknown")

    assert breaker.state == "half_open"
    calls(breaker, "succeeded")
    assert breaker.state == "closed"


@pytest.mark.parametrize("verdict", ["succeeded", "failed", "unknown"])
def test_late_news_from_before_it_opened_does_not_count(breaker: Breaker, clock: Clock, verdict: Verdict) -> None:
    late = admitted(breaker)
    opened(breaker, clock, waited=30)
    probe = admitted(breaker)

    breaker.settle(late, verdict)

    assert breaker.admit() is None, "the probe is still under way"
    breaker.settle(probe, "succeeded")
    assert breaker.state == "closed"
