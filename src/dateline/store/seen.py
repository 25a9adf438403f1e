"""What a ledger shows when everything in it is seen together: derived records in tables that can be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from dateline.model.codec import to_json
from dateline.model.dispute import Dispute
from dateline.model.event import Event
from dateline.model.grounded import Grounded, Witness
from dateline.model.holding import Timeline
from dateline.model.link import Link
from dateline.model.queue import Queued
from dateline.model.reprint import Reprint
from dateline.model.tally import Part, Tally
from dateline.store import schema, workings
from dateline.store.naming import next_number, write_lookups
from dateline.store.queue import queue_row
from dateline.store.rows import among, put, remove

OF_EVENTS = (
    (schema.event, "id"),
    (schema.event_claim, "event"),
    (schema.dispute, "event"),
    (schema.claim_link, "event"),
    (schema.queue, "event"),
    (workings.source_part, "event"),
    (workings.source_report, "event"),
)
"""Tables with rows of single events, and the column that names the event."""

BY_NUMBER = (
    schema.event_body,
    schema.event_figure,
    schema.event_naming,
    schema.event_entry,
    schema.event_report,
)
"""Tables that know an event by its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Events with all that belongs to them.

    `claims` are at least theirs, by id, `voices` the independent voice behind each, `minted` the id of the event that each would begin;
    `links` are the pairs inside them, `parts` what they add to the tallies of their sources.
    """

    claims: Mapping[str, Grounded]
    voices: Mapping[str, Witness]
    minted: Mapping[str, str]
    events: Sequence[Event]
    links: Sequence[Link] = ()
    parts: Sequence[Part] = ()
    queue: Iterable[Queued] = ()


@dataclass(frozen=True, slots=True)
class SeenAt:
    """The end of the chain that the tables were derived from, and the digest of what derived them."""

    head: str
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """From where deriving can go on.

    `at` is what the tables show and `seq` the number of the last entry in it; `reports` is how many there were when everything was last
    derived at once, and `weights` those of links that were used then, as JSON.
    """

    at: SeenAt
    seq: int
    reports: int
    weights: str


def seen_at(connection: Connection) -> SeenAt | None:
    """What the tables show; None where they were never filled."""
    row = connection.execute(select(schema.seen.c.head, schema.seen.c.made_by)).first()
    return None if row is None else SeenAt(row.head, row.made_by)


def basis_of(connection: Connection) -> Basis | None:
    """From where deriving can go on; None where it has to begin."""
    row = connection.execute(select(schema.seen)).first()
    if row is None or row.seq is None or row.reports is None or row.weights is None:
        return None
    return Basis(at=SeenAt(row.head, row.made_by), seq=row.seq, reports=row.reports, weights=row.weights)


def write_basis(connection: Connection, basis: Basis) -> None:
    """Say what the tables show from now on."""
    connection.execute(delete(schema.seen))
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    row = {"n": 1, "head": basis.at.head, "made_by": basis.at.made_by, "at": now}
    connection.execute(insert(schema.seen), row | {"seq": basis.seq, "reports": basis.reports, "weights": basis.weights})


def replace_events(connection: Connection, gone: Collection[str], found: Seen) -> None:
    """Put events, with all that belongs to them, in the place of others, by id."""
    numbers = connection.execute(select(schema.event.c.number).where(schema.event.c.id.in_(among(gone)))).scalars().all()
    for table in BY_NUMBER:
        remove(connection, table, "number", numbers)
    for table, column in OF_EVENTS:
        remove(connection, table, column, gone)
    write_events(connection, found)


def write_reprints(connection: Connection, reprints: Iterable[Reprint]) -> None:
    """Add reprints, or put them in the place of those of the same two reports."""
    _fill(connection, schema.reprint, (_reprint_row(reprint) for reprint in reprints))


def write_timelines(connection: Connection, timelines: Iterable[Timeline]) -> None:
    """Add timelines, or put them in the place of those of the same places."""
    told = list(timelines)
    _fill(connection, schema.control, map(_control_row, told))
    put(connection, workings.control_claim, ((held.claim, t.place.id) for t in told for held in (*t.held, *t.undated)))


def write_tallies(connection: Connection, tallies: Iterable[Tally]) -> None:
    """Add tallies, or put them in the place of those of the same sources."""
    _fill(connection, schema.tally, map(_tally_row, tallies))


def write_names(connection: Connection, names: Mapping[str, str]) -> None:
    """Add the names that witnesses are shown by, or change them."""
    put(connection, schema.witness, names.items())


def write_events(connection: Connection, found: Seen) -> None:
    """Add events."""
    first = next_number(connection)
    numbered = list(enumerate(found.events, start=first))
    _fill(connection, schema.event, ({"number": number, **_event_row(event, found)} for number, event in numbered))
    put(connection, schema.event_body, ((number, to_json(event).decode()) for number, event in numbered))
    _fill(connection, schema.event_figure, _figure_rows(numbered))
    _fill(connection, schema.event_claim, _claim_rows(found))
    _fill(connection, schema.dispute, _dispute_rows(numbered, found))
    _fill(connection, schema.claim_link, _link_rows(found))
    _fill(connection, schema.queue, map(queue_row, found.queue))
    _fill(connection, workings.source_part, map(_part_row, found.parts))
    told = ((part.kind.value, part.key, report, part.event) for part in found.parts for report in sorted(part.reports))
    put(connection, workings.source_report, told)
    write_lookups(connection, first)


def _fill(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    names = [column.name for column in table.columns]
    put(connection, table, (tuple(row[name] for name in names) for row in rows))


def _event_row(event: Event, found: Seen) -> dict[str, Any]:
    told = [found.claims[key] for key in event.claims]
    place = event.at
    return {
        "id": event.id,
        "type": event.type,
        "standing": event.standing.value,
        "occurrence": event.occurrence.standing.value,
        "responsibility": event.responsibility and event.responsibility.standing.value,
        "place": event.place,
        "place_id": place and place.id,
        "admin1": place and place.admin1,
        "admin2": place and place.admin2,
        "country": place and place.country,
        "latitude": place and place.latitude,
        "longitude": place and place.longitude,
        "radius_km": place and place.radius_km,
        "place_precision": place and place.precision,
        "earliest": event.earliest,
        "latest": event.latest,
        "published": min(_published(told), default=None),
        "claims": len(told),
        "voices": len(event.speakers),
        "reports": len({grounded.claim.report for grounded in told}),
        "background": all(grounded.claim.background for grounded in told),
        "confidence": max((g.claim.confidence for g in told if g.claim.confidence is not None), default=None),
    }


def _published(told: Iterable[Grounded]) -> list[date]:
    return [grounded.published for grounded in told if grounded.published is not None]


def _figure_rows(numbered: Iterable[tuple[int, Event]]) -> Iterator[dict[str, Any]]:
    for number, event in numbered:
        for estimate in event.estimates:
            yield {"measure": estimate.measure.value, "number": number, "low": estimate.low, "high": estimate.high}


def _claim_rows(found: Seen) -> Iterator[dict[str, Any]]:
    for event in found.events:
        for key in event.claims:
            voice = found.voices[key]
            yield {"claim": key, "event": event.id, "minted": found.minted[key], "voice": voice.key, "voice_name": voice.name}


def _dispute_rows(numbered: Iterable[tuple[int, Event]], found: Seen) -> Iterator[dict[str, Any]]:
    for number, event in numbered:
        for n, dispute in enumerate(event.disputes):
            yield {
                "event": event.id,
                "n": n,
                "number": number,
                "matter": dispute.matter.value,
                "earliest": event.earliest,
                "latest": event.latest,
                "published": max(_published(_sides(dispute, found)), default=None),
                "body": to_json(dispute).decode(),
            }


def _sides(dispute: Dispute, found: Seen) -> Iterator[Grounded]:
    return (found.claims[key] for side in dispute.sides for key in side.claims)


def _link_rows(found: Seen) -> Iterator[dict[str, Any]]:
    event_of = {key: event.id for event in found.events for key in event.claims}
    for link in found.links:
        if link.first in event_of and link.second in event_of:
            row = {"first": link.first, "second": link.second, "event": event_of[link.first], "score": link.score}
            yield row | {"body": to_json(link).decode()}


def _reprint_row(reprint: Reprint) -> dict[str, Any]:
    passage = reprint.passage
    return {
        "first": passage.first,
        "second": passage.second,
        "extent": passage.extent.value,
        "teller": reprint.teller.value,
        "earlier": reprint.earlier,
        "body": to_json(reprint).decode(),
    }


def _control_row(timeline: Timeline) -> dict[str, Any]:
    spells = timeline.spells
    return {
        "place_id": timeline.place.id,
        "place": timeline.place.name,
        "admin1": timeline.place.admin1,
        "country": timeline.place.country,
        "first": min((spell.start for spell in spells), default=None),
        "last": max((spell.end or spell.start for spell in spells), default=None),
        "contested": sum(spell.is_contested for spell in spells),
        "claims": len(timeline.held) + len(timeline.undated),
        "body": to_json(timeline).decode(),
    }


def _tally_row(tally: Tally) -> dict[str, Any]:
    names = ("id", "key", "name", "claims", "events")
    return {name: getattr(tally, name) for name in names} | {"kind": tally.kind.value, "body": to_json(tally).decode()}


def _part_row(part: Part) -> dict[str, Any]:
    names = ("key", "event", "claims", "own", "alone", "corroborated", "contradicted", "first")
    ratios = to_json(part.ratios).decode() if part.ratios else None
    return {name: getattr(part, name) for name in names} | {"kind": part.kind.value, "ratios": ratios}
