"""What events are looked up by: the claims and reports that tell them, and everything that those name, each way of it once.

It is made of what was read, whatever people corrected, for those events that were just written.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, exists, func, insert, literal, null, or_, select, union

from dateline.model.tally import SourceKind
from dateline.store.schema import claim, event, event_claim, event_entry, event_naming, event_report, grounding, naming, party, report
from dateline.store.temporary import laid_out, temporary
from dateline.store.workings import source_report


class Named(StrEnum):
    """What may be named."""

    PLACE = "place"
    PARTY = "party"
    SPEAKER = "speaker"
    OUTLET = "outlet"


COLUMNS: Final = tuple(column for column in naming.c if column.name != "n")

found = temporary("found", *(Column(column.name, column.type) for column in COLUMNS), Column("number", event.c.number.type))
"""What events name, in the order of the columns of `naming`, and the number of the event."""


def write_lookups(connection: Connection, first: int) -> None:
    """Fill the tables by which events are looked up, for the events from this number on."""
    # Asked for so, SQLite begins with these few; joined, it would go through all claims.
    written = select(event.c.id).where(event.c.number >= first)
    connection.execute(insert(event_entry).from_select(list(event_entry.c), _entries().where(event_claim.c.event.in_(written))))
    reports = (
        select(report.c.seq, event.c.number)
        .distinct()
        .join_from(source_report, event, event.c.id == source_report.c.event)
        .join(report, report.c.id == source_report.c.report)
        .where(source_report.c.event.in_(written), source_report.c.kind == SourceKind.OUTLET.value)
    )
    connection.execute(insert(event_report).from_select(["seq", "number"], reports))
    named = union(
        _places().where(event_entry.c.number >= first),
        _parties().where(event_claim.c.event.in_(written)),
        _speakers().where(event_claim.c.event.in_(written)),
        _outlets().where(source_report.c.event.in_(written)),
    )
    with laid_out(connection, found, named):
        _write_names(connection)


def _entries() -> Select[Any]:
    first, last = days_of_claim()
    return (
        select(claim.c.seq, event.c.number, first, last)
        .join_from(event_claim, event, event.c.id == event_claim.c.event)
        .join(claim, claim.c.id == event_claim.c.claim)
    )


def days_of_claim() -> tuple[ColumnElement[date | None], ColumnElement[date | None]]:
    """The first and the last day of a claim, by what its words were last taken for; else the day of its report."""
    told = select(grounding.c.earliest, grounding.c.latest).where(grounding.c.claim == claim.c.id)
    known = told.order_by(grounding.c.seq.desc()).limit(1).correlate(claim)
    published = select(report.c.published).where(report.c.id == claim.c.report).correlate(claim).scalar_subquery()
    earliest, latest = (
        known.with_only_columns(func.coalesce(*days), maintain_column_froms=True).scalar_subquery()
        for days in ((grounding.c.earliest, grounding.c.latest), (grounding.c.latest, grounding.c.earliest))
    )
    return func.coalesce(earliest, published), func.coalesce(latest, published)


def _write_names(connection: Connection) -> None:
    same = and_(*(column.is_not_distinct_from(found.c[column.name]) for column in COLUMNS))
    names = [column.name for column in COLUMNS]
    new = select(*(found.c[name] for name in names)).distinct().where(~exists().where(same).correlate(found))
    connection.execute(insert(naming).from_select(names, new))
    pairs = select(naming.c.n, found.c.number).distinct().join_from(found, naming, same)
    connection.execute(insert(event_naming).from_select(["naming", "number"], pairs))


def _row(kind: Named, number: ColumnElement[int], **named: ColumnElement[Any]) -> Select[Any]:
    values = {"kind": literal(kind.value), **named}
    return select(*(values.get(column.name, null()).label(column.name) for column in COLUMNS), number)


def _places() -> Select[Any]:
    names = (claim.c.place, grounding.c.place_name, grounding.c.admin1, grounding.c.admin2, grounding.c.country)
    units = {column.name: column for column in names[2:]}
    named = {"key": grounding.c.place_id, "name": grounding.c.place_name, "words": claim.c.place, **units}
    return (
        _row(Named.PLACE, event_entry.c.number, **named)
        .join_from(event_entry, claim, claim.c.seq == event_entry.c.seq)
        .join(grounding, grounding.c.claim == claim.c.id, isouter=True)
        .where(or_(*(name.is_not(None) for name in names)))
    )


def _parties() -> Select[Any]:
    return (
        _row(Named.PARTY, event.c.number, key=party.c.actor_id, name=party.c.name, words=party.c.wording)
        .join_from(event_claim, event, event.c.id == event_claim.c.event)
        .join(party, and_(party.c.claim == event_claim.c.claim, party.c.slot.in_(("actor", "target"))))
    )


def _speakers() -> Select[Any]:
    return (
        _row(Named.SPEAKER, event.c.number, key=event_claim.c.voice, name=event_claim.c.voice_name, words=claim.c.speaker)
        .join_from(event_claim, event, event.c.id == event_claim.c.event)
        .join(claim, claim.c.id == event_claim.c.claim)
    )


def _outlets() -> Select[Any]:
    joined = _row(Named.OUTLET, event.c.number, key=source_report.c.key).join_from(
        source_report, event, event.c.id == source_report.c.event
    )
    return joined.where(source_report.c.kind == SourceKind.OUTLET.value)


def naming_events(kind: Named, *named: ColumnElement[bool]) -> Select[Any]:
    """The numbers of the events that name something of this kind which meets the conditions on `naming`."""
    chosen = select(naming.c.n).where(naming.c.kind == kind.value, *named)
    return select(event_naming.c.number).where(event_naming.c.naming.in_(chosen))


def holds(words: str, *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether one of the columns holds the words, whatever their case."""
    return or_(*(column.icontains(words, autoescape=True) for column in columns))


def next_number(connection: Connection) -> int:
    """The number of the next event that is written."""
    return int(connection.execute(select(func.coalesce(func.max(event.c.number), 0) + 1)).scalar_one())
