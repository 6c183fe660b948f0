"""The store over SQLAlchemy: SQLite by default, PostgreSQL where one machine is not enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, select

from copilot.errors import NotFound
from copilot.ids import new_id
from copilot.store import (
    sql_canned,
    sql_conversations,
    sql_keys,
    sql_queue,
    sql_retention,
    sql_secrets,
    sql_suggestions,
)
from copilot.store.commits import GroupCommit
from copilot.store.engine import for_reading
from copilot.store.faults import DATABASE_ERRORS, as_fault
from copilot.store.hiding import Fragments, hiding
from copilot.store.retention import Extent, Scope
from copilot.store.rows import Reseal
from copilot.store.schema import conversation
from copilot.store.sql_conversations import Closing
from copilot.store.sql_hiding import hide_in_conversation
from copilot.store.traces import PATIENCE_SECONDS, Traces
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

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

    from copilot.types import CannedReply, Message, Outcome, Standing

_Result = TypeVar("_Result")


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


class SqlStore:
    """A `Store` in the database of an engine from `copilot.store.engine`, whose tables `migrate` has made.

    `reseal` turns text read from the database, which was redacted when it was stored, back into `RedactedText`.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        *,
        reseal: Reseal,
        clock: Callable[[], datetime] = utc_now,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._engine = engine
        self._reading = for_reading(engine)
        self._commits = GroupCommit(engine)
        self._traces = Traces(engine, patience_seconds=patience_seconds)
        self._customer_key: bytes | None = None
        self._reseal = reseal
        self._clock = clock

    async def open_conversation(self, spec: ConversationSpec) -> tuple[Conversation, bool]:
        """See `Store`."""
        opened = Conversation(
            id=spec.id if spec.id is not None else new_id("cnv"),
            channel=spec.channel,
            brand=spec.brand,
            customer=spec.customer,
            opened_at=self._clock(),
            customer_ref=spec.customer_ref,
        )
        return await self._write(lambda on: sql_conversations.open_conversation(on, self._reseal, opened))

    async def get_conversation(self, conversation_id: str) -> Conversation:
        """See `Store`."""
        return await self._read(lambda on: sql_conversations.get_conversation(on, self._reseal, conversation_id))

    async def close_conversation(
        self, conversation_id: str, outcome: Outcome, csat: int | None = None, nps: int | None = None
    ) -> Conversation:
        """See `Store`."""
        closing = Closing(closed_at=self._clock(), outcome=outcome, csat=csat, nps=nps)
        return await self._write(
            lambda on: sql_conversations.close_conversation(on, self._reseal, conversation_id, closing)
        )

    async def add_message(self, conversation_id: str, message: Message) -> tuple[Message, bool]:
        """See `Store`."""
        stored_at = self._clock()
        return await self._write(
            lambda on: sql_conversations.add_message(on, self._reseal, conversation_id, message, stored_at)
        )

    async def messages(self, conversation_id: str) -> tuple[Message, ...]:
        """See `Store`."""
        return await self._read(lambda on: sql_conversations.messages(on, self._reseal, conversation_id))

    async def open_conversations(self) -> tuple[Conversation, ...]:
        """See `Store`."""
        return await self._read(lambda on: sql_queue.open_conversations(on, self._reseal))

    async def set_standing(self, conversation_id: str, standing: Standing) -> None:
        """See `Store`."""
        await self._write(lambda on: sql_queue.set_standing(on, conversation_id, standing))

    async def assign(self, conversation_id: str, operator: str | None, limit: int) -> Conversation:
        """See `Store`."""
        return await self._write(lambda on: sql_queue.assign(on, self._reseal, conversation_id, operator, limit))

    async def answers_since(self, since: datetime) -> Answers:
        """See `Store`."""
        return await self._read(lambda on: sql_queue.answers_since(on, since))

    async def record_suggestion(self, record: SuggestionRecord) -> None:
        """See `Store`."""
        await self._write(lambda on: sql_suggestions.record_suggestion(on, self._reseal, record))

    async def get_suggestion(self, suggestion_id: str) -> SuggestionRecord:
        """See `Store`."""
        return await self._read(lambda on: sql_suggestions.get_suggestion(on, self._reseal, suggestion_id))

    async def add_feedback(self, suggestion_id: str, feedback: Feedback) -> None:
        """See `Store`."""
        await self._write(lambda on: sql_suggestions.add_feedback(on, suggestion_id, feedback))

    async def feedback(self, suggestion_id: str) -> tuple[Feedback, ...]:
        """See `Store`."""
        return await self._read(lambda on: sql_suggestions.feedback_of(on, self._reseal, suggestion_id))

    async def picks_after(self, cursor: int, limit: int) -> tuple[StoredPick, ...]:
        """See `Store`."""
        return await self._read(lambda on: sql_canned.picks_after(on, self._reseal, cursor, limit))

    async def cursor_before(self, newest: int) -> int:
        """See `Store`."""
        return await self._read(lambda on: sql_canned.cursor_before(on, newest))

    async def without_situation(self, suggestion_ids: Sequence[str]) -> frozenset[str]:
        """See `Store`."""
        return await self._read(lambda on: sql_canned.without_situation(on, suggestion_ids))

    async def edit_canned(self, reply_id: str, reply: CannedReply | None) -> CannedEdit:
        """See `Store`."""
        return await self._write(lambda on: sql_canned.edit_canned(on, reply_id, reply))

    async def canned_edits(self, since: int = 0) -> tuple[CannedEdit, ...]:
        """See `Store`."""
        return await self._read(lambda on: sql_canned.canned_edits(on, self._reseal, since))

    async def customer_ref(self, customer_id: str) -> str:
        """See `Store`."""
        plain = sql_secrets.plain_id(customer_id)
        if self._customer_key is None:
            known = await self._read(sql_secrets.find_key)
            self._customer_key = known if known is not None else await self._write(sql_secrets.ensure_key)
        return sql_secrets.reference(self._customer_key, plain)

    async def hide(self, conversation_id: str, fragments: Fragments) -> int:
        """See `Store`."""
        hide = hiding(fragments)
        changed = await self._write(lambda on: hide_in_conversation(on, conversation_id, hide))
        if changed is None:
            raise NotFound("there is no conversation with this id: nothing was hidden")
        if changed:
            await self._traces.vanish_soon()
        return changed

    async def extent(self, scope: Scope) -> Extent:
        """See `Store`."""
        return await self._read(lambda on: sql_retention.extent(on, scope))

    async def erase(self, scope: Scope) -> Extent:
        """See `Store`."""
        return await self._write(lambda on: sql_retention.erase(on, scope))

    async def vanish(self) -> None:
        """See `Store`."""
        await self._traces.vanish()

    async def unknown(self, ids: Sequence[str]) -> frozenset[str]:
        """See `Store`."""
        return await self._read(lambda on: sql_retention.unknown(on, ids))

    async def add_key(self, key: ApiKey) -> None:
        """See `Store`."""
        await self._write(lambda on: sql_keys.add_key(on, key))

    async def keys(self) -> tuple[ApiKey, ...]:
        """See `Store`."""
        return await self._read(lambda on: sql_keys.keys(on, self._reseal))

    async def revoke_key(self, key_id: str) -> ApiKey:
        """See `Store`."""
        revoked_at = self._clock()
        return await self._write(lambda on: sql_keys.revoke_key(on, self._reseal, key_id, revoked_at))

    async def find_key(self, key_id: str) -> ApiKey | None:
        """See `Store`."""
        return await self._read(lambda on: sql_keys.find_key(on, self._reseal, key_id))

    async def ping(self) -> None:
        """See `Store`."""
        await self._read(lambda on: on.execute(select(conversation.c.id).limit(1)).first())

    async def aclose(self) -> None:
        """See `Store`."""
        await self._commits.aclose()
        await self._traces.aclose()
        await self._engine.dispose()

    async def _write(self, work: Callable[[Connection], _Result]) -> _Result:
        return await self._commits.run(work)

    async def _read(self, work: Callable[[Connection], _Result]) -> _Result:
        try:
            async with self._reading.connect() as connection:
                return await connection.run_sync(work)
        except DATABASE_ERRORS as error:
            raise as_fault(error) from None
