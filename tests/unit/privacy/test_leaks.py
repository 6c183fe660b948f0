"""The last look at text that we composed."""

from __future__ import annotations

import pytest

from copilot.errors import RedactionFailed
from copilot.privacy.leaks import sealed
from copilot.privacy.vault import Vault
from copilot.types import RedactedText


def a_vault(kind: str, value: str) -> Vault:
    vault = Vault()
    vault.placeholder(kind, value)
    return vault


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("CREDIT_CARD", "4111 1111 1111 1111", "Your card 4111-1111-1111-1111 was charged."),
        ("CREDIT_CARD", "4111111111111111", "4111 1111\n1111 1111"),
        ("CREDIT_CARD", "4111111111111111", "４１１１１１１１１１１１１１１１"),
        ("EMAIL_ADDRESS", "Jo@mail.com", "We wrote to jo@MAIL.com."),
        ("PHONE_NUMBER", "07700 900123", "We will call (07700)900123."),
        ("PIN", "4821", "Your PIN 4821"),
        ("PASSWORD", "hunter2", "Is hunter2 right?"),
        ("PERSON", "Ana Kowalska", "Dear ANA  KOWALSKA,"),
        ("PERSON", "Kowalska", "Dear Ms Kowalska"),
        ("UK_NINO", "AB 12 34 56 C", "ab123456c"),
        ("DATE_OF_BIRTH", "12/05/1985", "born 12.05.1985"),
        ("IP_ADDRESS", "81.2.69.142", "from 81.2.69.142"),
    ],
)
def test_refuses_a_text_with_a_value_and_does_not_say_which(kind: str, value: str, text: str) -> None:
    with pytest.raises(RedactionFailed) as raised:
        sealed(text, a_vault(kind, value))

    assert value not in str(raised.value)
    assert text not in str(raised.value)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("EMAIL_ADDRESS", "jo@mail.com", "Write to help@lumen.example or call 0800 100 200."),
        ("PIN", "4821", "Order 48210"),
        ("CVV", "123", "Press 123"),
        ("PERSON", "Will", "We will call."),
        ("PERSON", "Ana", "Analyse Ana"),
        ("PASSWORD", "welcome", "You are welcome"),
        ("IP_ADDRESS", "192.168.1.1", "Open 192.168.1.1 in a browser."),
        ("PERSON", "Kowalska", "Kowalskas"),
        ("CREDIT_CARD", "4111 1111 1111 1111", "Your card <CREDIT_CARD_1>"),
    ],
)
def test_seals_what_holds_no_value(kind: str, value: str, text: str) -> None:
    done = sealed(text, a_vault(kind, value))

    assert done == text
    assert isinstance(done, RedactedText)


def test_what_a_public_text_holds_may_stand() -> None:
    vault = a_vault("EMAIL_ADDRESS", "help@lumen.example")
    text = "Write to help@lumen.example."

    assert sealed(text, vault, public=["Our address is help@lumen.example"]) == text


def test_a_public_text_excuses_only_what_it_holds() -> None:
    vault = a_vault("EMAIL_ADDRESS", "help@lumen.example")
    vault.placeholder("CREDIT_CARD", "4111111111111111")

    with pytest.raises(RedactionFailed):
        sealed("help@lumen.example 4111111111111111", vault, public=["help@lumen.example"])


def test_seals_anything_for_an_empty_vault() -> None:
    assert sealed("jo@mail.com", Vault()) == "jo@mail.com"
