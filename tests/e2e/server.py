"""A real `copilot serve` process on a free loopback port."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.conftest import ROOT

SECONDS = 120.0
"""Nobody waits that long unless something hangs; no assertion rests on it."""
_SERVING = re.compile(r"Serving on (http://\S+)")


@dataclass
class Server:
    """A process, where it listens, and the file that has its standard error."""

    process: subprocess.Popen[str]
    url: str
    errors: Path

    def client(self) -> httpx.Client:
        """A client that waits for an answer as long as it takes."""
        return httpx.Client(base_url=self.url, timeout=SECONDS)

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> int:
        """End the process and give its exit status."""
        self.process.send_signal(with_signal)
        return self.process.wait(timeout=SECONDS)


def command(*arguments: str) -> list[str]:
    """`copilot serve` on a free port."""
    return [sys.executable, "-m", "copilot", "serve", "--port", "0", *arguments]


def environment() -> dict[str, str]:
    """The tests' own environment without settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COPILOT")}


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[Server]:
    """A server that has said where it listens; it is ended if it still runs."""
    errors = folder / "errors.log"
    with (
        errors.open("a", encoding="utf-8") as file,
        subprocess.Popen(
            command(*arguments), cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=file, text=True
        ) as process,
    ):
        try:
            assert process.stdout is not None
            said = iter(process.stdout.readline, "")
            url = next((match.group(1) for line in said if (match := _SERVING.search(line))), None)
            assert url, errors.read_text(encoding="utf-8")
            yield Server(process, url, errors)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=SECONDS)
            process.kill()


def failed(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A server that does not start."""
    return subprocess.run(
        command(*arguments), cwd=ROOT, env=environment(), capture_output=True, text=True, check=False, timeout=SECONDS
    )


def workers_of(server: Server) -> list[int]:
    """The process ids of the workers of a server with several."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,command="], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    found = (line.split(None, 2) for line in listed)
    return [
        int(pid) for pid, parent, name in found if int(parent) == server.process.pid and "multiprocessing.spawn" in name
    ]


def wait_for_end(pid: int) -> bool:
    """True once a process that is not our child has ended; False if it never does."""
    for _ in range(int(SECONDS * 10)):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@contextmanager
def without(server: Server, waiting: int) -> Iterator[httpx.Client]:
    """A client that the other worker has to answer, because this one is stopped."""
    os.kill(waiting, signal.SIGSTOP)
    try:
        with server.client() as client:
            yield client
    finally:
        with suppress(ProcessLookupError):  # a worker that does not answer for long is replaced
            os.kill(waiting, signal.SIGCONT)
