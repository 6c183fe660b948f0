"""A circuit breaker (Nygard, *Release It!*): who fails again and again is not asked until it has cooled down.

Written here because purgatory 3.0 and circuitbreaker 2.1 let every call through when half-open, aiobreaker 1.2 is from
2021, pybreaker 1.4 needs Tornado for `async`, and none knows a call that says nothing either way, such as one given up.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Literal

from msgspec import Struct

from copilot.writer_settings import BreakerSettings

State = Literal["closed", "open", "half_open"]
Verdict = Literal["succeeded", "failed", "unknown"]


class Permit(Struct, frozen=True, kw_only=True):
    """One call that may be made. It counts only for the period in which it was given: late news changes nothing."""

    period: int


class Breaker:
    """Counts failures in a row. For one event loop: nothing here waits, and no lock is needed."""

    def __init__(self, settings: BreakerSettings, clock: Callable[[], float] = monotonic) -> None:
        """`clock` gives seconds that never go back."""
        self._settings = settings
        self._clock = clock
        self._failures = 0
        self._period = 0
        self._opened_at: float | None = None
        self._is_probing = False

    @property
    def state(self) -> State:
        """Closed: calls are made. Open: none is. Half-open: one is, and decides."""
        if self._opened_at is None:
            return "closed"
        has_cooled = self._clock() - self._opened_at >= self._settings.cool_down_seconds
        return "half_open" if has_cooled else "open"

    def admit(self) -> Permit | None:
        """A permit, which must be settled; none while the breaker is open or another call is the probe."""
        state = self.state
        if state == "open" or (state == "half_open" and self._is_probing):
            return None
        if state == "half_open":
            self._is_probing = True
            self._period += 1
        return Permit(period=self._period)

    def settle(self, permit: Permit, verdict: Verdict) -> None:
        """Say how a call went; `unknown` leaves everything as it was and lets the next one be the probe."""
        if permit.period != self._period:
            return
        was_probe, self._is_probing = self._is_probing, False
        if verdict == "failed":
            self._fail(was_probe=was_probe)
        elif verdict == "succeeded":
            self._failures, self._opened_at = 0, None

    def _fail(self, *, was_probe: bool) -> None:
        self._failures += 1
        if was_probe or self._failures >= self._settings.failures:
            self._opened_at, self._failures = self._clock(), 0
            self._period += 1
