"""What events and their claims come to, as the tables that can be asked hold it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from dateline.ledger.seeing.gathering import walks_with
from dateline.model.event import Event
from dateline.model.holding import Held, Timeline
from dateline.model.link import Link
from dateline.model.world import Place
from dateline.pipeline import grounded_of
from dateline.reconcile import Reconciled, event_id
from dateline.reconcile.control import held_of, timeline
from dateline.reconcile.sources import parts_in
from dateline.review import queued
from dateline.store import Seen, sources
from dateline.store.seen import write_timelines


def shown(found: Reconciled, events: Sequence[Event], links: Sequence[Link]) -> Seen:
    """Events with all that belongs to them; `found` has at least their claims."""
    by_id = {grounded.claim.id: grounded for grounded in found.claims}
    return Seen(
        claims=by_id,
        voices=found.independence.voices,
        minted={key: event_id(key) for event in events for key in event.claims},
        events=events,
        links=links,
        parts=tuple(parts_in(events, found.claims, found.independence)),
        queue=queued(found.claims, events),
    )


def renew_timelines(connection: Connection, found: Reconciled, claims: Collection[str]) -> None:
    """Bring the timelines up to date with these claims, of which `found` has all that are still there."""
    held: dict[str, list[tuple[Held, Place]]] = {}
    for grounded in found.claims:
        told = held_of(grounded, found.independence.voices) if grounded.claim.id in claims else None
        if told is not None and grounded.place is not None:
            held.setdefault(grounded.place.id, []).append((told, grounded.place))
    before = sources.timelines_at(connection, sources.places_held(connection, claims) | held.keys())
    sources.remove_timelines(connection, claims, before.keys())
    lines = (_timeline(connection, held.get(place, ()), before.get(place), claims) for place in sorted(before.keys() | held.keys()))
    write_timelines(connection, (line for line in lines if line is not None))


def _timeline(
    connection: Connection, new: Sequence[tuple[Held, Place]], before: Timeline | None, claims: Collection[str]
) -> Timeline | None:
    """A place's timeline with what is new in it and without what these claims said before; None where nothing is left."""
    old = () if before is None else (*before.held, *before.undated)
    kept = [held for held in old if held.claim not in claims]
    places = {held.claim: place for held, place in new}
    first = min((*places, *(held.claim for held in kept)), default=None)
    if first is None:
        return None
    if before is not None and first == min(held.claim for held in old):
        places.setdefault(first, before.place)
    place = places.get(first) or _place_of(connection, first)
    return timeline(place, (*kept, *(held for held, _ in new)))


def _place_of(connection: Connection, claim: str) -> Place:
    """The place that a claim lies in; of one place the first claim tells how it is shown."""
    [place] = [g.place for g in grounded_of(walks_with(connection, claim)) if g.claim.id == claim and g.place is not None]
    return place
