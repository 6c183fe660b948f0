"""The canned replies that are offered now, ranked by what they say and by what operators picked in like situations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final

import numpy as np
from msgspec import Struct

from copilot.encoding.reading import Matrix
from copilot.errors import NotFound
from copilot.suggest.canned.picks import PickMemory, Vote
from copilot.suggest.canned.situation import CUSTOMER, TYPED, Situation
from copilot.suggest.canned.slots import SLOT, fill, slot_values
from copilot.suggest.request import Conversation
from copilot.types import CannedReply

_MIN_SCORE: Final = 0.35
"""Below this cosine a reply is about something else: nine in ten were, with the dev questions."""
_MIN_SHARE: Final = 0.02
"""From this part of the score on a reply is offered, whatever it says."""
_CUSTOMER_WEIGHT: Final = 0.2
"""What the customer wrote, against what the operator types."""
_DOUBT: Final = 3e-4
"""Picks that weigh as much together count half, the texts of the replies the other half."""
_REJECTION_DOUBT: Final = 0.1
_NO_VOTE: Final = Vote(picked=0.0, rejected=0.0)


class FilledReply(Struct, frozen=True, kw_only=True):
    """A reply that fits, with the slots filled that could be; `text` holds placeholders, never clear values."""

    reply: CannedReply
    text: str
    score: float
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Shelf:
    """Replies in the order of their ids, and (replies, dim) what they say."""

    replies: tuple[CannedReply, ...]
    vectors: Matrix

    def without(self, reply_id: str) -> _Shelf:
        kept = [place for place, reply in enumerate(self.replies) if reply.id != reply_id]
        return _Shelf(tuple(self.replies[place] for place in kept), self.vectors[kept])

    def plus(self, reply: CannedReply, vector: Matrix) -> _Shelf:
        place = sum(other.id < reply.id for other in self.replies)
        replies = (*self.replies[:place], reply, *self.replies[place:])
        return _Shelf(replies, np.insert(self.vectors, place, vector, axis=0))


class CannedReplies:
    """The replies that are offered; safe to share between threads: who ranks sees all of a change or nothing."""

    def __init__(self, replies: Sequence[CannedReply], vectors: Matrix, picks: PickMemory | None = None) -> None:
        self.picks = picks or PickMemory(vectors.shape[1])
        order = sorted(range(len(replies)), key=lambda place: replies[place].id)
        self._shelf = _Shelf(tuple(replies[place] for place in order), vectors[order])
        self._lock = Lock()

    @property
    def dim(self) -> int:
        """How long a vector is."""
        return int(self._shelf.vectors.shape[1])

    @property
    def replies(self) -> tuple[CannedReply, ...]:
        """All replies in the order of their ids."""
        return self._shelf.replies

    def find(self, reply_id: str) -> CannedReply:
        """The reply of an id.

        Raises:
            NotFound: there is none.
        """
        for reply in self._shelf.replies:
            if reply.id == reply_id:
                return reply
        raise NotFound("there is no canned reply with this id: it was never written, or it was deleted")

    def put(self, reply: CannedReply, vector: Matrix) -> None:
        """Offer a reply, instead of the one with its id; `vector` (dim,) is of its `canned_text`."""
        with self._lock:
            self._shelf = self._shelf.without(reply.id).plus(reply, vector)

    def remove(self, reply_id: str) -> None:
        """Offer the reply no more, if it is offered."""
        with self._lock:
            self._shelf = self._shelf.without(reply_id)

    def vector_of(self, reply_id: str) -> Matrix | None:
        """(dim,) of what a reply says; None if there is no such reply."""
        shelf = self._shelf
        places = (place for place, reply in enumerate(shelf.replies) if reply.id == reply_id)
        place = next(places, None)
        return None if place is None else shelf.vectors[place]

    def rank(
        self, vector: Matrix, conversation: Conversation, most: int, now: Situation | None = None
    ) -> tuple[FilledReply, ...]:
        """At most `most` replies, best first.

        `vector` is of what the customer wrote, or of what the operator has typed. Without a situation only what the
        replies say counts; with one also what was picked in like ones, the more the more such picks there are.
        A score is in 0..1, and not calibrated.
        """
        shelf = self._shelf
        alike = _likeness(shelf.vectors, vector, now)
        votes = self.picks.votes(now) if now else {}
        scores, shares = _scores(alike, [votes.get(reply.id, _NO_VOTE) for reply in shelf.replies])
        fitting = ((alike >= _MIN_SCORE) | (shares >= _MIN_SHARE)) & (scores > 0)
        best = [place for place in np.argsort(-scores, kind="stable") if fitting[place]][:most]
        values = slot_values(conversation) if best else {}
        return tuple(_filled(shelf.replies[place], values, float(scores[place])) for place in best)


def canned_text(reply: CannedReply) -> str:
    """What is embedded for a reply: slots say nothing about its meaning."""
    return f"{reply.title}\n{SLOT.sub('', reply.text)}"


def _likeness(vectors: Matrix, vector: Matrix, now: Situation | None) -> Matrix:
    """(replies,) cosines; what is typed goes together with what the customer wrote."""
    alike: Matrix = vectors @ vector
    if now is None or not (now.has(TYPED) and now.has(CUSTOMER)):
        return alike
    both: Matrix = (alike + _CUSTOMER_WEIGHT * (vectors @ now.vectors[CUSTOMER])) / (1 + _CUSTOMER_WEIGHT)
    return both


def _scores(alike: Matrix, given: Sequence[Vote]) -> tuple[Matrix, Matrix]:
    """The scores, and what of them is a share of the picks, (replies,) each.

    A share counts as far as picks in like situations are known; a reply that was rejected in them loses of its score.
    """
    picked = np.array([vote.picked for vote in given], dtype=np.float32)
    rejected = np.array([vote.rejected for vote in given], dtype=np.float32)
    weight = picked.sum()
    shares = picked / weight if weight > 0 else picked
    trust = weight / (weight + _DOUBT)
    lost = rejected / (picked + rejected + _REJECTION_DOUBT)
    scores: Matrix = np.clip((1 - trust) * alike + trust * shares - lost, 0, 1)
    return scores, trust * shares


def _filled(reply: CannedReply, values: Mapping[str, str], score: float) -> FilledReply:
    filled = fill(reply.text, values)
    return FilledReply(reply=reply, text=filled.text, score=round(score, 4), missing=filled.missing)
