"""A book of phrases: which of them stand where in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_LINE = re.compile(r"([^\W_]+(?:/[^\W_]+)*)(.*)")
_CONTINUED = re.compile(r"\\\n\s*")
_MACRO = re.compile(r"\{([A-Z]+)\}")
_GAP = r"[ \t-]{1,3}"


class Token(NamedTuple):
    """A phrase in a text, [start, end), and what it does there."""

    role: str
    start: int
    end: int


class Phrasebook:
    """Finds phrases by their first word, so that the time does not depend on how many there are.

    `phrases`: role → one phrase a line, in lower case without accents. The first word is literal, or several with `/`
    between them; what follows is a regular expression in which a space is a gap between words, and `{NAME}` stands for
    `macros["NAME"]`. A backslash at the end of a line goes on in the next.
    """

    def __init__(self, phrases: Mapping[str, str], macros: Mapping[str, str]) -> None:
        self._lines: dict[str, list[tuple[str, str]]] = {}
        self._compiled: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        self._macros = macros
        for role, lines in phrases.items():
            for line in filter(None, map(str.strip, _CONTINUED.sub("", lines).splitlines())):
                self._add(role, line)

    def _add(self, role: str, line: str) -> None:
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"a phrase begins with a word: {line}")
        for word in match[1].split("/"):
            self._lines.setdefault(word, []).append((role, word + match[2]))

    def tokens(self, text: str) -> list[Token]:
        """The phrases of a text in lower case, in text order, not overlapping; of several the longest."""
        found: list[Token] = []
        end = 0
        for word in _WORD.finditer(text):
            if word.start() >= end and word[0] in self._lines:
                token = self._longest(text, word.start(), word[0])
                if token is not None:
                    found.append(token)
                    end = token.end
        return found

    def _longest(self, text: str, start: int, key: str) -> Token | None:
        patterns = self._compiled.get(key)
        if patterns is None:
            patterns = self._compiled[key] = [(role, self._pattern(line)) for role, line in self._lines[key]]
        best: Token | None = None
        for role, pattern in patterns:
            match = pattern.match(text, start)
            if match and (best is None or match.end() > best.end):
                best = Token(role, start, match.end())
        return best

    def _pattern(self, line: str) -> re.Pattern[str]:
        while _MACRO.search(line):
            line = _MACRO.sub(lambda match: f"(?:{self._macros[match[1]]})", line)
        return re.compile(line.replace(" ", _GAP) + r"(?![^\W_])")
