"""Bring a database to the tables that this version of the code knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from copilot.errors import ConfigError

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def migrate(url: str) -> None:
    """Create or update the tables; does nothing if they are up to date, and either all of it or nothing.

    Processes that call this at the same time wait for each other. It blocks: call it before the service starts.

    Raises:
        ConfigError: the URL is wrong, or the database was written by a newer version.
        StoreUnavailable: the database cannot be opened or written.
    """
    from copilot.store.engine import migrating, open_migration_engine
    from copilot.store.faults import DATABASE_ERRORS, as_fault

    engine = open_migration_engine(url)
    try:
        with migrating(url, engine) as connection:
            _upgrade(connection)
    except DATABASE_ERRORS as error:
        raise as_fault(error) from None
    finally:
        engine.dispose()


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration with the migrations of this package, working on an open connection."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = alembic_config(connection)
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_heads()
    known = {script.revision for script in scripts.walk_revisions()}
    if not set(current) <= known:
        raise ConfigError(
            "the database was written by a newer version of copilot: install that version, or restore a backup "
            "that was made before the update"
        )
    if set(current) != set(scripts.get_heads()):
        command.upgrade(config, "head")
