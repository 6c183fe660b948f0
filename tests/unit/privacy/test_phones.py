"""Telephone numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from copilot.errors import ConfigError
from copilot.privacy.recognisers.phones import PhoneRecogniser
from copilot.settings import PrivacySettings

Find = Callable[..., list[tuple[str, str]]]


@pytest.fixture(scope="module")
def phones() -> PhoneRecogniser:
    return PhoneRecogniser(PrivacySettings().phone_regions)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("call me on 07700 900123", "07700 900123"),
        ("it is 07700900123", "07700900123"),
        ("+44 20 7946 0958", "+44 20 7946 0958"),
        ("+44 (0)20 7946 0958", "+44 (0)20 7946 0958"),
        ("+49 151 23456789, thanks", "+49 151 23456789"),
        ("+91 4155550132", "+91 4155550132"),
        ("0044 20 7946 0958", "0044 20 7946 0958"),
        ("(415) 555-0132", "(415) 555-0132"),
        ("415.555.0132", "415.555.0132"),
        ("1-415-555-0132", "1-415-555-0132"),
        ("612 345 678", "612 345 678"),
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("079 123 45 67 (mobile)", "079 123 45 67"),
        ("030 123456", "030 123456"),
        ("my number is 5551234567", "5551234567"),
        ("whatsapp 5551234", "5551234"),
        ("phone: 40 61 23 45", "40 61 23 45"),
        ("5551234567 is my phone", "5551234567"),
        ("my Israeli number is 09-7625400", "09-7625400"),
        ("call (415) 555-0132 ext. 12", "(415) 555-0132 ext. 12"),
        ("tel. 030 1234567", "030 1234567"),
    ],
)
def test_finds_a_number(find: Find, phones: PhoneRecogniser, text: str, number: str) -> None:
    assert find(phones, text) == [("PHONE_NUMBER", number)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("(415) 555-0132 415-555-0199", ["(415) 555-0132", "415-555-0199"]),
        ("07700900123 07700900124", ["07700900123", "07700900124"]),
        ("call 07700900123 07700900124", ["07700900123", "07700900124"]),
        ("+44 20 7946 0958 2 times", ["+44 20 7946 0958"]),
        ("+44 20 7946 0958+44 20 7946 0959", ["+44 20 7946 0958+44 20 7946 0959"]),
        ("call 07700900123 07700900124 5", ["07700900123", "07700900124"]),
    ],
)
def test_tells_neighbouring_numbers_apart(find: Find, phones: PhoneRecogniser, text: str, numbers: list[str]) -> None:
    assert [piece for _, piece in find(phones, text)] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "my order LW-20483157",
        "order number 4815162342",
        "order 07700900123",
        "where is 20483157",
        "I ordered a phone, 20483157",
        "serial MM2403118842",
        "tracking 1Z999AA10123456784",
        "RMA-4829131",
        "12.05.2024 10.30",
        "2024-05-12",
        "call me on 12/05/2024",
        "1,299.00 and 2,400.00",
        "$4155550132",
        "4155550132 units",
        "firmware 2.14.3.1",
        "1234 5678 9012",
        "100 000 000",
        "1111111111 phone",
        "+999 123",
        "0000000000",
        "0032 698674",
    ],
)
def test_leaves_what_is_no_number_to_dial(find: Find, phones: PhoneRecogniser, text: str) -> None:
    assert find(phones, text) == []


def test_without_american_regions_american_numbers_need_a_label(find: Find) -> None:
    phones = PhoneRecogniser(["GB"])

    assert find(phones, "415-555-0132") == []
    assert find(phones, "phone 415-555-0132") == [("PHONE_NUMBER", "415-555-0132")]


def test_names_a_region_that_is_none() -> None:
    with pytest.raises(ConfigError, match=r"privacy\.phone_regions: 'Germany'"):
        PhoneRecogniser(["Germany"])
