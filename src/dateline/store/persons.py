"""Names of people in reports, kept once they are found."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, delete, insert, select

from dateline.model.codec import from_json, to_json
from dateline.model.names import Names
from dateline.store.schema import claim, event_claim, person

PIECE = 400
"""Ids in one IN list."""


def names_in(connection: Connection, reports: Collection[str], made_by: str) -> dict[str, Names]:
    """Report -> the names that these versions found in it; reports that they have not looked at are not among them."""
    keys = sorted(reports)
    pieces = (keys[n : n + PIECE] for n in range(0, len(keys), PIECE))
    chosen = select(person.c.report, person.c.body).where(person.c.made_by == made_by)
    return {
        row.report: from_json(row.body, Names) for piece in pieces for row in connection.execute(chosen.where(person.c.report.in_(piece)))
    }


def write_names(connection: Connection, found: Mapping[str, Names], made_by: str) -> None:
    """Keep the names of reports, instead of what other versions found."""
    for key, names in found.items():
        connection.execute(delete(person).where(person.c.report == key))
        connection.execute(insert(person), {"report": key, "made_by": made_by, "body": to_json(names).decode()})


def reports_behind(connection: Connection, keys: Collection[str], voices: Collection[str]) -> tuple[str, ...]:
    """The reports among these ids, those of claims and events among them, and those in which these voices are heard."""
    told = {
        claim.c.id: [key for key in keys if key.startswith("clm_")],
        event_claim.c.event: [key for key in keys if key.startswith("evt_")],
        event_claim.c.voice: voices,
    }
    found = {key for key in keys if key.startswith("rep_")}
    reports = select(claim.c.report).distinct().join_from(claim, event_claim, event_claim.c.claim == claim.c.id, isouter=True)
    for column, values in told.items():
        ordered = sorted(values)
        for n in range(0, len(ordered), PIECE):
            found |= set(connection.execute(reports.where(column.in_(ordered[n : n + PIECE]))).scalars())
    return tuple(sorted(found))
