"""What the pipeline gives: a suggestion without personal data, the form that is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct

from copilot.ids import new_id
from copilot.privacy.leaks import sealed, sealed_parts
from copilot.privacy.vault import Vault
from copilot.retrieval.knowledge import Results
from copilot.suggest.canned.replies import FilledReply
from copilot.suggest.draft import Draft, Sentence
from copilot.suggest.guard.guard import Guarded
from copilot.suggest.guard.tracing import Trace
from copilot.suggest.request import Conversation
from copilot.suggest.secrets import secrets_in
from copilot.suggest.tone import distance
from copilot.telemetry import SUGGESTIONS, Stopwatch
from copilot.types import (
    Answerability,
    CannedHit,
    Entity,
    Hit,
    NextStep,
    RedactedText,
    Tier,
    Triage,
    Writing,
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
    situation: bytes | None = None


class Findings(Struct, frozen=True, kw_only=True):
    """What the stages found for one conversation."""

    conversation: Conversation
    triage: Triage
    results: Results
    canned: tuple[FilledReply, ...]
    next_steps: tuple[NextStep, ...]
    drafts: tuple[Guarded, ...]
    tier: Tier
    situation: bytes | None = None


class Origin(Struct, frozen=True, kw_only=True):
    """What a suggestion came from, so that it can be replayed: fingerprints of the encoder and of the settings."""

    encoder: str
    settings: str


def respond(
    findings: Findings, conversation_id: str | None, vault: Vault, watch: Stopwatch, origin: Origin
) -> Suggestion:
    """The findings as a suggestion that may be stored.

    Raises:
        RedactionFailed: something in a draft or canned reply is personal.
    """
    answered = findings.conversation.answered
    public = public_texts(findings.results.hits)
    drafts = tuple(sealed_draft(item, vault, public, findings.triage.writing) for item in findings.drafts)
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
        situation=findings.situation,
    )


def public_texts(hits: Sequence[Hit]) -> list[str]:
    """What the knowledge base says to everyone: a customer may have written it too."""
    return [text for hit in hits for text in (hit.passage.title, hit.passage.text)]


def sealed_draft(guarded: Guarded, vault: Vault, public: Sequence[str], customer: Writing) -> Draft:
    """A draft that may be stored. The brand's own words are public too, such as our address.

    Raises:
        RedactionFailed: something in it is personal.
    """
    sketch, traces = guarded.sketch, guarded.traces
    public = [*public, *(trace.part for trace in traces if trace.support == "template")]
    whole = "".join(trace.part for trace in traces).strip()
    facts = [fact.text for fact in sketch.facts]
    template_text, *texts = sealed_parts([whole, *(trace.part.strip() for trace in traces), *facts], vault, public)
    return Draft(
        id=new_id("drf"),
        kind=sketch.kind,
        template_text=template_text,
        tone=sketch.tone,
        distance=distance(template_text, sketch.tone, customer),
        sentences=tuple(_sentence(trace, text) for trace, text in zip(traces, texts, strict=False)),
        drafter=sketch.drafter,
        because=sketch.because,
        facts=sketch.facts,
        warnings=guarded.warnings,
    )


def _sentence(trace: Trace, text: RedactedText) -> Sentence:
    return Sentence(
        text=text,
        support=trace.support,
        passage_id=trace.passage_id,
        message_id=trace.message_id,
        source=trace.source,
        start=trace.start,
        end=trace.end,
    )


def _sealed_canned(filled: FilledReply, vault: Vault) -> CannedHit:
    reply = filled.reply
    text = sealed(filled.text, vault, [reply.text])
    return CannedHit(id=reply.id, title=reply.title, text=text, score=filled.score, missing=filled.missing)
