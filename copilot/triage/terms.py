"""Which words, pairs of words and pieces of words a text has, as hashes."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from copilot.text import cut

Hashes = NDArray[np.uint32]
Terms = tuple[Hashes, NDArray[np.float32]]
"""Hashes (n,) in rising order, and the weight of each (n,)."""

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[?!]{2,}")
_PIECE_CHARS: Final = 4
_MAX_CHARS: Final = 4_000
"""What a customer wants and feels is told by then; the rest of a very long text would only cost time."""


def terms(text: str) -> Terms:
    """The terms of a text, each weighing 1 + ln(count).

    Words and pairs of neighbours in lower case, and runs of four characters within a word, its blanks included.
    """
    counts = Counter(crc32(term.encode()) for term in _terms(cut(text, _MAX_CHARS).lower()))
    hashes = np.array(sorted(counts), dtype=np.uint32)
    return hashes, np.array([1 + math.log(counts[one]) for one in hashes.tolist()], dtype=np.float32)


def _terms(text: str) -> Iterator[str]:
    before = ""
    for word in _WORD.findall(text):
        yield f"w {word}"
        yield f"p {before} {word}"
        padded = f" {word} "
        for start in range(len(padded) - _PIECE_CHARS + 1):
            yield padded[start : start + _PIECE_CHARS]
        before = word
