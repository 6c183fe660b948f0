"""Intents without examples: the articles and categories of the knowledge base as prototypes.

A label is `category.article` where the article is clear, else the category alone. The confidences are logistic
functions fitted by `python -m training.fit_prototypes` on questions with judgements; they hold for one encoder.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct

from copilot.encoding.reading import Matrix
from copilot.triage.impression import Part
from copilot.triage.linear import sigmoid
from copilot.types import Intent, Likeness

Nearest = Callable[[Matrix], Sequence[Likeness]]
"""The articles that are most like a (dim,) vector, best first, each once."""

_SHARPNESS: Final = 15.0
"""How much the best article of a category counts against the number of its good ones."""


class Logistic(Struct, frozen=True, kw_only=True):
    """log odds = intercept + cosine · best cosine + lead · its lead over the next one."""

    intercept: float
    cosine: float
    lead: float

    def probability(self, cosine: float, lead: float) -> float:
        """Calibrated probability (0..1) that the best one is right."""
        return sigmoid(self.intercept + self.cosine * cosine + self.lead * lead)


class PrototypeCalibration(Struct, frozen=True, kw_only=True):
    """`threshold`: from which confidence on a category is believed, `article_threshold` an article."""

    encoder: str
    category: Logistic
    article: Logistic
    threshold: float
    article_threshold: float


def load_prototype_calibration() -> PrototypeCalibration:
    """The shipped calibration, fitted for the packaged encoder."""
    content = files("copilot.triage").joinpath("prototypes.json").read_bytes()
    return msgspec.json.decode(content, type=PrototypeCalibration)


class KnowledgePrototypes:
    """Classifies by the knowledge base as it is now."""

    def __init__(self, nearest: Nearest, calibration: PrototypeCalibration, threshold: float | None = None) -> None:
        self._nearest = nearest
        self._calibration = calibration
        self.threshold = calibration.threshold if threshold is None else threshold

    def classify(self, parts: Sequence[Part]) -> tuple[tuple[Intent, ...], ...]:
        """See `Classifier`."""
        return tuple(self._intents(self._nearest(part.vector)) for part in parts)

    def _intents(self, articles: Sequence[Likeness]) -> tuple[Intent, ...]:
        if not articles:
            return ()
        of = self._calibration
        categories = by_category(articles)
        name, value = categories[0]
        confidence = of.category.probability(value, lead(categories))
        own = [item for item in articles if item.category == name]
        sure = of.article.probability(own[0].cosine, own[0].cosine - own[1].cosine if len(own) > 1 else own[0].cosine)
        if min(sure, confidence) >= max(of.article_threshold, self.threshold):
            return (Intent(label=f"{name}.{own[0].article_id}", confidence=min(sure, confidence)),)
        return (Intent(label=name, confidence=confidence),)


def by_category(articles: Sequence[Likeness]) -> list[tuple[str, float]]:
    """Categories with the soft maximum of their articles' cosines, best first."""
    total: dict[str, float] = {}
    for item in articles:
        total[item.category] = total.get(item.category, 0.0) + math.exp(_SHARPNESS * item.cosine)
    soft = ((name, math.log(value) / _SHARPNESS) for name, value in total.items())
    return sorted(soft, key=lambda item: (-item[1], item[0]))


def lead(ranked: Sequence[tuple[str, float]]) -> float:
    """How far the first is ahead of the second; its own value if it is alone."""
    return ranked[0][1] - ranked[1][1] if len(ranked) > 1 else ranked[0][1]
