"""Who is cited, what judgements made of records, and what the events of a source add up to, as they were when they were derived."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Integer, and_, func, select, type_coerce

from dateline.model.codec import from_json
from dateline.model.figure import Measure
from dateline.model.holding import Timeline
from dateline.model.tally import SourceKind, Sums
from dateline.store.rows import among, put, remove, remove_each
from dateline.store.schema import control, tally
from dateline.store.workings import applied, cited, control_claim, source_part, source_report

Source = tuple[SourceKind, str]
"""A kind of source and its key."""


def everybody_cited(connection: Connection) -> dict[int, str]:
    """Number -> who is cited, as JSON."""
    return {row.id: row.body for row in connection.execute(select(cited))}


def cited_as(connection: Connection, bodies: Collection[str]) -> dict[str, int]:
    """The numbers of those of these who are cited already."""
    return {row.body: row.id for row in connection.execute(select(cited).where(cited.c.body.in_(among(bodies))))}


def add_cited(connection: Connection, bodies: Collection[str]) -> dict[str, int]:
    """The numbers that these get."""
    last = connection.execute(select(func.max(cited.c.id))).scalar() or 0
    numbered = {body: last + n for n, body in enumerate(sorted(bodies), start=1)}
    put(connection, cited, ((n, body) for body, n in numbered.items()))
    return numbered


def remove_cited(connection: Connection, keys: Collection[int]) -> None:
    """Nobody is cited so any more."""
    remove(connection, cited, "id", keys)


def states_applied(connection: Connection, records: Collection[str] | None = None) -> dict[str, str]:
    """What judgements made of records: all, or some."""
    query = select(applied) if records is None else select(applied).where(applied.c.record.in_(among(records)))
    return {row.record: row.state for row in connection.execute(query)}


def write_states(connection: Connection, states: Mapping[str, str]) -> None:
    """Keep what judgements made of records."""
    put(connection, applied, states.items())


def change_states(connection: Connection, states: Mapping[str, str | None]) -> None:
    """Keep what judgements make of records now; None for those that they leave as they were read."""
    remove(connection, applied, "record", states.keys())
    write_states(connection, {record: state for record, state in states.items() if state is not None})


def sources_of(connection: Connection, events: Collection[str]) -> set[Source]:
    """Those who tell any of these events."""
    query = select(source_part.c.kind, source_part.c.key).distinct().where(source_part.c.event.in_(among(events)))
    return {(SourceKind(row.kind), row.key) for row in connection.execute(query)}


SUMMED = ("claims", "own", "alone", "corroborated", "contradicted", "first")


def sums_of(connection: Connection, source: Source) -> Sums | None:
    """What the events of a source add up to; None for one that tells none."""
    kind, key = source
    own = and_(source_part.c.kind == kind.value, source_part.c.key == key)
    row = connection.execute(
        select(func.count().label("events"), *(func.sum(type_coerce(source_part.c[n], Integer)).label(n) for n in SUMMED)).where(own)
    ).one()
    if not row.events:
        return None
    told = and_(source_report.c.kind == kind.value, source_report.c.key == key)
    reports = connection.execute(select(func.count(source_report.c.report.distinct())).where(told)).scalar_one()
    ratios = connection.execute(select(source_part.c.ratios).where(own, source_part.c.ratios.is_not(None))).scalars()
    beside = [(Measure(measure), ratio) for told in ratios for measure, ratio in json.loads(told)]
    return Sums(events=row.events, reports=reports, ratios=beside, **{name: int(getattr(row, name)) for name in SUMMED})


def remove_tallies(connection: Connection, sources: Collection[Source]) -> None:
    """Nobody of these tells anything any more."""
    remove_each(connection, tally, ("kind", "key"), ((kind.value, key) for kind, key in sources))


def places_held(connection: Connection, claims: Collection[str]) -> set[str]:
    """The places in whose timelines these claims stand."""
    return set(connection.execute(select(control_claim.c.place_id).distinct().where(control_claim.c.claim.in_(among(claims)))).scalars())


def timelines_at(connection: Connection, places: Collection[str]) -> dict[str, Timeline]:
    """The timelines of places."""
    rows = connection.execute(select(control.c.place_id, control.c.body).where(control.c.place_id.in_(among(places))))
    return {row.place_id: from_json(row.body, Timeline) for row in rows}


def remove_timelines(connection: Connection, claims: Collection[str], places: Collection[str]) -> None:
    """Take claims out of the timelines, and the timelines of places away."""
    remove(connection, control_claim, "claim", claims)
    remove(connection, control, "place_id", places)
