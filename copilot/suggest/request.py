"""What the pipeline is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from copilot.privacy.redactor import Read
from copilot.types import Author, Channel, Customer, Entity, Message, RedactedText, ToneWish


class IncomingMessage(Struct, frozen=True, kw_only=True):
    """A message as the console sent it; text that is `RedactedText` already is left as it is."""

    id: str
    author: Author
    text: str | RedactedText
    sent_at: datetime


class IncomingCustomer(Struct, frozen=True, kw_only=True):
    """What the console knows about the customer; `name` is clear text that must not leave memory."""

    name: str | None = None
    language: str | None = None
    tier: str | None = None


class IncomingFact(Struct, frozen=True, kw_only=True):
    """What another system knows about the case, such as the delivery status of an order; clear text."""

    source: str
    label: str
    value: str


class ContextFact(Struct, frozen=True, kw_only=True):
    """The same after redaction: `source` is the system's name, `label` says what `value` is."""

    source: RedactedText
    label: RedactedText
    value: RedactedText


class SuggestionRequest(Struct, frozen=True, kw_only=True):
    """A conversation, and what the operator wants from it. `deadline_ms` counts from when the pipeline starts.

    `wait` says when the customer can expect the first answer, in our own words.
    """

    messages: tuple[IncomingMessage, ...]
    channel: Channel = "chat"
    brand: str = "default"
    customer: IncomingCustomer | None = None
    query: str | None = None
    instruction: str | None = None
    tone: ToneWish | None = None
    k: int = 5
    deadline_ms: int | None = None
    conversation_id: str | None = None
    wait: str | None = None
    context: tuple[IncomingFact, ...] = ()


class Conversation(Struct, frozen=True, kw_only=True):
    """The request after redaction: nothing in it is personal.

    `kinds` are those of all personal data in the customer's last turn; `entities` are the placeholders in the message
    that is answered, as code points in its redacted text. `reads` has the encoder's pass over some of the texts, their
    placeholders left out, where redaction has made one.
    """

    messages: tuple[Message, ...]
    customer: Customer | None
    query: RedactedText | None
    instruction: RedactedText | None
    entities: tuple[Entity, ...]
    kinds: frozenset[str] = frozenset()
    reads: Mapping[str, Read] = {}
    context: tuple[ContextFact, ...] = ()

    @property
    def answered(self) -> Message | None:
        """The last customer message: what a draft answers."""
        return next((message for message in reversed(self.messages) if message.author == "customer"), None)

    @property
    def burst(self) -> tuple[Message, ...]:
        """The customer messages since the operator's last one: several short ones are one turn."""
        return burst_of(self.messages) or tuple(filter(None, (self.answered,)))

    @property
    def operator_turns(self) -> int:
        """How often an operator has written: 0 means that this is the first answer."""
        return sum(message.author == "operator" for message in self.messages)


def burst_of(messages: Sequence[Message]) -> tuple[Message, ...]:
    """The customer messages after the operator's last one."""
    last_answer = max((i for i, message in enumerate(messages) if message.author == "operator"), default=-1)
    return tuple(message for message in messages[last_answer + 1 :] if message.author == "customer")
