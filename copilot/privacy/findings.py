"""What recognisers find: spans with a kind and a score, and how overlapping ones become one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from copilot.privacy.placeholders import BLANK

CERTAIN = 1.0
STRONG = 0.9
LABELLED = 0.8
LIKELY = 0.6

# What the names head finds by context; it gives way to what has a form of its own.
BY_CONTEXT = frozenset({"PERSON", "STREET_ADDRESS", "ZIP_CODE"})
_ADDRESS, _POSTCODE = "STREET_ADDRESS", "ZIP_CODE"
_IN_ADDRESSES = frozenset({" ", ", ", ",", "\n", ",\n", " - ", ". "})
# Pieces of these that stand next to each other are one value, such as a first name and a family name.
_COMPOUND_KINDS = frozenset({"PERSON"})
_PARTICLES = frozenset(
    {"", "t", "de", "la", "del", "de la", "de los", "van", "van de", "van den", "van der", "von", "der", "den", "di"}
    | {"da", "dos", "do", "das", "el", "al", "bin", "ter"}
)
_LONGEST_INITIAL = 3


class Finding(NamedTuple):
    """A piece of personal data in the folded text, [start, end); `score` (0..1) ranks and is not a probability."""

    kind: str
    start: int
    end: int
    score: float


def found(kind: str, span: tuple[int, int], score: float) -> Finding:
    """A finding at the span of a match."""
    return Finding(kind, *span, score)


def resolved(findings: Iterable[Finding], text: str) -> list[Finding]:
    """Findings in text order that do not overlap and cover all that any of them covered.

    Where two overlap, the more certain one, then the longer one, stays whole; the other keeps what is left of it. A
    name or address that overlaps a value of another kind is left out: once that is gone, it is looked for again.
    Pieces of one value that touch become one. Placeholders in the text stay outside.
    """
    given = list(findings)
    formed = _separated([one for one in given if one.kind not in BY_CONTEXT], text)
    guessed = [one for one in given if one.kind in BY_CONTEXT and not _meets(one, formed)]
    return _separated([*formed, *guessed], text) if guessed else formed


def _meets(finding: Finding, separate: list[Finding]) -> bool:
    """True if the finding overlaps one of some that are in order and do not overlap."""
    index = bisect_right(separate, finding.end - 1, key=lambda one: one.start) - 1
    return index >= 0 and separate[index].end > finding.start


def _separated(findings: list[Finding], text: str) -> list[Finding]:
    parts = [part for found in findings for part in _parts(found, text)]
    separate: list[Finding] = []
    for finding in _outermost(parts):
        _append(separate, finding)
    return _merged([part for found in separate for part in _parts(found, text)], text)


def _rank(finding: Finding) -> tuple[float, int]:
    return finding.score, finding.end - finding.start


def _outermost(findings: list[Finding]) -> list[Finding]:
    """Findings that no other contains, by start and so by end; each takes the kind of the best one inside."""
    outermost: list[Finding] = []
    for finding in sorted(findings, key=lambda found: (found.start, -found.end)):
        if outermost and finding.end <= outermost[-1].end:
            best = outermost[-1] if outermost[-1].kind == _ADDRESS else max(outermost[-1], finding, key=_rank)
            outermost[-1] = best._replace(start=outermost[-1].start, end=outermost[-1].end)
        else:
            outermost.append(finding)
    return outermost


def _append(separate: list[Finding], finding: Finding) -> None:
    """Add a finding that begins and ends after the last one, cutting whichever of the two ranks lower."""
    while separate and finding.start < separate[-1].end:
        last = separate.pop()
        if _rank(last) >= _rank(finding):
            separate.append(last)
            finding = finding._replace(start=last.end)
        elif last.start < finding.start:
            separate.append(last._replace(end=finding.start))
    separate.append(finding)


def _merged(findings: list[Finding], text: str) -> list[Finding]:
    merged: list[Finding] = []
    for finding in findings:
        if merged and _is_one_value(merged[-1], finding, text):
            best = max(merged[-1], finding, key=_rank) if finding.kind == merged[-1].kind else merged[-1]
            merged[-1] = best._replace(start=merged[-1].start, end=finding.end)
        else:
            merged.append(finding)
    return merged


def _parts(finding: Finding, text: str) -> Iterator[Finding]:
    """The finding without white space around it and without the placeholders in it."""
    start = finding.start
    for part in text[finding.start : finding.end].split(BLANK):
        stripped = part.strip()
        if any(map(str.isalnum, stripped)):
            begin = start + part.index(stripped)
            yield finding._replace(start=begin, end=begin + len(stripped))
        start += len(part) + 1


def _is_one_value(left: Finding, right: Finding, text: str) -> bool:
    between = text[left.end : right.start]
    if left.kind == _ADDRESS and right.kind in {_ADDRESS, _POSTCODE}:
        return between in _IN_ADDRESSES
    if left.kind != right.kind:
        return False
    if left.kind not in _COMPOUND_KINDS:
        return not between
    is_initial = between == ". " and left.end - left.start <= _LONGEST_INITIAL
    return is_initial or between.strip(" '-").lower() in _PARTICLES
