"""What every `Redactor` does."""

from __future__ import annotations

import pytest

from copilot.privacy.known import known
from copilot.privacy.redactor import PresidioRedactor, Redactor
from copilot.privacy.vault import Vault
from copilot.settings import PrivacySettings
from copilot.types import RedactedText
from tests.fakes import FakeRedactor, sealed

MAIL, CARD = "ana@example.org", "4111111111111111"
TEXT = f"Write to {MAIL}, my card {CARD} was charged. Again: {MAIL} 😀"


@pytest.fixture(scope="module", params=["presidio", "fake"])
def redactor(request: pytest.FixtureRequest) -> Redactor:
    return FakeRedactor() if request.param == "fake" else PresidioRedactor(PrivacySettings(regex_timeout_seconds=5.0))


def test_values_are_replaced_and_kept_in_the_vault_alone(redactor: Redactor) -> None:
    vault = Vault()

    redaction = redactor.redact(TEXT, vault)

    assert isinstance(redaction.text, RedactedText)
    assert MAIL not in redaction.text
    assert CARD not in redaction.text
    assert sorted(value for _, value in vault.values()) == [CARD, MAIL]


def test_entities_say_what_was_replaced_and_where_it_stood(redactor: Redactor) -> None:
    entities = redactor.redact(TEXT, Vault()).entities

    assert [TEXT[entity.start : entity.end] for entity in entities] == [MAIL, CARD, MAIL]
    assert [entity.kind for entity in entities] == ["EMAIL_ADDRESS", "CREDIT_CARD", "EMAIL_ADDRESS"]
    assert entities[0].placeholder == entities[2].placeholder


def test_the_vault_restores_what_was_written(redactor: Redactor) -> None:
    vault = Vault()

    assert vault.restore(redactor.redact(TEXT, vault).text) == TEXT


def test_a_value_keeps_its_placeholder_in_later_messages(redactor: Redactor) -> None:
    vault = Vault()

    first, later = (redactor.redact(text, vault) for text in (TEXT, f"Still {MAIL}"))

    assert later.entities[0].placeholder == first.entities[0].placeholder


def test_the_same_text_with_a_fresh_vault_gives_the_same_redaction(redactor: Redactor) -> None:
    assert redactor.redact(TEXT, Vault()) == redactor.redact(TEXT, Vault())


@pytest.mark.parametrize("text", ["", "Where is my parcel?", "tab\tand\nnewline", "שלום 😀"])
def test_a_text_without_personal_data_stays_as_it_is(redactor: Redactor, text: str) -> None:
    redaction = redactor.redact(text, Vault())

    assert (redaction.text, redaction.entities) == (text, ())


def test_control_characters_become_spaces(redactor: Redactor) -> None:
    assert redactor.redact("a\x00b\ud800", Vault()).text == "a b\ufffd"


def test_redacted_text_comes_back_as_it_is(redactor: Redactor) -> None:
    redacted = sealed(f"<EMAIL_ADDRESS_1> and {MAIL}")

    redaction = redactor.redact(redacted, Vault())

    assert isinstance(redaction.text, RedactedText)
    assert redaction.text == redacted
    assert redaction.entities == ()


def test_redacting_again_changes_nothing(redactor: Redactor) -> None:
    once = str(redactor.redact(TEXT, Vault()).text)

    again = redactor.redact(once, Vault())

    assert (again.text, again.entities) == (once, ())


def test_a_look_alike_never_becomes_a_value(redactor: Redactor) -> None:
    vault = Vault()
    redactor.redact(TEXT, vault)

    typed = redactor.redact("I typed <EMAIL_ADDRESS_1> myself", vault).text

    assert MAIL not in vault.restore(typed)


def test_a_name_that_is_known_is_replaced_wherever_it_stands(redactor: Redactor) -> None:
    vault = Vault()
    placeholder = known(vault, "PERSON", "Ottilie Krantz")

    assert redactor.redact("Ottilie Krantz here", vault).text == f"{placeholder} here"
