"""How frustrated a customer is, and why: with weights that can be added up by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.triage.course import FEATURES, moments
from copilot.triage.frustration import CALM, course_of, frustration, level_after
from tests.unit.triage.values import EAST, NORTH, a_course_head, a_moment, an_impression, in_turns

HEAD = a_course_head(-2.0, anger=2.0, waiting=1.0, negative=1.0, hostile=1.0, turns=4.0, relief_now=-3.0)


def sigmoid(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def test_without_messages_everybody_is_calm() -> None:
    assert frustration([], HEAD) == CALM
    assert (CALM.score, CALM.level, CALM.trend, CALM.reasons) == (0.0, "calm", "steady", ())
    assert course_of([], HEAD).scores == ()


@pytest.mark.parametrize(
    ("features", "score"),
    [
        ({}, 0.119),
        ({"anger": 1.0}, 0.5),
        ({"anger": 1.0, "waiting": 1.0}, 0.731),
        ({"anger": 1.0, "turns": 0.5}, 0.881),
        ({"anger": 1.0, "relief_now": 1.0}, 0.047),
    ],
)
def test_the_score_is_the_logistic_of_the_sum(features: dict[str, float], score: float) -> None:
    assert frustration([a_moment(**features)], HEAD).score == score


@pytest.mark.parametrize(
    ("score", "level"),
    [
        (0.0, "calm"),
        (0.29, "calm"),
        (0.3, "annoyed"),
        (0.44, "annoyed"),
        (0.45, "frustrated"),
        (0.84, "frustrated"),
        (0.85, "angry"),
        (1.0, "angry"),
    ],
)
def test_a_level_holds_from_its_threshold_on(score: float, level: str) -> None:
    assert level_after([score]) == level


@pytest.mark.parametrize(
    ("scores", "level"),
    [
        ([0.86, 0.76], "angry"),
        ([0.86, 0.74], "frustrated"),
        ([0.55, 0.36], "frustrated"),
        ([0.55, 0.34], "annoyed"),
        ([0.35, 0.21], "annoyed"),
        ([0.35, 0.19], "calm"),
        ([0.9, 0.0], "calm"),
        ([0.9, 0.4], "frustrated"),
        ([0.86, 0.76, 0.8, 0.76], "angry"),
        ([0.86, 0.74, 0.8], "frustrated"),
        ([0.1, 0.9], "angry"),
    ],
)
def test_a_level_is_left_only_when_the_score_is_clearly_below(scores: list[float], level: str) -> None:
    assert level_after(scores) == level


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_a_level_is_never_below_that_of_the_last_score(scores: list[float]) -> None:
    order = ["calm", "annoyed", "frustrated", "angry"]

    assert order.index(level_after(scores)) >= order.index(level_after(scores[-1:]))


@pytest.mark.parametrize(
    ("before", "now", "trend"),
    [
        ([], 0.5, "rising"),
        ([], -3.0, "steady"),
        ([0.0], 0.3, "steady"),
        ([0.0], 1.0, "rising"),
        ([1.0], 0.0, "falling"),
        ([3.0, 0.0], 0.0, "steady"),
    ],
)
def test_the_trend_compares_with_the_message_before(before: list[float], now: float, trend: str) -> None:
    head = a_course_head(0.0, anger=1.0)

    assert frustration([a_moment(anger=value) for value in [*before, now]], head).trend == trend


def test_reasons_are_shares_of_the_score_with_the_messages_that_they_come_from() -> None:
    moment = a_moment("m3", origins={"anger": "m1", "waiting": "m2"}, anger=1.0, waiting=1.0, turns=0.25)

    feeling = frustration([moment], HEAD)

    assert feeling.score == round(sigmoid(2), 3) == 0.881
    assert [(reason.signal, reason.weight, reason.message_id) for reason in feeling.reasons] == [
        ("anger", 0.44, "m1"),
        ("many_turns", 0.22, "m3"),
        ("waiting", 0.22, "m2"),
    ]


@pytest.mark.parametrize(
    ("feature", "reason"),
    [
        ("repetition", "repeated_request"),
        ("waited", "waiting"),
        ("hostile", "tone"),
        ("terse", "terse_answers"),
        ("insult", "insult"),
    ],
)
def test_features_are_called_by_names_for_people(feature: str, reason: str) -> None:
    (found,) = frustration([a_moment(**{feature: 1.0})], a_course_head(0.0, **{feature: 1.0})).reasons

    assert found.signal == reason


def test_vectors_are_reasons_too() -> None:
    head = a_course_head(0.0, wording=NORTH, course=2 * NORTH, answers=EAST)

    feeling = frustration([a_moment("m2", wording=NORTH, course=NORTH, answers=EAST)], head)

    assert [(reason.signal, reason.message_id) for reason in feeling.reasons] == [
        ("course", "m2"),
        ("unhelpful_answers", "m2"),
        ("wording", "m2"),
    ]


def test_two_features_of_one_name_are_one_reason_at_the_first_ones_message() -> None:
    moment = a_moment("m2", origins={"negative": "m1"}, negative=1.0, hostile=1.0)

    (tone,) = frustration([moment], HEAD).reasons

    assert (tone.signal, tone.weight, tone.message_id) == ("tone", 0.5, "m1")


def test_what_lowers_the_score_is_no_reason() -> None:
    feeling = frustration([a_moment(anger=1.0, relief_now=1.0)], a_course_head(3.0, anger=1.0, relief_now=-1.0))

    assert [reason.signal for reason in feeling.reasons] == ["anger"]


def test_a_share_below_a_twentieth_is_not_named() -> None:
    feeling = frustration([a_moment(anger=1.0, waiting=0.1)], a_course_head(0.0, anger=1.9, waiting=1.0))

    assert [reason.signal for reason in feeling.reasons] == ["anger"]


def test_six_reasons_are_the_most() -> None:
    names = FEATURES[:9]

    feeling = frustration([a_moment(**dict.fromkeys(names, 1.0))], a_course_head(0.0, **dict.fromkeys(names, 1.0)))

    assert len(feeling.reasons) == 6


@settings(deadline=None)
@given(st.lists(st.floats(-3, 3), min_size=len(FEATURES), max_size=len(FEATURES)), st.floats(-6, 6))
def test_the_shares_of_reasons_sum_to_the_score_at_most(weights: list[float], bias: float) -> None:
    moment = a_moment(**dict.fromkeys(FEATURES, 1.0))
    head = a_course_head(bias, **dict(zip(FEATURES, weights, strict=True)))

    feeling = frustration([moment], head)

    shares = [reason.weight for reason in feeling.reasons]
    assert sum(shares) <= feeling.score + 6 * 0.0005 + 0.0005
    assert shares == sorted(shares, reverse=True)
    assert all(share >= 0.05 - 0.0005 for share in shares)


def test_frustration_fades_from_turn_to_turn() -> None:
    heard = in_turns(an_impression(anger=1.0), an_impression(), an_impression())

    scores = course_of(list(moments(heard)), a_course_head(-2.0, anger=4.0)).scores

    assert scores == pytest.approx([sigmoid(2), sigmoid(1), sigmoid(0.25)])
