"""What one message says by itself, whoever wrote it and whatever came before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np

from copilot.encoding.reading import Matrix, Reading, pooled
from copilot.text import Span, sentence_spans, words
from copilot.triage.habits import Typing, typing_of
from copilot.triage.linear import LinearHeads, probabilities
from copilot.triage.rules import ruled
from copilot.triage.terms import Terms, terms

_MOST_PARTS: Final = 12
_JOINT: Final = re.compile(r"[,;]\s+|\s+(?:and|also|plus|but|as well as)\s+|\s+[-–]\s+", re.IGNORECASE)
_CLAUSE_WORDS: Final = 3
"""Fewer words ask for nothing by themselves."""


@dataclass(frozen=True, slots=True)
class MessageHeads:
    """What reads one message."""

    signals: LinearHeads
    emotions: LinearHeads
    manners: LinearHeads


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A whole message or one of its sentences: its (dim,) vector and its terms."""

    vector: Matrix
    terms: Terms


@dataclass(frozen=True, slots=True, eq=False)
class Impression:
    """A message as numbers; holds none of its text.

    `parts`: the whole message first, then its sentences if it has several; `clauses`: what a comma or an "and" joins,
    since two things are often asked in one sentence. At most 12 sentences and 12 clauses.
    `signals` (len(SIGNALS),), the probability of each; `emotions` (len(EMOTIONS),) and `manners` (len(MANNERS),), log
    odds.
    """

    parts: tuple[Part, ...]
    clauses: tuple[Part, ...]
    signals: Matrix
    emotions: Matrix
    manners: Matrix
    typing: Typing

    @property
    def vector(self) -> Matrix:
        """(dim,) of the whole message, of length 1."""
        return self.parts[0].vector


def impression_of(text: str, reading: Reading, heads: MessageHeads) -> Impression:
    """What a message without placeholders says; a sentence counts as much as the whole."""
    parts = _parts(text, reading)
    vectors, found = np.stack([part.vector for part in parts]), [part.terms for part in parts]
    return Impression(
        parts=parts,
        clauses=_clauses(text, reading),
        signals=np.maximum(probabilities(heads.signals.scores(vectors, found).max(axis=0)), ruled(text)),
        emotions=heads.emotions.scores(vectors, found).max(axis=0),
        manners=heads.manners.scores(vectors[:1], found[:1])[0],
        typing=typing_of(text, len(words(text))),
    )


def _parts(text: str, reading: Reading) -> tuple[Part, ...]:
    whole = Part(vector=reading.vector, terms=terms(text))
    spans = tuple(islice(sentence_spans(text), _MOST_PARTS))
    return (whole, *_pieces(text, reading, spans)) if len(spans) > 1 else (whole,)


def _clauses(text: str, reading: Reading) -> tuple[Part, ...]:
    spans = tuple(islice(clause_spans(text), _MOST_PARTS))
    return _pieces(text, reading, spans) if len(spans) > 1 else ()


def clause_spans(text: str) -> Iterator[Span]:
    """Spans between joints; one with too few words goes with the next, or with the rest."""
    start = 0
    for joint in _JOINT.finditer(text):
        if (
            len(text[start : joint.start()].split()) >= _CLAUSE_WORDS
            and len(text[joint.end() :].split()) >= _CLAUSE_WORDS
        ):
            yield Span(start, joint.start())
            start = joint.end()
    yield Span(start, len(text))


def _pieces(text: str, reading: Reading, spans: Iterable[Span]) -> tuple[Part, ...]:
    return tuple(
        Part(vector=pooled(reading, span.start, span.end), terms=terms(text[span.start : span.end])) for span in spans
    )
