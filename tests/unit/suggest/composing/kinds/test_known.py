"""Facts of other systems in sentences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.encoding.reading import Matrix
from copilot.suggest.composing.kinds.known import MOST_FACTS, named, relevant, source_of, told
from copilot.suggest.request import ContextFact
from copilot.suggest.voice import Knowing
from tests.examples import a_fact
from tests.fakes import FakeEncoder

KNOWING = Knowing()
ORDER = (
    a_fact("order number", "LW-20418833"),
    a_fact("delivery_status", "in transit"),
    a_fact("expected delivery date", "7 January"),
    a_fact("payment method", "PayPal"),
    a_fact("loyalty points", "230", "crm"),
)
words = st.text(st.characters(categories=["Ll", "Lu", "Nd"], max_codepoint=0x24F), min_size=1, max_size=9)
phrases = st.lists(words, min_size=1, max_size=10).map(" ".join)


def embed(text: str) -> Matrix:
    return FakeEncoder().read(text).vector


def found(question: str, facts: tuple[ContextFact, ...] = ORDER) -> list[str]:
    return [fact.value for fact in relevant(facts, question, embed(question), embed)]


@pytest.mark.parametrize(
    ("label", "value", "source", "sentence"),
    [
        ("delivery_status", "in transit", "orders", "Your delivery status is in transit."),
        ("deliveryDate", "7 January", "orders", "Your delivery date is 7 January."),
        ("status", "paused", "subscriptions", "Your subscription status is paused."),
        ("Ends on", "5 May", "subscription", "Your subscription ends on 5 May."),
        ("in stock", "14 pieces", "warehouse", "In stock: 14 pieces."),
        ("note", "Delayed. We are sorry.", "orders", "Note: Delayed. We are sorry."),
        ("delivery status", "no", "orders", "Delivery status: no."),
        ("VAT number", "X 1", "crm", "Your VAT number is X 1."),
        ("delivery date", "one of the next two or three working days", "orders",
         "Delivery date: one of the next two or three working days."),
        ("is paid", "Really?", "orders", "Is paid: Really?"),
    ],
)  # fmt: skip
def test_a_fact_is_told_as_a_sentence_where_its_label_is_one(
    label: str, value: str, source: str, sentence: str
) -> None:
    assert told(a_fact(label, value, source), KNOWING) == sentence


@given(phrases, phrases, phrases)
def test_what_is_told_always_has_the_value_and_the_label(label: str, value: str, source: str) -> None:
    said = told(a_fact(label, value, source), KNOWING)

    assert value in said
    assert label.casefold().replace(" ", "") in said.casefold().replace(" ", "")
    assert said == told(a_fact(label, value, source), KNOWING)
    assert said.endswith(".")


@given(st.sampled_from(["{value}", "{label}", "{Label}", "{name}", "{0}"]), st.sampled_from(["status", "note"]))
def test_a_value_that_looks_like_a_slot_stays_what_it_is(value: str, label: str) -> None:
    assert told(a_fact(label, value), KNOWING).count(value) == 1


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("what is the delivery status", ["in transit"]),
        ("expected delivery date?", ["7 January", "in transit"]),
        ("how many loyalty points do I have", ["230"]),
        ("does the lamp work in the rain", []),
        ("", []),
    ],
)
def test_facts_are_those_that_the_question_is_about_best_first(question: str, values: list[str]) -> None:
    assert found(question) == values


@pytest.mark.parametrize(("question", "is_told"), [("which order number is it", True), ("where is my order", False)])
def test_a_number_that_says_which_case_it_is_is_told_only_to_who_asks_for_it(question: str, *, is_told: bool) -> None:
    assert ("LW-20418833" in found(question)) is is_told


@pytest.mark.parametrize("value", ["<PIN_1>", "<CREDIT_CARD_1>", "it is <PASSWORD_1>", "20418833"])
def test_a_secret_or_a_bare_number_answers_nothing(value: str) -> None:
    assert found("what about my balance", (a_fact("balance", value),)) == []


def test_what_is_personal_but_no_secret_is_told() -> None:
    assert found("which delivery address do you have", (a_fact("delivery address", "<ADDRESS_1>"),)) == ["<ADDRESS_1>"]


def test_no_more_than_a_few_facts_are_told() -> None:
    facts = tuple(a_fact("delivery date", f"{day} May") for day in range(1, 9))

    assert found("delivery date", facts) == ["1 May", "2 May", "3 May"]
    assert MOST_FACTS == 3


def test_without_facts_there_is_nothing_to_tell() -> None:
    assert relevant((), "where is my order", np.ones(256, dtype=np.float32), embed) == ()


def test_a_fact_is_named_by_its_system_and_label() -> None:
    fact = a_fact("delivery_status", "lost", "orders")

    assert named(fact) == "order delivery status"
    assert source_of(fact) == "orders: delivery_status"
