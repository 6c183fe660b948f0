"""Database engines: with `insertion`, all that knows how SQLite and PostgreSQL differ."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from copilot.errors import ConfigError, StoreUnavailable

BUSY_TIMEOUT_MS: Final = 5_000
MIGRATION_TIMEOUT_SECONDS: Final = 60
_MIGRATION_LOCK: Final = 0x636F70696C6F74
_ASYNC_DRIVERS: Final = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
_SYNC_DRIVERS: Final = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}
_PRAGMAS: Final = {
    "journal_mode": "WAL",
    "synchronous": "FULL",  # NORMAL may lose what was acknowledged when the power fails
    "fullfsync": "ON",  # macOS: fsync alone stops at the drive's cache
    "foreign_keys": "ON",
    "secure_delete": "ON",  # deleted text is overwritten, not only unlinked
}


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite database in a file."""
    return URL.create("sqlite+aiosqlite", database=str(path)).render_as_string()


def database_file(url: str) -> Path | None:
    """The file of a SQLite database; None for one on a server.

    Raises:
        ConfigError: as `open_engine`.
    """
    parsed = _parse(url, _SYNC_DRIVERS)
    return Path(str(parsed.database)) if _is_sqlite(url) else None


def open_engine(url: str, *, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> AsyncEngine:
    """An engine for `SqlStore`; it connects when it is first used.

    Raises:
        ConfigError: the URL is not that of a database that the store knows, or is one in memory.
    """
    engine = create_async_engine(_parse(url, _ASYNC_DRIVERS), hide_parameters=True, pool_pre_ping=not _is_sqlite(url))
    if _is_sqlite(url):
        logging.getLogger("aiosqlite").setLevel(logging.CRITICAL + 1)  # it logs statements with their values
        _prepare_sqlite(engine.sync_engine, busy_timeout_ms)
    return engine


def open_migration_engine(url: str) -> Engine:
    """A synchronous engine over the same database, for migrations; raises as `open_engine` does."""
    engine = create_engine(_parse(url, _SYNC_DRIVERS), hide_parameters=True)
    if _is_sqlite(url):
        _prepare_sqlite(engine, BUSY_TIMEOUT_MS)
    return engine


def for_reading(engine: AsyncEngine) -> AsyncEngine:
    """The same engine for single `SELECT`s: on SQLite they open no transaction and wait for no lock."""
    return engine.execution_options(copilot_reads=True)


@contextmanager
def migrating(url: str, engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction that one process at a time can have: of a SQLite file, or of a PostgreSQL database.

    Raises:
        StoreUnavailable: another process kept it for a minute.
    """
    if not _is_sqlite(url):
        with engine.begin() as connection:
            connection.execute(select(func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
            yield connection
        return
    with _lock_beside(Path(str(engine.url.database))), engine.begin() as connection:
        yield connection


@contextmanager
def _lock_beside(database: Path) -> Iterator[None]:
    """SQLite's own lock does not cover the change to WAL, which fails at once if two processes make it together."""
    from filelock import FileLock, Timeout

    database.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(f"{database}.migration.lock", timeout=MIGRATION_TIMEOUT_SECONDS)
    try:
        lock.acquire()
    except Timeout:
        raise StoreUnavailable(
            f"another process has been changing the database for {MIGRATION_TIMEOUT_SECONDS} seconds: "
            "wait until it is done or end it, then start again"
        ) from None
    try:
        yield
    finally:
        lock.release()


def _parse(url: str, drivers: dict[str, str]) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigError("store.url is not a database URL: give one such as sqlite:///var/copilot.db") from None
    driver = drivers.get(parsed.get_backend_name())
    if driver is None:
        raise ConfigError("store.url names a database that is not supported: use sqlite:///… or postgresql://…")
    if _is_sqlite(url) and parsed.database in {None, "", ":memory:"}:
        raise ConfigError("store.url names a SQLite database in memory, which keeps nothing: give it a file")
    return parsed.set(drivername=driver)


def _is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


def _prepare_sqlite(engine: Engine, busy_timeout_ms: int) -> None:
    def configure(connection: Any, _: object) -> None:
        connection.isolation_level = None  # or the driver would begin transactions by its own rules
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {busy_timeout_ms:d}")
        for name, value in _PRAGMAS.items():
            cursor.execute(f"PRAGMA {name} = {value}")
        cursor.close()

    def begin(connection: Connection) -> None:
        """Take the write lock at once: a transaction that starts by reading cannot wait for it later."""
        if not connection.get_execution_options().get("copilot_reads"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "connect", configure)
    event.listen(engine, "begin", begin)
