"""Which of all events, claims of control and sources a person asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dateline.model.dispute import Matter, Standing
from dateline.model.event import Event
from dateline.model.grounded import Grounded


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """Which events are asked for; None asks for all, and all conditions must hold.

    `place` fits the wording, the name on the map, the units it lies in, or its id; `speaker` fits an independent voice or a speaker's
    wording. `since` and `until` keep events whose days touch that period; an event without days is in no period. `matter` keeps events
    that are contested in that.
    """

    type: str | None = None
    standing: Standing | None = None
    place: str | None = None
    speaker: str | None = None
    since: date | None = None
    until: date | None = None
    matter: Matter | None = None


def events_asked(events: Iterable[Event], claims: Mapping[str, Grounded], query: EventQuery) -> tuple[Event, ...]:
    """The events that meet the query, in their order; `claims` are all claims by id."""
    return tuple(event for event in events if _fits(event, [claims[key] for key in event.claims], query))


def _fits(event: Event, claims: Iterable[Grounded], query: EventQuery) -> bool:
    told = tuple(claims)
    return (
        query.type in (None, event.type)
        and query.standing in (None, event.standing)
        and (query.matter is None or any(dispute.matter is query.matter for dispute in event.disputes))
        and (query.place is None or any(is_in(grounded, query.place) for grounded in told))
        and (query.speaker is None or _is_told_by(event, told, query.speaker))
        and is_during(event.earliest, event.latest, query.since, query.until)
    )


def is_in(grounded: Grounded, name: str) -> bool:
    """Whether a claim lies in the place or the unit of that name or id."""
    place = grounded.place
    names = [grounded.claim.place.text] if grounded.claim.place is not None else []
    if place is not None:
        names += [part for part in (place.name, place.admin1, place.admin2, place.country) if part is not None]
    return (place is not None and place.id == name) or any(name.casefold() in part.casefold() for part in names)


def _is_told_by(event: Event, claims: Iterable[Grounded], name: str) -> bool:
    names = [*event.speakers, *(g.claim.speaker.text for g in claims if g.claim.speaker is not None)]
    return any(name.casefold() in told.casefold() for told in names)


def is_during(earliest: date | None, latest: date | None, since: date | None, until: date | None) -> bool:
    """Whether days touch a period; what has no days is in none."""
    if since is None and until is None:
        return True
    if earliest is None and latest is None:
        return False
    return (until is None or (earliest or date.min) <= until) and (since is None or (latest or date.max) >= since)
