"""What a conversation says about itself."""

from __future__ import annotations

import pytest

from copilot.suggest.request import Conversation
from tests.examples import a_conversation

ANSWERED = (("customer", "one"), ("operator", "two"))


@pytest.mark.parametrize(
    ("conversation", "answered", "burst", "operator_turns"),
    [
        (a_conversation(), None, [], 0),
        (a_conversation("one", "two"), "two", ["one", "two"], 0),
        (a_conversation(*ANSWERED, "three", ("system", "x"), "four"), "four", ["three", "four"], 1),
        (a_conversation(*ANSWERED), "one", ["one"], 1),
        (a_conversation(*ANSWERED, ("operator", "three")), "one", ["one"], 2),
        (a_conversation(("operator", "welcome")), None, [], 1),
    ],
    ids=["empty", "two messages", "after an answer", "answered already", "answered twice", "operator only"],
)
def test_a_draft_answers_the_customer_messages_since_the_last_answer(
    conversation: Conversation, answered: str | None, burst: list[str], operator_turns: int
) -> None:
    assert (conversation.answered.text if conversation.answered else None) == answered
    assert [message.text for message in conversation.burst] == burst
    assert conversation.operator_turns == operator_turns
