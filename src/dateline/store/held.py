"""Questions to what is seen together about places and sources: who is said to hold what, and how each source stands beside others."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select

from dateline.model.codec import from_json
from dateline.model.holding import Timeline
from dateline.model.tally import Tally
from dateline.store.schema import claim, control, grounding, tally


def timelines_in(connection: Connection, place: str) -> tuple[Timeline, ...] | None:
    """The timelines of a place, by id, name or wording, and of the places in that unit; None where no claim lies there at all."""
    names = (claim.c.place, grounding.c.place_name, grounding.c.admin1, grounding.c.admin2, grounding.c.country)
    fits = or_(grounding.c.place_id == place, *(name.icontains(place, autoescape=True) for name in names))
    there = select(grounding.c.place_id).join(claim, claim.c.id == grounding.c.claim).where(fits)
    if connection.execute(there.limit(1)).first() is None:
        return None
    lines = (
        select(control.c.body).where(control.c.place_id.in_(there)).order_by(control.c.claims.desc(), control.c.place, control.c.place_id)
    )
    return tuple(from_json(body, Timeline) for body in connection.execute(lines).scalars())


def tallies(connection: Connection) -> tuple[Tally, ...]:
    """Every speaker and every outlet, those who tell most events first."""
    found = connection.execute(select(tally.c.body).order_by(tally.c.kind, tally.c.events.desc(), tally.c.name))
    return tuple(from_json(body, Tally) for body in found.scalars())
