"""Procedures, followed through a conversation; what was followed lately is not gone through again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from copy import copy
from hashlib import blake2b
from itertools import groupby
from threading import Lock
from typing import Final, TypeAlias

import numpy as np

from copilot.encoding.reading import Matrix
from copilot.suggest.procedures.branching.forest import Forest, texts_of
from copilot.suggest.procedures.branching.forks import Saying
from copilot.suggest.procedures.branching.stems import wording
from copilot.suggest.procedures.following import Burst, Position, Proposal, Walk
from copilot.suggest.procedures.procedure import Answer, Procedure, Step, broken_rules, read_procedures
from copilot.suggest.request import Conversation
from copilot.suggest.spoken import searchable
from copilot.triage.course import Heard
from copilot.types import Message

__all__ = [
    "Answer",
    "Procedure",
    "Procedures",
    "Step",
    "approved_sayings",
    "broken_rules",
    "read_procedures",
    "texts_of",
]

_REMEMBERED: Final = 512
"""Conversations grow by a message at a time: what was known before it is still there."""

_MAX_CHARS: Final = 2_000
"""What a message says of a step is said by then; the rest of a very long one would only cost time."""

_Turn: TypeAlias = Sequence[tuple[Message, Heard]]
"""Messages of one author in a row, with what each says."""


class Procedures:
    """Follows procedures. Safe to share between threads.

    `vectors` (texts, dim) are those of `texts_of(procedures)` by the encoder that hears the messages. What is known of
    the last conversations is kept in memory only, under a hash.
    """

    def __init__(self, procedures: Sequence[Procedure], vectors: Matrix) -> None:
        self.sayings = frozenset(approved_sayings(procedures))
        self._start = Walk(Forest(procedures, vectors))
        self._known: OrderedDict[bytes, Walk] = OrderedDict()
        self._lock = Lock()

    def follow(self, conversation: Conversation, heard: Sequence[Heard]) -> Position | None:
        """Where a conversation is in a procedure, None if in none; `heard` are its messages, in order.

        The same messages give the same position, whatever was followed before.
        """
        turns = list(_turns(conversation.messages, heard))
        names = list(_names(turns))
        walk, done = self._nearest(names)
        for name, turn in zip(names[done:], turns[done:], strict=True):
            walk = copy(walk)
            if turn[0][0].author == "customer":
                walk.hear(_burst(turn))
            else:
                for message, one in turn:
                    walk.propose(_proposal(message, one))
            self._remember(name, walk)
        return walk.position

    def _nearest(self, names: Sequence[bytes]) -> tuple[Walk, int]:
        """What is known after as many of the turns as possible, and how many that are."""
        with self._lock:
            for done in range(len(names), 0, -1):
                known = self._known.get(names[done - 1])
                if known is not None:
                    self._known.move_to_end(names[done - 1])
                    return known, done
        return self._start, 0

    def _remember(self, name: bytes, walk: Walk) -> None:
        with self._lock:
            self._known[name] = walk
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)


def approved_sayings(procedures: Sequence[Procedure]) -> tuple[str, ...]:
    """What the procedures say and the answers they name, word for word, none twice: whoever wrote them approved it."""
    steps = [step for procedure in procedures for step in procedure.steps]
    labels = [answer.label for step in steps for answer in step.answers]
    return tuple(dict.fromkeys([*(step.say for step in steps), *labels]))


def _turns(messages: Sequence[Message], heard: Sequence[Heard]) -> Iterator[_Turn]:
    """What the system writes is no turn."""
    pairs = [pair for pair in zip(messages, heard, strict=True) if pair[0].author != "system"]
    for _, turn in groupby(pairs, key=lambda pair: pair[0].author):
        yield tuple(turn)


def _names(turns: Sequence[_Turn]) -> Iterator[bytes]:
    """A hash for each turn of all that was said up to its end."""
    so_far = blake2b(digest_size=16)
    for turn in turns:
        for message, _ in turn:
            for part in (message.author, message.id, message.text):
                so_far.update(f"{len(part)}:{part}".encode())
        yield so_far.digest()


def _burst(turn: _Turn) -> Burst:
    seen = [heard.impression for _, heard in turn]
    texts = tuple(_text(message) for message, _ in turn)
    said = Saying(
        vectors=np.array([part.vector for one in seen for part in (*one.parts, *one.clauses)]),
        is_clause=np.array([kind for one in seen for kind in (0.0,) * len(one.parts) + (1.0,) * len(one.clauses)]),
        wordings=tuple(map(wording, texts)),
        texts=texts,
    )
    return Burst(message_id=turn[-1][0].id, said=said)


def _proposal(message: Message, heard: Heard) -> Proposal:
    return Proposal(
        message_id=message.id,
        stems=wording(_text(message)).stems,
        vectors=np.array([part.vector for part in heard.impression.parts]),
    )


def _text(message: Message) -> str:
    return searchable(message.text)[:_MAX_CHARS]
