"""Group commit: the writes of one process, one after another, as many in a transaction as are waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from copilot.errors import Overloaded, StoreUnavailable
from copilot.store.faults import as_fault

MAX_WAITING: Final = 1_024
MAX_BATCH: Final = 64

_Result = TypeVar("_Result")
_Work = Callable[[Connection], Any]


@dataclass(frozen=True, slots=True)
class _Refused:
    error: Exception


@dataclass(frozen=True, slots=True)
class _Write:
    work: _Work
    done: asyncio.Future[Any]

    def settle(self, result: object) -> None:
        if isinstance(result, _Refused):
            self.fail(result.error)
        elif not self.done.done():
            self.done.set_result(result)

    def fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)


class GroupCommit:
    """Runs writes in the order in which they came, each once its transaction is committed or undone.

    A write that fails does not touch its neighbours; a caller that is cancelled before its turn is passed over.
    At most `max_waiting` writes wait, and `max_batch` share a transaction.
    """

    def __init__(self, engine: AsyncEngine, *, max_waiting: int = MAX_WAITING, max_batch: int = MAX_BATCH) -> None:
        self._engine = engine
        self._max_batch = max_batch
        self._waiting: asyncio.Queue[_Write] = asyncio.Queue(max_waiting)
        self._batch: list[_Write] = []
        self._task: asyncio.Task[None] | None = None
        self._is_closed = False

    async def run(self, work: Callable[[Connection], _Result]) -> _Result:
        """What the work returns, once it is on the disk.

        The work may run up to three times, each time after everything that it did was undone.

        Raises:
            Overloaded: too many writes are waiting.
            StoreUnavailable: the database failed, or the store is closed.
        """
        if self._is_closed:
            raise _closed()
        write = _Write(work, asyncio.get_running_loop().create_future())
        try:
            self._waiting.put_nowait(write)
        except asyncio.QueueFull:
            raise Overloaded("more writes are waiting than the database can take: try again in a few seconds") from None
        if self._task is None:
            self._task = asyncio.create_task(self._serve())
        result: _Result = await write.done
        return result

    async def aclose(self) -> None:
        """Finish what was accepted and stop."""
        self._is_closed = True
        if self._task is not None:
            await self._waiting.join()
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _serve(self) -> None:
        try:
            while True:
                self._batch = await self._next_batch()
                await self._settle([write for write in self._batch if not write.done.done()])
                self._tick_off()
        finally:
            self._is_closed = True
            self._abandon()

    async def _next_batch(self) -> list[_Write]:
        batch = [await self._waiting.get()]
        while len(batch) < self._max_batch and not self._waiting.empty():
            batch.append(self._waiting.get_nowait())
        return batch

    async def _settle(self, writes: list[_Write]) -> None:
        """Commit the writes as cheaply as they allow.

        Savepoints take longer than the writes themselves, so they are set only after one of the writes has failed; and
        a transaction that the database refuses even so is done over in pieces, so that each write meets its own fate.
        """
        if not writes or await self._commit(writes, _together) or await self._commit(writes, _apart):
            return
        for write in writes:
            await self._commit([write], _together)

    async def _commit(self, writes: list[_Write], run: Callable[[Connection, list[_Work]], list[Any]]) -> bool:
        """Settle the writes in one transaction; False if it was undone and may be tried in another way."""
        began = False
        try:
            async with self._engine.begin() as connection:
                began = True
                results = await connection.run_sync(run, [write.work for write in writes])
        except Exception as error:  # noqa: BLE001 - whatever it is, the callers are waiting for it
            if began and len(writes) > 1:
                return False
            for write in writes:
                write.fail(as_fault(error))
            return True
        for write, result in zip(writes, results, strict=True):
            write.settle(result)
        return True

    def _tick_off(self) -> None:
        for _ in self._batch:
            self._waiting.task_done()
        self._batch = []

    def _abandon(self) -> None:
        """The event loop is ending: nobody is left waiting."""
        for write in self._batch:
            write.fail(_closed())
        self._tick_off()
        while not self._waiting.empty():
            self._waiting.get_nowait().fail(_closed())
            self._waiting.task_done()


def _together(connection: Connection, works: list[_Work]) -> list[Any]:
    return [work(connection) for work in works]


def _apart(connection: Connection, works: list[_Work]) -> list[Any]:
    return [_attempt(connection, work) for work in works]


def _attempt(connection: Connection, work: _Work) -> object:
    try:
        with connection.begin_nested():
            return work(connection)
    except IntegrityError as error:
        return _Refused(as_fault(error))
    except SQLAlchemyError:
        raise  # SQLite may have undone the whole transaction by itself, so no result of it counts
    except Exception as error:  # noqa: BLE001 - a refusal such as Conflict is for the one who asked
        return _Refused(error)


def _closed() -> StoreUnavailable:
    return StoreUnavailable("the store is closed because the service is shutting down: try again when it is back")
