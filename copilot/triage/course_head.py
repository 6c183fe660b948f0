"""What reads a conversation: linear heads over the moments of its course (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from copilot.encoding.reading import Matrix
from copilot.triage.course import Moment
from copilot.triage.linear import sigmoid


@dataclass(frozen=True, slots=True, eq=False)
class CourseHead:
    """One question about a conversation, answered from a `Moment` of it.

    (dim,) each for the customer's last message, for all of theirs and for the operators' answers; (FEATURES,); a bias.
    """

    wording: Matrix
    course: Matrix
    answers: Matrix
    features: Matrix
    bias: float


@dataclass(frozen=True, slots=True)
class CourseHeads:
    """Is the customer frustrated? Is it time to hand over? Can it not wait?"""

    frustrated: CourseHead
    due: CourseHead
    urgent: CourseHead


def probability(moment: Moment, head: CourseHead) -> float:
    """The probability (0..1) that the answer to a head's question is yes."""
    log_odds = (
        head.bias
        + moment.features @ head.features
        + moment.wording @ head.wording
        + moment.course @ head.course
        + moment.answers @ head.answers
    )
    return sigmoid(float(log_odds))
