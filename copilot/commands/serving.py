"""Start the HTTP service: check, index, listen."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from copilot.commands.indexing import bring_up_to_date
from copilot.commands.printing import Printer
from copilot.commands.worker import STARTUP_FAILURE
from copilot.errors import ConfigError
from copilot.settings import Settings, hand_over
from copilot.suggest.brand import load_brand
from copilot.suggest.canned.files import read_canned
from copilot.suggest.procedures.procedures import read_procedures

_METRICS_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def serve(settings: Settings, printer: Printer) -> None:
    """Serve until stopped.

    Raises:
        ConfigError: the port is taken, or another address than loopback is asked for without API keys.
        CorpusInvalid: there is no good index to go on with, or canned replies, procedures or the brand have faults.
    """
    _check_auth(settings)
    with _listen(settings) as listening:
        _check_voice(settings)
        report = bring_up_to_date(settings, printer, keep_last_good=True)
        printer.index_report(report)
        _share_metrics(settings)
        _run(settings, listening, printer)


def _run(settings: Settings, listening: socket.socket, printer: Printer) -> None:
    import uvicorn

    url = f"http://{_shown_host(settings.server.host)}:{listening.getsockname()[1]}"
    workers = settings.server.workers
    hand_over(settings, os.environ)
    with _explained(settings):
        listening.listen()
    config = uvicorn.Config(
        "copilot.commands.worker:make_app" if workers > 1 else "copilot.api.process:make_app",
        factory=True,
        workers=workers,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    if workers > 1:
        from uvicorn.supervisors import Multiprocess

        printer.welcome(url)
        supervisor = Multiprocess(config, sockets=[listening])
        supervisor.run()
        if any(worker.exitcode == STARTUP_FAILURE for worker in supervisor.processes):
            raise ConfigError("the workers could not start, for the reason above")
        return

    class Announcing(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                printer.welcome(url)

    Announcing(config).run(sockets=[listening])


def _check_auth(settings: Settings) -> None:
    if not settings.server.is_loopback and not settings.auth.required:
        raise ConfigError(
            f"listening on {settings.server.host} without API keys would let anyone in: make a key with "
            "`copilot keys create` and set COPILOT__AUTH__REQUIRED=true, or listen on 127.0.0.1"
        )


def _listen(settings: Settings) -> socket.socket:
    """The socket, taken before anything slow is done, so that a taken port is told at once."""
    server = settings.server
    family = socket.AF_INET6 if ":" in server.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        with _explained(settings):
            listening.bind((server.host, server.port))
    except ConfigError:
        listening.close()
        raise
    listening.set_inheritable(True)
    return listening


@contextmanager
def _explained(settings: Settings) -> Iterator[None]:
    try:
        yield
    except (OSError, TypeError) as error:  # TypeError: a host that cannot be encoded
        server = settings.server
        reason = getattr(error, "strerror", None) or "this is not a host name"
        raise ConfigError(
            f"{server.host}:{server.port} cannot be listened on ({reason}): "
            "stop what uses it, or give --port another one"
        ) from error


def _check_voice(settings: Settings) -> None:
    """Read what every worker reads, so that its faults are told once and before anything is started."""
    folder = settings.corpus.path
    read_canned(folder)
    read_procedures(folder)
    load_brand(folder)


def _share_metrics(settings: Settings) -> None:
    """Several workers write their metrics to files, which any of them adds up."""
    if settings.server.workers == 1:
        return
    folder = settings.var / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ[_METRICS_VARIABLE] = str(folder)


def _shown_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host
