"""What a customer wants: a label with a calibrated probability, several where two things are asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from copilot.triage.impression import Part
from copilot.types import Intent


class Classifier(Protocol):
    """Labels pieces of text, by the knowledge base or by the team's own examples."""

    def classify(self, parts: Sequence[Part]) -> tuple[tuple[Intent, ...], ...]:
        """For each part the labels that may fit, surest first; their confidence is calibrated (0..1)."""

    @property
    def threshold(self) -> float:
        """The confidence from which a label is believed."""


class Wanted(Struct, frozen=True, kw_only=True):
    """`intents`: what is believed, surest first, each label once."""

    intents: tuple[Intent, ...]

    @property
    def first(self) -> Intent | None:
        """The surest one."""
        return self.intents[0] if self.intents else None


def wanted(parts: Sequence[Part], classifier: Classifier) -> Wanted:
    """What a turn asks for: the best label of the whole, and those of its pieces that are believed by themselves.

    A category is left out where one of its own labels is told.
    """
    best: dict[str, float] = {}
    for found in classifier.classify(parts):
        for intent in found[:1]:
            if intent.confidence >= classifier.threshold:
                best[intent.label] = max(best.get(intent.label, 0.0), intent.confidence)
    told = {label: value for label, value in best.items() if not any(other.startswith(f"{label}.") for other in best)}
    ordered = sorted(told.items(), key=lambda item: (-item[1], item[0]))
    return Wanted(intents=tuple(Intent(label=label, confidence=round(value, 3)) for label, value in ordered))
