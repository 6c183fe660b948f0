"""Fit the heads that read a conversation: directions of the vectors, and weights of the features.

Frustration is fitted in two steps, as in stacked generalisation (Wolpert 1992): the directions first; then the features
together with what the directions say of conversations that they were not fitted on. In the second step complaints may
only raise the score, relief and joy only lower it, so that each reason can be named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from copilot.triage.course import FEATURES, Moment
from copilot.triage.course_head import CourseHead
from copilot.triage.vocabulary import COMPLAINTS

_DIRECTION_STRENGTH: Final = 1.0
_JOINT_STRENGTH: Final = 0.3
_FEATURES_LENGTH: Final = 0.3
"""What a feature's spread is scaled to, beside vectors of length 1."""
_FEATURE_PENALTY: Final = 30.0
_ALONE_WEIGHT: Final = 0.3
"""What a copy of a conversation without its operators counts: some consoles send the customer's messages only."""
_CONSTANT: Final = 1e-4
"""A feature that varies less says nothing and gets no weight."""
_FOLDS: Final = 6
_LOWERING: Final = frozenset({"relief_now", "positive_now", "positive"})
_RAISING: Final = frozenset({*COMPLAINTS, "negative", "hostile", "abusive", "capitals", "punctuation", "repetition"})

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]


class Found(Struct, frozen=True, kw_only=True):
    """A moment with its answers, who wrote it, whether it is the last one, and whether of a copy without operators."""

    moment: Moment
    is_frustrated: bool
    is_due: bool
    is_urgent: bool
    writer: str
    is_last: bool
    is_copy: bool


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """(n, features), (n, 3·dim) vectors, (n,) answers to one question, (n,) weights, (n,) writers."""

    features: Floats
    vectors: Floats
    truth: Truths
    weights: Floats
    writers: NDArray[np.str_]

    def part(self, chosen: Truths) -> Moments:
        """The chosen moments."""
        return Moments(
            features=self.features[chosen],
            vectors=self.vectors[chosen],
            truth=self.truth[chosen],
            weights=self.weights[chosen],
            writers=self.writers[chosen],
        )

    @property
    def is_whole(self) -> Truths:
        """(n,) False for copies without operators."""
        return np.equal(self.weights, 1.0)


def gathered(found: Sequence[Found], question: str) -> Moments:
    """Moments as arrays, with the answers to a question: an attribute of `Found`."""
    return Moments(
        features=np.stack([one.moment.features for one in found]).astype(np.float64),
        vectors=np.stack(
            [np.concatenate([one.moment.wording, one.moment.course, one.moment.answers]) for one in found]
        ).astype(np.float64),
        truth=np.array([getattr(one, question) for one in found]),
        weights=np.array([_ALONE_WEIGHT if one.is_copy else 1.0 for one in found]),
        writers=np.array([one.writer for one in found]),
    )


Fit = Callable[[Moments], CourseHead]


def fit_stacked(data: Moments) -> CourseHead:
    """A head whose features keep their signs."""
    share, features, bias = _combined(data, _unseen(data))
    direction, direction_bias = _directions(data)
    return _head(share * direction, features, bias + share * direction_bias)


def fit_features(data: Moments) -> CourseHead:
    """A head of features alone, for encoders that no directions were fitted for."""
    _, features, bias = _combined(data, np.zeros(len(data.truth)))
    return _head(np.zeros(data.vectors.shape[1]), features, bias)


def fit_joint(data: Moments) -> CourseHead:
    """A head of vectors and features together, signs as they come."""
    from sklearn.linear_model import LogisticRegression

    spread = (data.features.std(axis=0) + 1e-6) / _FEATURES_LENGTH
    model = LogisticRegression(C=_JOINT_STRENGTH, max_iter=3000)
    model.fit(np.hstack([data.vectors, data.features / spread]), data.truth, sample_weight=data.weights)
    width = data.vectors.shape[1]
    return _head(model.coef_[0][:width], model.coef_[0][width:] / spread, float(model.intercept_[0]))


def cross_validated(data: Moments, fit: Fit) -> Floats:
    """The score (n,) of each moment from a fit on other writers."""
    scores = np.zeros(len(data.truth))
    for seen, unseen in folds(data.writers):
        scores[unseen] = scores_of(data.part(unseen), fit(data.part(seen)))
    return scores


def scores_of(data: Moments, head: CourseHead) -> Floats:
    """The scores (n,) of moments."""
    direction = np.concatenate([head.wording, head.course, head.answers]).astype(np.float64)
    result: Floats = 1 / (1 + np.exp(-(data.features @ head.features + data.vectors @ direction + head.bias)))
    return result


def folds(writers: NDArray[Any]) -> Iterator[tuple[Truths, Truths]]:
    """(seen, unseen) masks; a writer is on one side, in a fixed order."""
    names = sorted(set(writers.tolist()))
    for fold in range(min(_FOLDS, len(names))):
        unseen = np.isin(writers, names[fold::_FOLDS])
        yield ~unseen, unseen


def _head(direction: Floats, features: Floats, bias: float) -> CourseHead:
    wording, course, answers = np.split(direction.astype(np.float32), 3)
    return CourseHead(
        wording=wording, course=course, answers=answers, features=features.astype(np.float32), bias=float(bias)
    )


def _unseen(data: Moments) -> Floats:
    """What directions say of moments of writers that they were not fitted on: (n,) log odds."""
    said = np.zeros(len(data.truth))
    for seen, unseen in folds(data.writers):
        direction, bias = _directions(data.part(seen))
        said[unseen] = data.vectors[unseen] @ direction + bias
    return said


def _directions(data: Moments) -> tuple[Floats, float]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_DIRECTION_STRENGTH, max_iter=2000)
    model.fit(data.vectors, data.truth, sample_weight=data.weights)
    return model.coef_[0], float(model.intercept_[0])


def _combined(data: Moments, said: Floats) -> tuple[float, Floats, float]:
    """The weight of what the directions say, those of the features, and the bias."""
    from scipy.optimize import minimize

    spread = data.features.std(axis=0)
    spread = np.where(spread > _CONSTANT, spread, np.inf)
    rows = np.column_stack([said, data.features / spread, np.ones(len(said))])
    truth = data.truth.astype(np.float64)
    penalties = np.array([0.0, *([_FEATURE_PENALTY] * len(FEATURES)), 0.0])

    def cost(weights: Floats) -> tuple[float, Floats]:
        odds = rows @ weights
        error = (data.weights * (np.logaddexp(0, odds) - truth * odds)).sum()
        slope = rows.T @ (data.weights * (1 / (1 + np.exp(-odds)) - truth))
        return float(error + 0.5 * weights @ (penalties * weights)), slope + penalties * weights

    bounds = [(0.0, None), *map(_bounds, FEATURES), (None, None)]
    best = minimize(cost, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    return float(best[0]), best[1:-1] / spread, float(best[-1])


def _bounds(feature: str) -> tuple[float | None, float | None]:
    if feature in _LOWERING:
        return (None, 0.0)
    return (0.0, None) if feature in _RAISING else (None, None)
