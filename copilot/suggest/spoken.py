"""A redacted conversation as triage and search read it: without placeholders, order and ticket numbers."""

from __future__ import annotations

import re
from typing import Final

from copilot.privacy.placeholders import PLACEHOLDER
from copilot.suggest.request import Conversation
from copilot.text import words
from copilot.triage.listener import Spoken

_CASE: Final = re.compile(r"\b[A-Z]{1,4}-\d{5,}\b")
"""Order and ticket numbers."""

_FEW_WORDS: Final = 4


def spoken(conversation: Conversation, *, shares_encoder: bool) -> tuple[Spoken, ...]:
    """The messages; with the encoder pass that redaction made, if it read with the same encoder the same words."""
    return tuple(
        Spoken(
            message_id=message.id,
            author=message.author,
            text=searchable(message.text),
            sent_at=message.sent_at,
            read=conversation.reads.get(message.text) if shares_encoder and not _CASE.search(message.text) else None,
        )
        for message in conversation.messages
    )


def question_text(conversation: Conversation) -> str:
    """What to search for: the operator's own words, else what the customer has just written.

    A follow-up of a few words ("and to Norway?") is read together with the customer's message before it.
    """
    if conversation.query:
        return conversation.query
    burst = conversation.burst
    text = "\n".join(searchable(message.text) for message in burst)
    if len(words(text)) >= _FEW_WORDS or not burst:
        return text
    first = conversation.messages.index(burst[0])
    before = next((m.text for m in reversed(conversation.messages[:first]) if m.author == "customer"), "")
    return f"{searchable(before)}\n{text}".strip()


def searchable(text: str) -> str:
    """The text without placeholders, order and ticket numbers: they say which case it is, not what it is about."""
    return _CASE.sub(" ", PLACEHOLDER.sub(" ", text))
