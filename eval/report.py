"""What a run found: sections of tables for people, the same values and every item as JSON for machines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from rich.console import Console
from rich.table import Table as RichTable

_DECIMALS = 4
_LARGE = 9.9995
"""From here on decimals say nothing: seconds and counts, not shares."""


class Figure(Struct, frozen=True, kw_only=True):
    """A measure, and the ends of its 95 % confidence interval where there is one."""

    value: float
    low: float | None = None
    high: float | None = None


class Row(Struct, frozen=True, kw_only=True):
    """The figures of one group of `n` questions; a figure that a group cannot have is left out."""

    name: str
    n: int
    figures: Mapping[str, Figure]


class Table(Struct, frozen=True, kw_only=True):
    """Groups side by side; `note` says how to read them."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""


class Section(Struct, frozen=True, kw_only=True):
    """One task on one data set; `items` are the questions one by one."""

    task: str
    dataset: str
    tables: tuple[Table, ...]
    items: tuple[Mapping[str, Any], ...]


class Report(Struct, frozen=True, kw_only=True):
    """A run; `made_of` names everything that the figures depend on, so two runs can be compared."""

    made_of: Mapping[str, Any]
    sections: tuple[Section, ...]


def to_json(report: Report) -> bytes:
    """The report as indented JSON with floats rounded to four decimals: the same report gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(_rounded(msgspec.to_builtins(report))), indent=1) + b"\n"


def write_json(report: Report, path: Path) -> None:
    """Write the report, whole or not at all."""
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(to_json(report))
    partial.replace(path)


def print_report(report: Report, console: Console) -> None:
    """Every table, and what the figures depend on."""
    for section in report.sections:
        for table in section.tables:
            console.print(_rich(section, table))
    for name, value in report.made_of.items():
        console.print(f"{name}: {_listed(value)}", style="dim", highlight=False, soft_wrap=True)


def _rich(section: Section, table: Table) -> RichTable:
    names = list(dict.fromkeys(name for row in table.rows for name in row.figures))
    shown = RichTable(title=f"{section.task} · {section.dataset} · {table.title}", caption=table.note or None)
    shown.add_column("", no_wrap=True)
    shown.add_column("n", justify="right", no_wrap=True)
    for name in names:
        shown.add_column(name, justify="right")
    for row in table.rows:
        shown.add_row(row.name, str(row.n), *(_shown(row.figures.get(name)) for name in names))
    return shown


def _shown(figure: Figure | None) -> str:
    if figure is None:
        return ""
    interval = "" if figure.low is None or figure.high is None else f" {_short(figure.low)}–{_short(figure.high)}"
    return f"[bold]{_short(figure.value)}[/bold]{interval}"


def _short(value: float) -> str:
    shown = f"{value + 0.0:.3f}" if abs(value) < _LARGE else f"{value:.0f}"
    return shown.removeprefix("0") if value >= 0 else shown.replace("-0.", "-.", 1)


def _listed(value: Any) -> str:
    return ", ".join(f"{name} {item}" for name, item in value.items()) if isinstance(value, dict) else str(value)


def _rounded(value: Any) -> Any:
    match value:
        case float():
            return round(value, _DECIMALS)
        case dict():
            return {name: _rounded(item) for name, item in value.items()}
        case list() | tuple():
            return [_rounded(item) for item in value]
        case _:
            return value
