"""Redaction: personal data out of a text, placeholders in, the values into the vault."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct

from copilot.encoding.encoder import Encoder
from copilot.encoding.reading import Reading
from copilot.errors import RedactionFailed
from copilot.privacy.clues import Clues
from copilot.privacy.findings import BY_CONTEXT, Finding, resolved
from copilot.privacy.folding import fold
from copilot.privacy.known import find_known, remember_person
from copilot.privacy.names.head import SHIPPED_HEAD, load_head
from copilot.privacy.names.recogniser import NamesRecogniser
from copilot.privacy.placeholders import BLANK, blanked
from copilot.privacy.policy import policy_of
from copilot.privacy.presidio_import import without_model_libraries
from copilot.privacy.sealing import seal
from copilot.privacy.split_cards import find_split
from copilot.privacy.vault import Vault
from copilot.settings import PrivacySettings
from copilot.telemetry import ENTITIES
from copilot.text import printable
from copilot.types import Entity, RedactedText

_MOST_ROUNDS = 6
_ENOUGH_FOR_NAMES = 3
"""After so many rounds a name that is found only then is no reason to refuse the text if more might follow."""
_SURE_PERSON = 0.8
Read = Callable[[], Reading]
_Result = TypeVar("_Result")


class Redaction(Struct, frozen=True, kw_only=True):
    """A text without personal data, and what was replaced: in text order, not overlapping.

    `read` gives the encoder's pass over the text with its placeholders left out, for whoever needs the vector too;
    `None` if there is no encoder, or if it would read other characters than stand in the text.
    """

    text: RedactedText
    entities: tuple[Entity, ...] = ()
    read: Read | None = None


class Finder(Protocol):
    """Finds personal data in a folded text; raises if it cannot tell for certain."""

    @property
    def kinds(self) -> frozenset[str]:
        """Every kind that can be found."""

    def read(self, text: str, asked: frozenset[str]) -> Clues:
        """What recognisers are told of a text; `asked` are the kinds that the other side has just asked for."""

    def find(self, clues: Clues) -> list[Finding]:
        """Findings in any order, possibly overlapping."""


class Redactor(Protocol):
    """Takes personal data out of texts. The same text with a fresh vault gives the same redaction."""

    def redact(self, text: str, vault: Vault, asked: frozenset[str] = frozenset()) -> Redaction:
        """The text with placeholders; the values go into the vault.

        `asked` are the kinds that the message before it asked for (`copilot.privacy.asking`): the answer may be nothing
        but a name or a number. Control characters become spaces. A `RedactedText` comes back as it is, and so does its
        text with a fresh vault.

        Raises:
            RedactionFailed: something could not be checked. Nothing of the text may be used, and the error quotes none.
        """

    def redact_together(self, texts: Sequence[RedactedText], vault: Vault) -> tuple[Redaction, ...]:
        """The texts, which are consecutive messages of one author, without the card whose digits are spread over them.

        Offsets of the entities are code points in the texts as they were given.

        Raises:
            RedactionFailed: something could not be checked.
        """


class PresidioRedactor:
    """Redacts with Presidio's analyser and our recognisers; safe to share between threads, each with its own vault."""

    def __init__(self, settings: PrivacySettings, encoder: Encoder | None = None, finder: Finder | None = None) -> None:
        """Load the recognisers, which takes a second or two, unless a finder is given.

        Without an encoder, names and addresses in free text are not found: only tests of the patterns want that.

        Raises:
            ConfigError: a telephone region is unknown, the policy is wrong, or the names head fits another encoder.
        """
        self._finder = finder or _presidio(settings, encoder)
        self._policy = policy_of(settings.policy, self._finder.kinds)
        self._timeout_seconds = settings.regex_timeout_seconds

    def redact(self, text: str, vault: Vault, asked: frozenset[str] = frozenset()) -> Redaction:
        """The text with placeholders; the values go into the vault."""
        if isinstance(text, RedactedText):
            return Redaction(text=seal(text))
        return _closed(lambda: self._redact(text, vault, asked))

    def redact_together(self, texts: Sequence[RedactedText], vault: Vault) -> tuple[Redaction, ...]:
        """The texts without the card whose digits are spread over them."""
        return _closed(lambda: self._redact_together(texts, vault))

    def _redact(self, text: str, vault: Vault, asked: frozenset[str]) -> Redaction:
        admitted = vault.admit(printable(text))
        plain = blanked(admitted)
        folded = fold(plain)
        findings, clues = self._findings(folded.text, vault, asked)
        spans = [(one, folded.original(one.start, one.end)) for one in findings]
        return self._replaced(admitted, spans, vault, clues.read if folded.text == plain else None)

    def _redact_together(self, texts: Sequence[RedactedText], vault: Vault) -> tuple[Redaction, ...]:
        folded = [fold(blanked(text)) for text in texts]
        spans: list[list[tuple[Finding, tuple[int, int]]]] = [[] for _ in texts]
        for index, finding in find_split([one.text for one in folded], self._timeout_seconds):
            spans[index].append((finding, folded[index].original(finding.start, finding.end)))
        return tuple(self._replaced(text, found, vault, None) for text, found in zip(texts, spans, strict=True))

    def _findings(self, text: str, vault: Vault, asked: frozenset[str]) -> tuple[list[Finding], Clues]:
        """Findings until there are no more, and what is left: a value may be seen only when the one beside it is gone.

        Raises:
            ValueError: there are more after some rounds, which only a text made for the purpose has.
        """
        findings: list[Finding] = []
        rest = text
        for again in range(_MOST_ROUNDS):
            clues = self._finder.read(rest, asked)
            more = [one for one in self._finder.find(clues) if not self._policy.keeps(one.kind)]
            more = resolved([*more, *find_known(vault, clues)], rest)
            if not more:
                return resolved(findings, text), clues
            _remember_people(vault, more, rest)
            findings += more
            rest = _without(rest, more)
            if again >= _ENOUGH_FOR_NAMES and all(one.kind in BY_CONTEXT for one in more):
                return resolved(findings, text), self._finder.read(rest, asked)
        raise ValueError("values are glued to each other without end")

    def _replaced(
        self, text: str, findings: list[tuple[Finding, tuple[int, int]]], vault: Vault, read: Read | None
    ) -> Redaction:
        """The text with a placeholder for each span, which are in order and do not overlap."""
        pieces, entities, done = [], [], 0
        for (kind, _, _, score), (start, end) in findings:
            value = text[start:end]
            placeholder = vault.placeholder(kind, value, self._policy.hint(kind, value))
            entities.append(Entity(kind=kind, placeholder=placeholder, start=start, end=end, score=score))
            pieces += [text[done:start], placeholder]
            done = end
            ENTITIES.labels(kind).inc()
        return Redaction(text=seal("".join([*pieces, text[done:]])), entities=tuple(entities), read=read)


def _closed(work: Callable[[], _Result]) -> _Result:
    """The result of the work, or a failure that says nothing of the text."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the text must not be used
        failure = type(error).__name__
    # Raised outside the handler: an error being handled would hang on as `__context__`, and may quote the text.
    raise RedactionFailed(f"the text could not be checked for personal data ({failure}); nothing was kept, try again")


def _remember_people(vault: Vault, findings: list[Finding], text: str) -> None:
    for kind, start, end, score in findings:
        if kind == "PERSON" and score >= _SURE_PERSON:
            remember_person(vault, text[start:end])


def _without(text: str, findings: list[Finding]) -> str:
    """The text with the findings, which are in order, overwritten with blanks: nothing moves."""
    pieces, done = [], 0
    for finding in findings:
        pieces += [text[done : finding.start], BLANK * (finding.end - finding.start)]
        done = finding.end
    return "".join([*pieces, text[done:]])


def _presidio(settings: PrivacySettings, encoder: Encoder | None) -> Finder:
    with without_model_libraries():
        from copilot.privacy.frame import Frame
        from copilot.privacy.recognisers.catalogue import all_recognisers
    recognisers = all_recognisers(settings)
    if encoder:
        folder = Path(settings.names_head) if settings.names_head else SHIPPED_HEAD
        recognisers.append(NamesRecogniser(load_head(folder, encoder.manifest)))
    return Frame(recognisers, timeout_seconds=settings.regex_timeout_seconds, encoder=encoder)
