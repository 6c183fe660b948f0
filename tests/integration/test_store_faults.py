"""A SQLite file that cannot be read or written."""

from __future__ import annotations

import asyncio
import logging
import shutil
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from copilot.errors import Conflict, StoreUnavailable
from copilot.store.engine import open_engine, sqlite_url
from copilot.store.sql import SqlStore
from copilot.store.values import ConversationSpec
from copilot.types import Message
from tests.fakes import sealed

pytestmark = pytest.mark.anyio

SECRET = "the customer wrote this"


@pytest.fixture
def database(tmp_path: Path, empty_database: Path) -> Path:
    return shutil.copy(empty_database, tmp_path / "copilot.db")


@pytest.fixture(autouse=True)
def nothing_that_was_written_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.DEBUG)
    yield
    assert not any(SECRET in record.getMessage() for record in caplog.get_records("call"))


@asynccontextmanager
async def a_store(url: str, *, pages: dict[str, int] | None = None) -> AsyncIterator[SqlStore]:
    others = set(threading.enumerate())
    engine = open_engine(url, busy_timeout_ms=10)

    def limit(connection: Any, *_: object) -> None:
        if pages:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA max_page_count = {pages['most']}")
            cursor.close()

    event.listen(engine.sync_engine, "checkout", limit)
    store = SqlStore(engine, reseal=sealed)
    try:
        yield store
    finally:
        await store.aclose()
        _wait_for_connections_that_failed(others)


def _wait_for_connections_that_failed(others: set[threading.Thread]) -> None:
    """Aiosqlite tells the thread of a failed connection to stop, but does not wait for it as it does on closing.

    The threads of `others` belong to stores of other tests, which go on.
    """
    for thread in set(threading.enumerate()) - others:
        if "_connection_worker_thread" in thread.name:
            thread.join()


def a_message(message_id: str, length: int = 0) -> Message:
    text = sealed(SECRET + "x" * length)
    return Message(id=message_id, author="customer", text=text, sent_at=datetime(2026, 1, 5, tzinfo=UTC))


def assert_says_only(error: StoreUnavailable, advice: str) -> None:
    assert advice in error.detail
    assert SECRET not in error.detail
    assert not {"INSERT", "SELECT", "BEGIN", "message"} & set(error.detail.split())
    assert error.__cause__ is None
    assert error.__context__ is None or error.__suppress_context__


async def test_a_full_disk_refuses_what_does_not_fit_and_keeps_the_rest(database: Path) -> None:
    pages = {"most": 40}
    async with a_store(sqlite_url(database), pages=pages) as store:
        await store.open_conversation(ConversationSpec(id="c1"))
        lengths = [10, 1_000_000, 20, 2_000_000, 30]

        results = await asyncio.gather(
            *(store.add_message("c1", a_message(f"m{n}", length)) for n, length in enumerate(lengths)),
            return_exceptions=True,
        )

        stored = [message.id for message in await store.messages("c1")]
        assert stored == ["m0", "m2", "m4"]
        assert [type(result) for result in results] == [tuple, StoreUnavailable, tuple, StoreUnavailable, tuple]
        for result in results:
            if isinstance(result, StoreUnavailable):
                assert_says_only(result, "free some space")


async def test_a_full_disk_is_no_longer_a_fault_once_there_is_space(database: Path) -> None:
    pages = {"most": 40}
    async with a_store(sqlite_url(database), pages=pages) as store:
        await store.open_conversation(ConversationSpec(id="c1"))
        with pytest.raises(StoreUnavailable):
            await store.add_message("c1", a_message("m1", 1_000_000))

        pages["most"] = 1_000
        _, is_new = await store.add_message("c1", a_message("m1", 1_000_000))

        assert is_new


async def test_a_disk_that_fills_up_keeps_all_that_was_acknowledged(database: Path) -> None:
    async with a_store(sqlite_url(database), pages={"most": 60}) as store:
        await store.open_conversation(ConversationSpec(id="c1"))

        results = await asyncio.gather(
            *(store.add_message("c1", a_message(f"m{n}", 2_000)) for n in range(150)), return_exceptions=True
        )

    acknowledged = {result[0].id for result in results if not isinstance(result, BaseException)}
    with closing(sqlite3.connect(database)) as connection:
        stored = {message_id for (message_id,) in connection.execute("SELECT id FROM message")}
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert 0 < len(acknowledged) < 150
    assert stored == acknowledged


async def test_a_locked_database_refuses_every_writer_but_can_be_read(database: Path) -> None:
    async with a_store(sqlite_url(database)) as store:
        await store.open_conversation(ConversationSpec(id="c1"))
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")

            results = await asyncio.gather(
                *(store.add_message("c1", a_message(f"m{n}")) for n in range(20)), return_exceptions=True
            )
            read = await store.messages("c1")
            other.execute("ROLLBACK")

        assert read == ()
        for result in results:
            assert isinstance(result, StoreUnavailable)
            assert_says_only(result, "close other programs")
        assert (await store.add_message("c1", a_message("m1")))[1]


async def test_a_read_only_database_can_be_read_but_not_written(database: Path) -> None:
    async with a_store(sqlite_url(database)) as store:
        await store.open_conversation(ConversationSpec(id="c1"))

    async with a_store(f"sqlite:///file:{database}?mode=ro&uri=true") as store:
        with pytest.raises(StoreUnavailable) as refusal:
            await store.add_message("c1", a_message("m1"))

        assert_says_only(refusal.value, "write access")
        assert await store.messages("c1") == ()


@pytest.fixture
def damaged(database: Path) -> Path:
    database.write_bytes(b"\xff" * database.stat().st_size)
    return database


async def test_a_damaged_database_can_be_neither_read_nor_written(damaged: Path) -> None:
    async with a_store(sqlite_url(damaged)) as store:
        for call in (store.ping(), store.messages("c1"), store.add_message("c1", a_message("m1"))):
            with pytest.raises(StoreUnavailable) as refusal:
                await call

            assert_says_only(refusal.value, "restore the last backup")


async def test_a_database_without_tables_asks_for_them(tmp_path: Path) -> None:
    async with a_store(sqlite_url(tmp_path / "empty.db")) as store:
        for call in (store.ping(), store.add_message("c1", a_message("m1"))):
            with pytest.raises(StoreUnavailable) as refusal:
                await call

            assert_says_only(refusal.value, "copilot doctor")


async def test_a_folder_that_is_gone_is_named_as_a_setting(tmp_path: Path) -> None:
    async with a_store(sqlite_url(tmp_path / "gone" / "copilot.db")) as store:
        with pytest.raises(StoreUnavailable) as refusal:
            await store.ping()

        assert_says_only(refusal.value, "store.url")


async def test_a_score_out_of_range_is_refused_by_the_database_itself(database: Path) -> None:
    async with a_store(sqlite_url(database)) as store:
        await store.open_conversation(ConversationSpec(id="c1"))

        with pytest.raises(Conflict):
            await store.close_conversation("c1", "resolved", csat=6)

        assert (await store.get_conversation("c1")).is_open


async def test_every_connection_is_durable_and_forgets_what_is_deleted(database: Path) -> None:
    engine = open_engine(sqlite_url(database))
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 5_000}

    async with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            actual = {name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in expected}
            assert actual == expected
            await connection.rollback()
    await engine.dispose()
