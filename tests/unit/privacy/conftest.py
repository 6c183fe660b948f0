"""Recognisers for the tables of this folder, and one redactor with all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from copilot.privacy.clues import clues_of
from copilot.privacy.findings import resolved
from copilot.privacy.folding import fold
from copilot.privacy.recognisers.recogniser import Recogniser
from copilot.privacy.redactor import PresidioRedactor
from copilot.settings import PrivacySettings

Find = Callable[[Recogniser, str], list[tuple[str, str]]]


@pytest.fixture(scope="session")
def find() -> Find:
    """What a recogniser finds in a text: kinds and pieces of the text, in text order."""

    def found(recogniser: Recogniser, text: str) -> list[tuple[str, str]]:
        folded = fold(text)
        clues = clues_of(folded.text, 5.0)
        findings = recogniser.find(clues) if recogniser.needs.are_met(clues) else ()
        spans = [(one.kind, *folded.original(one.start, one.end)) for one in resolved(findings, folded.text)]
        return [(kind, text[start:end]) for kind, start, end in spans]

    return found


@pytest.fixture(scope="session")
def redactor() -> PresidioRedactor:
    """The redactor as the service has it, with time enough for a busy machine."""
    return PresidioRedactor(PrivacySettings(regex_timeout_seconds=5.0))
