"""What the pipeline gives: a suggestion without personal data, which is stored, and the same ready for the operator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct

from copilot.ids import new_id
from copilot.privacy.leaks import sealed, sealed_parts
from copilot.privacy.vault import Vault
from copilot.retrieval.knowledge import Results
from copilot.suggest.canned import FilledReply
from copilot.suggest.guard import Guarded
from copilot.suggest.request import Conversation
from copilot.suggest.secrets import secrets_in
from copilot.telemetry import SUGGESTIONS, Stopwatch
from copilot.types import (
    Answerability,
    Audience,
    CannedHit,
    Draft,
    DraftKind,
    Entity,
    Hit,
    NextStep,
    RedactedText,
    Sentence,
    Support,
    Tier,
    Tone,
    Triage,
)


class Suggestion(Struct, frozen=True, kw_only=True):
    """Everything that was found and drafted, with placeholders: the form that is stored."""

    id: str
    created_at: datetime
    conversation_id: str | None
    answers_message_id: str | None
    customer_text: RedactedText | None
    entities: tuple[Entity, ...]
    triage: Triage
    answerability: Answerability
    hits: tuple[Hit, ...]
    drafts: tuple[Draft, ...]
    canned: tuple[CannedHit, ...]
    next_steps: tuple[NextStep, ...]
    tier: Tier
    warnings: tuple[str, ...] = ()
    timings_ms: dict[str, float]
    snapshot_id: str
    encoder: str
    settings: str


class Findings(Struct, frozen=True, kw_only=True):
    """What the stages found for one conversation."""

    conversation: Conversation
    triage: Triage
    results: Results
    canned: tuple[FilledReply, ...]
    next_steps: tuple[NextStep, ...]
    drafts: tuple[Guarded, ...]
    tier: Tier


class Origin(Struct, frozen=True, kw_only=True):
    """What a suggestion came from, so that it can be replayed: fingerprints of the encoder and of the settings."""

    encoder: str
    settings: str


class ReadyPassage(Struct, frozen=True, kw_only=True):
    """A passage as the contract names its fields."""

    passage_id: str
    article_id: str
    title: str
    heading: str
    text: str
    url: str
    score: float
    rank: int
    revision: str
    audience: Audience


class ReadySentence(Struct, frozen=True, kw_only=True):
    """A sentence ready to send, and what it rests on."""

    text: str
    support: Support
    passage_id: str | None
    start: int | None
    end: int | None


class ReadyDraft(Struct, frozen=True, kw_only=True):
    """`text` is ready to send; `template_text` is what is stored."""

    id: str
    kind: DraftKind
    text: str
    template_text: str
    tone: Tone
    sentences: tuple[ReadySentence, ...]
    drafter: str
    warnings: tuple[str, ...]


class ReadyCanned(Struct, frozen=True, kw_only=True):
    """A canned reply ready to send but for the `missing` slots."""

    id: str
    title: str
    text: str
    score: float
    missing: tuple[str, ...]


class ReadySuggestion(Struct, frozen=True, kw_only=True):
    """The answer of the suggestion calls; placeholders are restored where the operator sends text."""

    id: str
    answers_message_id: str | None
    customer_text: str | None
    entities: tuple[Entity, ...]
    triage: Triage
    answerability: Answerability
    passages: tuple[ReadyPassage, ...]
    drafts: tuple[ReadyDraft, ...]
    canned: tuple[ReadyCanned, ...]
    next_steps: tuple[NextStep, ...]
    tier: Tier
    warnings: tuple[str, ...]
    timings_ms: dict[str, float]


def respond(
    findings: Findings, conversation_id: str | None, vault: Vault, watch: Stopwatch, origin: Origin
) -> Suggestion:
    """The findings as a suggestion that may be stored.

    Raises:
        RedactionFailed: something in a draft or canned reply is personal.
    """
    answered = findings.conversation.answered
    public = [text for hit in findings.results.hits for text in (hit.passage.title, hit.passage.text)]
    drafts = tuple(_sealed_draft(item, vault, public) for item in findings.drafts)
    SUGGESTIONS.labels(findings.results.answerability.verdict, findings.tier).inc()
    return Suggestion(
        id=new_id("sug"),
        created_at=datetime.now(tz=UTC),
        conversation_id=conversation_id,
        answers_message_id=answered.id if answered else None,
        customer_text=answered.text if answered else None,
        entities=findings.conversation.entities,
        triage=findings.triage,
        answerability=findings.results.answerability,
        hits=findings.results.hits,
        drafts=drafts,
        canned=tuple(_sealed_canned(item, vault) for item in findings.canned),
        next_steps=findings.next_steps,
        tier=findings.tier,
        warnings=secrets_in(findings.conversation.kinds),
        timings_ms=watch.timings_ms(),
        snapshot_id=findings.results.snapshot_id,
        encoder=origin.encoder,
        settings=origin.settings,
    )


def _sealed_draft(guarded: Guarded, vault: Vault, public: Sequence[str]) -> Draft:
    """A customer may have written what the knowledge base or the brand says to everyone, such as our own address."""
    sketch = guarded.sketch
    public = [*public, *(trace.part for trace in guarded.traces if trace.support == "template")]
    whole = "".join(trace.part for trace in guarded.traces).strip()
    template_text, *texts = sealed_parts([whole, *(trace.part.strip() for trace in guarded.traces)], vault, public)
    return Draft(
        id=new_id("drf"),
        kind=sketch.kind,
        template_text=template_text,
        tone=sketch.tone,
        sentences=tuple(
            Sentence(
                text=text,
                support=trace.support,
                passage_id=trace.passage_id,
                start=trace.start,
                end=trace.end,
            )
            for trace, text in zip(guarded.traces, texts, strict=True)
        ),
        drafter=sketch.drafter,
        warnings=guarded.warnings,
    )


def _sealed_canned(filled: FilledReply, vault: Vault) -> CannedHit:
    reply = filled.reply
    text = sealed(filled.text, vault, [reply.text])
    return CannedHit(id=reply.id, title=reply.title, text=text, score=filled.score, missing=filled.missing)


def ready(suggestion: Suggestion, vault: Vault) -> ReadySuggestion:
    """The suggestion for the operator's eyes: what they can send has the customer's own values back in it."""
    return ReadySuggestion(
        id=suggestion.id,
        answers_message_id=suggestion.answers_message_id,
        customer_text=suggestion.customer_text,
        entities=suggestion.entities,
        triage=suggestion.triage,
        answerability=suggestion.answerability,
        passages=tuple(map(ready_passage, suggestion.hits)),
        drafts=tuple(_ready_draft(draft, vault) for draft in suggestion.drafts),
        canned=tuple(
            ReadyCanned(
                id=hit.id,
                title=hit.title,
                text=vault.restore(hit.text, secrets=False),
                score=hit.score,
                missing=hit.missing,
            )
            for hit in suggestion.canned
        ),
        next_steps=suggestion.next_steps,
        tier=suggestion.tier,
        warnings=suggestion.warnings,
        timings_ms=suggestion.timings_ms,
    )


def ready_passage(hit: Hit) -> ReadyPassage:
    """A hit as the contract names its fields."""
    passage = hit.passage
    return ReadyPassage(
        passage_id=passage.passage_id,
        article_id=passage.article_id,
        title=passage.title,
        heading=passage.heading,
        text=passage.text,
        url=passage.url,
        score=hit.score,
        rank=hit.rank,
        revision=passage.revision,
        audience=passage.audience,
    )


def _ready_draft(draft: Draft, vault: Vault) -> ReadyDraft:
    return ReadyDraft(
        id=draft.id,
        kind=draft.kind,
        text=vault.restore(draft.template_text, secrets=False),
        template_text=draft.template_text,
        tone=draft.tone,
        sentences=tuple(
            ReadySentence(
                text=vault.restore(item.text, secrets=False),
                support=item.support,
                passage_id=item.passage_id,
                start=item.start,
                end=item.end,
            )
            for item in draft.sentences
        ),
        drafter=draft.drafter,
        warnings=draft.warnings,
    )
