"""How a customer writes: formality, warmth, length and reading level, for drafts to follow (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from copilot.encoding.reading import Matrix
from copilot.text import sentence_spans, words
from copilot.triage.vocabulary import MANNERS
from copilot.types import Formality, Length, Warmth, Writing

_SHORT_WORDS: Final = 18
_MEDIUM_WORDS: Final = 60
_HIGHEST_GRADE: Final = 18.0
_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT_E: Final = re.compile(r"[aeiouy][^\W\d_aeiouyl]+e\b")
_ENOUGH_WORDS: Final = 5
_LIKELY: Final = 0.0
"""Log odds from which a manner is believed: as likely as not."""


def writing_of(turns: Sequence[str], manners: Sequence[Matrix]) -> Writing:
    """From the customer's turns without placeholders, and the log odds of `MANNERS` of each of their messages."""
    if not turns:
        return Writing()
    casual, formal, cool, warm = np.mean(np.stack(manners), axis=0).tolist() if len(manners) else [-1.0] * len(MANNERS)
    return Writing(
        formality=_formality(casual, formal),
        warmth=_warmth(cool, warm),
        length=_length(sum(len(words(turn)) for turn in turns) / len(turns)),
        reading_level=reading_level("\n".join(turns)),
    )


def reading_level(text: str) -> float:
    """The school grade of the United States that a text asks for, 0 to 18; 0 for fewer than five words.

    Kincaid et al. 1975; syllables are counted by groups of vowels, a silent `e` left out, at least one a word.
    """
    count = len(words(text))
    if count < _ENOUGH_WORDS:
        return 0.0
    sentences = sum(1 for _ in sentence_spans(text))
    plain = text.lower()
    syllables = max(len(_VOWELS.findall(plain)) - len(_SILENT_E.findall(plain)), count)
    grade = 0.39 * count / sentences + 11.8 * syllables / count - 15.59
    return round(min(max(grade, 0.0), _HIGHEST_GRADE), 1)


def _formality(casual: float, formal: float) -> Formality:
    if max(casual, formal) < _LIKELY:
        return "neutral"
    return "casual" if casual >= formal else "formal"


def _warmth(cool: float, warm: float) -> Warmth:
    if max(cool, warm) < _LIKELY:
        return "neutral"
    return "cool" if cool >= warm else "warm"


def _length(mean_words: float) -> Length:
    if mean_words < _SHORT_WORDS:
        return "short"
    return "medium" if mean_words < _MEDIUM_WORDS else "long"
