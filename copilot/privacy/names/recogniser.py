"""People, street addresses and postcodes in free text, by the head over the token vectors."""

from __future__ import annotations

from collections.abc import Iterator

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import Finding
from copilot.privacy.names.decoding import runs
from copilot.privacy.names.head import Head
from copilot.privacy.names.shapes import shaped
from copilot.privacy.names.words import words_of

_MOST_CERTAIN = 0.89
"""Below what patterns and check digits say for certain: where they overlap with a name, they are right."""


class NamesRecogniser:
    """What the head finds in a text that was read."""

    name = "names"
    needs = Needs()

    def __init__(self, head: Head) -> None:
        self._head = head
        self.kinds = tuple(head.manifest.thresholds)

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Names and addresses.

        Raises:
            ValueError: the text was not read by the encoder.
        """
        if clues.read is None:
            raise ValueError("names are looked for in a text that the encoder has not read")
        reading = clues.read()
        if not len(reading.offsets):
            return
        words = words_of(clues.text, reading, clues.asked)
        manifest = self._head.manifest
        for run in runs(self._head.tag(words), manifest.tags, manifest.thresholds):
            start, end = int(words.spans[run.first, 0]), int(words.spans[run.last, 1])
            for first, last in _lines(clues.text, start, end) if run.kind == "PERSON" else [(start, end)]:
                span = shaped(run.kind, clues, first, last)
                if span:
                    yield Finding(run.kind, *span, run.score * _MOST_CERTAIN)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a span: a name does not go on across their ends."""
    for line in text[start:end].split("\n"):
        yield start, start + len(line)
        start += len(line) + 1
