"""Database URLs."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url

from copilot.errors import ConfigError
from copilot.store.engine import open_engine, open_migration_engine, sqlite_url


@pytest.mark.parametrize("name", ["copilot.db", "with space.db", "100%.db", "what?.db", "a#b.db", "größe.db"])
def test_the_url_of_a_file_names_that_file(name: str) -> None:
    assert make_url(sqlite_url(Path("/var") / name)).database == f"/var/{name}"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "copilot.db",
        "mysql://user:hunter2@localhost/copilot",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite+aiosqlite:///:memory:",
    ],
)
def test_refuses_a_url_it_cannot_keep_anything_in_and_repeats_no_password(url: str) -> None:
    for refuse in (open_engine, open_migration_engine):
        with pytest.raises(ConfigError) as refusal:
            refuse(url)

        assert "store.url" in refusal.value.detail
        assert "hunter2" not in refusal.value.detail


@pytest.mark.parametrize("url", ["sqlite:///x.db", "sqlite+aiosqlite:///x.db", "sqlite+pysqlite:///x.db"])
def test_uses_its_own_drivers_whichever_the_url_names(url: str) -> None:
    assert open_engine(url).url.drivername == "sqlite+aiosqlite"
    assert open_migration_engine(url).url.drivername == "sqlite+pysqlite"
