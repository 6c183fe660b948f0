"""The whole way from a customer's message to a suggestion, on one screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from msgspec import Struct

from copilot.encoding.encoder import Encoder
from copilot.privacy.placeholders import PLACEHOLDER
from copilot.privacy.redactor import Redactor
from copilot.privacy.vault import Vault
from copilot.retrieval.knowledge import KnowledgeBase, Results
from copilot.retrieval.search import Query
from copilot.suggest.brand import Brand
from copilot.suggest.brief import Brief, Drafter, Sketch, wished_tone
from copilot.suggest.canned import CannedReplies, FilledReply
from copilot.suggest.composer import holding
from copilot.suggest.guard import Guarded, guard
from copilot.suggest.next_steps import next_steps
from copilot.suggest.procedures import Procedure, Procedures
from copilot.suggest.redaction import redact_request
from copilot.suggest.request import Conversation, SuggestionRequest
from copilot.suggest.stages import Stages
from copilot.suggest.suggestion import Findings, Origin, Suggestion, respond
from copilot.telemetry import Stopwatch
from copilot.text import words
from copilot.triage.triager import Triager
from copilot.types import Answerability, Escalation, Filters, Frustration, Tier, Triage


class Retrieved(Struct, frozen=True, kw_only=True):
    """What was found for a message: passages, replies that fit, and the procedure to start, if any."""

    results: Results
    canned: tuple[FilledReply, ...]
    procedure: Procedure | None


_UNREAD: Final = Triage(
    language="en",
    intent=None,
    tags=(),
    urgency="normal",
    frustration=Frustration(score=0.0, level="calm", trend="steady"),
    escalation=Escalation(),
)
_NOTHING: Final = Retrieved(
    results=Results(hits=(), answerability=Answerability(verdict="abstain", confidence=0.0), snapshot_id=""),
    canned=(),
    procedure=None,
)
_NO_DRAFTS: Final[tuple[Guarded, ...]] = ()
_FEW_WORDS: Final = 4
_CASE: Final = re.compile(r"\b[A-Z]{1,4}-\d{5,}\b")
"""Order and ticket numbers."""

_TIERS: Final[tuple[Tier, ...]] = ("passages", "template", "full")


@dataclass(frozen=True, kw_only=True, slots=True)
class Copilot:
    """The stages and what they need; `shares_encoder` if redaction reads with the retriever too."""

    redactor: Redactor
    retriever: Encoder
    shares_encoder: bool
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
        stages = Stages(watch)
        with watch.stage("redact"):
            conversation = redact_request(request, self.redactor, vault)
        query = stages.run("read", None, lambda: self._query(conversation))
        triage = stages.run(
            "triage", _UNREAD, lambda: self.triager.triage(conversation.messages, conversation.customer)
        )
        found = stages.run("retrieve", _NOTHING, lambda: self._retrieve(query, request.k, conversation))
        brief = self._brief(request, conversation, triage, found.results)
        sketches = stages.run("draft", holding(brief), lambda: self._draft(brief, request.deadline_ms, watch))
        drafts = stages.run("guard", _NO_DRAFTS, lambda: _guarded(sketches, brief))
        findings = Findings(
            conversation=conversation,
            triage=triage,
            results=found.results,
            canned=found.canned,
            next_steps=next_steps(conversation, triage, found.procedure),
            drafts=drafts,
            tier=self._tier(drafts, stages),
        )
        return respond(findings, request.conversation_id, vault, watch, self.origin)

    def _query(self, conversation: Conversation) -> Query:
        """What is asked, with its vector: from redaction's encoder pass if that read the same words."""
        text = question_text(conversation)
        reads = conversation.reads.items() if self.shares_encoder else ()
        read = {searchable(said): read for said, read in reads if not _CASE.search(said)}.get(text)
        return Query(text, (read() if read else self.retriever.read(text)).vector)

    def _retrieve(self, query: Query | None, k: int, conversation: Conversation) -> Retrieved:
        """What fits the query; nothing if the message could not be read."""
        if query is None:
            return _NOTHING
        return Retrieved(
            results=self.knowledge.search(query, k, Filters(), judged="public"),
            canned=self.canned.rank(query.vector, conversation, self.max_canned),
            procedure=self.procedures.matching(query.vector),
        )

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

    def _draft(self, brief: Brief, deadline_ms: int | None, watch: Stopwatch) -> tuple[Sketch, ...]:
        is_late = deadline_ms is not None and watch.elapsed_ms >= deadline_ms
        if is_late or self.best_tier == "passages" or brief.conversation.answered is None:
            return ()
        return self.drafter.draft(brief)

    def _tier(self, drafts: tuple[Guarded, ...], stages: Stages) -> Tier:
        """How far it got: without drafts there are passages, and after a fault no more than templates."""
        reached: Tier = "passages" if not drafts else "template" if stages.has_failed else "full"
        return min(reached, self.best_tier, key=_TIERS.index)


def _guarded(sketches: Sequence[Sketch], brief: Brief) -> tuple[Guarded, ...]:
    return tuple(item for item in (guard(sketch, brief) for sketch in sketches) if item.says_something)


def question_text(conversation: Conversation) -> str:
    """What to search for: the operator's own words, else what the customer has just written.

    A follow-up of a few words ("and to Norway?") is read together with the customer's message before it.
    """
    if conversation.query:
        return conversation.query
    burst = conversation.burst
    text = "\n".join(searchable(message.text) for message in burst)
    if len(words(text)) >= _FEW_WORDS or not burst:
        return text
    first = conversation.messages.index(burst[0])
    before = next((m.text for m in reversed(conversation.messages[:first]) if m.author == "customer"), "")
    return f"{searchable(before)}\n{text}".strip()


def searchable(text: str) -> str:
    """The text without placeholders, order and ticket numbers: they say which case it is, not what it is about."""
    return _CASE.sub(" ", PLACEHOLDER.sub(" ", text))
