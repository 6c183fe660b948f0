"""Which words of which phrases a message has, through an inverted index (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from copilot.encoding.reading import Matrix
from copilot.suggest.procedures.branching.stems import denial

_DENIED: Final = 0.75
"""What a phrase loses of which the message denies a word, or that denies one of the message's."""


class Phrases:
    """Phrases by their stems; a phrase without any has nothing in common with anything."""

    def __init__(self, phrases: Sequence[frozenset[str]]) -> None:
        self._sizes = np.array([max(len(stems), 1) for stems in phrases], dtype=np.float32)
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, stems in enumerate(phrases):
            for stem in stems:
                rows[stem].append(row)
        self._rows = dict(rows)
        self._denials = {denial(stem): found for stem, found in rows.items()}

    def found(self, stems: Iterable[str]) -> Matrix:
        """(phrases,): the share of each phrase's stems that is among these, 0..1."""
        counts = [0] * len(self._sizes)
        for stem in stems:
            for row in self._rows.get(stem, ()):
                counts[row] += 1
        shares: Matrix = np.array(counts, dtype=np.float32) / self._sizes
        return shares

    def agreed(self, stems: Iterable[str]) -> Matrix:
        """(phrases,): the same, and less (down to -0.75) for phrases that say the opposite of one of the stems."""
        shares = self.found(stems)
        for row in {row for stem in stems for row in self._denials.get(stem, ())}:
            shares[row] -= _DENIED
        return shares
