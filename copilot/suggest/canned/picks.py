"""Past picks of canned replies: which replies operators chose in situations like this one.

Nearest neighbours weighted by a kernel (Nadaraya 1964, Watson 1964): nothing is fitted, and one more pick is one more
row. The figures below were chosen on dialogues of STAR that are measured nowhere else (docs/measured.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from copilot.encoding.reading import Matrix
from copilot.suggest.canned.situation import CUSTOMER, FIELDS, KNOWN, OPERATOR, TOPIC, TYPED, Codes, Situation

MOST_PICKS: Final = 50_000
_TYPED_WEIGHTS: Final = {TYPED: 1.0, CUSTOMER: 0.2, OPERATOR: 0.2, TOPIC: 0.5, KNOWN: 0.3}
_UNTYPED_WEIGHTS: Final = {CUSTOMER: 1.0, OPERATOR: 1.0, TOPIC: 0.7, KNOWN: 1.0}
_WIDTH: Final = 0.04
"""A pick counts e times less for each such step that its situation is less alike, of 1 for an equal one."""
_NEIGHBOURS: Final = 40
_COMPARED: Final = 256
"""So many are compared exactly: those whose signs differ least (random hyperplanes: Charikar 2002)."""
_SIGNS: Final = 192
_WORD: Final = 64
_FIRST_ROWS: Final = 1_024
_KEPT_WHEN_FULL: Final = 0.9
_LEAST_WEIGHT: Final = np.float32(0.01)
"""Where neither has anything, nothing is alike."""


class Pick(Struct, frozen=True, kw_only=True):
    """A reply that an operator used, or rejected, in a situation."""

    suggestion_id: str
    canned_id: str
    is_rejected: bool
    codes: Codes


class Vote(Struct, frozen=True, kw_only=True):
    """What picks in like situations weigh for and against a reply: 1 is one pick in an equal situation."""

    picked: float
    rejected: float


@dataclass(frozen=True, slots=True)
class _Rows:
    """Room for rows, of which `count` are filled; a filled row changes no more, but for its weight.

    `codes` (rows, fields, dim) int8, `lengths` (fields, rows) of their vectors, `signs` (fields, words, rows),
    `replies` (rows,) as numbers, `weights` (rows,): 1 for a pick, -1 for a rejection, 0 for what is forgotten.
    """

    codes: NDArray[np.int8]
    lengths: Matrix
    signs: NDArray[np.uint64]
    replies: NDArray[np.int32]
    weights: NDArray[np.int8]
    count: int

    @classmethod
    def empty(cls, room: int, dim: int) -> _Rows:
        words = -(-min(dim, _SIGNS) // _WORD)
        return cls(
            codes=np.zeros((room, len(FIELDS), dim), dtype=np.int8),
            lengths=np.zeros((len(FIELDS), room), dtype=np.float32),
            signs=np.zeros((len(FIELDS), words, room), dtype=np.uint64),
            replies=np.zeros(room, dtype=np.int32),
            weights=np.zeros(room, dtype=np.int8),
            count=0,
        )

    def moved(self, chosen: NDArray[np.int64], room: int) -> _Rows:
        """The chosen rows in other room."""
        other, count = _Rows.empty(room, self.codes.shape[2]), len(chosen)
        other.codes[:count], other.lengths[:, :count] = self.codes[chosen], self.lengths[:, chosen]
        other.replies[:count], other.weights[:count] = self.replies[chosen], self.weights[chosen]
        other.signs[:, :, :count] = self.signs[:, :, chosen]
        return replace(other, count=count)


class PickMemory:
    """The newest picks; safe to share between threads: those who ask see whole rows, and wait for nobody."""

    def __init__(self, dim: int, most: int = MOST_PICKS) -> None:
        self._dim = dim
        self._most = most
        self._rows = _Rows.empty(min(_FIRST_ROWS, most), dim)
        self._places: dict[tuple[str, str], int] = {}
        self._numbers: dict[str, int] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._places)

    @property
    def suggestion_ids(self) -> tuple[str, ...]:
        """Of which suggestions there are picks, the oldest first."""
        with self._lock:
            return tuple(dict.fromkeys(suggestion_id for suggestion_id, _ in self._places))

    def learn(self, picks: Iterable[Pick]) -> None:
        """Add what is new: a suggestion and a reply count once, and a pick outweighs a rejection of the same."""
        with self._lock:
            for pick in picks:
                key = (pick.suggestion_id, pick.canned_id)
                place = self._places.get(key)
                if place is None:
                    self._places[key] = self._append(pick)
                elif not pick.is_rejected:
                    self._rows.weights[place] = 1

    def forget(self, suggestion_ids: Collection[str]) -> None:
        """Let go of what was learnt from these suggestions."""
        with self._lock:
            for key in [key for key in self._places if key[0] in suggestion_ids]:
                place = self._places.pop(key)
                self._rows.weights[place] = 0
                self._rows.codes[place] = 0

    def votes(self, now: Situation) -> Mapping[str, Vote]:
        """What the picks say, by the ids of the replies; those that they say nothing of are left out."""
        rows = self._rows
        if not rows.count:
            return {}
        weights = _TYPED_WEIGHTS if now.has(TYPED) else _UNTYPED_WEIGHTS
        near = _nearest(rows, now, weights)
        alike = _alikeness(rows, near, now, weights)
        best = np.argsort(-alike, kind="stable")[:_NEIGHBOURS]
        return self._summed(rows, near[best], np.exp((alike[best] - 1) / _WIDTH))

    def _summed(self, rows: _Rows, near: NDArray[np.int64], votes: Matrix) -> dict[str, Vote]:
        names = list(self._numbers)
        sums: dict[str, list[float]] = {}
        for place, vote in zip(near.tolist(), votes.tolist(), strict=True):
            weight = rows.weights[place]
            if weight:
                sums.setdefault(names[rows.replies[place]], [0.0, 0.0])[int(weight < 0)] += vote
        return {name: Vote(picked=picked, rejected=rejected) for name, (picked, rejected) in sums.items()}

    def _append(self, pick: Pick) -> int:
        self._make_room()
        rows, place = self._rows, self._rows.count
        rows.codes[place] = pick.codes
        rows.lengths[:, place] = np.linalg.norm(pick.codes.astype(np.float32), axis=1)
        rows.signs[:, :, place] = _signs(pick.codes)
        rows.replies[place] = self._numbers.setdefault(pick.canned_id, len(self._numbers))
        rows.weights[place] = -1 if pick.is_rejected else 1
        self._rows = replace(rows, count=place + 1)
        return place

    def _make_room(self) -> None:
        """Twice as much if it is full; at the limit the oldest go."""
        rows = self._rows
        room = len(rows.weights)
        if rows.count < room:
            return
        kept = np.array(sorted(self._places.values()), dtype=np.int64)
        if room >= self._most:
            kept = kept[-int(self._most * _KEPT_WHEN_FULL) :]
        moved = {int(old): new for new, old in enumerate(kept)}
        self._rows = rows.moved(kept, min(2 * room, self._most))
        self._places = {key: moved[place] for key, place in self._places.items() if place in moved}


def _nearest(rows: _Rows, now: Situation, weights: Mapping[int, float]) -> NDArray[np.int64]:
    """The rows to compare exactly, in their order: the share of signs that differ grows with the angle."""
    everything = slice(0, rows.count)
    if rows.count <= _COMPARED:
        return np.arange(rows.count)
    apart = np.zeros(rows.count, dtype=np.float32)
    signs = _signs(now.vectors)
    # The same memory for every word: asking the system for new pages takes longer than the work.
    unlike, scaled = np.empty(rows.count, np.uint64), np.empty_like(apart)
    counted, differing = np.empty(rows.count, np.uint8), np.empty(rows.count, np.uint8)
    for field, weight in weights.items():
        differing[:] = 0
        for word, wanted in zip(rows.signs[field], signs[field], strict=True):
            differing += np.bitwise_count(np.bitwise_xor(word[everything], wanted, out=unlike), out=counted)
        apart += np.multiply(differing, np.float32(weight), out=scaled)
    apart /= _shared(rows, everything, now, weights)
    return np.sort(np.argpartition(apart, _COMPARED)[:_COMPARED])


def _alikeness(rows: _Rows, near: NDArray[np.int64], now: Situation, weights: Mapping[int, float]) -> Matrix:
    """(near,) weighted means of the fields' cosines; a field that only one of the two has counts as 0."""
    total = np.zeros(len(near), dtype=np.float32)
    for field, weight in weights.items():
        if now.has(field):
            lengths = rows.lengths[field, near]
            products = rows.codes[near, field].astype(np.float32) @ now.vectors[field]
            total += np.float32(weight) * np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0)
    alike: Matrix = total / _shared(rows, near, now, weights)
    return alike


def _shared(
    rows: _Rows, chosen: NDArray[np.int64] | slice, now: Situation, weights: Mapping[int, float]
) -> Matrix | np.float32:
    """The weights of the fields that the row or the situation has: what neither has says nothing (Gower 1971)."""
    total = np.float32(sum(weights.values()))
    missing = [(field, weight) for field, weight in weights.items() if not now.has(field)]
    if not missing:
        return total
    absent = sum(np.float32(weight) * (rows.lengths[field, chosen] == 0) for field, weight in missing)
    shared: Matrix = np.maximum(total - np.asarray(absent, dtype=np.float32), _LEAST_WEIGHT)
    return shared


def _signs(vectors: NDArray[np.float32] | NDArray[np.int8]) -> NDArray[np.uint64]:
    """(fields, words): a bit for each of the first numbers that is above 0."""
    bits = np.packbits(vectors[:, :_SIGNS] > 0, axis=1)
    padded = np.zeros((len(bits), -(-bits.shape[1] // 8) * 8), dtype=np.uint8)
    padded[:, : bits.shape[1]] = bits
    return padded.view(np.uint64)
