"""Who is looked at next, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.settings import QueueSettings
from copilot.triage.queue import Place, Waiting, order, target_seconds, waited_seconds
from copilot.types import Channel, Standing
from tests.examples import NOON
from tests.strategies import queue_settings, standings

SETTINGS = QueueSettings(tiers={"gold": 8.0})


def waiting(name: str = "c1", waited: float | None = 0.0, **fields: object) -> Waiting:
    """A conversation whose customer has waited for some seconds, or needs no answer (None)."""
    since = None if waited is None else NOON - timedelta(seconds=waited)
    values = {"channel": "chat", "opened_at": NOON - timedelta(hours=1), "standing": Standing(), **fields}
    return Waiting(conversation_id=name, waiting_since=since, **values)


def placed(*conversations: Waiting, pace: float = 0.0) -> tuple[Place, ...]:
    return order(conversations, NOON, SETTINGS, pace)


def names(places: Sequence[Place]) -> list[str]:
    return [place.conversation.conversation_id for place in places]


def factors(place: Place) -> dict[str, float]:
    return {reason.factor: reason.points for reason in place.reasons}


@pytest.mark.parametrize(
    ("conversation", "expected"),
    [
        (waiting(), {"urgency": 10.0}),
        (waiting(standing=Standing(urgency="low")), {}),
        (waiting(standing=Standing(urgency="critical")), {"urgency": 1_000.0}),
        (waiting(standing=Standing(urgency="low"), waited=60), {"waiting": 30.0}),
        (waiting(standing=Standing(urgency="low"), waited=90, channel="social"), {"waiting": 1.5}),
        (waiting(standing=Standing(urgency="low"), waited=60, answered_at=NOON), {"waiting": 15.0}),
        (waiting(standing=Standing(urgency="low", score=0.6, level="frustrated")), {"frustration": 12.0}),
        (waiting(standing=Standing(urgency="low", score=0.2, level="calm")), {}),
        (waiting(standing=Standing(urgency="low", escalation="legal", reasons=("x",))), {"escalation": 15.0}),
        (waiting(standing=Standing(urgency="low"), tier="gold"), {"tier": 8.0}),
        (waiting(standing=Standing(urgency="low"), tier="silver"), {}),
        (waiting(standing=Standing(urgency="low", turns=4)), {"complexity": 2.0}),
        (waiting(standing=Standing(urgency="low", turns=2, intents=("a", "b"))), {"complexity": 3.5}),
        (waiting(standing=Standing(urgency="low", turns=99, intents=("a", "b", "c"))), {"complexity": 5.0}),
    ],
)  # fmt: skip
def test_each_reason_is_worth_points(conversation: Waiting, expected: dict[str, float]) -> None:
    (place,) = placed(conversation)

    assert factors(place) == pytest.approx(expected)
    assert place.points == pytest.approx(sum(expected.values()))


def test_reasons_are_told_in_words() -> None:
    standing = Standing(
        urgency="high",
        score=0.9,
        level="angry",
        trend="rising",
        escalation="supervisor",
        reasons=("demand_for_human", "frustration"),
        intents=("refund", "login"),
        turns=3,
    )

    (place,) = placed(waiting(waited=30, standing=standing, tier="gold"))

    assert [reason.label for reason in place.reasons] == [
        "high urgency",
        "angry, rising",
        "for supervisor: demand for human, frustration",
        "waiting 30 s of 60 s to the first response",
        "gold customer",
        "3 messages of the customer, 2 topics",
    ]


def test_most_points_come_first_and_who_needs_no_answer_comes_last() -> None:
    conversations = [
        waiting("answered", None, standing=Standing(urgency="critical")),
        waiting("low", standing=Standing(urgency="low")),
        waiting("critical", standing=Standing(urgency="critical")),
        waiting("high", standing=Standing(urgency="high")),
    ]

    places = placed(*conversations)

    assert names(places) == ["critical", "high", "low", "answered"]
    assert [place.position for place in places] == [1, 2, 3, 4]


def test_of_equal_points_the_longest_wait_comes_first_and_then_the_id() -> None:
    places = placed(
        waiting("b", 60, standing=Standing(urgency="low")),
        waiting("c", 1_800, standing=Standing(urgency="low"), channel="social"),
        waiting("a", 60, standing=Standing(urgency="low")),
    )

    assert [place.points for place in places] == [30.0] * 3
    assert names(places) == ["c", "a", "b"]


def test_of_those_who_need_no_answer_the_oldest_comes_first() -> None:
    places = placed(
        waiting("young", None, opened_at=NOON - timedelta(minutes=1)),
        waiting("old", None, opened_at=NOON - timedelta(minutes=9)),
    )

    assert names(places) == ["old", "young"]
    assert all((place.sla, place.estimate, place.waiting_seconds) == (None, None, 0.0) for place in places)


@pytest.mark.parametrize(
    ("channel", "is_answered", "target"),
    [
        ("chat", False, ("first_response", 60)),
        ("chat", True, ("next_response", 120)),
        ("social", False, ("first_response", 1_800)),
        ("social", True, ("next_response", 3_600)),
        ("email", False, ("first_response", 14_400)),
        ("email", True, ("next_response", 28_800)),
    ],
)
def test_the_target_depends_on_the_channel_and_on_whether_anybody_has_answered(
    channel: Channel, is_answered: bool, target: tuple[str, int]
) -> None:
    conversation = waiting(channel=channel, answered_at=NOON if is_answered else None)

    assert target_seconds(conversation, SETTINGS) == target


@pytest.mark.parametrize(
    ("waited", "remaining", "state"),
    [
        (0, 60, "ok"),
        (45, 15, "ok"),
        (46, 14, "at_risk"),
        (60, 0, "at_risk"),
        (61, -1, "breached"),
        (3_600, -3_540, "breached"),
    ],
)
def test_the_clock_says_how_a_wait_stands(waited: float, remaining: float, state: str) -> None:
    (place,) = placed(waiting(waited=waited))

    assert place.sla is not None
    assert (place.sla.kind, place.sla.target_seconds) == ("first_response", 60)
    assert (place.sla.remaining_seconds, place.sla.state) == (remaining, state)
    assert place.sla.due_at == NOON + timedelta(seconds=remaining)
    assert place.waiting_seconds == waited


@pytest.mark.parametrize(("pace", "states"), [(0.0, ["ok"] * 3), (60.0, ["ok"] * 3), (4.0, ["ok", "ok", "at_risk"])])
def test_a_breach_to_come_is_seen_before_it_happens(pace: float, states: list[str]) -> None:
    places = placed(waiting("a"), waiting("b"), waiting("c"), pace=pace)

    assert [place.sla.state for place in places if place.sla] == states


def test_an_estimate_grows_with_the_place() -> None:
    places = placed(waiting("a"), waiting("b"), waiting("c", None), pace=1.0)

    typical = [place.estimate.typical_seconds for place in places if place.estimate]
    assert typical == [pytest.approx(41.6, rel=0.03), pytest.approx(100.7, rel=0.03)]
    assert places[2].estimate is None


@pytest.mark.parametrize(("waited", "seconds"), [(None, 0.0), (12.5, 12.5), (-30, 0.0)])
def test_nobody_has_waited_less_than_nothing(waited: float | None, seconds: float) -> None:
    assert waited_seconds(waiting(waited=waited), NOON) == seconds


def test_an_empty_queue_is_empty() -> None:
    assert placed() == ()


channels = st.sampled_from(["chat", "social", "email"])


def points_without_waiting(rules: QueueSettings, highest_urgency: float) -> float:
    return (
        highest_urgency
        + rules.frustration_weight
        + rules.escalation_weight
        + rules.complexity_weight
        + max(rules.tiers.values(), default=0.0)
    )


def comes_first(old: Waiting, fresh: Waiting, rules: QueueSettings) -> bool:
    return names(order([fresh, old], NOON, rules))[0] == "old"


def after(targets: float, channel: Channel, standing: Standing, rules: QueueSettings) -> Waiting:
    """A conversation that has waited so many times as long as its target."""
    _, seconds = target_seconds(waiting(channel=channel), rules)
    return waiting("old", waited=targets * seconds, channel=channel, standing=standing)


@settings(deadline=None)
@given(standings("low", "normal"), standings("low", "normal", "high"), channels, channels)
def test_three_times_the_target_comes_before_anybody_fresh_who_is_not_critical(
    old: Standing, fresh: Standing, channel: Channel, other: Channel
) -> None:
    long_wait = after(3, channel, old, SETTINGS)

    assert comes_first(long_wait, waiting("fresh", channel=other, standing=fresh, tier="gold"), SETTINGS)


@settings(deadline=None)
@given(standings("low"), standings(), channels, channels, queue_settings())
def test_nobody_waits_for_ever_whatever_the_weights(
    old: Standing, fresh: Standing, channel: Channel, other: Channel, rules: QueueSettings
) -> None:
    weights = rules.urgency_weights
    most = points_without_waiting(rules, max(weights.normal, weights.high, weights.critical))
    long_wait = after(most / rules.waiting_weight + 0.1, channel, old, rules)

    assert comes_first(long_wait, waiting("fresh", channel=other, standing=fresh, tier="gold"), rules)


@settings(deadline=None)
@given(standings("critical"), standings("low", "normal", "high"), channels)
def test_a_danger_comes_before_a_wait_of_many_times_the_target(
    danger: Standing, old: Standing, channel: Channel
) -> None:
    assert not comes_first(after(25, channel, old, SETTINGS), waiting("fresh", standing=danger), SETTINGS)


@settings(deadline=None)
@given(st.lists(standings(), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_the_conversations_come(
    given_standings: list[Standing], random: object
) -> None:
    conversations = [waiting(f"c{place}", 7.0 * place, standing=one) for place, one in enumerate(given_standings)]
    mixed = list(conversations)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a `random.Random`

    assert names(placed(*mixed)) == names(placed(*conversations))
