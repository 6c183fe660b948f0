"""Inserting a row once, however often and from wherever it is tried."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Insert, Table, bindparam, select, true
from sqlalchemy.dialects import postgresql, sqlite


def new(table: Table, column: str) -> BindParameter[Any]:
    """What the row to be inserted holds in a column, for conditions."""
    return bindparam(f"new_{column}", type_=table.c[column].type)


def insert_once(
    connection: Connection, table: Table, row: Mapping[str, Any], *, only_if: ColumnElement[bool] | None = None
) -> bool:
    """Insert the row if no unique column is taken and the condition holds; True if it was inserted.

    One statement, so nothing comes between the condition and the row. It is built once for each table and condition
    (building takes longer than running it), so a condition must be a constant of its module.
    """
    statement = _statement(connection.dialect.name, table, only_if)
    parameters = {f"new_{name}": content for name, content in row.items()}
    return connection.execute(statement, parameters, execution_options={"preserve_rowcount": True}).rowcount == 1


@cache
def _statement(dialect: str, table: Table, only_if: ColumnElement[bool] | None) -> Insert:
    """`INSERT … SELECT … WHERE … ON CONFLICT DO NOTHING`, which both databases spell alike."""
    names = [column.name for column in table.c if column.autoincrement is not True]
    values = select(*(new(table, name).label(name) for name in names)).where(true() if only_if is None else only_if)
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).from_select(names, values, include_defaults=False).on_conflict_do_nothing()
