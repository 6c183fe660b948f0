"""The whole way from a customer's message to a suggestion, on one screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from copilot.encoding.encoder import Encoder
from copilot.errors import RedactionFailed
from copilot.privacy.redactor import Redactor
from copilot.privacy.vault import Vault
from copilot.retrieval.knowledge import KnowledgeBase, Results
from copilot.retrieval.search import Query
from copilot.suggest.brand import Brand
from copilot.suggest.brief import Brief, Drafter, Sketch, wished_tone
from copilot.suggest.canned import CannedReplies
from copilot.suggest.guard import guard
from copilot.suggest.next_steps import next_steps
from copilot.suggest.procedures import Procedures
from copilot.suggest.redaction import redact_request
from copilot.suggest.request import Conversation, SuggestionRequest
from copilot.suggest.suggestion import Findings, Origin, Suggestion, respond
from copilot.telemetry import Label, Stopwatch, log_failure
from copilot.text import words
from copilot.triage.triager import Triager
from copilot.types import Answerability, Filters, Tier, Triage

T = TypeVar("T")

_NOTHING_FOUND: Final = Results(hits=(), answerability=Answerability(verdict="abstain", confidence=0.0), snapshot_id="")
_FEW_WORDS: Final = 4
_NAMES_A_CASE: Final = re.compile(r"<[A-Z][A-Z0-9_]*_\d+>|\b[A-Z]{1,4}-\d{5,}\b")
"""Placeholders, order and ticket numbers: they say which case it is, not what it is about."""

_TIERS: Final[tuple[Tier, ...]] = ("passages", "template", "full")


@dataclass(frozen=True, kw_only=True, slots=True)
class Copilot:
    """The stages and what they need."""

    redactor: Redactor
    reader: Encoder
    retriever: Encoder
    triager: Triager
    knowledge: KnowledgeBase
    drafter: Drafter
    brand: Brand
    canned: CannedReplies
    procedures: Procedures
    max_canned: int
    best_tier: Tier
    origin: Origin

    def suggest(self, request: SuggestionRequest, vault: Vault) -> Suggestion:
        """Redact → read → triage → retrieve → draft → guard → respond. To record it is the caller's, who can wait.

        Raises:
            RedactionFailed: nothing of the request was kept or passed on. A fault in a later stage lowers the tier.
        """
        watch = Stopwatch()
        with watch.stage("redact"):
            conversation = redact_request(request, self.redactor, vault)
        with watch.stage("read"):
            query = self._query(conversation)
        with watch.stage("triage"):
            triage = self.triager.triage(conversation.messages, conversation.customer)
        with watch.stage("retrieve"):
            results = _or_else(
                _NOTHING_FOUND, lambda: self.knowledge.search(query, request.k, Filters(), judged="public")
            )
            canned = self.canned.rank(query.vector, conversation, self.max_canned)
            steps = next_steps(conversation, triage, self.procedures.matching(query.vector))
        with watch.stage("draft"):
            brief = self._brief(request, conversation, triage, results)
            tier, sketches = self._draft(brief, request.deadline_ms, watch)
        with watch.stage("guard"):
            guarded = tuple(item for item in (guard(sketch, brief) for sketch in sketches) if item.says_something)
        return respond(
            Findings(
                conversation=conversation,
                triage=triage,
                results=results,
                canned=canned,
                next_steps=steps,
                drafts=guarded,
                tier=tier,
            ),
            request.conversation_id,
            vault,
            watch,
            self.origin,
        )

    def _query(self, conversation: Conversation) -> Query:
        """One encoder pass over what is asked; a second one only if reader and retriever are different models."""
        text = question_text(conversation)
        reading = self.reader.read(text)
        same = self.reader is self.retriever
        return Query(text, reading.vector if same else self.retriever.read(text).vector)

    def _brief(self, request: SuggestionRequest, conversation: Conversation, triage: Triage, results: Results) -> Brief:
        customer = conversation.customer
        return Brief(
            conversation=conversation,
            triage=triage,
            verdict=results.answerability.verdict,
            hits=tuple(hit for hit in results.hits if hit.passage.audience == "public"),
            brand=self.brand,
            channel=request.channel,
            tone=wished_tone(self.brand, request.tone),
            name=customer.name if customer else None,
        )

    def _draft(self, brief: Brief, deadline_ms: int | None, watch: Stopwatch) -> tuple[Tier, tuple[Sketch, ...]]:
        is_late = deadline_ms is not None and watch.elapsed_ms >= deadline_ms
        if is_late or brief.conversation.answered is None:
            return "passages", ()
        sketches: tuple[Sketch, ...] = _or_else((), lambda: self.drafter.draft(brief))
        reached: Tier = "full" if sketches else "passages"
        tier = min(reached, self.best_tier, key=_TIERS.index)
        return tier, () if tier == "passages" else sketches


def question_text(conversation: Conversation) -> str:
    """What to search for: the operator's own words, else what the customer has just written.

    A follow-up of a few words ("and to Norway?") is read together with the customer's message before it.
    """
    if conversation.query:
        return conversation.query
    burst = conversation.burst
    text = "\n".join(_NAMES_A_CASE.sub(" ", message.text) for message in burst)
    if len(words(text)) >= _FEW_WORDS or not burst:
        return text
    first = conversation.messages.index(burst[0])
    before = next((m.text for m in reversed(conversation.messages[:first]) if m.author == "customer"), "")
    return f"{_NAMES_A_CASE.sub(' ', before)}\n{text}".strip()


def _or_else(fallback: T, stage: Callable[[], T]) -> T:
    """The result of a stage, or the fallback: what fails after redaction makes a suggestion poorer, never an error."""
    try:
        return stage()
    except RedactionFailed:
        raise
    except Exception as error:  # noqa: BLE001 - any fault of a later stage degrades; it is logged without text
        log_failure(Label("stage_failed"), error)
        return fallback
