"""What the kernel says about processes: memory, CPU time, children (from /proc)."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from copilot.errors import ConfigError

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")


class Memory(Struct, frozen=True, kw_only=True):
    """Resident megabytes (10^6 bytes): `rss_mb` counts pages shared with others in full, `pss_mb` by share."""

    rss_mb: float
    pss_mb: float


def memory_of(pid: int | str = "self") -> Memory:
    """The memory of a process now.

    Raises:
        ConfigError: this system has no /proc.
    """
    try:
        return parse_rollup((_PROC / str(pid) / "smaps_rollup").read_text())
    except FileNotFoundError as error:
        raise ConfigError("memory is read from /proc/PID/smaps_rollup, which is not there: measure on Linux") from error


def parse_rollup(content: str) -> Memory:
    """The memory that a `smaps_rollup` file tells in KiB."""
    kibibytes = {}
    for line in content.splitlines():
        name, _, value = line.partition(":")
        if name in {"Rss", "Pss"}:
            kibibytes[name] = int(value.split()[0])
    return Memory(rss_mb=kibibytes["Rss"] * 1024 / 1e6, pss_mb=kibibytes["Pss"] * 1024 / 1e6)


def cpu_seconds(pid: int) -> float:
    """CPU time that a process has used, in user and kernel mode."""
    return parse_cpu_ticks((_PROC / str(pid) / "stat").read_text()) / _TICKS


def parse_cpu_ticks(content: str) -> int:
    """utime + stime of a `stat` file; the name before them may hold spaces and brackets."""
    fields = content.rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def workers_of(pid: int) -> list[int]:
    """The worker processes that a serving process has started, oldest first; the process itself if it has none."""
    children = (_PROC / str(pid) / "task" / str(pid) / "children").read_text().split()
    started = [int(child) for child in children if b"spawn_main" in _command(int(child))]
    return started or [pid]


def _command(pid: int) -> bytes:
    try:
        return (_PROC / str(pid) / "cmdline").read_bytes()
    except FileNotFoundError:
        return b""
