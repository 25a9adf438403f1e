"""What the situation page shows of the events asked for: how many there are, where they lie, and what of them is disputed.

Every question but the first two is put while `asking` has laid the events out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, Select, case, distinct, exists, func, or_, select

from dateline.model.codec import from_json
from dateline.model.dispute import Dispute, Matter, Standing
from dateline.store.desk.asked import asked
from dateline.store.desk.disputes import Disputed
from dateline.store.events import COUNTRY, UNIT, EventQuery, Located, conditions, is_inside, is_placed_in_words
from dateline.store.naming import Named
from dateline.store.schema import control, dispute, event, event_figure, event_naming, event_report, grounding, naming, report, reprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much was asked for: events, also by standing, the claims that tell them, independent voices, and reports.

    `reprints` are those reports that print another one of them again.
    """

    events: int
    claims: int
    voices: int
    reports: int
    reprints: int
    standings: Mapping[Standing, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """Events of one place, merged: how many of each standing, and how many claims tell them. `radius_km` is how far the place reaches."""

    id: str
    name: str
    longitude: float
    latitude: float
    radius_km: float
    precision: int
    events: int
    claims: int
    contested: int
    denied: int
    corroborated: int
    single: int
    planned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestedPlace:
    """A place of which it is contested who holds it, on some day of the period asked for."""

    id: str
    name: str
    longitude: float
    latitude: float


def holds_reports(connection: Connection) -> bool:
    """Whether anything was ever added to the ledger."""
    return connection.execute(select(report.c.seq).limit(1)).first() is not None


def contested_places(connection: Connection, query: EventQuery) -> tuple[ContestedPlace, ...]:
    """Places where it is contested who holds them in the period asked for; of the place and the area asked for, whatever else is asked."""
    wanted: list[ColumnElement[bool]] = [control.c.contested > 0]
    if (query.since, query.until) != (None, None):
        wanted.append(_is_contested_then(query.since or date.min, query.until or date.max))
    if query.place is not None and ":" not in query.place:
        names = control.c.place, control.c.admin1, control.c.country
        wanted.append(or_(*(name.icontains(query.place, autoescape=True) for name in names)))
    elif query.place is not None:
        wanted.append(control.c.place_id.in_(select(event.c.place_id).where(*conditions(EventQuery(place=query.place)))))
    if query.area is not None:
        wanted.append(is_inside(query.area, grounding.c.longitude, grounding.c.latitude))
    at = select(func.max(grounding.c.seq)).where(grounding.c.place_id == control.c.place_id).correlate(control).scalar_subquery()
    chosen = (
        select(control.c.place_id.label("id"), control.c.place.label("name"), grounding.c.longitude, grounding.c.latitude)
        .join_from(control, grounding, grounding.c.seq == at)
        .where(*wanted)
        .order_by(control.c.place_id)
    )
    return tuple(ContestedPlace(**row) for row in connection.execute(chosen).mappings())


def _is_contested_then(since: date, until: date) -> ColumnElement[bool]:
    """Whether a timeline has a contested spell that touches the period; one without an end lasts."""
    spell = func.json_each(control.c.body, "$.spells").table_valued("value")

    def of(name: str) -> ColumnElement[Any]:
        return func.json_extract(spell.c.value, f"$.{name}")

    lasts = func.coalesce(of("end"), date.max.isoformat()) >= since.isoformat()
    return exists().where(of("is_contested") == 1, of("start") <= until.isoformat(), lasts)


def counts(connection: Connection) -> Counts:
    """How much was asked for."""
    rows = connection.execute(
        select(asked.c.standing, func.count().label("events"), func.sum(asked.c.claims).label("claims"))
        .where(asked.c.in_period)
        .group_by(asked.c.standing)
    ).all()
    events = sum(row.events for row in rows)
    are_few = FEW * events < connection.execute(select(func.count()).select_from(event)).scalar_one()
    is_led_to = _is_among if are_few else _is_any
    speaks = is_led_to(event_naming.c.naming, naming.c.n)
    voices = select(func.count(distinct(naming.c.key))).where(naming.c.kind == Named.SPEAKER.value, speaks)
    reports = frozenset(connection.execute(select(report.c.id).where(is_led_to(event_report.c.seq, report.c.seq))).scalars())
    return Counts(
        events=events,
        claims=sum(row.claims for row in rows),
        voices=connection.execute(voices).scalar_one(),
        reports=len(reports),
        reprints=_reprints(connection, reports),
        standings={Standing(row.standing): row.events for row in rows},
    )


FEW: Final = 5
"""Where this many times the events asked for are fewer than all, what they lead to is listed; else each thing is looked for until it is
found."""


def _reprints(connection: Connection, reports: Collection[str]) -> int:
    """How many of these reports are another one of them printed again whole: the later of two, or the second where nobody knows.

    The few that are printed again are looked through here: SQLite begins with all the reports.
    """
    chosen = select(reprint.c.first, reprint.c.second, reprint.c.earlier).where(reprint.c.extent == "whole")
    told = (row for row in connection.execute(chosen).all() if row.first in reports and row.second in reports)
    return len({row.first if row.earlier == row.second else row.second for row in told})


def _is_among(key: Column[int], of: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether something is what the events asked for lead to, by a table that has a key of it and their numbers: for few events."""
    return of.in_(select(key).where(key.table.c.number.in_(select(asked.c.number).where(asked.c.in_period))))


def _is_any(key: Column[int], of: ColumnElement[int]) -> ColumnElement[bool]:
    """The same for many events."""
    return exists().where(key == of, asked.c.number == key.table.c.number, asked.c.in_period)


def places(connection: Connection, *, limit: int) -> tuple[PlaceRow, ...]:
    """The places that points stand for, those of most claims first."""

    of = (func.count().filter(asked.c.standing == standing.value).label(name) for standing, name in STANDINGS.items())
    claims = func.sum(asked.c.claims).label("claims")
    alike = {
        "name": asked.c.place,
        "longitude": asked.c.longitude,
        "latitude": asked.c.latitude,
        "radius_km": asked.c.radius_km,
        "precision": asked.c.place_precision,
    }
    chosen = (
        select(asked.c.place_id.label("id"), *(func.max(column).label(name) for name, column in alike.items()))
        .add_columns(func.count().label("events"), claims, *of)
        .where(asked.c.in_period, asked.c.is_point)
        .group_by(asked.c.place_id)
        .order_by(claims.desc(), asked.c.place_id)
        .limit(limit)
    )
    return tuple(PlaceRow(**row) for row in connection.execute(chosen).mappings())


STANDINGS: Final = {
    Standing.CONTESTED: "contested",
    Standing.DENIED: "denied",
    Standing.CORROBORATED: "corroborated",
    Standing.SINGLE: "single",
    Standing.PLANNED: "planned",
}


def wide_places(connection: Connection, *, limit: int) -> tuple[tuple[str, str], ...]:
    """Provinces and countries that claims name, as ids and names, those of most claims first."""
    name = func.max(case((asked.c.place_precision == UNIT, asked.c.place + " province"), else_=asked.c.place)).label("name")
    chosen = (
        select(asked.c.place_id, name).where(asked.c.in_period, asked.c.place_precision.in_((UNIT, COUNTRY))).group_by(asked.c.place_id)
    )
    found = connection.execute(chosen.order_by(func.sum(asked.c.claims).desc(), asked.c.place_id).limit(limit))
    return tuple((row.place_id, row.name) for row in found)


def unplaced(connection: Connection) -> dict[Located, int]:
    """How many events stand nowhere on a map, by the reason."""
    worded = is_placed_in_words(asked.c.number)
    placed = asked.c.place_id.is_not(None)
    found = connection.execute(
        select(
            func.count().filter(placed).label(Located.WIDE.value),
            func.count().filter(~placed, worded).label(Located.UNSURE.value),
            func.count().filter(~placed, ~worded).label(Located.NONE.value),
        ).where(asked.c.in_period, ~asked.c.is_point)
    )
    return {Located(name): number for name, number in found.mappings().one().items()}


def undated(connection: Connection) -> int:
    """How many events, whatever the period, have no day or are open to a side: no period and no chart holds them whole."""
    return connection.execute(select(func.count()).where(or_(asked.c.earliest.is_(None), asked.c.latest.is_(None)))).scalar_one()


def counting_claims(connection: Connection, measure: str) -> int:
    """How many claims tell events that count a measure: as many as a count of it may have to weigh."""
    counting = select(event_figure.c.number).where(event_figure.c.measure == measure)
    summed = select(func.coalesce(func.sum(asked.c.claims), 0)).where(asked.c.in_period, asked.c.number.in_(counting))
    return int(connection.execute(summed).scalar_one())


def disputes(connection: Connection, matter: Matter | None, *, limit: int) -> tuple[Disputed, ...]:
    """Disputes about the events, or those about this matter; those told last first."""
    names = ("type", "place", "place_id", "earliest", "latest")
    chosen = (
        _disputed(matter, dispute.c.event, dispute.c.n, dispute.c.published, dispute.c.body, *(asked.c[name] for name in names))
        .order_by(dispute.c.published.desc().nulls_last(), asked.c.claims.desc(), dispute.c.event, dispute.c.n)
        .limit(limit)
    )
    rows = connection.execute(chosen).mappings()
    return tuple(Disputed(**{n: v for n, v in row.items() if n != "body"}, dispute=from_json(row["body"], Dispute)) for row in rows)


def count_disputes(connection: Connection, matter: Matter | None) -> int:
    """How many disputes there are about the events, or how many about this matter."""
    return int(connection.execute(_disputed(matter, func.count())).scalar_one())


def _disputed(matter: Matter | None, *what: ColumnElement[Any]) -> Select[Any]:
    about = [] if matter is None else [dispute.c.matter == matter.value]
    return select(*what).join_from(dispute, asked, asked.c.number == dispute.c.number).where(asked.c.in_period, *about)
