"""Redaction as a whole."""

from __future__ import annotations

import logging
import traceback

import pytest

from copilot.errors import ConfigError, RedactionFailed
from copilot.privacy.clues import Clues, clues_of
from copilot.privacy.findings import Finding
from copilot.privacy.redactor import PresidioRedactor
from copilot.privacy.sealing import seal
from copilot.privacy.vault import Vault
from copilot.settings import PrivacySettings
from copilot.types import RedactedText

SECRET = "4111 1111 1111 1111"


class FailingFinder:
    """Raises with the text in the message, as a careless library would."""

    def __init__(self, error: type[Exception]) -> None:
        self._error = error

    kinds = frozenset()

    def read(self, text: str, asked: frozenset[str]) -> Clues:
        return clues_of(text, 1.0, asked)

    def find(self, clues: Clues) -> list[Finding]:
        raise self._error(f"cannot read {clues.text}")


@pytest.mark.parametrize("error", [ValueError, TimeoutError, RecursionError, MemoryError, KeyError])
def test_fails_closed_without_the_text_when_a_detector_raises(error: type[Exception]) -> None:
    redactor = PresidioRedactor(PrivacySettings(), finder=FailingFinder(error))

    with pytest.raises(RedactionFailed) as raised:
        redactor.redact(f"my card is {SECRET}", Vault())

    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None
    assert SECRET not in "".join(traceback.format_exception(raised.value))


def test_fails_closed_when_a_pattern_of_presidio_takes_too_long() -> None:
    redactor = PresidioRedactor(PrivacySettings(regex_timeout_seconds=1e-9))

    with pytest.raises(RedactionFailed, match="TimeoutError"):
        redactor.redact("my card is 4111 1111 1111 1111, " * 500, Vault())


def test_keeps_the_vault_as_it_was_when_it_fails() -> None:
    vault = Vault()

    with pytest.raises(RedactionFailed):
        PresidioRedactor(PrivacySettings(), finder=FailingFinder(ValueError)).redact(SECRET, vault)

    assert len(vault) == 0


def test_replaces_everything_in_text_order(redactor: PresidioRedactor) -> None:
    text = f"I am jo@mail.com, card {SECRET}, again JO@mail.com"

    redaction = redactor.redact(text, Vault())

    assert redaction.text == "I am <EMAIL_ADDRESS_1>, card <CREDIT_CARD_1>, again <EMAIL_ADDRESS_1>"
    assert isinstance(redaction.text, RedactedText)
    assert [(entity.kind, text[entity.start : entity.end]) for entity in redaction.entities] == [
        ("EMAIL_ADDRESS", "jo@mail.com"),
        ("CREDIT_CARD", SECRET),
        ("EMAIL_ADDRESS", "JO@mail.com"),
    ]


@pytest.mark.parametrize(
    "before",
    [
        "👋🏽 hi ",
        "e\u0301te\u0301 ",
        "\x00\x07",
        "\u202emirror\u202c ",
        "\ud800",
        "\ud83d\ude00",
        "ﬁ ½ İ ß ",
        "١٢ ",
        "👨‍👩‍👧 ",
    ],
)
def test_offsets_are_code_points_of_the_text_that_came_in(redactor: PresidioRedactor, before: str) -> None:
    text = f"{before}my mail is jo@mail.com."

    (entity,) = redactor.redact(text, Vault()).entities

    assert text[entity.start : entity.end] == "jo@mail.com"


def test_invisible_characters_inside_a_value_go_with_it(redactor: PresidioRedactor) -> None:
    text = "card 4111\u200b 1111\u00ad 1111 1111\u200b!"

    redaction = redactor.redact(text, Vault())

    assert redaction.text == "card <CREDIT_CARD_1>!"


def test_a_redacted_text_comes_back_as_it_is(redactor: PresidioRedactor) -> None:
    vault = Vault()
    once = redactor.redact(f"card {SECRET}", vault).text

    again = redactor.redact(once, vault)

    assert again.text == once
    assert again.entities == ()


def test_plain_text_with_placeholders_is_left_alone_by_a_fresh_vault(redactor: PresidioRedactor) -> None:
    text = "my password is <PASSWORD_1>, card <CREDIT_CARD_2> <CARD_EXPIRY_1>"

    redaction = redactor.redact(text, Vault())

    assert redaction.text == text
    assert redaction.entities == ()


def test_a_typed_look_alike_never_brings_back_a_value(redactor: PresidioRedactor) -> None:
    vault = Vault()
    redactor.redact("I am jo@mail.com", vault)

    typed = redactor.redact("please send it to <EMAIL_ADDRESS_1> or <EMAIL_ADDRESS_2>", vault).text
    other = redactor.redact("or ana@mail.com", vault).text

    assert "jo@mail.com" not in vault.restore(typed)
    assert other == "or <EMAIL_ADDRESS_3>"


def test_a_value_around_a_look_alike_is_still_replaced(redactor: PresidioRedactor) -> None:
    assert redactor.redact("my password is hunter2<PIN_1>", Vault()).text == "my password is <PASSWORD_1><PIN_1>"


def test_continues_a_stored_conversation(redactor: PresidioRedactor) -> None:
    vault = Vault.continuing([seal("I am <EMAIL_ADDRESS_1>")])

    assert redactor.redact("and I am ana@mail.com", vault).text == "and I am <EMAIL_ADDRESS_2>"


def test_control_characters_become_spaces(redactor: PresidioRedactor) -> None:
    assert redactor.redact("a\x00b\x1bc", Vault()).text == "a b c"


def test_writes_nothing_to_any_log(redactor: PresidioRedactor, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        redactor.redact("IBAN GB29 NWBK 6016 1331 9268 18 and ZZ29 XXXX ____, card 4111", Vault())

    assert caplog.text == ""


def test_names_a_wrong_region_at_the_start() -> None:
    with pytest.raises(ConfigError, match=r"privacy\.phone_regions"):
        PresidioRedactor(PrivacySettings(phone_regions=("XX",)))


class EndlessFinder:
    """Finds the first letter that is left, however often it is asked."""

    kinds = frozenset({"LETTER"})

    def read(self, text: str, asked: frozenset[str]) -> Clues:
        return clues_of(text, 1.0, asked)

    def find(self, clues: Clues) -> list[Finding]:
        start = next((place for place, character in enumerate(clues.text) if character.isalpha()), None)
        return [] if start is None else [Finding("LETTER", start, start + 1, 1.0)]


def test_looks_again_when_values_are_gone_that_others_were_glued_to() -> None:
    redactor = PresidioRedactor(PrivacySettings(), finder=EndlessFinder())

    assert redactor.redact("a.b.c", Vault()).text == "<LETTER_1>.<LETTER_2>.<LETTER_3>"


def test_fails_closed_when_there_is_no_end_to_what_it_finds() -> None:
    with pytest.raises(RedactionFailed):
        PresidioRedactor(PrivacySettings(), finder=EndlessFinder()).redact("a.b.c.d.e.f.g.h", Vault())
