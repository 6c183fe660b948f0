"""The situation in which replies are offered, as vectors: what a pick is learnt with, and what later ones are like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from copilot.encoding.reading import Matrix, normalised
from copilot.suggest.request import ContextFact, Conversation
from copilot.suggest.spoken import searchable
from copilot.text import cut
from copilot.triage.course import Heard

Codes: TypeAlias = NDArray[np.int8]
"""(len(FIELDS), dim): a situation in eight bits a number; a row of zeros is a field that there was not."""

FIELDS: Final = ("typed", "customer", "operator", "topic", "known")
TYPED, CUSTOMER, OPERATOR, TOPIC, KNOWN = range(len(FIELDS))
_MOST_CODE: Final = 127
_MOST_KNOWN_CHARS: Final = 300


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """(len(FIELDS), dim) float32, rows of length 1, zeros for what there is not.

    `typed`: what the operator has typed so far; `customer`: the customer's messages since the operator's last one;
    `operator`: the operator's last message; `topic`: all messages so far; `known`: what other systems say.
    """

    vectors: Matrix

    def has(self, field: int) -> bool:
        """True if there is something in the field."""
        return bool(self.vectors[field].any())


def situation(
    dim: int,
    *,
    customer: Sequence[Matrix],
    operator: Sequence[Matrix],
    typed: Matrix | None = None,
    known: Matrix | None = None,
) -> Situation:
    """The situation after the customer's messages of all turns and the operator's, each (dim,) of length 1, in order.

    `customer` has one vector a turn.
    """
    vectors = np.zeros((len(FIELDS), dim), dtype=np.float32)
    for field, vector in ((TYPED, typed), (CUSTOMER, _last(customer)), (OPERATOR, _last(operator)), (KNOWN, known)):
        if vector is not None:
            vectors[field] = vector
    if customer or operator:
        vectors[TOPIC] = np.sum([*customer, *operator], axis=0)
    return Situation(normalised(vectors))


def situation_of(
    conversation: Conversation, heard: Sequence[Heard], dim: int, *, typed: Matrix | None, known: Matrix | None
) -> Situation:
    """The situation of a redacted conversation of which each message was heard."""
    turns: list[list[Matrix]] = []
    said: list[Matrix] = []
    is_answered = True
    for message, item in zip(conversation.messages, heard, strict=False):
        if message.author == "customer":
            if is_answered:
                turns.append([])
            turns[-1].append(item.impression.vector)
            is_answered = False
        elif message.author == "operator":
            said.append(item.impression.vector)
            is_answered = True
    bursts = [normalised(np.sum(turn, axis=0)) for turn in turns]
    return situation(dim, customer=bursts, operator=said, typed=typed, known=known)


def known_text(facts: Sequence[ContextFact]) -> str:
    """What other systems say, in one line of at most 300 characters; empty if they say nothing."""
    lines = (f"{_spoken(fact.source)} {_spoken(fact.label)} {searchable(fact.value)}" for fact in facts)
    return cut("; ".join(line.strip() for line in lines), _MOST_KNOWN_CHARS)


def codes_of(item: Situation) -> Codes:
    """The situation in eight bits a number, each field scaled by its largest one: the cosine moves by about .001."""
    largest = np.abs(item.vectors).max(axis=1, keepdims=True, initial=0)
    scaled = np.divide(item.vectors * _MOST_CODE, largest, out=np.zeros_like(item.vectors), where=largest > 0)
    codes: Codes = np.rint(scaled).astype(np.int8)
    return codes


def standing_for_itself(codes: Codes, own_words: Matrix) -> Codes:
    """The codes of a pick; where nothing was typed, the reply's own words, (dim,), are what one would type for it."""
    if codes[TYPED].any():
        return codes
    vectors = np.zeros((len(FIELDS), len(own_words)), dtype=np.float32)
    vectors[TYPED] = own_words
    return np.where(np.arange(len(FIELDS))[:, None] == TYPED, codes_of(Situation(vectors)), codes)


class _Stored(Struct, frozen=True, kw_only=True):
    """Fields by name, so that further ones can be added."""

    encoder: str
    fields: dict[str, bytes]


def pack(codes: Codes, encoder: str) -> bytes:
    """Codes for the store, with the fingerprint of the encoder that the vectors are of."""
    fields = {name: codes[row].tobytes() for row, name in enumerate(FIELDS) if codes[row].any()}
    return msgspec.msgpack.encode(_Stored(encoder=encoder, fields=fields))


def unpack(content: bytes, encoder: str, dim: int) -> Codes | None:
    """The codes that `pack` was given; None if they are of another encoder, or cannot be read."""
    try:
        stored = msgspec.msgpack.decode(content, type=_Stored)
    except msgspec.DecodeError:
        return None
    if stored.encoder != encoder:
        return None
    codes = np.zeros((len(FIELDS), dim), dtype=np.int8)
    for row, name in enumerate(FIELDS):
        field = np.frombuffer(stored.fields.get(name, b""), dtype=np.int8)
        if len(field) == dim:
            codes[row] = field
    return codes


def _spoken(name: str) -> str:
    return searchable(name).replace("_", " ")


def _last(vectors: Sequence[Matrix]) -> Matrix | None:
    return vectors[-1] if vectors else None
