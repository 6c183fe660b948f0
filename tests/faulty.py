"""Parts that fail or wait, to see what the service makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

from copilot.errors import DrafterUnavailable, RedactionFailed, StoreUnavailable
from copilot.privacy.redactor import Redaction, Redactor
from copilot.privacy.vault import Vault
from copilot.store.values import Conversation, ConversationSpec, Feedback, SuggestionRecord
from copilot.suggest.brief import Brief, Sketch
from copilot.types import Message, RedactedText
from tests.fakes import FakeStore


class FailingRedactor:
    """Never sure that a text is free of personal data."""

    def redact(self, text: str, vault: Vault, asked: frozenset[str] = frozenset()) -> Redaction:
        raise RedactionFailed("the text could not be checked for personal data; nothing was kept, try again")


class BrokenRedactor:
    """Fails as no redactor should: with an error that quotes the text."""

    def redact(self, text: str, vault: Vault, asked: frozenset[str] = frozenset()) -> Redaction:
        raise RuntimeError(text)


class WaitingRedactor:
    """Redacts when it is told to; `is_busy` is set once somebody waits."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self.is_busy = Event()
        self.may_go_on = Event()

    def redact(self, text: str, vault: Vault, asked: frozenset[str] = frozenset()) -> Redaction:
        self.is_busy.set()
        if not self.may_go_on.wait(timeout=60):
            raise TimeoutError
        return self._redactor.redact(text, vault, asked)

    def redact_together(self, texts: Sequence[RedactedText], vault: Vault) -> tuple[Redaction, ...]:
        return self._redactor.redact_together(texts, vault)


class UnavailableDrafter:
    """A model that does not answer in time."""

    def draft(self, brief: Brief) -> tuple[Sketch, ...]:
        raise DrafterUnavailable("no draft in time")


class BrokenDrafter:
    """Fails with an error that quotes what the customer wrote."""

    def draft(self, brief: Brief) -> tuple[Sketch, ...]:
        raise RuntimeError(brief.conversation.messages[-1].text)


class FullDisk(FakeStore):
    """Reads, and cannot write."""

    async def open_conversation(self, spec: ConversationSpec) -> tuple[Conversation, bool]:
        raise StoreUnavailable("the disk is full")

    async def add_message(self, conversation_id: str, message: Message) -> tuple[Message, bool]:
        raise StoreUnavailable("the disk is full")

    async def record_suggestion(self, record: SuggestionRecord) -> None:
        raise StoreUnavailable("the disk is full")

    async def add_feedback(self, suggestion_id: str, feedback: Feedback) -> None:
        raise StoreUnavailable("the disk is full")
