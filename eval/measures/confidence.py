"""How good confidences are: do they order, are they true as probabilities, what do they cost when acted on."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from copilot.errors import InvalidInput
from eval.measures.interval import Floats

Labels = NDArray[np.bool_]

_BINS: Final = 10


def auroc(confidences: Floats, labels: Labels) -> float:
    """The chance that a true one is above a false one; a tie counts half.

    Raises:
        InvalidInput: one of the two is missing.
    """
    if labels.all() or not labels.any():
        raise InvalidInput("AUROC needs answerable and unanswerable questions: this set has only one kind")
    true, false = confidences[labels], np.sort(confidences[~labels])
    below = np.searchsorted(false, true, side="left")
    not_above = np.searchsorted(false, true, side="right")
    return float((below + not_above).sum() / (2 * len(true) * len(false)))


def brier(confidences: Floats, labels: Labels) -> float:
    """Mean squared distance between confidence and outcome: 0 is perfect, a constant .5 gets .25."""
    _some(labels)
    return float(np.mean((confidences - labels) ** 2))


def calibration_error(confidences: Floats, labels: Labels) -> float:
    """Expected calibration error over ten bins of equal width: how far confidence is from the share that came true."""
    _some(labels)
    bins = np.minimum((confidences * _BINS).astype(np.int64), _BINS - 1)
    gaps = np.bincount(bins, weights=confidences - labels, minlength=_BINS)
    return float(np.abs(gaps).sum() / len(labels))


def risks(confidences: Floats, labels: Labels) -> Floats:
    """Selective risk: `[i]` is the share of false ones among the i + 1 highest confidences; a tie goes against us."""
    _some(labels)
    order = np.lexsort((labels, -confidences))
    return np.asarray(np.cumsum(~labels[order]) / np.arange(1, len(labels) + 1), dtype=np.float64)


def _some(labels: Labels) -> None:
    if not len(labels):
        raise InvalidInput("there is no question to measure confidence on")
