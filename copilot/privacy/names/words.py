"""The words of a text as the head sees them: one vector a word, and what the vector does not tell, such as capitals."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from copilot.encoding.reading import Matrix, Reading

ASKED_KINDS = ("PERSON", "STREET_ADDRESS", "ZIP_CODE")
"""Questions of the other side that the head is told of; any other question is the last of its flags."""

# The flags of a word, as bits: its letters or digits, where it stands, what is before and behind it.
_TITLE, _UPPER, _LOWER, _SINGLE = (1 << bit for bit in range(4))
_MOST_DIGITS = 5
_DIGITS = 1 << 4  # one digit; two to five and more are the next bits
_MIXED, _SIGN, _COMMA, _STOP, _FIRST, _LAST, _GLUED, _AFTER_LINE, _AFTER_BLANK = (1 << bit for bit in range(9, 18))
_BEFORE_LINE, _BEFORE_COMMA, _BEFORE_APOSTROPHE, _ENDS_SENTENCE = (1 << bit for bit in range(18, 22))
_FOLLOWED = {
    "": _ENDS_SENTENCE,
    "\n": _BEFORE_LINE | _ENDS_SENTENCE,
    ",": _BEFORE_COMMA,
    ".": _BEFORE_COMMA | _ENDS_SENTENCE,
    "!": _ENDS_SENTENCE,
    "?": _ENDS_SENTENCE,
    "'": _BEFORE_APOSTROPHE,
}
_WORD_FLAGS = 22
_TEXT_FLAGS = 4
WIDTH = _WORD_FLAGS + _TEXT_FLAGS + len(ASKED_KINDS) + 1
"""Length of the row of flags that a word has."""

BUCKETS = 2**16
"""Words are known by their hash: 60,000 names and as many other words share these."""

_SHORT_TEXT_WORDS = 6


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
    starts = offsets[touching, 0].tolist()
    is_first[touching] = [not (text[start].isalnum() and text[start - 1].isalnum()) for start in starts]
    return np.flatnonzero(is_first)


def _flags(text: str, spans: NDArray[np.int64], asked: frozenset[str]) -> Matrix:
    """The flags of each word: its own shape, what stands around it, and what the text as a whole is like."""
    masks, before = [], 0
    for start, end in spans.tolist():
        masks.append(_shape(text[start:end]) | _place(text[before:start], text[end : end + 1]))
        before = end
    if masks:
        masks[0] |= _FIRST
        masks[-1] |= _LAST
    of_words = np.array(masks, dtype=np.int64)[:, None] >> np.arange(_WORD_FLAGS) & 1
    of_text = np.broadcast_to(_text_flags(text, len(spans), asked), (len(spans), WIDTH - _WORD_FLAGS))
    return np.concatenate([of_words, of_text], axis=1, dtype=np.float32)


def _shape(word: str) -> int:
    if word.isalpha():
        return _letters(word)
    digits = sum(map(str.isdigit, word))
    if digits:
        return _DIGITS << min(digits, _MOST_DIGITS) - 1 | (_MIXED if digits != len(word) else 0)
    return _SIGN | (_COMMA if word in ",;:" else 0) | (_STOP if word in ".!?" else 0)


def _letters(word: str) -> int:
    if word.islower():
        return _LOWER | (_SINGLE if len(word) == 1 else 0)
    if len(word) == 1:
        return _SINGLE | (_TITLE if word.isupper() else 0)
    if word.isupper():
        return _UPPER
    return _TITLE if word[0].isupper() and not word[1:].isupper() else 0


def _place(gap: str, following: str) -> int:
    mask = 0 if gap else _GLUED
    if "\n" in gap:
        mask |= _AFTER_LINE
    if "\0" in gap:
        mask |= _AFTER_BLANK
    return mask | _FOLLOWED.get(following, 0)


def _text_flags(text: str, words: int, asked: frozenset[str]) -> Matrix:
    """Flags that every word of the text has: no capitals, no small letters, short, several lines; what was asked."""
    shape = [text == text.lower(), text == text.upper(), words <= _SHORT_TEXT_WORDS, "\n" in text]
    questions = [kind in asked for kind in ASKED_KINDS]
    return np.array([*shape, *questions, bool(asked.difference(ASKED_KINDS))], dtype=np.float32)
