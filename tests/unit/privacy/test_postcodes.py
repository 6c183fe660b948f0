"""Postcodes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from copilot.privacy.recognisers.postcodes import PostcodeRecogniser

Find = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("it's SW1A 1AA", "SW1A 1AA"),
        ("GIR 0AA", "GIR 0AA"),
        ("my postcode is ls1 4ab", "ls1 4ab"),
        ("I live in ec1a1bb", "ec1a1bb"),
        ("M11AA", "M11AA"),
        ("K1A 0B1", "K1A 0B1"),
        ("1012 AB Amsterdam", "1012 AB"),
        ("D02 X285", "D02 X285"),
        ("94107-1234", "94107-1234"),
        ("zip 90210", "90210"),
        ("the ZIP code is now 94107", "94107"),
        ("PLZ: 10115", "10115"),
        ("code postal 75011", "75011"),
        ("cp 28001", "28001"),
        ("kod pocztowy 00-950", "00-950"),
        ("CEP 01310-100", "01310-100"),
        ("90210 is my zip", "90210"),
    ],
)
def test_finds_a_postcode(find: Find, text: str, code: str) -> None:
    assert find(PostcodeRecogniser(), text) == [("ZIP_CODE", code)]


@pytest.mark.parametrize(
    "text",
    [
        "order AB12 3CD",
        "model A12 3BC",
        "SW1 4K monitor",
        "QA1 1AA",
        "1080 HD video",
        "1500 KM driven",
        "2000 AH battery",
        "zip file 12345",
        "zip the jacket",
        "galaxy s23 5g",
        "send it to me as m1 8gb",
        "the M1 8GB model",
        "from m1 2nd exit",
        "12345",
        "CP violation",
        "cap 40 degrees",
    ],
)
def test_leaves_codes_of_products_and_amounts(find: Find, text: str) -> None:
    assert find(PostcodeRecogniser(), text) == []
