"""Folded text and the clues in it."""

from __future__ import annotations

import pytest

from copilot.privacy.clues import Needs, clues_of
from copilot.privacy.folding import fold


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("plain", "plain"),
        ("１２３ ٣٤ 𝟓", "123 34 5"),
        ("é e\u0301 ñ Ü İ", "e e n U I"),
        ("a\u2013b\u2014c\u2212d", "a-b-c-d"),
        ("a\u00a0b\u2009c", "a b c"),
        ("‘a’ “b”", "'a' \"b\""),
        ("a\u200bb\u00adc\u202ed", "abcd"),
        ("4\ufe0f\u20e3", "4"),
        ("\uff20\uff1a", "@:"),
        ("ﬁ ½ 👋 ß 中", "ﬁ ½ 👋 ß 中"),
    ],
)
def test_folds_to_plain_characters(text: str, plain: str) -> None:
    assert fold(text).text == plain


def test_a_span_of_the_folded_text_leads_back_to_the_original_with_its_marks() -> None:
    text = "x e\u0301t\u200be\u0301 y"
    folded = fold(text)
    start = folded.text.index("ete")

    first, last = folded.original(start, start + 3)

    assert text[first:last] == "e\u0301t\u200be\u0301"


def test_a_span_at_the_end_takes_the_last_marks_with_it() -> None:
    text = "ab\u200b"

    assert fold(text).original(0, 2) == (0, 3)


@pytest.mark.parametrize(
    ("text", "digits"),
    [("", 0), ("12 34", 4), ("12 order 34", 2), ("GB29 NWBK 6016", 4), ("a1b2", 2), ("12 the 345", 5)],
)
def test_counts_the_digits_of_the_fullest_stretch(text: str, digits: int) -> None:
    assert clues_of(text, 1.0).digits == digits


def test_lower_case_has_the_same_length() -> None:
    clues = clues_of("İX", 1.0)

    assert len(clues.lowered) == len(clues.text)
    assert clues.lowered.endswith("x")


@pytest.mark.parametrize(
    ("needs", "is_met"),
    [
        (Needs(), True),
        (Needs(digits=4), True),
        (Needs(digits=5), False),
        (Needs(any_of=("pin",)), True),
        (Needs(any_of=("cvv", "otp")), False),
    ],
)
def test_says_whether_there_is_anything_to_look_for(needs: Needs, is_met: bool) -> None:
    assert needs.are_met(clues_of("My PIN is 4821", 1.0)) is is_met


@pytest.mark.parametrize(
    ("text", "is_alone"), [("4821", True), (" 4821.", True), ("it is 4821", False), ("4821 ok", False)]
)
def test_knows_whether_a_number_is_the_whole_message(text: str, is_alone: bool) -> None:
    start = text.index("4821")

    assert clues_of(text, 1.0).is_alone(start, start + 4) is is_alone
