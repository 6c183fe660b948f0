"""A conversation as numbers: what has built up by each of the customer's turns (pure).

A turn is a burst: the customer's messages up to the next one of an operator. What was felt fades from turn to turn and
is taken back by relief; a new signal counts fully at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from copilot.encoding.reading import Matrix
from copilot.triage.habits import Typing, beyond_habit
from copilot.triage.impression import Impression
from copilot.triage.linear import probabilities
from copilot.triage.vocabulary import COMPLAINTS, DANGERS, EMOTIONS, RELIEF, SIGNALS
from copilot.types import Author

FADING: Final = 0.75
"""What is left of a signal one turn of the customer later; within a burst nothing fades."""

_COURSE_MEMORY: Final = 0.6
_ANSWERS_MEMORY: Final = 0.6
_LONGEST_WAIT_MINUTES: Final = 24 * 60
_MOST_TURNS: Final = 8
_ENOUGH_WORDS: Final = 4
_RELIEF: Final = SIGNALS.index(RELIEF)
_BUILDING: Final = [SIGNALS.index(name) for name in (*COMPLAINTS, *DANGERS)]
_LOUDNESS: Final = ("capitals", "punctuation")
_FADING: Final = (*COMPLAINTS, *DANGERS, *EMOTIONS, *_LOUDNESS, "repetition")

FEATURES: Final = (*_FADING, "relief_now", "positive_now", "unanswered", "waited", "turns", "terse")
"""The columns of `Moment.features`; those that fade come first."""

FADING_FEATURES: Final = len(_FADING)


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A message of a conversation, and what it says; `minutes` since the first one."""

    author: Author
    message_id: str
    minutes: float
    impression: Impression


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """The state after one message of the customer.

    `features` (FEATURES,); `origins`: for each fading feature the message that it comes from; `wording`, `course` and
    `answers`, (dim,) each: the message's vector, the fading mean of the customer's, and that of the operators'.
    """

    message_id: str
    features: Matrix
    origins: tuple[str, ...]
    wording: Matrix
    course: Matrix
    answers: Matrix


def moments(heard: Sequence[Heard]) -> Iterator[Moment]:
    """One moment for each message of the customer, in order."""
    state = _State()
    for item in heard:
        if item.author == "customer":
            yield state.after_customer(item)
        elif item.author == "operator":
            state.after_operator(item)


class _State:
    """What has built up so far."""

    def __init__(self) -> None:
        self._faded = np.zeros(FADING_FEATURES, dtype=np.float32)
        self._origins: NDArray[np.object_] = np.full(FADING_FEATURES, "", dtype=object)
        self._earlier: list[Matrix] = []
        self._typed: list[Typing] = []
        self._course: Matrix | None = None
        self._answers: Matrix | None = None
        self._turns = 0
        self._unanswered = 0
        self._waiting_since: float | None = None

    def after_operator(self, item: Heard) -> None:
        vector = item.impression.vector
        self._answers = vector if self._answers is None else _mixed(self._answers, vector, _ANSWERS_MEMORY)
        self._unanswered, self._waiting_since = 0, None

    def after_customer(self, item: Heard) -> Moment:
        seen = item.impression
        if not self._unanswered:
            self._turns += 1
        waited = item.minutes - (item.minutes if self._waiting_since is None else self._waiting_since)
        self._fade(item, self._fading_now(seen))
        self._course = seen.vector if self._course is None else _mixed(self._course, seen.vector, _COURSE_MEMORY)
        features = np.concatenate([self._faded, np.array(self._now(seen, waited), dtype=np.float32)])
        self._remember(item)
        return Moment(
            message_id=item.message_id,
            features=features,
            origins=tuple(self._origins),
            wording=seen.vector,
            course=self._course,
            answers=np.zeros_like(seen.vector) if self._answers is None else self._answers,
        )

    def _fading_now(self, seen: Impression) -> Matrix:
        rest = np.array([*beyond_habit(seen.typing, self._typed), self._repetition(seen)], dtype=np.float32)
        return np.concatenate([seen.signals[_BUILDING], probabilities(seen.emotions), rest])

    def _fade(self, item: Heard, now: Matrix) -> None:
        fading = 1.0 if self._unanswered else FADING
        kept = self._faded * fading * (1 - item.impression.signals[_RELIEF])
        self._origins[now >= kept] = item.message_id
        self._faded = np.maximum(kept, now)

    def _repetition(self, seen: Impression) -> float:
        """The cosine to the most similar earlier message of the customer (0..1); short answers repeat nothing."""
        if seen.typing.words < _ENOUGH_WORDS or not self._earlier:
            return 0.0
        return max(float((np.array(self._earlier) @ seen.vector).max()), 0.0)

    def _now(self, seen: Impression, waited: float) -> tuple[float, ...]:
        positive = float(probabilities(seen.emotions)[EMOTIONS.index("positive")])
        return (
            float(seen.signals[_RELIEF]),
            positive,
            min(self._unanswered, 3) / 3,
            float(np.log1p(min(max(waited, 0.0), _LONGEST_WAIT_MINUTES)) / np.log1p(_LONGEST_WAIT_MINUTES)),
            min(self._turns - 1, _MOST_TURNS) / _MOST_TURNS,
            float(self._turns > 1) / (1 + seen.typing.words / _ENOUGH_WORDS),
        )

    def _remember(self, item: Heard) -> None:
        if item.impression.typing.words >= _ENOUGH_WORDS:
            self._earlier += [part.vector for part in item.impression.parts]
        self._typed.append(item.impression.typing)
        if self._waiting_since is None:
            self._waiting_since = item.minutes
        self._unanswered += 1


def _mixed(before: Matrix, now: Matrix, memory: float) -> Matrix:
    mixed: Matrix = memory * before + (1 - memory) * now
    return mixed
