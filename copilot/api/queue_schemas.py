"""What clients send and get about the queue, field by field."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from copilot.api.opaque_ids import refuse_personal
from copilot.api.schemas import Id, StoredCustomer
from copilot.triage.patience import Estimate
from copilot.triage.queue import PlaceReason, Sla
from copilot.types import Channel, Standing


class AssignBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who takes a conversation; null gives it back."""

    operator: Id | None

    def __post_init__(self) -> None:
        """Refuse an id that is none."""
        refuse_personal(operator=self.operator)


class QueuedConversation(Struct, frozen=True, kw_only=True):
    """An open conversation in the queue."""

    position: int
    conversation_id: str
    channel: Channel
    brand: str
    customer: StoredCustomer | None
    opened_at: datetime
    waiting_since: datetime | None
    waiting_seconds: float
    points: float
    reasons: tuple[PlaceReason, ...]
    sla: Sla | None
    estimate: Estimate | None
    standing: Standing
    assigned_to: str | None


class OperatorLoad(Struct, frozen=True, kw_only=True):
    """How many open conversations an operator has, and how many more they can take."""

    operator: str
    open: int
    free: int


class QueueAnswer(Struct, frozen=True, kw_only=True):
    """Open conversations, most urgent first: those that wait for an answer, then the others.

    `answers_a_minute` is the team's pace while somebody waits, on which the estimates rest; 0 if nobody can tell.
    """

    at: datetime
    conversations: tuple[QueuedConversation, ...]
    waiting: int
    at_risk: int
    breached: int
    answers_a_minute: float
    chats_per_operator: int
    operators: tuple[OperatorLoad, ...]
