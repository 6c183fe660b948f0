"""The conversation so far → triage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copilot.triage.frustration import frustration
from copilot.triage.language import LanguageDetector
from copilot.triage.signals import safety_signals
from copilot.types import Customer, Escalation, EscalationTarget, Frustration, Message, Triage, Urgency

_TARGETS: Final[dict[str, EscalationTarget]] = {
    "self_harm": "supervisor",
    "threat_of_violence": "supervisor",
    "account_takeover": "security",
    "product_safety": "specialist",
    "legal_threat": "legal",
    "demand_for_human": "supervisor",
}
"""Signals that a colleague has to see, most pressing first."""


class Triager:
    """Reads conversations; holds the language detector."""

    def __init__(self, detector: LanguageDetector) -> None:
        self._detector = detector

    def triage(self, messages: Sequence[Message], customer: Customer | None) -> Triage:
        """What can be said after the last message; intent and tags stay empty until a classifier is fitted."""
        spoken = [message for message in messages if message.author == "customer"]
        feeling = frustration(messages)
        unanswered = _unanswered(messages) or spoken[-1:]
        dangers = list(dict.fromkeys(signal for message in unanswered for signal in safety_signals(message)))
        expected = (customer.language if customer else None) or "en"
        return Triage(
            language=self._detector.detect(spoken[-1].text, expected) if spoken else expected,
            intent=None,
            tags=(),
            urgency=_urgency(feeling, dangers),
            frustration=feeling,
            escalation=_escalation(feeling, dangers),
        )


def _unanswered(messages: Sequence[Message]) -> list[Message]:
    """The customer messages since the operator's last one: "hello?" does not take the fire back."""
    last_answer = max((place for place, message in enumerate(messages) if message.author == "operator"), default=-1)
    return [message for message in messages[last_answer + 1 :] if message.author == "customer"]


def _urgency(feeling: Frustration, dangers: Sequence[str]) -> Urgency:
    if dangers:
        return "critical"
    return "high" if feeling.level in {"frustrated", "angry"} else "normal"


def _escalation(feeling: Frustration, dangers: Sequence[str]) -> Escalation:
    signals = {*dangers, *(reason.signal for reason in feeling.reasons)}
    reasons = [signal for signal in _TARGETS if signal in signals]
    if feeling.level == "angry":
        reasons.append("angry")
    target = _TARGETS.get(reasons[0], "supervisor") if reasons else None
    return Escalation(recommended=bool(reasons), target=target, reasons=tuple(reasons))
