"""Many rows at once: plain tuples go in, and rows are found by many keys, as fast as SQLite allows."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, column, delete, func, insert, select, update

PIECE = 20_000
"""Rows written at a time."""


def put(connection: Connection, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows, each value in the order of the table's columns; one whose key is there already is put in its place."""
    statement = str(insert(table).prefix_with("OR REPLACE").compile(connection))
    waiting = (tuple(value.isoformat() if isinstance(value, date) else value for value in row) for row in rows)
    while piece := list(islice(waiting, PIECE)):
        connection.exec_driver_sql(statement, piece)


def among(keys: Collection[str] | Collection[int]) -> Select[Any]:
    """Keys, however many, as what a column may be `in_`."""
    return select(column("value")).select_from(func.json_each(json.dumps(list(keys))))


def remove(connection: Connection, table: Table, name: str, keys: Collection[str] | Collection[int]) -> None:
    """Delete the rows that have one of these keys in a column."""
    if keys:
        connection.execute(delete(table).where(table.c[name].in_(among(keys))))


def remove_each(connection: Connection, table: Table, names: Sequence[str], keys: Iterable[tuple[Any, ...]]) -> None:
    """Delete the rows that have these values in some columns, all of them."""
    rows = [{f"of_{name}": value for name, value in zip(names, key, strict=True)} for key in keys]
    if rows:
        connection.execute(delete(table).where(*(table.c[name] == bindparam(f"of_{name}") for name in names)), rows)


def change_each(connection: Connection, table: Table, key: str, column: str, values: Iterable[tuple[Any, Any]]) -> None:
    """Put values into a column of the rows with these keys: (key, value)."""
    rows = [{"of_key": of, "new_value": value} for of, value in values]
    if rows:
        connection.execute(update(table).where(table.c[key] == bindparam("of_key")).values({column: bindparam("new_value")}), rows)


def clear(connection: Connection, tables: Iterable[Table]) -> None:
    """Empty tables."""
    for table in tables:
        connection.execute(delete(table))
