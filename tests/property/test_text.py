"""What holds for every text."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from copilot.text import cut, printable, sentence_spans, words
from tests.strategies import any_text, written_text

prose = st.text(st.sampled_from("ab1 .!?…\n\t)”’-"), max_size=60) | any_text
"""Much punctuation, where sentences could go wrong."""


@given(any_text)
@example("\ud83d\ude00 \ud83d x\ude00")
def test_printable_text_has_the_same_length_and_can_be_written(text: str) -> None:
    shown = printable(text)

    assert len(shown) == len(text)
    assert shown.encode().decode() == shown
    assert printable(shown) == shown


@given(written_text)
def test_printable_changes_only_control_characters(text: str) -> None:
    assert all(new == old or (new == " " and ord(old) < 0x80) for new, old in zip(printable(text), text, strict=True))


@given(prose)
@example("1. a. b.\n\n 22. c? d")
def test_sentences_are_in_order_apart_and_together_all_of_the_text(text: str) -> None:
    spans = list(sentence_spans(text))

    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() != "" for span in spans)
    inside = {place for span in spans for place in range(span.start, span.end)}
    assert all(char.isspace() for place, char in enumerate(text) if place not in inside)


@given(prose, st.integers(1, 40))
def test_a_cut_text_fits_and_is_the_beginning(text: str, max_chars: int) -> None:
    short = cut(text, max_chars)

    assert len(short) <= max_chars
    assert short == text if len(text) <= max_chars else text.startswith(short.removesuffix("…"))


@given(written_text)
def test_words_are_made_of_letters_and_digits(text: str) -> None:
    assert all(word[0].isalnum() and word[-1].isalnum() for word in words(text))
