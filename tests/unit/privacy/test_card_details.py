"""Security codes and expiry dates of cards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from copilot.privacy.recognisers.card_details import CardDetailRecogniser

Find = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("cvv 123", "123"),
        ("CVC: 1234", "1234"),
        ("my cvv2 is 123", "123"),
        ("the security code on my card is 456", "456"),
        ("the 3 digits on the back are 789", "789"),
        ("the code on the back: 321", "321"),
        ("123 is the cvv", "123"),
        ("cvv=(123)", "123"),
        ("cvv737", "737"),
        ("my CVV's 987", "987"),
        ("cvv is 1 2 3", "1 2 3"),
        ("the 3 on the back are 123", "123"),
        ("last three digits on the back 987", "987"),
        ("Prüfziffer 123", "123"),
        ("code de sécurité: 123", "123"),
    ],
)
def test_finds_a_security_code(find: Find, text: str, value: str) -> None:
    assert find(CardDetailRecogniser(), text) == [("CVV", value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("my card expires 12/26", "12/26"),
        ("exp: 04/2027", "04/2027"),
        ("visa exp date march 2027", "march 2027"),
        ("the card is valid thru 0127", "0127"),
        ("expiry 04-29 on my card", "04-29"),
        ("the expiry is 03 29", "03 29"),
        ("exp 1 1 2 9", "1 1 2 9"),
        ("card valid until 2029-03", "2029-03"),
        ("my card runs out 08/27", "08/27"),
        ("visa exp dec 26", "dec 26"),
        ("tarjeta caduca 11/27", "11/27"),
        ("Karte gültig bis 03/28", "03/28"),
        ("4111 1111 1111 1111 expires on 06/2026", "06/2026"),
    ],
)
def test_finds_an_expiry_date(find: Find, text: str, value: str) -> None:
    assert find(CardDetailRecogniser(), text) == [("CARD_EXPIRY", value)]


@pytest.mark.parametrize(
    "text",
    [
        "my subscription expires 12/26",
        "I paid by card, the warranty is valid until 05/2026",
        "the voucher expires 12/26",
        "my card that ends 1234",
        "expires 12/26",
        "last four digits 4242",
        "security code 482913",
        "error on the back panel 123",
        "delivery expected 12/05/2026",
    ],
)
def test_leaves_what_belongs_to_no_card(find: Find, text: str) -> None:
    assert find(CardDetailRecogniser(), text) == []
