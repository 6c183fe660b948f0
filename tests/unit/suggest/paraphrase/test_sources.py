"""The check that a sentence says what its sources say."""

from __future__ import annotations

import pytest

from copilot.suggest.paraphrase.sources import additions, restates

SOURCES = [
    "I ordered the blue lamp on Monday but you sent me a red chair, and I didn't get a refund of 40.",
    "Why isn't my card <CREDIT_CARD_1> working? If it is lost, can I cancel order LW-77?",
    "you must pay before Friday unless I cancel",
]


@pytest.mark.parametrize(
    "said",
    [
        "You ordered the blue lamp on Monday, but we sent you a red chair.",
        "You didn't get a refund of 40.",
        "You'd like to know why your card <CREDIT_CARD_1> isn't working.",
        "You'd like to know whether you can cancel order LW-77 if it is lost.",
        "We sent you a red chair, and you didn't get a refund of 40.",
    ],
)
def test_what_was_said_restates(said: str) -> None:
    assert restates(said, SOURCES)


@pytest.mark.parametrize(
    "said",
    [
        "You ordered the red lamp on Monday.",
        "You ordered the blue lamp on Tuesday.",
        "You ordered the blue lamp on Monday and a table.",
        "You sent us a red chair.",
        "We ordered the blue lamp.",
        "You got a refund of 40.",
        "You didn't get a refund of 50.",
        "You didn't order the blue lamp.",
        "You'd like to know why your card <CREDIT_CARD_2> isn't working.",
        "You'd like to know why your card is working.",
        "You could order the blue lamp on Monday.",
        "You'd like to know whether you must cancel order LW-77.",
        "You'd like us to send you a red chair.",
        "Monday you ordered the chair.",
    ],
)
def test_what_was_added_changed_or_turned_round_does_not(said: str) -> None:
    assert not restates(said, SOURCES)


def test_a_sentence_needs_its_sources() -> None:
    assert not restates("You ordered a lamp.", [])
    assert restates("You ordered a lamp.", ["hello", "I ordered a lamp"])


def test_questions_with_do_may_be_inflected_and_others_may_not() -> None:
    assert restates("You'd like to know whether it works.", ["does it work?"])
    assert restates("You'd like to know whether it shipped.", ["did it ship?"])
    assert not restates("It shipped.", ["please ship it"])


def test_additions_name_what_was_made_up() -> None:
    assert additions("You ordered the blue table on Monday.", SOURCES) == ["table"]
    assert additions("You'd like to know why your card isn't working.", SOURCES) == []
