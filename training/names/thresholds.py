"""Which probability is enough: chosen on the held-out part, and the figures there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
import numpy as np
from msgspec import Struct
from rich.table import Table

from copilot.encoding.reading import Matrix
from copilot.privacy.names.decoding import runs
from copilot.privacy.names.head import Head
from copilot.privacy.names.words import Words
from training.names.features import KINDS, TAGS, Row
from training.names.sentences import Example

_CANDIDATES: Final = tuple(round(0.3 + 0.05 * step, 2) for step in range(13))
_BETA_SQUARED: Final = 4.0
_FALSE_ALARM_WEIGHT: Final = 2.0

_Spans = set[tuple[int, int]]


class Held(Struct, frozen=True, kw_only=True):
    """A held-out example."""

    example: Example
    row: Row


class Counts(Struct, frozen=True, kw_only=True):
    """Values found, found wrongly and missed; messages without any, and how many of them were touched."""

    right: int
    wrong: int
    missed: int
    clean: int
    touched: int

    @property
    def f2(self) -> float:
        """F2, with a false alarm in a clean message counted twice: it costs an operator a message."""
        wrong = self.wrong + _FALSE_ALARM_WEIGHT * self.touched
        return (
            (1 + _BETA_SQUARED) * self.right / ((1 + _BETA_SQUARED) * self.right + _BETA_SQUARED * self.missed + wrong)
        )


def chosen(head: Head, held: Sequence[Held]) -> Head:
    """The head with the threshold of each kind that has the best F2 on the held-out examples."""
    tagged = [head.tag(_words(one.row)) for one in held]
    best = {
        kind: max(_CANDIDATES, key=lambda threshold, kind=kind: counts(held, tagged, kind, threshold).f2)  # type: ignore[misc]
        for kind in KINDS
    }
    return Head(manifest=msgspec.structs.replace(head.manifest, thresholds=best), weights=head.weights)


def counts(held: Sequence[Held], tagged: Sequence[Matrix], kind: str, threshold: float) -> Counts:
    """What the head finds of a kind; a value counts as found when at least half of both spans is common (IoU .5)."""
    right = wrong = missed = clean = touched = 0
    for one, probabilities in zip(held, tagged, strict=True):
        expected = _expected(one.row, kind)
        found = {(run.first, run.last) for run in runs(probabilities, TAGS, {kind: threshold})}
        hits = sum(any(_overlap(span, other) >= 0.5 for other in found) for span in expected)
        right += hits
        missed += len(expected) - hits
        wrong += sum(not any(_overlap(span, other) >= 0.5 for other in expected) for span in found)
        if not any(label in KINDS for label, _, _ in one.example.spans):
            clean += 1
            touched += bool(found)
    return Counts(right=right, wrong=wrong, missed=missed, clean=clean, touched=touched)


def figures(head: Head, held: Sequence[Held]) -> Table:
    """The counts of each kind at its threshold."""
    table = Table("kind", "threshold", "values", "precision", "recall", "clean messages", "touched")
    tagged = [head.tag(_words(one.row)) for one in held]
    for kind, threshold in head.manifest.thresholds.items():
        c = counts(held, tagged, kind, threshold)
        precision, recall = c.right / max(c.right + c.wrong, 1), c.right / max(c.right + c.missed, 1)
        shown = (f"{threshold:.2f}", f"{c.right + c.missed}", f"{precision:.3f}", f"{recall:.3f}")
        table.add_row(kind, *shown, f"{c.clean}", f"{c.touched / max(c.clean, 1):.4f}")
    return table


def _words(row: Row) -> Words:
    return Words(
        spans=np.zeros((len(row.tags), 2), dtype=np.int64),
        vectors=row.vectors.astype(np.float32),
        flags=row.flags.astype(np.float32),
        buckets=row.buckets,
    )


def _expected(row: Row, kind: str) -> _Spans:
    """The spans of the tags: the first and the last word of each value."""
    return set(_spans([TAGS[index] for index in row.tags], kind))


def _spans(tags: Sequence[str], kind: str) -> Iterator[tuple[int, int]]:
    start = None
    for index, tag in enumerate([*tags, "O"]):
        if start is not None and tag != f"I-{kind}":
            yield start, index - 1
            start = None
        if tag == f"B-{kind}":
            start = index


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0]) + 1
    return max(common, 0) / (max(one[1], other[1]) - min(one[0], other[0]) + 1)
