from __future__ import annotations

import pytest

from copilot.errors import ConfigError
from tests.bench.targets import Outcome, Target, judge, parse_targets, read_targets

FASTER = Target(figure="ratio", says="ratio", unit="×", at_least=8.0)
SMALLER = Target(figure="seconds", says="start", unit=" s", below=3.0)


@pytest.mark.parametrize(
    ("target", "value", "is_met", "margin"),
    [
        (FASTER, 12.0, True, 0.5),
        (FASTER, 8.0, True, 0.0),
        (FASTER, 6.0, False, -0.25),
        (SMALLER, 1.5, True, 0.5),
        (SMALLER, 3.0, False, 0.0),
        (SMALLER, 4.5, False, -0.5),
    ],
)
def test_says_whether_a_goal_was_reached_and_by_how_much(
    target: Target, value: float, is_met: bool, margin: float
) -> None:
    (outcome,) = judge([target], {target.figure: value})

    assert outcome.is_met is is_met
    assert outcome.margin == pytest.approx(margin)


def test_a_figure_that_was_not_measured_is_neither_met_nor_missed() -> None:
    (outcome,) = judge([FASTER], {"another": 1.0})

    assert outcome == Outcome(target=FASTER, value=None, margin=None)
    assert outcome.is_met is None


@pytest.mark.parametrize("bounds", ["", "at_least = 1.0\nbelow = 2.0"])
def test_a_target_needs_exactly_one_bound(bounds: str) -> None:
    with pytest.raises(ConfigError, match="either at_least or below"):
        parse_targets(f'[[target]]\nfigure = "x"\nsays = "x"\nunit = ""\n{bounds}\n'.encode())


def test_a_misspelt_name_is_refused() -> None:
    with pytest.raises(ConfigError, match="atleast"):
        parse_targets(b'[[target]]\nfigure = "x"\nsays = "x"\nunit = ""\natleast = 1.0\n')


def test_the_shipped_targets_can_be_read() -> None:
    assert {target.figure for target in read_targets()} == {
        "search_ratio_to_txtai",
        "suggestion_ratio_to_fastest_peer",
        "two_workers_per_second",
        "warm_start_seconds",
        "worker_megabytes",
        "indexing_ratio",
        "triage_ratio",
        "redaction_40_words_p50",
        "redaction_40_words_p99",
        "redaction_2000_words",
        "redaction_growth",
        "redaction_worst_string",
    }
