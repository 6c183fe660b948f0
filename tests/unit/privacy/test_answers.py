"""Bare answers to what the other side has just asked for, with all recognisers together."""

from __future__ import annotations

import pytest

from copilot.privacy.redactor import PresidioRedactor
from copilot.privacy.vault import Vault


def pieces(redactor: PresidioRedactor, text: str, *asked: str) -> list[tuple[str, str]]:
    redaction = redactor.redact(text, Vault(), frozenset(asked))
    return [(entity.kind, text[entity.start : entity.end]) for entity in redaction.entities]


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("CVV", "123", "123"),
        ("CVV", "its 123 thanks", "123"),
        ("CVV", "oh ok, one two three", "one two three"),
        ("CARD_EXPIRY", "12/26", "12/26"),
        ("CARD_EXPIRY", "december 26", "december 26"),
        ("CARD_EXPIRY", "1226", "1226"),
        ("CREDIT_CARD", "4111 1111 1111 1112", "4111 1111 1111 1112"),
        ("DATE_OF_BIRTH", "12 march 1985", "12 march 1985"),
        ("DATE_OF_BIRTH", "12031985", "12031985"),
        ("DATE_OF_BIRTH", "3.5.85", "3.5.85"),
        ("ONE_TIME_CODE", "482 913", "482 913"),
        ("ONE_TIME_CODE", "it says 4829", "4829"),
        ("ONE_TIME_CODE", "yes 8841 2207", "8841 2207"),
        ("ONE_TIME_CODE", "3JK8-QWZ2", "3JK8-QWZ2"),
        ("API_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        ("PIN", "4821", "4821"),
        ("PHONE_NUMBER", "555 1234 567", "555 1234 567"),
        ("EMAIL_ADDRESS", "jo at mail dot com", "jo at mail dot com"),
        ("EMAIL_ADDRESS", "jo at gmail", "jo at gmail"),
        ("PASSPORT", "C01X00T47", "C01X00T47"),
        ("NATIONAL_ID", "sure 123456789", "123456789"),
        ("ZIP_CODE", "90210", "90210"),
        ("ZIP_CODE", "ls1 4ab", "ls1 4ab"),
        ("ZIP_CODE", "its 1012ab", "1012ab"),
        ("SORT_CODE", "200000", "200000"),
        ("BANK_ACCOUNT", "55779911", "55779911"),
        ("PASSWORD", "sure, its hunter2", "hunter2"),
        ("PASSWORD", "Sunshine", "Sunshine"),
        ("PASSWORD", "correct horse battery staple", "correct horse battery staple"),
        ("PASSWORD", "i already told you: Blue42!", "Blue42!"),
        ("USER_NAME", "its jsmith", "jsmith"),
    ],
)
def test_takes_a_bare_answer_for_what_was_asked(redactor: PresidioRedactor, asked: str, text: str, value: str) -> None:
    assert pieces(redactor, text, asked) == [(asked, value)]


@pytest.mark.parametrize(
    ("asked", "text", "kind"),
    [
        ("NATIONAL_ID", "312345678909", "IN_AADHAAR"),
        ("NATIONAL_ID", "0032698674", "UK_NHS"),
        ("ABA_ROUTING_NUMBER", "121000358", "ABA_ROUTING_NUMBER"),
        ("DRIVER_LICENSE", "MORGA657054SM9IJ", "UK_DRIVING_LICENCE"),
        ("ORDER_NUMBER", "4111 1111 1111 1111", "CREDIT_CARD"),
    ],
)
def test_names_a_checked_number_by_what_it_is(redactor: PresidioRedactor, asked: str, text: str, kind: str) -> None:
    assert pieces(redactor, text, asked) == [(kind, text)]


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("ORDER_NUMBER", "121000358"),
        ("ORDER_NUMBER", "312345678909"),
        ("ORDER_NUMBER", "AB123456C"),
        ("ORDER_NUMBER", "07911 123456"),
        ("ORDER_NUMBER", "44051401359"),
        ("CREDIT_CARD", "ending 4242"),
        ("CVV", "it failed 5 times already, 200 pounds are gone"),
        ("PHONE_NUMBER", "order 12345678"),
        ("PASSPORT", "i already told you, 3 times!"),
        ("EMAIL_ADDRESS", "I dont have one"),
        ("API_KEY", "the one from https://docs.example.com/keys1 i think"),
        ("ONE_TIME_CODE", "no, it never came, order 20483157"),
        ("ONE_TIME_CODE", "not yet, been 20 minutes"),
        ("PASSWORD", "no"),
        ("PASSWORD", "why do you need it?"),
        ("PASSWORD", "i dont remember it"),
        ("PASSWORD", "one moment please"),
        ("PASSWORD", "   "),
    ],
)
def test_leaves_what_is_no_answer(redactor: PresidioRedactor, asked: str, text: str) -> None:
    assert pieces(redactor, text, asked) == []


def test_tells_two_answers_apart(redactor: PresidioRedactor) -> None:
    found = pieces(redactor, "12/26 and 123", "CVV", "CARD_EXPIRY")

    assert found == [("CARD_EXPIRY", "12/26"), ("CVV", "123")]


def test_a_postcode_that_was_asked_for_beside_an_order_number_is_found(redactor: PresidioRedactor) -> None:
    found = pieces(redactor, "06092064573678, EC2R 7ZZ", "ORDER_NUMBER", "ZIP_CODE")

    assert found == [("ZIP_CODE", "EC2R 7ZZ")]
