"""Many writers, one transaction."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from copilot.errors import NotFound, Overloaded, StoreUnavailable
from copilot.store.commits import GroupCommit
from copilot.store.engine import open_engine, sqlite_url

pytestmark = pytest.mark.anyio


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(sqlite_url(tmp_path / "numbers.db"), busy_timeout_ms=10)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE number (value INTEGER CHECK (value >= 0))"))
    yield engine
    await engine.dispose()


@pytest.fixture
async def commits(engine: AsyncEngine) -> AsyncIterator[GroupCommit]:
    commits = GroupCommit(engine)
    yield commits
    await commits.aclose()


def put(value: int) -> Callable[[Connection], int]:
    def work(connection: Connection) -> int:
        connection.execute(text("INSERT INTO number VALUES (:value)"), {"value": value})
        return value

    return work


def put_then_refuse(value: int) -> Callable[[Connection], int]:
    def work(connection: Connection) -> int:
        put(value)(connection)
        raise NotFound("refused after it had written")

    return work


async def numbers(engine: AsyncEngine) -> list[int]:
    async with engine.connect() as connection:
        return list((await connection.execute(text("SELECT value FROM number ORDER BY rowid"))).scalars())


async def test_writes_that_wait_together_share_a_transaction(engine: AsyncEngine, commits: GroupCommit) -> None:
    transactions: list[Connection] = []
    event.listen(engine.sync_engine, "commit", transactions.append)

    results = await asyncio.gather(*(commits.run(put(value)) for value in range(64)))

    assert results == list(range(64))
    assert await numbers(engine) == list(range(64))
    assert len(transactions) == 1


async def test_nobody_hears_of_a_write_before_it_is_committed(engine: AsyncEngine, commits: GroupCommit) -> None:
    heard_before_commit: list[int] = []

    def look(connection: Connection) -> None:
        for _ in range(5):
            connection.execute(text("SELECT 1"))  # time for a caller to hear what it should not hear yet
        heard_before_commit.append(sum(caller.done() for caller in callers))

    event.listen(engine.sync_engine, "commit", look)
    callers = [asyncio.create_task(commits.run(put(value))) for value in range(8)]

    await asyncio.gather(*callers)

    assert heard_before_commit == [0]


async def test_what_a_refused_write_did_is_undone_and_its_neighbours_stay(
    engine: AsyncEngine, commits: GroupCommit
) -> None:
    transactions: list[Connection] = []
    event.listen(engine.sync_engine, "commit", transactions.append)
    works = [put(0), put_then_refuse(1), put(2), put(-3), put(4)]

    results = await asyncio.gather(*map(commits.run, works), return_exceptions=True)

    assert await numbers(engine) == [0, 2, 4]
    assert [result for result in results if isinstance(result, int)] == [0, 2, 4]
    assert [type(result).__name__ for result in results] == ["int", "NotFound", "int", "Conflict", "int"]
    assert len(transactions) == 1


async def test_neighbours_of_a_write_that_cost_the_whole_transaction_are_written_again(
    engine: AsyncEngine, commits: GroupCommit
) -> None:
    def lose_the_transaction(connection: Connection) -> int:
        connection.execute(text("ROLLBACK"))  # as SQLite does by itself after some errors of the disk
        connection.execute(text("SELECT * FROM what_does_not_exist"))
        return 1

    results = await asyncio.gather(*map(commits.run, [put(0), lose_the_transaction, put(2)]), return_exceptions=True)

    assert await numbers(engine) == [0, 2]
    assert (results[0], type(results[1]), results[2]) == (0, StoreUnavailable, 2)


async def test_a_locked_database_is_tried_once_for_all_that_wait(
    engine: AsyncEngine, commits: GroupCommit, tmp_path: Path
) -> None:
    attempts: list[object] = []
    event.listen(engine.sync_engine, "checkout", lambda *_: attempts.append(_))

    with closing(sqlite3.connect(tmp_path / "numbers.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        results = await asyncio.gather(*(commits.run(put(value)) for value in range(20)), return_exceptions=True)

    assert {type(result) for result in results} == {StoreUnavailable}
    assert len(attempts) == 1


async def test_two_workers_share_one_file(engine: AsyncEngine, tmp_path: Path) -> None:
    engines = [open_engine(sqlite_url(tmp_path / "numbers.db")) for _ in range(2)]
    workers = [GroupCommit(engine, max_batch=3) for engine in engines]

    await asyncio.gather(*(worker.run(put(value)) for value in range(100) for worker in workers))

    assert sorted(await numbers(engine)) == sorted([*range(100)] * 2)
    for worker, used in zip(workers, engines, strict=True):
        await worker.aclose()
        await used.dispose()


async def test_a_lone_write_that_is_refused_is_undone(engine: AsyncEngine, commits: GroupCommit) -> None:
    with pytest.raises(NotFound):
        await commits.run(put_then_refuse(1))

    assert await numbers(engine) == []


async def test_a_mistake_in_one_write_reaches_its_caller_only(engine: AsyncEngine, commits: GroupCommit) -> None:
    def mistaken(_: Connection) -> int:
        raise KeyError("a mistake of ours")

    results = await asyncio.gather(commits.run(put(1)), commits.run(mistaken), return_exceptions=True)

    assert results[0] == 1
    assert isinstance(results[1], KeyError)
    assert await commits.run(put(2)) == 2
    assert await numbers(engine) == [1, 2]


async def test_a_caller_that_leaves_before_its_turn_is_passed_over(engine: AsyncEngine, commits: GroupCommit) -> None:
    callers = [asyncio.create_task(commits.run(put(value))) for value in range(3)]
    await asyncio.sleep(0)
    callers[1].cancel()

    results = await asyncio.gather(*callers, return_exceptions=True)

    assert results[::2] == [0, 2]
    assert isinstance(results[1], asyncio.CancelledError)
    assert await numbers(engine) == [0, 2]


async def test_a_caller_that_leaves_in_the_middle_does_not_disturb_the_others(
    engine: AsyncEngine, commits: GroupCommit
) -> None:
    def put_and_interrupt(connection: Connection) -> int:
        leaving.cancel()
        return put(1)(connection)

    first = asyncio.create_task(commits.run(put_and_interrupt))
    leaving = asyncio.create_task(commits.run(put(2)))
    last = asyncio.create_task(commits.run(put(3)))

    results = await asyncio.gather(first, leaving, last, return_exceptions=True)

    assert (results[0], results[2]) == (1, 3)
    assert isinstance(results[1], asyncio.CancelledError)
    assert {1, 3} <= set(await numbers(engine))


async def test_more_writes_than_may_wait_are_refused_at_once(engine: AsyncEngine) -> None:
    commits = GroupCommit(engine, max_waiting=2)

    results = await asyncio.gather(*(commits.run(put(value)) for value in range(4)), return_exceptions=True)

    assert results[:2] == [0, 1]
    assert [type(result) for result in results[2:]] == [Overloaded, Overloaded]
    assert await commits.run(put(5)) == 5
    assert await numbers(engine) == [0, 1, 5]
    await commits.aclose()


async def test_closing_finishes_what_was_accepted_and_refuses_the_rest(engine: AsyncEngine) -> None:
    commits = GroupCommit(engine, max_batch=2)
    callers = [asyncio.create_task(commits.run(put(value))) for value in range(7)]
    await asyncio.sleep(0)

    await commits.aclose()

    with pytest.raises(StoreUnavailable):
        await commits.run(put(7))
    assert await asyncio.gather(*callers) == list(range(7))
    assert await numbers(engine) == list(range(7))


async def test_nobody_is_left_waiting_when_the_event_loop_ends(engine: AsyncEngine) -> None:
    accepting = GroupCommit(engine, max_batch=1)

    def end_the_loop(_: Connection) -> None:
        assert accepting._task is not None  # what the end of the loop does to it
        accepting._task.cancel()

    results = await asyncio.gather(accepting.run(end_the_loop), accepting.run(put(1)), return_exceptions=True)

    assert [type(result) for result in results] == [StoreUnavailable, StoreUnavailable]
    assert await numbers(engine) == []
