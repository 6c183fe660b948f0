"""Alembic migrations, run by `copilot.store.migrate`."""
