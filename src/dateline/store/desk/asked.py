"""The events that meet a query, found once and laid out narrowly, for a page that asks many things of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from sqlalchemy import Boolean, Column, Connection, Date, Float, Integer, String, Text, and_, select, true

from dateline.store.events import EventQuery, Located, conditions, during, is_located
from dateline.store.schema import event
from dateline.store.temporary import laid_out, temporary

asked = temporary(
    "asked",
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False),
    Column("type", String(32), nullable=False),
    Column("standing", String(16), nullable=False),
    Column("place", Text),
    Column("place_id", String(64)),
    Column("admin1", Text),
    Column("country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("radius_km", Float),
    Column("place_precision", Integer),
    Column("earliest", Date),
    Column("latest", Date),
    Column("claims", Integer, nullable=False),
    Column("voices", Integer, nullable=False),
    Column("confidence", Float),
    Column("background", Boolean, nullable=False),
    Column("in_period", Boolean, nullable=False),
    Column("is_point", Boolean, nullable=False),
)
"""Events that meet a query, whatever its period; `in_period` are those that meet that too, `is_point` those that stand on a map.

A page that counts them by place, day, standing and more looks for them once and asks this one. It is the connection's own and lies in
memory.
"""

SAME: Final = tuple(column.name for column in asked.c if column.name not in ("in_period", "is_point"))


@contextmanager
def asking(connection: Connection, query: EventQuery) -> Iterator[None]:
    """Lay out the events asked for in `asked`, for the length of the block."""
    period = and_(true(), *during(query.since, query.until)).label("in_period")
    columns = *(event.c[name] for name in SAME), period, is_located(Located.POINT).label("is_point")
    with laid_out(connection, asked, select(*columns).where(*conditions(always(query)))):
        yield


def always(query: EventQuery) -> EventQuery:
    """The query without its period."""
    return replace(query, since=None, until=None)
