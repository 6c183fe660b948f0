"""Numbers that are spelt out, dictated, or have words between their groups."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from copilot.privacy.recognisers.scattered_cards import ScatteredCardRecogniser
from copilot.privacy.recognisers.spoken_numbers import SpokenNumberRecogniser

Find = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    "card",
    [
        "four one one one one one one one one one one one one one one one",
        "four one double one, one one one one, one one one one, one triple 1",
        "four triple one quadruple one 1111 1111",
        "three seven eight two, eight two two four six three one oh oh oh five",
        "forty one eleven eleven eleven eleven eleven eleven eleven",
        "4111 eleven eleven 1111 1111",
        "4O12 8888 8888 I88I",
        "4l11 llll llll llll",
        "four one one one, then one one one one, hang on, one one one one and one one one one",
        "fünf fünf fünf fünf fünf fünf fünf fünf fünf fünf fünf fünf vier vier vier vier",
        "cinco cinco cinco cinco cinco cinco cinco cinco cinco cinco cinco cinco cuatro cuatro cuatro cuatro",
        "cinq cinq cinq cinq cinq cinq cinq cinq cinq cinq cinq cinq quatre quatre quatre quatre",
    ],
)
def test_finds_a_card_that_is_spelt_out(find: Find, card: str) -> None:
    assert find(SpokenNumberRecogniser(), f"it's {card}") == [("CREDIT_CARD", card)]


def test_finds_expiry_and_code_that_are_spelt_behind_a_card(find: Find) -> None:
    text = "four two four two four two four two four two four two four two four two, one two two nine, one two three"

    found = find(SpokenNumberRecogniser(), text)

    assert [kind for kind, _ in found] == ["CREDIT_CARD", "CARD_EXPIRY", "CVV"]
    assert found[2] == ("CVV", "one two three")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cvv one two three", ("CVV", "one two three")),
        ("the three digits on the back are seven eight nine", ("CVV", "seven eight nine")),
        ("my pin is four two four two and I live here", ("PIN", "four two four two")),
        ("call me on oh seven nine one one, one two three four five six", ("PHONE_NUMBER", None)),
        ("my number is 07700 nine hundred five five five", ("PHONE_NUMBER", "07700 nine hundred five five five")),
        (
            "call me on plus four four seven seven hundred nine hundred eight four seven asap",
            ("PHONE_NUMBER", "plus four four seven seven hundred nine hundred eight four seven"),
        ),
        ("expiry twelve twenty six", ("CARD_EXPIRY", "twelve twenty six")),
        ("my account number is double five 779911", ("BANK_ACCOUNT", "double five 779911")),
    ],
)
def test_finds_a_spelt_number_with_its_label(find: Find, text: str, expected: tuple[str, str | None]) -> None:
    ((kind, piece),) = find(SpokenNumberRecogniser(), text)

    assert kind == expected[0]
    assert piece == expected[1] or (expected[1] is None and piece.startswith("oh seven") and piece.endswith("five six"))


@pytest.mark.parametrize(
    "text",
    [
        "my order number is four eight one five one six two three",
        "one or two items, three at most",
        "it took three four five days",
        "one two three four five six seven eight nine ten eleven twelve",
        "I have 4 kids and 5 cats",
        "oh oh oh, the oil is ill",
        "nine to five",
        "my phone cost nine hundred pounds, two hundred more than the mobile I had",
        "my number is one in a hundred",
        "",
    ],
)
def test_leaves_what_people_count(find: Find, text: str) -> None:
    assert find(SpokenNumberRecogniser(), text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4111 then 1111 after that 1111 and finally 1111", ["4111 then 1111 after that 1111 and finally 1111"]),
        ("first four 4111 next four 1111 then 1111 last four 1111", ["4111 next four 1111 then 1111 last four 1111"]),
        ("4111😀1111😀1111😀1111", ["4111😀1111😀1111😀1111"]),
        ("4242|4242|4242|4242 |12|2028|123", ["4242|4242|4242|4242", "12|2028", "123"]),
        ("my card is 41111111 and the other half 11111111", ["41111111 and the other half 11111111"]),
        ("scores 4111 1222 1311 1444", []),
        ("tickets 4111, 1111, 1111 and 1111", []),
        ("orders 41111111 and 11111111", []),
        ("models 4111, 1111, 2222 and 1234", []),
    ],
)
def test_finds_a_card_with_words_between_its_groups(find: Find, text: str, expected: list[str]) -> None:
    assert [piece for _, piece in find(ScatteredCardRecogniser(), text)] == expected
