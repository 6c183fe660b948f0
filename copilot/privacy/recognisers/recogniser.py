"""What every recogniser is: something that finds certain kinds of personal data in a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import Finding


class Recogniser(Protocol):
    """Finds personal data. Findings may overlap and come in any order; takes time linear in the length of the text.

    `find` is called only for texts that meet `needs`. It raises rather than leave out what it could not check.
    """

    @property
    def name(self) -> str:
        """What the recogniser is called in Presidio's registry."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind that `find` may give."""

    @property
    def needs(self) -> Needs:
        """What a text must have for the recogniser to find anything."""

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Findings as spans of `clues.text`.

        Raises:
            TimeoutError: a pattern took too long.
        """
