"""What the operator should do next, from rules and procedures (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copilot.suggest.procedures import Procedure
from copilot.suggest.request import Conversation
from copilot.suggest.secrets import CARD_KINDS
from copilot.text import cut
from copilot.types import NextStep, Triage

_LABEL_CHARS: Final = 300
_SAFETY_MINUTES: Final = 15


def next_steps(
    conversation: Conversation, triage: Triage, procedure: Procedure | None, served: Sequence[str] = ("en",)
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
    if procedure:
        label = cut(f"{procedure.title}: {procedure.first_step.say}", _LABEL_CHARS)
        steps.append(NextStep(action="start_procedure", label=label))
    return tuple(steps)
