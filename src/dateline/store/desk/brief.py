"""What a brief is made of: the events most told of those that are laid out, who tells them, and the claims it cites.

The first three questions are put while `asking` has laid the events out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, or_, select

from dateline.model.claim import Claim
from dateline.model.codec import from_json
from dateline.model.event import Event
from dateline.model.holding import Timeline
from dateline.model.review import MACHINE, in_force, reviews
from dateline.store.desk.asked import asked
from dateline.store.desk.event import claims_with, numbers_of, pieces
from dateline.store.desk.reader import Head, heads_of
from dateline.store.events import EventQuery, conditions, voices_of
from dateline.store.judgements import judgements_about
from dateline.store.schema import claim, control, event, event_body, event_claim, report


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """A claim that tells an event, by id, and the voice behind it."""

    event: str
    claim: str
    report: str
    voice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedRow:
    """A claim with all that a citation says of it: which one of its report it is, its voice, its outlet, and who decided what on it."""

    claim: Claim
    number: int
    voice: str
    outlet: str
    published: date | None
    language: str | None
    review: str


class Gap(StrEnum):
    """What is not known of an event."""

    DAY = "day"
    PLACE = "place"


def most_told(connection: Connection, *, limit: int) -> tuple[Event, ...]:
    """The events of the period told by most voices, then by most claims; those told as history only come last."""
    order = (asked.c.background, asked.c.voices.desc(), asked.c.claims.desc(), asked.c.earliest, asked.c.id)
    numbers = connection.execute(select(asked.c.number).where(asked.c.in_period).order_by(*order).limit(limit)).scalars().all()
    rows = connection.execute(select(event_body).where(event_body.c.number.in_(numbers)))
    bodies = {row.number: row.body for row in rows}
    return tuple(from_json(bodies[number], Event) for number in numbers)


def lacking(connection: Connection, gap: Gap, *, limit: int) -> tuple[str, ...]:
    """Events, by id, of which nobody tells the day (whatever the period), or no place is known, those told most first."""
    without = {Gap.DAY: or_(asked.c.earliest.is_(None), asked.c.latest.is_(None)), Gap.PLACE: _is_placeless()}
    chosen = select(asked.c.id).where(without[gap]).order_by(asked.c.background, asked.c.claims.desc(), asked.c.id)
    return tuple(connection.execute(chosen.limit(limit)).scalars())


def _is_placeless() -> ColumnElement[bool]:
    return asked.c.in_period & asked.c.place_id.is_(None)


def held_there(connection: Connection, query: EventQuery, *, limit: int) -> tuple[Timeline, ...]:
    """Who is said to hold the places of the query's place and area on days of its period, the contested first."""
    is_id = query.place is not None and ":" in query.place
    there = EventQuery(place=query.place if is_id else None, area=query.area)
    wanted: list[ColumnElement[bool]] = []
    if query.place is not None and not is_id:
        names = (control.c.place, control.c.admin1, control.c.country)
        wanted.append(or_(*(name.icontains(query.place, autoescape=True) for name in names)))
    if there != EventQuery():
        wanted.append(control.c.place_id.in_(select(event.c.place_id).where(*conditions(there))))
    if query.since is not None:
        wanted.append(control.c.last >= query.since)
    if query.until is not None:
        wanted.append(control.c.first <= query.until)
    order = (control.c.contested == 0, control.c.claims.desc(), control.c.place, control.c.place_id)
    found = connection.execute(select(control.c.body).where(*wanted).order_by(*order).limit(limit)).scalars()
    return tuple(from_json(body, Timeline) for body in found)


def tellers(connection: Connection, events: Sequence[str]) -> tuple[Teller, ...]:
    """The claims of some events, those that say it outright and are the surest first, then as they were published."""
    found = []
    for some in pieces(events):
        chosen = (
            select(event_claim.c.event, claim.c.id.label("claim"), claim.c.report, event_claim.c.voice)
            .join_from(event_claim, claim, claim.c.id == event_claim.c.claim)
            .join(report, report.c.id == claim.c.report)
            .where(event_claim.c.event.in_(some))
            .order_by(claim.c.status != "asserted", claim.c.confidence.desc().nulls_last(), report.c.published.nulls_last(), claim.c.seq)
        )
        found += [Teller(**row) for row in connection.execute(chosen).mappings()]
    return tuple(found)


def cited(connection: Connection, keys: Sequence[str]) -> dict[str, CitedRow]:
    """Claims by id, each with what a citation says of it."""
    claims = claims_with(connection, keys)
    reports = sorted({one.report for one in claims})
    heads = {key: head for some in pieces(reports) for key, head in heads_of(connection, report.c.id.in_(some)).items()}
    numbers, voices = numbers_of(connection, keys), voices_of(connection, keys)
    told = reviews(in_force(entered.judgement for entered in judgements_about(connection, [*keys, *reports])))
    return {
        one.id: CitedRow(
            claim=one,
            number=numbers[one.id],
            voice=voices[one.id].name if one.id in voices else (one.speaker.text if one.speaker is not None else "nobody named"),
            outlet=_outlet(heads[one.report]),
            published=heads[one.report].published,
            language=heads[one.report].language,
            review=told.get(one.id, told.get(one.report, MACHINE)),
        )
        for one in claims
    }


def _outlet(head: Head) -> str:
    """Who published a report, else what it is called."""
    return head.outlet or head.name or head.title or head.id
