"""Phrases are found by their first word, the longest one wins, and every phrase that is shipped can be found."""

from __future__ import annotations

import pytest

from copilot.privacy.asking import _book
from copilot.privacy.phrases.book import Phrasebook, Token


def test_of_several_phrases_at_one_place_the_longest_is_found() -> None:
    book = Phrasebook({"SHORT": "card", "LONG": "card number", "OTHER": "number"}, {})

    assert book.tokens("my card number") == [Token("LONG", 3, 14)]


def test_first_words_may_be_alternatives_and_macros_stand_for_patterns() -> None:
    book = Phrasebook({"ASK": "send/give {WHOM}"}, {"WHOM": "me|us"})

    assert [token.start for token in book.tokens("give us, send  me, send them")] == [0, 9]


def test_a_phrase_ends_at_the_end_of_a_word() -> None:
    assert Phrasebook({"PIN": "pin"}, {}).tokens("pink pin's pin") == [Token("PIN", 5, 8), Token("PIN", 11, 14)]


def test_a_line_goes_on_after_a_backslash() -> None:
    assert Phrasebook({"ASK": "send\\\n    /give me"}, {}).tokens("give me") == [Token("ASK", 0, 7)]


def test_a_phrase_that_begins_with_a_pattern_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with a word"):
        Phrasebook({"ASK": "(?:send|give) me"}, {})


def test_every_shipped_phrase_is_a_valid_pattern() -> None:
    book = _book()

    for word in book._lines:
        book.tokens(word)

    assert set(book._compiled) == set(book._lines)


@pytest.mark.parametrize(
    "piece", ["but ", "code ", "here ", "card number in the app ", "card number send it ", ". . ", "'a "]
)
def test_the_work_grows_no_faster_than_the_text(piece: str) -> None:
    book = _book()

    once, twice = (len(book.tokens(piece * count)) for count in (500, 1_000))

    assert twice <= 2 * once + 2
