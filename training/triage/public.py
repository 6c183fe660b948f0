"""GoEmotions and ConvAbuse as texts with the emotions that are known of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from copilot.triage.vocabulary import EMOTIONS
from eval.datasets.files import content_of

Targets = NDArray[np.float32]
"""(n, len(EMOTIONS)): 1, 0, or NaN where nobody has said."""

_NEGATIVE: Final = ("anger", "annoyance", "disappointment", "disapproval")
_HOSTILE: Final = ("anger", "annoyance", "disgust")
_POSITIVE: Final = (
    "admiration", "amusement", "approval", "caring", "excitement", "gratitude", "joy", "love", "optimism", "relief",
)  # fmt: skip
_ANNOTATORS: Final = 8
_SEVERITIES: Final = (1, 0, -1, -2, -3)


def emotions_of(folder: Path, part: str) -> tuple[list[str], Targets]:
    """GoEmotions (Demszky et al. 2020, arXiv:2005.00547): comments, and which of our emotions each has."""
    names = (folder / "labels.txt").read_text(encoding="utf-8").split()
    groups = [{str(names.index(name)) for name in group} for group in (_NEGATIVE, _HOSTILE, _POSITIVE)]
    lines = content_of(folder / f"{part}.tsv.gz").decode().splitlines()
    rows = [line.split("\t") for line in lines]
    targets = np.full((len(rows), len(EMOTIONS)), np.nan, dtype=np.float32)
    for number, row in enumerate(rows):
        labels = set(row[1].split(","))
        targets[number, : len(groups)] = [bool(labels & group) for group in groups]
    return [row[0] for row in rows], targets


def abuse_of(path: Path) -> tuple[list[str], Targets]:
    """ConvAbuse (Cercas Curry et al. 2021, arXiv:2109.09483): what users told bots, abusive by the majority or not."""
    texts, votes = [], []
    for row in csv.DictReader(io.StringIO(content_of(path).decode())):
        given = _votes(row)
        if given:
            texts.append(row["user"])
            votes.append(float(np.mean(given) > 0.5))
    targets = np.full((len(texts), len(EMOTIONS)), np.nan, dtype=np.float32)
    for name in ("negative", "hostile", "abusive"):
        targets[:, EMOTIONS.index(name)] = votes
    return texts, targets


def _votes(row: dict[str, str]) -> Sequence[bool]:
    """Whether each annotator who saw it called it abusive."""
    return [
        severity < 0
        for number in range(1, _ANNOTATORS + 1)
        for severity in _SEVERITIES
        if row.get(f"Annotator{number}_is_abuse.{severity}") in {"1", "1.0"}
    ]
