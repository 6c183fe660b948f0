"""A procedure that ends in a handover, as triage tells it (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from copilot.suggest.procedures.following import Position
from copilot.suggest.request import Conversation
from copilot.suggest.summary import with_handoff
from copilot.triage.course import Heard
from copilot.types import Escalation, Triage

PROCEDURE_ENDED: Final = "procedure_ended"


def with_branch_end(
    triage: Triage, position: Position | None, conversation: Conversation, heard: Sequence[Heard]
) -> Triage:
    """The triage, with a handover if the procedure's branch ends in one; what was recommended before stays first."""
    if position is None or position.step.outcome != "escalate":
        return triage
    advice = triage.escalation
    target = advice.target if advice.recommended else position.step.target
    due = Escalation(recommended=True, target=target or "specialist", reasons=(*advice.reasons, PROCEDURE_ENDED))
    return with_handoff(msgspec.structs.replace(triage, escalation=due), conversation, heard)
