"""Does the copilot know what it does not know?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, get_args

import numpy as np

from copilot.retrieval.answerability import Calibration, probability, verdict
from copilot.types import Verdict
from eval.asked import ANSWERABLE, Asked, ask
from eval.dataset import Dataset, Question
from eval.measures.confidence import Labels, auroc, brier, calibration_error, risks
from eval.measures.interval import Floats, mean, resampled
from eval.report import Figure, Row, Section, Table
from eval.subject import Subject, Track

NAME = "answerability"

_COVERAGES: Final = tuple(range(10, 101, 10))


def run(dataset: Dataset, subject: Subject, track: Track[Question]) -> Section:
    """Every question is asked of the public articles, as a customer-facing draft sees them.

    Raises:
        InvalidInput: answerable or unanswerable questions are missing.
    """
    asked = ask(dataset, subject, track)
    confidences = np.array([probability(subject.calibration, item.evidence) for item in asked])
    verdicts = [verdict(subject.calibration, confidence) for confidence in confidences.tolist()]
    labels = np.array([item.is_answerable for item in asked])
    return Section(
        task=NAME,
        dataset=dataset.name,
        tables=(
            Table(title="confidence", rows=(_overall(confidences, labels, verdicts),)),
            _by_group(asked, confidences, labels, verdicts, subject.calibration),
            _risk_coverage(confidences, labels),
        ),
        items=tuple(
            {"id": item.id, "group": item.group, "confidence": confidence, "verdict": chosen}
            for item, confidence, chosen in zip(asked, confidences.tolist(), verdicts, strict=True)
        ),
    )


def _overall(confidences: Floats, labels: Labels, verdicts: Sequence[Verdict]) -> Row:
    right = [(chosen == "answer") == label for chosen, label in zip(verdicts, labels.tolist(), strict=True)]
    return Row(
        name="all",
        n=len(labels),
        figures={
            "AUROC": resampled(auroc, confidences, labels),
            "ECE": resampled(calibration_error, confidences, labels),
            "Brier": resampled(brier, confidences, labels),
            "accuracy": mean(np.array(right, dtype=np.float64)),
        },
    )


def _by_group(
    asked: Sequence[Asked], confidences: Floats, labels: Labels, verdicts: Sequence[Verdict], calibration: Calibration
) -> Table:
    groups = np.array([item.group for item in asked])
    chosen = np.array(verdicts)
    rows = []
    for group in dict.fromkeys([ANSWERABLE, *sorted(set(groups.tolist()))]):
        inside = groups == group
        figures = {name: mean((chosen[inside] == name).astype(np.float64)) for name in get_args(Verdict)}
        if group != ANSWERABLE:
            pair = inside | labels
            figures["AUROC"] = resampled(auroc, confidences[pair], labels[pair])
        rows.append(Row(name=group, n=int(inside.sum()), figures=figures))
    note = f"answer from {calibration.answer:.3f}, clarify from {calibration.clarify:.3f}; AUROC against the answerable"
    return Table(title="verdicts by group", rows=tuple(rows), note=note)


def _risk_coverage(confidences: Floats, labels: Labels) -> Table:
    return Table(
        title="risk and coverage",
        rows=tuple(_points(confidences, labels)),
        note="answering only the surest: share of questions answered, share of those that had no answer",
    )


def _points(confidences: Floats, labels: Labels) -> Iterator[Row]:
    risk = risks(confidences, labels)
    descending = np.sort(confidences)[::-1]
    for percent in _COVERAGES:
        count = max(1, round(len(labels) * percent / 100))
        figures = {
            "risk": Figure(value=float(risk[count - 1])),
            "threshold": Figure(value=float(descending[count - 1])),
        }
        yield Row(name=f"{percent} %", n=count, figures=figures)
