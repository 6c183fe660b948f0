"""What a failure of the database means to whoever runs the service: no SQL and no values in it."""

from __future__ import annotations

import errno
import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from copilot.errors import Conflict, CopilotError, StoreUnavailable

DATABASE_ERRORS: Final = (SQLAlchemyError, sqlite3.Error, OSError)

_FULL = "the disk or the database's quota is full: free some space; nothing needs to be restarted"
_READ_ONLY = "the database is read-only: give the service's user write access to the file and to its folder"
_CORRUPT = "the database is damaged: stop the service, keep a copy of the file for analysis and restore the last backup"
_LOCKED = "another process holds the database locked: close other programs that use it, then try again"
_UNREADABLE = "the database cannot be opened: check that store.url is right and that the folder exists and may be read"
_NO_TABLES = "the database has no tables that this version knows: start the service once or run `copilot doctor`"
_UNKNOWN = "the database did not do what it was asked: check that it runs, that its disk is sound, and try again"

_SQLITE: Final = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _CORRUPT,
    sqlite3.SQLITE_NOTADB: _CORRUPT,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_CANTOPEN: _UNREADABLE,
}
_ERRNO: Final = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.ENOTDIR: _UNREADABLE,
    errno.EEXIST: _UNREADABLE,
}
_SQLSTATE: Final = {"53100": _FULL, "25006": _READ_ONLY, "55P03": _LOCKED, "42P01": _NO_TABLES}


def as_fault(error: Exception) -> Exception:
    """The error of ours for a database's error; any other error unchanged."""
    if isinstance(error, CopilotError) or not isinstance(error, DATABASE_ERRORS):
        return error
    if isinstance(error, IntegrityError):
        return Conflict("the request contradicts what is stored: read it again, then repeat the change")
    return StoreUnavailable(_sentence(error))


def _sentence(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        if code == sqlite3.SQLITE_ERROR and str(cause).startswith("no such table"):
            return _NO_TABLES
        return _SQLITE.get(code & 0xFF, _UNKNOWN)  # the low byte is the primary result code (sqlite.org/rescode.html)
    if isinstance(cause, OSError):
        return _ERRNO.get(cause.errno or 0, _UNKNOWN)
    return _SQLSTATE.get(getattr(cause, "sqlstate", None) or "", _UNKNOWN)
