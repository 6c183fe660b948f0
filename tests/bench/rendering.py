"""Tables for a terminal or as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

from tests.bench.tables import Table


def show(tables: Sequence[Table], console: Console) -> None:
    """Print tables to a terminal."""
    for table in tables:
        shown = RichTable(
            title=escape(table.title), title_justify="left", caption=escape(table.note), caption_justify="left"
        )
        for number, name in enumerate(table.columns):
            shown.add_column(escape(name), justify="right" if number and _is_numeric(table, number) else "left")
        for row in table.rows:
            shown.add_row(*map(escape, row))
        console.print(shown)
        console.print()


def markdown(tables: Sequence[Table]) -> str:
    """The tables as a Markdown document."""
    return "\n".join(_markdown(table) for table in tables)


def _markdown(table: Table) -> str:
    marks = ["---:" if number and _is_numeric(table, number) else "---" for number in range(len(table.columns))]
    lines = [table.columns, tuple(marks), *table.rows]
    body = "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
    note = f"\n{table.note}\n" if table.note else ""
    return f"### {table.title}\n\n{body}\n{note}"


def _is_numeric(table: Table, column: int) -> bool:
    """True if most cells of a column begin with a digit: it is set flush right."""
    cells = [row[column] for row in table.rows if row[column]]
    return sum(cell[0].isdigit() for cell in cells) * 2 > len(cells)
