"""What the page of control shows: places that somebody is said to hold, those told of most first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from dateline.model.codec import from_json
from dateline.model.holding import Timeline
from dateline.store.rows import among
from dateline.store.schema import claim, control, grounding


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlQuery:
    """Which places are asked for; None asks for all.

    `place` fits an id, the name on the map, the province or the country, or words of a claim's place. `since` and `until` keep places of
    which something is said for days of that period; `contested` those that are contested at some time.
    """

    place: str | None = None
    since: date | None = None
    until: date | None = None
    contested: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPlaces:
    """Some of the places asked for with all that is told of them, how many there are, and the first and last day told of in all of them."""

    timelines: tuple[Timeline, ...]
    total: int
    first: date | None
    last: date | None


def held_places(connection: Connection, query: ControlQuery, *, limit: int, offset: int = 0) -> HeldPlaces:
    """Places asked for, those with most claims first."""
    asked = _asked(query)
    total, first, last = connection.execute(select(func.count(), func.min(control.c.first), func.max(control.c.last)).where(*asked)).one()
    order = (control.c.claims.desc(), control.c.place, control.c.place_id)
    bodies = connection.execute(select(control.c.body).where(*asked).order_by(*order).limit(limit).offset(offset)).scalars()
    return HeldPlaces(timelines=tuple(from_json(body, Timeline) for body in bodies), total=total, first=first, last=last)


def reports_of(connection: Connection, claims: Sequence[str]) -> dict[str, str]:
    """Claim id -> the report it stands in."""
    chosen = select(claim.c.id, claim.c.report).where(claim.c.id.in_(among(claims)))
    return {row.id: row.report for row in connection.execute(chosen).all()}


def _asked(query: ControlQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.place is not None:
        found.append(_lies_in(query.place))
    if query.since is not None:
        found.append(and_(control.c.last.is_not(None), control.c.last >= query.since))
    if query.until is not None:
        found.append(and_(control.c.first.is_not(None), control.c.first <= query.until))
    if query.contested is not None:
        found.append(control.c.contested > 0 if query.contested else control.c.contested == 0)
    return found


def _lies_in(place: str) -> ColumnElement[bool]:
    called = select(claim.c.id).where(claim.c.control_place.is_not(None), _holds(claim.c.control_place, place))
    worded = select(grounding.c.place_id).where(grounding.c.claim.in_(called))
    names = (control.c.place, control.c.admin1, control.c.country)
    return or_(control.c.place_id == place, *(_holds(name, place) for name in names), control.c.place_id.in_(worded))


def _holds(column: ColumnElement[str | None], words: str) -> ColumnElement[bool]:
    return column.icontains(words, autoescape=True)
