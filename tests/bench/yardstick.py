"""How fast this machine does the kind of work that redaction is, so that milliseconds mean the same anywhere."""

from __future__ import annotations

import re
from statistics import median
from time import thread_time
from typing import Final

MEANT_MS: Final = 1.9
"""Processor time of `work` on the machine that the goals are meant for, by estimate: nobody measured it there.

It takes 5.2 ms on the machine of docs/measured.md, where sentence-transformers takes 22 ms for a short text; on the
machine meant that takes 8 ms.
"""

_TEXT: Final = (
    "Hi, order 4471-9920 came on 3 May; the lamp (E27, 40 W) is broken. Mail me: jo@example.org, +44 20 7946 0958! "
)
_TIMES: Final = 160
_PATTERNS: Final = (
    r"(?<!\w)\d(?:[ -]?\d){6,18}(?!\w)",
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"\b(?:order|mail|phone|card|password)\b\W{0,3}\w+",
    r"[^\W\d_]{4,}",
)


def work() -> int:
    """A fixed amount of searching, slicing and counting, in pure Python and its own `re`."""
    text = _TEXT * _TIMES
    counts: dict[str, int] = {}
    for pattern in _PATTERNS:
        for match in re.finditer(pattern, text.lower()):
            piece = match.group()
            counts[piece] = counts.get(piece, 0) + sum(character.isdigit() for character in piece)
    return sum(counts.values())


def yardstick(times: int) -> float:
    """Milliseconds of processor time that the work takes: the median of so many times."""
    taken = []
    for _ in range(times):
        started = thread_time()
        work()
        taken.append((thread_time() - started) * 1e3)
    return median(taken)


def slower(milliseconds: float) -> float:
    """By how many times a machine is slower than the one meant, on which the work takes so long."""
    return milliseconds / MEANT_MS
