"""Findings that overlap or touch."""

from __future__ import annotations

import pytest

from copilot.privacy.findings import Finding, resolved

TEXT = "abcdefghij klmno"


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([("A", 0, 5, 0.5), ("B", 6, 9, 0.5)], [("A", 0, 5), ("B", 6, 9)]),
        ([("A", 0, 5, 0.5), ("B", 0, 5, 0.9)], [("B", 0, 5)]),
        ([("A", 0, 9, 0.5), ("B", 2, 4, 0.9)], [("B", 0, 9)]),
        ([("A", 0, 9, 0.9), ("B", 2, 4, 0.9)], [("A", 0, 9)]),
        ([("A", 0, 5, 0.9), ("B", 3, 8, 0.5)], [("A", 0, 5), ("B", 5, 8)]),
        ([("A", 0, 5, 0.5), ("B", 3, 8, 0.9)], [("A", 0, 3), ("B", 3, 8)]),
        ([("A", 0, 4, 0.9), ("B", 2, 6, 0.5), ("C", 3, 9, 0.7)], [("A", 0, 4), ("C", 4, 9)]),
        ([("A", 0, 4, 0.5), ("B", 2, 6, 0.6), ("C", 1, 9, 0.7)], [("A", 0, 1), ("C", 1, 9)]),
        ([("A", 0, 3, 0.5), ("A", 3, 6, 0.9)], [("A", 0, 6)]),
        ([("A", 0, 3, 0.5), ("A", 4, 6, 0.9)], [("A", 0, 3), ("A", 4, 6)]),
        ([("PERSON", 0, 10, 0.5), ("PERSON", 11, 16, 0.9)], [("PERSON", 0, 16)]),
        ([("A", 6, 9, 0.5), ("A", 0, 3, 0.5)], [("A", 0, 3), ("A", 6, 9)]),
        ([("A", 9, 12, 0.5)], [("A", 9, 12)]),
        ([("A", 10, 11, 0.5)], []),
        ([("A", 10, 13, 0.5)], [("A", 11, 13)]),
        ([], []),
    ],
)
def test_everything_found_is_covered_once(findings: list[Finding], expected: list[tuple[str, int, int]]) -> None:
    found = resolved([Finding(*finding) for finding in findings], TEXT)

    assert [(one.kind, one.start, one.end) for one in found] == expected


def test_blanked_placeholders_are_cut_out() -> None:
    found = resolved([Finding("A", 0, 8, 0.5)], "ab\0\0\0cd\0e")

    assert [(one.start, one.end) for one in found] == [(0, 2), (5, 7)]


ADDRESS = "Molenweg 8, 5711 KT Someren, tel 07700900123"


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([("STREET_ADDRESS", 0, 11, 0.7), ("ZIP_CODE", 12, 19, 0.9)], [("STREET_ADDRESS", 0, 19)]),
        ([("STREET_ADDRESS", 0, 27, 0.7), ("ZIP_CODE", 12, 19, 0.9)], [("STREET_ADDRESS", 0, 27)]),
        ([("ZIP_CODE", 12, 19, 0.9), ("PERSON", 20, 27, 0.7)], [("ZIP_CODE", 12, 19), ("PERSON", 20, 27)]),
        ([("PERSON", 20, 44, 0.8), ("PHONE_NUMBER", 33, 44, 0.6)], [("PHONE_NUMBER", 33, 44)]),
        ([("STREET_ADDRESS", 0, 40, 0.8), ("PHONE_NUMBER", 33, 44, 0.6)], [("PHONE_NUMBER", 33, 44)]),
    ],
)
def test_names_and_addresses_give_way_to_what_has_a_form_of_its_own(findings: list, expected: list) -> None:
    found = resolved([Finding(*one) for one in findings], ADDRESS)

    assert [(one.kind, one.start, one.end) for one in found] == expected
