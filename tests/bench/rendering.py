"""Tables for a terminal or as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

from tests.bench.table import Table


def show(tables: Sequence[Table], console: Console) -> None:
    """Print tables to a terminal."""
    for table in tables:
        console.print(_rich(table))
        console.print(f"[dim]{escape(table.note)}[/dim]\n" if table.note else "")


def _rich(table: Table) -> RichTable:
    shown = RichTable(title=escape(table.title), title_justify="left")
    for number, name in enumerate(table.columns):
        shown.add_column(escape(name), justify="right" if table.is_numeric(number) else "left")
    for row in table.rows:
        shown.add_row(*map(escape, row))
    return shown


def markdown(tables: Sequence[Table]) -> str:
    """The tables as a Markdown document."""
    return "\n".join(_markdown(table) for table in tables)


def _markdown(table: Table) -> str:
    marks = tuple("---:" if table.is_numeric(number) else "---" for number in range(len(table.columns)))
    body = "\n".join(_line(cells) for cells in (table.columns, marks, *table.rows))
    note = f"\n{table.note}\n" if table.note else ""
    return f"### {table.title}\n\n{body}\n{note}"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
