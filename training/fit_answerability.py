"""Fit `copilot/retrieval/answerability.json`: `python -m training.fit_answerability [--also PATH …]`.

Only the dev split of our own questions is fitted on. The thresholds follow two rules:

- `answer`: as low as it can be while at most 8 % of the unanswerable questions are answered; those near to, adjacent
  to and far from what the knowledge base knows count a third each: the set holds more near ones for being hard;
- `clarify`: as high as it can be while the copilot abstains from at most 3 % of the answerable questions.

`--also` asks the questions of other data sets of their own articles, and ours too, which nothing there answers: a fit
that only knows our corpus would fail there (docs/decisions/0006).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from rich.console import Console
from rich.table import Table

from copilot.bootstrap import make_encoder
from copilot.retrieval.answerability import Calibration, Evidence, Fitted, probability
from copilot.settings import Settings
from eval.asked import DISTANCES, Asked, ask
from eval.cli import open_subject, shown
from eval.dataset import Dataset, Question, corpus_hash, part_of, questions_hash
from eval.datasets.load import load
from eval.measures.confidence import Labels, auroc, brier, calibration_error
from eval.measures.interval import SEED, Floats, resampled

_ANSWERED_WRONGLY: Final = 0.08
_LOST: Final = 0.03
_STRENGTHS: Final = (0.1, 1.0, 10.0, 100.0, 1000.0)
_FOLDS: Final = 5
_REPEATS: Final = 10
_FOREIGN: Final = "foreign"


@dataclass(frozen=True, slots=True)
class Sample:
    """Evidence (n, 2): cosine and words; whether there was an answer (n,); and how each question came about (n,)."""

    evidence: Floats
    labels: Labels
    groups: Any


def main() -> None:
    """Fit, write the file, and print what was found."""
    given = _arguments()
    settings = Settings(var=given.var)
    own = load(given.data, given.corpus)
    dev = part_of(own, "dev")
    calibration = fitted(sample(ask(dev, open_subject(dev, settings), shown)), dev, settings)
    given.out.write_bytes(msgspec.json.format(msgspec.json.encode(calibration), indent=2) + b"\n")
    Console().print_json(msgspec.json.encode(calibration).decode())
    if given.also:
        Console(width=150).print(_elsewhere([load(path, path) for path in given.also], own, calibration, settings))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fit the answerability calibration.")
    parser.add_argument("--data", type=Path, default=Path("eval/data/retrieval"))
    parser.add_argument("--corpus", type=Path, default=Path("kb_corpus"))
    parser.add_argument("--also", nargs="+", type=Path, default=[])
    parser.add_argument("--var", type=Path, default=Path("var"))
    parser.add_argument("--out", type=Path, default=Path("copilot/retrieval/answerability.json"))
    return parser.parse_args()


def sample(asked: Sequence[Asked]) -> Sample:
    """Questions as arrays, in their order."""
    return Sample(
        evidence=np.array([(item.evidence.cosine, item.evidence.words) for item in asked]),
        labels=np.array([item.is_answerable for item in asked]),
        groups=np.array([item.group for item in asked]),
    )


def fitted(data: Sample, dataset: Dataset, settings: Settings) -> Calibration:
    """The calibration of a sample, with the thresholds by the rules and the cross-validated figures."""
    scores = {strength: _out_of_fold(data, strength) for strength in _STRENGTHS}
    strength = min(scores, key=lambda one: _log_loss(scores[one], data.labels))
    model = _model(strength).fit(data.evidence, data.labels)
    confidences = model.predict_proba(data.evidence)[:, 1]
    unseen = scores[strength]
    return Calibration(
        encoder=make_encoder(settings, settings.encoder.retriever).manifest.fingerprint,
        intercept=round(float(model.intercept_[0]), 4),
        cosine=round(float(model.coef_[0][0]), 4),
        words=round(float(model.coef_[0][1]), 4),
        answer=answer_threshold(confidences, data),
        clarify=clarify_threshold(confidences, data.labels),
        fitted=Fitted(
            questions=questions_hash(dataset.questions),
            corpus=corpus_hash(dataset.articles),
            answerable=int(data.labels.sum()),
            unanswerable=int((~data.labels).sum()),
            figures={
                "regularisation": strength,
                "cross_validated_auroc": round(auroc(unseen, data.labels), 4),
                "cross_validated_ece": round(calibration_error(unseen, data.labels), 4),
                "cross_validated_brier": round(brier(unseen, data.labels), 4),
            },
        ),
    )


def answer_threshold(confidences: Floats, data: Sample) -> float:
    """The lowest confidence, to three digits, from which at most 8 % of the unanswerable are answered."""
    groups = [confidences[data.groups == name] for name in DISTANCES]
    steps = np.arange(0, 1_001) / 1_000
    wrongly = np.mean([[(group >= step).mean() for step in steps] for group in groups], axis=0)
    return float(steps[wrongly <= _ANSWERED_WRONGLY][0])


def clarify_threshold(confidences: Floats, labels: Labels) -> float:
    """The highest confidence, to three digits, below which at most 3 % of the answerable are."""
    steps = np.arange(0, 1_001) / 1_000
    lost = np.array([(confidences[labels] < step).mean() for step in steps])
    return float(steps[lost <= _LOST][-1])


def _model(strength: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=strength)


def _out_of_fold(data: Sample, strength: float) -> Floats:
    """The confidence of each question (n,) from fits that have not seen it, averaged over the repeats."""
    from sklearn.model_selection import RepeatedStratifiedKFold

    total = np.zeros(len(data.labels))
    folds = RepeatedStratifiedKFold(n_splits=_FOLDS, n_repeats=_REPEATS, random_state=SEED)
    for seen, unseen in folds.split(data.evidence, data.labels):
        model = _model(strength).fit(data.evidence[seen], data.labels[seen])
        total[unseen] += model.predict_proba(data.evidence[unseen])[:, 1]
    return total / _REPEATS


def _log_loss(confidences: Floats, labels: Labels) -> float:
    return float(-np.log(np.where(labels, confidences, 1 - confidences)).mean())


def _elsewhere(datasets: Sequence[Dataset], own: Dataset, calibration: Calibration, settings: Settings) -> Table:
    table = Table(title="Other knowledge bases: their questions, and those that they do not answer")
    for column in (
        "data set",
        "answerable",
        "answered",
        "unanswerable",
        "kind",
        "answered wrongly",
        "abstained",
        "AUROC",
    ):
        table.add_column(column)
    for dataset in datasets:
        for row in _rows(dataset, own.questions, calibration, settings):
            table.add_row(*row)
    return table


def _rows(
    dataset: Dataset, foreign: Sequence[Question], calibration: Calibration, settings: Settings
) -> Iterator[tuple[str, ...]]:
    subject = open_subject(dataset, settings)
    strangers = tuple(msgspec.structs.replace(question, relevant={}, tags=()) for question in foreign)
    ours = ask(msgspec.structs.replace(dataset, questions=strangers), subject, shown)
    data = sample([*ask(dataset, subject, shown), *(msgspec.structs.replace(item, group=_FOREIGN) for item in ours)])
    confidences = np.array([_confidence(calibration, row) for row in data.evidence])
    for group in sorted(set(data.groups[~data.labels].tolist())):
        inside = data.groups == group
        pair = inside | data.labels
        area = resampled(auroc, confidences[pair], data.labels[pair])
        yield (
            dataset.name,
            str(int(data.labels.sum())),
            f"{(confidences[data.labels] >= calibration.answer).mean():.3f}",
            str(int(inside.sum())),
            group,
            f"{(confidences[inside] >= calibration.answer).mean():.3f}",
            f"{(confidences[inside] < calibration.clarify).mean():.3f}",
            f"{area.value:.3f} [{area.low:.3f}, {area.high:.3f}]",
        )


def _confidence(calibration: Calibration, row: Floats) -> float:
    return probability(calibration, Evidence(cosine=float(row[0]), words=float(row[1])))


if __name__ == "__main__":
    main()
