"""What names, addresses and postcodes must look like."""

from __future__ import annotations

import pytest

from copilot.privacy.clues import clues_of
from copilot.privacy.names.shapes import shaped


@pytest.mark.parametrize(
    ("kind", "text", "piece", "expected"),
    [
        ("PERSON", "im Maria Kowalska, hi", "Maria Kowalska,", "Maria Kowalska"),
        ("PERSON", "im Maria, LW-20483157", "Maria, LW-20483157", "Maria"),
        ("PERSON", "order LW-20483157", "LW-20483157", None),
        ("PERSON", "it is Ji-woo here", "Ji", "Ji-woo"),
        ("PERSON", "Mr O'Brien's order", "Brien", "O'Brien"),
        ("PERSON", "maria's order", "maria", "maria"),
        ("PERSON", "the letter x", "x", None),
        ("PERSON", "Ana 12 Lee", "Ana 12 Lee", None),
        ("ZIP_CODE", "im at 90210", "90210", "90210"),
        ("ZIP_CODE", "order number 90210", "90210", None),
        ("ZIP_CODE", "im at home", "home", None),
        ("STREET_ADDRESS", "at 12 Baker Street, ", "12 Baker Street,", "12 Baker Street"),
        ("STREET_ADDRESS", "order LW-20483157", "LW-20483157", None),
        ("STREET_ADDRESS", "for 12 50", "12 50", None),
        ("PERSON", "hi - there", "-", None),
    ],
)
def test_takes_what_can_be_of_the_kind(kind: str, text: str, piece: str, expected: str | None) -> None:
    start = text.index(piece)

    span = shaped(kind, clues_of(text, 5.0), start, start + len(piece))

    assert (text[slice(*span)] if span else None) == expected
