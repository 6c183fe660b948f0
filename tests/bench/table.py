"""A table of words and numbers, whatever it is shown on, and how numbers are written (pure)."""

from __future__ import annotations

from msgspec import Struct


class Table(Struct, frozen=True, kw_only=True):
    """The first column names things, the others hold figures."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def is_numeric(self, column: int) -> bool:
        """True if most cells of a column begin with a digit; such a column is set flush right."""
        cells = [row[column] for row in self.rows if row[column]]
        return column > 0 and sum(cell[0].isdigit() for cell in cells) * 2 > len(cells)


def figure(value: float) -> str:
    """Three digits that count, without exponents."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def extremes(lowest: float, highest: float) -> str:
    """From – to."""
    return f"{figure(lowest)}–{figure(highest)}"
