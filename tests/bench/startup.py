"""Cold and warm start of the service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from msgspec import Struct

from tests.bench.service import Start, serving

Say = Callable[[str], None]


class Startup(Struct, frozen=True, kw_only=True):
    """`cold`: empty state folder, so the encoder is exported and everything embedded; None if it was not measured.

    `warm` is the typical start over a state that is up to date, out of `starts`.
    """

    cold: Start | None
    warm: Start
    starts: tuple[Start, ...]


def start_cold(state: Path, scratch: Path) -> Start:
    """Start once over an empty state folder, which is whole afterwards."""
    with serving(state, workers=1, log=scratch / "cold.log") as service:
        return service.start


def measure_startup(state: Path, scratch: Path, cold: Start | None, starts: int, say: Say) -> Startup:
    """Start over an existing state again and again."""
    readings = []
    for number in range(1, starts + 1):
        say(f"warm start {number} of {starts}")
        with serving(state, workers=1, log=scratch / "warm.log") as service:
            readings.append(service.start)
    return Startup(cold=cold, warm=middle(readings), starts=tuple(readings))


def middle(starts: Sequence[Start]) -> Start:
    """The medians."""
    return Start(printed=median(item.printed for item in starts), ready=median(item.ready for item in starts))
