"""How long ago something was, and which of several periods that is."""

from __future__ import annotations

import math

import pytest

from copilot.suggest.procedures.branching.durations import Period, days_of, narrowest, periods_of


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3 weeks ago", 21),
        ("about eight months ago I think", 240),
        ("two and a half years", 912.5),
        ("only since the day before yesterday", 2),
        ("Yesterday, at 14:10", 1),
        ("I ordered this morning", 0),
        ("half a year", 182.5),
        ("4 working days", 4),
        ("ten days after last week", 10),
        ("a long while", None),
        ("order 12345", None),
    ],
)
def test_days_are_read_from_figures_words_and_names(text: str, days: float | None) -> None:
    assert days_of(text) == days


def test_more_than_a_week_is_more_and_less_is_less() -> None:
    assert 7 < (days_of("over a week") or 0) < 8
    assert 6 < (days_of("less than a week") or 0) < 7


@pytest.mark.parametrize(
    ("labels", "question", "days", "place"),
    [
        (["Up to 14 days ago", "More than 14 days ago"], "When?", 14, 0),
        (["Up to 14 days ago", "More than 14 days ago"], "When?", 15, 1),
        (["Today or yesterday", "Up to 14 days ago", "More than 14 days ago"], "", 1, 0),
        (["Up to 14 days ago", "15 to 30 days ago", "Longer, up to 2 years ago", "More than 2 years ago"], "", 20, 1),
        (["Up to 14 days ago", "15 to 30 days ago", "Longer, up to 2 years ago", "More than 2 years ago"], "", 240, 2),
        (["Newer", "Older"], "Is it older than 7 working days?", 21, 1),
        (["Newer", "Older"], "Is it older than 7 working days?", 2, 0),
        (["Still there", "Less than 5 working days"], "Are they still there?", 9, 0),
    ],
)
def test_a_time_falls_into_the_narrowest_period(labels: list[str], question: str, days: float, place: int) -> None:
    assert narrowest(periods_of(labels, question), days) == place


@pytest.mark.parametrize(
    ("labels", "question"),
    [(["Red", "White"], "Which colour?"), (["Red", "Today", "White"], "?"), (["Both", "None"], "In 7 days?"), ([], "")],
)
def test_answers_about_something_else_are_no_periods(labels: list[str], question: str) -> None:
    assert not any(periods_of(labels, question))


def test_no_period_holds_what_lies_between_them() -> None:
    assert narrowest([Period(low=0, high=2), None, Period(low=5, high=math.inf)], 3) is None
