"""Questions to what is seen together: events that meet conditions, and everything one event leads to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, text

from dateline.model.codec import from_json
from dateline.model.dispute import Matter, Standing
from dateline.model.event import Event
from dateline.model.link import Link
from dateline.model.reprint import Reprint
from dateline.store.schema import (
    claim,
    claim_link,
    dispute,
    event,
    event_claim,
    event_figure,
    grounding,
    judgement,
    party,
    report,
    reprint,
    witness,
)
from dateline.store.words import asked_words

Box = tuple[float, float, float, float]
"""West, south, east and north in degrees; west lies above east where the box crosses the 180th meridian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """Which events are asked for; None asks for all, and all conditions must hold.

    `place` fits an id, the name on the map, the units it lies in, or words of a claim's place; `speaker` the key or the name of an
    independent voice, or words of a claim's speaker; `outlet` who publishes one of its claims; `actor` the id or the name of an actor or a
    target. `since` and `until` keep events whose days touch that period; an event without days is in no period. `matter` keeps events
    that are contested in that, `measure` those with a figure of it, `area` those whose place lies in the box, `text` those with a claim
    that holds all the words. `confidence` keeps events with a claim at least as sure, `reviewed` those that a person judged or (False) not.
    """

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


ROW = tuple(column for column in event.c if column.name not in ("admin2", "background", "body"))


def events(connection: Connection, query: EventQuery) -> tuple[Event, ...]:
    """The events asked for, whole, by day, place and id."""
    found = connection.execute(_in_order(select(event.c.body).where(*conditions(query))))
    return tuple(from_json(body, Event) for body in found.scalars())


def event_rows(connection: Connection, query: EventQuery, *, limit: int | None = None, offset: int = 0) -> tuple[EventRow, ...]:
    """The events asked for in rows, by day, place and id."""
    counted = and_(event_figure.c.event == event.c.id, event_figure.c.measure == query.measure)
    chosen = select(*ROW, event_figure.c.low, event_figure.c.high).join_from(event, event_figure, counted, isouter=True)
    found = _in_order(chosen.where(*conditions(query))).limit(limit).offset(offset)
    return tuple(EventRow(**row) for row in connection.execute(found).mappings())


def count_events(connection: Connection, query: EventQuery) -> int:
    """How many events meet the query."""
    return connection.execute(select(func.count()).select_from(event).where(*conditions(query))).scalar() or 0


def event_with(connection: Connection, key: str) -> Event | None:
    """The event of this id, or that the event which once had this id is part of now."""
    body = connection.execute(select(event.c.body).where(event.c.id == key)).scalar()
    if body is None:
        led = select(event.c.body).join_from(event_claim, event, event.c.id == event_claim.c.event).where(event_claim.c.minted == key)
        body = connection.execute(led).scalar()
    return None if body is None else from_json(body, Event)


def links_of(connection: Connection, key: str) -> tuple[Link, ...]:
    """The links that hold inside an event, strongest first."""
    found = connection.execute(select(claim_link.c.body).where(claim_link.c.event == key).order_by(claim_link.c.score.desc()))
    return tuple(from_json(body, Link) for body in found.scalars())


def reprints_among(connection: Connection, reports: Sequence[str]) -> tuple[Reprint, ...]:
    """The reprints of which both reports are among these."""
    both = and_(reprint.c.first.in_(reports), reprint.c.second.in_(reports))
    found = connection.execute(select(reprint.c.body).where(both).order_by(reprint.c.first, reprint.c.second))
    return tuple(from_json(body, Reprint) for body in found.scalars())


def voices_of(connection: Connection, claims: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Claim id -> key and name of the independent voice behind it."""
    chosen = select(event_claim.c.claim, event_claim.c.voice, event_claim.c.voice_name).where(event_claim.c.claim.in_(claims))
    return {row.claim: (row.voice, row.voice_name) for row in connection.execute(chosen)}


def witness_names(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Key -> the name a witness is shown by."""
    return {row.key: row.name for row in connection.execute(select(witness).where(witness.c.key.in_(sorted(set(keys)))))}


def conditions(query: EventQuery) -> list[ColumnElement[bool]]:
    """What a row of the table `event` must meet."""
    exact = {"type": event.c.type, "standing": event.c.standing, "background": event.c.background}
    found = [column == getattr(query, name) for name, column in exact.items() if getattr(query, name) is not None]
    told = {"place": _lies_in, "speaker": _is_told_by, "outlet": _is_published_by, "actor": _is_done_by, "text": _says}
    found += [fits(getattr(query, name)) for name, fits in told.items() if getattr(query, name) is not None]
    if query.matter is not None:
        found.append(event.c.id.in_(select(dispute.c.event).where(dispute.c.matter == query.matter.value)))
    if query.measure is not None:
        found.append(event.c.id.in_(select(event_figure.c.event).where(event_figure.c.measure == query.measure)))
    if query.confidence is not None:
        found.append(event.c.confidence >= query.confidence)
    if query.area is not None:
        found.append(_is_inside(query.area))
    if query.reviewed is not None:
        found.append(_is_judged() if query.reviewed else ~_is_judged())
    return [*found, *_during(query.since, query.until)]


def _in_order(chosen: Select[Any]) -> Select[Any]:
    return chosen.order_by(func.coalesce(event.c.earliest, "9999-12-31"), func.coalesce(event.c.place, ""), event.c.id)


def _during(since: date | None, until: date | None) -> list[ColumnElement[bool]]:
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
        return event.c.place_id == place
    of_claims = select(event_claim.c.event).join(claim, claim.c.id == event_claim.c.claim).join(grounding, grounding.c.claim == claim.c.id)
    names = (claim.c.place, grounding.c.place_name, grounding.c.admin1, grounding.c.admin2, grounding.c.country)
    return event.c.id.in_(of_claims.where(or_(*(name.icontains(place, autoescape=True) for name in names))))


def _is_told_by(speaker: str) -> ColumnElement[bool]:
    """By a voice of this key; else by one of this name, or by a speaker that a claim words so."""
    if ":" in speaker:
        return event.c.id.in_(select(event_claim.c.event).where(event_claim.c.voice == speaker))
    voiced = select(event_claim.c.event).where(event_claim.c.voice_name.icontains(speaker, autoescape=True))
    worded = select(event_claim.c.event).join(claim, claim.c.id == event_claim.c.claim)
    return or_(event.c.id.in_(voiced), event.c.id.in_(worded.where(claim.c.speaker.icontains(speaker, autoescape=True))))


def _is_published_by(outlet: str) -> ColumnElement[bool]:
    of_claims = select(event_claim.c.event).join(claim, claim.c.id == event_claim.c.claim).join(report, report.c.id == claim.c.report)
    return event.c.id.in_(of_claims.where(func.lower(report.c.source) == outlet.lower()))


def _is_done_by(actor: str) -> ColumnElement[bool]:
    of_claims = select(event_claim.c.event).join(party, party.c.claim == event_claim.c.claim).where(party.c.slot.in_(("actor", "target")))
    named = or_(party.c.name.icontains(actor, autoescape=True), party.c.wording.icontains(actor, autoescape=True))
    return event.c.id.in_(of_claims.where(or_(party.c.actor_id == actor, named)))


def _says(words: str) -> ColumnElement[bool]:
    found = text("SELECT rowid FROM claim_words WHERE claim_words MATCH :words").bindparams(words=asked_words(words) or '""')
    of_claims = select(event_claim.c.event).join(claim, claim.c.id == event_claim.c.claim)
    return event.c.id.in_(of_claims.where(claim.c.seq.in_(found.columns(claim.c.seq).scalar_subquery())))


def _is_inside(area: Box) -> ColumnElement[bool]:
    west, south, east, north = area
    across = event.c.longitude.between(west, east) if west <= east else or_(event.c.longitude >= west, event.c.longitude <= east)
    return and_(event.c.latitude.between(south, north), across)


def _is_judged() -> ColumnElement[bool]:
    """Whether a judgement in force speaks of the event or of one of its claims."""
    later = judgement.alias()
    in_force = ~exists().where(later.c.supersedes == judgement.c.id)
    of_claims = select(event_claim.c.event).join(judgement, judgement.c.subject == event_claim.c.claim).where(in_force)
    return or_(event.c.id.in_(of_claims), event.c.id.in_(select(judgement.c.subject).where(in_force)))
