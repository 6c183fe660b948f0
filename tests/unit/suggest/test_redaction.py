"""The first stage: a request in clear → a conversation without personal data."""

from __future__ import annotations

import pytest

from copilot.errors import RedactionFailed
from copilot.privacy.vault import Vault
from copilot.suggest.redaction import redact_customer, redact_request
from copilot.suggest.request import Conversation, IncomingCustomer, IncomingFact, IncomingMessage, SuggestionRequest
from copilot.types import Author, RedactedText
from tests.examples import NOON
from tests.fakes import FakeRedactor, sealed
from tests.faulty import FailingRedactor

CARD, MAIL = "4111111111111111", "ana@example.org"


def incoming(text: str, author: Author = "customer", number: int = 1) -> IncomingMessage:
    return IncomingMessage(id=f"m{number}", author=author, text=text, sent_at=NOON)


def redacted(*messages: IncomingMessage, vault: Vault | None = None, **fields: object) -> Conversation:
    return redact_request(
        SuggestionRequest(messages=messages, **fields), FakeRedactor(), Vault() if vault is None else vault
    )


def test_everything_that_somebody_wrote_is_redacted_with_one_vault() -> None:
    vault = Vault()

    conversation = redacted(
        incoming(f"I am {MAIL}"),
        incoming(f"noted {MAIL}", "operator", 2),
        vault=vault,
        query=f"orders of {MAIL}",
        instruction=f"write to {MAIL}",
    )

    texts = [*(message.text for message in conversation.messages), conversation.query, conversation.instruction]
    assert texts == [
        "I am <EMAIL_ADDRESS_1>",
        "noted <EMAIL_ADDRESS_1>",
        "orders of <EMAIL_ADDRESS_1>",
        "write to <EMAIL_ADDRESS_1>",
    ]
    assert all(isinstance(text, RedactedText) for text in texts)
    assert list(vault.values()) == [("EMAIL_ADDRESS", MAIL)]


def test_the_customers_name_is_a_placeholder_and_found_wherever_it_is_written() -> None:
    conversation = redacted(incoming("Ana here"), customer=IncomingCustomer(name="Ana", language="de", tier="gold"))

    assert conversation.customer.name == "<PERSON_1>"
    assert conversation.messages[0].text == "<PERSON_1> here"
    assert (conversation.customer.language, conversation.customer.tier) == ("de", "gold")


@pytest.mark.parametrize("name", [None, "", "  "])
def test_a_blank_name_is_none(name: str | None) -> None:
    assert redact_customer(IncomingCustomer(name=name), FakeRedactor(), Vault()).name is None


def test_no_customer_stays_none() -> None:
    assert redact_customer(None, FakeRedactor(), Vault()) is None


def test_what_was_redacted_before_stays_as_it_is() -> None:
    stored = sealed("I am <EMAIL_ADDRESS_7>")

    assert redacted(incoming(stored)).messages[0].text is stored


def test_a_stored_name_counts_only_while_its_value_is_in_memory() -> None:
    vault = Vault()
    placeholder = sealed(vault.placeholder("PERSON", "Ana"))
    customer = IncomingCustomer(name=placeholder)

    assert redact_customer(customer, FakeRedactor(), vault).name == placeholder
    assert redact_customer(customer, FakeRedactor(), Vault()).name is None


def test_entities_are_those_of_the_answered_message_where_they_stand_in_its_redacted_text() -> None:
    conversation = redacted(
        incoming(f"mail {MAIL}"),
        incoming(f"card {CARD}, again {CARD}", number=2),
        incoming(f"not {MAIL}", "operator", 3),
    )

    found = [(entity.kind, entity.placeholder, entity.start, entity.end) for entity in conversation.entities]
    assert found == [("CREDIT_CARD", "<CREDIT_CARD_1>", 5, 20), ("CREDIT_CARD", "<CREDIT_CARD_1>", 28, 43)]


def test_without_a_customer_message_there_are_no_entities() -> None:
    assert redacted(incoming(MAIL, "operator")).entities == ()


@pytest.mark.parametrize("query", [None, ""])
def test_no_query_stays_none(query: str | None) -> None:
    assert redacted(incoming("Hi"), query=query).query is None


def test_facts_of_other_systems_are_redacted_with_the_same_vault() -> None:
    vault = Vault()
    context = (
        IncomingFact(source="orders", label="contact", value=f"{MAIL}\nand {MAIL}"),
        IncomingFact(source="crm: main", label="card: number", value=f"ends {CARD}"),
        IncomingFact(source="crm", label="note", value=""),
    )

    conversation = redacted(incoming(f"I am {MAIL}"), vault=vault, context=context)

    assert [(fact.source, fact.label, fact.value) for fact in conversation.context] == [
        ("orders", "contact", "<EMAIL_ADDRESS_1> and <EMAIL_ADDRESS_1>"),
        ("crm: main", "card number", "ends <CREDIT_CARD_1>"),
        ("crm", "note", ""),
    ]
    assert all(
        isinstance(text, RedactedText)
        for fact in conversation.context
        for text in (fact.source, fact.label, fact.value)
    )


@pytest.mark.parametrize(
    "value", ["a: b", "x\u2028y", "one\r\ntwo", "  spaced   out ", "\x0b", "\x1c\x1d", "a\n\nb: c"]
)
def test_no_value_of_another_system_moves_into_the_next_fact(value: str) -> None:
    context = tuple(IncomingFact(source=f"s{n}", label=f"l{n}", value=value) for n in range(3))

    found = redacted(incoming("Hi"), context=context).context

    assert [(fact.source, fact.label) for fact in found] == [("s0", "l0"), ("s1", "l1"), ("s2", "l2")]
    assert {fact.value for fact in found} == {" ".join(value.split())}


def test_a_redactor_that_fails_lets_nothing_through() -> None:
    with pytest.raises(RedactionFailed):
        redact_request(SuggestionRequest(messages=(incoming("Hi"),)), FailingRedactor(), Vault())
