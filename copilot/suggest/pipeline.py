"""The whole way from a customer's message to a suggestion, on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np
from msgspec import Struct

from copilot.encoding.reading import Matrix
from copilot.ids import new_id
from copilot.privacy.redactor import Redactor
from copilot.privacy.vault import Vault
from copilot.retrieval.knowledge import KnowledgeBase, Results
from copilot.retrieval.search import Query
from copilot.suggest.answers import Found, answered, shown, with_quoted
from copilot.suggest.brand import Brand
from copilot.suggest.brief import Answer, Brief, Drafter, Sketch, wished_tone
from copilot.suggest.canned.replies import CannedReplies, FilledReply
from copilot.suggest.canned.situation import Situation, codes_of, known_text, pack, situation_of
from copilot.suggest.composing.composer import holding
from copilot.suggest.composing.kinds.close import is_farewell
from copilot.suggest.composing.kinds.known import relevant
from copilot.suggest.composing.kinds.paraphrase import is_long_enough
from copilot.suggest.follow_ups import goes_on, in_context
from copilot.suggest.guard.grounding import supporting_place
from copilot.suggest.guard.guard import Guarded, checked, guard
from copilot.suggest.guard.tracing import Tracer
from copilot.suggest.handover import with_branch_end
from copilot.suggest.next_steps import next_steps
from copilot.suggest.paraphrase.restatement import Restatement, restate
from copilot.suggest.procedures.following import Position, confirmed
from copilot.suggest.procedures.procedures import Procedures
from copilot.suggest.questions import questions
from copilot.suggest.redaction import redact_request
from copilot.suggest.request import ContextFact, Conversation, SuggestionRequest
from copilot.suggest.spoken import question_text, searchable, spoken
from copilot.suggest.stages import Stages
from copilot.suggest.suggestion import Findings, Origin, Suggestion, public_texts, respond, sealed_draft
from copilot.suggest.summary import summary, with_handoff
from copilot.telemetry import Stopwatch
from copilot.triage.course import Heard
from copilot.triage.listener import Listener, Spoken
from copilot.triage.mood import is_heated, relief
from copilot.triage.triager import Triager
from copilot.types import Answerability, Escalation, Filters, Frustration, Hit, SummaryLine, Tier, Triage


class Readout(Struct, frozen=True, kw_only=True):
    """A conversation after the encoder: what each message says, what is asked, and what the customer told."""

    heard: tuple[Heard, ...] = ()
    query: Query | None = None
    questions: tuple[Query, ...] = ()
    restatement: Restatement | None = None


class Retrieved(Struct, frozen=True, kw_only=True):
    """What was found for a turn: passages, replies that fit, facts of other systems, and the place in a procedure.

    `answers` are the articles that answer its questions, `alternatives` those that may do as well.
    """

    results: Results
    answers: tuple[Answer, ...] = ()
    alternatives: tuple[Answer, ...] = ()
    canned: tuple[FilledReply, ...] = ()
    situation: bytes | None = None
    known: tuple[ContextFact, ...] = ()
    position: Position | None = None


class Begun(Struct, frozen=True, kw_only=True):
    """A suggestion that can be shown, and the brief for a writer, whose draft has an id already."""

    suggestion: Suggestion
    brief: Brief
    writer_draft_id: str


_UNREAD: Final = Triage(
    language="en",
    intent=None,
    tags=(),
    urgency="normal",
    frustration=Frustration(score=0.0, level="calm", trend="steady"),
    escalation=Escalation(),
)
_FOUND_NOTHING: Final = Results(hits=(), answerability=Answerability(verdict="abstain", confidence=0.0), snapshot_id="")
_NOTHING: Final = Retrieved(results=_FOUND_NOTHING)
_NO_DRAFTS: Final[tuple[Guarded, ...]] = ()
_LOOKED_AT: Final = 12
"""Passages that are looked at at least, however few are shown."""
_CONFIRMING: Final = 5
"""Of the best passages so many may confirm that a procedure fits."""
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

    def suggest(self, request: SuggestionRequest, vault: Vault) -> Begun:
        """Redact → read → triage → retrieve → draft → guard → respond. To record it is the caller's, who can wait.

        Raises:
            RedactionFailed: nothing of the request was kept or passed on. A fault in a later stage lowers the tier.
        """
        watch = Stopwatch()
        stages = Stages(watch)
        with watch.stage("redact"):
            conversation = redact_request(request, self.redactor, vault)
        said = spoken(conversation, shares_encoder=self.shares_encoder)
        read = stages.run("read", Readout(), lambda: self._read(conversation, said))
        triage = stages.run("triage", _UNREAD, lambda: self._triage(conversation, said, read.heard))
        found = stages.run("retrieve", _NOTHING, lambda: self._retrieve(read, request.k, conversation))
        triage = with_branch_end(triage, found.position, conversation, read.heard)
        brief = self._brief(request, conversation, triage, read, found)
        sketches = stages.run("draft", holding(brief), lambda: self._draft(brief, request.deadline_ms, watch))
        drafts = stages.run("guard", _NO_DRAFTS, lambda: guard(sketches, brief, self.procedures.sayings))
        findings = Findings(
            conversation=conversation,
            triage=triage,
            results=_with_sources(found, drafts),
            canned=found.canned,
            situation=found.situation,
            next_steps=next_steps(conversation, triage, found.position, self.brand.brand.languages),
            drafts=drafts,
            tier=self._tier(drafts, stages),
        )
        suggestion = respond(findings, request.conversation_id, vault, watch, self.origin)
        return Begun(suggestion=suggestion, brief=brief, writer_draft_id=new_id("drf"))

    def add(self, begun: Begun, sketch: Sketch, vault: Vault) -> Suggestion | None:
        """The suggestion with what a writer wrote as its first draft, as far as it is supported; None if nothing is."""
        suggestion = begun.suggestion
        written = guard([self._in_own_words(sketch)], begun.brief, self.procedures.sayings, self._grounds)
        if not written:
            return None
        draft = sealed_draft(written[0], vault, public_texts(suggestion.hits), suggestion.triage.writing)
        named = msgspec.structs.replace(draft, id=begun.writer_draft_id)
        return msgspec.structs.replace(suggestion, drafts=(named, *suggestion.drafts), tier="full")

    def supported(self, begun: Begun, sketch: Sketch) -> str:
        """Of a part of what a writer is writing, what may be shown already."""
        tracer = Tracer(begun.brief, self.procedures.sayings, self._grounds)
        return "".join(trace.part for trace in checked(self._in_own_words(sketch), begun.brief, tracer).traces)

    def _in_own_words(self, sketch: Sketch) -> Sketch:
        return msgspec.structs.replace(sketch, parts=tuple(map(self.brand.in_own_words, sketch.parts)))

    def _grounds(self, text: str, hits: Sequence[Hit]) -> tuple[str, int, int] | None:
        return supporting_place(text, hits, self._vectors)

    def _vectors(self, texts: Sequence[str]) -> Matrix:
        return np.stack([self._vector(text) for text in texts])

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
        return Readout(
            heard=heard,
            query=Query(text, self.listener.impression(text).vector),
            questions=self._questions(conversation),
            restatement=restate(conversation.messages) if is_long_enough(conversation) else None,
        )

    def _questions(self, conversation: Conversation) -> tuple[Query, ...]:
        """The questions of the customer's last turn, and the operator's wish for the draft."""
        if conversation.query:
            return ()
        texts = [searchable(message.text) for message in conversation.burst]
        asked = questions([(text, self.listener.impression(text)) for text in texts])
        wish = conversation.instruction
        return (*asked, Query(wish, self.listener.impression(wish).vector)) if wish else asked

    def _triage(self, conversation: Conversation, said: Sequence[Spoken], heard: Sequence[Heard]) -> Triage:
        return with_handoff(self.triager.triage(said, heard, conversation.customer), conversation, heard)

    def _retrieve(self, read: Readout, k: int, conversation: Conversation) -> Retrieved:
        """What fits the turn; nothing if it could not be read."""
        if read.query is None:
            return _NOTHING
        whole, parts = self._found(read.query, k), [self._found(question, k) for question in read.questions]
        if goes_on(read.query.text) or not whole.is_answered:
            broader = in_context(conversation, read.query, self._vector)
            whole = self._found(broader, k) if broader else whole
        answers = answered(whole, parts)
        now = self._situation(read.query, conversation, read.heard)
        return Retrieved(
            results=shown(whole, answers, k),
            answers=tuple(self._answer(found.query, found.article_id) for found in answers),
            alternatives=tuple(
                self._answer(found.query, found.runner_up) for found in answers if len(answers) == 1 and found.runner_up
            ),
            canned=self.canned.rank(read.query.vector, conversation, self.max_canned, now),
            situation=pack(codes_of(now), self.origin.encoder),
            known=relevant(conversation.context, read.query.text, read.query.vector, self._vector),
            position=self._position(read, conversation, whole),
        )

    def _position(self, read: Readout, conversation: Conversation, whole: Found) -> Position | None:
        """Where the conversation is in a procedure; nobody needs one who says that it is solved."""
        if is_farewell([message.text for message in conversation.burst], relief(read.heard)):
            return None
        found = frozenset(hit.passage.article_id for hit in whole.results.hits[:_CONFIRMING])
        return confirmed(self.procedures.follow(conversation, read.heard), found)

    def _answer(self, query: Query, article_id: str | None) -> Answer:
        return Answer(question=query.text, passages=self.knowledge.quotable(article_id or "", query))

    def _found(self, query: Query, k: int) -> Found:
        return Found(query, self.knowledge.search(query, max(k, _LOOKED_AT), Filters(), judged="public"))

    def _situation(self, query: Query, conversation: Conversation, heard: Sequence[Heard]) -> Situation:
        known = known_text(conversation.context)
        return situation_of(
            conversation,
            heard,
            typed=query.vector if conversation.query else None,
            known=self._vector(known) if known else None,
            dim=len(query.vector),
        )

    def _vector(self, text: str) -> Matrix:
        return self.listener.impression(text).vector

    def _brief(
        self, request: SuggestionRequest, conversation: Conversation, triage: Triage, read: Readout, found: Retrieved
    ) -> Brief:
        customer, results = conversation.customer, found.results
        return Brief(
            conversation=conversation,
            triage=triage,
            verdict=results.answerability.verdict,
            hits=tuple(hit for hit in results.hits if hit.passage.audience == "public"),
            answers=found.answers,
            alternatives=found.alternatives,
            brand=self.brand,
            channel=request.channel,
            tone=wished_tone(self.brand, request.tone, triage.writing, request.channel),
            name=customer.name if customer else None,
            wait=request.wait,
            known=found.known,
            relief=relief(read.heard),
            is_heated=is_heated(read.heard),
            position=found.position,
            restatement=read.restatement,
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


def _with_sources(found: Retrieved, drafts: Sequence[Guarded]) -> Results:
    """What was found, with every passage that a draft rests on."""
    quoted = frozenset(trace.passage_id for draft in drafts for trace in draft.traces if trace.passage_id)
    quotable = [hit for answer in (*found.answers, *found.alternatives) for hit in answer.passages]
    return msgspec.structs.replace(found.results, hits=with_quoted(found.results.hits, quotable, quoted))
