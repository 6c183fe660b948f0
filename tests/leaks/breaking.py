"""Parts of the service that fail with an error that quotes what they were given, or write what they should not."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, NoReturn

from copilot.bootstrap import Services
from copilot.encoding.encoder import Encoder
from copilot.encoding.reading import Reading
from copilot.privacy.clues import Clues, clues_of
from copilot.privacy.findings import Finding
from copilot.privacy.redactor import PresidioRedactor, Redaction
from copilot.privacy.vault import Vault
from copilot.settings import PrivacySettings
from copilot.store.values import Conversation, ConversationSpec, Feedback, SuggestionRecord
from copilot.suggest.brief import Brief, Sketch
from copilot.triage.course import Heard
from copilot.triage.heads import SHIPPED, load_heads
from copilot.triage.listener import Listener, Spoken
from copilot.types import Customer, Message, RedactedText, Triage
from tests.fakes import FakeStore


class QuotingError(RuntimeError):
    """Says everything that its place knew."""


def quote(*given: object, **more: object) -> NoReturn:
    """Fail with all that was given in the message."""
    raise QuotingError(f"{given} {more}")


class BrokenFinder:
    """Fails as a detector does that has a bug."""

    kinds = frozenset({"CREDIT_CARD", "PERSON"})

    def __init__(self, error: type[Exception] = QuotingError) -> None:
        self._error = error

    def read(self, text: str, asked: frozenset[str]) -> Clues:
        return clues_of(text, 1.0, asked)

    def find(self, clues: Clues) -> list[Finding]:
        raise self._error(clues.text)


class BrokenEncoder:
    """Cannot read, and says what."""

    def __init__(self, encoder: Encoder) -> None:
        self.manifest = encoder.manifest

    def read(self, text: str) -> Reading:
        quote(text)

    def read_many(self, texts: Sequence[str]) -> NoReturn:
        quote(texts)


class BrokenTriager:
    """Cannot judge."""

    def triage(self, spoken: Sequence[Spoken], heard: Sequence[Heard], customer: Customer | None) -> Triage:
        quote(spoken, heard, customer)


class BrokenRedactor:
    """Fails outside of everything that a redactor of ours catches."""

    def redact(self, text: str, vault: Vault, asked: frozenset[str] = frozenset()) -> Redaction:
        quote(text)

    def redact_together(self, texts: Sequence[RedactedText], vault: Vault) -> tuple[Redaction, ...]:
        quote(texts)


class UnreadableStore(FakeStore):
    """Opens conversations, and cannot read them."""

    async def messages(self, conversation_id: str) -> tuple[Message, ...]:
        quote(await super().messages(conversation_id))

    async def get_suggestion(self, suggestion_id: str) -> SuggestionRecord:
        quote(await super().get_suggestion(suggestion_id))


class UnwritableStore(FakeStore):
    """Takes nothing, and says what it was given."""

    async def open_conversation(self, spec: ConversationSpec) -> tuple[Conversation, bool]:
        if spec.customer:
            quote(spec)
        return await super().open_conversation(spec)

    async def add_message(self, conversation_id: str, message: Message) -> tuple[Message, bool]:
        quote(message)

    async def record_suggestion(self, record: SuggestionRecord) -> None:
        quote(record)

    async def add_feedback(self, suggestion_id: str, feedback: Feedback) -> None:
        quote(feedback)


class EchoingDrafter:
    """A model that repeats its whole prompt, and makes up a card number."""

    def __init__(self, invented: str) -> None:
        self._invented = invented
        self.prompts: list[str] = []

    def draft(self, brief: Brief) -> tuple[Sketch, ...]:
        prompt = repr(brief)
        self.prompts.append(prompt)
        said = [f"{message.text} " for message in brief.conversation.messages]
        parts = (
            *said,
            f"{prompt} ",
            f"Your card {self._invented} was charged. ",
            f"{brief.name}, send {self._invented}.",
        )
        return tuple(
            Sketch(kind=kind, parts=parts, tone=brief.tone, drafter="echo")
            for kind in ("reply", "acknowledge", "close")
        )


def with_finder(services: Services, error: type[Exception] = QuotingError) -> PresidioRedactor:
    """The real redactor over a detector that fails."""
    return PresidioRedactor(services.settings.privacy, finder=BrokenFinder(error))


def with_encoder(services: Services) -> PresidioRedactor:
    """The real redactor over an encoder that fails."""
    return PresidioRedactor(PrivacySettings(), BrokenEncoder(services.retriever))


def with_deaf_listener(services: Services) -> Services:
    """The services with an encoder that cannot read what customers say."""
    encoder = BrokenEncoder(services.retriever)
    listener = Listener(encoder, load_heads(SHIPPED, encoder.manifest).messages, remembered=10)
    return with_part(services, listener=listener, shares_encoder=False)


def with_part(services: Services, **parts: Any) -> Services:
    """The services with parts of the pipeline exchanged."""
    return dataclasses.replace(services, copilot=dataclasses.replace(services.copilot, **parts))
