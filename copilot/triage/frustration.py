"""How frustrated a customer is, and why: a logistic function of what has built up in the conversation (pure).

The weights were fitted on labelled conversations (`python -m training.triage`; docs/reference/triage-heads.md), so the
score is the probability that a support lead would call the customer frustrated or angry by now.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from copilot.triage.course import FADING_FEATURES, FEATURES, Moment
from copilot.triage.course_head import CourseHead, probability
from copilot.types import Frustration, FrustrationLevel, Reason, Trend

LEVELS: Final[tuple[tuple[FrustrationLevel, float], ...]] = (
    ("calm", 0.0),
    ("annoyed", 0.3),
    ("frustrated", 0.45),
    ("angry", 0.85),
)
"""From which score on a level holds: what agrees best with the labels of the dev conversations (weighted kappa .53)."""

STICKINESS: Final = 0.1
"""How far below its threshold the score must fall before a level is left: no flicker from message to message."""

CALM: Final = Frustration(score=0.0, level="calm", trend="steady")
_NOTICEABLE: Final = 0.1
_WORTH_NAMING: Final = 0.05
_MOST_REASONS: Final = 6
_NAMES: Final = {
    "repetition": "repeated_request",
    "waited": "waiting",
    "negative": "tone",
    "hostile": "tone",
    "abusive": "tone",
    "turns": "many_turns",
    "terse": "terse_answers",
}
"""Features whose reason is called otherwise."""


class Course(Struct, frozen=True):
    """The score (0..1) after each message of the customer, in order, and what the last one rests on."""

    scores: tuple[float, ...]
    reasons: tuple[Reason, ...]


def frustration(seen: Sequence[Moment], head: CourseHead) -> Frustration:
    """How frustrated the customer is at the last of the moments of a conversation."""
    course = course_of(seen, head)
    if not course.scores:
        return CALM
    return Frustration(
        score=round(course.scores[-1], 3),
        level=level_after(course.scores),
        trend=_trend(course.scores),
        reasons=course.reasons,
    )


def course_of(seen: Sequence[Moment], head: CourseHead) -> Course:
    """The scores of a conversation, and the reasons for the last one."""
    if not seen:
        return Course(scores=(), reasons=())
    scores = tuple(probability(moment, head) for moment in seen)
    return Course(scores=scores, reasons=_reasons(seen[-1], head, scores[-1]))


def level_after(scores: Sequence[float]) -> FrustrationLevel:
    """The level after the last score: up at once, down only when the score is clearly below."""
    place = 0
    for score in scores:
        reached = max(number for number, (_, threshold) in enumerate(LEVELS) if score >= threshold)
        held = max(number for number, (_, threshold) in enumerate(LEVELS) if score >= threshold - STICKINESS)
        place = max(reached, min(place, held))
    return LEVELS[place][0]


def _reasons(moment: Moment, head: CourseHead, score: float) -> tuple[Reason, ...]:
    """What speaks for frustration, most of it first; the weights are shares of the score."""
    shares: dict[str, tuple[float, str]] = {}
    for signal, message_id, weight in _contributions(moment, head):
        before, where = shares.get(signal, (0.0, message_id))
        shares[signal] = (before + weight, where)
    total = sum(weight for weight, _ in shares.values())
    ordered = sorted(shares.items(), key=lambda item: (-item[1][0], item[0]))
    return tuple(
        Reason(signal=signal, weight=round(score * weight / total, 3), message_id=message_id)
        for signal, (weight, message_id) in ordered[:_MOST_REASONS]
        if score * weight / total >= _WORTH_NAMING
    )


def _contributions(moment: Moment, head: CourseHead) -> list[tuple[str, str, float]]:
    """(signal, message, log odds) of everything that raises the score."""
    each = (moment.features * head.features).tolist()
    found = [
        (_NAMES.get(name, name), moment.origins[place] if place < FADING_FEATURES else moment.message_id, value)
        for place, (name, value) in enumerate(zip(FEATURES, each, strict=True))
    ]
    found += [
        ("wording", moment.message_id, float(moment.wording @ head.wording)),
        ("course", moment.message_id, float(moment.course @ head.course)),
        ("unhelpful_answers", moment.message_id, float(moment.answers @ head.answers)),
    ]
    return [item for item in found if item[2] > 0]


def _trend(scores: Sequence[float]) -> Trend:
    before = scores[-2] if len(scores) > 1 else 0.0
    if abs(scores[-1] - before) < _NOTICEABLE:
        return "steady"
    return "rising" if scores[-1] > before else "falling"
