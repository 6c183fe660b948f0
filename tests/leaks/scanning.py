"""Looking for canaries in bytes: as written and in the forms that software puts text into."""

from __future__ import annotations

import base64
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from urllib.parse import quote, quote_plus

import numpy as np

from tests.leaks.canaries import Canary

_KEY: Final = 6
_LEAST_DIGITS: Final = 11
_BETWEEN_DIGITS: Final = re.compile(rb"(?<=\d)(?:[ .\-/_()]|%20|\+){1,3}(?=\d)")
_SEPARATED: Final = re.compile(rb"[\s.\-/_()+]")
_IN_WORDS: Final = frozenset({"EMAIL_ADDRESS", "API_KEY", "PASSWORD", "USER_NAME", "WORD", "STREET_ADDRESS"})


class Hit(NamedTuple):
    """A canary that was found, in which form and what stands around it."""

    canary: Canary
    form: str
    around: str


class Scanner:
    """Finds any of many canaries in large pieces of bytes, in a few passes."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        self._needles: dict[bytes, list[tuple[bytes, Canary, str]]] = defaultdict(list)
        self._first = np.zeros(1 << 24, dtype=bool)
        self._second = np.zeros(1 << 24, dtype=bool)
        for canary in canaries:
            for form, needle in _forms(canary):
                self._add(needle.lower(), canary, form)

    def hits(self, content: bytes) -> list[Hit]:
        """Every canary in the content, each form of it once."""
        lowered = content.lower()
        found = {(hit.canary, hit.form): hit for hit in [*self._found(lowered), *self._found(_squeezed(lowered))]}
        return list(found.values())

    def _add(self, needle: bytes, canary: Canary, form: str) -> None:
        if len(needle) < _KEY:
            raise ValueError(f"a {canary.kind} of {len(needle)} bytes would be found by chance")
        self._needles[needle[:_KEY]].append((needle, canary, form))
        first, second = _trigrams(needle[:_KEY])[[0, 3]]
        self._first[first] = self._second[second] = True

    def _found(self, content: bytes) -> Iterator[Hit]:
        grams = _trigrams(content)
        places = np.flatnonzero(self._first[grams[:-3]] & self._second[grams[3:]]) if len(grams) > 3 else ()
        for place in map(int, places):
            for needle, canary, form in self._needles.get(content[place : place + _KEY], ()):
                end = place + len(needle)
                if content.startswith(needle, place) and _stands_alone(content, place, end, canary):
                    yield Hit(canary, form, repr(content[max(0, place - 60) : end + 20]))


def _trigrams(content: bytes) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """Every three bytes as a number."""
    values = np.frombuffer(content, dtype=np.uint8).astype(np.int32)
    return (values[:-2] << 16) | (values[1:-1] << 8) | values[2:]


def _squeezed(content: bytes) -> bytes:
    """Without what people put between digits."""
    return _BETWEEN_DIGITS.sub(b"", content)


def _stands_alone(content: bytes, start: int, end: int, canary: Canary) -> bool:
    """Short values occur by chance within longer ones."""
    if canary.kind in _IN_WORDS or (end - start > _LEAST_DIGITS and canary.kind != "PERSON"):
        return True
    around = content[start - 1 : start] + content[end : end + 1]
    return not any(character in b"0123456789abcdefghijklmnopqrstuvwxyz-" for character in around)


def _forms(canary: Canary) -> Iterator[tuple[str, bytes]]:
    """The bytes of a value: as written, in its normal form, and as URLs, JSON, base64 and hexadecimal have it."""
    written = canary.value.encode()
    yield "as written", written
    if quote(canary.value, safe="") != canary.value:
        yield "in a URL", quote(canary.value, safe="").encode()
        yield "in a form", quote_plus(canary.value).encode()
    if (escaped := json.dumps(canary.value)[1:-1]) != canary.value:
        yield "in JSON", escaped.encode()
    if canary.kind == "PERSON":
        yield "last name", written.rpartition(b" ")[2]
    compact = _SEPARATED.sub(b"", written)
    if sum(48 <= byte < 58 for byte in compact) >= _LEAST_DIGITS and compact != written:
        yield "without separators", compact
    yield "in hexadecimal", written.hex().encode()
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + written)
        yield "in base64", coded[(shift * 8 + 5) // 6 : len(coded) // 4 * 4 - 4]
