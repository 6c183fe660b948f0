"""The port to a language model: it is given a brief and writes one reply, piece by piece."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Final, Protocol

from copilot.errors import DrafterUnavailable
from copilot.suggest.brief import Brief

CONNECT: Final = "connect"
CONNECT_TIMEOUT: Final = "connect_timeout"
LOST: Final = "connection_lost"
UNFINISHED: Final = "unfinished"
UPSTREAM_ERROR: Final = "upstream_error"
WRONG_CONTENT: Final = "wrong_content"
BUSY: Final = "busy"
CLOSED: Final = "closed"
NOT_LOADED: Final = "not_loaded"
PROMPT_TOO_LONG: Final = "prompt_too_long"
LENGTH: Final = "length"
TOO_LONG: Final = "too_long"
FILTERED: Final = "filtered"

MAX_REPLY_CHARS: Final = 20_000
"""As much as a message may have; a model that writes more has lost its way."""


class Writer(Protocol):
    """Writes a reply in redacted text: placeholders such as `<PERSON_1>` stay as they are. It cites nothing."""

    @property
    def name(self) -> str:
        """What drafts name as their drafter: the kind of model and which one, no path and no address."""

    def write(self, brief: Brief) -> AsyncGenerator[str, None]:
        """Pieces of one reply, to be joined as they are; to close the iterator ends the request at once.

        A piece may be empty: the model is at work, but what it does is not for the customer.

        Raises:
            DrafterUnavailable: with a `reason` of this module or `http_…`. What was written before is no whole reply.
        """

    async def aclose(self) -> None:
        """End what is under way and give back connections or threads; nothing can be written afterwards."""


def unavailable(reason: str) -> DrafterUnavailable:
    """The error for a reason; what a server said of it is not repeated, since that may quote the conversation."""
    return DrafterUnavailable("the language model gave no whole reply", reason=reason)
