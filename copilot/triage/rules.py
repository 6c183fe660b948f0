"""Signals in plain words: what a phrase gives away for certain, whatever the heads make of the rest (`rules.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from copilot.encoding.reading import Matrix
from copilot.triage.vocabulary import SIGNALS

CERTAINTY: Final = 0.9
"""What a phrase counts, where a signal for certain is 1."""

_SOMEBODY: Final = (
    r"(?:(?:a |an |the |your |another |some )?(?:real |actual |live |senior |proper )?"
    r"(?:manager|supervisor|team ?lead(?:er)?|superior|human(?: being)?|real person|person in charge|boss)"
    r"|someone (?:else|senior|higher|in charge|who (?:can|is able|knows))|somebody (?:else|who (?:can|knows)))"
)
"""What `{somebody}` stands for in the rules."""


def ruled(text: str) -> Matrix:
    """(len(SIGNALS),) `CERTAINTY` where a phrase tells that a signal is there, else 0."""
    return np.array([CERTAINTY if pattern.search(text) else 0.0 for pattern in _rules()], dtype=np.float32)


@cache
def _rules() -> tuple[re.Pattern[str], ...]:
    """The patterns in the order of `SIGNALS`; a signal without rules is never found."""
    table = tomllib.loads(files("copilot.triage").joinpath("rules.toml").read_text(encoding="utf-8"))
    return tuple(_any(table.get(signal, ["(?!)"])) for signal in SIGNALS)


def _any(alternatives: list[str]) -> re.Pattern[str]:
    joined = "|".join(alternatives).replace("{somebody}", _SOMEBODY)
    return re.compile(rf"\b(?:{joined})", re.IGNORECASE)
