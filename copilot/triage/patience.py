"""How long a customer will still have to wait, told honestly: a range, or nothing (pure)."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

_LIKELY: Final = 1.2816
"""The standard normal quantile of .9."""


class Estimate(Struct, frozen=True, kw_only=True):
    """Seconds until the answer: half of the waits end by `typical_seconds`, nine in ten by `likely_seconds`."""

    typical_seconds: float
    likely_seconds: float


def expected_seconds(position: int, answers_a_minute: float) -> Estimate | None:
    """The wait at a place of the queue, from 1, if the team goes on at its pace; None without one.

    Answers come at random at that pace, so the wait for the n-th follows an Erlang distribution; its quantiles are
    approximated as by Wilson and Hilferty (1931).
    """
    if answers_a_minute <= 0:
        return None
    seconds = 60 / answers_a_minute
    return Estimate(
        typical_seconds=round(seconds * _erlang_quantile(position, 0.0), 1),
        likely_seconds=round(seconds * _erlang_quantile(position, _LIKELY), 1),
    )


def in_words(estimate: Estimate) -> str:
    """The estimate for a customer: rather too long than too short."""
    minutes = estimate.likely_seconds / 60
    if minutes <= 1:
        return "within a minute"
    for step, up_to in ((1, 5), (5, 30), (15, 45)):
        if minutes <= up_to:
            return f"within {-int(-minutes // step) * step} minutes"
    hours = -int(-minutes // 60)
    return "within an hour" if hours <= 1 else f"within {hours} hours"


def _erlang_quantile(shape: int, normal: float) -> float:
    part = 1 / (9 * shape)
    return float(shape * (1 - part + normal * part**0.5) ** 3)
