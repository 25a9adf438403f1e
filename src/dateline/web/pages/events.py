"""All events as a table: the same filter as the situation page, in the order that a person asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from sqlalchemy import Connection

from dateline.model.dispute import Standing
from dateline.store.desk.asked import asking
from dateline.store.desk.choices import names
from dateline.store.desk.listing import ListedEvent, Sort, Span, count, listed
from dateline.web.asking import LedgerDep
from dateline.web.filters import EventFilter, FilterDep, tidy
from dateline.web.headlines import noun_of
from dateline.web.marks import MARKS, NAMES, Mark
from dateline.web.paging import PageNumber, Paging, paging
from dateline.web.rendering import add_page
from dateline.web.sentence import Sentence, sentence_of
from dateline.web.wording import bounds, days

router = APIRouter(tags=["events"], dependencies=[Depends(tidy)])

PATH: Final = "/events"
COLUMNS: Final = {Sort.DAY: "days", Sort.CLAIMS: "claims", Sort.VOICES: "voices"}


class Order(StrEnum):
    """From the lowest or from the highest."""

    RISING = "rising"
    FALLING = "falling"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventShown:
    """An event in a row: what it is, how well it is carried, when and where, what its reports count, and how many tell it.

    `unit` is the province or country that its place lies in, None where it is not known; `counts` are spans of reports in words.
    """

    id: str
    noun: str
    standing: str
    mark: Mark
    days: str
    place: str | None
    unit: str | None
    counts: tuple[str, ...]
    published: date | None
    claims: int
    voices: int
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that the table can be ordered by; `order` is None where it is not, `address` orders it by this one, or turns it round."""

    sort: Sort
    name: str
    order: Order | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsPage:
    """A page of the events that meet the filter.

    `columns` are those to order by; `rest` keeps filter and order in the addresses of the pages beside. `map_address` shows the same events
    on the map.
    """

    sentence: Sentence
    events: tuple[EventShown, ...]
    columns: tuple[Column, ...]
    paging: Paging
    rest: str
    map_address: str


def events_page(
    ledger: LedgerDep,
    asked: FilterDep,
    number: PageNumber = 1,
    sort: Annotated[Sort, Query(description="What the table is ordered by.")] = Sort.DAY,
    order: Annotated[
        Order | None, Query(description="From the lowest or from the highest; days rise and numbers fall where it is left out.")
    ] = None,
) -> EventsPage:
    """List the events that meet the filter, with their standing, days, place, figures, claims and voices."""
    taken = order or _usual(sort)

    def question(connection: Connection) -> EventsPage:
        query = asked.query
        with asking(connection, query):
            at = paging(number, count(connection))
            rows = listed(connection, sort, is_rising=taken is Order.RISING, limit=at.last - at.first + 1, offset=at.first - 1)
        return EventsPage(
            sentence=sentence_of(PATH, asked, names(connection, query)),
            events=tuple(map(_shown, rows)),
            columns=tuple(_columns(asked, sort, taken)),
            paging=at,
            rest=_rest(asked, sort, taken),
            map_address=asked.address("/situation"),
        )

    return ledger.ask(question)


def _usual(sort: Sort) -> Order:
    return Order.RISING if sort is Sort.DAY else Order.FALLING


def _shown(row: ListedEvent) -> EventShown:
    standing = Standing(row.standing)
    return EventShown(
        id=row.id,
        noun=noun_of(row.type),
        standing=NAMES[standing],
        mark=MARKS[standing],
        days=days(row.earliest, row.latest),
        place=row.place,
        unit=next((unit for unit in (row.admin1, row.country) if unit is not None and unit != row.place), None),
        counts=tuple(map(_counted, row.spans)),
        published=row.published,
        claims=row.claims,
        voices=row.voices,
        reports=row.reports,
    )


def _counted(span: Span) -> str:
    return f"{span.measure}: in words only" if span.low is None and span.high is None else f"{bounds(span.low, span.high)} {span.measure}"


def _columns(asked: EventFilter, sort: Sort, order: Order) -> Iterator[Column]:
    for column, name in COLUMNS.items():
        turned = Order.FALLING if order is Order.RISING else Order.RISING
        wanted = turned if column is sort else _usual(column)
        yield Column(sort=column, name=name, order=order if column is sort else None, address=f"{PATH}?{_rest(asked, column, wanted)[1:]}")


def _rest(asked: EventFilter, sort: Sort, order: Order) -> str:
    """Filter and order as they go on an address that has something already."""
    kept = asked.address("", sort=sort.value, order=None if order is _usual(sort) else order.value)
    return f"&{kept[1:]}"


add_page(router, PATH, events_page, template="events.html")
