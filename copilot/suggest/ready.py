"""A suggestion for the operator's eyes: what can be sent has the customer's own values back in it."""

from __future__ import annotations

from msgspec import Struct

from copilot.privacy.vault import Vault
from copilot.suggest.draft import Draft
from copilot.suggest.paraphrase.facts import Status
from copilot.suggest.suggestion import Suggestion
from copilot.types import (
    Answerability,
    Audience,
    DraftKind,
    Entity,
    Hit,
    NextStep,
    Support,
    Tier,
    Tone,
    ToneDistance,
    Triage,
)


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
    message_id: str | None
    source: str | None
    start: int | None
    end: int | None


class ReadyFact(Struct, frozen=True, kw_only=True):
    """A fact that a paraphrase restates: `start`/`end` are code points in the stored text of that message."""

    text: str
    status: Status
    message_id: str
    start: int
    end: int


class ReadyDraft(Struct, frozen=True, kw_only=True):
    """`text` is ready to send; `template_text` is what is stored.

    `distance` says how far the draft is from the `tone` that it should have; `because` what made it useful; `facts`,
    in a paraphrase, what it restates and what is missing.
    """

    id: str
    kind: DraftKind
    text: str
    template_text: str
    tone: Tone
    distance: ToneDistance
    sentences: tuple[ReadySentence, ...]
    drafter: str
    because: str
    facts: tuple[ReadyFact, ...]
    warnings: tuple[str, ...]


class ReadyCanned(Struct, frozen=True, kw_only=True):
    """A canned reply ready to send but for the `missing` slots."""

    id: str
    title: str
    text: str
    score: float
    missing: tuple[str, ...]


class ReadySuggestion(Struct, frozen=True, kw_only=True):
    """The answer of the suggestion calls; placeholders are restored where the operator sends text.

    `superseded_by` is the message with which the customer has gone on since, if they have.
    """

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
    superseded_by: str | None
    timings_ms: dict[str, float]


def ready(suggestion: Suggestion, vault: Vault, superseded_by: str | None = None) -> ReadySuggestion:
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
        superseded_by=superseded_by,
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
        distance=draft.distance,
        sentences=tuple(
            ReadySentence(
                text=vault.restore(item.text, secrets=False),
                support=item.support,
                passage_id=item.passage_id,
                message_id=item.message_id,
                source=item.source,
                start=item.start,
                end=item.end,
            )
            for item in draft.sentences
        ),
        drafter=draft.drafter,
        because=draft.because,
        facts=tuple(
            ReadyFact(
                text=vault.restore(fact.text, secrets=False),
                status=fact.status,
                message_id=fact.message_id,
                start=fact.start,
                end=fact.end,
            )
            for fact in draft.facts
        ),
        warnings=draft.warnings,
    )
