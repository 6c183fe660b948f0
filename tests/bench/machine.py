"""What the figures were measured on, and how busy others kept it meanwhile."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import monotonic

from msgspec import Struct

_PACKAGES = (
    "livechat-copilot",
    "onnxruntime",
    "tokenizers",
    "faiss-cpu",
    "tantivy",
    "presidio-analyzer",
    "litestar",
    "uvicorn",
    "sqlalchemy",
    "numpy",
    "torch",
    "sentence-transformers",
)
_INT8 = ("avx512_vnni", "avx_vnni", "amx_int8", "asimddp", "i8mm")
_BUSY_FIELDS = (0, 1, 2, 5, 6, 7)
"""user, nice, system, irq, softirq, steal in the first line of /proc/stat; idle and iowait are left out."""


class Machine(Struct, frozen=True, kw_only=True):
    """`int8`: the processor's instructions for int8 products, on which the encoder's speed depends; may be empty."""

    cpu: str
    cores: int
    memory_gb: float
    int8: tuple[str, ...]
    system: str
    python: str
    versions: Mapping[str, str]


def this_machine() -> Machine:
    """The machine and the versions of what matters for speed."""
    cpu, flags = parse_cpuinfo(Path("/proc/cpuinfo").read_text())
    return Machine(
        cpu=cpu,
        cores=len(os.sched_getaffinity(0)),
        memory_gb=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9,
        int8=tuple(name for name in _INT8 if name in flags),
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        versions=_versions(),
    )


def parse_cpuinfo(content: str) -> tuple[str, frozenset[str]]:
    """The model name (empty if the file tells none) and the feature flags of the first processor."""
    fields: dict[str, str] = {}
    for line in content.splitlines():
        name, _, value = line.partition(":")
        fields.setdefault(name.strip(), value.strip())
    flags = fields.get("flags") or fields.get("Features") or ""
    return fields.get("model name", ""), frozenset(flags.split())


def _versions() -> dict[str, str]:
    found = {}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


class Bystanders:
    """Measures how many cores other processes used while this one and its children worked."""

    def __init__(self) -> None:
        self._started = monotonic()
        self._busy = _busy_seconds()
        self._own = _own_seconds()

    def cores(self) -> float:
        """Cores used by others since the start, on average; children that still run count as others."""
        elapsed = max(monotonic() - self._started, 1e-9)
        others = (_busy_seconds() - self._busy) - (_own_seconds() - self._own)
        return max(0.0, others / elapsed)


def parse_busy_ticks(content: str) -> int:
    """Ticks in which some processor was busy, from /proc/stat."""
    ticks = content.splitlines()[0].split()[1:]
    return sum(int(ticks[field]) for field in _BUSY_FIELDS)


def _busy_seconds() -> float:
    return parse_busy_ticks(Path("/proc/stat").read_text()) / os.sysconf("SC_CLK_TCK")


def _own_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
