"""Examples as the head sees them: words with their vectors, flags and tags."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from copilot.encoding.encoder import Encoder
from copilot.privacy.names.decoding import BEGINS, GOES_ON, OUTSIDE
from copilot.privacy.names.words import words_of
from training.names.sentences import Example

KINDS: Final = ("PERSON", "STREET_ADDRESS", "ZIP_CODE")
LOOK_ALIKES: Final = ("ORGANISATION", "PLACE", "CODE")
"""What stays: learned, so that it is told from what does not, and never found."""
TAGS: Final = (OUTSIDE, *(prefix + kind for kind in (*KINDS, *LOOK_ALIKES) for prefix in (BEGINS, GOES_ON)))


@dataclass(frozen=True, slots=True)
class Row:
    """One example of n words: `vectors` (n, dim), `flags` (n, WIDTH), `buckets` (n,) and `tags` (n,), as in `TAGS`."""

    vectors: NDArray[np.float16]
    flags: NDArray[np.uint8]
    buckets: NDArray[np.int64]
    tags: NDArray[np.int64]


def rows(examples: Sequence[Example], encoder: Encoder) -> Iterator[Row | None]:
    """A row for each example, in order; `None` for a text without words."""
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        yield from cores.map(partial(row, encoder=encoder), examples)


def row(example: Example, encoder: Encoder) -> Row | None:
    """The row of one example."""
    reading = encoder.read(example.text)
    if not len(reading.offsets):
        return None
    words = words_of(example.text, reading, example.asked)
    return Row(
        vectors=words.vectors.astype(np.float16),
        flags=words.flags.astype(np.uint8),
        buckets=words.buckets,
        tags=_tags(words.spans, example.spans),
    )


def _tags(words: NDArray[Any], spans: Sequence[tuple[str, int, int]]) -> NDArray[np.int64]:
    tags = np.zeros(len(words), dtype=np.int64)
    for kind, start, end in spans:
        inside = np.flatnonzero((words[:, 0] < end) & (words[:, 1] > start))
        tags[inside] = TAGS.index(GOES_ON + kind)
        tags[inside[:1]] = TAGS.index(BEGINS + kind)
    return tags
