from __future__ import annotations

from pathlib import Path

import pytest

from copilot.errors import ConfigError
from tests.bench.peers import PeerReading, as_lines, find_peers, summary, take_turns
from tests.bench.probes.pipeline import PipelineRound
from tests.unit.bench.readings import own, turn


def test_ours_is_measured_again_before_each_peer() -> None:
    order: list[str] = []

    def ours() -> PipelineRound:
        order.append("ours")
        return own(1.0, 2.0)

    def theirs(peer: str) -> PeerReading:
        order.append(peer)
        return turn(peer, theirs=9.0).theirs

    take_turns(["a", "b"], 2, ours, theirs, lambda _: None)

    assert order == ["ours", "a", "ours", "b", "ours", "a", "ours", "b"]


def test_a_ratio_compares_what_was_measured_together() -> None:
    quiet = turn("txtai", theirs=16.0, search=2.0, suggestion=4.0)
    busy_machine = turn("txtai", theirs=80.0, search=8.0, suggestion=16.0)

    (row,) = summary([quiet, busy_machine])

    assert (row.search.lowest, row.search.middle, row.search.highest) == (8.0, 9.0, 10.0)
    assert row.suggestion.middle == pytest.approx(0.225)


def test_peers_keep_their_order() -> None:
    rows = summary([turn("b", theirs=1.0), turn("a", theirs=1.0), turn("b", theirs=1.0)])

    assert [row.peer for row in rows] == ["b", "a"]


def test_a_folder_without_the_script_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"bench_search\.py"):
        find_peers(tmp_path, None, "/usr/bin/python3")


def test_a_missing_interpreter_is_told(tmp_path: Path) -> None:
    (tmp_path / "bench_search.py").touch()

    with pytest.raises(ConfigError, match="--peers-python"):
        find_peers(tmp_path, tmp_path / "none", "/usr/bin/python3")


def test_an_environment_in_the_folder_comes_before_the_current_one(tmp_path: Path) -> None:
    (tmp_path / "bench_search.py").touch()
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()

    assert find_peers(tmp_path, None, "/usr/bin/python3").python == python


def test_lines_hold_one_object_each() -> None:
    assert as_lines([{"id": "a", "text": "één\nline"}, {"id": "b", "text": ""}]) == (
        '{"id":"a","text":"één\\nline"}\n{"id":"b","text":""}\n'
    )
