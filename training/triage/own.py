"""Our own labelled conversations, phrases and manners, read with the encoder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from copilot.encoding.encoder import Encoder
from copilot.encoding.reading import Matrix, Reading
from copilot.privacy.redactor import Redactor
from copilot.privacy.vault import Vault
from copilot.suggest.redaction import redact_request
from copilot.suggest.request import SuggestionRequest
from copilot.suggest.spoken import searchable, spoken
from copilot.triage.course import Heard
from copilot.triage.impression import MessageHeads, impression_of
from copilot.triage.listener import Spoken
from copilot.triage.terms import Terms, terms
from copilot.triage.vocabulary import MANNERS, SIGNALS
from eval.datasets.conversations import LabelledConversation

PHRASES: Final = Path(__file__).parent / "phrases"
Progress = Callable[[Sequence[LabelledConversation], str], Iterable[LabelledConversation]]


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A conversation as the service reads it: redacted, each message with its encoder pass."""

    labelled: LabelledConversation
    spoken: tuple[Spoken, ...]
    readings: tuple[Reading, ...]

    def heard(self, heads: MessageHeads, *, with_operators: bool = True) -> list[Heard]:
        """What each message says to these heads."""
        start = self.spoken[0].sent_at
        return [
            Heard(
                author=message.author,
                message_id=message.message_id,
                minutes=(message.sent_at - start).total_seconds() / 60,
                impression=impression_of(message.text, reading, heads),
            )
            for message, reading in zip(self.spoken, self.readings, strict=True)
            if with_operators or message.author == "customer"
        ]


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """A message with what is known of it: `signals` (len(SIGNALS),) and `manners` (len(MANNERS),), NaN if unknown."""

    writer: str
    vector: Matrix
    terms: Terms
    signals: Matrix
    manners: Matrix


def read_all(
    conversations: Sequence[LabelledConversation], redactor: Redactor, encoder: Encoder, track: Progress
) -> list[Read]:
    """Every conversation, redacted and read."""
    return [_read(one, redactor, encoder) for one in track(conversations, "read conversations")]


def _read(labelled: LabelledConversation, redactor: Redactor, encoder: Encoder) -> Read:
    conversation = redact_request(SuggestionRequest(messages=labelled.incoming()), redactor, Vault())
    said = spoken(conversation, shares_encoder=False)
    return Read(labelled, said, tuple(encoder.read(message.text) for message in said))


def messages_of(read: Sequence[Read]) -> Iterator[Labelled]:
    """The customers' messages, with the signals in each, and the manners of its conversation."""
    for one in read:
        style = one.labelled.style
        manners = _known(MANNERS, {style.formality, style.warmth})
        for turn, message, reading in zip(one.labelled.turns, one.spoken, one.readings, strict=True):
            if turn.author == "customer":
                yield Labelled(
                    one.labelled.writer, reading.vector, terms(message.text), _known(SIGNALS, turn.signals), manners
                )


def phrases_of(redactor: Redactor, encoder: Encoder) -> Iterator[Labelled]:
    """Single messages written for the signals, and as many without any."""
    for path in sorted(PHRASES.glob("signals-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = searchable(redactor.redact(row["text"], Vault()).text)
            yield Labelled(
                "", encoder.read(text).vector, terms(text), _known(SIGNALS, set(row["signals"])), _unknown(MANNERS)
            )


def manners_of(path: Path, split: str, encoder: Encoder) -> Iterator[Labelled]:
    """Messages written for how they are written."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["split"] == split:
            for message in row["messages"]:
                manners = _known(MANNERS, {row["formality"], row["warmth"]})
                yield Labelled("", encoder.read(message).vector, terms(message), _unknown(SIGNALS), manners)


def _known(names: Sequence[str], present: set[str] | frozenset[str]) -> Matrix:
    return np.array([name in present for name in names], dtype=np.float32)


def _unknown(names: Sequence[str]) -> Matrix:
    return np.full(len(names), np.nan, dtype=np.float32)
