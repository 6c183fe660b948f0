from __future__ import annotations

from tests.bench.machine import parse_busy_ticks, parse_cpuinfo

CPUINFO = """processor	: 0
model name	: Example CPU @ 2.50GHz
flags		: fpu sse avx512_vnni

processor	: 1
model name	: Another
flags		: fpu
"""


def test_the_first_processor_is_described() -> None:
    assert parse_cpuinfo(CPUINFO) == ("Example CPU @ 2.50GHz", frozenset({"fpu", "sse", "avx512_vnni"}))


def test_arm_calls_its_flags_features_and_tells_no_model() -> None:
    assert parse_cpuinfo("processor\t: 0\nFeatures\t: fp asimddp\n") == ("", frozenset({"fp", "asimddp"}))


def test_waiting_for_a_disk_is_not_being_busy() -> None:
    user, nice, system, idle, iowait, irq, softirq, steal = 100, 1, 50, 9_000, 700, 2, 3, 4
    line = f"cpu  {user} {nice} {system} {idle} {iowait} {irq} {softirq} {steal} 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n"

    assert parse_busy_ticks(line) == 160
