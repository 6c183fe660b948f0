"""What later turns made of facts, and what is still owed."""

from __future__ import annotations

import pytest

from copilot.suggest.paraphrase.facts import Fact
from copilot.suggest.paraphrase.restatement import restate
from copilot.types import Author
from tests.examples import a_message


def facts(*said: tuple[Author, str]) -> tuple[Fact, ...]:
    messages = [a_message(text, author, number) for number, (author, text) in enumerate(said, start=1)]
    found = restate(messages)
    assert found is not None
    return found.facts


def texts(found: tuple[Fact, ...], status: str) -> list[str]:
    return [fact.text for fact in found if fact.status == status]


@pytest.mark.parametrize("yes", ["yes exactly", "Correct.", "that's right", "it is", "yep, and it's urgent", "bingo"])
def test_a_fact_that_was_said_back_and_agreed_to_is_confirmed(yes: str) -> None:
    found = facts(
        ("customer", "my parcel LW-7 is late"),
        ("operator", "So parcel LW-7 is late, is that right?"),
        ("customer", yes),
    )

    assert texts(found, "confirmed") == ["your parcel LW-7 is late"]


def test_a_fact_that_was_not_said_back_stays_as_it_was() -> None:
    found = facts(
        ("customer", "my parcel LW-7 is late"), ("operator", "Shall I call the courier?"), ("customer", "yes please")
    )

    assert texts(found, "confirmed") == []


@pytest.mark.parametrize("no", ["no, the blue one", "Nope, blue.", "not the red one, the blue one"])
def test_what_an_operator_got_wrong_is_denied_and_not_said(no: str) -> None:
    messages = [
        a_message("my bike was stolen", "customer", 1),
        a_message("So your red bike was stolen. Is that right?", "operator", 2),
        a_message(no, "customer", 3),
    ]

    found = restate(messages)

    assert found is not None
    assert texts(found.facts, "denied") == ["your red bike was stolen"]
    assert "you" in " ".join(found.sentences).lower()
    assert "red" not in " ".join(found.sentences) or "not the red" in " ".join(found.sentences)


def test_a_customer_takes_a_number_back() -> None:
    found = facts(("customer", "I ordered it on the 14th"), ("customer", "sorry, my mistake, I ordered it on the 15th"))

    assert texts(found, "denied") == ["you ordered it on the 14th"]


@pytest.mark.parametrize(
    ("asked", "answered", "owed"),
    [
        ("Could you give me your order number?", "where do I find it?", ["your order number"]),
        ("Could you give me your order number?", "LW-20418833", []),
        ("What is your email address?", "it's <EMAIL_ADDRESS_1>", []),
        ("Which model is it, and when did you buy it?", "the Paper 7", ["when did you buy it"]),
        ("Please send me a photo of the box.", "ok", ["a photo of the box"]),
        ("Is there anything else I can help you with?", "no it still fails", []),
        ("How many kilometres has it done?", "12000", []),
    ],
)
def test_what_was_asked_for_is_missing_until_it_is_given(asked: str, answered: str, owed: list[str]) -> None:
    messages = (("customer", "my scooter makes a grinding noise"), ("operator", asked), ("customer", answered))

    found = facts(*messages)

    assert texts(found, "missing") == owed
    for fact in found:
        if fact.status == "missing":
            assert fact.message_id == "m2"
            assert asked[fact.start : fact.end] in asked


def test_what_is_said_twice_is_said_once_and_confirmed() -> None:
    found = facts(("customer", "the washing machine leaks"), ("customer", "The washing machine leaks!!"))

    assert [(fact.text, fact.status) for fact in found] == [("the washing machine leaks", "confirmed")]
