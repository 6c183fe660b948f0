"""A real `copilot serve` process on loopback, and how long it took to start."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep

from msgspec import Struct

from tests.bench.probing import ROOT, MeasurementFailed, clean
from tests.bench.processes import cpu_seconds, workers_of
from tests.bench.state import CORPUS

_URL = re.compile(r"Serving on http://([\d.]+):(\d+)")
_POLL_SECONDS = 0.02
_START_SECONDS = 600
_STOP_SECONDS = 20
_IDLE_SECONDS = 0.5
_IDLE_SHARE = 0.02


class Start(Struct, frozen=True, kw_only=True):
    """Seconds from the command to the line that invites to try it, and to `/readyz` saying ok."""

    printed: float
    ready: float


class Service(Struct, frozen=True, kw_only=True):
    """A running service; `workers` are process ids."""

    host: str
    port: int
    pid: int
    workers: tuple[int, ...]
    start: Start

    def cpu_seconds(self) -> list[float]:
        """CPU time of each worker so far."""
        return [cpu_seconds(pid) for pid in self.workers]


@contextmanager
def serving(var: Path, *, workers: int, log: Path) -> Iterator[Service]:
    """A service over the repository's corpus that is ready and idle; stopped at the end.

    Raises:
        MeasurementFailed: it did not start; the last line of its log is quoted.
    """
    command = [sys.executable, "-m", "copilot", "serve", "--port", "0", "--workers", str(workers)]
    command += ["--corpus", str(CORPUS), "--var", str(var)]
    started = perf_counter()
    with log.open("w") as errors, subprocess.Popen(
        command, cwd=ROOT, env=clean(os.environ), stdout=subprocess.PIPE, stderr=errors, text=True
    ) as process:  # fmt: skip
        try:
            host, port, printed = _invitation(process, started, log)
            ready = _ready(host, port, started)
            _until_idle(process.pid, workers)
            pids = tuple(workers_of(process.pid))
            start = Start(printed=printed, ready=ready)
            yield Service(host=host, port=port, pid=process.pid, workers=pids, start=start)
        finally:
            _stop(process)


def _invitation(process: subprocess.Popen[str], started: float, log: Path) -> tuple[str, int, float]:
    for line in process.stdout or ():
        found = _URL.search(line)
        if found:
            return found[1], int(found[2]), perf_counter() - started
    last = (log.read_text().strip().splitlines() or ["it said nothing"])[-1]
    raise MeasurementFailed(f"the service did not start: {last}")


def _ready(host: str, port: int, started: float) -> float:
    while perf_counter() - started < _START_SECONDS:
        connection = http.client.HTTPConnection(host, port, timeout=10)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return perf_counter() - started
        except OSError:
            pass
        finally:
            connection.close()
        sleep(_POLL_SECONDS)
    raise MeasurementFailed(f"the service was not ready after {_START_SECONDS} seconds")


def _until_idle(pid: int, workers: int) -> None:
    """Several workers start at different speeds: wait until all are there and none is busy with starting."""
    deadline = perf_counter() + _START_SECONDS
    while perf_counter() < deadline:
        pids = workers_of(pid)
        before = [cpu_seconds(worker) for worker in pids]
        sleep(_IDLE_SECONDS)
        used = [cpu_seconds(worker) - start for worker, start in zip(pids, before, strict=True)]
        if len(pids) == workers and max(used) <= _IDLE_SECONDS * _IDLE_SHARE + 0.01:
            return


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
