"""Pure functions over text."""

from __future__ import annotations

import pytest

from copilot.text import Span, cut, printable, sentence_spans, slug, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tab\tand\nnewline stay", "tab\tand\nnewline stay"),
        ("nul\x00bell\x07delete\x7f", "nul bell delete "),
        ("lone high \ud83d and low \ude00", "lone high \ufffd and low \ufffd"),
        ("a pair that was never joined \ud83d\ude00", "a pair that was never joined \ufffd\ufffd"),
        ("emoji 😀 and שלום stay", "emoji 😀 and שלום stay"),
        ("\ufeffmark at the start", "\ufeffmark at the start"),
        ("", ""),
    ],
)
def test_printable_replaces_one_for_one(text: str, expected: str) -> None:
    assert printable(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My V-205 shows ERROR e.4", ["my", "v-205", "shows", "error", "e.4"]),
        ("It's the customer’s Straße", ["it's", "the", "customer’s", "strasse"]),
        ("snake_case and -dashes- 3.5", ["snake", "case", "and", "dashes", "3.5"]),
        ("… !", []),
    ],
)
def test_words_are_folded_and_codes_stay_whole(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four…", ["One.", "Two!", "Three?", "Four…"]),
        ("He said “stop.” Then he left.", ["He said “stop.”", "Then he left."]),
        ("Wait... what?!  Yes.", ["Wait...", "what?!", "Yes."]),
        ("Use a code, e.g. V-205, or ask Dr. Who.", ["Use a code, e.g. V-205, or ask Dr. Who."]),
        ("It costs 3.50 euros. Really", ["It costs 3.50 euros.", "Really"]),
        ("1. Open the app.\n2. Tap Save.", ["1. Open the app.", "2. Tap Save."]),
        ("   12. Indented step. Then more.", ["12. Indented step.", "Then more."]),
        ("No full stop\n\nbut lines", ["No full stop", "but lines"]),
        ("It happened in 12. Then again.", ["It happened in 12.", "Then again."]),
        ("  \n ", []),
        ("", []),
    ],
)
def test_sentences_end_at_full_stops_that_end_no_abbreviation(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_an_initial_at_the_end_of_the_text_keeps_its_full_stop() -> None:
    assert list(sentence_spans("Plan b.")) == [Span(0, 7)]


@pytest.mark.parametrize(
    ("text", "max_chars", "expected"),
    [
        ("short", 5, "short"),
        ("hello world again", 12, "hello world…"),
        ("hello world again", 13, "hello world…"),
        ("hello world again", 11, "hello…"),
        ("indivisible", 5, "indi…"),
        ("tabs\tand\nlines", 10, "tabs\tand…"),
        ("          ", 5, "…"),
        ("hello", 1, "…"),
    ],
)
def test_cut_keeps_whole_words_within_the_budget(text: str, max_chars: int, expected: str) -> None:
    shortened = cut(text, max_chars)

    assert shortened == expected
    assert len(shortened) <= max_chars


@pytest.mark.parametrize(
    ("text", "expected"), [("Rückgabe & Umtausch!", "ruckgabe-umtausch"), ("  V-205  ", "v-205"), ("日本", "")]
)
def test_slugs_are_ascii_words_joined_by_dashes(text: str, expected: str) -> None:
    assert slug(text) == expected
