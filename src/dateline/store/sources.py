"""Who is cited, what judgements made of records, and what the events of a source add up to, as they were when they were derived."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, RowMapping, and_, func, select

from dateline.model.codec import from_json
from dateline.model.figure import Measure
from dateline.model.holding import Timeline
from dateline.model.tally import Part, SourceKind, Tally
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


def parts_of(connection: Connection, events: Collection[str]) -> list[Part]:
    """What these events add to the tallies of those who tell them."""
    reports: dict[tuple[str, str, str], set[str]] = {}
    for row in connection.execute(select(source_report).where(source_report.c.event.in_(among(events)))):
        reports.setdefault((row.kind, row.key, row.event), set()).add(row.report)
    rows = connection.execute(select(source_part).where(source_part.c.event.in_(among(events)))).mappings().all()
    return [_part(row, frozenset(reports.get((row["kind"], row["key"], row["event"]), ()))) for row in rows]


def _part(row: RowMapping, reports: frozenset[str]) -> Part:
    given = {**row, "kind": SourceKind(row["kind"]), "ratios": _ratios([row["ratios"]] if row["ratios"] is not None else [])}
    return Part(reports=reports, **given)


def _ratios(texts: Iterable[str]) -> tuple[tuple[Measure, float], ...]:
    return tuple((Measure(measure), ratio) for told in texts for measure, ratio in json.loads(told))


def count_told(connection: Connection, source: Source, reports: Collection[str]) -> int:
    """In how many of these reports a source tells anything."""
    own = and_(source_report.c.kind == source[0].value, source_report.c.key == source[1], source_report.c.report.in_(among(reports)))
    return connection.execute(select(func.count(source_report.c.report.distinct())).where(own)).scalar_one()


def ratios_of(connection: Connection, source: Source) -> tuple[tuple[Measure, float], ...]:
    """A source's numbers over the middle of the others', in all events."""
    own = and_(source_part.c.kind == source[0].value, source_part.c.key == source[1], source_part.c.ratios.is_not(None))
    return _ratios(connection.execute(select(source_part.c.ratios).where(own)).scalars())


def tallies_of(connection: Connection, sources: Collection[Source]) -> dict[Source, Tally]:
    """The tallies of sources."""
    found = connection.execute(select(tally.c.body).where(tally.c.key.in_(among({key for _, key in sources})))).scalars()
    told = (from_json(body, Tally) for body in found)
    return {(tally.kind, tally.key): tally for tally in told}


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
