"""The store as the rest of the service sees it."""

from __future__ import annotations

from typing import Protocol

from copilot.store.values import ApiKey, Conversation, ConversationSpec, Feedback, SuggestionRecord
from copilot.types import Message, Outcome


class Store(Protocol):
    """Keeps redacted conversations, suggestions, feedback and API keys.

    When a call that writes returns, what it wrote survives a crash and a loss of power. Values come back equal to what
    was put in, times in UTC. A caller that is cancelled does not learn whether its write happened; ids make it safe to
    repeat.

    Any call raises `StoreUnavailable` if the database cannot be read or written. Calls that write also raise:
        Overloaded: more writes are waiting than can be done in time; nothing was written.
        InvalidInput: an id or a text holds a NUL or an unpaired surrogate, or a time has no time zone.
        RedactionFailed: a field that must be `RedactedText` is plain `str`.
    """

    async def open_conversation(self, spec: ConversationSpec) -> tuple[Conversation, bool]:
        """The conversation and whether it is new; a known id gives the stored one, unchanged, even if it is closed."""

    async def get_conversation(self, conversation_id: str) -> Conversation:
        """The conversation of an id; `NotFound` if there is none."""

    async def close_conversation(
        self, conversation_id: str, outcome: Outcome, csat: int | None = None, nps: int | None = None
    ) -> Conversation:
        """The conversation, closed now; closing again in the same way changes nothing.

        Raises:
            NotFound: no such conversation.
            Conflict: it is closed already, with another outcome or other scores.
        """

    async def add_message(self, conversation_id: str, message: Message) -> tuple[Message, bool]:
        """The stored message and whether it is new; an id that the conversation has already changes nothing.

        Raises:
            NotFound: no such conversation.
            Conflict: the conversation is closed and does not have the message.
        """

    async def messages(self, conversation_id: str) -> tuple[Message, ...]:
        """The messages of a conversation in order of arrival, whatever their `sent_at`; `NotFound` if there is none."""

    async def record_suggestion(self, record: SuggestionRecord) -> None:
        """Keep a suggestion; a known id changes nothing; `NotFound` if it names a conversation that does not exist."""

    async def get_suggestion(self, suggestion_id: str) -> SuggestionRecord:
        """The suggestion of an id; `NotFound` if there is none."""

    async def add_feedback(self, suggestion_id: str, feedback: Feedback) -> None:
        """Keep what was done with a suggestion; a known feedback id changes nothing.

        Raises:
            NotFound: no such suggestion.
            Conflict: the feedback names another suggestion than `suggestion_id`.
        """

    async def feedback(self, suggestion_id: str) -> tuple[Feedback, ...]:
        """The feedback to a suggestion in order of arrival; `NotFound` if there is no such suggestion."""

    async def add_key(self, key: ApiKey) -> None:
        """Keep an API key; `Conflict` if its id or its hash is known."""

    async def keys(self) -> tuple[ApiKey, ...]:
        """All API keys in order of arrival, revoked ones included."""

    async def revoke_key(self, key_id: str) -> ApiKey:
        """The key, revoked now; a key that was revoked keeps its time; `NotFound` if there is no such key."""

    async def find_key(self, key_id: str) -> ApiKey | None:
        """The key of an id, revoked or not, or None."""

    async def ping(self) -> None:
        """Return if the database answers; raise `StoreUnavailable` if not."""

    async def aclose(self) -> None:
        """Finish the writes that were accepted and let go of the database; a second call does nothing."""
