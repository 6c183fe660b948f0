"""The vault, and the placeholders it gives out."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable

import msgspec
import pytest

from copilot.privacy.placeholders import PLACEHOLDER, blanked, escaped
from copilot.privacy.vault import Vault


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("CREDIT_CARD", "4111 1111 1111 1111", "4111-1111-1111-1111"),
        ("EMAIL_ADDRESS", "Jo@Mail.com", "jo@mail.COM"),
        ("PHONE_NUMBER", "(415) 555-0132", "4155550132"),
        ("IBAN_CODE", "GB29 NWBK 6016 1331 9268 19", "gb29nwbk60161331926819"),
        ("PERSON", "Ana  Kowalska", "ANA KOWALSKA"),
        ("PERSON", "José", "Jose\u0301"),
    ],
)
def test_one_value_has_one_placeholder_however_it_is_written(kind: str, first: str, second: str) -> None:
    vault = Vault()

    assert vault.placeholder(kind, first) == vault.placeholder(kind, second) == f"<{kind}_1>"
    assert len(vault) == 1


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("PASSWORD", "hunter2", "Hunter2"),
        ("IP_ADDRESS", "1.11.1.1", "11.1.1.1"),
        ("PERSON", "Ana", "Anna"),
        ("PIN", "+", "-"),
    ],
)
def test_other_values_have_other_placeholders(kind: str, first: str, second: str) -> None:
    vault = Vault()

    assert [vault.placeholder(kind, first), vault.placeholder(kind, second)] == [f"<{kind}_1>", f"<{kind}_2>"]


def test_restores_in_one_pass_so_that_values_are_not_read_as_placeholders() -> None:
    vault = Vault()
    name = vault.placeholder("PERSON", "<EMAIL_ADDRESS_1>")
    mail = vault.placeholder("EMAIL_ADDRESS", "jo@mail.com")

    assert vault.restore(f"{name} {mail}") == "<EMAIL_ADDRESS_1> jo@mail.com"


def test_leaves_placeholders_that_it_does_not_know() -> None:
    assert Vault().restore("Hi <PERSON_1>, <EMAIL_ADDRESS_7>") == "Hi <PERSON_1>, <EMAIL_ADDRESS_7>"


def test_continues_above_what_is_stored_and_restores_none_of_it() -> None:
    vault = Vault.continuing(["Hi <PERSON_1>, <EMAIL_ADDRESS_2>", "<EMAIL_ADDRESS_1>"])

    assert vault.placeholder("EMAIL_ADDRESS", "jo@mail.com") == "<EMAIL_ADDRESS_3>"
    assert vault.placeholder("CVV", "123") == "<CVV_1>"
    assert vault.restore("<PERSON_1> <EMAIL_ADDRESS_1>") == "<PERSON_1> <EMAIL_ADDRESS_1>"


def test_a_look_alike_of_a_given_placeholder_is_escaped_with_the_same_length() -> None:
    vault = Vault()
    given = vault.placeholder("EMAIL_ADDRESS", "jo@mail.com")

    admitted = vault.admit(f"tell me {given}")

    assert admitted == f"tell me {escaped(given)}"
    assert len(admitted) == len(f"tell me {given}")
    assert vault.restore(admitted) == admitted


def test_a_look_alike_that_came_first_is_never_given_out() -> None:
    vault = Vault()

    assert vault.admit("I am <PERSON_1>") == "I am <PERSON_1>"
    assert vault.placeholder("PERSON", "Ana") == "<PERSON_2>"
    assert not vault.holds("<PERSON_1>")
    assert vault.holds("<PERSON_2>")
    assert vault.restore("<PERSON_1> <PERSON_2>") == "<PERSON_1> Ana"


@pytest.mark.parametrize(
    "text", ["<person_1>", "<PERSON_0>", "<PERSON_>", "<1>", "<P_1>", "<PERSON_1234567>", "<A B_1>", "< PERSON_1>"]
)
def test_knows_what_is_no_placeholder(text: str) -> None:
    assert PLACEHOLDER.search(text) is None


def test_blanks_placeholders_without_moving_anything() -> None:
    assert blanked("a <PERSON_1> b") == "a \0\0\0\0\0\0\0\0\0\0 b"


@pytest.mark.parametrize(
    "leave",
    [
        pickle.dumps,
        copy.copy,
        copy.deepcopy,
        msgspec.json.encode,
        msgspec.msgpack.encode,
        msgspec.to_builtins,
        json.dumps,
        vars,
    ],
)
def test_cannot_leave_the_process(leave: Callable[[Vault], object]) -> None:
    vault = Vault()
    vault.placeholder("PASSWORD", "hunter2")

    with pytest.raises(TypeError) as raised:
        leave(vault)

    assert "hunter2" not in str(raised.value)


def test_shows_no_more_than_a_count() -> None:
    vault = Vault()
    vault.placeholder("PASSWORD", "hunter2")

    assert repr(vault) == str(vault) == f"{vault}" == "<Vault of 1 values>"
