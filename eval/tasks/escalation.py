"""Is a colleague called when one is due: to the right desk, neither too early nor too late; and is urgency seen?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.types import Escalation
from eval.datasets.conversations import URGENT
from eval.heard import Heard
from eval.measures.interval import mean
from eval.report import Figure, Row, Section, Table

NAME: Final = "escalation"


class Called(Struct, frozen=True, kw_only=True):
    """A conversation; `first` is the first recommendation, `turn` the number of the customer's message it came with."""

    heard: Heard
    first: Escalation | None
    turn: int

    @property
    def is_due(self) -> bool:
        """True if a colleague is due at some point."""
        return self.heard.labelled.escalation is not None

    @property
    def lead(self) -> int:
        """How many of the customer's messages too late (above 0) or too early (below 0); both must be there."""
        due = self.heard.labelled.escalation
        assert due is not None
        return self.heard.turns.index(self.turn) - self.heard.turns.index(due.turn)


def run(name: str, found: Sequence[Heard]) -> Section:
    """Each conversation is read message by message; the first recommendation counts.

    Raises:
        InvalidInput: there is no conversation.
    """
    if not found:
        raise InvalidInput(f"the data set {name} has no conversation")
    called = [_called(one) for one in found]
    return Section(
        task=NAME,
        dataset=name,
        tables=(
            Table(title="conversations", rows=tuple(_rows(called))),
            Table(
                title="when, of those called rightly", rows=tuple(_timing(called)), note="in the customer's messages"
            ),
            Table(title="recall by target", rows=tuple(_targets(called))),
            Table(title="false alarms by rule", rows=tuple(_rules(called)), note="of conversations without one due"),
            Table(title="urgency at the end", rows=tuple(_urgency(found))),
        ),
        items=tuple(map(_item, called)),
    )


def _called(one: Heard) -> Called:
    for triage, turn in zip(one.triages, one.turns, strict=True):
        if triage.escalation.recommended:
            return Called(heard=one, first=triage.escalation, turn=turn)
    return Called(heard=one, first=None, turn=-1)


def _rows(called: Sequence[Called]) -> Iterator[Row]:
    right = [float(one.is_due) for one in called if one.first]
    got = [float(one.first is not None) for one in called if one.is_due]
    figures = {name: mean(values) for name, values in (("precision", right), ("recall", got)) if values}
    yield Row(name="all", n=len(called), figures=figures)


def _timing(called: Sequence[Called]) -> Iterator[Row]:
    both = [one for one in called if one.first and one.is_due]
    if both:
        leads = [one.lead for one in both]
        targets = [_target(one) == one.first.target for one in both if one.first]
        yield Row(
            name="all",
            n=len(both),
            figures={
                "right target": mean([float(value) for value in targets]),
                "early": mean([float(lead < 0) for lead in leads]),
                "on time": mean([float(lead == 0) for lead in leads]),
                "late": mean([float(lead > 0) for lead in leads]),
                "mean delay": mean([float(lead) for lead in leads]),
            },
        )


def _targets(called: Sequence[Called]) -> Iterator[Row]:
    for target in sorted({_target(one) for one in called if one.is_due}):
        group = [float(one.first is not None) for one in called if one.is_due and _target(one) == target]
        yield Row(name=target, n=len(group), figures={"recall": mean(group)})


def _target(one: Called) -> str:
    due = one.heard.labelled.escalation
    return due.target if due else ""


def _rules(called: Sequence[Called]) -> Iterator[Row]:
    calm = [one for one in called if not one.is_due]
    rules = sorted({reason for one in calm if one.first for reason in one.first.reasons})
    for rule in rules:
        values = [float(one.first is not None and rule in one.first.reasons) for one in calm]
        yield Row(name=rule, n=len(calm), figures={"false alarms": mean(values)})


def _urgency(found: Sequence[Heard]) -> Iterator[Row]:
    """`n` is how many truly are."""
    for name, wanted in (("high or critical", URGENT), ("critical", frozenset({"critical"}))):
        pairs = [(one.labelled.urgency in wanted, one.triages[-1].urgency in wanted) for one in found]
        right = [float(truth) for truth, said in pairs if said]
        got = [float(said) for truth, said in pairs if truth]
        figures: dict[str, Figure] = {
            label: mean(values) for label, values in (("precision", right), ("recall", got)) if values
        }
        yield Row(name=name, n=len(got), figures=figures)


def _item(one: Called) -> Mapping[str, Any]:
    due = one.heard.labelled.escalation
    return {
        "id": one.heard.labelled.id,
        "due": None if due is None else {"target": due.target, "turn": due.turn},
        "called": None if one.first is None else {"target": one.first.target, "turn": one.turn},
        "reasons": list(one.first.reasons) if one.first else [],
    }
