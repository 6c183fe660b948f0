"""What deleted and changed rows leave in the files of a database, and how it vanishes.

Proven for SQLite by the tests, byte by byte: a row's own place is overwritten when it is deleted (`secure_delete`), the
write-ahead log by emptying it. On PostgreSQL the space is handed back for reuse; its files are its administrator's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from copilot.errors import StoreUnavailable
from copilot.store.engine import for_reading
from copilot.store.faults import DATABASE_ERRORS, as_fault
from copilot.store.schema import metadata

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

PATIENCE_SECONDS: Final = 30.0
_LOCK_WAIT_MS: Final = 50  # while it waits for readers, nobody can write
_FIRST_PAUSE_SECONDS: Final = 0.05
_LONGEST_PAUSE_SECONDS: Final = 2.0


class Traces:
    """Makes traces vanish: at once after a deletion, soon after a change."""

    def __init__(self, engine: AsyncEngine, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._engine = for_reading(engine)
        self._patience_seconds = patience_seconds
        self._task: asyncio.Task[None] | None = None
        self._is_closing = asyncio.Event()

    async def vanish(self) -> None:
        """Return when no file of the database has a trace of what was deleted before; others wait to write meanwhile.

        Raises:
            StoreUnavailable: somebody kept reading or writing for too long, or the database failed.
        """
        if self._engine.dialect.name != "sqlite":
            await self._run(_vacuum_tables)
            return
        await self._empty_log()  # first, so that old content is overwritten in its place before the file gets shorter
        await self._run(_vacuum)
        await self._empty_log()

    async def vanish_soon(self) -> None:
        """Try to empty the write-ahead log, and go on trying in the background while somebody reads from it."""
        if self._engine.dialect.name == "sqlite" and not await self._try_to_empty_log() and self._task is None:
            self._task = asyncio.create_task(self._keep_trying())

    async def aclose(self) -> None:
        """Try once more if something is left, and stop."""
        self._is_closing.set()
        if self._task is not None:
            await self._task
            await self._try_to_empty_log()

    async def _empty_log(self) -> None:
        loop, pause = asyncio.get_running_loop(), _FIRST_PAUSE_SECONDS
        last = loop.time() + self._patience_seconds
        while not await self._run(_empty_log):
            if loop.time() + pause > last:
                raise StoreUnavailable(
                    f"another program has been using the database for {self._patience_seconds:g} seconds without a "
                    "pause, so that its write-ahead log could not be emptied: end it (a backup? a database browser?)"
                )
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    async def _try_to_empty_log(self) -> bool:
        with suppress(StoreUnavailable):
            return await self._run(_empty_log)
        return False

    async def _keep_trying(self) -> None:
        pause = _FIRST_PAUSE_SECONDS
        while not self._is_closing.is_set() and not await self._try_to_empty_log():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_closing.wait(), pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
        self._task = None

    async def _run(self, work: Callable[[Connection], bool]) -> bool:
        try:
            async with self._engine.connect() as connection:
                return await connection.run_sync(work)
        except DATABASE_ERRORS as error:
            raise as_fault(error) from None


def _empty_log(connection: Connection) -> bool:
    """Copy the write-ahead log into the database and cut it to nothing; False if somebody is in the way."""
    usual = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {_LOCK_WAIT_MS:d}")
    try:
        is_blocked, _, _ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {usual:d}")
    return not is_blocked


def _vacuum(connection: Connection) -> bool:
    connection.exec_driver_sql("VACUUM")
    return True


def _vacuum_tables(connection: Connection) -> bool:
    """PostgreSQL: the space of deleted rows is free for others."""
    alone = connection.execution_options(isolation_level="AUTOCOMMIT")  # it refuses to run in a transaction
    for table in metadata.sorted_tables:
        alone.exec_driver_sql(f'VACUUM "{table.name}"')
    return True
