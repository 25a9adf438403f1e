"""What a filter of events may be set to next: the values that the events asked for have, with how many events have each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, case, desc, distinct, func, or_, select

from dateline.model.tally import SourceKind
from dateline.store.desk.asked import asked, asking
from dateline.store.events import COUNTRY, OUTLET, UNIT, EventQuery
from dateline.store.naming import Named
from dateline.store.schema import event_figure, event_naming, grounding, naming, party, tally, witness

SURE: Final = (0.9, 0.8, 0.6)
"""How sure the machine may be asked to be."""

MOST: Final = 30
"""Choices that are shown; words lead to the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRow:
    """A value of a condition, the name it is shown by, what else is known of it, and how many of the events asked for meet it."""

    value: str
    name: str
    about: str | None
    events: int


def choices(connection: Connection, query: EventQuery, field: str, words: str | None = None) -> tuple[ChoiceRow, ...]:
    """Values of a condition, without what it is set to now, that leave events; those with most first, or those whose names hold `words`."""
    with asking(connection, replace(query, **{field: None})):
        if field == "confidence":
            return _sure(connection)
        chosen = ASKED[field]()
        if words is not None and field in NAMED:
            chosen = chosen.where(NAMED[field].icontains(words, autoescape=True))
        found = connection.execute(chosen.order_by(desc("events"), "value").limit(MOST)).all()
        rows = tuple(ChoiceRow(value=row.value, name=row.name, about=None, events=row.events) for row in found)
        return _placed(connection, rows) if field == "place" else rows


def _rows(value: ColumnElement[Any], name: ColumnElement[Any], events: ColumnElement[int]) -> Select[Any]:
    return select(value.label("value"), func.max(name).label("name"), events.label("events")).group_by(value)


def _of_event(column: ColumnElement[Any]) -> Select[Any]:
    return _rows(column, column, func.count()).where(asked.c.in_period, column.is_not(None))


def _named(kind: Named, name: ColumnElement[Any], value: ColumnElement[Any] = naming.c.key) -> Select[Any]:
    """What the claims of the events name; its key is the value, if not something made of it."""
    return (
        _rows(value, name, func.count(distinct(event_naming.c.number)))
        .join_from(naming, event_naming, event_naming.c.naming == naming.c.n)
        .join(asked, asked.c.number == event_naming.c.number)
        .where(naming.c.kind == kind.value, naming.c.key.is_not(None), asked.c.in_period)
    )


def _measures() -> Select[Any]:
    measure = event_figure.c.measure
    joined = _rows(measure, measure, func.count()).join_from(event_figure, asked, asked.c.number == event_figure.c.number)
    return joined.where(asked.c.in_period)


def _outlets() -> Select[Any]:
    """An outlet is asked for by its key, without what all keys of outlets begin with."""
    known = and_(tally.c.kind == SourceKind.OUTLET.value, tally.c.key == naming.c.key)
    return _named(Named.OUTLET, tally.c.name, func.substr(naming.c.key, len(OUTLET) + 1)).join(tally, known)


ASKED: Mapping[str, Callable[[], Select[Any]]] = MappingProxyType(
    {
        "type": lambda: _of_event(asked.c.type),
        "standing": lambda: _of_event(asked.c.standing),
        "place": lambda: _rows(asked.c.place_id, asked.c.place, func.count()).where(asked.c.in_period, asked.c.place_id.is_not(None)),
        "measure": _measures,
        "speaker": lambda: _named(Named.SPEAKER, naming.c.name),
        "outlet": _outlets,
        "actor": lambda: _named(Named.PARTY, naming.c.name),
    }
)
"""Condition -> the values that the events asked for have."""

NAMED: Mapping[str, ColumnElement[Any]] = MappingProxyType(
    {"place": asked.c.place, "speaker": naming.c.name, "outlet": tally.c.name, "actor": naming.c.name}
)
"""Conditions with too many values to list, and the names that words are looked for in."""

FIELDS: Final = (*ASKED, "confidence")
"""Conditions that there are choices for."""


def _sure(connection: Connection) -> tuple[ChoiceRow, ...]:
    surer = (func.count().filter(asked.c.confidence >= value) for value in SURE)
    numbers = zip(SURE, connection.execute(select(*surer).where(asked.c.in_period)).one(), strict=True)
    return tuple(ChoiceRow(value=str(value), name=str(value), about=None, events=number) for value, number in numbers)


def _placed(connection: Connection, rows: tuple[ChoiceRow, ...]) -> tuple[ChoiceRow, ...]:
    """Places with what they are and where; a province and a country have all the events that lie in them."""
    known = {row.place_id: row for row in connection.execute(_whereabouts([row.value for row in rows]))}
    found = [_with_all_inside(connection, row, known[row.value]) for row in rows]
    return tuple(sorted(found, key=lambda row: -row.events))


def _whereabouts(places: list[str]) -> Select[Any]:
    columns = asked.c.place_id, asked.c.place_precision, asked.c.admin1, asked.c.country
    return select(*columns).where(asked.c.place_id.in_(places)).group_by(asked.c.place_id)


def _with_all_inside(connection: Connection, row: ChoiceRow, known: Any) -> ChoiceRow:
    if known.place_precision not in (UNIT, COUNTRY):
        return replace(row, about=next((unit for unit in (known.admin1, known.country) if unit not in (None, row.name)), None))
    inside = asked.c.country == known.country
    if known.place_precision == UNIT:
        inside = and_(inside, asked.c.admin1 == (known.admin1 or row.name))
    own = or_(asked.c.place_id == row.value, inside)
    events = connection.execute(select(func.count()).where(asked.c.in_period, own)).scalar_one()
    return replace(row, about="province" if known.place_precision == UNIT else "country", events=events)


def names(connection: Connection, query: EventQuery) -> dict[str, str]:
    """Condition -> the name of what it is set to, of those that are set to an id that the ledger knows."""
    in_words = case((grounding.c.place_precision == UNIT, grounding.c.place_name + " province"), else_=grounding.c.place_name)
    asked_for = {
        "place": (query.place, select(in_words).where(grounding.c.place_id == query.place)),
        "outlet": (query.outlet, select(tally.c.name).where(tally.c.key == f"{OUTLET}{(query.outlet or '').casefold()}")),
        "speaker": (query.speaker, select(witness.c.name).where(witness.c.key == query.speaker)),
        "actor": (query.actor, select(party.c.name).where(party.c.actor_id == query.actor)),
    }
    found = {field: connection.execute(chosen.limit(1)).scalar() for field, (value, chosen) in asked_for.items() if value is not None}
    return {field: str(name) for field, name in found.items() if name is not None}
