"""Identity, tax, health and network numbers that Presidio has patterns and check digits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import is_business, is_labelled, label
from copilot.privacy.findings import LABELLED, STRONG, Finding
from copilot.privacy.recognisers.id_rules import ID_RULES, IdRule

_FLAGS = regex.DOTALL | regex.MULTILINE | regex.IGNORECASE


class IdPattern(Protocol):
    """A pattern of Presidio."""

    name: str
    regex: str


class IdCheck(Protocol):
    """What is used of Presidio's pattern recognisers: patterns and checks, but not the code that runs them.

    That code skips a pattern that timed out and goes on, which would let personal data through.
    """

    supported_entities: list[str]
    patterns: list[IdPattern]

    def validate_result(self, pattern_text: str) -> bool | None:
        """True or False by the check digits, None if there are none."""

    def invalidate_result(self, pattern_text: str) -> bool | None:
        """True if the text cannot be such a number."""


class NationalIdRecogniser:
    """Runs the patterns and checks of Presidio's recognisers, and raises where a pattern takes too long."""

    name = "national_ids"
    needs = Needs()

    def __init__(self, checks: Mapping[str, IdCheck]) -> None:
        """Take Presidio's recognisers by class name, one for each of `ID_RULES`."""
        self._ids = [_Id(checks[rule.recogniser], rule) for rule in ID_RULES]
        self.kinds = tuple(identity.kind for identity in self._ids)

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Matches that are whole words, pass their checks and are believed."""
        for identity in self._ids:
            if identity.needs.are_met(clues):
                yield from identity.find(clues)


class _Id:
    """One recogniser of Presidio with its rule."""

    def __init__(self, check: IdCheck, rule: IdRule) -> None:
        self.kind = check.supported_entities[0]
        self.needs = Needs(digits=rule.digits, pattern=regex.compile(rule.quick) if rule.quick else None)
        self._check = check
        self._rule = rule
        self._patterns = [
            regex.compile(pattern.regex, _FLAGS) for pattern in check.patterns if pattern.name not in rule.skip
        ]
        self._label = label(rule.label)
        self._shape = regex.compile(rule.shape) if rule.shape else None

    def find(self, clues: Clues) -> Iterator[Finding]:
        for pattern in self._patterns:
            for match in clues.scan(pattern, lowered=False):
                start, end = match.span()
                if not _is_whole(clues.text, start, end):
                    continue
                is_shaped = self._shape is not None and self._shape.fullmatch(match.group()) is not None
                if is_shaped or self._rule.checked or clues.labels(self._label).starts:
                    yield from self._believed(clues, start, end, is_shaped=is_shaped)

    def _believed(self, clues: Clues, start: int, end: int, *, is_shaped: bool) -> Iterator[Finding]:
        """The match if a label, its shape or its being alone speaks for it, and its check digits not against it."""
        if is_shaped and not is_business(clues, start, end):
            score = STRONG
        elif (self._rule.checked and clues.is_alone(start, end)) or is_labelled(clues, start, end, self._label):
            score = LABELLED
        else:
            return
        written = clues.text[start:end]
        if self._check.validate_result(written) is not False and not self._check.invalidate_result(written):
            yield Finding(self.kind, start, end, score)


def _is_whole(text: str, start: int, end: int) -> bool:
    """True if the match is not empty nor a piece of a longer word or number; some patterns of Presidio do not ask."""
    return (
        start < end
        and not (start and text[start - 1].isalnum() and text[start].isalnum())
        and not (text[end : end + 1].isalnum() and text[end - 1].isalnum())
    )
