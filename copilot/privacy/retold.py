"""Values of a conversation that a new text tells again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.privacy.findings import CERTAIN, Finding
from copilot.privacy.folding import fold
from copilot.privacy.known import is_whole_word
from copilot.privacy.vault import Vault

_SHORTEST = 3
_BETWEEN_DIGITS = r"[\s.\-_/]{0,3}"


def retold(text: str, vault: Vault, kinds: frozenset[str]) -> list[Finding]:
    """Where the text tells a value of these kinds, as code points in the text, in text order.

    A number is found however it is grouped, anything else as it was written. Values of fewer than three letters or
    digits, and those of letters alone, which may be ordinary words, are not looked for.
    """
    folded = fold(text)
    found = [
        Finding(kind, *folded.original(start, end), CERTAIN)
        for kind, value in vault.values()
        if kind in kinds
        for start, end in _places(folded.text, fold(value).text)
    ]
    return sorted(set(found), key=lambda one: (one.start, one.end, one.kind))


def _places(text: str, value: str) -> Iterator[tuple[int, int]]:
    compact = "".join(filter(str.isalnum, value))
    if len(compact) < _SHORTEST or compact.isalpha():
        return
    pattern = _BETWEEN_DIGITS.join(compact) if compact.isdigit() else re.escape(value)
    for match in re.finditer(pattern, text):
        if is_whole_word(text, match.start(), match.end()):
            yield match.span()
