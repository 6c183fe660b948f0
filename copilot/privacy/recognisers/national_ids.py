"""Identity, tax, health and network numbers that Presidio has patterns and check digits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import is_business, is_labelled, label
from copilot.privacy.findings import LABELLED, STRONG, Finding
from copilot.privacy.recognisers.id_rules import ASKED_IDS, ID_RULES, NO_PERSONS, IdRule

# A number that is the whole message is not longer than this.
_WHOLE_MESSAGE = 40
_COMPOUND = r"\w{0,30}"  # how a label begins that may be the end of a German word
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
        quick = (rule.quick for rule in ID_RULES if rule.shape and rule.quick)
        self._any_form = regex.compile("|".join(quick))
        labels = {rule.label for rule in ID_RULES if not rule.shape}
        compounds = {label for label in labels if label.startswith(_COMPOUND)}
        endings = "|".join(sorted(compounds)).replace(_COMPOUND, "")
        self._any_label = regex.compile(rf"\b(?:{'|'.join(sorted(labels - compounds))})(?![^\W_])|{endings}")

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Matches that are whole words, pass their checks and are believed."""
        is_short = clues.last - clues.first <= _WHOLE_MESSAGE
        is_spoken_of = clues.digits > 0 and (is_short or bool(clues.asked) or clues.has(self._any_label))
        has_form = clues.digits > 0 and clues.has(self._any_form)
        for identity in self._ids:
            if (is_spoken_of or (identity.is_shaped and (has_form or not identity.has_quick))) and identity.may_be_in(
                clues
            ):
                yield from identity.find(clues)


class _Id:
    """One recogniser of Presidio with its rule."""

    def __init__(self, check: IdCheck, rule: IdRule) -> None:
        self.kind = check.supported_entities[0]
        self.is_shaped = rule.shape is not None
        self.has_quick = rule.quick is not None and rule.digits > 0
        self._quick = regex.compile(rule.quick) if rule.quick else None
        self._check = check
        self._rule = rule
        self._patterns = [
            regex.compile(pattern.regex, _FLAGS) for pattern in check.patterns if pattern.name not in rule.skip
        ]
        self._label = label(rule.label)
        self._shape = regex.compile(rule.shape) if rule.shape else None

    def may_be_in(self, clues: Clues) -> bool:
        """False if the text has no match for sure; asking is much quicker than looking."""
        return clues.digits >= self._rule.digits and (self._quick is None or bool(clues.labels(self._quick).starts))

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
        """The match if its shape, a label or the question before speaks for it, and its check digits not against it."""
        if is_labelled(clues, start, end, self._label):
            score = STRONG if is_shaped else LABELLED
        elif is_business(clues, start, end):
            return
        elif is_shaped:
            score = STRONG
        elif self._rule.checked and (self._is_asked(clues) or self._is_telling(clues, start, end)):
            score = LABELLED
        else:
            return
        written = clues.text[start:end]
        if self._check.validate_result(written) is not False and not self._check.invalidate_result(written):
            yield Finding(self.kind, start, end, score)

    def _is_asked(self, clues: Clues) -> bool:
        return self.kind in clues.asked or (self.kind not in NO_PERSONS and bool(clues.asked & ASKED_IDS))

    def _is_telling(self, clues: Clues, start: int, end: int) -> bool:
        """True for a number that is the whole message and grouped, or has a date in it.

        Nine to twelve digits without either are an order number, of which one in ten passes any check digit.
        """
        return clues.is_alone(start, end) and (self._rule.is_dated or not clues.text[start:end].isalnum())


def _is_whole(text: str, start: int, end: int) -> bool:
    """True if the match is not empty nor a piece of a longer word or number; some patterns of Presidio do not ask."""
    return (
        start < end
        and not (start and text[start - 1].isalnum() and text[start].isalnum())
        and not (text[end : end + 1].isalnum() and text[end - 1].isalnum())
    )
