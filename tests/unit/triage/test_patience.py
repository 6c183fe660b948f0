"""How long a customer will still have to wait."""

from __future__ import annotations

import pytest
from scipy.stats import gamma

from copilot.triage.patience import Estimate, expected_seconds, in_words


@pytest.mark.parametrize("pace", [0.5, 2.0, 10.0])
@pytest.mark.parametrize("position", [1, 2, 3, 5, 10, 40, 200])
def test_an_estimate_is_close_to_the_quantiles_of_an_erlang_distribution(position: int, pace: float) -> None:
    estimate = expected_seconds(position, pace)

    waits = gamma(position, scale=60 / pace)
    assert estimate is not None
    assert estimate.typical_seconds == pytest.approx(waits.ppf(0.5), rel=0.02)
    assert estimate.likely_seconds == pytest.approx(waits.ppf(0.9), rel=0.02)


@pytest.mark.parametrize("pace", [0.0, -1.0])
def test_without_a_pace_nobody_can_tell(pace: float) -> None:
    assert expected_seconds(1, pace) is None


def test_who_is_further_behind_waits_longer_and_a_faster_team_is_sooner_there() -> None:
    waits = {case: expected_seconds(*case) for case in ((1, 1.0), (2, 1.0), (2, 4.0))}

    likely = {case: estimate.likely_seconds for case, estimate in waits.items() if estimate}
    assert likely[1, 1.0] < likely[2, 1.0]
    assert likely[2, 4.0] == pytest.approx(likely[2, 1.0] / 4, abs=0.1)


@pytest.mark.parametrize(
    ("likely", "words"),
    [
        (1, "within a minute"),
        (60, "within a minute"),
        (61, "within 2 minutes"),
        (240, "within 4 minutes"),
        (300, "within 5 minutes"),
        (301, "within 10 minutes"),
        (1_800, "within 30 minutes"),
        (1_801, "within 45 minutes"),
        (3_601, "within 2 hours"),
        (7_200, "within 2 hours"),
        (7_201, "within 3 hours"),
    ],
)
def test_a_customer_is_told_rather_too_long_than_too_short(likely: float, words: str) -> None:
    assert in_words(Estimate(typical_seconds=0.5, likely_seconds=likely)) == words
