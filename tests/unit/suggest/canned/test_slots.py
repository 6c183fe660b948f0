"""Slots of canned replies."""

from __future__ import annotations

import pytest

from copilot.suggest.canned.slots import fill, slot_name, slot_values
from copilot.suggest.request import ContextFact
from tests.examples import a_conversation, a_customer
from tests.fakes import sealed


def a_fact(label: str, value: str, source: str = "shop") -> ContextFact:
    return ContextFact(source=source, label=sealed(label), value=sealed(value))


@pytest.mark.parametrize(
    "label", ["delivery status", "Delivery Status", "delivery_status", "delivery-status", " DELIVERY  STATUS "]
)
def test_a_fact_fills_the_slot_of_its_label_however_that_is_written(label: str) -> None:
    values = slot_values(a_conversation("hi", context=(a_fact(label, "at the depot"),)))

    assert values["delivery_status"] == "at the depot"
    assert values["shop_delivery_status"] == "at the depot"


def test_two_systems_that_say_different_things_fill_only_their_own_slots() -> None:
    facts = (a_fact("status", "shipped"), a_fact("status", "lost", source="carrier"))

    values = slot_values(a_conversation("hi", context=facts))

    assert "status" not in values
    assert (values["shop_status"], values["carrier_status"]) == ("shipped", "lost")


def test_two_systems_that_say_the_same_fill_the_slot() -> None:
    facts = (a_fact("status", "shipped"), a_fact("status", "shipped", source="carrier"))

    assert slot_values(a_conversation("hi", context=facts))["status"] == "shipped"


def test_a_fact_against_what_the_customer_says_fills_nothing() -> None:
    conversation = a_conversation("my order LK-1234567", context=(a_fact("order number", "LK-7654321"),))

    assert "order_number" not in slot_values(conversation)


@pytest.mark.parametrize("value", ["<CREDIT_CARD_1>", "ends with <CVV_1>", "<PASSWORD_1>", "  "])
def test_a_fact_without_a_value_that_may_be_told_fills_nothing(value: str) -> None:
    assert slot_values(a_conversation("hi", context=(a_fact("card", value),))) == {}


@pytest.mark.parametrize(
    ("said", "slot", "value"),
    [
        ("write to <EMAIL_ADDRESS_1>", "email", "<EMAIL_ADDRESS_1>"),
        ("call <PHONE_NUMBER_1> or <PHONE_NUMBER_1>", "phone", "<PHONE_NUMBER_1>"),
        ("my postcode is <ZIP_CODE_2>", "postcode", "<ZIP_CODE_2>"),
        ("order LK-1234567 please", "order_number", "LK-1234567"),
        ("serial number: lw7-0042-9911", "serial_number", "LW7-0042-9911"),
        ("the S/N is AB12CD34", "serial_number", "AB12CD34"),
    ],
)
def test_what_the_customer_says_once_fills_a_slot(said: str, slot: str, value: str) -> None:
    assert slot_values(a_conversation(said))[slot] == value


@pytest.mark.parametrize(
    ("said", "slot"),
    [
        ("<EMAIL_ADDRESS_1> or <EMAIL_ADDRESS_2>", "email"),
        ("<PHONE_NUMBER_1>, at work <PHONE_NUMBER_2>", "phone"),
        ("LK-1234567 and LK-7654321", "order_number"),
        ("where is the serial number printed", "serial_number"),
    ],
)
def test_what_is_not_certain_fills_nothing(said: str, slot: str) -> None:
    assert slot not in slot_values(a_conversation(said))


def test_an_operators_address_is_not_the_customers() -> None:
    assert "email" not in slot_values(a_conversation("hi", ("operator", "write to <EMAIL_ADDRESS_1>")))


def test_the_customers_name_is_a_placeholder() -> None:
    assert slot_values(a_conversation("hi", customer=a_customer())) == {"customer_name": "<PERSON_1>"}


def test_what_is_missing_is_named_once_in_text_order() -> None:
    filled = fill("{{b}} and {{ a }}, {{b}}, {{c}}", {"a": "A"})

    assert filled.text == "{{b}} and A, {{b}}, {{c}}"
    assert filled.missing == ("b", "c")


def test_a_value_that_looks_like_a_slot_is_not_filled_again() -> None:
    assert fill("{{a}}", {"a": "{{b}}", "b": "B"}).text == "{{b}}"


@pytest.mark.parametrize(("label", "name"), [("", ""), ("—", ""), ("Size (cm)", "size_cm"), ("a__b", "a_b")])
def test_slot_names(label: str, name: str) -> None:
    assert slot_name(label) == name
