"""What holds for every text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copilot.privacy.placeholders import PLACEHOLDER
from copilot.privacy.redactor import PresidioRedactor
from copilot.privacy.vault import Vault
from copilot.settings import PrivacySettings
from copilot.text import printable

PERSONAL = """
jo@mail.com|Ana.B@shop.co.uk|4111 1111 1111 1111|5555-5555-5555-4444|+44 20 7946 0958|(415) 555-0132|192.0.2.7
GB29 NWBK 6016 1331 9268 19|00:1A:2B:3C:4D:5E|AB 12 34 56 C|219-09-9999|12345678Z|sk-abcdefghijklmnopqrstuvwx1234
"""
AROUND = """
my card is password hunter2 pin 4821 code 482913 cvv 123 exp expires 12/26 born 12/05/1985 account 55779911 order number
tracking error passport ssn LW-20483157 20483157 call phone me at dot com @ < > . , - ( 0 1 <PERSON_1> <EMAIL_ADDRESS_1>
<CREDIT_CARD_2> é e\u0301 👋🏽 ٤ İ \ud800
"""
VALUES = tuple(PERSONAL.strip().replace("\n", "|").split("|"))
WORDS = (*AROUND.split(), "\u200b", "\n", "\0")
SEPARATORS = st.sampled_from([" ", " ", " ", "", ", ", "\n", "-", "."])
MESSAGES = st.lists(st.tuples(st.sampled_from(VALUES + WORDS) | st.text(max_size=8), SEPARATORS), max_size=14).map(
    lambda pairs: "".join(word + separator for word, separator in pairs)
)
EVERY_TEXT = MESSAGES | st.text(max_size=200)

often = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def redactor() -> PresidioRedactor:
    return PresidioRedactor(PrivacySettings(regex_timeout_seconds=5.0))


@often
@given(text=EVERY_TEXT)
def test_restoring_gives_the_values_back_in_place(redactor: PresidioRedactor, text: str) -> None:
    vault = Vault()

    restored = vault.restore(redactor.redact(text, vault).text)

    assert as_first_written(restored) == as_first_written(printable(text))


def as_first_written(text: str) -> str:
    """Values that are written in two ways come back as they were written first, so writing is left out of account."""
    return "".join(filter(str.isalnum, text.casefold()))


@often
@given(text=EVERY_TEXT)
def test_entities_say_exactly_what_was_replaced(redactor: PresidioRedactor, text: str) -> None:
    redaction = redactor.redact(text, Vault())

    pieces, done = [], 0
    for entity in redaction.entities:
        assert done <= entity.start < entity.end <= len(text)
        pieces += [printable(text)[done : entity.start], entity.placeholder]
        done = entity.end
    assert "".join([*pieces, printable(text)[done:]]) == redaction.text


@often
@given(text=EVERY_TEXT)
def test_redacting_again_changes_nothing(redactor: PresidioRedactor, text: str) -> None:
    vault = Vault()
    once = redactor.redact(text, vault).text

    assert redactor.redact(once, vault).text == once
    assert redactor.redact(str(once), Vault()).text == once


@often
@given(value=st.sampled_from(VALUES), before=EVERY_TEXT, after=EVERY_TEXT)
def test_a_value_between_spaces_never_stays(redactor: PresidioRedactor, value: str, before: str, after: str) -> None:
    text = f"{before.rstrip('+-')} \n{value}\n {after}"

    redaction = redactor.redact(text, Vault())

    assert value not in redaction.text.replace(before, "", 1) or value in before + after


@often
@given(first=EVERY_TEXT, second=EVERY_TEXT)
def test_what_somebody_types_never_becomes_a_value_of_another_message(
    redactor: PresidioRedactor, first: str, second: str
) -> None:
    vault = Vault()
    redactor.redact(first, vault)
    given_before = {name for name in PLACEHOLDER.findall(second) if vault.holds(name)}

    redacted = redactor.redact(second, vault)

    replaced = {entity.placeholder for entity in redacted.entities}
    assert not (given_before - replaced) & set(PLACEHOLDER.findall(redacted.text))


@often
@given(text=EVERY_TEXT)
def test_the_same_text_gives_the_same_redaction(redactor: PresidioRedactor, text: str) -> None:
    assert redactor.redact(text, Vault()) == redactor.redact(text, Vault())
