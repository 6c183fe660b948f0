"""How likely it is that the knowledge base answers a question, from what was found (pure).

A logistic function of two numbers, fitted by `training/fit_answerability.py`; coefficients, thresholds, and the data
and figures they come from are in `answerability.json` beside this file (docs/decisions/0006).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct

from copilot.retrieval.search import Found
from copilot.types import Answerability, Verdict

LOOKED_AT: Final = 50
"""How many of the best passages the calibration was fitted on; a verdict looks at as many, whatever number is shown."""


class Evidence(Struct, frozen=True, kw_only=True):
    """What was found, in two numbers: the best cosine (-1..1) and the best word share (0..1), of any two passages."""

    cosine: float
    words: float


class Fitted(Struct, frozen=True, kw_only=True):
    """What a calibration was fitted on: hashes and numbers of questions, the corpus, and cross-validated figures."""

    questions: str
    corpus: str
    answerable: int
    unanswerable: int
    figures: Mapping[str, float]


class Calibration(Struct, frozen=True, kw_only=True):
    """log odds = intercept + weights · evidence. Below `clarify` the copilot abstains, below `answer` it asks back.

    It holds for the encoder with this fingerprint only: another one's cosines mean other things.
    """

    encoder: str
    intercept: float
    cosine: float
    words: float
    answer: float
    clarify: float
    fitted: Fitted | None = None


def load_calibration() -> Calibration:
    """The shipped calibration, fitted for the packaged encoder."""
    content = files("copilot.retrieval").joinpath("answerability.json").read_bytes()
    return msgspec.json.decode(content, type=Calibration)


def evidence(found: Sequence[Found]) -> Evidence:
    """The evidence in a result list, in any order; all zero for an empty one."""
    return Evidence(
        cosine=max((item.cosine for item in found), default=0.0),
        words=max((item.words for item in found), default=0.0),
    )


def probability(calibration: Calibration, seen: Evidence) -> float:
    """Calibrated probability (0..1) that the knowledge base answers."""
    odds = calibration.intercept + calibration.cosine * seen.cosine + calibration.words * seen.words
    return 1 / (1 + math.exp(-odds))


def answerability(calibration: Calibration, found: Sequence[Found]) -> Answerability:
    """The verdict on a result list; an empty one abstains with confidence 0."""
    confidence = probability(calibration, evidence(found)) if found else 0.0
    return Answerability(verdict=verdict(calibration, confidence), confidence=round(confidence, 4))


def verdict(calibration: Calibration, confidence: float) -> Verdict:
    """What a confidence means for the draft."""
    if confidence >= calibration.answer:
        return "answer"
    return "clarify" if confidence >= calibration.clarify else "abstain"
