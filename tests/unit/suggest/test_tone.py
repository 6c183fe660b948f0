"""How a text sounds, and how far that is from what was wished."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.privacy.placeholders import PLACEHOLDER
from copilot.suggest.tone import distance, long_forms, sound_of, styled
from copilot.types import Formality, Tone, ToneDistance, Writing
from tests.strategies import written_text

PIECES = (
    "it's", "don't", "can't", "we'll", "I'm", "won't", "Ana's", "I'd", "let's", "they're", "isn’t", "it is", "do not",
    "<PERSON_1>", "<EMAIL_ADDRESS_2>", "5–7", "€12.90", "LW-20418833", "2026-01-05", "refund", "been", "you", ",", ".",
)  # fmt: skip
HARD = (
    "Notwithstanding considerable organisational difficulties, reimbursement authorisation necessitates "
    "comprehensive documentation, verification and subsequently administrative confirmation."
)
texts = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | written_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I don't know", "I do not know"),
        ("I can't and won't", "I cannot and will not"),
        ("Can't you? Won't it?", "Cannot you? Will not it?"),
        ("I'm sure we're there", "I am sure we are there"),
        ("You’ve won’t", "You have will not"),
        ("It's free. That’s it.", "It is free. That is it."),
        ("It's been long", "It has been long"),
        ("What's got lost", "What has got lost"),
        ("Let's see", "Let us see"),
        ("Ana's lamp, the lamps' price", "Ana's lamp, the lamps' price"),
        ("I'd like it", "I'd like it"),
        ("", ""),
    ],
)
def test_long_forms_write_contractions_out_and_leave_what_may_be_another_word(text: str, expected: str) -> None:
    assert long_forms(text) == expected


@given(texts)
def test_long_forms_are_long_already(text: str) -> None:
    assert long_forms(long_forms(text)) == long_forms(text)


@given(texts, st.sampled_from(["casual", "neutral", "formal"]))
def test_no_style_changes_a_number_a_code_or_a_placeholder(text: str, formality: Formality) -> None:
    changed = styled(text, formality)

    assert re.findall(r"[\d€%–-]+", changed) == re.findall(r"[\d€%–-]+", text)
    assert PLACEHOLDER.findall(changed) == PLACEHOLDER.findall(text)
    assert [match.group() for match in PLACEHOLDER.finditer(changed)] == [
        match.group() for match in PLACEHOLDER.finditer(text)
    ]


@given(texts)
def test_a_casual_text_says_as_often_that_something_is_not_so(text: str) -> None:
    def negations(said: str) -> int:
        return len(re.findall(r"\bnot\b|\bcannot\b|n['’]t\b", said, re.IGNORECASE))

    assert negations(styled(text, "casual")) == negations(text)


@pytest.mark.parametrize(
    ("text", "formality", "expected"),
    [
        ("You do not need it.", "casual", "You don't need it."),
        ("You cannot pay.", "casual", "You can't pay."),
        ("We will not ask.", "casual", "We won't ask."),
        ("Do not pay, is it not?", "casual", "Don't pay, is it not?"),
        ("You don't need it.", "formal", "You do not need it."),
        ("You don't need what does not fit.", "neutral", "You don't need what does not fit."),
    ],
)
def test_a_text_is_styled_by_its_short_and_long_forms(text: str, formality: Formality, expected: str) -> None:
    assert styled(text, formality) == expected


@pytest.mark.parametrize(
    ("text", "formality", "warmth"),
    [
        ("Hey there! That's ok, it's fine.", 0.0, 0.5),
        ("Dear Ms Lee, we would be glad to help you. Yours sincerely", 1.0, 1.0),
        ("The lamp is blue.", 0.5, 0.0),
        ("I'm sorry, thank you.", 0.25, 1.0),
        ("", 0.5, 0.0),
    ],
)
def test_marks_are_counted(text: str, formality: float, warmth: float) -> None:
    sound = sound_of(text)

    assert (sound.formality, sound.warmth) == (formality, warmth)


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("Hey there! That's ok. Thanks!", Tone(formality="casual", warmth="warm")),
        ("Dear Ms Lee, we would be glad to help you. Yours sincerely", Tone(formality="formal", warmth="warm")),
        ("The lamp is blue.", Tone(formality="neutral", warmth="cool")),
        ("Please send it.", Tone(formality="neutral", warmth="neutral")),
    ],
)
def test_a_text_that_sounds_as_wished_is_at_no_distance(text: str, wished: Tone) -> None:
    assert distance(text, wished, Writing()) == ToneDistance()


@pytest.mark.parametrize(
    ("text", "wished", "field"),
    [
        ("Hey there! That's ok. Thanks!", Tone(formality="formal", warmth="warm"), "formality"),
        ("The lamp is blue.", Tone(warmth="warm"), "warmth"),
        ("So it is. " * 60, Tone(warmth="cool", length="short"), "length"),
        ("One.", Tone(warmth="cool", length="long"), "length"),
        (HARD, Tone(warmth="cool"), "reading_level"),
    ],
)
def test_the_distance_names_the_dimension(text: str, wished: Tone, field: str) -> None:
    far = distance(text, wished, Writing())

    assert getattr(far, field) > 0
    assert {name for name in far.__struct_fields__ if getattr(far, name) > 0} == {field}


def test_who_writes_in_long_words_can_read_them() -> None:
    text = "Reimbursement authorisation necessitates comprehensive documentation and verification."
    tone = Tone(warmth="cool")

    assert distance(text, tone, Writing(reading_level=18.0)).reading_level == 0
    assert distance(text, tone, Writing(reading_level=3.0)) == distance(text, tone, Writing(reading_level=8.0))


@given(texts, st.sampled_from(["casual", "neutral", "formal"]), st.sampled_from(["short", "medium", "long"]))
def test_distances_are_between_0_and_1(text: str, formality: str, length: str) -> None:
    far = distance(text, Tone(formality=formality, length=length), Writing())

    assert all(0 <= getattr(far, name) <= 1 for name in far.__struct_fields__)
