"""How well found spans fit the labelled ones: matched by overlap, one to one; and what of the labelled text is left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from eval.datasets.filled import Span
from eval.measures.clusters import divided
from eval.measures.interval import Floats
from eval.measures.kinds import counted_as, is_same

THRESHOLDS: Final = (0.5, 0.7, 0.9)
"""Least intersection over union of two spans that match."""
NUMBERS: Final = frozenset({"order_number", "tracking_number", "ticket_number", "serial_number"})
"""Slots for numbers that an operator works with."""


class Counts(NamedTuple):
    """Labels that were found, findings that no label explains, labels that were missed."""

    hits: int = 0
    false: int = 0
    missed: int = 0


class Leak(NamedTuple):
    """Letters and digits of a label that nothing covers, and all it has; spaces and punctuation tell nothing."""

    left: int
    all: int


def overlap(one: Span, other: Span) -> float:
    """Intersection over union of two spans: 0..1."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


def matched(
    labels: Sequence[Span], found: Sequence[Span], threshold: float, *, same_kind: bool
) -> list[tuple[int, int]]:
    """Pairs of (label, finding), by their places in the lists: the best overlap first, each in one pair at most.

    Of equal overlaps the first label, then the first finding, is taken.
    """
    pairs = [
        (-share, i, j)
        for i, label in enumerate(labels)
        for j, finding in enumerate(found)
        if (share := overlap(label, finding)) >= threshold and (not same_kind or is_same(label.kind, finding.kind))
    ]
    taken: list[tuple[int, int]] = []
    for _, i, j in sorted(pairs):
        if all(i != label and j != finding for label, finding in taken):
            taken.append((i, j))
    return taken


def counts_by_kind(
    labels: Sequence[Span], found: Sequence[Span], threshold: float, kinds: Collection[str], *, same_kind: bool
) -> Iterator[tuple[str, Counts]]:
    """(kind, counts) of each label and of each finding that no label explains; `kinds` are those of all labels."""
    pairs = matched(labels, found, threshold, same_kind=same_kind)
    hit, explained = {label for label, _ in pairs}, {finding for _, finding in pairs}
    for i, label in enumerate(labels):
        yield label.kind, Counts(hits=1) if i in hit else Counts(missed=1)
    for j, finding in enumerate(found):
        if j not in explained:
            yield counted_as(finding.kind, kinds), Counts(false=1)


def precision(counts: Floats) -> Floats:
    """The share of findings that a label explains, of `Counts` in the last axis."""
    return divided(counts[..., 0], counts[..., 0] + counts[..., 1])


def recall(counts: Floats) -> Floats:
    """The share of labels that were found, of `Counts` in the last axis."""
    return divided(counts[..., 0], counts[..., 0] + counts[..., 2])


def f2(counts: Floats) -> Floats:
    """Recall and precision as one figure, recall weighing twice as much: 5 hits / (5 hits + 4 missed + false)."""
    hits = 5 * counts[..., 0]
    return divided(hits, hits + 4 * counts[..., 2] + counts[..., 1])


def leak(text: str, label: Span, found: Sequence[Span]) -> Leak:
    """What stays readable of a label, whatever kind the findings say it is."""
    told = [place for place in range(label.start, label.end) if text[place].isalnum()]
    left = [place for place in told if not any(one.start <= place < one.end for one in found)]
    return Leak(len(left), len(told))


def is_touched(span: Span, found: Sequence[Span]) -> bool:
    """True if a finding covers any of the span."""
    return any(one.start < span.end and span.start < one.end for one in found)
