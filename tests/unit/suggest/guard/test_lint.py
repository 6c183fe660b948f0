"""A text that an operator is about to send: may it go, and if not, why."""

from __future__ import annotations

import pytest

from copilot.privacy.vault import Vault
from copilot.suggest.brand import Brand, SecurePayment
from copilot.suggest.guard.lint import Lint, Linter
from tests.fakes import FakeRedactor

CARD = "4111111111111111"


def lint(text: str, conversation: Vault | None = None, brand: Brand | None = None) -> Lint:
    return Linter(redactor=FakeRedactor(), brand=brand or Brand()).lint(text, conversation)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("What is your card number?", "asks_for_card_number"),
        ("And the CVV?", "asks_for_security_code"),
        ("Please send me your password.", "asks_for_password"),
        ("Could you tell me your PIN?", "asks_for_pin"),
        ("Please read me the code we just texted you.", "asks_for_one_time_code"),
        ("Your full SSN please", "asks_for_identity_number"),
        ("Could I have your passport number?", "asks_for_identity_number"),
        ("Could you paste your API key here?", "asks_for_api_key"),
        (f"You paid with {CARD}.", "contains_card_number"),
    ],
)
def test_what_must_not_be_sent_is_blocked_by_a_rule(text: str, rule: str) -> None:
    found = lint(text)

    assert found.verdict == "block"
    assert {one.rule for one in found.findings} == {rule}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Could I have your IBAN?", "asks_for_bank_account"),
        ("When does the card expire?", "asks_for_card_expiry"),
    ],
)
def test_what_had_better_not_be_asked_is_warned_of(text: str, rule: str) -> None:
    found = lint(text)

    assert (found.verdict, [one.rule for one in found.findings]) == ("warn", [rule])


@pytest.mark.parametrize(
    "text",
    [
        "Could I have your name, postcode, e-mail address and order number?",
        "Never send us your password.",
        "What are the last four digits of the card?",
        "Please enter your card number at checkout.",
        "",
    ],
)
def test_anything_else_may_go(text: str) -> None:
    assert lint(text) == Lint(verdict="ok")


def test_findings_stand_in_text_order_and_the_worst_decides() -> None:
    text = "Please send me your IBAN and your PIN."

    found = lint(text)

    assert found.verdict == "block"
    assert [text[one.start : one.end] for one in found.findings] == ["IBAN", "PIN"]


def test_messages_name_the_brands_secure_way_and_never_quote_the_text() -> None:
    brand = Brand(secure_payment=SecurePayment(url="https://pay.example"))

    (named,) = lint("Zanzibar! Your card number?", brand=brand).findings
    (unnamed,) = lint("Zanzibar! Your card number?").findings

    assert "https://pay.example" in named.message
    assert "your secure payment form" in unnamed.message
    assert "Zanzibar" not in named.message + unnamed.message


def test_a_code_that_the_customer_wrote_in_the_conversation_is_not_told_again() -> None:
    conversation = Vault()
    conversation.placeholder("CVV", "731")

    found = lint("So it was 731?", conversation)

    assert (found.verdict, [one.rule for one in found.findings]) == ("block", ["contains_secret"])
    assert lint("So it was 731?").verdict == "ok"


def test_a_card_that_both_know_is_found_once() -> None:
    conversation = Vault()
    conversation.placeholder("CREDIT_CARD", CARD)

    assert len(lint(f"You paid with {CARD}.", conversation).findings) == 1


def test_the_vault_of_the_conversation_is_not_written() -> None:
    conversation = Vault()

    lint(f"{CARD} and jo@mail.example", conversation)

    assert len(conversation) == 0
