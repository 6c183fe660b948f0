"""The store as the rest of the service sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from copilot.store.hiding import Fragments
from copilot.store.retention import Extent, Scope
from copilot.store.values import (
    Answers,
    ApiKey,
    CannedEdit,
    Conversation,
    ConversationSpec,
    Feedback,
    StoredPick,
    SuggestionRecord,
)
from copilot.types import CannedReply, Message, Outcome, Standing


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
        """The conversation and whether it is new; a known id gives the stored one, unchanged, even if it is closed.

        But one thing is added: a stored conversation that has no customer's reference takes over that of the call, so
        that whoever is forgotten later is forgotten with it. A reference that it has stays.
        """

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

        A new one of the customer makes the conversation wait for an answer, if it does not yet; an operator's ends it.

        Raises:
            NotFound: no such conversation.
            Conflict: the conversation is closed and does not have the message.
        """

    async def messages(self, conversation_id: str) -> tuple[Message, ...]:
        """The messages of a conversation in order of arrival, whatever their `sent_at`; `NotFound` if there is none."""

    async def open_conversations(self) -> tuple[Conversation, ...]:
        """All conversations that are open, in the order in which they were opened."""

    async def set_standing(self, conversation_id: str, standing: Standing) -> None:
        """Keep how a conversation stands, instead of what was kept before; `NotFound` if there is no such one."""

    async def assign(self, conversation_id: str, operator: str | None, limit: int) -> Conversation:
        """The conversation, given to an operator, or to nobody; giving it to the same one again changes nothing.

        Raises:
            NotFound: no such conversation.
            Conflict: it is closed, another operator has it, or this one has `limit` open ones already.
        """

    async def answers_since(self, since: datetime) -> Answers:
        """The answers that operators have given, by our clock; several messages of theirs in a row are one answer.

        What was waited for before `since` does not count, nor does a wait that has not ended.
        """

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

    async def picks_after(self, cursor: int, limit: int) -> tuple[StoredPick, ...]:
        """The first `limit` events about a canned reply after a cursor, in order of arrival.

        Only events of the types copied, inserted, sent and rejected, and only of suggestions that keep a situation. The
        cursor is the `arrival` of an event, or 0. While several processes write, an event may arrive before one that
        could be read already: ask from some way back, and pass over what is known.
        """

    async def cursor_before(self, newest: int) -> int:
        """The cursor for `picks_after` that leaves at most the newest so many."""

    async def without_situation(self, suggestion_ids: Sequence[str]) -> frozenset[str]:
        """Those of the suggestions that do not exist any more, or keep no situation."""

    async def edit_canned(self, reply_id: str, reply: CannedReply | None) -> CannedEdit:
        """Keep a canned reply that was written, or that it was deleted; the last edit of an id is what counts."""

    async def canned_edits(self, since: int = 0) -> tuple[CannedEdit, ...]:
        """The last edit of each id, of those from the revision `since` on, in order of revision."""

    async def customer_ref(self, customer_id: str) -> str:
        """What stands for a customer in this store: 32 hexadecimal digits, the same for the same id.

        A keyed hash of the console's own id; the key is random, made once for each store, and kept in it. Blanks around
        the id do not count, its case does.

        Raises:
            InvalidInput: the id is blank, or longer than 200 characters.
        """

    async def hide(self, conversation_id: str, fragments: Fragments) -> int:
        """Replace fragments in all stored texts of a conversation, and tell how many texts were changed.

        Texts are messages, those in suggestion records, sent texts and reasons of feedback; all change or none. A
        fragment is found with any white space where it has some, not within a longer run of digits, not within a
        placeholder, and not in ids. What was there before vanishes from the database's files before the call returns,
        or soon after the last of those who read them at this moment has finished. Repeating it changes nothing.
        The situations of the conversation's suggestions are dropped, whatever they hold.
        A record that is stored later is not looked at.

        Raises:
            NotFound: no such conversation.
            RedactionFailed: a replacement is plain `str`.
        """

    async def extent(self, scope: Scope) -> Extent:
        """How many rows `erase` would delete, called until nothing is left."""

    async def erase(self, scope: Scope) -> Extent:
        """Delete a part of the scope, and tell what it was: call it until it was nothing.

        A part is at most some thousand rows, or one conversation, which goes with all that hangs on it or not at all.
        """

    async def vanish(self) -> None:
        """Return when no file of the database holds a byte of what was deleted or hidden.

        On PostgreSQL: when its space is free for other rows. Others may read meanwhile, and wait to write.

        Raises:
            StoreUnavailable: somebody else was using the database for too long; what was deleted stays deleted.
        """

    async def unknown(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of the ids that no conversation and no suggestion has."""

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
