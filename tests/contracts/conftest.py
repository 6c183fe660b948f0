"""The adapters that the suites of the store are run on."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from copilot.store.engine import open_engine, open_migration_engine, sqlite_url
from copilot.store.migrate import migrate
from copilot.store.port import Store
from copilot.store.schema import metadata
from copilot.store.sql import SqlStore
from tests.fakes import FakeStore, sealed
from tests.stored import Clock


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server in a folder, with our tables."""
    pytest.importorskip("psycopg", exc_type=ImportError)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a run-time folder that not every machine has
        pgserver = pytest.importorskip("pgserver")
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    migrate(server.get_uri())
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sql", "fake", pytest.param("postgres", marks=pytest.mark.postgres)])
async def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    """A store without anything in it."""
    if request.param == "fake":
        yield FakeStore(clock)
        return
    if request.param == "postgres":
        url: str = request.getfixturevalue("postgres")
        _empty(url)
    else:
        database = tmp_path / "copilot.db"
        shutil.copy(request.getfixturevalue("empty_database"), database)
        url = sqlite_url(database)
    store = SqlStore(open_engine(url), reseal=sealed, clock=clock)
    yield store
    await store.aclose()


@pytest.fixture
def clock() -> Clock:
    """The clock of the store."""
    return Clock()


def _empty(url: str) -> None:
    engine = open_migration_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY CASCADE"))
    engine.dispose()
