"""The words of a text as the head sees them: one vector a word, and what the vector does not tell, such as capitals."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from copilot.encoding.reading import Matrix, Reading

ASKED_KINDS = ("PERSON", "STREET_ADDRESS", "ZIP_CODE")
"""Questions of the other side that the head is told of; any other question is the last of its flags."""

_SHAPES = 26
WIDTH = _SHAPES + len(ASKED_KINDS) + 1
"""Length of the row of flags that a word has."""

BUCKETS = 2**16
"""Words are known by their hash: 60,000 names and as many other words share these."""

_SHORT_TEXT_WORDS = 6
_MOST_DIGITS = 5
_SENTENCE_ENDS = frozenset(".!?\n")


@dataclass(frozen=True, slots=True)
class Words:
    """The n words of a text, in text order.

    `spans` (n, 2): code points [start, end); `vectors` (n, dim): the mean of the token vectors of a word's pieces;
    `flags` (n, WIDTH): 0 or 1 each; `buckets` (n,): a hash of the word, below `BUCKETS`.
    """

    spans: NDArray[np.int64]
    vectors: Matrix
    flags: Matrix
    buckets: NDArray[np.int64]


def words_of(text: str, reading: Reading, asked: frozenset[str]) -> Words:
    """The words of a folded text that was read; pieces that touch and are letters or digits are one word."""
    offsets = reading.offsets.astype(np.int64)
    firsts = _first_pieces(text, offsets)
    counts = np.diff(np.append(firsts, len(offsets)))
    spans = np.stack([offsets[firsts, 0], offsets[firsts + counts - 1, 1]], axis=1)
    summed: Matrix = np.add.reduceat(reading.token_vectors, firsts, axis=0)
    vectors = np.divide(summed, counts[:, None], dtype=np.float32)
    return Words(spans=spans, vectors=vectors, flags=_flags(text, spans, asked), buckets=_buckets(text, spans))


def _buckets(text: str, spans: NDArray[np.int64]) -> NDArray[np.int64]:
    """The bucket of each word, whatever its case."""
    hashes = [crc32(text[start:end].lower().encode()) % BUCKETS for start, end in spans.tolist()]
    return np.array(hashes, dtype=np.int64)


def _first_pieces(text: str, offsets: NDArray[np.int64]) -> NDArray[np.intp]:
    """Index of the first piece of each word."""
    is_first = np.ones(len(offsets), dtype=bool)
    touching = np.flatnonzero(offsets[1:, 0] == offsets[:-1, 1]) + 1
    for index in touching:
        start = offsets[index, 0]
        is_first[index] = not (text[start].isalnum() and text[start - 1].isalnum())
    return np.flatnonzero(is_first)


def _flags(text: str, spans: NDArray[np.int64], asked: frozenset[str]) -> Matrix:
    """The flags of each word: its own shape, what stands around it, and what the text as a whole is like."""
    common = _common_flags(text, len(spans), asked)
    flags = np.zeros((len(spans), WIDTH), dtype=np.float32)
    before = 0
    for row, (start, end) in enumerate(spans.tolist()):
        _set_shape(flags[row], text[start:end])
        _set_place(flags[row], text[before:start], text[end : end + 1])
        before = end
    flags[:, _SHAPES - 4 :] = common
    if len(flags):
        flags[0, 13] = flags[-1, 14] = 1.0
    return flags


def _set_shape(row: Matrix, word: str) -> None:
    digits = sum(map(str.isdigit, word))
    if digits:
        row[4 + min(digits, _MOST_DIGITS) - 1] = 1.0  # 4..8
        row[9] = digits != len(word)
    elif word.isalpha():
        row[0] = word[0].isupper() and not word[1:].isupper()
        row[1] = len(word) > 1 and word.isupper()
        row[2] = word.islower()
        row[3] = len(word) == 1
    else:
        row[10] = 1.0
        row[11] = word in ",;:"
        row[12] = word in ".!?"


def _set_place(row: Matrix, gap: str, following: str) -> None:
    row[15] = not gap
    row[16] = "\n" in gap
    row[17] = "\0" in gap
    row[18] = following == "\n"
    row[19] = following in {",", "."}
    row[20] = following == "'"
    row[21] = not following or following in _SENTENCE_ENDS


def _common_flags(text: str, words: int, asked: frozenset[str]) -> Matrix:
    """Flags that every word of the text has: no capitals, no small letters, short, several lines; what was asked."""
    shape = [text == text.lower(), text == text.upper(), words <= _SHORT_TEXT_WORDS, "\n" in text]
    questions = [kind in asked for kind in ASKED_KINDS]
    return np.array([*shape, *questions, bool(asked.difference(ASKED_KINDS))], dtype=np.float32)
