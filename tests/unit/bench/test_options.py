from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.options import PARTS, parse
from tests.bench.plan import FULL, QUICK


def test_everything_is_measured_in_full_by_default() -> None:
    options = parse([])

    assert (options.plan, options.parts, options.peers) == (FULL, PARTS, None)


def test_parts_can_be_chosen() -> None:
    assert parse(["--quick", "--only", "sizes", "--only", "startup"]).parts == ("sizes", "startup")


def test_files_and_peers_are_paths() -> None:
    options = parse(["--quick", "--peers", "p", "--json", "r.json", "--markdown", "r.md"])

    assert (options.plan, options.peers, options.json, options.markdown) == (
        QUICK, Path("p"), Path("r.json"), Path("r.md"),
    )  # fmt: skip


def test_an_unknown_part_ends_the_program() -> None:
    with pytest.raises(SystemExit):
        parse(["--only", "everything"])


def test_the_full_plan_reaches_the_sizes_and_loads_that_are_promised() -> None:
    assert FULL.sizes == (1_000, 10_000, 100_000)
    assert (FULL.clients, FULL.workers) == ((1, 8, 32), (1, 2))
    assert FULL.peer_rounds >= 2
