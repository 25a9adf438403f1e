"""What a person asks a ledger, in words and keywords, as the queries that its tables answer."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from dateline.config import Config
from dateline.errors import UsageError
from dateline.model.figure import Measure
from dateline.model.world import Place, Relation
from dateline.store import ClaimQuery, EventQuery, counted

if TYPE_CHECKING:
    from sqlalchemy import Connection


def claim_query(conditions: dict[str, Any]) -> ClaimQuery:
    """Conditions as a query for claims."""
    return ClaimQuery(**_conditions(ClaimQuery, "claims have", conditions))


def event_query(conditions: dict[str, Any]) -> EventQuery:
    """Conditions as a query for events."""
    return EventQuery(**_conditions(EventQuery, "events have", conditions))


def _conditions(kind: type[ClaimQuery] | type[EventQuery], subject: str, conditions: dict[str, Any]) -> dict[str, Any]:
    """Conditions as the fields of a query want them; UsageError for one that it does not have."""
    known = [column.name for column in fields(kind)]
    for name, value in conditions.items():
        if name not in known:
            raise UsageError(f"{subject} no condition {name!r}; there are {', '.join(known)}")
        if name in ("since", "until") and isinstance(value, str):
            conditions[name] = day_of(name, value)
    return conditions


def day_of(name: str, text: str) -> date:
    """A day written in ISO form; UsageError, which calls it `name`, for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{name} {text!r} is no day; write it like 2016-09-24") from error


def toll_conditions(conditions: dict[str, Any]) -> dict[str, Any]:
    """Conditions as the fields of a TollQuery want them; UsageError for one that it does not have, or without the two that it needs."""
    from dateline.reconcile.tolls import TollQuery

    known = [column.name for column in fields(TollQuery)]
    wrong = [name for name in conditions if name not in known]
    if wrong or not {"measure", "place"} <= set(conditions):
        told = f"a toll has no condition {wrong[0]!r}" if wrong else "a toll needs a measure and a place"
        raise UsageError(f"{told}; its conditions are {', '.join(known)}")
    given = conditions | {name: day_of(name, conditions[name]) for name in ("since", "until") if isinstance(conditions.get(name), str)}
    measure = given["measure"]
    if measure not in list(Measure):
        raise UsageError(f"nothing is measured as {measure!r}; there are {', '.join(Measure)}")
    return given | {"measure": Measure(measure)}


KIND_WORDS = {
    **dict.fromkeys(("province", "governorate", "oblast", "state", "region"), "unit"),
    **dict.fromkeys(("city", "town", "village", "camp", "district", "quarter"), ""),
}
"""Words behind a name that tell which of several places is meant: a first-order unit, or anything else of the kind that the word names."""


def place_asked(connection: Connection, name: str, config: Config) -> tuple[Place, tuple[str, ...]]:
    """The place that a name or an id means in a ledger, and a note where the name means others too: the widest holds the rest."""
    from dateline.resolve.gazetteer import open_gazetteer

    gazetteer = open_gazetteer(config.gazetteers)
    try:
        known = [entry.place() for entry in ([gazetteer.entry(name)] if ":" in name else gazetteer.candidates(name)) if entry is not None]
        bare, _, kind = name.rpartition(" ")
        if not known and bare and kind.lower() in KIND_WORDS:
            wanted = KIND_WORDS[kind.lower()] or kind.lower()
            known = [entry.place() for entry in gazetteer.candidates(bare) if entry.kind == wanted]
    finally:
        gazetteer.close()
    places = {place.id: place for place in known if counted.speaks_of(connection, place)}
    places |= {place.id: replace(place, relation=Relation.AT) for place in counted.places_named(connection, name) if place.id not in places}
    if not places:
        raise UsageError(f"no claim of the ledger lies in a place called {name!r}; its places stand in: dateline claims")
    found = sorted(places.values(), key=lambda p: (p.kind == "country", p.kind == "unit", p.radius_km, p.id))
    others = ", ".join(f"the {p.kind} {p.name} ({p.id})" for p in found[:-1])
    note = f"{name!r} is taken for the {found[-1].kind} {found[-1].name} ({found[-1].id}); it may also mean {others}: ask by the id"
    return found[-1], ((note,) if others else ())
