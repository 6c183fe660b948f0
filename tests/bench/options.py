"""What the benchmark is asked on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from tests.bench.plan import FULL, QUICK, Plan

PARTS: Final = ("startup", "pipeline", "writers", "redaction", "serving", "indexing", "sizes")


class Options(Struct, frozen=True, kw_only=True):
    """`state`: an existing state folder to measure on instead of making one by a cold start; it is written to."""

    plan: Plan
    parts: tuple[str, ...]
    state: Path | None
    peers: Path | None
    peers_python: Path | None
    json: Path | None
    markdown: Path | None


def parse(arguments: Sequence[str]) -> Options:
    """The options; `--help` and mistakes end the program as argparse does."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Measure how fast the copilot is. Tables go to standard output, progress to standard error.",
    )
    parser.add_argument("--quick", action="store_true", help="less of everything: shows that it works, in two minutes")
    parser.add_argument("--only", action="append", choices=PARTS, default=[], help="a part to measure; repeat for more")
    parser.add_argument("--state", type=Path, help="measure on this state folder instead of starting from nothing")
    parser.add_argument(
        "--peers", type=Path, help="folder with bench_search.py: measure other libraries' search in turn"
    )
    parser.add_argument(
        "--peers-python", type=Path, help="the Python that has them (default: PEERS/venv/bin/python, or this one)"
    )
    parser.add_argument("--json", type=Path, help="write the whole report to this file")
    parser.add_argument("--markdown", type=Path, help="write the tables to this file")
    found = parser.parse_args(arguments)
    return Options(
        plan=QUICK if found.quick else FULL,
        parts=tuple(found.only) or PARTS,
        state=found.state,
        peers=found.peers,
        peers_python=found.peers_python,
        json=found.json,
        markdown=found.markdown,
    )
