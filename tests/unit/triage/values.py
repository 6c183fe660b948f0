"""Impressions, moments and heads with numbers that can be added up by hand; vectors have four dimensions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from zlib import crc32

import numpy as np

from copilot.encoding.reading import Matrix
from copilot.triage.course import FADING_FEATURES, FEATURES, Heard, Moment
from copilot.triage.course_head import CourseHead
from copilot.triage.habits import Typing
from copilot.triage.impression import Impression, Part
from copilot.triage.linear import LinearHeads
from copilot.triage.listener import Spoken
from copilot.triage.terms import terms
from copilot.triage.vocabulary import EMOTIONS, MANNERS, SIGNALS
from copilot.types import Author
from tests.examples import NOON

DIM = 4
NOTHING = np.zeros(DIM, dtype=np.float32)
NORTH, EAST, SOUTH_EAST = (np.array(row, dtype=np.float32) for row in ([1, 0, 0, 0], [0, 1, 0, 0], [0, 0.6, 0.8, 0]))
_NEVER = -20.0


def named(names: Sequence[str], found: Mapping[str, float], otherwise: float = 0.0) -> Matrix:
    """A row with the values of the names that are given."""
    assert found.keys() <= set(names)
    return np.array([found.get(name, otherwise) for name in names], dtype=np.float32)


def a_part(vector: Matrix = NORTH, text: str = "") -> Part:
    return Part(vector=vector, terms=terms(text))


def an_impression(
    vector: Matrix = NORTH,
    *sentences: Matrix,
    words: int = 5,
    capitals: float = 0.0,
    marks: int = 0,
    emotions: Mapping[str, float] | None = None,
    **signals: float,
) -> Impression:
    """A message; `emotions` in log odds."""
    return Impression(
        parts=tuple(a_part(one) for one in (vector, *sentences)),
        clauses=(),
        signals=named(SIGNALS, signals),
        emotions=named(EMOTIONS, emotions or {}, _NEVER),
        manners=named(MANNERS, {}, _NEVER),
        typing=Typing(capitals=capitals, marks=marks, words=words),
    )


def a_heard(impression: Impression, number: int = 1, author: Author = "customer", minutes: float = 0.0) -> Heard:
    return Heard(author=author, message_id=f"m{number}", minutes=minutes, impression=impression)


def in_turns(*impressions: Impression) -> list[Heard]:
    """The customer's messages, each answered by an operator."""
    return [
        item
        for number, one in enumerate(impressions, start=1)
        for item in (a_heard(one, number), a_heard(an_impression(NOTHING), 100 + number, "operator"))
    ]


def a_moment(
    message_id: str = "m1",
    wording: Matrix = NOTHING,
    course: Matrix = NOTHING,
    answers: Matrix = NOTHING,
    origins: Mapping[str, str] | None = None,
    **features: float,
) -> Moment:
    where = origins or {}
    return Moment(
        message_id=message_id,
        features=named(FEATURES, features),
        origins=tuple(where.get(name, message_id) for name in FEATURES[:FADING_FEATURES]),
        wording=wording,
        course=course,
        answers=answers,
    )


def a_course_head(
    bias: float = 0.0,
    wording: Matrix = NOTHING,
    course: Matrix = NOTHING,
    answers: Matrix = NOTHING,
    **features: float,
) -> CourseHead:
    return CourseHead(wording=wording, course=course, answers=answers, features=named(FEATURES, features), bias=bias)


def word_heads(labels: Sequence[str], words: Mapping[str, str], dim: int, odds: float = 4.0) -> LinearHeads:
    """Heads that give a label `odds` where its word is the only one of these in a text, else `-odds`."""
    known = sorted((crc32(f"w {word}".encode()), labels.index(label)) for label, word in words.items())
    sparse = np.zeros((len(known), len(labels)), dtype=np.float32)
    for row, (_, column) in enumerate(known):
        sparse[row, column] = 4 * odds
    return LinearHeads(
        labels=tuple(labels),
        dense=np.zeros((dim, len(labels)), dtype=np.float32),
        bias=np.full(len(labels), -odds, dtype=np.float32),
        hashes=np.array([hashed for hashed, _ in known], dtype=np.uint32),
        idf=np.ones(len(known), dtype=np.float32),
        sparse=sparse,
    )


def said(*texts: str | tuple[Author, str]) -> list[Spoken]:
    """Messages a minute apart; a bare text is the customer's."""
    spoken = [("customer", text) if isinstance(text, str) else text for text in texts]
    return [
        Spoken(message_id=f"m{number}", author=author, text=text, sent_at=NOON + timedelta(minutes=number))
        for number, (author, text) in enumerate(spoken, start=1)
    ]
