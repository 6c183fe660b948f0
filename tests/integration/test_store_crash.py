"""What was acknowledged survives the sudden death of the process."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from copilot.store.engine import sqlite_url

ROOT = Path(__file__).parents[2]
WRITER = Path(__file__).with_name("store_writer.py")
ROUNDS = 6


def acknowledged_before_death(database: Path, name: str, enough: int) -> list[str]:
    """Ids that a writer printed until it was killed, which was after `enough` of them, in the middle of its work."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, str(WRITER), sqlite_url(database), name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        printed = [process.stdout.readline() for _ in range(enough)]
        process.send_signal(signal.SIGKILL)
        printed += process.stdout.readlines()
    assert process.returncode == -signal.SIGKILL
    return [line.rstrip("\n") for line in printed if line.endswith("\n")]


def test_every_acknowledged_message_survives_kill_9(tmp_path: Path) -> None:
    database = tmp_path / "copilot.db"
    acknowledged: list[str] = []

    for number in range(ROUNDS):
        acknowledged += acknowledged_before_death(database, f"round{number}", enough=40 + 37 * number)

    with closing(sqlite3.connect(database)) as connection:
        stored = [message_id for (message_id,) in connection.execute("SELECT id FROM message")]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(acknowledged) > 100 * ROUNDS
    assert set(acknowledged) <= set(stored)
    assert len(stored) == len(set(stored))
