"""The list of reports, and of what was set aside: a page at a time, filtered and sorted by the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, UnaryExpression, func, or_, select, text

from dateline.store.schema import aside, claim, entry, report
from dateline.store.views import AsideRow, ReportRow
from dateline.store.words import asked_words


class ReportOrder(StrEnum):
    """How reports are sorted."""

    ADDED = "added"
    NEWEST = "newest"
    OLDEST = "oldest"
    CLAIMS = "claims"
    OUTLET = "outlet"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportQuery:
    """Which reports are asked for; None asks for all, and all conditions must hold.

    `text` is looked for in title and words, the last word may go on; `outlet` is who publishes it, and empty for those whose outlet is not
    known. `since` and `until` bound the day of publication; a report without a day is in no period. `undated` keeps those without a day.
    """

    text: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    undated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """An outlet, None for reports whose outlet is not known, with how many reports it published."""

    outlet: str | None
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCounts:
    """All reports of the ledger, those without a known day, the outlets by name, and what was set aside."""

    reports: int
    undated: int
    outlets: tuple[OutletRow, ...]
    set_aside: int


def count_reports(connection: Connection, query: ReportQuery) -> int:
    """How many reports are asked for."""
    return connection.execute(select(func.count()).select_from(report).where(*_conditions(query))).scalar_one()


def report_rows(connection: Connection, query: ReportQuery, order: ReportOrder, *, limit: int, offset: int) -> tuple[ReportRow, ...]:
    """The reports asked for, in an order, with how many claims each carries."""
    names = ("id", "name", "title", "published", "published_by", "language", "location", "part", "characters")
    own = select(func.count()).where(claim.c.report == report.c.id).correlate(report).scalar_subquery()
    chosen = select(*(report.c[name] for name in names), report.c.source.label("outlet"), own.label("claims"))
    found = chosen.where(*_conditions(query)).order_by(*_order(order, own), report.c.seq).limit(limit).offset(offset)
    return tuple(ReportRow(**row) for row in connection.execute(found).mappings())


def report_counts(connection: Connection) -> ReportCounts:
    """What the ledger holds, whatever is asked for."""
    outlets = select(report.c.source.label("outlet"), func.count().label("reports")).group_by(report.c.source).order_by(report.c.source)
    return ReportCounts(
        reports=connection.execute(select(func.count()).select_from(report)).scalar_one(),
        undated=connection.execute(select(func.count()).select_from(report).where(report.c.published.is_(None))).scalar_one(),
        outlets=tuple(OutletRow(**row) for row in connection.execute(outlets).mappings()),
        set_aside=connection.execute(select(func.count()).select_from(aside)).scalar_one(),
    )


def aside_rows(connection: Connection, *, limit: int, offset: int) -> tuple[AsideRow, ...]:
    """What was set aside, the newest first."""
    chosen = select(aside.c.place.label("where"), aside.c.reason, aside.c.way_out, entry.c.at)
    found = chosen.join_from(aside, entry, entry.c.seq == aside.c.seq).order_by(aside.c.seq.desc()).limit(limit).offset(offset)
    return tuple(AsideRow(**row) for row in connection.execute(found).mappings())


def _order(order: ReportOrder, claims: ColumnElement[int]) -> tuple[UnaryExpression[Any] | ColumnElement[Any], ...]:
    unknown = report.c.published.is_(None)
    return {
        ReportOrder.ADDED: (),
        ReportOrder.NEWEST: (unknown, report.c.published.desc()),
        ReportOrder.OLDEST: (unknown, report.c.published),
        ReportOrder.CLAIMS: (claims.desc(),),
        ReportOrder.OUTLET: (report.c.source.is_(None), func.lower(report.c.source)),
        ReportOrder.TITLE: (func.lower(func.coalesce(report.c.title, report.c.name, report.c.id)),),
    }[order]


def _conditions(query: ReportQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.text is not None:
        words = text("SELECT rowid FROM report_words WHERE report_words MATCH :words").bindparams(words=asked_words(query.text) or '""')
        found.append(
            or_(report.c.seq.in_(words.columns(report.c.seq).scalar_subquery()), report.c.title.icontains(query.text, autoescape=True))
        )
    if query.outlet is not None:
        found.append(report.c.source == query.outlet if query.outlet else report.c.source.is_(None))
    if query.since is not None:
        found.append(report.c.published >= query.since)
    if query.until is not None:
        found.append(report.c.published <= query.until)
    if query.undated:
        found.append(report.c.published.is_(None))
    return found
