"""Ids that clients choose are stored as they are: which of them are no ids but somebody's numbers (pure)."""

from __future__ import annotations

import re
from typing import Final

from copilot.privacy.recognisers.card_numbers import is_branded

ADVICE: Final = "use an opaque id, such as a UUID"
"""How every refusal ends."""

_SEPARATOR: Final = r"[._:=-]"
_SEPARATORS: Final = re.compile(_SEPARATOR)
# No card has had 13 digits for decades, but the ids of many help desks have: those pass.
_CARD: Final = re.compile(
    rf"(?<![A-Za-z0-9])(?:\d{{14,19}}|\d{{4}}({_SEPARATOR})\d{{4}}\1\d{{4}}\1\d{{2,4}}(?:\1\d{{1,3}})?"
    rf"|\d{{4}}({_SEPARATOR})\d{{6}}\2\d{{4,5}})(?![A-Za-z0-9])"
)
_IBAN: Final = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z0-9]{15,34}(?![A-Za-z0-9]))[A-Za-z]{2}\d\d[A-Za-z]{0,6}\d{8,30}[A-Za-z0-9]{0,3}"
    r"(?![A-Za-z0-9])"
)
_SSN: Final = re.compile(r"(?<![A-Za-z0-9])\d{3}-\d\d-\d{4}(?![A-Za-z0-9])")
_TELEPHONE: Final = re.compile(r"(?<![A-Za-z0-9])\+\d(?:[.-]?\d){7,14}(?![A-Za-z0-9])")


def personal(value: str) -> str | None:
    """What an id is if it is no id: a card, bank account, social security or telephone number; `None` if it may be one.

    Numbers of up to thirteen digits and UUIDs may. What looks like a name cannot be told from an id.
    """
    joined = _SEPARATORS.sub("", value)
    if any(is_branded(_SEPARATORS.sub("", match.group())) for match in _CARD.finditer(value)):
        return "a card number"
    if any(_is_iban(match.group()) for text in (value, joined) for match in _IBAN.finditer(text)):
        return "a bank account number"
    if _SSN.search(value):
        return "a social security number"
    return "a telephone number" if _TELEPHONE.search(value) else None


def refuse_personal(**ids: str | None) -> None:
    """Refuse ids by the names of their fields.

    Raises:
        ValueError: one of them is personal; the text names the field and says what to do.
    """
    for name, value in ids.items():
        what = personal(value) if value else None
        if what:
            raise ValueError(f"`{name}` is {what}: {ADVICE}")


def _is_iban(number: str) -> bool:
    """True if the check digits are right (ISO 13616)."""
    return int("".join(str(int(character, 36)) for character in number[4:] + number[:4])) % 97 == 1
