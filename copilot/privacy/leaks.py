"""The last look at text that we composed: no value of the vault may be in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import ip_address

import regex

from copilot.errors import RedactionFailed
from copilot.privacy.folding import fold
from copilot.privacy.known import is_also_a_word, is_whole_word
from copilot.privacy.normal_forms import alphanumeric, normal_form
from copilot.privacy.sealing import seal
from copilot.privacy.vault import Vault
from copilot.types import RedactedText

_NUMBER = regex.compile(r"\d(?:[\s.\-_/():]{0,3}+\d)*+")
_TOKEN = regex.compile(r"[^\W_]+")
_SECRETS = frozenset({"PASSWORD", "API_KEY"})
_SHORTEST = 4
_SHORTEST_PART = 8


def sealed(text: str, vault: Vault, public: Iterable[str] = ()) -> RedactedText:
    """Seal text that was composed of knowledge-base text, templates and redacted pieces.

    Values are looked for as they are written and in their normal form (a card number is its digits, however grouped).
    What the `public` texts contain, such as the passages that a draft quotes, is no secret of the customer and may
    stand. Values of fewer than four letters and digits, single ordinary words and addresses of the local network are
    not looked for: they say nothing about a person, and occur in any manual.

    Raises:
        RedactionFailed: a value is in the text; the error does not say which.
    """
    if not len(vault):
        return seal(text)
    composed = _Haystack(text)
    leaked = [(kind, value) for kind, value in vault.values() if composed.has(kind, value)]
    if leaked:
        published = [_Haystack(one) for one in public]
        if not all(any(one.has(kind, value) for one in published) for kind, value in leaked):
            raise RedactionFailed(
                "a composed text still held personal data; it was not used, nothing was sent or stored"
            )
    return seal(text)


def sealed_parts(parts: Sequence[str], vault: Vault, public: Iterable[str] = ()) -> tuple[RedactedText, ...]:
    """Seal composed texts one by one, having looked at them once and all together.

    Raises:
        RedactionFailed: a value is in one of them.
    """
    sealed("\n".join(parts), vault, public)
    return tuple(seal(part) for part in parts)


class _Haystack:
    """A text in the forms in which values are looked for."""

    def __init__(self, text: str) -> None:
        folded = fold(text).text.casefold()
        self._written = text
        self._words = " ".join(folded.split())
        self._compact = alphanumeric(folded)
        self._tokens = {alphanumeric(match.group()) for match in _NUMBER.finditer(folded)} | set(_TOKEN.findall(folded))

    def has(self, kind: str, value: str) -> bool:
        """True if the text has a value that says something about a person."""
        normal = normal_form(kind, value)
        if not _is_telling(kind, normal):
            return False
        if kind in _SECRETS:
            return value in self._written
        return self._has_words(normal) or self._has_number(alphanumeric(normal))

    def _has_number(self, number: str) -> bool:
        """Short numbers must be a whole number of the text, long ones may stand anywhere, however they are grouped."""
        if not any(map(str.isdigit, number)):
            return False
        return number in self._compact if len(number) >= _SHORTEST_PART else number in self._tokens

    def _has_words(self, words: str) -> bool:
        start = self._words.find(words)
        while start >= 0:
            if is_whole_word(self._words, start, start + len(words)):
                return True
            start = self._words.find(words, start + 1)
        return False


def _is_telling(kind: str, normal: str) -> bool:
    """True if the value is worth looking for."""
    compact = alphanumeric(normal)
    if compact.isalpha() and " " not in normal:
        return kind not in _SECRETS and len(compact) >= _SHORTEST and not is_also_a_word(normal)
    return len(compact) >= _SHORTEST and not _is_local(normal)


def _is_local(value: str) -> bool:
    try:
        return ip_address(value).is_private
    except ValueError:
        return False
