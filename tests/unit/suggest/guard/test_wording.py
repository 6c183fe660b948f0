"""Whether a text says what another one says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.suggest.guard.wording import candidates, first, quoted, reworded, says
from copilot.text import sentence_spans
from tests.examples import a_passage
from tests.strategies import NEGATIONS, WORDS

PASSAGE = a_passage("You may keep it. They say that you may keep it for 5 days.\n\nCode | Do\nE42 | Warm it up.")
sentences = st.lists(st.sampled_from([*WORDS, *NEGATIONS, "2", "seven", "€9"]), min_size=1, max_size=9).map(" ".join)


@pytest.mark.parametrize(
    ("source", "claim", "agrees"),
    [
        ("A refund takes 5 days", "The refund takes 5 days", True),
        ("A refund takes 5 days", "The refund takes five days", True),
        ("A refund takes 5 days", "The refund takes 6 days", False),
        ("It isn't in the warehouse", "It is not in the warehouse", True),
        ("It isn't in the warehouse", "It is in the warehouse", False),
        ("I don't get it, I was charged twice", "I was not charged twice", False),
        ("return lamps but not batteries", "return batteries but not lamps", False),
        ("You were charged twice, 20 €", "charged 20 € twice", False),
        ("5 to 7 days", "7 to 5 days", False),
        ("blue", "blue", True),
        ("blue", "blue lamp", False),
        ("", "", False),
        ("the", "the", True),
    ],
)
def test_words_numbers_in_order_and_what_is_negated_have_to_agree(source: str, claim: str, *, agrees: bool) -> None:
    assert says(source, claim) is agrees


@given(sentences)
def test_a_text_says_itself(text: str) -> None:
    assert says(text, text)


@given(sentences, st.sampled_from(["blue", "open", "Friday"]))
def test_a_text_does_not_say_what_has_more_in_it(text: str, word: str) -> None:
    assert not says(text, f"{word} {word}ly {word}ness {text}")


@given(sentences, sentences)
def test_who_says_the_same_both_ways_has_the_same_numbers_in_the_same_order(one: str, other: str) -> None:
    def numbers(text: str) -> list[str]:
        return re.findall(r"2|7|€|9", text.replace("seven", "7"))

    assert not (says(one, other) and says(other, one)) or numbers(one) == numbers(other)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("You may keep it.", 0),
        ("They say that you may keep it for 5 days.", 17),
        ("You may keep it. They say that you may keep it for 5 days.", 0),
        ("E42 | Warm it up.", 70),
        ("you may keep it for 5 days.", None),
        ("You may keep", None),
        ("", None),
    ],
)
def test_only_whole_sentences_and_lines_are_quoted(text: str, start: int | None) -> None:
    place = quoted(text, PASSAGE)

    assert (place[1] if place else None) == start
    if place:
        assert PASSAGE.text[place[1] : place[2]] == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("E42: Warm it up.", "E42 | Warm it up."),
        ("You may keep it", "You may keep it."),
        ("They say you may keep it for five days", "They say that you may keep it for 5 days."),
        ("You may keep it for 5 days", None),
        ("They say that you may not keep it for 5 days.", None),
    ],
)
def test_a_sentence_may_be_said_in_nearly_its_words_no_more_and_no_less(text: str, said: str | None) -> None:
    place = reworded(text, PASSAGE)

    assert (PASSAGE.text[place[1] : place[2]] if place else None) == said


@given(st.lists(sentences.map(lambda text: f"{text.capitalize()}."), max_size=5).map("\n".join))
def test_every_sentence_and_line_is_a_candidate(text: str) -> None:
    places = candidates(text)

    assert {(span.start, span.end) for span in sentence_spans(text)} <= set(places)
    assert {text[start:end] for start, end in places} >= set(text.splitlines())


def test_the_first_that_there_is() -> None:
    assert first(iter([None, 0, 1])) == 0
    assert first([]) is None
