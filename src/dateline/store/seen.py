"""What a ledger shows when everything in it is seen together: derived records in tables that can be asked, filled anew when it grows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from dateline.model.reprint import Reprint
from dateline.model.tally import Tally
from dateline.store import schema

PIECE = 5_000
"""Rows written at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All that is derived from a ledger at once.

    `claims` are all claims by id, `voices` the independent voice behind each, `minted` the id of the event that each would begin; `names`
    gives the name of every witness.
    """

    claims: Mapping[str, Grounded]
    voices: Mapping[str, Witness]
    minted: Mapping[str, str]
    names: Mapping[str, str]
    events: Sequence[Event]
    links: Sequence[Link] = ()
    reprints: Sequence[Reprint] = ()
    control: Sequence[Timeline] = ()
    tallies: Sequence[Tally] = ()


@dataclass(frozen=True, slots=True)
class SeenAt:
    """The end of the chain that the tables were derived from, and the digest of what derived them."""

    head: str
    made_by: str


def seen_at(connection: Connection) -> SeenAt | None:
    """What the tables show; None where they were never filled."""
    row = connection.execute(select(schema.seen.c.head, schema.seen.c.made_by)).first()
    return None if row is None else SeenAt(row.head, row.made_by)


def write_seen(connection: Connection, found: Seen, at: SeenAt) -> None:
    """Empty the derived tables and fill them again, in the connection's transaction."""
    for table in schema.SEEN_TABLES:
        connection.execute(delete(table))
    _fill(connection, schema.event, (_event_row(event, found) for event in found.events))
    _fill(connection, schema.event_figure, _figure_rows(found.events))
    _fill(connection, schema.event_claim, _claim_rows(found))
    _fill(connection, schema.dispute, _dispute_rows(found))
    _fill(connection, schema.claim_link, _link_rows(found))
    _fill(connection, schema.reprint, (_reprint_row(reprint) for reprint in found.reprints))
    _fill(connection, schema.control, (_control_row(timeline) for timeline in found.control))
    _fill(connection, schema.tally, (_tally_row(tally) for tally in found.tallies))
    _fill(connection, schema.witness, ({"key": key, "name": name} for key, name in found.names.items()))
    connection.execute(delete(schema.seen))
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    connection.execute(insert(schema.seen), {"n": 1, "head": at.head, "made_by": at.made_by, "at": now})


def _fill(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    piece: list[dict[str, Any]] = []
    for row in rows:
        piece.append(row)
        if len(piece) == PIECE:
            connection.execute(insert(table), piece)
            piece = []
    if piece:
        connection.execute(insert(table), piece)


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
        "body": to_json(event).decode(),
    }


def _published(told: Iterable[Grounded]) -> list[date]:
    return [grounded.published for grounded in told if grounded.published is not None]


def _figure_rows(events: Iterable[Event]) -> Iterator[dict[str, Any]]:
    for event in events:
        for estimate in event.estimates:
            yield {"event": event.id, "measure": estimate.measure.value, "low": estimate.low, "high": estimate.high}


def _claim_rows(found: Seen) -> Iterator[dict[str, Any]]:
    for event in found.events:
        for key in event.claims:
            voice = found.voices[key]
            yield {"claim": key, "event": event.id, "minted": found.minted[key], "voice": voice.key, "voice_name": voice.name}


def _dispute_rows(found: Seen) -> Iterator[dict[str, Any]]:
    for event in found.events:
        for n, dispute in enumerate(event.disputes):
            yield {
                "event": event.id,
                "n": n,
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
