"""Names, addresses and postcodes in free text: the head over the packaged encoder's token vectors."""

from __future__ import annotations

import pytest

from copilot.bootstrap import Services
from copilot.errors import RedactionFailed
from copilot.privacy.redactor import PresidioRedactor
from copilot.privacy.vault import Vault
from copilot.settings import PrivacySettings


def redacted(services: Services, text: str, *asked: str) -> str:
    return str(services.redactor.redact(text, Vault(), frozenset(asked)).text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("this is jo, where is my parcel?", "this is <PERSON_1>, where is my parcel?"),
        ("hi, my name is Oluwaseun Adeyemi", "hi, my name is <PERSON_1>"),
        ("Łukasz Wiśniewski here", "<PERSON_1> here"),
        ("spoke to Aisha yesterday about LW-20483157", "spoke to <PERSON_1> yesterday about LW-20483157"),
        ("Thanks,\nMaria Kowalska", "Thanks,\n<PERSON_1>"),
        ("👋🏽 im Zoé, help", "👋🏽 im <PERSON_1>, help"),
        ("I live at 12 Baker Street, Leeds LS1 4DY", "I live at <STREET_ADDRESS_1>"),
        ("bitte liefern an Hauptstraße 5, 10827 Berlin", "bitte liefern an <STREET_ADDRESS_1>"),
    ],
)
def test_people_and_where_they_live_are_hidden(services: Services, text: str, expected: str) -> None:
    assert redacted(services, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "i'm furious, where is my parcel?",
        "my name is wrong on the account",
        "Alexa keeps dropping the wifi",
        "the Ted Baker coat from John Lewis arrived broken",
        "do you have a store in Leeds?",
        "order 204831572233 was delivered on 12 May",
        "error E45 on the Sweep R5",
        "May I change my address?",
        "mark it as paid, will it work?",
    ],
)
def test_what_only_looks_like_a_name_stays(services: Services, text: str) -> None:
    assert redacted(services, text) == text


def test_a_name_that_was_found_is_found_again_where_nothing_speaks_for_it(services: Services) -> None:
    vault = Vault()
    services.redactor.redact("My name is Maria Kowalska", vault)

    again = services.redactor.redact("kowalska, as i said", vault)

    assert again.text == "<PERSON_2>, as i said"


@pytest.mark.parametrize(
    ("asked", "expected"), [("PERSON", "<PERSON_1>"), ("ZIP_CODE", "<ZIP_CODE_1>"), ("ORDER_NUMBER", "90210")]
)
def test_a_question_says_what_an_answer_is(services: Services, asked: str, expected: str) -> None:
    assert redacted(services, "90210" if asked != "PERSON" else "Nkechi", asked) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dear Ms Okafor, I am Jo (12 Elm Road, York YO1 7HH) and my son Tom has card 4111 1111 1111 1111. Jo",
        "name;street;zip\nAna Lee;5 High St;90210\nBo Ek;7 Low St;10115",
        "Maria Kowalska, Maria Kowalska and maria",
    ],
)
def test_redacting_again_changes_nothing(services: Services, text: str) -> None:
    once = redacted(services, text)

    assert redacted(services, once) == once


def test_offsets_are_code_points_of_the_text_that_came_in(services: Services) -> None:
    text = "e\u0301\u200b 👨‍👩‍👧 im Zoe\u0301, call +44 20 7946 0958"

    entities = services.redactor.redact(text, Vault()).entities

    assert [text[one.start : one.end] for one in entities] == ["Zoe\u0301", "+44 20 7946 0958"]


def test_the_reading_is_that_of_the_redacted_words(services: Services) -> None:
    redaction = services.redactor.redact("hi im Maria Kowalska, where is my order", Vault())

    assert redaction.read is not None
    expected = services.retriever.read("hi im  , where is my order").vector
    assert redaction.read().vector == pytest.approx(expected)


class BrokenEncoder:
    """Raises with the text, as a library might."""

    def __init__(self, services: Services) -> None:
        self.manifest = services.retriever.manifest

    def read(self, text: str) -> None:
        raise RuntimeError(text)


def test_an_encoder_that_fails_closes_the_way(services: Services) -> None:
    redactor = PresidioRedactor(PrivacySettings(), BrokenEncoder(services))

    with pytest.raises(RedactionFailed) as raised:
        redactor.redact("im Maria", Vault())

    assert "Maria" not in str(raised.value)
