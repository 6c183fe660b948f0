"""Cards whose digits are spread over consecutive messages."""

from __future__ import annotations

import random

import pytest

from copilot.privacy.placeholders import BLANK
from copilot.privacy.split_cards import find_split


def pieces(*texts: str) -> list[tuple[int, str, str]]:
    return [(index, one.kind, texts[index][one.start : one.end]) for index, one in find_split(texts, 5.0)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("4111 1111", "1111 1111"), [(0, "4111 1111"), (1, "1111 1111")]),
        (("my card is 4111 1111 1111", "sorry, last ones 1111"), [(0, "4111 1111 1111"), (1, "1111")]),
        (("my card is 411111", "1111111111"), [(0, "411111"), (1, "1111111111")]),
        (("4111 1111", "hang on", "1111 1111"), [(0, "4111 1111"), (2, "1111 1111")]),
        (("4111", "1111 1111", "1111"), [(0, "4111"), (1, "1111 1111"), (2, "1111")]),
        (("card number", "41111111", "11111111"), [(1, "41111111"), (2, "11111111")]),
        (("411111111111", "1111"), [(0, "411111111111"), (1, "1111")]),
        (("3782 822463", "10005"), [(0, "3782 822463"), (1, "10005")]),
        (("hello", "4111-1111-", "1111-1111"), [(1, "4111-1111"), (2, "1111-1111")]),
        (("visa 4111 1111", "1111 1112"), [(0, "4111 1111"), (1, "1111 1112")]),
    ],
)
def test_joins_the_parts_of_a_card(texts: tuple[str, ...], expected: list[tuple[int, str]]) -> None:
    assert pieces(*texts) == [(index, "CREDIT_CARD", piece) for index, piece in expected]


def test_joins_parts_that_are_spelt_out() -> None:
    found = pieces("four one one one one one one one", "one one one one one one one one")

    assert [(index, kind) for index, kind, _ in found] == [(0, "CREDIT_CARD"), (1, "CREDIT_CARD")]


def test_gives_what_follows_the_last_part() -> None:
    found = pieces("4111", "1111 1111", "1111 12/26 123")

    assert found[-2:] == [(2, "CARD_EXPIRY", "12/26"), (2, "CVV", "123")]


@pytest.mark.parametrize(
    "texts",
    [
        ("41111111", "11111111"),
        ("order 4111 1111", "1111 1111"),
        ("call me 4111 1111", "1111 1111"),
        ("its 4111 1111 1111", "2024"),
        ("4111 1111", "1111 1112"),
        ("4111 1111 1111 1111",),
        ("4111 1111", "I will send you the rest of it when I am home, promised", "1111 1111"),
        ("thanks", "ok"),
        (BLANK * 9, "1111 1111"),
        (),
    ],
)
def test_leaves_numbers_that_do_not_make_a_card(texts: tuple[str, ...]) -> None:
    assert pieces(*texts) == []


def test_looks_at_the_last_three_messages_only() -> None:
    assert pieces("4111 1111", "hi", "hello", "1111 1111") == []


def test_hardly_ever_joins_business_numbers() -> None:
    rng = random.Random(3)  # noqa: S311 - a fixed seed is wanted
    forms = (
        "########",
        "##########",
        "############",
        "LW-########",
        "07### ######",
        "###-###-####",
        "1Z################",
    )
    pairs = [[_filled(rng.choice(forms), rng) for _ in range(2)] for _ in range(4000)]

    joined = [pair for pair in pairs if find_split(pair, 5.0)]

    assert len(joined) < 0.001 * len(pairs)


def _filled(form: str, rng: random.Random) -> str:
    return "".join(rng.choice("0123456789") if character == "#" else character for character in form)
