"""Which conversation an operator should look at next, and why (pure).

Each reason is worth points. Waiting is worth more the longer it lasts, without end, so that nobody waits for ever; a
danger is worth so much that only a wait of many times the target comes before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from msgspec import Struct

from copilot.settings import QueueSettings
from copilot.triage.patience import Estimate, expected_seconds
from copilot.types import Channel, Standing

SlaKind = Literal["first_response", "next_response"]
SlaState = Literal["ok", "at_risk", "breached"]

_AT_RISK: Final = 0.75
"""From this share of the target on a wait is at risk, whatever the estimate says."""
_COMPLEX_TURNS: Final = 10


class Waiting(Struct, frozen=True, kw_only=True):
    """An open conversation; `waiting_since` is None if the customer's last message was answered."""

    conversation_id: str
    channel: Channel
    opened_at: datetime
    standing: Standing
    tier: str | None = None
    waiting_since: datetime | None = None
    answered_at: datetime | None = None
    assigned_to: str | None = None


class PlaceReason(Struct, frozen=True, kw_only=True):
    """What moves a conversation up, by how many points, in words."""

    factor: str
    points: float
    label: str


class Sla(Struct, frozen=True, kw_only=True):
    """The clock of an answer that is due; `remaining_seconds` is negative after a breach."""

    kind: SlaKind
    target_seconds: int
    due_at: datetime
    remaining_seconds: float
    state: SlaState


class Place(Struct, frozen=True, kw_only=True):
    """A conversation's place, from 1; `estimate` is when somebody will have answered, None if nobody can tell."""

    position: int
    conversation: Waiting
    points: float
    reasons: tuple[PlaceReason, ...]
    waiting_seconds: float
    sla: Sla | None
    estimate: Estimate | None


def order(
    conversations: Sequence[Waiting], now: datetime, settings: QueueSettings, answers_a_minute: float = 0.0
) -> tuple[Place, ...]:
    """Every conversation, those that wait for an answer first, by points; ties by who waits longest.

    `answers_a_minute` is how many answers the team gives: with it, breaches to come are marked before they happen.
    """
    ranked = sorted(
        ((item, tuple(_reasons(item, now, settings))) for item in conversations),
        key=lambda pair: (
            pair[0].waiting_since is None,
            -sum(reason.points for reason in pair[1]),
            pair[0].waiting_since or pair[0].opened_at,
            pair[0].conversation_id,
        ),
    )
    return tuple(
        _place(position, item, reasons, now, settings, answers_a_minute)
        for position, (item, reasons) in enumerate(ranked, start=1)
    )


def waited_seconds(item: Waiting, now: datetime) -> float:
    """How long the customer has waited; 0 if nothing is to be answered."""
    return max((now - item.waiting_since).total_seconds(), 0.0) if item.waiting_since else 0.0


def target_seconds(item: Waiting, settings: QueueSettings) -> tuple[SlaKind, int]:
    """Which answer is due, and within how many seconds."""
    if item.answered_at is None:
        return "first_response", getattr(settings.first_response_seconds, item.channel)
    return "next_response", getattr(settings.next_response_seconds, item.channel)


def _place(
    position: int,
    item: Waiting,
    reasons: tuple[PlaceReason, ...],
    now: datetime,
    settings: QueueSettings,
    answers_a_minute: float,
) -> Place:
    is_waiting = item.waiting_since is not None
    estimate = expected_seconds(position, answers_a_minute) if is_waiting else None
    return Place(
        position=position,
        conversation=item,
        points=round(sum(reason.points for reason in reasons), 2),
        reasons=reasons,
        waiting_seconds=round(waited_seconds(item, now), 1),
        sla=_sla(item, now, settings, estimate),
        estimate=estimate,
    )


def _sla(item: Waiting, now: datetime, settings: QueueSettings, estimate: Estimate | None) -> Sla | None:
    if item.waiting_since is None:
        return None
    kind, target = target_seconds(item, settings)
    due_at = item.waiting_since + timedelta(seconds=target)
    remaining = (due_at - now).total_seconds()
    return Sla(
        kind=kind,
        target_seconds=target,
        due_at=due_at,
        remaining_seconds=round(remaining, 1),
        state=_state(remaining, target, estimate),
    )


def _state(remaining: float, target: int, estimate: Estimate | None) -> SlaState:
    if remaining < 0:
        return "breached"
    comes_too_late = estimate is not None and estimate.likely_seconds > remaining
    return "at_risk" if comes_too_late or remaining < (1 - _AT_RISK) * target else "ok"


def _reasons(item: Waiting, now: datetime, settings: QueueSettings) -> Iterator[PlaceReason]:
    """What speaks for a conversation, most points first is not promised."""
    stands = item.standing
    yield from _worth("urgency", getattr(settings.urgency_weights, stands.urgency), f"{stands.urgency} urgency")
    if stands.level != "calm":
        yield from _worth("frustration", settings.frustration_weight * stands.score, f"{stands.level}, {stands.trend}")
    if stands.escalation:
        named = ", ".join(stands.reasons).replace("_", " ")
        yield from _worth("escalation", settings.escalation_weight, f"for {stands.escalation}: {named}")
    yield from _waiting(item, now, settings)
    yield from _worth("tier", settings.tiers.get(item.tier or "", 0.0), f"{item.tier} customer")
    share = min(stands.turns / _COMPLEX_TURNS + max(len(stands.intents) - 1, 0) / 2, 1.0)
    label = f"{stands.turns} messages of the customer, {len(stands.intents)} topics"
    yield from _worth("complexity", settings.complexity_weight * share, label)


def _waiting(item: Waiting, now: datetime, settings: QueueSettings) -> Iterator[PlaceReason]:
    if item.waiting_since is not None:
        kind, target = target_seconds(item, settings)
        waited = waited_seconds(item, now)
        label = f"waiting {waited:.0f} s of {target} s to the {kind.replace('_', ' ')}"
        yield from _worth("waiting", settings.waiting_weight * waited / target, label)


def _worth(factor: str, points: float, label: str) -> Iterator[PlaceReason]:
    shown = round(points, 2)
    if shown > 0:
        yield PlaceReason(factor=factor, points=shown, label=label)
