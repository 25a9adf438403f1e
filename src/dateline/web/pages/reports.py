"""The list of reports, and of what was set aside: what the ledger was read from."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy import Connection

from dateline.store import AsideRow, ReportRow
from dateline.store.desk.reports import (
    OutletRow,
    ReportOrder,
    ReportQuery,
    aside_rows,
    count_reports,
    report_counts,
    report_rows,
)
from dateline.web.access import Role, ViewerDep
from dateline.web.adding import Progress, adding_of
from dateline.web.asking import LedgerDep
from dateline.web.filters import LONGEST, Answer, Day, tidy
from dateline.web.paging import PageNumber, Paging, paging
from dateline.web.rendering import add_page

router = APIRouter(tags=["reports"], dependencies=[Depends(tidy)])


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilter:
    """Which reports the address asks for, and how they are sorted; what is left out is not asked."""

    text: Annotated[str | None, Query(min_length=1, max_length=LONGEST, description="Words of the title or the text.")] = None
    outlet: Annotated[str | None, Query(min_length=1, max_length=LONGEST, description="Who publishes it; `-` for not known.")] = None
    since: Annotated[Day, Query(description="First day of publication.")] = None
    until: Annotated[Day, Query(description="Last day of publication.")] = None
    undated: Annotated[Answer, Query(description="Only reports without a known day.")] = None
    sort: Annotated[ReportOrder, Query(description="How they are sorted.")] = ReportOrder.ADDED

    @property
    def query(self) -> ReportQuery:
        """The same conditions as the ledger takes them."""
        return ReportQuery(
            text=self.text,
            outlet="" if self.outlet == NO_OUTLET else self.outlet,
            since=self.since,
            until=self.until,
            undated=bool(self.undated),
        )

    @property
    def address(self) -> str:
        """The conditions as the rest of an address ("&outlet=X"), empty where there are none."""
        values = {one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name) != one.default}
        given = {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in values.items()}
        return f"&{urlencode(given)}" if given else ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order is asked."""
        return self.query != ReportQuery()


NO_OUTLET = "-"
"""What the address writes for reports whose outlet is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsPage:
    """A page of the list of reports.

    `asked` is what the address asks for, `paging` where in what it finds this page stands. `total`, `undated` and `outlets` are of all
    reports of the ledger, `set_aside` counts the files that could not be used. `adding` is a reading that goes on or has just ended, and
    `can_add` whether the viewer may add reports.
    """

    reports: tuple[ReportRow, ...]
    paging: Paging
    asked: ReportFilter
    total: int
    undated: int
    outlets: tuple[OutletRow, ...]
    set_aside: int
    adding: Progress | None
    can_add: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AsidePage:
    """A page of what was set aside, the newest first: where, why, and the way out; `reports` counts the reports of the ledger."""

    rows: tuple[AsideRow, ...]
    paging: Paging
    reports: int


def reports_page(
    request: Request, ledger: LedgerDep, viewer: ViewerDep, asked: Annotated[ReportFilter, Depends()], number: PageNumber = 1
) -> ReportsPage:
    """List the reports of the ledger, with their outlet, day, language and claims."""

    def found(connection: Connection) -> ReportsPage:
        counts = report_counts(connection)
        at = paging(number, count_reports(connection, asked.query))
        return ReportsPage(
            reports=report_rows(connection, asked.query, asked.sort, limit=at.last - at.first + 1, offset=at.first - 1),
            paging=at,
            asked=asked,
            total=counts.reports,
            undated=counts.undated,
            outlets=counts.outlets,
            set_aside=counts.set_aside,
            adding=adding_of(request.app, ledger).progress(),
            can_add=viewer.role >= Role.REVIEWER and ledger.database.writable,
        )

    return ledger.ask(found)


def aside_page(ledger: LedgerDep, number: PageNumber = 1) -> AsidePage:
    """List what was set aside, with the reason and the way out."""

    def found(connection: Connection) -> AsidePage:
        counts = report_counts(connection)
        at = paging(number, counts.set_aside)
        rows = aside_rows(connection, limit=at.last - at.first + 1, offset=at.first - 1)
        return AsidePage(rows=rows, paging=at, reports=counts.reports)

    return ledger.ask(found)


add_page(router, "/reports", reports_page, template="reports.html")
add_page(router, "/reports/set-aside", aside_page, template="reports_aside.html")
