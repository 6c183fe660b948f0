"""Values that are known beforehand."""

from __future__ import annotations

import pytest

from copilot.privacy.known import known
from copilot.privacy.redactor import PresidioRedactor
from copilot.privacy.vault import Vault


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Ana Kowalska", "this is ana kowalska", "this is <PERSON_1>"),
        ("Ana Kowalska", "Ana here", "<PERSON_2> here"),
        ("Ana Kowalska", "ANA KOWALSKA!", "<PERSON_1>!"),
        ("Ana Kowalska", "Ana  Kowalska and Ana-Kowalska", "<PERSON_1> and <PERSON_2>"),
        ("José", "jose, JOSÉ, Jose\u0301", "<PERSON_1>, <PERSON_1>, <PERSON_1>"),
        ("Will Smith", "will you help? Will", "will you help? <PERSON_2>"),
        ("Dr. Max van Berg", "dr van berg", "dr van <PERSON_2>"),
        ("Ana", "banana Anastasia", "banana Anastasia"),
        ("Ana", "ana@mail.com", "<EMAIL_ADDRESS_1>"),
        ("X", "X and x", "X and x"),
        ("Customer", "the customer", "the customer"),
        ("Ana\x00Kowalska", "Ana Kowalska", "<PERSON_1>"),
    ],
)
def test_finds_a_known_name_wherever_it_stands_as_a_word(
    redactor: PresidioRedactor, name: str, text: str, expected: str
) -> None:
    vault = Vault()

    placeholder = known(vault, "PERSON", name)

    assert placeholder == "<PERSON_1>"
    assert redactor.redact(text, vault).text == expected


def test_only_names_are_looked_for_in_pieces(redactor: PresidioRedactor) -> None:
    vault = Vault()
    known(vault, "STREET_ADDRESS", "12 Elm Road")

    assert redactor.redact("Elm Road? 12 elm road!", vault).text == "Elm Road? <STREET_ADDRESS_1>!"


def test_a_long_text_given_as_a_name_is_not_taken_to_pieces(redactor: PresidioRedactor) -> None:
    vault = Vault()
    known(vault, "PERSON", "please call back about the broken kettle")

    assert redactor.redact("the broken kettle", vault).text == "the broken kettle"
