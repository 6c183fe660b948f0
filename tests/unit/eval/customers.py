"""Labelled conversations and what was made of them, written down by hand."""

from __future__ import annotations

from collections.abc import Sequence

from copilot.types import Escalation, EscalationTarget, Frustration, Triage, Urgency
from eval.datasets.conversations import Due, LabelledConversation, LabelledTurn, Style
from eval.heard import Heard
from eval.report import Row, Section

LEVELS = ((0.8, "angry"), (0.5, "frustrated"), (0.25, "annoyed"), (0.0, "calm"))


def a_conversation(
    identifier: str,
    *felt: int,
    due: tuple[EscalationTarget, int] | None = None,
    urgency: Urgency = "normal",
    tags: Sequence[str] = (),
) -> LabelledConversation:
    """Each message of the customer is answered, so that their n-th one is turn 2n, counted from 0."""
    turns = [
        turn
        for place, label in enumerate(felt)
        for turn in (
            LabelledTurn(author="customer", at=60 * place, text=f"message {place}", frustration=label),
            LabelledTurn(author="operator", at=60 * place + 30, text="answer"),
        )
    ]
    return LabelledConversation(
        id=identifier,
        channel="chat",
        tags=tuple(tags),
        urgency=urgency,
        style=Style(formality="neutral", warmth="neutral"),
        turns=tuple(turns),
        escalation=Due(target=due[0], turn=due[1]) if due else None,
    )


def a_triage(
    score: float = 0.0, target: EscalationTarget | None = None, rule: str = "", urgency: str = "normal"
) -> Triage:
    level = next(name for threshold, name in LEVELS if score >= threshold)
    called = Escalation(recommended=True, target=target, reasons=(rule,)) if target else Escalation()
    return Triage(
        language="en",
        intent=None,
        tags=(),
        urgency=urgency,
        frustration=Frustration(score=score, level=level, trend="steady"),
        escalation=called,
    )


def heard(labelled: LabelledConversation, *triages: Triage, texts: Sequence[str] = ()) -> Heard:
    turns = tuple(place for place, turn in enumerate(labelled.turns) if turn.author == "customer")
    assert len(turns) == len(triages)
    return Heard(
        labelled=labelled, triages=triages, texts=tuple(texts) or tuple("the lamp" for _ in turns), turns=turns
    )


def figures(section: Section, table: str) -> dict[str, dict[str, float]]:
    """Row → figure → value."""
    return {row.name: {name: one.value for name, one in row.figures.items()} for row in rows(section, table)}


def rows(section: Section, table: str) -> tuple[Row, ...]:
    (found,) = [one for one in section.tables if one.title.startswith(table)]
    return found.rows
