"""What was reached, on which machine, as tables (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tests.bench.report import Report
from tests.bench.table import Table, figure
from tests.bench.targets import Outcome

_ON_A_QUIET_MACHINE: Final = "Absolute times say little about another machine; ratios say more."
_ON_A_BUSY_MACHINE: Final = (
    "Others kept this machine busy meanwhile, so neither times nor ratios can be relied on: what computes in several "
    "threads, as torch does, loses far more from that than what computes in one, as the copilot does. Measure again."
)


def targets_table(report: Report) -> Table:
    """Each target: met or missed, and by how much."""
    return Table(
        title="Targets",
        columns=("what", "goal", "measured", "outcome"),
        rows=tuple((item.target.says, _goal(item), _value(item), verdict(item)) for item in report.outcomes),
        note="" if report.is_quiet else _ON_A_BUSY_MACHINE,
    )


def _goal(outcome: Outcome) -> str:
    target = outcome.target
    if target.at_least is not None:
        return f"≥ {target.at_least:g}{target.unit}"
    return f"< {target.below:g}{target.unit}"


def _value(outcome: Outcome) -> str:
    return "" if outcome.value is None else f"{figure(outcome.value)}{outcome.target.unit}"


def verdict(outcome: Outcome) -> str:
    """Met or missed, and by which share of the goal."""
    if outcome.margin is None:
        return "not measured"
    if outcome.is_met:
        return f"met, {outcome.margin:.0%} to spare"
    return f"missed by {-outcome.margin:.0%}"


def machine_table(report: Report) -> Table:
    """What it was measured on, and how quiet it was."""
    return Table(
        title="Machine",
        columns=("what", "is"),
        rows=tuple(_machine_rows(report)),
        note=_ON_A_QUIET_MACHINE if report.is_quiet else _ON_A_BUSY_MACHINE,
    )


def _machine_rows(report: Report) -> Iterator[tuple[str, str]]:
    machine = report.machine
    yield "processor", f"{machine.cpu or 'unknown'}, {machine.cores} core(s)"
    yield "int8 instructions", ", ".join(machine.int8) or "none that the encoder could use"
    yield "memory", f"{machine.memory_gb:.0f} GB"
    yield "system", f"{machine.system}, Python {machine.python}"
    yield "versions", ", ".join(f"{name} {version}" for name, version in machine.versions.items())
    yield "cores used by others", f"{figure(report.other_cores)} on average"
    yield "run", f"{report.plan}, {report.started_at:%Y-%m-%d %H:%M} UTC, {report.seconds:.0f} s"
