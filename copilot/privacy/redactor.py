"""Redaction: personal data out of a text, placeholders in, the values into the vault."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from copilot.errors import RedactionFailed
from copilot.privacy.clues import clues_of
from copilot.privacy.findings import Finding, resolved
from copilot.privacy.folding import fold
from copilot.privacy.known import find_known
from copilot.privacy.placeholders import BLANK, blanked
from copilot.privacy.presidio_import import without_model_libraries
from copilot.privacy.sealing import seal
from copilot.privacy.vault import Vault
from copilot.settings import PrivacySettings
from copilot.telemetry import ENTITIES
from copilot.text import printable
from copilot.types import Entity, RedactedText

_MOST_ROUNDS = 4


class Redaction(Struct, frozen=True, kw_only=True):
    """A text without personal data, and what was replaced: in text order, not overlapping."""

    text: RedactedText
    entities: tuple[Entity, ...] = ()


class Finder(Protocol):
    """Finds personal data in a folded text; raises if it cannot tell for certain."""

    def find(self, text: str) -> list[Finding]:
        """Findings in any order, possibly overlapping."""


class Redactor(Protocol):
    """Takes personal data out of texts. The same text with a fresh vault gives the same redaction."""

    def redact(self, text: str, vault: Vault) -> Redaction:
        """The text with placeholders; the values go into the vault.

        Control characters become spaces. A `RedactedText` comes back as it is, and so does its text with a fresh vault.

        Raises:
            RedactionFailed: something could not be checked. Nothing of the text may be used, and the error quotes none.
        """


class PresidioRedactor:
    """Redacts with Presidio's analyser and our recognisers; safe to share between threads, each with its own vault."""

    def __init__(self, settings: PrivacySettings, finder: Finder | None = None) -> None:
        """Load the recognisers, which takes a second or two, unless a finder is given.

        Raises:
            ConfigError: a telephone region is unknown.
        """
        self._settings = settings
        self._finder = finder or _presidio(settings)

    def redact(self, text: str, vault: Vault) -> Redaction:
        """The text with placeholders; the values go into the vault."""
        if isinstance(text, RedactedText):
            return Redaction(text=seal(text))
        try:
            return self._redact(text, vault)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the text must not be used
            failure = type(error).__name__
        # Raised outside the handler: an error being handled would hang on as `__context__`, and may quote the text.
        raise RedactionFailed(
            f"the text could not be checked for personal data ({failure}); nothing was kept, try again"
        )

    def _redact(self, text: str, vault: Vault) -> Redaction:
        admitted = vault.admit(printable(text))
        folded = fold(blanked(admitted))
        findings = self._findings(folded.text, vault)
        return _replaced(admitted, [(one, folded.original(one.start, one.end)) for one in findings], vault)

    def _findings(self, text: str, vault: Vault) -> list[Finding]:
        """Findings until there are no more: a value that was glued to another one is seen when that is gone.

        Raises:
            ValueError: there are more after some rounds, which only a text made for the purpose has.
        """
        findings: list[Finding] = []
        rest = text
        for _ in range(_MOST_ROUNDS):
            clues = clues_of(rest, self._settings.regex_timeout_seconds)
            more = resolved([*self._finder.find(rest), *find_known(vault, clues)], rest)
            if not more:
                return resolved(findings, text)
            findings += more
            rest = _without(rest, more)
        raise ValueError("values are glued to each other without end")


def _without(text: str, findings: list[Finding]) -> str:
    """The text with the findings, which are in order, overwritten with blanks: nothing moves."""
    pieces, done = [], 0
    for finding in findings:
        pieces += [text[done : finding.start], BLANK * (finding.end - finding.start)]
        done = finding.end
    return "".join([*pieces, text[done:]])


def _presidio(settings: PrivacySettings) -> Finder:
    with without_model_libraries():
        from copilot.privacy.frame import Frame
        from copilot.privacy.recognisers.catalogue import all_recognisers
    return Frame(all_recognisers(settings), timeout_seconds=settings.regex_timeout_seconds)


def _replaced(text: str, findings: list[tuple[Finding, tuple[int, int]]], vault: Vault) -> Redaction:
    """The text with a placeholder for each span, which are in order and do not overlap."""
    pieces, entities, done = [], [], 0
    for finding, (start, end) in findings:
        placeholder = vault.placeholder(finding.kind, text[start:end])
        entities.append(Entity(kind=finding.kind, placeholder=placeholder, start=start, end=end, score=finding.score))
        pieces += [text[done:start], placeholder]
        done = end
        ENTITIES.labels(finding.kind).inc()
    return Redaction(text=seal("".join([*pieces, text[done:]])), entities=tuple(entities))
