"""Values that tests start from, complete in themselves; each takes what matters to the test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from copilot.privacy.vault import Vault
from copilot.retrieval.article import Article, FrontMatter, article
from copilot.retrieval.knowledge import Results
from copilot.suggest.brand import Brand
from copilot.suggest.brief import Answer, Brief, Sketch
from copilot.suggest.canned.replies import FilledReply
from copilot.suggest.guard.guard import Guarded
from copilot.suggest.guard.tracing import Trace
from copilot.suggest.request import ContextFact, Conversation
from copilot.suggest.suggestion import Findings, Origin, Suggestion, respond
from copilot.telemetry import Stopwatch
from copilot.text import sentence_spans
from copilot.types import (
    Answerability,
    Author,
    Channel,
    Customer,
    Entity,
    Escalation,
    Frustration,
    Hit,
    Message,
    Passage,
    Relevance,
    Tone,
    Triage,
    Urgency,
    Verdict,
)
from tests.fakes import sealed

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
TODAY = date(2026, 1, 5)


def an_article(article_id: str = "refund-times", body: str = "A refund takes 5 days.", **front: object) -> Article:
    fields = {"title": article_id.replace("-", " ").capitalize(), **front}
    return article(FrontMatter(id=article_id, **fields), body, file_date=TODAY)


def a_passage(text: str, passage_id: str = "refund-times#1", **fields: object) -> Passage:
    values = {
        "article_id": passage_id.rpartition("#")[0],
        "title": "Refund times",
        "heading": "",
        "url": "/refund-times",
        "revision": "sha256:0",
        "audience": "public",
        "category": "refunds",
        "tags": (),
        "language": "en",
        **fields,
    }
    return Passage(passage_id=passage_id, text=text, **values)


def a_hit(text: str, passage_id: str = "refund-times#1", scores: Sequence[float] = (), **fields: object) -> Hit:
    """A hit whose sentences have the given cosines, or .5 each."""
    spans = list(sentence_spans(text))
    cosines = [*scores, *[0.5] * (len(spans) - len(scores))]
    sentences = tuple(
        Relevance(start=span.start, end=span.end, score=cosine) for span, cosine in zip(spans, cosines, strict=True)
    )
    return Hit(passage=a_passage(text, passage_id, **fields), score=0.8, rank=1, sentences=sentences)


def a_message(text: str, author: Author = "customer", number: int = 1) -> Message:
    return Message(id=f"m{number}", author=author, text=sealed(text), sent_at=NOON + timedelta(minutes=number))


def a_conversation(*texts: str | tuple[Author, str], **fields: object) -> Conversation:
    """Messages in order; a bare text is the customer's."""
    spoken = [("customer", text) if isinstance(text, str) else text for text in texts]
    messages = tuple(a_message(text, author, number) for number, (author, text) in enumerate(spoken, start=1))
    kinds = frozenset(entity.kind for entity in fields.get("entities", ()))
    values = {"customer": None, "query": None, "instruction": None, "entities": (), "kinds": kinds, **fields}
    return Conversation(messages=messages, **values)


def a_fact(label: str, value: str, source: str = "orders") -> ContextFact:
    return ContextFact(source=source, label=sealed(label), value=sealed(value))


def a_customer(name: str | None = "<PERSON_1>") -> Customer:
    return Customer(name=sealed(name) if name else None)


def an_entity(kind: str = "CREDIT_CARD") -> Entity:
    return Entity(kind=kind, placeholder=f"<{kind}_1>", start=0, end=16, score=1.0)


def a_triage(
    level: str = "calm", urgency: Urgency = "normal", escalation: Escalation | None = None, **fields: object
) -> Triage:
    feeling = Frustration(
        score={"calm": 0.0, "annoyed": 0.3, "frustrated": 0.6, "angry": 0.9}[level], level=level, trend="steady"
    )
    values = {"language": "en", "intent": None, "tags": (), **fields}
    return Triage(urgency=urgency, frustration=feeling, escalation=escalation or Escalation(), **values)


def a_brief(
    *hits: Hit,
    conversation: Conversation | None = None,
    verdict: Verdict = "answer",
    channel: Channel = "chat",
    **fields: object,
) -> Brief:
    """A brief; where the verdict is to answer, the article of the first hit answers the whole turn."""
    said = conversation or a_conversation("How long does a refund take?")
    name = said.customer.name if said.customer else None
    answers = (an_answer(*hits, question=question_in(said)),) if verdict == "answer" and hits else ()
    values = {"triage": a_triage(), "brand": Brand(), "tone": Tone(), "name": name, "answers": answers, **fields}
    return Brief(conversation=said, verdict=verdict, hits=hits, channel=channel, **values)


def an_answer(*hits: Hit, question: str = "How long does a refund take?") -> Answer:
    """An answer by the article of the first hit: those of the hits that are passages of it."""
    best = [hit for hit in hits if hit.passage.article_id == hits[0].passage.article_id]
    return Answer(question=question, passages=tuple(best))


def question_in(conversation: Conversation) -> str:
    return conversation.query or "\n".join(message.text for message in conversation.burst)


def text_of(sketch: Sketch | Guarded) -> str:
    """What a sketch says, or what the guard has left of it."""
    return "".join(sketch.parts if isinstance(sketch, Sketch) else [trace.part for trace in sketch.traces])


def a_guarded_reply(*parts: tuple[str, str]) -> Guarded:
    """A reply of (text, support) parts."""
    sketch = Sketch(kind="reply", parts=tuple(text for text, _ in parts), tone=Tone(), drafter="composer")
    traces = tuple(
        Trace(part=text, support=support, passage_id="refund-times#1" if support == "passage" else None)
        for text, support in parts
    )
    return Guarded(sketch=sketch, traces=traces, warnings=("unsupported_removed",))


def a_suggestion(
    vault: Vault, *drafts: Guarded, canned: tuple[FilledReply, ...] = (), hits: tuple[Hit, ...] = ()
) -> Suggestion:
    findings = Findings(
        conversation=a_conversation("I am <EMAIL_ADDRESS_1>", entities=(an_entity("EMAIL_ADDRESS"),)),
        triage=a_triage(),
        results=Results(hits=hits, answerability=Answerability(verdict="answer", confidence=0.9), snapshot_id="1-a"),
        canned=canned,
        next_steps=(),
        drafts=drafts,
        tier="full",
    )
    return respond(findings, "c1", vault, Stopwatch(), Origin(encoder="e", settings="s"))
