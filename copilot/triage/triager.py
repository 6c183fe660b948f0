"""The conversation so far → triage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copilot.settings import EscalationSettings
from copilot.triage.course import Heard, moments
from copilot.triage.course_head import CourseHeads, probability
from copilot.triage.escalation import Situation, escalation, signals_of, urgency
from copilot.triage.frustration import frustration
from copilot.triage.intents import Classifier, Wanted, wanted
from copilot.triage.language import Languages, tells_its_language
from copilot.triage.listener import Spoken
from copilot.triage.writing import writing_of
from copilot.types import Customer, Triage


@dataclass(frozen=True, kw_only=True, slots=True)
class Triager:
    """Reads conversations. `served` are the languages that the brand answers in, the usual one first."""

    languages: Languages
    classifier: Callable[[], Classifier]
    heads: CourseHeads
    rules: EscalationSettings
    served: tuple[str, ...]

    def triage(self, spoken: Sequence[Spoken], heard: Sequence[Heard], customer: Customer | None) -> Triage:
        """What can be said after the last message; `heard` is what each of the `spoken` messages says."""
        own = [item for item in spoken if item.author == "customer"]
        listened = [item for item in heard if item.author == "customer"]
        turn = _last_turn(heard)
        course = tuple(moments(heard))
        feeling = frustration(course, self.heads.frustrated)
        found = self._wanted(turn)
        now = Situation(
            signals=signals_of(heard),
            frustration=feeling,
            due=probability(course[-1], self.heads.due) if course else 0.0,
            urgent=probability(course[-1], self.heads.urgent) if course else 0.0,
            text="\n".join(item.text for item in own[-max(len(turn), 1) :]).lower(),
            topics=_topics(found),
            tier=customer.tier if customer else None,
        )
        language = self._language(own, customer)
        return Triage(
            language=language,
            intent=found.first,
            intents=found.intents,
            tags=_tags(found),
            urgency=urgency(now, self.rules),
            frustration=feeling,
            escalation=escalation(now, self.rules),
            is_served=language in self.served or not tells_its_language([item.text for item in own]),
            writing=writing_of([item.text for item in own], [item.impression.manners for item in listened]),
        )

    def _wanted(self, turn: Sequence[Heard]) -> Wanted:
        parts = [part for item in turn for part in (*item.impression.parts, *item.impression.clauses)]
        return wanted(parts, self.classifier()) if parts else Wanted(intents=())

    def _language(self, own: Sequence[Spoken], customer: Customer | None) -> str:
        expected = ((customer.language if customer else None) or self.served[0]).partition("-")[0].lower()
        return self.languages.detect([item.text for item in own], expected) if own else expected


def _last_turn(heard: Sequence[Heard]) -> list[Heard]:
    """The customer's messages since the operator's last one; if there are none, those before it."""
    turn: list[Heard] = []
    for item in reversed(heard):
        if item.author == "customer":
            turn.append(item)
        elif item.author == "operator" and turn:
            break
    return turn[::-1]


def _topics(found: Wanted) -> tuple[str, ...]:
    """Labels, and the categories that they begin with."""
    labels = [intent.label for intent in found.intents]
    return tuple(dict.fromkeys([*labels, *_tags(found)]))


def _tags(found: Wanted) -> tuple[str, ...]:
    return tuple(dict.fromkeys(intent.label.partition(".")[0] for intent in found.intents))
