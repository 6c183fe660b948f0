"""Fit `copilot/triage/prototypes.json`: `python -m training.fit_prototypes`.

Questions with judged articles, and first messages with the categories that they are about; the dev split only. Two
logistic functions say how likely it is that the nearest category, and the nearest article in it, is right. The
thresholds: a category is believed from where right labels and right silences are highest together, an article from
where it is right in 70 % of cases.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from rich.console import Console

from copilot.settings import Settings
from copilot.triage.prototypes import Logistic, PrototypeCalibration, by_category, lead
from copilot.types import Likeness
from eval.cli import open_subject, shown
from eval.datasets.load import load
from eval.measures.confidence import Labels
from eval.measures.interval import Floats
from eval.wants import Want, nearest, read_wants

_RIGHT_ARTICLES: Final = 0.7
_STEPS: Final = np.arange(0.05, 0.96, 0.01)


def main() -> None:
    """Fit, write the file, print it."""
    parser = argparse.ArgumentParser(description="Fit the calibration of intents by prototypes.")
    parser.add_argument("--data", type=Path, default=Path("eval/data/retrieval"))
    parser.add_argument("--corpus", type=Path, default=Path("kb_corpus"))
    parser.add_argument("--var", type=Path, default=Path("var"))
    parser.add_argument("--out", type=Path, default=Path("copilot/triage/prototypes.json"))
    given = parser.parse_args()
    settings = Settings(var=given.var)
    dataset = load(given.data, given.corpus)
    subject = open_subject(dataset, settings)
    wants = read_wants(dataset, "dev")
    found = [nearest(subject, want.text) for want in shown(wants, "nearest articles")]
    calibration = fitted(wants, found, subject.encoder.manifest.fingerprint)
    given.out.write_bytes(msgspec.json.format(msgspec.json.encode(calibration), indent=2) + b"\n")
    Console().print_json(msgspec.json.encode(calibration).decode())


def fitted(wants: Sequence[Want], found: Sequence[Sequence[Likeness]], encoder: str) -> PrototypeCalibration:
    """The calibration of what was found for each want."""
    rows, right, article_rows, article_right = [], [], [], []
    for want, articles in zip(wants, found, strict=True):
        categories = by_category(articles)
        rows.append((categories[0][1], lead(categories)))
        right.append(categories[0][0] in want.categories)
        if want.articles is not None:
            own = [item for item in articles if item.category == categories[0][0]]
            ahead = own[0].cosine - own[1].cosine if len(own) > 1 else own[0].cosine
            article_rows.append((own[0].cosine, ahead))
            article_right.append(own[0].article_id in want.articles)
    category, article = _logistic(rows, right), _logistic(article_rows, article_right)
    sure = np.array([category.probability(*row) for row in rows])
    answered = np.array([bool(want.categories) for want in wants])
    return PrototypeCalibration(
        encoder=encoder,
        category=category,
        article=article,
        threshold=_balanced(sure, np.array(right), answered),
        article_threshold=_precise(np.array([article.probability(*row) for row in article_rows]), article_right),
    )


def _logistic(rows: Sequence[tuple[float, float]], right: Sequence[bool]) -> Logistic:
    from sklearn.linear_model import LogisticRegression

    model: Any = LogisticRegression(C=100.0).fit(np.array(rows), np.array(right))
    cosine, ahead = model.coef_[0].tolist()
    return Logistic(intercept=round(float(model.intercept_[0]), 4), cosine=round(cosine, 4), lead=round(ahead, 4))


def _balanced(sure: Floats, right: Labels, answered: Labels) -> float:
    def together(step: float) -> float:
        return float((right & (sure >= step))[answered].mean() + (sure < step)[~answered].mean())

    return _best(together)


def _precise(sure: Floats, right: Sequence[bool]) -> float:
    truth = np.array(right)
    precise = [step for step in _STEPS if (sure >= step).any() and truth[sure >= step].mean() >= _RIGHT_ARTICLES]
    return round(float(precise[0]) if precise else float(_STEPS[-1]), 2)


def _best(value: Callable[[float], float]) -> float:
    return round(float(max(_STEPS, key=value)), 2)


if __name__ == "__main__":
    main()
