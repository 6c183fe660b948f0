"""The values that two or more packages share: frozen, keyword-only, free of frameworks."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self

from msgspec import Struct

Author = Literal["customer", "operator", "system"]
Channel = Literal["chat", "email", "social"]
Audience = Literal["public", "internal"]
Urgency = Literal["low", "normal", "high", "critical"]
FrustrationLevel = Literal["calm", "annoyed", "frustrated", "angry"]
Trend = Literal["falling", "steady", "rising"]
EscalationTarget = Literal["supervisor", "specialist", "security", "legal"]
Verdict = Literal["answer", "clarify", "abstain"]
DraftKind = Literal["reply", "acknowledge", "paraphrase", "clarify", "deescalate", "steer_payment", "close"]
Support = Literal["passage", "conversation", "context", "template", "unsupported"]
Tier = Literal["full", "template", "passages"]
Formality = Literal["casual", "neutral", "formal"]
Warmth = Literal["cool", "neutral", "warm"]
Length = Literal["short", "medium", "long"]
Role = Literal["operator", "supervisor", "editor", "admin", "integration"]
Outcome = Literal["resolved", "unresolved", "escalated"]
SummaryPart = Literal["issue", "facts", "tried", "promises", "feeling", "next_step"]
FeedbackType = Literal["displayed", "viewed", "copied", "inserted", "sent", "rejected"]


class RedactedText(str):
    """Text without personal or payment data. Only `copilot.privacy` makes one; slices of it are plain `str`."""

    __slots__ = ()

    def __new__(cls, *_: object) -> Self:
        """Refuse: call the redactor instead.

        Raises:
            TypeError: always; `copilot.privacy.sealing.seal` is the one way round.
        """
        raise TypeError("only copilot.privacy makes RedactedText: pass the text through the redactor")


class Fault(Struct, frozen=True, kw_only=True):
    """One thing wrong in a file or a request: where (`path:line` or a JSON path) and which rule it breaks."""

    path: str
    rule: str
    line: int | None = None


class Entity(Struct, frozen=True, kw_only=True):
    """A piece of personal data that was replaced; `start`/`end` are code points in the text that came in."""

    kind: str
    placeholder: str
    start: int
    end: int
    score: float


class Message(Struct, frozen=True, kw_only=True):
    """One redacted message of a conversation."""

    id: str
    author: Author
    text: RedactedText
    sent_at: datetime


class Customer(Struct, frozen=True, kw_only=True):
    """What the console knows about the customer; the name is a placeholder, never the name itself."""

    name: RedactedText | None = None
    language: str | None = None
    tier: str | None = None


class Tone(Struct, frozen=True, kw_only=True):
    """How a draft sounds."""

    formality: Formality = "neutral"
    warmth: Warmth = "neutral"
    length: Length = "short"


class ToneDistance(Struct, frozen=True, kw_only=True):
    """How far a text is from the tone that was wished, by dimension: 0 (there) to 1."""

    formality: float = 0.0
    warmth: float = 0.0
    length: float = 0.0
    reading_level: float = 0.0


class ToneWish(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The operator's wish for the tone; what is left out follows the customer and the brand."""

    formality: Formality | None = None
    warmth: Warmth | None = None
    length: Length | None = None


class Intent(Struct, frozen=True, kw_only=True):
    """What the customer wants, with a calibrated probability."""

    label: str
    confidence: float


class Reason(Struct, frozen=True, kw_only=True):
    """A named signal with its share of the score (0..1) and the message it was seen in."""

    signal: str
    weight: float
    message_id: str


class Frustration(Struct, frozen=True, kw_only=True):
    """How frustrated the customer is (`score` 0..1) and why."""

    score: float
    level: FrustrationLevel
    trend: Trend
    reasons: tuple[Reason, ...] = ()


class SummaryLine(Struct, frozen=True, kw_only=True):
    """One line of a summary, in the customer's or operator's redacted words, and the messages it rests on."""

    part: SummaryPart
    text: RedactedText
    message_ids: tuple[str, ...]


class Escalation(Struct, frozen=True, kw_only=True):
    """Whether a colleague should take over, who, and by which rules, most pressing first.

    `handoff` is what the colleague needs to know; empty where nothing is recommended.
    """

    recommended: bool = False
    target: EscalationTarget | None = None
    reasons: tuple[str, ...] = ()
    handoff: tuple[SummaryLine, ...] = ()


class Writing(Struct, frozen=True, kw_only=True):
    """How the customer writes; `reading_level` is a school grade of the United States (0..18)."""

    formality: Formality = "neutral"
    warmth: Warmth = "neutral"
    length: Length = "short"
    reading_level: float = 0.0


class Triage(Struct, frozen=True, kw_only=True):
    """What a support lead would say about the conversation at a glance.

    `intents`: everything that the customer asks for in this turn, surest first; `intent` is the first of them.
    `is_served`: whether the brand answers in the customer's language.
    """

    language: str
    intent: Intent | None
    tags: tuple[str, ...]
    urgency: Urgency
    frustration: Frustration
    escalation: Escalation
    intents: tuple[Intent, ...] = ()
    is_served: bool = True
    writing: Writing = Writing()


class Standing(Struct, frozen=True, kw_only=True):
    """What a conversation's place in the queue depends on, besides the time: labels and numbers, no text."""

    urgency: Urgency = "normal"
    score: float = 0.0
    level: FrustrationLevel = "calm"
    trend: Trend = "steady"
    escalation: EscalationTarget | None = None
    reasons: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    turns: int = 0


class Likeness(Struct, frozen=True, kw_only=True):
    """How like a message an article is: the best cosine of its passages, title and questions."""

    article_id: str
    category: str
    cosine: float


class Answerability(Struct, frozen=True, kw_only=True):
    """`confidence`: calibrated probability (0..1) that the knowledge base answers, whatever the verdict."""

    verdict: Verdict
    confidence: float


class Filters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which passages may be found; within a field any value matches, between fields all must."""

    tags: tuple[str, ...] = ()
    audience: tuple[Audience, ...] = ()
    category: tuple[str, ...] = ()
    language: tuple[str, ...] = ()


class Passage(Struct, frozen=True, kw_only=True):
    """A piece of an article that can be quoted by itself; `revision` is the hash of the article's whole text."""

    passage_id: str
    article_id: str
    title: str
    heading: str
    text: str
    url: str
    revision: str
    audience: Audience
    category: str
    tags: tuple[str, ...]
    language: str


class Relevance(Struct, frozen=True, kw_only=True):
    """A sentence of a passage, as code points in its text, and its cosine to the query."""

    start: int
    end: int
    score: float


class Hit(Struct, frozen=True, kw_only=True):
    """A passage that was found; `score` orders hits and is not a probability, `rank` starts at 1.

    `sentences` are in text order; empty for hits so far down that nobody quotes them.
    """

    passage: Passage
    score: float
    rank: int
    sentences: tuple[Relevance, ...] = ()


class CannedReply(Struct, frozen=True, kw_only=True):
    """An approved reply with `{{slots}}`."""

    id: str
    title: str
    text: str
    tags: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()


class CannedHit(Struct, frozen=True, kw_only=True):
    """A canned reply that fits, and the slots that nobody has filled yet."""

    id: str
    title: str
    text: RedactedText
    score: float
    missing: tuple[str, ...] = ()


class NextStep(Struct, frozen=True, kw_only=True):
    """Something the operator should do next."""

    action: str
    label: str
    due_in_minutes: int | None = None
