"""How likely it is that the knowledge base answers a question, from what was found (pure).

A logistic function of three numbers, fitted by `training/fit_answerability.py`; the coefficients and thresholds are in
`answerability.json` beside this file, with the data and the figures they come from (docs/decisions/0006).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from importlib.resources import files

import msgspec
from msgspec import Struct

from copilot.retrieval.search import Found
from copilot.types import Answerability, Verdict


class Evidence(Struct, frozen=True, kw_only=True):
    """What was found: the best cosine, its lead over the next article, and the best word share (0..1)."""

    cosine: float
    lead: float
    words: float


class Calibration(Struct, frozen=True, kw_only=True):
    """log odds = intercept + weights · evidence. Below `clarify` the copilot abstains, below `answer` it asks back."""

    encoder: str
    intercept: float
    cosine: float
    lead: float
    words: float
    answer: float
    clarify: float


def load_calibration() -> Calibration:
    """The shipped calibration, fitted for the packaged encoder."""
    content = files("copilot.retrieval").joinpath("answerability.json").read_bytes()
    return msgspec.json.decode(content, type=Calibration)


def evidence(found: Sequence[Found]) -> Evidence:
    """The evidence in a result list; all zero for an empty one."""
    if not found:
        return Evidence(cosine=0.0, lead=0.0, words=0.0)
    top = max(found, key=lambda item: item.cosine)
    others = [item.cosine for item in found if item.passage.article_id != top.passage.article_id]
    return Evidence(
        cosine=top.cosine,
        lead=top.cosine - max(others, default=0.0),
        words=max(item.words for item in found),
    )


def probability(calibration: Calibration, seen: Evidence) -> float:
    """Calibrated probability (0..1) that the knowledge base answers."""
    odds = (
        calibration.intercept
        + calibration.cosine * seen.cosine
        + calibration.lead * seen.lead
        + calibration.words * seen.words
    )
    return 1 / (1 + math.exp(-odds))


def answerability(calibration: Calibration, found: Sequence[Found]) -> Answerability:
    """The verdict on a result list; an empty one abstains with confidence 0."""
    confidence = probability(calibration, evidence(found)) if found else 0.0
    return Answerability(verdict=_verdict(calibration, confidence), confidence=round(confidence, 4))


def _verdict(calibration: Calibration, confidence: float) -> Verdict:
    if confidence >= calibration.answer:
        return "answer"
    return "clarify" if confidence >= calibration.clarify else "abstain"
