"""A conversation in a few lines."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import msgspec
import numpy as np
import pytest

from copilot.suggest.summary import summary, with_handoff
from copilot.triage.course import Heard
from copilot.triage.vocabulary import SIGNALS
from copilot.types import Escalation, Frustration, Message, Reason, SummaryPart, Triage
from tests.examples import a_conversation, a_triage
from tests.fakes import a_listener

SUPERVISOR = Escalation(recommended=True, target="supervisor", reasons=("demand_for_human", "frustration"))
FURIOUS = msgspec.structs.replace(
    a_triage("angry"),
    frustration=Frustration(
        score=0.912,
        level="angry",
        trend="rising",
        reasons=(
            Reason(signal="repeated_request", weight=0.5, message_id="m3"),
            Reason(signal="fix_failed", weight=0.3, message_id="m1"),
            Reason(signal="tone", weight=0.1, message_id="m3"),
        ),
    ),
)


def heard_in(messages: Sequence[Message], *failed: str) -> tuple[Heard, ...]:
    """What was heard; the messages named say that what was suggested did not help."""
    listener = a_listener()
    found = []
    for message in messages:
        signals = np.zeros(len(SIGNALS), dtype=np.float32)
        signals[SIGNALS.index("fix_failed")] = message.id in failed
        impression = listener.impression(message.text)
        told = dataclasses.replace(impression, signals=signals)
        found.append(Heard(author=message.author, message_id=message.id, minutes=0.0, impression=told))
    return tuple(found)


def lines(
    *said: object, part: SummaryPart, triage: Triage | None = None, failed: Sequence[str] = ()
) -> list[tuple[str, tuple[str, ...]]]:
    """The lines of one part, as (text, message ids)."""
    conversation = a_conversation(*said)
    found = summary(conversation, heard_in(conversation.messages, *failed), triage or a_triage())
    return [(line.text, line.message_ids) for line in found if line.part == part]


def test_the_issue_is_the_first_message_that_says_something() -> None:
    assert lines("Hi", "My lamp has been dark since Monday", "Really dark", part="issue") == [
        ("My lamp has been dark since Monday", ("m2",))
    ]


def test_the_issue_of_a_customer_of_few_words_is_their_first_message() -> None:
    assert lines(("operator", "Hello, how can I help you today?"), "lamp dark", "help", part="issue") == [
        ("lamp dark", ("m2",))
    ]


def test_facts_are_references_and_placeholders_each_once_and_of_the_customer() -> None:
    said = "LK-1234567 and <EMAIL_ADDRESS_1>", ("operator", "I see LK-7654321"), "as I said, LK-1234567 of #4711"

    ((text, ids),) = lines(*said, part="facts")

    assert sorted(text.split(", ")) == ["#4711", "<EMAIL_ADDRESS_1>", "LK-1234567"]
    assert ids == ("m1", "m3")


def test_there_are_at_most_eight_facts() -> None:
    ((text, _),) = lines(" ".join(f"LK-123456{number}" for number in range(10)) + " LK-7654321", part="facts")

    assert len(text.split(", ")) == 8


def test_what_was_tried_is_what_the_operator_said_before_it_failed() -> None:
    said = "It is dark", ("operator", "Unplug it."), "No change", ("operator", "Wait."), "Thanks"

    assert lines(*said, part="tried", failed=("m3",)) == [("Unplug it. → No change", ("m2", "m3"))]


def test_only_an_operators_suggestion_can_have_been_tried() -> None:
    assert lines("It is dark", "I unplugged it in vain", part="tried", failed=("m2",)) == []


@pytest.mark.parametrize(
    ("said", "promised"),
    [
        ("I will refund it today.", ["I will refund it today."]),
        ("Thanks. We'll call you back on Monday. Bye.", ["We'll call you back on Monday."]),
        ("You will receive a mail.", ["You will receive a mail."]),
        ("I’m going to ask the warehouse.", ["I’m going to ask the warehouse."]),
        ("I will need your order number.", []),
        ("I'll be happy to help.", []),
        ("The refund takes 5 days.", []),
    ],
)
def test_a_promise_is_what_an_operator_said_will_be_done(said: str, promised: list[str]) -> None:
    assert lines("Hello", ("operator", said), part="promises") == [(text, ("m2",)) for text in promised]


def test_a_customers_own_announcement_is_no_promise() -> None:
    assert lines("I will write a bad review.", part="promises") == []


def test_the_last_three_promises_are_told() -> None:
    said = [("operator", f"I will do number {number}.") for number in range(5)]

    assert [text for text, _ in lines("Hello", *said, part="promises")] == [
        f"I will do number {number}." for number in (2, 3, 4)
    ]


def test_the_feeling_names_its_reasons_and_their_messages() -> None:
    assert lines("a", "b", "c", part="feeling", triage=FURIOUS) == [
        ("angry (0.91), rising: repeated request, fix failed, tone", ("m3", "m1"))
    ]


def test_a_calm_customer_has_no_feeling_worth_a_line() -> None:
    assert lines("Hello", part="feeling") == []


def test_the_next_step_is_to_hand_over_if_anybody_should() -> None:
    assert lines("Hello", part="next_step", triage=a_triage(escalation=SUPERVISOR)) == [
        ("Hand over to supervisor: demand for human, frustration", ("m1",))
    ]
    assert lines("Hello", part="next_step") == []


@pytest.mark.parametrize("said", [(), (("operator", "Hello"),)])
def test_a_conversation_without_a_customer_has_no_lines(said: tuple[object, ...]) -> None:
    assert summary(a_conversation(*said), (), FURIOUS) == ()


def test_lines_are_one_line_each_and_cut() -> None:
    ((text, _),) = lines("My lamp\n\nis dark   since Monday " * 50, part="issue")

    assert len(text) <= 300
    assert "\n" not in text


def test_a_handoff_is_there_only_where_a_colleague_should_take_over() -> None:
    conversation = a_conversation("My lamp has been dark since Monday")
    heard = heard_in(conversation.messages)

    advised = with_handoff(a_triage(escalation=SUPERVISOR), conversation, heard)
    calm = with_handoff(a_triage(), conversation, heard)

    assert [line.part for line in advised.escalation.handoff] == ["issue", "next_step"]
    assert calm == a_triage()
