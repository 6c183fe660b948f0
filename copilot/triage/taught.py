"""Intents from a team's own examples: a classifier that `copilot triage fit` makes and keeps in the state folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copilot.encoding.models import EncoderManifest
from copilot.encoding.reading import Matrix
from copilot.errors import ConfigError
from copilot.triage.impression import Part
from copilot.triage.linear import DAMAGE, LinearHeads, heads_of, sigmoid
from copilot.types import Intent

_MOST_LABELS_TOLD = 3


@dataclass(frozen=True, slots=True, eq=False)
class TaughtIntents:
    """`examples` (n, dim) are sorted by label; `ends` (labels,) is where those of each label end.

    `calibration` (intercept, probability, likeness): weights of the log odds of the best label and of the cosine to its
    most similar example, which tells better than the probability whether a text fits none (docs/measured.md).
    """

    heads: LinearHeads
    examples: Matrix
    ends: NDArray[np.int64]
    calibration: tuple[float, float, float]
    threshold: float

    def classify(self, parts: Sequence[Part]) -> tuple[tuple[Intent, ...], ...]:
        """See `Classifier`."""
        vectors = np.stack([part.vector for part in parts])
        shares = softmax(self.heads.scores(vectors, [part.terms for part in parts]))
        return tuple(self._ranked(vector, row) for vector, row in zip(vectors, shares, strict=True))

    def _ranked(self, vector: Matrix, shares: Matrix) -> tuple[Intent, ...]:
        best = np.argsort(-shares, kind="stable")[:_MOST_LABELS_TOLD].tolist()
        return tuple(
            Intent(
                label=self.heads.labels[place],
                confidence=confidence(self.calibration, float(shares[place]), self._likeness(vector, place)),
            )
            for place in best
        )

    def _likeness(self, vector: Matrix, place: int) -> float:
        first = int(self.ends[place - 1]) if place else 0
        return float((self.examples[first : int(self.ends[place])] @ vector).max())


def confidence(calibration: tuple[float, float, float], share: float, likeness: float) -> float:
    """Calibrated probability (0..1) that a label fits, from its share and the cosine to its nearest example."""
    intercept, by_share, by_likeness = calibration
    return sigmoid(intercept + by_share * log_odds(share) + by_likeness * likeness)


def log_odds(share: float) -> float:
    """The log odds of a share, within ±7."""
    inside = min(max(share, 1e-3), 1 - 1e-3)
    return float(np.log(inside / (1 - inside)))


def softmax(scores: Matrix) -> Matrix:
    """(n, labels) shares that add up to 1."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Matrix = powers / powers.sum(axis=1, keepdims=True)
    return shares


def taught_path(var: Path) -> Path:
    """Where the classifier is kept."""
    return var / "triage" / "intents.npz"


def save_taught(taught: TaughtIntents, encoder: EncoderManifest, path: Path) -> None:
    """Write the file, all or nothing."""
    arrays: dict[str, Any] = {
        **taught.heads.arrays(),
        "examples": taught.examples.astype(np.float16),
        "ends": taught.ends,
        "calibration": np.array(taught.calibration),
        "threshold": np.array(taught.threshold),
        "fingerprint": np.array(encoder.fingerprint),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}.npz")
    np.savez_compressed(partial, **arrays)
    partial.replace(path)


def load_taught(path: Path, encoder: EncoderManifest) -> TaughtIntents:
    """The classifier in a file.

    Raises:
        ConfigError: it is damaged, or was made with another encoder.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        taught = TaughtIntents(
            heads=heads_of(arrays),
            examples=arrays["examples"].astype(np.float32),
            ends=arrays["ends"].astype(np.int64),
            calibration=tuple(arrays["calibration"].tolist()),
            threshold=float(arrays["threshold"]),
        )
        made_with = str(arrays["fingerprint"])
    except DAMAGE as error:
        raise ConfigError(
            f"the intents in {path} cannot be read ({type(error).__name__}): run `copilot triage fit` again"
        ) from error
    if made_with != encoder.fingerprint:
        raise ConfigError(
            f"the intents in {path} were fitted with another encoder: run `copilot triage fit` again with your examples"
        )
    return taught
