"""Taking out of stored texts what turned out to be personal only later, such as the first half of a card number."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from copilot.errors import RedactionFailed
from copilot.types import RedactedText

Fragments = Sequence[tuple[str, RedactedText]]
"""What is to be hidden, as it was written, and what comes in its place."""
Hide = Callable[[str], str]

_PLACEHOLDER: Final = r"<[A-Z][A-Z0-9_]{1,39}_[1-9][0-9]{0,5}(?::[A-Za-z0-9.\-]{1,24})?>"
_NOT_TEXT: Final = frozenset({"id", "created_at", "placeholder", "revision", "encoder", "settings"})
"""Fields of a record (and those that end in `_id`) that hold ids and hashes: they must stay as they are."""


def hiding(fragments: Fragments) -> Hide:
    """A function that hides the fragments in a text, in one pass and the longest first.

    Runs of white space match any other; a fragment that begins or ends with a digit is not found inside a longer run
    of digits, nor is anything inside a placeholder.

    Raises:
        RedactionFailed: a replacement is not `RedactedText`.
    """
    if not all(isinstance(replacement, RedactedText) for _, replacement in fragments):
        raise RedactionFailed("a replacement did not go through the redactor, so nothing was hidden")
    known = {_plain(fragment): str(replacement) for fragment, replacement in fragments if fragment.strip()}
    if not known:
        return str
    longest_first = sorted(known, key=len, reverse=True)
    pattern = re.compile("|".join([f"(?P<kept>{_PLACEHOLDER})", *map(_pattern, longest_first)]))
    first_words = {plain.split()[0] for plain in known}

    def hide(text: str) -> str:
        if not any(word in text for word in first_words):  # nearly always, and much faster than the pattern
            return text
        return pattern.sub(lambda match: match["kept"] or known[_plain(match.group())], text)

    return hide


def hide_in_record(body: bytes, hide: Hide) -> bytes:
    """The JSON of a suggestion with the fragments hidden in every text, its entities where they stand now."""
    try:
        record = msgspec.json.decode(body)
    except msgspec.DecodeError:  # not a record of ours: a leak would be worse than a change of what it means
        text = body.decode(errors="replace")
        return body if hide(text) == text else hide(text).encode()
    hidden = _in_value(record, hide)
    if hidden == record:
        return body
    if isinstance(hidden, dict) and hidden.get("customer_text") != record.get("customer_text"):
        hidden["entities"] = _entities(hidden)
    return msgspec.json.encode(hidden)


def _in_value(value: Any, hide: Hide) -> Any:
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, list):
        return [_in_value(item, hide) for item in value]
    if isinstance(value, dict):
        return {
            name: item if name in _NOT_TEXT or name.endswith("_id") else _in_value(item, hide)
            for name, item in value.items()
        }
    return value


def _entities(record: dict[str, Any]) -> list[dict[str, Any]]:
    """An entity for each placeholder in the customer's text; those that were known keep their score."""
    known = {entity["placeholder"]: entity for entity in record.get("entities", ())}
    return [
        {
            "kind": match.group()[1:].rpartition("_")[0],
            "placeholder": match.group(),
            "start": match.start(),
            "end": match.end(),
            "score": known.get(match.group(), {}).get("score", 1.0),
        }
        for match in re.finditer(_PLACEHOLDER, record.get("customer_text") or "")
    ]


def _plain(fragment: str) -> str:
    return " ".join(fragment.split())


def _pattern(plain: str) -> str:
    before = r"(?<!\d)" if plain[0].isdigit() else ""
    after = r"(?!\d)" if plain[-1].isdigit() else ""
    return before + r"\s+".join(map(re.escape, plain.split())) + after
