"""Tables of one connection's own, which lie in memory for as long as something is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, Connection, Index, MetaData, SelectBase, Table, insert
from sqlalchemy.schema import CreateIndex, CreateTable, DropTable


def temporary(name: str, *parts: Column[Any] | Index) -> Table:
    """A table that no file holds."""
    return Table(name, MetaData(), *parts, prefixes=["TEMPORARY"])


@contextmanager
def laid_out(connection: Connection, table: Table, found: SelectBase) -> Iterator[None]:
    """What is found in a temporary table, for the length of the block; its columns in the order of the table's.

    Its indexes are made when all rows are there, which takes two thirds of the time that rows take in an index.
    """
    connection.execute(CreateTable(table))
    try:
        connection.execute(insert(table).from_select(list(table.c), found))
        for index in sorted(table.indexes, key=str):
            connection.execute(CreateIndex(index))
        yield
    finally:
        connection.execute(DropTable(table))
