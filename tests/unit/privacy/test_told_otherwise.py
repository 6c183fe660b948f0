"""Cards, accounts and papers that are told in other words than their own, with all recognisers together."""

from __future__ import annotations

import pytest

from copilot.privacy.redactor import PresidioRedactor
from copilot.privacy.vault import Vault


def pieces(redactor: PresidioRedactor, text: str) -> list[tuple[str, str]]:
    return [(entity.kind, text[entity.start : entity.end]) for entity in redactor.redact(text, Vault()).entities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it asks for a cvc, i put 560 and it says wrong", [("CVV", "560")]),
        ("i typed 560 in the cvv box", [("CVV", "560")]),
        ("the cvv thing wants 3 digits so i entered 481", [("CVV", "481")]),
        ("card exp 10/26, 481", [("CARD_EXPIRY", "10/26"), ("CVV", "481")]),
        ("card exp 10/26, code 481", [("CARD_EXPIRY", "10/26"), ("CVV", "481")]),
        ("code 481 exp 10/26 on my visa", [("CVV", "481"), ("CARD_EXPIRY", "10/26")]),
        ("my visa expires 10/26 and the back says 560", [("CARD_EXPIRY", "10/26"), ("CVV", "560")]),
        ("secuirty code 123, experation 10/26", [("CVV", "123"), ("CARD_EXPIRY", "10/26")]),
        ("visa, valid from 10/22 to 10/26", [("CARD_EXPIRY", "10/26")]),
        ("mm/yy 10/26", [("CARD_EXPIRY", "10/26")]),
        (
            "\U0001f4b3 4111 1111 1111 1111 \U0001f4c5 10-28 \U0001f512 388",
            [("CREDIT_CARD", "4111 1111 1111 1111"), ("CARD_EXPIRY", "10-28"), ("CVV", "388")],
        ),
        ("3056 9300 0902 0004", [("CREDIT_CARD", "3056 9300 0902 0004")]),
        (
            "numero carta 6767 7059 2595 3876 4 scadenza 12-29 cvv 277",
            [("CREDIT_CARD", "6767 7059 2595 3876 4"), ("CARD_EXPIRY", "12-29"), ("CVV", "277")],
        ),
        ("pay to DE 89 3704 0044 0532 0130 00", [("IBAN_CODE", "DE 89 3704 0044 0532 0130 00")]),
        ("sort code 50.20.31", [("SORT_CODE", "50.20.31")]),
        (
            "an old sort code for me (30-90-01). It closed, the new one is 110001",
            [("SORT_CODE", "30-90-01"), ("SORT_CODE", "110001")],
        ),
        ("bank statement says 15-80-00", [("SORT_CODE", "15-80-00")]),
        ("my details r 401276 99345694", [("SORT_CODE", "401276"), ("BANK_ACCOUNT", "99345694")]),
        (
            "ABA 121000358 / checking 998877665544",
            [("ABA_ROUTING_NUMBER", "121000358"), ("BANK_ACCOUNT", "998877665544")],
        ),
        (
            "sent to the wrong account, it was 400123987 and should have been 00456712",
            [("BANK_ACCOUNT", "400123987"), ("BANK_ACCOUNT", "00456712")],
        ),
        (
            "my passport no is wrong in the app, its LR012345 not U 01234567",
            [("PASSPORT", "LR012345"), ("PASSPORT", "U 01234567")],
        ),
        ("travel document no. X0000000", [("PASSPORT", "X0000000")]),
        ("licence HARGR 557163 FH5FB", [("DRIVER_LICENSE", "HARGR 557163 FH5FB")]),
        ("points went on the wrong licence. Mine is U1H03X114Z", [("DRIVER_LICENSE", "U1H03X114Z")]),
        ("they want my national id at the door so its 27828022518", [("NATIONAL_ID", "27828022518")]),
        ("Personal identity number: 175777926", [("NATIONAL_ID", "175777926")]),
        ("14 May 1972, passport no X0000000", [("DATE_OF_BIRTH", "14 May 1972"), ("PASSPORT", "X0000000")]),
        ("dob 14th of may nineteen seventy two", [("DATE_OF_BIRTH", "14th of may nineteen seventy two")]),
        ("mac 00005E005358", [("MAC_ADDRESS", "00005E005358")]),
        ("a device 1e 1a 8c 4c 63 76", [("MAC_ADDRESS", "1e 1a 8c 4c 63 76")]),
    ],
)
def test_finds_what_is_told_in_other_words(
    redactor: PresidioRedactor, text: str, expected: list[tuple[str, str]]
) -> None:
    assert pieces(redactor, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "my card was charged, error code 481",
        "I paid by card, discount code 481",
        "paid by card on 10/26 350 euros",
        "card declined, order number 4815",
        "I used my card and entered code 481 for the discount",
        "the cvv field gives error 403",
        "cvv is wrong, order 2048",
        "gift card code 4815",
        "i gave you the wrong account number, my order is 48151623",
        "I sent it to the wrong account, it was 50 pounds",
        "my bank account is fine, ticket is 70123456",
        "wrong account number on the invoice, invoice is 20240012",
        "my sort code was wrong on 12-05-24",
        "passport delayed, flight was 20483157",
        "my passport expired, it was 12 05 2023",
        "my license key is wrong, it is 4815-1623-4210",
        "still checking 481516234210 for the wire transfer",
        "set size 36-24-36 in my account",
        "flight on 14 May 2025, passport needed",
        "order 1E69D49D5714",
        "mac os 12.3.4",
        "call 12 34 56 78 90 12",
        "router fw 3.0.0.4",
    ],
)
def test_leaves_what_is_no_such_thing(redactor: PresidioRedactor, text: str) -> None:
    found = {kind for kind, _ in pieces(redactor, text)} - {"PHONE_NUMBER"}

    assert found == set()
