"""The whole way from a customer's message to a suggestion, on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from msgspec import Struct

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
from copilot.suggest.spoken import question_text, spoken
from copilot.suggest.stages import Stages
from copilot.suggest.suggestion import Findings, Origin, Suggestion, respond
from copilot.suggest.summary import summary, with_handoff
from copilot.telemetry import Stopwatch
from copilot.triage.course import Heard
from copilot.triage.listener import Listener, Spoken
from copilot.triage.triager import Triager
from copilot.types import Answerability, Escalation, Filters, Frustration, SummaryLine, Tier, Triage


class Readout(Struct, frozen=True, kw_only=True):
    """A conversation after the encoder: what each message says, and the query with its vector."""

    heard: tuple[Heard, ...]
    query: Query | None


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
_READ_NOTHING: Final = Readout(heard=(), query=None)
_NO_DRAFTS: Final[tuple[Guarded, ...]] = ()
_TIERS: Final[tuple[Tier, ...]] = ("passages", "template", "full")


@dataclass(frozen=True, kw_only=True, slots=True)
class Copilot:
    """The stages and what they need; `shares_encoder` if redaction reads with the same encoder as the listener."""

    redactor: Redactor
    shares_encoder: bool
    listener: Listener
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
        said = spoken(conversation, shares_encoder=self.shares_encoder)
        read = stages.run("read", _READ_NOTHING, lambda: self._read(conversation, said))
        triage = stages.run("triage", _UNREAD, lambda: self._triage(conversation, said, read.heard))
        found = stages.run("retrieve", _NOTHING, lambda: self._retrieve(read.query, request.k, conversation))
        brief = self._brief(request, conversation, triage, found.results)
        sketches = stages.run("draft", holding(brief), lambda: self._draft(brief, request.deadline_ms, watch))
        drafts = stages.run("guard", _NO_DRAFTS, lambda: _guarded(sketches, brief))
        findings = Findings(
            conversation=conversation,
            triage=triage,
            results=found.results,
            canned=found.canned,
            next_steps=next_steps(conversation, triage, found.procedure, self.brand.brand.languages),
            drafts=drafts,
            tier=self._tier(drafts, stages),
        )
        return respond(findings, request.conversation_id, vault, watch, self.origin)

    def triage(self, conversation: Conversation) -> Triage:
        """What a support lead would say about a redacted conversation, and the handoff summary if one is due."""
        said = spoken(conversation, shares_encoder=self.shares_encoder)
        return self._triage(conversation, said, self.listener.hear(said))

    def summarise(self, conversation: Conversation) -> tuple[SummaryLine, ...]:
        """A redacted conversation in a few lines."""
        said = spoken(conversation, shares_encoder=self.shares_encoder)
        heard = self.listener.hear(said)
        return summary(conversation, heard, self.triager.triage(said, heard, conversation.customer))

    def _read(self, conversation: Conversation, said: Sequence[Spoken]) -> Readout:
        """What each message says, and what is asked, with its vector; no text is read twice."""
        text = question_text(conversation)
        heard = self.listener.hear(said)
        return Readout(heard=heard, query=Query(text, self.listener.impression(text).vector))

    def _triage(self, conversation: Conversation, said: Sequence[Spoken], heard: Sequence[Heard]) -> Triage:
        return with_handoff(self.triager.triage(said, heard, conversation.customer), conversation, heard)

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
            tone=wished_tone(self.brand, request.tone, triage.writing),
            name=customer.name if customer else None,
            wait=request.wait,
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
