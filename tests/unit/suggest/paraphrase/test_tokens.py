"""Text as tokens."""

from __future__ import annotations

import pytest

from copilot.suggest.paraphrase.tokens import joined, sentences, tokens


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("i cant log in", "I can't log in"),
        ("im waiting, ive paid", "I'm waiting, I've paid"),
        ("its not working", "it's not working"),
        ("its colour is off", "its colour is off"),
        ("id like a refund", "I'd like a refund"),
        ("my id is gone", "my ID is gone"),
        ("ill wait", "I'll wait"),
        ("i was ill", "I was ill"),
        ("can u help, ur app is down", "can you help, your app is down"),
        ("the Model Y is dirty", "the Model Y is dirty"),
        ("it is to small", "it is too small"),
        ("since monday", "since Monday"),
        ("I PAID FOR LW-204 WITH MY CARD", "I paid for LW-204 with my card"),
        ("I NEVER got it", "I never got it"),
        ("I’ve paid £3.50", "I've paid £3.50"),
    ],
)
def test_typed_words_are_printed_as_they_are_meant(text: str, printed: str) -> None:
    assert joined(tokens(text)) == printed


@pytest.mark.parametrize(
    "fixed",
    [
        "<EMAIL_ADDRESS_1>",
        "LW-20418833",
        "39.90",
        "£3.50",
        "50%",
        "10:30",
        "https://shop.example/a?b=1",
        '"I am offline"',
        "“we'll send it”",
        "#4711",
        "3.8.1",
    ],
)
def test_codes_amounts_and_quotations_are_one_token(fixed: str) -> None:
    found = [token for token in tokens(f"it says {fixed} again") if token.kind == "fixed"]

    assert [token.text for token in found] == [fixed]


def test_places_are_those_of_the_text() -> None:
    text = "Hi! im <PERSON_1>,\nmy order LW-9 is late"

    found = tokens(text)

    assert [text[token.start : token.end] for token in found if token.kind == "fixed"] == ["<PERSON_1>", "LW-9"]
    assert {text[token.start : token.end] for token in found if token.word in {"i", "'m"}} == {"im"}


def test_a_quotation_is_not_parted_and_a_contraction_ends_a_sentence() -> None:
    text = 'It says "Error. Try again." They didn\'t. I called.'

    assert [joined(sentence) for sentence in sentences(text)] == [
        'It says "Error. Try again."',
        "they didn't.",
        "I called.",
    ] or [joined(sentence) for sentence in sentences(text)] == [
        'It says "Error. Try again."',
        "They didn't.",
        "I called.",
    ]
