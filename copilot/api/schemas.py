"""What clients send and get, field by field as in the contract; unknown fields are errors."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from msgspec import Meta, Struct, field

from copilot.api.customer_schemas import ContextBody, CustomerBody, Slug
from copilot.api.opaque_ids import refuse_personal
from copilot.suggest.guard.lint import LintVerdict
from copilot.suggest.guard.objections import Objection
from copilot.suggest.ready import ReadyPassage, ReadySuggestion
from copilot.suggest.request import IncomingMessage, SuggestionRequest
from copilot.types import (
    Answerability,
    Audience,
    Author,
    Channel,
    Entity,
    FeedbackType,
    Filters,
    Outcome,
    ToneWish,
)

Text = Annotated[
    str, Meta(min_length=1, max_length=20_000, pattern=r"\S", description="At most 20,000 characters, not blank")
]
Id = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._:=+-]{0,199}$",
        description="Letters, digits and ._:=+-; no card, bank account, social security or telephone number",
    ),
]
Moment = Annotated[datetime, Meta(tz=True)]
HowMany = Annotated[int, Meta(ge=1, le=50)]


class MessageBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A message to the copilot; without an id it gets one, without a time it is now."""

    author: Author
    text: Text
    id: Id | None = None
    sent_at: Moment | None = None

    def __post_init__(self) -> None:
        """Refuse a time at the edge of the calendar that has no counterpart in UTC, and an id that is none."""
        refuse_personal(id=self.id)
        try:
            self._in_utc()
        except OverflowError:
            raise ValueError("sent_at is out of range") from None

    def incoming(self, default_id: str) -> IncomingMessage:
        """The same for the pipeline, its time in UTC."""
        return IncomingMessage(id=self.id or default_id, author=self.author, text=self.text, sent_at=self._in_utc())

    def _in_utc(self) -> datetime:
        return self.sent_at.astimezone(UTC) if self.sent_at else datetime.now(tz=UTC)


class WishesBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the operator wants from the suggestion for a stored conversation."""

    channel: Channel | None = None
    brand: Slug | None = None
    customer: CustomerBody | None = None
    query: Annotated[str, Meta(max_length=20_000)] | None = None
    instruction: Annotated[str, Meta(max_length=20_000)] | None = None
    tone: ToneWish | None = None
    k: HowMany = 5
    deadline_ms: Annotated[int, Meta(ge=0, le=600_000)] | None = None
    context: Annotated[list[ContextBody], Meta(max_length=50)] = []

    def __post_init__(self) -> None:
        """Refuse a name of a brand that is none."""
        refuse_personal(brand=self.brand)


class SuggestionBody(WishesBody, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole conversation and what the operator wants: the stateless call."""

    messages: Annotated[list[MessageBody], Meta(min_length=1, max_length=500)]

    def request(self) -> SuggestionRequest:
        """The same for the pipeline."""
        return SuggestionRequest(
            messages=tuple(message.incoming(f"m{number}") for number, message in enumerate(self.messages, start=1)),
            channel=self.channel or "chat",
            brand=self.brand or "default",
            customer=self.customer.incoming() if self.customer else None,
            query=self.query,
            instruction=self.instruction,
            tone=self.tone,
            k=self.k,
            deadline_ms=self.deadline_ms,
            context=tuple(fact.incoming() for fact in self.context),
        )


class OpenBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A conversation to open."""

    id: Id | None = None
    channel: Channel = "chat"
    brand: Slug = "default"
    customer: CustomerBody | None = None

    def __post_init__(self) -> None:
        """Refuse an id that is none."""
        refuse_personal(id=self.id, brand=self.brand)


class CloseBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a conversation ended."""

    outcome: Outcome
    csat: Annotated[int, Meta(ge=1, le=5)] | None = None
    nps: Annotated[int, Meta(ge=0, le=10)] | None = None


class StoredCustomer(Struct, frozen=True, kw_only=True):
    """The customer as stored: the name is a placeholder."""

    name: str | None
    language: str | None
    tier: str | None


class StoredMessage(Struct, frozen=True, kw_only=True):
    """A message as it is stored: redacted."""

    id: str
    author: Author
    text: str
    sent_at: datetime


class AddedMessage(StoredMessage, frozen=True, kw_only=True, omit_defaults=True):
    """The answer to a posted message; `suggestion` is there if it was asked for."""

    conversation_id: str
    entities: tuple[Entity, ...] | None = None
    warnings: tuple[str, ...] = ()
    suggestion: ReadySuggestion | None = None


class ConversationBody(Struct, frozen=True, kw_only=True):
    """A conversation as it is stored."""

    id: str
    channel: Channel
    brand: str
    customer: StoredCustomer | None
    opened_at: datetime
    closed_at: datetime | None
    outcome: Outcome | None
    csat: int | None
    nps: int | None
    assigned_to: str | None = None
    messages: tuple[StoredMessage, ...] = ()


class FeedbackBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the operator did with a suggestion."""

    type: FeedbackType
    draft_id: Id | None = None
    canned_id: Id | None = None
    passage_id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,127}#\d{1,5}$")] | None = None
    sent_text: Text | None = None
    reason: Annotated[str, Meta(max_length=2_000)] | None = None

    def __post_init__(self) -> None:
        """Refuse ids that are none."""
        refuse_personal(draft_id=self.draft_id, canned_id=self.canned_id, passage_id=self.passage_id)


class SearchBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A search in the knowledge base."""

    query: Text
    k: HowMany = 5
    filters: Filters = Filters()


class SearchAnswer(Struct, frozen=True, kw_only=True):
    """Passages, best first."""

    passages: tuple[ReadyPassage, ...]
    answerability: Answerability
    timings_ms: dict[str, float]


class RedactBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text to redact."""

    text: Annotated[str, Meta(max_length=20_000)]


class RedactAnswer(Struct, frozen=True, kw_only=True):
    """`start`/`end` of the entities are code points in the text that was sent in."""

    text: str
    entities: tuple[Entity, ...]


class LintBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text that an operator is about to send."""

    text: Annotated[str, Meta(max_length=20_000)]
    conversation_id: Id | None = None


class LintAnswer(Struct, frozen=True, kw_only=True):
    """`start`/`end` of the findings are code points in the text that was sent in."""

    verdict: LintVerdict
    findings: tuple[Objection, ...]


class ArticleBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An article without its id, which is in the address."""

    title: Annotated[str, Meta(min_length=1, max_length=300)]
    body: Annotated[str, Meta(min_length=1)]
    category: str = "general"
    tags: tuple[str, ...] = ()
    audience: Audience = "public"
    language: str = "en"
    questions: tuple[str, ...] = ()


class ArticleAnswer(ArticleBody, frozen=True, kw_only=True):
    """An article as it is searched now."""

    id: str
    updated: str
    revision: str


class KnowledgeStatus(Struct, frozen=True, kw_only=True):
    """The knowledge base in numbers."""

    snapshot_id: str
    encoder: str
    encoder_fingerprint: str
    is_calibrated: bool
    articles: int
    passages: int
    built_at: datetime | None


class ReindexAnswer(Struct, frozen=True, kw_only=True):
    """What taking over the corpus folder changed, in articles."""

    written: int
    deleted: int
    unchanged: int
    snapshot_id: str


class Health(Struct, frozen=True, kw_only=True):
    """Dependencies by name: `ok`, `degraded` or `down`."""

    status: str
    checks: dict[str, str] = field(default_factory=dict)
