"""How frustrated a customer is, from the signals of the conversation so far (rules; not calibrated yet)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copilot.text import words
from copilot.triage.signals import GRATITUDE, frustration_signals
from copilot.types import Frustration, FrustrationLevel, Message, Reason, Trend

_MEMORY: Final = 0.6
"""What is left of a message's score one customer message later."""

_LEVELS: Final[tuple[tuple[float, FrustrationLevel], ...]] = (
    (0.75, "angry"),
    (0.5, "frustrated"),
    (0.25, "annoyed"),
    (0.0, "calm"),
)
_NOTICEABLE = 0.1
_REPEAT_WORDS = 4
_REPEAT_SHARE = 0.7


def frustration(messages: Sequence[Message]) -> Frustration:
    """The score (0..1) after the last customer message; each earlier one counts for 0.6 of the next."""
    spoken = [message for message in messages if message.author == "customer"]
    before, score, reasons = 0.0, 0.0, list[Reason]()
    for position, message in enumerate(spoken):
        found = [*frustration_signals(message), *_repetition(message, spoken[:position])]
        before, score = score, _either(_MEMORY * score, _combined(found))
        if not found and GRATITUDE.search(message.text):
            score, reasons = 0.0, []
        reasons.extend(found)
    return Frustration(score=round(score, 3), level=_level(score), trend=_trend(before, score), reasons=tuple(reasons))


def _combined(reasons: Sequence[Reason]) -> float:
    """Noisy-or: signals add up and never pass 1."""
    total = 0.0
    for reason in reasons:
        total = _either(total, reason.weight)
    return total


def _either(one: float, other: float) -> float:
    return 1 - (1 - one) * (1 - other)


def _repetition(message: Message, earlier: Sequence[Message]) -> list[Reason]:
    said = set(words(message.text))
    if len(said) < _REPEAT_WORDS:
        return []
    repeats = any(len(said & set(words(other.text))) / len(said) >= _REPEAT_SHARE for other in earlier)
    return [Reason(signal="repeated_request", weight=0.3, message_id=message.id)] if repeats else []


def _level(score: float) -> FrustrationLevel:
    return next(level for threshold, level in _LEVELS if score >= threshold)


def _trend(before: float, now: float) -> Trend:
    if abs(now - before) < _NOTICEABLE:
        return "steady"
    return "rising" if now > before else "falling"
