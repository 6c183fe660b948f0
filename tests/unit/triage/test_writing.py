"""How a customer writes."""

from __future__ import annotations

import numpy as np
import pytest

from copilot.triage.vocabulary import MANNERS
from copilot.triage.writing import reading_level, writing_of
from copilot.types import Writing


def manners(**odds: float) -> np.ndarray:
    assert odds.keys() <= set(MANNERS)
    return np.array([odds.get(name, -1.0) for name in MANNERS], dtype=np.float32)


def test_who_wrote_nothing_writes_like_anybody() -> None:
    assert writing_of([], []) == Writing()


@pytest.mark.parametrize(
    ("odds", "formality", "warmth"),
    [
        ({}, "neutral", "neutral"),
        ({"casual": 0.5}, "casual", "neutral"),
        ({"formal": 0.5}, "formal", "neutral"),
        ({"casual": 0.5, "formal": 0.6}, "formal", "neutral"),
        ({"casual": 0.6, "formal": 0.6}, "casual", "neutral"),
        ({"cool": 0.5}, "neutral", "cool"),
        ({"warm": 0.5}, "neutral", "warm"),
        ({"formal": 0.1, "warm": 0.1, "cool": -0.1}, "formal", "warm"),
        ({"casual": -0.01, "warm": -0.01}, "neutral", "neutral"),
    ],
)
def test_a_manner_is_believed_if_it_is_as_likely_as_not(odds: dict[str, float], formality: str, warmth: str) -> None:
    writing = writing_of(["hello there"], [manners(**odds)])

    assert (writing.formality, writing.warmth) == (formality, warmth)


def test_manners_are_those_of_the_messages_on_average() -> None:
    often = writing_of(["a", "b", "c"], [manners(casual=2.0), manners(casual=1.0), manners(casual=-2.0)])
    seldom = writing_of(["a", "b", "c"], [manners(casual=2.0), manners(casual=-2.0), manners(casual=-2.0)])

    assert (often.formality, seldom.formality) == ("casual", "neutral")


def test_without_manners_nothing_is_read_into_a_text() -> None:
    writing = writing_of(["hello there"], [])

    assert (writing.formality, writing.warmth) == ("neutral", "neutral")


@pytest.mark.parametrize(
    ("counts", "length"),
    [([17], "short"), ([18], "medium"), ([59], "medium"), ([60], "long"), ([1, 34], "short"), ([1, 36], "medium")],
)
def test_the_length_is_that_of_a_turn_on_average(counts: list[int], length: str) -> None:
    assert writing_of(["word " * count for count in counts], []).length == length


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("The cat sat on the mat.", 0.0),
        ("My money is not here yet.", 0.39 * 6 + 11.8 * 7 / 6 - 15.59),
        ("My table is still broken. Please repair it.", 0.39 * 8 / 2 + 11.8 * 11 / 8 - 15.59),
        ("Notwithstanding considerable organisational deliberations, compensation necessitates documentation.", 18.0),
        ("Too few words here", 0.0),
        ("", 0.0),
    ],
)
def test_the_reading_level_is_a_school_grade(text: str, grade: float) -> None:
    assert reading_level(text) == pytest.approx(grade, abs=0.051)


@pytest.mark.parametrize(
    ("word", "syllables"), [("cat", 1), ("table", 2), ("late", 1), ("money", 2), ("the", 1), ("tsk", 1), ("idea", 2)]
)
def test_syllables_are_groups_of_vowels_without_a_silent_e(word: str, syllables: int) -> None:
    text = " ".join([word] * 60)

    in_one_sentence = 0.39 * 60 + 11.8 * syllables - 15.59
    assert reading_level(text) == pytest.approx(min(in_one_sentence, 18.0), abs=0.051)


def test_all_turns_count_towards_the_reading_level() -> None:
    turns = ["My money is", "not here yet."]

    assert writing_of(turns, []).reading_level == reading_level("\n".join(turns))
