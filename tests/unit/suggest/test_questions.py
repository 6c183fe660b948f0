"""What is asked in one turn."""

from __future__ import annotations

import numpy as np
import pytest

from copilot.suggest.questions import MOST_QUESTIONS, questions
from tests.fakes import FakeEncoder, a_listener


def asked(*texts: str) -> list[str]:
    listener = a_listener()
    return [query.text for query in questions([(text, listener.impression(text)) for text in texts])]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["How long does it take?"], []),
        (["How long does it take? And how much does it cost?"],
         ["How long does it take?", "And how much does it cost?"]),
        (["My lamp is dark. How do I reset it? What does the red light mean?"],
         ["How do I reset it?", "What does the red light mean?"]),
        (["How do I return it, and how long does the refund take?"],
         ["How do I return it", "and how long does the refund take?"]),
        (["How do I return my lamp?", "How long does the refund take?"],
         ["How do I return my lamp?", "How long does the refund take?"]),
        (["I'd like to know how long it takes. Tell me what it costs please."],
         ["I'd like to know how long it takes.", "Tell me what it costs please."]),
        (["It is broken. I want my money back."], []),
        (["My lamp is dark.", "How do I reset it?"], ["How do I reset it?"]),
        (["Hi", "How do I return it, and how long does the refund take?"],
         ["How do I return it", "and how long does the refund take?"]),
        (["Really? Ok?"], []),
        ([""], []),
        ([], []),
    ],
)  # fmt: skip
def test_each_question_of_a_turn_counts_if_there_are_several(texts: list[str], expected: list[str]) -> None:
    assert asked(*texts) == expected


@pytest.mark.parametrize("text", ["My lamp is dark. How do I reset it?", "It broke on Monday! Can I return my lamp?"])
def test_a_question_behind_a_story_counts_by_itself(text: str) -> None:
    assert len(asked(text)) == 1


def test_no_more_than_three_questions_are_looked_at() -> None:
    many = " ".join(f"How long does number {number} take?" for number in range(6))

    assert asked(many) == [f"How long does number {number} take?" for number in range(MOST_QUESTIONS)]


def test_every_question_has_its_own_vector() -> None:
    text = "How long does a refund take? Where is my blue parcel?"
    listener = a_listener()

    first, second = questions([(text, listener.impression(text))])

    assert first.vector @ FakeEncoder().read(first.text).vector == pytest.approx(1, abs=1e-3)
    assert not np.allclose(first.vector, second.vector)
