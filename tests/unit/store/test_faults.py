"""What failures of the database are called."""

from __future__ import annotations

import errno
import sqlite3

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from copilot.errors import Conflict, NotFound, StoreUnavailable
from copilot.store.faults import as_fault

SQL = "INSERT INTO message (text) VALUES (?)"
SECRET = "4111 1111 1111 1111"


def a_sqlite_error(code: int) -> OperationalError:
    cause = sqlite3.OperationalError(f"{SECRET} in {SQL}")
    cause.sqlite_errorcode = code
    return OperationalError(SQL, (SECRET,), cause)


def a_postgresql_error(sqlstate: str) -> OperationalError:
    cause = Exception(f"{SECRET} in {SQL}")
    cause.sqlstate = sqlstate  # type: ignore[attr-defined]  # as psycopg's errors have it
    return OperationalError(SQL, (SECRET,), cause)


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (a_sqlite_error(sqlite3.SQLITE_FULL), "free some space"),
        (a_sqlite_error(sqlite3.SQLITE_READONLY_DBMOVED), "write access"),
        (a_sqlite_error(sqlite3.SQLITE_CORRUPT_INDEX), "restore the last backup"),
        (a_sqlite_error(sqlite3.SQLITE_NOTADB), "restore the last backup"),
        (a_sqlite_error(sqlite3.SQLITE_BUSY_TIMEOUT), "close other programs"),
        (a_sqlite_error(sqlite3.SQLITE_CANTOPEN_FULLPATH), "store.url"),
        (a_sqlite_error(sqlite3.SQLITE_IOERR_FSYNC), "check that it runs"),
        (sqlite3.OperationalError("no such table: message"), "copilot doctor"),
        (a_postgresql_error("53100"), "free some space"),
        (a_postgresql_error("25006"), "write access"),
        (a_postgresql_error("08006"), "check that it runs"),
        (OSError(errno.ENOSPC, SECRET), "free some space"),
        (PermissionError(errno.EACCES, SECRET), "write access"),
        (ConnectionRefusedError(errno.ECONNREFUSED, SECRET), "check that it runs"),
    ],
)
def test_says_what_to_do_without_sql_or_values(error: Exception, advice: str) -> None:
    fault = as_fault(error)

    assert isinstance(fault, StoreUnavailable)
    assert advice in fault.detail
    assert SECRET not in fault.detail
    assert "INSERT" not in fault.detail


def test_a_broken_constraint_is_a_conflict_and_repeats_nothing() -> None:
    fault = as_fault(IntegrityError(SQL, (SECRET,), sqlite3.IntegrityError(f"Key ({SECRET}) already exists")))

    assert isinstance(fault, Conflict)
    assert SECRET not in fault.detail


@pytest.mark.parametrize("error", [NotFound("unknown"), KeyError("a mistake of ours")])
def test_other_errors_stay_what_they_are(error: Exception) -> None:
    assert as_fault(error) is error
