"""The canned replies and picks of this process, kept equal to those of the store that all processes share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

from copilot.api.canned_bodies import reply_of
from copilot.api.canned_schemas import CannedBody
from copilot.api.workers import Workers
from copilot.bootstrap import Services
from copilot.encoding.reading import Matrix
from copilot.store.values import CannedEdit, Feedback, StoredPick
from copilot.suggest.canned.picks import MOST_PICKS, Pick
from copilot.suggest.canned.replies import CannedReplies, canned_text
from copilot.suggest.canned.situation import standing_for_itself, unpack
from copilot.telemetry import Label, log_failure
from copilot.types import CannedReply

PAUSE_SECONDS: Final = 1.0
_PAUSE_AFTER_FAULT_SECONDS: Final = 10.0
_TELLING: Final = frozenset({"copied", "inserted", "sent", "rejected"})
_PAGE: Final = 500
_OVERLAP: Final = 256
"""Events of several processes may become readable in another order than they arrived in."""
_ROUNDS_BETWEEN_CHECKS: Final = 60
_CHECKED: Final = 5_000
"""Of so many suggestions it is looked whether they still exist: all of them in ten minutes."""


class CannedDesk:
    """What the calls about canned replies do, and what is learnt from feedback. For one event loop."""

    def __init__(self, services: Services, workers: Workers) -> None:
        self._services = services
        self._workers = workers
        self._cursor: int | None = None
        self._revision = 0
        self._checked = 0
        self._editing = asyncio.Lock()  # or what was read a moment ago would undo what is written now

    @property
    def canned(self) -> CannedReplies:
        """The replies as they are offered."""
        return self._services.copilot.canned

    async def put(self, reply_id: str, body: CannedBody) -> tuple[CannedReply, bool]:
        """Write a reply, and tell whether it is new; it is offered when the call returns.

        Raises:
            InvalidInput: it must not be offered.
        """
        services = self._services
        reply = await self._workers.run(reply_of, reply_id, body, services.copilot.brand, services.patterns)
        async with self._editing:
            is_new = all(other.id != reply_id for other in self.canned.replies)
            await self._apply([await services.store.edit_canned(reply_id, reply)])
        return reply, is_new

    async def delete(self, reply_id: str) -> None:
        """Delete a reply; it stays deleted, even if a file of the corpus folder has it.

        Raises:
            NotFound: there is none.
        """
        async with self._editing:
            self.canned.find(reply_id)
            await self._apply([await self._services.store.edit_canned(reply_id, None)])

    async def learn(self, feedback: Feedback) -> None:
        """Learn from an event that is stored; the next ranking knows it. A fault is logged: the event is stored."""
        if feedback.canned_id is None or feedback.type not in _TELLING:
            return
        try:
            record = await self._services.store.get_suggestion(feedback.suggestion_id)
            if record.situation is not None:
                pick = StoredPick(
                    arrival=0,
                    suggestion_id=record.id,
                    canned_id=feedback.canned_id,
                    type=feedback.type,
                    situation=record.situation,
                )
                await self._workers.run(self._learn, [pick])
        except Exception as error:  # noqa: BLE001 - whatever it is, the next round reads the event again
            log_failure(Label("learning_failed"), error)

    async def refresh(self) -> None:
        """Take over what other processes wrote and learnt; the first time all there is, of the picks the newest."""
        store = self._services.store
        async with self._editing:
            await self._apply(await store.canned_edits(self._revision))
        if self._cursor is None:
            self._cursor = await store.cursor_before(MOST_PICKS)
        page = await store.picks_after(max(self._cursor - _OVERLAP, 0), _PAGE)
        while page:
            await self._workers.run(self._learn, page)
            self._cursor = max(self._cursor, page[-1].arrival)
            page = await store.picks_after(page[-1].arrival, _PAGE) if len(page) == _PAGE else ()

    async def forget_what_is_gone(self) -> None:
        """Let go of picks whose suggestions were erased, or hold something that was hidden later."""
        known = self.canned.picks.suggestion_ids
        self._checked = self._checked if self._checked < len(known) else 0
        part = known[self._checked : self._checked + _CHECKED]
        self._checked += len(part)
        self.canned.picks.forget(await self._services.store.without_situation(part))

    async def _apply(self, edits: Sequence[CannedEdit]) -> None:
        offered = {reply.id: reply for reply in self.canned.replies}
        for edit in edits:
            if edit.reply is None:
                self.canned.remove(edit.id)
            elif edit.reply != offered.get(edit.id):
                self.canned.put(edit.reply, await self._workers.run(self._embed, edit.reply))
            self._revision = max(self._revision, edit.revision)

    def _embed(self, reply: CannedReply) -> Matrix:
        return self._services.retriever.read(canned_text(reply)).vector

    def _learn(self, stored: Sequence[StoredPick]) -> None:
        self.canned.picks.learn(filter(None, map(self._pick, stored)))

    def _pick(self, stored: StoredPick) -> Pick | None:
        codes = unpack(stored.situation, self._services.retriever.manifest.fingerprint, self.canned.dim)
        if codes is None:
            return None
        own_words = self.canned.vector_of(stored.canned_id)
        return Pick(
            suggestion_id=stored.suggestion_id,
            canned_id=stored.canned_id,
            is_rejected=stored.type == "rejected",
            codes=codes if own_words is None else standing_for_itself(codes, own_words),
        )


@asynccontextmanager
async def refreshing(desk: CannedDesk) -> AsyncIterator[None]:
    """Once before the service answers, and every second; after a round that fails it waits longer, and is logged."""
    await _round(desk, 0)

    async def rounds() -> None:
        number, has_worked = 0, True
        while True:
            await asyncio.sleep(PAUSE_SECONDS if has_worked else _PAUSE_AFTER_FAULT_SECONDS)
            number += 1
            has_worked = await _round(desk, number)

    task = asyncio.create_task(rounds())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _round(desk: CannedDesk, number: int) -> bool:
    """True if it worked."""
    try:
        await desk.refresh()
        if number % _ROUNDS_BETWEEN_CHECKS == _ROUNDS_BETWEEN_CHECKS - 1:
            await desk.forget_what_is_gone()
    except Exception as error:  # noqa: BLE001 - the next round may do better; the service answers without it
        log_failure(Label("refreshing_failed"), error)
        return False
    return True
