"""Payment cards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from copilot.privacy.recognisers.card_numbers import luhn
from copilot.privacy.recognisers.cards import CardRecogniser

Find = Callable[..., list[tuple[str, str]]]

NUMBERS = {
    "Visa": "4111111111111111",
    "Visa of 13 digits": "4222222222222",
    "Visa of 19 digits": "4000000000000000006",
    "Mastercard": "5555555555554444",
    "Mastercard, first of the 2 series": "2221000000000009",
    "Mastercard, last of the 2 series": "2720999999999996",
    "American Express": "378282246310005",
    "Diners": "30569309025904",
    "Discover": "6011111111111117",
    "JCB": "3530111333300000",
    "UnionPay": "6200000000000005",
    "UnionPay of 19 digits": "6205500000000000004",
    "Maestro": "6759649826438453",
    "Maestro of 13 digits": "5020620000003",
    "Dankort": "5019717010103742",
}


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
@pytest.mark.parametrize("separator", ["", " ", "-", ".", " - ", "\n"])
def test_finds_a_card_however_it_is_grouped(find: Find, number: str, separator: str) -> None:
    written = separator.join(number[start : start + 4] for start in range(0, len(number), 4))

    assert find(CardRecogniser(), f"I used {written} yesterday") == [("CREDIT_CARD", written)]


@pytest.mark.parametrize(
    "written",
    [
        "3782 822463 10005",
        "41 11 11 11 11 11 11 11",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "41111111 11111111",
        "4111_1111_1111_1111",
        "４１１１１１１１１１１１１１１１",
        "٤١١١١١١١١١١١١١١١",
        "4111\u200b1111\u200b1111\u200b1111",
        "4\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e3 1111 1111 1111",
        "4111\u20131111\u20131111\u20131111",
    ],
)
def test_finds_a_card_in_unusual_writing(find: Find, written: str) -> None:
    assert find(CardRecogniser(), f"it is {written}, thanks") == [("CREDIT_CARD", written)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4111 1111 1111 1111 12/26 123", ["4111 1111 1111 1111", "12/26", "123"]),
        ("4111111111111111, 04/2027, 1234.", ["4111111111111111", "04/2027", "1234"]),
        ("4111111111111111 exp 04/27 cvv 123", ["4111111111111111", "04/27", "123"]),
        ("4111 1111 1111 1111 123", ["4111 1111 1111 1111", "123"]),
        ("4111111111111111 200 euros", ["4111111111111111"]),
        ("4012888888881881 4012-8888-8888-1881", ["4012888888881881", "4012-8888-8888-1881"]),
        ("I have 2 cards, 4111 1111 1111 1111", ["4111 1111 1111 1111"]),
        ("visa4111111111111111", ["4111111111111111"]),
    ],
)
def test_finds_what_stands_around_a_card(find: Find, text: str, expected: list[str]) -> None:
    assert [piece for _, piece in find(CardRecogniser(), text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "my card number is 4111 1111 1111 1112",
        "card: 1234 5678 9012 3456",
        "I paid with 4111111111111112",
        "4111111111111112 is my card",
    ],
)
def test_finds_a_mistyped_card_beside_a_word_for_it(find: Find, text: str) -> None:
    assert [kind for kind, _ in find(CardRecogniser(), text)] == ["CREDIT_CARD"]


@pytest.mark.parametrize(
    "text",
    [
        "the number is 4111 1111 1111 1112",
        "I paid by card for order 1234567890123",
        "order 113-7777777-7777777",
        "tracking 9400 1000 0000 0000 0000 00",
        "JD014600006228974",
        "IMEI 490154203237518",
        "EAN 4006381333931",
        "0000 0000 0000 0000",
        "card ending in 4242",
        "2024-05-12 10:30:45",
        "3.14159265358979",
        "1748503543012",
    ],
)
def test_leaves_other_long_numbers(find: Find, text: str) -> None:
    assert find(CardRecogniser(), text) == []


@pytest.mark.parametrize(("digits", "is_right"), [("4111111111111111", True), ("4111111111111112", False), ("0", True)])
def test_knows_a_right_check_digit(digits: str, is_right: bool) -> None:
    assert luhn(digits) is is_right
