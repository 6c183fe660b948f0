"""What recognisers find: spans with a kind and a score, and how overlapping ones become one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from copilot.privacy.placeholders import BLANK

CERTAIN = 1.0
STRONG = 0.9
LABELLED = 0.8
LIKELY = 0.6

# Pieces of these that stand next to each other are one value, such as a first name and a family name.
_COMPOUND_KINDS = frozenset({"PERSON"})


class Finding(NamedTuple):
    """A piece of personal data in the folded text, [start, end); `score` (0..1) ranks and is not a probability."""

    kind: str
    start: int
    end: int
    score: float


def resolved(findings: Iterable[Finding], text: str) -> list[Finding]:
    """Findings in text order that do not overlap and cover everything that any of them covered.

    Of overlapping findings the most certain one, then the longest, gives the kind. Placeholders in the text stay outside.
    """
    united: list[Finding] = []
    for finding in sorted((part for found in findings for part in _parts(found, text)), key=lambda part: part.start):
        if united and _belong_together(united[-1], finding, text):
            united[-1] = _union(united[-1], finding)
        else:
            united.append(finding)
    return united


def _parts(finding: Finding, text: str) -> Iterator[Finding]:
    """The finding without white space around it and without the placeholders in it."""
    start = finding.start
    for part in text[finding.start : finding.end].split(BLANK):
        stripped = part.strip()
        if any(map(str.isalnum, stripped)):
            begin = start + part.index(stripped)
            yield finding._replace(start=begin, end=begin + len(stripped))
        start += len(part) + 1


def _belong_together(left: Finding, right: Finding, text: str) -> bool:
    if right.start < left.end:
        return True
    if left.kind != right.kind:
        return False
    between = text[left.end : right.start]
    return not between or (left.kind in _COMPOUND_KINDS and between in {" ", "-", "  "})


def _union(left: Finding, right: Finding) -> Finding:
    best = max(left, right, key=lambda finding: (finding.score, finding.end - finding.start))
    return best._replace(start=left.start, end=max(left.end, right.end))
