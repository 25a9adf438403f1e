"""Questions to what is seen together: events that meet conditions, and everything one event leads to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, text

from dateline.model.codec import from_json
from dateline.model.decision import Verdict
from dateline.model.dispute import Matter, Standing
from dateline.model.event import Event
from dateline.model.grounded import Witness
from dateline.model.link import Link
from dateline.model.reprint import Reprint
from dateline.store.naming import Named, holds, naming_events
from dateline.store.rows import among
from dateline.store.schema import (
    claim_link,
    dispute,
    event,
    event_body,
    event_claim,
    event_entry,
    event_figure,
    event_naming,
    grounding,
    in_force,
    judged,
    judgement,
    naming,
    party,
    reprint,
    witness,
)
from dateline.store.words import asked_words

Box = tuple[float, float, float, float]
"""West, south, east and north in degrees; west lies above east where the box crosses the 180th meridian."""


class Located(StrEnum):
    """How an event stands to a map: at a place, in a province or wider, where the words for its place fit none for sure, or nowhere."""

    POINT = "point"
    WIDE = "wide"
    UNSURE = "unsure"
    NONE = "none"


OUTLET: Final = "outlet:"
"""What the keys of outlets begin with."""

UNIT: Final = 4
COUNTRY: Final = 6
WIDE: Final = (UNIT, COUNTRY, 7)
"""Precisions of places (UCDP where_prec) that are a province, a country or more: no point on a map stands for them."""
WIDEST_KM: Final = 60.0
"""Nor does one stand for an area without sharp edges that reaches further than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """Which events are asked for; None asks for all, and all conditions must hold.

    `place` fits an id (of a province or a country, all that lies in it), the name on the map, the units it lies in, or words of a claim's
    place; `speaker` the key or the name of an independent voice, or words of a claim's speaker; `outlet` who publishes one of its claims;
    `actor` the id or the name of an actor or a target. `since` and `until` keep events whose days touch that period; an event without days
    is in no period. `matter` keeps events that are contested in that, `measure` those with a figure of it, `area` those whose place lies in
    the box, `text` those with a claim that holds all the words. `confidence` keeps events with a claim at least as sure, `reviewed` those
    that a person judged or (False) not, `located` those that stand so to a map.
    `id` keeps one event.
    """

    id: str | None = None
    type: str | None = None
    standing: Standing | None = None
    place: str | None = None
    speaker: str | None = None
    outlet: str | None = None
    actor: str | None = None
    since: date | None = None
    until: date | None = None
    matter: Matter | None = None
    measure: str | None = None
    area: Box | None = None
    text: str | None = None
    confidence: float | None = None
    background: bool | None = None
    reviewed: bool | None = None
    located: Located | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event in one row; `low` and `high` span the reports' counts of the measure that was asked for, None where open or not asked."""

    id: str
    type: str
    standing: str
    occurrence: str
    responsibility: str | None
    place: str | None
    place_id: str | None
    admin1: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    place_precision: int | None
    earliest: date | None
    latest: date | None
    published: date | None
    claims: int
    voices: int
    reports: int
    confidence: float | None
    low: int | None
    high: int | None


ROW = tuple(column for column in event.c if column.name not in ("number", "admin2", "background"))
BODIES = select(event_body.c.body).join_from(event, event_body, event_body.c.number == event.c.number)


def events(connection: Connection, query: EventQuery) -> tuple[Event, ...]:
    """The events asked for, whole, by day, place and id."""
    found = connection.execute(_in_order(BODIES.where(*conditions(query))))
    return tuple(from_json(body, Event) for body in found.scalars())


def event_rows(connection: Connection, query: EventQuery, *, limit: int | None = None, offset: int = 0) -> tuple[EventRow, ...]:
    """The events asked for in rows, by day, place and id."""
    counted = and_(event_figure.c.number == event.c.number, event_figure.c.measure == query.measure)
    chosen = select(*ROW, event_figure.c.low, event_figure.c.high).join_from(event, event_figure, counted, isouter=True)
    found = _in_order(chosen.where(*conditions(query))).limit(limit).offset(offset)
    return tuple(EventRow(**row) for row in connection.execute(found).mappings())


def count_events(connection: Connection, query: EventQuery) -> int:
    """How many events meet the query."""
    return connection.execute(select(func.count()).select_from(event).where(*conditions(query))).scalar() or 0


def event_with(connection: Connection, key: str) -> Event | None:
    """The event of this id, or that the event which once had this id is part of now."""
    body = connection.execute(BODIES.where(event.c.id == key)).scalar()
    if body is None:
        led = BODIES.join(event_claim, event_claim.c.event == event.c.id).where(event_claim.c.minted == key)
        body = connection.execute(led).scalar()
    return None if body is None else from_json(body, Event)


def events_of(connection: Connection, claims: Collection[str]) -> set[str]:
    """The ids of the events that these claims tell."""
    return set(connection.execute(select(event_claim.c.event).distinct().where(event_claim.c.claim.in_(among(claims)))).scalars())


def links_of(connection: Connection, key: str) -> tuple[Link, ...]:
    """The links that hold inside an event, strongest first."""
    found = connection.execute(select(claim_link.c.body).where(claim_link.c.event == key).order_by(claim_link.c.score.desc()))
    return tuple(from_json(body, Link) for body in found.scalars())


def reprints_among(connection: Connection, reports: Sequence[str]) -> tuple[Reprint, ...]:
    """The reprints of which both reports are among these."""
    both = and_(reprint.c.first.in_(reports), reprint.c.second.in_(reports))
    found = connection.execute(select(reprint.c.body).where(both).order_by(reprint.c.first, reprint.c.second))
    return tuple(from_json(body, Reprint) for body in found.scalars())


def voices_of(connection: Connection, claims: Collection[str]) -> dict[str, Witness]:
    """Claim id -> the independent voice behind it; a claim that was not seen with the others has none."""
    chosen = select(event_claim.c.claim, event_claim.c.voice, event_claim.c.voice_name).where(event_claim.c.claim.in_(among(claims)))
    return {row.claim: Witness(key=row.voice, name=row.voice_name) for row in connection.execute(chosen)}


def witness_names(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Key -> the name a witness is shown by."""
    return {row.key: row.name for row in connection.execute(select(witness).where(witness.c.key.in_(sorted(set(keys)))))}


def conditions(query: EventQuery) -> list[ColumnElement[bool]]:
    """What a row of the table `event` must meet."""
    exact = {"id": event.c.id, "type": event.c.type, "standing": event.c.standing, "background": event.c.background}
    found = [column == getattr(query, name) for name, column in exact.items() if getattr(query, name) is not None]
    told = {"place": _lies_in, "speaker": _is_told_by, "outlet": _is_published_by, "actor": _is_done_by, "text": _says}
    found += [fits(getattr(query, name)) for name, fits in told.items() if getattr(query, name) is not None]
    if query.matter is not None:
        found.append(event.c.number.in_(select(dispute.c.number).where(dispute.c.matter == query.matter.value)))
    if query.measure is not None:
        found.append(event.c.number.in_(select(event_figure.c.number).where(event_figure.c.measure == query.measure)))
    if query.confidence is not None:
        found.append(event.c.confidence >= query.confidence)
    if query.area is not None:
        found.append(is_inside(query.area, event.c.longitude, event.c.latitude))
    if query.reviewed is not None:
        found.append(_is_judged() if query.reviewed else ~_is_judged())
    if query.located is not None:
        found.append(is_located(query.located))
    return [*found, *during(query.since, query.until)]


def _in_order(chosen: Select[Any]) -> Select[Any]:
    return chosen.order_by(func.coalesce(event.c.earliest, "9999-12-31"), func.coalesce(event.c.place, ""), event.c.id)


def during(since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """What an event of the period must meet; one without days is in none."""
    found: list[ColumnElement[bool]] = []
    if since is not None or until is not None:
        found.append(or_(event.c.earliest.is_not(None), event.c.latest.is_not(None)))
    if since is not None:
        found.append(or_(event.c.latest.is_(None), event.c.latest >= since))
    if until is not None:
        found.append(or_(event.c.earliest.is_(None), event.c.earliest <= until))
    return found


def _lies_in(place: str) -> ColumnElement[bool]:
    if ":" in place:
        return or_(event.c.place_id == place, _is_in_unit(place), event.c.country == _of_place(grounding.c.country, place, COUNTRY))
    names = (naming.c.words, naming.c.name, naming.c.admin1, naming.c.admin2, naming.c.country)
    return event.c.number.in_(naming_events(Named.PLACE, holds(place, *names)))


def _is_in_unit(place: str) -> ColumnElement[bool]:
    name = func.coalesce(grounding.c.admin1, grounding.c.place_name)
    country = _of_place(grounding.c.country, place, UNIT)
    return and_(event.c.country == country, event.c.admin1 == _of_place(name, place, UNIT))


def _of_place(column: ColumnElement[Any], place: str, precision: int) -> Any:
    """What the ledger knows of a place of this precision, as a value; NULL where the place is another kind of place."""
    known = and_(grounding.c.place_id == place, grounding.c.place_precision == precision)
    return select(column).where(known).limit(1).scalar_subquery()


def is_located(located: Located) -> ColumnElement[bool]:
    """Whether an event stands so to a map."""
    if located in (Located.POINT, Located.WIDE):
        wide = or_(event.c.place_precision.in_(WIDE), event.c.radius_km > WIDEST_KM)
        return and_(event.c.place_id.is_not(None), wide if located is Located.WIDE else ~wide)
    worded = is_placed_in_words(event.c.number)
    return and_(event.c.place_id.is_(None), worded if located is Located.UNSURE else ~worded)


def is_placed_in_words(number: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a claim of an event, by its number, has words for its place, fitting or not."""
    own = and_(event_naming.c.number == number, naming.c.n == event_naming.c.naming)
    return exists().where(own, naming.c.kind == Named.PLACE.value, naming.c.words.is_not(None))


def _is_told_by(speaker: str) -> ColumnElement[bool]:
    """By a voice of this key; else by one of this name, or by a speaker that a claim words so."""
    if ":" in speaker:
        return event.c.number.in_(naming_events(Named.SPEAKER, naming.c.key == speaker))
    called = select(witness.c.key).where(holds(speaker, witness.c.name))
    return event.c.number.in_(naming_events(Named.SPEAKER, or_(naming.c.key.in_(called), holds(speaker, naming.c.words))))


def _is_published_by(outlet: str) -> ColumnElement[bool]:
    return event.c.number.in_(naming_events(Named.OUTLET, naming.c.key == f"{OUTLET}{outlet.casefold()}"))


def _is_done_by(actor: str) -> ColumnElement[bool]:
    """An actor of this id; only where no party of any claim has it, of this name."""
    is_known = exists().where(party.c.actor_id == actor)
    named = and_(~is_known, holds(actor, naming.c.name, naming.c.words))
    return event.c.number.in_(naming_events(Named.PARTY, or_(naming.c.key == actor, named)))


def _says(words: str) -> ColumnElement[bool]:
    found = text("SELECT rowid FROM claim_words WHERE claim_words MATCH :words").bindparams(words=asked_words(words) or '""')
    seqs = found.columns(event_entry.c.seq).scalar_subquery()
    return event.c.number.in_(select(event_entry.c.number).where(event_entry.c.seq.in_(seqs)))


def is_inside(area: Box, longitude: ColumnElement[Any], latitude: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a point lies in a box."""
    west, south, east, north = area
    across = longitude.between(west, east) if west <= east else or_(longitude >= west, longitude <= east)
    return and_(latitude.between(south, north), across)


def _is_judged() -> ColumnElement[bool]:
    """Whether a judgement in force decides on the event or on one of its claims."""
    told = judgement.c.verdict.in_([verdict.value for verdict in (Verdict.ACCEPTED, Verdict.REJECTED, Verdict.CORRECTED)])
    standing = select(judgement.c.seq).join(in_force, in_force.c.seq == judgement.c.seq).where(told)
    of_claims = select(event_claim.c.event).join(judged, judged.c.record == event_claim.c.claim).where(judged.c.seq.in_(standing))
    return event.c.id.in_(of_claims)
