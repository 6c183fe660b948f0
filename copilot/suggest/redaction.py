"""The first stage: a request in clear → a conversation without personal data."""

from __future__ import annotations

from copilot.privacy.known import known
from copilot.privacy.placeholders import PLACEHOLDER
from copilot.privacy.redactor import Redactor
from copilot.privacy.vault import Vault
from copilot.suggest.request import Conversation, IncomingCustomer, SuggestionRequest
from copilot.types import Customer, Entity, Message, RedactedText


def redact_request(request: SuggestionRequest, redactor: Redactor, vault: Vault) -> Conversation:
    """Everything that somebody wrote, redacted with one vault, so that a value has one placeholder all through.

    Raises:
        RedactionFailed: nothing of the request may be used.
    """
    customer = redact_customer(request.customer, redactor, vault)
    stored = all(isinstance(message.text, RedactedText) for message in request.messages)
    messages: list[Message] = []
    entities: list[Entity] = []
    for message in request.messages:
        redaction = redactor.redact(message.text, vault)
        entities.extend(redaction.entities)
        messages.append(Message(id=message.id, author=message.author, text=redaction.text, sent_at=message.sent_at))
    answered = next((message for message in reversed(messages) if message.author == "customer"), None)
    return Conversation(
        messages=tuple(messages),
        customer=customer,
        query=redactor.redact(request.query, vault).text if request.query else None,
        instruction=redactor.redact(request.instruction, vault).text if request.instruction else None,
        entities=_entities_in(answered.text, entities, None if stored else vault) if answered else (),
    )


def redact_customer(customer: IncomingCustomer | None, redactor: Redactor, vault: Vault) -> Customer | None:
    """The customer with a placeholder for the name, which is found from now on wherever it is written."""
    if customer is None:
        return None
    return Customer(
        name=_redact_name(customer.name, vault),
        language=customer.language,
        tier=str(redactor.redact(customer.tier, vault).text) if customer.tier else None,
    )


def _redact_name(name: str | None, vault: Vault) -> RedactedText | None:
    """A stored placeholder counts only while its value is in memory: a draft must not greet `<PERSON_1>`."""
    if isinstance(name, RedactedText):
        return name if vault.restore(name) != name else None
    return known(vault, "PERSON", name) if name and name.strip() else None


def _entities_in(text: RedactedText, found: list[Entity], vault: Vault | None) -> tuple[Entity, ...]:
    """An entity for each placeholder in a redacted text, where it stands in that text.

    What a customer typed that only looks like a placeholder is none: the vault has no value for it. For a stored text,
    whose values may be forgotten, there is no vault to ask, and everything that looks like a placeholder counts.
    """
    scores = {entity.placeholder: entity.score for entity in found}
    return tuple(
        Entity(
            kind=match.group()[1:].rpartition("_")[0],
            placeholder=match.group(),
            start=match.start(),
            end=match.end(),
            score=scores.get(match.group(), 1.0),
        )
        for match in PLACEHOLDER.finditer(text)
        if vault is None or vault.holds(match.group())
    )
