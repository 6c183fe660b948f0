"""Migrations of a real SQLite file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from filelock import FileLock

from copilot.errors import ConfigError, StoreUnavailable
from copilot.store import engine
from copilot.store.engine import sqlite_url
from copilot.store.migrate import alembic_config, migrate
from copilot.store.schema import metadata
from copilot.store.sql import SqlStore
from tests.fakes import sealed
from tests.stored import NOON, a_message

ROOT = Path(__file__).parents[2]
MIGRATE_WHEN_TOLD = """
import sys
from copilot.store.migrate import migrate
print("ready", flush=True)
sys.stdin.readline()
migrate(sys.argv[1])
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "copilot.db"


def tables(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def execute(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement)


def upgrade(database: Path, revision: str) -> None:
    opened = engine.open_migration_engine(sqlite_url(database))
    with opened.begin() as connection:
        command.upgrade(alembic_config(connection), revision)
    opened.dispose()


@pytest.fixture
def told_at_once(database: Path) -> Iterator[list[subprocess.Popen[str]]]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    arguments = [sys.executable, "-c", MIGRATE_WHEN_TOLD, sqlite_url(database)]
    processes = [
        subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        )
        for _ in range(2)
    ]
    yield processes
    for process in processes:
        process.kill()
        process.communicate()


def test_makes_the_tables_in_a_folder_that_does_not_exist_yet(tmp_path: Path) -> None:
    database = tmp_path / "new" / "folder" / "copilot.db"

    migrate(sqlite_url(database))

    assert set(metadata.tables) <= tables(database)


def test_makes_the_tables_in_an_empty_file(database: Path) -> None:
    database.touch()

    migrate(sqlite_url(database))

    assert set(metadata.tables) <= tables(database)


def test_a_second_time_changes_nothing(database: Path) -> None:
    migrate(sqlite_url(database))
    execute(
        database, "INSERT INTO conversation (id, channel, brand, opened_at) VALUES ('c1', 'chat', 'b', '2026-01-05')"
    )

    migrate(sqlite_url(database))

    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT id FROM conversation").fetchall() == [("c1",)]
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)


def test_keeps_what_an_older_version_wrote(database: Path) -> None:
    upgrade(database, "0001")
    execute(database, "INSERT INTO conversation (id, channel, brand, opened_at) VALUES ('c1', 'chat', 'b', '2026')")
    execute(
        database,
        "INSERT INTO message (conversation_id, id, author, text, sent_at) VALUES ('c1', 'm1', 'a', 't', '2026')",
    )

    migrate(sqlite_url(database))

    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT id, customer_ref FROM conversation").fetchall() == [("c1", None)]
        assert connection.execute("SELECT text, stored_at FROM message").fetchall() == [("t", None)]


def test_conversations_from_before_the_queue_stay_and_wait_for_nobody_yet(database: Path) -> None:
    upgrade(database, "0002")
    execute(
        database,
        "INSERT INTO conversation (id, channel, brand, opened_at, closed_at, outcome, csat, customer_ref)"
        " VALUES ('c1', 'email', 'b', '2026-01-05 10:00:00', '2026-01-05 11:00:00', 'resolved', 4, 'ref')",
    )
    execute(
        database,
        "INSERT INTO message (conversation_id, id, author, text, sent_at, stored_at)"
        " VALUES ('c1', 'm1', 'customer', 't', '2026-01-05 10:00:00', '2026-01-05 10:00:01')",
    )

    migrate(sqlite_url(database))

    with closing(sqlite3.connect(database)) as connection:
        kept = "SELECT id, channel, outcome, csat, customer_ref FROM conversation"
        added = "SELECT asked_at, answered_at, waiting_since, assigned_to, standing FROM conversation"
        assert connection.execute(kept).fetchall() == [("c1", "email", "resolved", 4, "ref")]
        assert connection.execute(added).fetchall() == [(None,) * 5]
        assert connection.execute("SELECT text, stored_at FROM message").fetchall() == [("t", "2026-01-05 10:00:01")]


@pytest.mark.anyio
async def test_a_conversation_from_before_the_queue_takes_its_place_with_its_next_message(database: Path) -> None:
    upgrade(database, "0002")
    execute(
        database,
        "INSERT INTO conversation (id, channel, brand, opened_at) VALUES ('c1', 'chat', 'b', '2026-01-05 10:00:00')",
    )
    migrate(sqlite_url(database))
    store = SqlStore(engine.open_engine(sqlite_url(database)), reseal=sealed)

    await store.add_message("c1", a_message())

    (one,) = await store.open_conversations()
    await store.aclose()
    assert (one.id, one.asked_at, one.waiting_since, one.standing) == ("c1", NOON, NOON, None)


def test_two_processes_may_migrate_at_once(database: Path, told_at_once: list[subprocess.Popen[str]]) -> None:
    for process in told_at_once:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"

    for process in told_at_once:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    errors = [process.communicate(timeout=60)[1] for process in told_at_once]

    assert errors == ["", ""]
    assert [process.returncode for process in told_at_once] == [0, 0]
    assert set(metadata.tables) <= tables(database)


def test_waits_for_another_process_that_migrates_but_not_for_ever(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MIGRATION_TIMEOUT_SECONDS", 0)

    with FileLock(f"{database}.migration.lock"), pytest.raises(StoreUnavailable, match="another process"):
        migrate(sqlite_url(database))

    assert not database.exists()


def test_the_migrations_make_the_tables_that_the_code_uses(database: Path) -> None:
    migrate(sqlite_url(database))

    opened = engine.open_migration_engine(sqlite_url(database))
    with opened.begin() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    opened.dispose()

    assert differences == []


def test_refuses_a_database_of_a_newer_version_and_leaves_it_alone(database: Path) -> None:
    migrate(sqlite_url(database))
    execute(database, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(ConfigError, match="newer version"):
        migrate(sqlite_url(database))

    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


def test_a_migration_that_fails_half_way_leaves_nothing_behind(database: Path) -> None:
    execute(database, "CREATE TABLE feedback (in_the_way INTEGER)")

    with pytest.raises(StoreUnavailable):
        migrate(sqlite_url(database))

    assert tables(database) == {"feedback"}


@pytest.mark.parametrize("content", [b"this is not a database, but a text of some length" * 100, b"\0" * 5_000])
def test_refuses_a_file_that_is_not_a_database_and_leaves_it_alone(database: Path, content: bytes) -> None:
    database.write_bytes(content)

    with pytest.raises(StoreUnavailable) as refusal:
        migrate(sqlite_url(database))

    assert "restore the last backup" in refusal.value.detail
    assert database.read_bytes() == content


def test_says_what_to_do_when_the_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreUnavailable, match=r"store\.url"):
        migrate(sqlite_url(tmp_path / "file" / "copilot.db"))
