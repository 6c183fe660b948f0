"""Everywhere that text could end up without anybody meaning it to."""

from __future__ import annotations

import io
import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs

from copilot.telemetry import SILENCED_LOGGERS
from tests.apps import bytes_of

_OF_THE_CLIENT = ("httpx", "httpcore")
_SILENCED = (*SILENCED_LOGGERS, "aiosqlite")
"""Loggers that are known to say what they should not: the service keeps them silent, and nobody turns them up."""
_TURNED_UP = ("litestar", "uvicorn", "uvicorn.error", "uvicorn.access", "sqlalchemy", "sqlalchemy.pool", "asyncio")


class _Overheard(logging.Handler):
    """Every record of the standard library's loggers, with its arguments and traceback."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(_OF_THE_CLIENT):
            self.said.append(f"{self.format(record)} {record.__dict__}")


class Sinks:
    """What was written since they were opened."""

    def __init__(self, folder: Path) -> None:
        self._temporary = folder / "tmp"
        self._temporary.mkdir()
        self._output = folder / "output.log"
        self._logs: list[Any] = []
        self._warnings: list[Any] = []
        self._overheard = _Overheard()
        self._python_output = io.StringIO()

    @property
    def said(self) -> list[str]:
        """What the standard library's loggers said."""
        return self._overheard.said

    def contents(self) -> dict[str, bytes]:
        """Sink → bytes."""
        return {
            "log": repr(self._logs).encode(),
            "loggers of libraries": "\n".join(self._overheard.said).encode(),
            "warnings": "\n".join(f"{one.message} {one.source!r}" for one in self._warnings).encode(),
            "output": self._output.read_bytes() + self._python_output.getvalue().encode(),
            "temporary files": folder_bytes(self._temporary),
        }

    @contextmanager
    def open(self) -> Iterator[Sinks]:
        """Turn every logger up, and catch what is logged, printed, warned of and left in temporary files."""
        with ExitStack() as stack:
            stack.enter_context(_turned_up(self._overheard))
            self._logs = stack.enter_context(capture_logs())
            self._warnings = stack.enter_context(warnings.catch_warnings(record=True)) or []
            warnings.simplefilter("always")
            stack.enter_context(_into(self._output))
            stack.enter_context(redirect_stdout(self._python_output))
            stack.enter_context(redirect_stderr(self._python_output))
            stack.enter_context(_temporary_files_in(self._temporary))
            yield self


def folder_bytes(folder: Path) -> bytes:
    """Names and contents of all files in a folder, but for models that are borrowed from elsewhere."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
    names = "\n".join(str(path.relative_to(folder)) for path in files).encode()
    return names + (bytes_of(*files) if files else b"")


@contextmanager
def _turned_up(overheard: logging.Handler) -> Iterator[None]:
    known = {name for name in {*logging.root.manager.loggerDict, *_TURNED_UP} if not name.startswith(_SILENCED)}
    loggers = [logging.getLogger(), *map(logging.getLogger, sorted(known))]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    logging.getLogger().addHandler(overheard)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(overheard)
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@contextmanager
def _into(file: Path) -> Iterator[None]:
    """What is written to the process's own output by whatever means."""
    with file.open("ab") as target:
        sys.stdout.flush(), sys.stderr.flush()
        kept = [os.dup(number) for number in (1, 2)]
        for number in (1, 2):
            os.dup2(target.fileno(), number)
        try:
            yield
        finally:
            for number, old in zip((1, 2), kept, strict=True):
                os.dup2(old, number)
                os.close(old)


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
