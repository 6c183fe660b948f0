"""The first stage: a request in clear → a conversation without personal data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from copilot.privacy.asking import asked_for
from copilot.privacy.known import known
from copilot.privacy.placeholders import PLACEHOLDER, kind_of
from copilot.privacy.redactor import Redaction, Redactor
from copilot.privacy.sealing import seal
from copilot.privacy.vault import SECRET_KINDS, Vault
from copilot.suggest.request import (
    ContextFact,
    Conversation,
    IncomingCustomer,
    IncomingFact,
    IncomingMessage,
    SuggestionRequest,
    burst_of,
)
from copilot.types import Author, Customer, Entity, Message, RedactedText

SPREAD: Final = 3
"""Over how many messages of one author the digits of a card may be spread."""

_IS: Final = ": "
"""Between a fact's label and its value."""

_RECENT: Final = 10
"""How many messages back a question or the first digits of a card count."""


def redact_request(request: SuggestionRequest, redactor: Redactor, vault: Vault) -> Conversation:
    """Everything that somebody wrote, redacted with one vault, so that a value has one placeholder all through.

    Raises:
        RedactionFailed: nothing of the request may be used.
    """
    customer = redact_customer(request.customer, redactor, vault)
    redactions = redact_messages(request.messages, redactor, vault)
    messages = tuple(
        Message(id=message.id, author=message.author, text=redaction.text, sent_at=message.sent_at)
        for message, redaction in zip(request.messages, redactions, strict=True)
    )
    stored = all(isinstance(message.text, RedactedText) for message in request.messages)
    answered = next((message for message in reversed(messages) if message.author == "customer"), None)
    entities = [entity for redaction in redactions for entity in redaction.entities]
    asked_of = None if stored else vault
    return Conversation(
        messages=messages,
        customer=customer,
        query=redactor.redact(request.query, vault).text if request.query else None,
        instruction=redactor.redact(request.instruction, vault).text if request.instruction else None,
        entities=_entities_in(answered.text, entities, asked_of) if answered else (),
        kinds=frozenset(
            entity.kind
            for message in burst_of(messages) or filter(None, [answered])
            for entity in _entities_in(message.text, entities, asked_of)
        ),
        reads={redaction.text: redaction.read for redaction in redactions if redaction.read},
        context=_redact_context(request.context, redactor, vault),
    )


def _redact_context(facts: Sequence[IncomingFact], redactor: Redactor, vault: Vault) -> tuple[ContextFact, ...]:
    """The facts of other systems, in one text: a label says what its value is, such as a PIN."""
    if not facts:
        return ()
    lines = [line for fact in facts for line in (_one_line(fact.source), _labelled(fact))]
    redacted = redactor.redact("\n".join(lines), vault).text.split("\n")
    return tuple(
        ContextFact(source=seal(source), label=seal(label), value=seal(value))
        for source, line in zip(redacted[::2], redacted[1::2], strict=True)
        for label, _, value in [line.partition(_IS)]
    )


def _labelled(fact: IncomingFact) -> str:
    return f"{_one_line(fact.label).replace(_IS, ' ')}{_IS}{_one_line(fact.value)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def redact_messages(messages: Sequence[IncomingMessage], redactor: Redactor, vault: Vault) -> list[Redaction]:
    """The redaction of each message, in order; what an operator asks for is known when the customer answers.

    Raises:
        RedactionFailed: nothing of the messages may be used.
    """
    asked: frozenset[str] = frozenset()
    redactions: list[Redaction] = []
    for message in messages:
        redactions.append(redactor.redact(message.text, vault, asked if message.author == "customer" else frozenset()))
        if message.author == "operator":
            asked = asked_for(message.text)
        _hide_split_card(redactions, [one.author for one in messages[: len(redactions)]], redactor, vault)
    return redactions


def redact_next(
    message: IncomingMessage, stored: Sequence[Message], redactor: Redactor, vault: Vault
) -> tuple[Redaction, list[tuple[str, RedactedText]]]:
    """The redaction of a message that follows stored ones, and what it shows to be personal in those.

    The latter are fragments of stored texts, each with its placeholder: the first digits of a card look harmless until
    the last ones come.

    Raises:
        RedactionFailed: nothing of the message may be used.
    """
    before = [
        IncomingMessage(id=one.id, author=one.author, text=one.text, sent_at=one.sent_at) for one in stored[-_RECENT:]
    ]
    *earlier, last = redact_messages([*before, message], redactor, vault)
    fragments = [
        (str(one.text[entity.start : entity.end]), seal(entity.placeholder))
        for one, redaction in zip(before, earlier, strict=True)
        for entity in redaction.entities
    ]
    return last, fragments


def _hide_split_card(redactions: list[Redaction], authors: Sequence[Author], redactor: Redactor, vault: Vault) -> None:
    """Replace what the last message completes: a card of which the author sent the first digits before."""
    same = [index for index, author in enumerate(authors) if author == authors[-1]][-SPREAD:]
    texts = [redactions[index].text for index in same]
    for index, joined in zip(same, redactor.redact_together(texts, vault), strict=True):
        if joined.entities:
            redactions[index] = with_more(redactions[index], joined)


def with_more(redaction: Redaction, more: Redaction) -> Redaction:
    """A redaction whose text was redacted once more: the entities of both, as code points in the first text."""
    entities = [*redaction.entities, *(_moved_back(entity, redaction.entities) for entity in more.entities)]
    return Redaction(text=more.text, entities=tuple(sorted(entities, key=lambda entity: entity.start)))


def _moved_back(entity: Entity, before: Sequence[Entity]) -> Entity:
    """An entity of the redacted text, where it stood in the text that came in."""
    shift = 0
    for earlier in before:
        if earlier.start + shift < entity.start:
            shift += len(earlier.placeholder) - (earlier.end - earlier.start)
    return msgspec.structs.replace(entity, start=entity.start - shift, end=entity.end - shift)


def redact_customer(customer: IncomingCustomer | None, redactor: Redactor, vault: Vault) -> Customer | None:
    """The customer with a placeholder for the name, which is found from now on wherever it is written."""
    if customer is None:
        return None
    return Customer(
        name=_redact_name(customer.name, redactor, vault),
        language=customer.language,
        tier=str(redactor.redact(customer.tier, vault).text) if customer.tier else None,
    )


def _redact_name(name: str | None, redactor: Redactor, vault: Vault) -> RedactedText | None:
    """A stored placeholder counts only while its value is in memory: a draft must not greet `<PERSON_1>`.

    Nor may it greet a card number that somebody put where the name belongs.
    """
    if isinstance(name, RedactedText):
        return name if vault.restore(name) != name else None
    if name and any(map(str.isdigit, name)):
        found = redactor.redact(name, vault).entities
        if any(entity.kind in SECRET_KINDS for entity in found):
            return None
    return known(vault, "PERSON", name) if name and name.strip() else None


def _entities_in(text: RedactedText, found: list[Entity], vault: Vault | None) -> tuple[Entity, ...]:
    """An entity for each placeholder in a redacted text, where it stands in that text.

    What a customer typed that only looks like a placeholder is none: the vault has no value for it. For a stored text,
    whose values may be forgotten, there is no vault to ask, and everything that looks like a placeholder counts.
    """
    scores = {entity.placeholder: entity.score for entity in found}
    return tuple(
        Entity(
            kind=kind_of(match),
            placeholder=match.group(),
            start=match.start(),
            end=match.end(),
            score=scores.get(match.group(), 1.0),
        )
        for match in PLACEHOLDER.finditer(text)
        if vault is None or vault.holds(match.group())
    )
