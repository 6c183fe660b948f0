"""A step and its possible answers, prepared once; which of them a customer has given, by words and meaning (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from copilot.encoding.reading import Matrix
from copilot.suggest.procedures.branching.durations import Period, days_of, narrowest, periods_of
from copilot.suggest.procedures.branching.phrases import Phrases
from copilot.suggest.procedures.branching.stems import Gist, Wording, shared, stem, wording
from copilot.suggest.procedures.procedure import Answer, Procedure, Step
from copilot.text import sentence_spans

_MEANING: Final = 0.6
_WORDS: Final = 0.4
"""How much the closest piece's cosine and the shared words count; these, too, were chosen on the dev walks."""
_LATEST: Final = 0.1
"""What the last piece counts besides: "it was white and now it is red again"."""
_GIST: Final = 0.4
"""What "yes", "no", "it worked" or "no luck" adds to the answers that it stands for."""
_PERIOD: Final = 0.6
"""What "three weeks ago" adds to the answer that means such a time."""
_LEAN: Final = 0.25
"""How much more one of two answers must look like a yes than the other."""
_HALF: Final = 0.5
_MOSTLY: Final = 0.6
_FAILED_WORDS = "still fails failed dead dark same silent stuck refuses refused stays later late unreadable"
_FAILING: Final = frozenset(map(stem, _FAILED_WORDS.split()))
_OPEN: Final = re.compile(r"\W*(?:\w+ )?(?:what|which|who|when|where|how|why)\b", re.IGNORECASE)
_BARE_NEGATION: Final = re.compile(r"\b(?:not|no|never|none|neither|nobody|nothing|\w+n['’]t)\b", re.IGNORECASE)
_DANGER: Final = re.compile(r"\b(?:smok|burn|swollen|on fire|spark|gas\b|injur|hurt|electric shock)", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Saying:
    """Messages of the customer that belong together.

    `vectors` (pieces, dim): of each message, its sentences and its clauses, in order; `is_clause` (pieces,): 1 for a
    clause, else 0; `wordings` and `texts`: one a message.
    """

    vectors: Matrix
    is_clause: Matrix
    wordings: tuple[Wording, ...]
    texts: tuple[str, ...]

    @cached_property
    def gist(self) -> Gist | None:
        """Agreement or refusal, by the last message that has either."""
        return next((one.gist for one in reversed(self.wordings) if one.gist), None)

    @cached_property
    def days(self) -> float | None:
        """How many days it speaks of."""
        return next((days for days in map(days_of, self.texts) if days is not None), None)


class Bar(Struct, frozen=True, kw_only=True):
    """How good an answer must be to count: its score, its lead over the next, and both together."""

    score: float
    lead: float = 0.05
    both: float = 0.0


def speaks_of_danger(text: str) -> bool:
    """True for smoke, burns, fire, gas, injuries and the like."""
    return bool(_DANGER.search(text))


class Choice(Struct, frozen=True, kw_only=True):
    """The best answer, its score (about 0..1.5), and how far it is ahead of the next one that leads elsewhere."""

    answer: Answer
    score: float
    lead: float

    def passes(self, bar: Bar) -> bool:
        """True if it is good enough, and clearly better than the others."""
        return self.score >= bar.score and self.lead >= bar.lead and self.score + self.lead >= bar.both


@dataclass(frozen=True, slots=True, eq=False)
class Fork:
    """A step, and its answers as numbers.

    `meaning` (dim,) of what it says; `vectors` (phrases, dim): what customers may say, answer by answer; `starts`
    (answers,): where the phrases of each answer begin; `periods`: how long ago each answer means, if they are about
    time; `yes`, `no`: the numbers of the answers that agreement or refusal may stand for; `failing`: the one answer
    that does not lead to a happy end; `is_about_safety`: it asks about danger.
    """

    step: Step
    say: Wording
    meaning: Matrix
    vectors: Matrix
    starts: NDArray[np.int64]
    phrases: Phrases
    periods: tuple[Period | None, ...]
    yes: tuple[int, ...]
    no: tuple[int, ...]
    failing: Answer | None
    is_about_safety: bool

    def scores(self, said: Saying) -> list[float]:
        """One for each answer, higher if it is closer to what was said."""
        close = self.vectors @ said.vectors.T
        worded = reduce(np.maximum, [self.phrases.agreed(one.stems) for one in said.wordings])
        near = _MEANING * close.max(axis=1) + _LATEST * close[:, -1] + _WORDS * worded
        found: list[float] = np.maximum.reduceat(near, self.starts).tolist()
        for place in self.yes if said.gist == "yes" else self.no if said.gist == "no" else ():
            found[place] += _GIST
        if self.is_about_time and said.days is not None:
            period = narrowest(self.periods, said.days)
            if period is not None:
                found[period] += _PERIOD
        return found

    @property
    def is_about_time(self) -> bool:
        """True if its answers are periods."""
        return self.periods[0] is not None

    def choice(self, said: Saying) -> Choice | None:
        """The answer that was given most likely; None for a step without answers."""
        if not self.step.answers:
            return None
        scores, answers = self.scores(said), self.step.answers
        best = scores.index(max(scores))
        others = [score for score, one in zip(scores, answers, strict=True) if one.next != answers[best].next]
        return Choice(answer=answers[best], score=scores[best], lead=scores[best] - max(others, default=-1.0))

    def answer_to(self, step: str, said: Saying) -> Answer:
        """Of the answers that lead to a step, the one that was said most likely."""
        scores = self.scores(said)
        places = [place for place, answer in enumerate(self.step.answers) if answer.next == step]
        return self.step.answers[max(places, key=scores.__getitem__)]


def phrases_of(answer: Answer) -> tuple[str, ...]:
    """What a customer may say for an answer."""
    return (answer.label, *answer.match)


def fork_of(procedure: Procedure, step: Step, meaning: Matrix, vectors: Matrix) -> Fork:
    """A step with the vector (dim,) of what it says, and those (phrases, dim) of its answers, answer by answer."""
    phrases = [phrases_of(answer) for answer in step.answers]
    yes, no = _leanings(procedure, step)
    return Fork(
        step=step,
        say=wording(step.say),
        meaning=meaning,
        vectors=vectors,
        starts=np.cumsum([0, *map(len, phrases[:-1])]),
        phrases=Phrases([wording(text).stems for texts in phrases for text in texts]),
        periods=periods_of([answer.label for answer in step.answers], _question(step.say)),
        yes=yes,
        no=no,
        failing=_failing(procedure, step),
        is_about_safety=step.kind == "ask" and speaks_of_danger(step.say),
    )


def _failing(procedure: Procedure, step: Step) -> Answer | None:
    """The one answer that does not lead to a happy end, if there is one."""
    left = [answer for answer in step.answers if not _resolves(procedure, answer)]
    return left[0] if len(left) == 1 < len(step.answers) else None


def _question(say: str) -> str:
    """The last question in it, else nothing."""
    sentences = [say[span.start : span.end] for span in sentence_spans(say)]
    return next((sentence for sentence in reversed(sentences) if sentence.endswith("?")), "")


def _leanings(procedure: Procedure, step: Step) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Which answers "yes" or "it worked" stands for, and which "no" or "it didn't"; several only if they lead alike."""
    question = _question(step.say)
    asked = wording(question).stems
    denying = [_is_denying(answer, asked) for answer in step.answers]
    if step.kind == "ask" and _OPEN.match(question):
        return (), ()
    if len(step.answers) == 2:
        if sum(denying) != 1 and _names_both(step, question):
            return (), ()
        leans = [_lean(procedure, step, answer, asked) for answer in step.answers]
        ahead = leans[0] - leans[1] - 2 * (denying[0] - denying[1])
        return ((), ()) if abs(ahead) < _LEAN else ((0,), (1,)) if ahead > 0 else ((1,), (0,))
    helped = [
        place
        for place, answer in enumerate(step.answers)
        if not denying[place] and (step.kind == "ask" or _resolves(procedure, answer))
    ]
    return _alike(step, helped), _alike(step, [place for place, no in enumerate(denying) if no])


def _alike(step: Step, places: Sequence[int]) -> tuple[int, ...]:
    """The answers if all of them lead to the same step."""
    return tuple(places) if len({step.answers[place].next for place in places}) == 1 else ()


def _names_both(step: Step, question: str) -> bool:
    """True if the question offers one answer "or" the other: neither is a yes or a no."""
    asked = wording(question).stems
    named = all(shared(wording(answer.label).stems, asked) >= _HALF for answer in step.answers)
    return ", or " in question or (" or " in question and named)


def _lean(procedure: Procedure, step: Step, answer: Answer, asked: frozenset[str]) -> float:
    named = [shared(wording(phrase).stems, asked) for phrase in phrases_of(answer)]
    return named[0] + sum(named) / len(named) + (step.kind == "do" and _resolves(procedure, answer))


def _resolves(procedure: Procedure, answer: Answer) -> bool:
    return any(step.id == answer.next and step.outcome == "resolved" for step in procedure.steps)


def _is_denying(answer: Answer, asked: frozenset[str]) -> bool:
    """True if an answer, by its label or most of its phrases, says that something is not so or has failed."""
    said = [_denies(phrase, asked) for phrase in phrases_of(answer)]
    return said[0] or sum(said) / len(said) >= _MOSTLY


def _denies(phrase: str, asked: frozenset[str]) -> bool:
    return bool(_BARE_NEGATION.search(phrase)) or bool((wording(phrase).stems & _FAILING) - asked)
