from __future__ import annotations

import pytest

from tests.bench.processes import parse_cpu_ticks, parse_rollup

ROLLUP = """55d0c0000000-7ffd2b5fe000 ---p 00000000 00:00 0                          [rollup]
Rss:              250000 kB
Pss:              125000 kB
Pss_Dirty:         90000 kB
"""


def test_memory_is_told_in_megabytes_of_a_million_bytes() -> None:
    memory = parse_rollup(ROLLUP)

    assert memory.rss_mb == pytest.approx(256.0)
    assert memory.pss_mb == pytest.approx(128.0)


@pytest.mark.parametrize("name", ["python", "a name", "odd) (name"])
def test_cpu_time_is_read_behind_any_process_name(name: str) -> None:
    stat = f"4242 ({name}) S 1 4242 4242 0 -1 4194304 100 0 0 0 70 30 5 5 20 0 1 0 100 0 0"

    assert parse_cpu_ticks(stat) == 100
