"""What is to be deleted, and how much of it there is."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput

_AGE: Final = re.compile(r"([0-9]{1,5})([hdwy])")
_HOURS: Final = {"h": 1, "d": 24, "w": 24 * 7, "y": 24 * 365}


class Inactive(Struct, frozen=True, kw_only=True):
    """Conversations, and suggestions without one, in which nothing has happened since a moment.

    What counts is when it was opened or made, when its last message was stored, its last suggestion or feedback came,
    and when it was closed.
    """

    since: datetime


class OfCustomer(Struct, frozen=True, kw_only=True):
    """Everything of one customer, by what `Store.customer_ref` gives."""

    customer_ref: str


class OfConversation(Struct, frozen=True, kw_only=True):
    """One conversation."""

    conversation_id: str


Scope = Inactive | OfCustomer | OfConversation
"""What is to be deleted, with all that hangs on it: messages, suggestions, feedback."""


class Extent(Struct, frozen=True, kw_only=True):
    """How many rows of each kind."""

    conversations: int = 0
    messages: int = 0
    suggestions: int = 0
    feedback: int = 0

    def __add__(self, other: Extent) -> Extent:
        """The rows of both."""
        mine, others = msgspec.structs.asdict(self), msgspec.structs.asdict(other)
        return Extent(**{name: mine[name] + others[name] for name in mine})

    @property
    def rows(self) -> int:
        """All of them; 0 means that there is nothing."""
        return sum(msgspec.structs.astuple(self))


def read_age(text: str) -> timedelta:
    """The age that somebody wrote as `12h`, `30d`, `6w` or `2y` (of 365 days).

    Raises:
        InvalidInput: it is not written like this, or not above 0.
    """
    match = _AGE.fullmatch(text.strip().lower())
    age = timedelta(hours=int(match[1]) * _HOURS[match[2]]) if match else timedelta()
    if not age:
        raise InvalidInput("an age is a whole number above 0 with h, d, w or y behind it, such as 12h, 30d, 6w or 2y")
    return age
