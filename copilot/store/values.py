"""The values that the store keeps: text in them is `RedactedText`, times have a time zone.

A `customer_ref` is what `Store.customer_ref` makes of the console's own id of a customer; the id itself is not kept.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from copilot.types import (
    CannedReply,
    Channel,
    Customer,
    FeedbackType,
    Outcome,
    RedactedText,
    Role,
    Standing,
    Tier,
    Verdict,
)


class ConversationSpec(Struct, frozen=True, kw_only=True):
    """A conversation to open; without an id the store makes one."""

    id: str | None = None
    channel: Channel = "chat"
    brand: str = "default"
    customer: Customer | None = None
    customer_ref: str | None = None


class Conversation(Struct, frozen=True, kw_only=True):
    """A conversation without its messages; `csat` is 1..5, `nps` 0..10, and both come with the closing.

    `asked_at` and `answered_at` are the times of the first message of the customer and of an operator; `waiting_since`
    that of the first message of the customer that nobody has answered. `assigned_to` is the operator's opaque id.
    """

    id: str
    channel: Channel
    brand: str
    customer: Customer | None
    opened_at: datetime
    closed_at: datetime | None = None
    outcome: Outcome | None = None
    csat: int | None = None
    nps: int | None = None
    customer_ref: str | None = None
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    waiting_since: datetime | None = None
    assigned_to: str | None = None
    standing: Standing | None = None

    @property
    def is_open(self) -> bool:
        """True if messages may still be added."""
        return self.closed_at is None


class Answers(Struct, frozen=True, kw_only=True):
    """How many answers operators gave, and how many seconds customers waited for them together."""

    count: int = 0
    waited_seconds: float = 0.0


class SuggestionRecord(Struct, frozen=True, kw_only=True):
    """What is kept of a suggestion: `body` is JSON of the redacted suggestion, the other fields are for queries.

    `confidence` is the calibrated probability (0..1) that the knowledge base answers. `situation` is what a pick of a
    canned reply can be learnt from: vectors of redacted text, which the store keeps and does not look into.
    """

    id: str
    conversation_id: str | None
    answers_message_id: str | None
    created_at: datetime
    verdict: Verdict
    confidence: float
    tier: Tier
    language: str
    settings_fingerprint: str
    snapshot_id: str
    total_ms: float
    body: bytes
    customer_ref: str | None = None
    situation: bytes | None = None


class Feedback(Struct, frozen=True, kw_only=True):
    """What an operator did with a suggestion; `edit_distance` is in characters, from the draft to what was sent."""

    id: str
    suggestion_id: str
    type: FeedbackType
    at: datetime
    draft_id: str | None = None
    canned_id: str | None = None
    passage_id: str | None = None
    sent_text: RedactedText | None = None
    reason: RedactedText | None = None
    edit_distance: int | None = None


class StoredPick(Struct, frozen=True, kw_only=True):
    """An event about a canned reply, with the situation that the suggestion was made in.

    `arrival` grows with each event, though not by one.
    """

    arrival: int
    suggestion_id: str
    canned_id: str
    type: FeedbackType
    situation: bytes


class CannedEdit(Struct, frozen=True, kw_only=True):
    """What was last done to a canned reply: it was written, or, without a reply, deleted.

    `revision` is above that of every edit that was stored before this one began.
    """

    id: str
    revision: int
    reply: CannedReply | None


class ApiKey(Struct, frozen=True, kw_only=True):
    """An API key without its secret: `secret_sha256` is the hash in hexadecimal digits."""

    id: str
    name: str
    role: Role
    secret_sha256: str
    created_at: datetime
    revoked_at: datetime | None = None

    @property
    def is_active(self) -> bool:
        """True if the key has not been revoked."""
        return self.revoked_at is None
