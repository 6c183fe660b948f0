"""The half of the task `redaction` that customers feel: was everything personal found?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from eval.measures.clusters import clustered, ratio
from eval.measures.kinds import GROUPS
from eval.measures.spans import THRESHOLDS, Counts, Leak, counts_by_kind, f2, leak, precision, recall
from eval.redacted import Redacted
from eval.report import Figure, Row, Table
from eval.texts import Texts

_LOOSE, _STRICT = THRESHOLDS[0], THRESHOLDS[-1]
_WORST: Final = 15

_Kinds = frozenset[str] | None
"""The kinds that are looked at; `None`: all."""


class _Match(NamedTuple):
    """What became of one label, or one finding that no label explains."""

    template: str
    kind: str
    counts: Counts


class _Left(NamedTuple):
    """What of one label can still be read."""

    template: str
    kind: str
    leak: Leak


def found_tables(texts: Texts, read: Sequence[Redacted]) -> Iterator[Table]:
    """Precision, recall, F2 and leaks, overall, by group, by kind and by template; nothing if nothing is labelled."""
    if any(one.labels for one in read):
        yield from _Found(texts, read).tables()


class _Found:
    """Everything is matched once and looked at in many ways."""

    def __init__(self, texts: Texts, read: Sequence[Redacted]) -> None:
        kinds = {label.kind for one in read for label in one.labels}
        self._matches = {
            (threshold, same_kind): [
                _Match(one.message.template, kind, counts)
                for one in read
                for kind, counts in counts_by_kind(one.labels, one.found, threshold, kinds, same_kind=same_kind)
                if texts.measures(kind)
            ]
            for same_kind in (True, False)
            for threshold in THRESHOLDS
        }
        self._left = [
            _Left(one.message.template, label.kind, leak(one.message.text, label, one.found))
            for one in read
            for label in one.labels
        ]

    def tables(self) -> Iterator[Table]:
        note = "n: labelled spans; of the same kind, or of any"
        yield Table(title="spans by overlap (IoU)", rows=tuple(self._overall()), note=note)
        note = "any kind: found, whatever it was called; leaked: letters and digits that nothing covers"
        yield Table(title="groups, by overlap (IoU)", rows=tuple(self._groups()), note=note)
        note = "n: labelled spans; with 0 of them the kind was only found where none is labelled"
        yield Table(title="kinds, by overlap (IoU)", rows=tuple(self._kinds()), note=note)
        worst = tuple(_worst(self._matches[_LOOSE, False]))
        if worst:
            note = "id and kinds missed; missed: share of labels at overlap .5 of any kind; wrong: share of findings"
            yield Table(title="worst templates", rows=worst, note=note)

    def _overall(self) -> Iterator[Row]:
        for (threshold, same_kind), matches in self._matches.items():
            counts = [(match.template, match.counts) for match in matches]
            measures = {"precision": precision, "recall": recall, "F2": f2}
            figures = {name: clustered(counts, measure) for name, measure in measures.items() if _says(name, matches)}
            name = f"{_short(threshold)} {'same kind' if same_kind else 'any kind'}"
            yield Row(name=name, n=len(self._left), figures=figures)

    def _groups(self) -> Iterator[Row]:
        for name, kinds in {"all": None, **GROUPS}.items():
            if self._labels(kinds):
                figures = {
                    f"recall {_short(_LOOSE)}": clustered(self._counts(_LOOSE, kinds), recall),
                    f"any kind {_short(_LOOSE)}": clustered(self._counts(_LOOSE, kinds, same_kind=False), recall),
                    **self._fit(kinds),
                }
                yield Row(name=name, n=self._labels(kinds), figures=figures)

    def _kinds(self) -> Iterator[Row]:
        labels = Counter(one.kind for one in self._left)
        seen = {match.kind for match in self._matches[_LOOSE, True]}
        for kind in sorted(seen, key=lambda kind: (-labels[kind], kind)):
            kinds, counts = frozenset({kind}), self._counts(_LOOSE, frozenset({kind}))
            figures: dict[str, Figure] = {}
            if labels[kind]:
                figures |= {f"recall {_short(_LOOSE)}": clustered(counts, recall), **self._fit(kinds)}
            if any(hits or false for _, (hits, false, _) in counts):
                figures[f"precision {_short(_LOOSE)}"] = clustered(counts, precision)
            yield Row(name=kind, n=labels[kind], figures=figures)

    def _fit(self, kinds: _Kinds) -> dict[str, Figure]:
        """F2 at both ends of the thresholds, and leaks, of kinds that have labels."""
        figures = {f"F2 {_short(iou)}": clustered(self._counts(iou, kinds), f2) for iou in (_LOOSE, _STRICT)}
        leaks = [(one.template, one.leak) for one in self._left if kinds is None or one.kind in kinds]
        has_letters = any(one.all for _, one in leaks)
        return figures | ({"leaked": clustered(leaks, ratio)} if has_letters else {})

    def _counts(self, threshold: float, kinds: _Kinds, *, same_kind: bool = True) -> list[tuple[str, Counts]]:
        matches = self._matches[threshold, same_kind]
        return [(match.template, match.counts) for match in matches if kinds is None or match.kind in kinds]

    def _labels(self, kinds: _Kinds) -> int:
        return sum(kinds is None or one.kind in kinds for one in self._left)


def _says(measure: str, matches: Sequence[_Match]) -> bool:
    """False for the precision of nothing."""
    return measure != "precision" or any(match.counts.hits or match.counts.false for match in matches)


def _worst(matches: Sequence[_Match]) -> Iterator[Row]:
    """Templates with labels by how much goes wrong with them, most first, with the kinds that were missed."""
    of_template: dict[str, list[_Match]] = {}
    for match in matches:
        of_template.setdefault(match.template, []).append(match)
    rows = [_template_row(template, found) for template, found in of_template.items()]
    ranked = sorted((row for row in rows if row[0] and row[1].n), key=lambda row: (-row[0], row[1].name))
    yield from (row for _, row in ranked[:_WORST])


def _template_row(template: str, matches: Sequence[_Match]) -> tuple[int, Row]:
    """How many things go wrong with a template, and its row."""
    hits, false, missed = (sum(column) for column in zip(*(match.counts for match in matches), strict=True))
    kinds = sorted({match.kind for match in matches if match.counts.missed})
    figures = {
        "missed": Figure(value=missed / max(1, hits + missed)),
        "wrong": Figure(value=false / max(1, hits + false)),
    }
    return false + missed, Row(name=" ".join([template, *kinds]), n=hits + missed, figures=figures)


def _short(threshold: float) -> str:
    return f"{threshold:.1f}".removeprefix("0")
