"""What a part of the redaction costs: an encoder and recognisers that add up the time spent in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter, thread_time
from typing import Self

from copilot.encoding.encoder import Encoder
from copilot.encoding.reading import Reading
from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import Finding
from copilot.privacy.recognisers.recogniser import Recogniser


class Stopwatch:
    """Adds up wall time and the thread's processor time, in milliseconds, of what is done inside `with`."""

    def __init__(self) -> None:
        self.wall = 0.0
        self.cpu = 0.0
        self.times = 0
        self._started = (0.0, 0.0)

    def __enter__(self) -> Self:
        self._started = (perf_counter(), thread_time())
        return self

    def __exit__(self, *_: object) -> None:
        wall, cpu = self._started
        self.wall += (perf_counter() - wall) * 1e3
        self.cpu += (thread_time() - cpu) * 1e3
        self.times += 1


class WatchedEncoder:
    """An encoder whose passes are timed by `watch`, which may be put to a new one at any time."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.manifest = encoder.manifest
        self.watch = Stopwatch()

    def read(self, text: str) -> Reading:
        """One pass."""
        with self.watch:
            return self._encoder.read(text)

    def read_many(self, texts: Sequence[str]) -> Iterator[tuple[int, Reading]]:
        """Passes that are not timed: redaction makes none of these."""
        return self._encoder.read_many(texts)


class WatchedRecogniser:
    """A recogniser that is timed by `watch`, with the question whether a text has what it needs."""

    needs = Needs()

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self.name = recogniser.name
        self.kinds = recogniser.kinds
        self.watch = Stopwatch()

    def find(self, clues: Clues) -> Iterator[Finding]:
        """What the recogniser finds, all of it at once."""
        with self.watch:
            found = list(self._recogniser.find(clues)) if self._recogniser.needs.are_met(clues) else []
        return iter(found)
