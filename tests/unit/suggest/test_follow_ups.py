"""A message that makes sense only after what was said before."""

from __future__ import annotations

import numpy as np
import pytest

from copilot.encoding.reading import Matrix
from copilot.retrieval.search import Query
from copilot.suggest.follow_ups import goes_on, in_context
from copilot.suggest.request import Conversation
from tests.examples import a_conversation
from tests.fakes import FakeEncoder


def vector(text: str) -> Matrix:
    return FakeEncoder().read(text).vector


def broader(conversation: Conversation, text: str = "and to Norway?") -> Query | None:
    return in_context(conversation, Query(text, vector(text)), vector)


@pytest.mark.parametrize(
    "text", ["and to Norway?", "how about Norway", "does it work in the rain", "yes", "Is that free?", "the same again"]
)
def test_what_leans_on_something_said_before_goes_on(text: str) -> None:
    assert goes_on(text)


@pytest.mark.parametrize("text", ["How long does a refund take?", "Reset my lamp", "", "Norway delivery"])
def test_what_stands_alone_does_not(text: str) -> None:
    assert not goes_on(text)


def test_a_follow_up_is_read_with_the_last_words_of_both_before_it() -> None:
    conversation = a_conversation(
        "an older question", ("operator", "an older answer"), "What does delivery cost for LW-20418833?",
        ("operator", "5 euros, <PERSON_1>"), "and to Norway?",
    )  # fmt: skip

    query = broader(conversation)

    assert query.text.split("\n") == ["What does delivery cost for  ?", "5 euros,  ", "and to Norway?"]
    assert np.linalg.norm(query.vector) == pytest.approx(1)


def test_the_turn_itself_counts_as_much_as_all_before_it() -> None:
    conversation = a_conversation("blue lamp", ("operator", "green parcel"), "and to Norway?")
    now, before = vector("and to Norway?"), [vector("blue lamp"), vector("green parcel")]

    query = broader(conversation)

    assert query.vector @ now > max(float(query.vector @ earlier) for earlier in before) > 0.2


@pytest.mark.parametrize(
    "conversation",
    [
        a_conversation("and to Norway?"),
        a_conversation("What does it cost?", "and to Norway?"),
        a_conversation(("operator", "Welcome"), "and to Norway?"),
        a_conversation("What does it cost?", ("operator", "5 euros"), "and to Norway?", query="Norway"),
        a_conversation(),
    ],
    ids=["first", "one turn", "only an operator before", "operator's query", "empty"],
)
def test_a_first_turn_and_an_operators_query_are_read_alone(conversation: Conversation) -> None:
    assert broader(conversation) is None
