"""A message that makes sense only after what was said before: how it is told, and what is searched for (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from copilot.encoding.reading import Matrix
from copilot.retrieval.search import Query
from copilot.suggest.request import Conversation
from copilot.suggest.spoken import searchable
from copilot.types import Author, Message

_GOES_ON: Final = re.compile(
    r"^\W*(?:and|so|but|ok(?:ay)?|right|then|yes|no|sure|thanks?(?: you)?|what about|how about|with|without|also|or)\b"
    r"|\b(?:it|that|this|those|these|them|there|one|ones|instead|still|the same)\b",
    re.IGNORECASE,
)
_NOW: Final = 0.5
"""How much the turn itself counts; the turns before it share the rest. Chosen on the dev conversations."""
_NOW_WITH_THING: Final = 0.75
_NAMES_A_THING: Final = re.compile(r"\b(?:device|product|model|item|plan|service)\b", re.IGNORECASE)


def goes_on(text: str) -> bool:
    """True if a text leans on what was said before it."""
    return bool(_GOES_ON.search(text))


def in_context(conversation: Conversation, query: Query, vector: Callable[[str], Matrix]) -> Query | None:
    """The turn's query together with the last words of customer and operator before it, or with the device in question.

    None if there is neither. `vector` gives the (dim,) vector of a text without placeholders.
    """
    burst = conversation.burst
    before = conversation.messages[: conversation.messages.index(burst[0])] if burst else ()
    asked, answered = _last(before, "customer"), _last(before, "operator")
    earlier = [searchable(message.text) for message in (asked, answered) if message] if asked else []
    named = earlier or [str(fact.value) for fact in conversation.context if _NAMES_A_THING.search(fact.label)]
    if conversation.query or not named:
        return None
    share = _NOW if earlier else _NOW_WITH_THING
    mixed = share * query.vector + (1 - share) * np.mean([vector(text) for text in named], axis=0)
    return Query("\n".join([*named, query.text]), (mixed / np.linalg.norm(mixed)).astype(np.float32))


def _last(messages: Sequence[Message], author: Author) -> Message | None:
    return next((message for message in reversed(messages) if message.author == author), None)
