"""A whole problem in one or two sentences."""

from __future__ import annotations

import pytest

from copilot.suggest.paraphrase.restatement import restate
from tests.examples import a_message


def said(*texts: str, most_facts: int = 5) -> tuple[str, ...] | None:
    found = restate(
        [a_message(text, "customer", number) for number, text in enumerate(texts, 1)], most_facts=most_facts
    )
    return found.sentences if found else None


@pytest.mark.parametrize(
    ("texts", "sentences"),
    [
        (
            ["I've been charged twice for order LW-20418833. When does the money come back?"],
            ("You've been charged twice for order LW-20418833, and you'd like to know when the money comes back.",),
        ),
        (
            ["hi", "my card got blocked", "I want the money back!!"],
            ("Your card got blocked, and you want the money back.",),
        ),
        (["where is it and when will it come?"], ("You'd like to know where it is and when it will come.",)),
        (
            ["I paid on the 3rd but nothing has arrived. Cancel my order and block the card!"],
            (
                "You paid on the 3rd, but nothing has arrived.",
                "You'd like us to cancel your order and block the card.",
            ),
        ),
        (["2 tickets", "for the 8pm show"], ("You mentioned 2 tickets, for the 8pm show.",)),
    ],
)
def test_facts_are_joined_in_the_order_said(texts: list[str], sentences: tuple[str, ...]) -> None:
    assert said(*texts) == sentences


@pytest.mark.parametrize(
    "nothing",
    [
        "hello",
        "Good evening, is anybody there?",
        "ok thanks, that's great!",
        "yes",
        "you are useless",
        "k thx bye",
        "👋",
        "",
    ],
)
def test_nothing_is_said_where_nothing_was(nothing: str) -> None:
    assert said(nothing) is None


def test_no_customer_message_says_nothing() -> None:
    assert restate([]) is None
    assert restate([a_message("My lamp is broken", "operator")]) is None


def test_problem_and_wish_come_before_the_rest() -> None:
    story = (
        "I bought a kettle in May. It looked nice. My sister has the same. Now it leaks and the lid is broken. "
        "I called twice. I want a refund of 39.90."
    )

    found = said(story, most_facts=4)

    assert found is not None
    whole = " ".join(found).lower()
    assert "the lid is broken" in whole
    assert "you want a refund of 39.90" in whole
    assert "sister" not in whole


def test_long_stories_are_cut_to_two_short_sentences() -> None:
    story = " ".join(f"I ordered lamp number {number} and it never arrived at my house." for number in range(30))

    found = said(story, most_facts=20)

    assert found is not None
    assert len(found) <= 2
    assert sum(len(sentence.split()) for sentence in found) <= 55


def test_each_fact_points_to_what_it_restates() -> None:
    texts = ["Hi! My lamp is broken.", "I want a refund, thanks"]
    messages = [a_message(text, "customer", number) for number, text in enumerate(texts, start=1)]

    found = restate(messages)

    assert found is not None
    assert [(fact.message_id, texts[int(fact.message_id[1:]) - 1][fact.start : fact.end]) for fact in found.facts] == [
        ("m1", "My lamp is broken"),
        ("m2", "I want a refund"),
    ]
    assert [fact.text for fact in found.facts] == ["your lamp is broken", "you want a refund"]


def test_an_alternative_stays_one() -> None:
    found = said("I want the 68 pounds back or the two months added")

    assert found == ("You want the 68 pounds back or the two months added.",)
