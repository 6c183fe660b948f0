"""The application of one of several worker processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
from threading import Thread
from typing import Final

from litestar import Litestar

from copilot.api import process
from copilot.commands.printing import Printer
from copilot.errors import CopilotError

STARTUP_FAILURE: Final = 3
"""uvicorn's exit status for a worker that would fail again: it ends the others instead of starting a new one."""


def make_app() -> Litestar:
    """The application; what keeps it from starting is told in a sentence and ends every worker."""
    Thread(target=_end_with_supervisor, name="end-with-supervisor", daemon=True).start()
    try:
        return process.make_app()
    except CopilotError as error:
        Printer().failure(error)
        raise SystemExit(STARTUP_FAILURE) from None


def _end_with_supervisor() -> None:
    """A supervisor that is killed cannot end its workers: they would go on and keep the port."""
    supervisor = multiprocessing.parent_process()
    if supervisor is not None:
        supervisor.join()
        os.kill(os.getpid(), signal.SIGTERM)
