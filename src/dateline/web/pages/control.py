"""Control: who is said to hold each place, day by day, by whom, and where that is contested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlalchemy import Connection

from dateline.store.desk.control import ControlQuery, held_places
from dateline.web.asking import LedgerDep
from dateline.web.filters import LONGEST, Answer, Day, tidy
from dateline.web.holding import OWN_ROWS, Holdings, holdings, period_of
from dateline.web.paging import PageNumber, Paging, paging
from dateline.web.rendering import add_page

router = APIRouter(tags=["control"], dependencies=[Depends(tidy)])

ROWS = 12
"""Places on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPage:
    """A page of the places that somebody is said to hold, those with most claims first.

    `first` to `last` are the days that are drawn, None where no claim about these places has a day; `holdings` is what is drawn then.
    `place`, `since`, `until` and `contested` are what was asked for; `open_` tells whether each place is opened by who says so. `held` is
    how many places somebody is said to hold in the whole ledger.
    """

    place: str | None
    since: date | None
    until: date | None
    contested: bool | None
    open_: bool
    first: date | None
    last: date | None
    holdings: Holdings | None
    paging: Paging
    held: int


def control_page(  # noqa: PLR0913, PLR0917 - FastAPI takes one parameter for each of the address
    ledger: LedgerDep,
    place: Annotated[str | None, Query(max_length=LONGEST, description="Id or name of a place, a province or a country.")] = None,
    since: Annotated[Day, Query(description="First day of the period.")] = None,
    until: Annotated[Day, Query(description="Last day of the period.")] = None,
    contested: Annotated[Answer, Query(description="Only places that are contested at some time, or (false) never.")] = None,
    open_: Annotated[Answer, Query(alias="open", description="Whether each place is opened by who says so.")] = None,
    number: PageNumber = 1,
) -> ControlPage:
    """Show who is said to hold places over time, with the words behind every change."""
    query = ControlQuery(place=place or None, since=since, until=until, contested=contested)

    def asked(connection: Connection) -> ControlPage:
        counted = held_places(connection, query, limit=0)
        at = paging(number, counted.total, ROWS)
        found = held_places(connection, query, limit=ROWS, offset=at.first - 1)
        period = period_of(found.timelines, since, until)
        is_open = at.last - at.first < OWN_ROWS if open_ is None else open_
        return ControlPage(
            place=query.place,
            since=since,
            until=until,
            contested=contested,
            open_=is_open,
            first=None if period is None else period.first,
            last=None if period is None else period.last,
            holdings=None if period is None else holdings(connection, found.timelines, period, is_open=is_open),
            paging=at,
            held=counted.total if query == ControlQuery() else held_places(connection, ControlQuery(), limit=0).total,
        )

    return ledger.ask(asked)


add_page(router, "/control", control_page, template="control.html")
