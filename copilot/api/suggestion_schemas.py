"""What is told of a suggestion that was made before."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from copilot.types import Tier


class SuggestionState(Struct, frozen=True, kw_only=True):
    """Whether a suggestion still answers what the customer said last; `superseded_by` is the message that says more."""

    id: str
    conversation_id: str | None
    answers_message_id: str | None
    created_at: datetime
    tier: Tier
    is_current: bool
    superseded_by: str | None


class Accepted(Struct, frozen=True, kw_only=True):
    """The event was stored under this id. `superseded_by`: the customer has gone on with this message since."""

    id: str
    superseded_by: str | None = None
