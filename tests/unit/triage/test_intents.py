"""What a turn asks for, from what its parts may be about."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from copilot.triage.impression import Part
from copilot.triage.intents import wanted
from copilot.types import Intent
from tests.unit.triage.values import a_part


class Scripted:
    """Gives each part the labels that were written down for it."""

    threshold = 0.5

    def __init__(self, *found: Sequence[tuple[str, float]]) -> None:
        self._found = found

    def classify(self, parts: Sequence[Part]) -> tuple[tuple[Intent, ...], ...]:
        assert len(parts) == len(self._found)
        return tuple(tuple(Intent(label=label, confidence=value) for label, value in row) for row in self._found)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([[("refund", 0.9)]], [("refund", 0.9)]),
        ([[("refund", 0.5)]], [("refund", 0.5)]),
        ([[("refund", 0.49)]], []),
        ([[]], []),
        ([[("refund", 0.9), ("login", 0.8)]], [("refund", 0.9)]),
        ([[("refund", 0.4)], [("login", 0.6)]], [("login", 0.6)]),
        ([[("refund", 0.6)], [("login", 0.7)]], [("login", 0.7), ("refund", 0.6)]),
        ([[("refund", 0.6)], [("refund", 0.8)], [("refund", 0.7)]], [("refund", 0.8)]),
        ([[("b", 0.6)], [("a", 0.6)]], [("a", 0.6), ("b", 0.6)]),
        ([[("refund", 0.12345), ("x", 0.1)], [("login", 0.87654)]], [("login", 0.877)]),
    ],
)
def test_the_best_label_of_each_part_is_believed_from_the_threshold_on(
    found: list[list[tuple[str, float]]], expected: list[tuple[str, float]]
) -> None:
    result = wanted([a_part()] * len(found), Scripted(*found))

    assert [(intent.label, intent.confidence) for intent in result.intents] == expected


def test_the_first_one_is_the_surest_or_nothing() -> None:
    some = wanted([a_part()] * 2, Scripted([("refund", 0.6)], [("login", 0.7)]))
    none = wanted([a_part()], Scripted([]))

    assert some.first == Intent(label="login", confidence=0.7)
    assert none.first is None
