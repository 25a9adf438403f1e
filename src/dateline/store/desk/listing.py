"""Events as rows of a table: those asked for, in the order asked for, with what their reports count.

Every question is put while `asking` has laid the events out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, select

from dateline.store.desk.asked import asked
from dateline.store.schema import event, event_figure


class Sort(StrEnum):
    """What a table of events is ordered by."""

    DAY = "day"
    CLAIMS = "claims"
    VOICES = "voices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The span of reports for one measure; None where a side is open."""

    measure: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEvent:
    """An event in a row."""

    id: str
    type: str
    standing: str
    place: str | None
    admin1: str | None
    country: str | None
    earliest: date | None
    latest: date | None
    published: date | None
    claims: int
    voices: int
    reports: int
    spans: tuple[Span, ...]


COLUMNS: Final = ("id", "type", "standing", "place", "admin1", "country", "earliest", "latest", "published", "claims", "voices", "reports")


def count(connection: Connection) -> int:
    """How many events are asked for."""
    return connection.execute(select(func.count()).where(asked.c.in_period)).scalar_one()


def listed(connection: Connection, sort: Sort, *, is_rising: bool, limit: int, offset: int = 0) -> tuple[ListedEvent, ...]:
    """The events from the lowest or from the highest; those without a day are last by day, either way."""
    ordered = select(asked.c.number).where(asked.c.in_period).order_by(*_order(sort, is_rising=is_rising))
    numbers = connection.execute(ordered.limit(limit).offset(offset)).scalars().all()
    columns = (event.c[name] for name in COLUMNS)
    rows = connection.execute(select(event.c.number, *columns).where(event.c.number.in_(numbers))).mappings()
    found, spans = {row["number"]: {name: row[name] for name in COLUMNS} for row in rows}, _spans(connection, numbers)
    return tuple(ListedEvent(**found[number], spans=tuple(spans.get(number, ()))) for number in numbers)


def _order(sort: Sort, *, is_rising: bool) -> tuple[ColumnElement[Any], ...]:
    first = {Sort.DAY: func.coalesce(asked.c.earliest, asked.c.latest), Sort.CLAIMS: asked.c.claims, Sort.VOICES: asked.c.voices}[sort]
    return (first.asc() if is_rising else first.desc()).nulls_last(), asked.c.latest, func.coalesce(asked.c.place, ""), asked.c.id


def _spans(connection: Connection, numbers: Sequence[int]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for row in connection.execute(select(event_figure).where(event_figure.c.number.in_(numbers)).order_by(event_figure.c.measure)):
        found.setdefault(row.number, []).append(Span(measure=row.measure, low=row.low, high=row.high))
    return found
