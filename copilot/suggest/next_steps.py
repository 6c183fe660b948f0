"""What the operator should do next, from rules and procedures (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from copilot.suggest.procedures.following import Position
from copilot.suggest.request import Conversation
from copilot.suggest.secrets import CARD_KINDS
from copilot.text import cut
from copilot.types import NextStep, Triage

_LABEL_CHARS: Final = 300
_SAFETY_MINUTES: Final = 15


def next_steps(
    conversation: Conversation, triage: Triage, position: Position | None, served: Sequence[str] = ("en",)
) -> tuple[NextStep, ...]:
    """The steps, most pressing first; empty if there is nothing to do but to answer."""
    steps = []
    if triage.escalation.recommended:
        reasons = ", ".join(triage.escalation.reasons).replace("_", " ")
        due = _SAFETY_MINUTES if triage.urgency == "critical" else None
        steps.append(
            NextStep(action="escalate", label=f"Hand over to {triage.escalation.target}: {reasons}", due_in_minutes=due)
        )
    if conversation.kinds & CARD_KINDS:
        steps.append(
            NextStep(action="steer_payment", label="Ask the customer not to send card data here; it was masked")
        )
    if not triage.is_served:
        languages = ", ".join(served)
        label = f"The customer writes in {triage.language}; this brand answers in {languages}: offer that, or hand over"
        steps.append(NextStep(action="language_not_served", label=label))
    if position:
        steps.extend(_procedure_step(position, triage))
    return tuple(steps)


def _procedure_step(position: Position, triage: Triage) -> Iterator[NextStep]:
    """What a procedure has to say; a handover that triage asks for already is not named twice."""
    choices = f" ({' / '.join(answer.label for answer in position.step.answers)})" if position.asks_again else ""
    label = cut(f"{position.procedure.title}: {position.step.say}", _LABEL_CHARS - len(choices)) + choices
    if position.step.outcome == "escalate":
        target = position.step.target or "specialist"
        if not triage.escalation.recommended:
            yield NextStep(action="escalate", label=f"Hand over to {target}: the end of {position.procedure.title}")
    elif position.step.outcome == "resolved":
        yield NextStep(action="finish_procedure", label=label)
    else:
        yield NextStep(action="start_procedure" if position.is_new else "continue_procedure", label=label)
