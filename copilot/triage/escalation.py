"""When a colleague should take over, and who: rules over what was heard, each with a name (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec
from msgspec import Struct

from copilot.settings import EscalationSettings
from copilot.triage.course import Heard
from copilot.triage.vocabulary import RELIEF, SIGNALS
from copilot.types import Escalation, EscalationTarget, Frustration, Urgency

DANGERS: Final[dict[str, EscalationTarget]] = {
    "self_harm": "supervisor",
    "threat_of_violence": "supervisor",
    "product_safety": "specialist",
    "fraud_in_progress": "security",
    "account_takeover": "security",
}
"""What makes a conversation critical, most pressing first."""

_DEMANDS: Final[dict[str, EscalationTarget]] = {
    "legal_threat": "legal",
    "demand_for_human": "supervisor",
    "threat_of_chargeback": "specialist",
}
_CERTAIN: Final = 0.8
"""From this probability on a danger or a demand counts whatever the rest of the conversation looks like."""

_PUBLIC: Final = ("threat_to_leave", "threat_of_review")


class Situation(Struct, frozen=True, kw_only=True):
    """What the rules look at: `signals` has the probability of each in each of the customer's messages, in order.

    `due` and `urgent` are the probabilities that it is time to hand over and that it cannot wait. `text` is the
    customer's last turn in lower case, `topics` its intents and tags, `tier` the customer's.
    """

    signals: tuple[dict[str, float], ...]
    frustration: Frustration
    due: float
    urgent: float
    text: str
    topics: tuple[str, ...]
    tier: str | None


def signals_of(heard: Sequence[Heard]) -> tuple[dict[str, float], ...]:
    """The probability of each signal in each message of the customer."""
    return tuple(
        dict(zip(SIGNALS, item.impression.signals.tolist(), strict=True)) for item in heard if item.author == "customer"
    )


def escalation(now: Situation, settings: EscalationSettings) -> Escalation:
    """Whether to hand over, to whom, and the names of the rules that say so; the first one decides who.

    What was heard counts until the customer says that it is over; a danger that is over needs nobody either.
    """
    found = dict(_rules(_since_relief(now, settings), settings))
    if not found:
        return Escalation()
    return Escalation(recommended=True, target=next(iter(found.values())), reasons=tuple(found))


def urgency(now: Situation, settings: EscalationSettings) -> Urgency:
    """How soon somebody must look at it."""
    if any(rule in DANGERS for rule, _ in _rules(_since_relief(now, settings), settings)):
        return "critical"
    if now.frustration.level in {"frustrated", "angry"} or now.urgent >= settings.urgent:
        return "high"
    return "low" if now.urgent < settings.idle else "normal"


def _rules(now: Situation, settings: EscalationSettings) -> Iterator[tuple[str, EscalationTarget]]:
    """(rule, target), most pressing first; but for what is certain, a rule counts only where it is time."""
    is_time = now.due >= settings.due
    certainty = settings.signal if is_time else _CERTAIN
    yield from _heard(now, DANGERS, certainty)
    yield from _by_team(now, settings)
    yield from _heard(now, _DEMANDS, certainty)
    if is_time:
        yield from _by_course(now, settings)


def _heard(
    now: Situation, names: Mapping[str, EscalationTarget], certainty: float
) -> Iterator[tuple[str, EscalationTarget]]:
    return ((name, target) for name, target in names.items() if _is_heard(now, name, certainty))


def _by_course(now: Situation, settings: EscalationSettings) -> Iterator[tuple[str, EscalationTarget]]:
    """What the customer has gone through."""
    if sum(one["fix_failed"] >= settings.signal for one in now.signals) >= settings.failed_fixes:
        yield "failed_fixes", "specialist"
    threshold = settings.tiers.get(now.tier or "", settings.frustration)
    if now.frustration.score >= threshold:
        yield "frustration", "supervisor"
    if now.frustration.level in {"frustrated", "angry"}:
        yield from ((name, "supervisor") for name in _PUBLIC if _is_heard(now, name, settings.signal))


def _by_team(now: Situation, settings: EscalationSettings) -> Iterator[tuple[str, EscalationTarget]]:
    """What the team has set: intents for security, and keywords."""
    if not set(settings.security_intents).isdisjoint(now.topics):
        yield "security_intent", "security"
    for target, keywords in settings.keywords.items():
        if any(re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", now.text) for word in keywords):
            yield f"keyword_{target}", target


def _is_heard(now: Situation, name: str, certainty: float) -> bool:
    return any(one[name] >= certainty for one in now.signals)


def _since_relief(now: Situation, settings: EscalationSettings) -> Situation:
    """The situation without what came before the customer's last sign of relief, unless they are frustrated by now.

    Of that message itself only dangers count: "that fixed it, but now it smokes".
    """
    for place in range(len(now.signals) - 1, -1, -1):
        if now.signals[place][RELIEF] >= settings.signal and now.frustration.level in {"calm", "annoyed"}:
            same_breath = {name: value if name in DANGERS else 0.0 for name, value in now.signals[place].items()}
            return msgspec.structs.replace(now, signals=(same_breath, *now.signals[place + 1 :]))
    return now
