"""A draft belongs to the message that it answers: what has become of that since (pure)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from copilot.suggest.ready import ReadySuggestion
from copilot.types import Message


def superseded_by(answered: str | None, messages: Sequence[Message]) -> str | None:
    """The first message that the customer wrote after the one that was answered, if there is one."""
    ids = [message.id for message in messages]
    if answered not in ids:
        return None
    later = messages[ids.index(answered) + 1 :]
    return next((message.id for message in later if message.author == "customer"), None)


def superseded(answer: ReadySuggestion, messages: Sequence[Message]) -> ReadySuggestion:
    """The answer, saying with which message the customer has gone on while it was made."""
    return msgspec.structs.replace(answer, superseded_by=superseded_by(answer.answers_message_id, messages))
