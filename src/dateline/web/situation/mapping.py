"""The map: one mark a place, how exact the place is, where it is contested who holds it, and what stands nowhere on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote_plus

from sqlalchemy import Connection

from dateline.model.dispute import Standing
from dateline.store.desk.situation import STANDINGS, ContestedPlace, PlaceRow, places, unplaced
from dateline.store.events import Box, Located
from dateline.web.filters import EventFilter, box_of
from dateline.web.marks import Mark, in_words, mark_of
from dateline.web.wording import counted, number

MOST_PLACES: Final = 1000
MOST_LISTED: Final = 25
"""Places that are drawn, and those that the table under the map lists; the page of all events has the rest."""

EXACT: Final = 1
"""Precision of a place that is known as exactly as it is named."""

MIDDLE: Final = 0.96
"""The map opens on the middle places, which have this share of the claims: one event overseas would shrink all others to a point."""

LEAST_DEGREES: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceShown:
    """The events of one place: `mark` is of the standing among them that most needs a look, `words` count them by standing.

    `radius_km` is how far the place reaches where it is not exact, None where it is. `only` is the address of the page for this place
    alone, `events_at` that of its events.
    """

    id: str
    name: str
    longitude: float
    latitude: float
    radius_km: float | None
    events: int
    claims: int
    mark: Mark
    words: str
    only: str
    events_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OffMap:
    """Events that stand nowhere on the map: why in words, how many, and the address of their list."""

    located: Located
    words: str
    events: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShown:
    """What is on the map, those of most claims first, and what is not.

    `bounds` (west, south, east, north) is where most of it lies, None where nothing does; `area` is the box drawn. `contested` are places
    of which it is contested who holds them. `more` is how many places are not drawn, having fewer claims than the others. `marks` are
    those that stand on the map. `finding` says in a sentence what is to be seen.
    """

    places: tuple[PlaceShown, ...]
    contested: tuple[ContestedPlace, ...]
    bounds: Box | None
    area: Box | None
    off: tuple[OffMap, ...]
    more: int
    marks: tuple[Mark, ...]
    finding: str


def map_of(connection: Connection, asked: EventFilter, path: str, contested: Sequence[ContestedPlace]) -> MapShown:
    """The map of the events that are laid out."""
    rows = places(connection, limit=MOST_PLACES + 1)
    drawn = rows[:MOST_PLACES]
    addresses = [asked.without("place").address(page, place="") for page in (path, "/events")]
    shown = tuple(_place(row, addresses) for row in drawn)
    area = None if asked.area is None else box_of(asked.area)
    found = {how: events for how, events in unplaced(connection).items() if events}
    return MapShown(
        places=shown,
        contested=tuple(contested),
        bounds=area or _bounds(drawn) or _bounds_of([(place.longitude, place.latitude) for place in contested]),
        area=area,
        off=tuple(
            OffMap(located=how, words=OFF[how], events=events, address=asked.address("/events", located=how.value))
            for how, events in found.items()
        ),
        more=len(rows) - len(drawn),
        marks=tuple(mark for mark in Mark if any(place.mark is mark for place in shown)),
        finding=_finding(shown, contested),
    )


OFF: Final = {
    Located.WIDE: "whose place is a province or wider",
    Located.UNSURE: "whose place is unsure",
    Located.NONE: "with no place",
}


def _place(row: PlaceRow, addresses: Sequence[str]) -> PlaceShown:
    """A place with its addresses; these end where its id follows."""
    standings: dict[Standing, int] = {standing: getattr(row, name) for standing, name in STANDINGS.items()}
    only, events_at = (f"{address}{quote_plus(row.id)}" for address in addresses)
    return PlaceShown(
        id=row.id,
        name=row.name,
        longitude=row.longitude,
        latitude=row.latitude,
        radius_km=None if row.precision == EXACT else row.radius_km,
        events=row.events,
        claims=row.claims,
        mark=mark_of(standings),
        words=in_words(standings),
        only=only,
        events_at=events_at,
    )


def _bounds(rows: Sequence[PlaceRow]) -> Box | None:
    """Where the middle of the claims lies."""
    total = sum(row.claims for row in rows)
    middle = [_middle(sorted((getattr(row, name), row.claims) for row in rows), total) for name in ("longitude", "latitude")]
    inside = [row for row in rows if all(low <= at <= high for at, (low, high) in zip((row.longitude, row.latitude), middle, strict=True))]
    return _bounds_of([(row.longitude, row.latitude) for row in inside])


def _middle(weighted: Sequence[tuple[float, int]], total: int) -> tuple[float, float]:
    """Between which values the middle of the weight lies."""
    cut, passed, low, high = total * (1 - MIDDLE) / 2, 0, None, 0.0
    for value, weight in weighted:
        passed += weight
        if low is None and passed > cut:
            low = value
        high = value
        if passed >= total - cut:
            break
    return low or 0.0, high


def _bounds_of(points: Sequence[tuple[float, float]]) -> Box | None:
    """A box around points, with some room."""
    if not points:
        return None
    longitudes, latitudes = zip(*points, strict=True)
    wide = max(LEAST_DEGREES, 0.05 * (max(longitudes) - min(longitudes)))
    high = max(LEAST_DEGREES, 0.05 * (max(latitudes) - min(latitudes)))
    return (
        max(-180.0, min(longitudes) - wide),
        max(-85.0, min(latitudes) - high),
        min(180.0, max(longitudes) + wide),
        min(85.0, max(latitudes) + high),
    )


def _finding(shown: Sequence[PlaceShown], contested: Sequence[ContestedPlace]) -> str:
    """What the map shows, for those who do not see it."""
    if not shown:
        return "No event of this view has a place that stands on the map."
    first = f"{counted(len(shown), 'place')}; most claims speak of {shown[0].name} ({counted(shown[0].claims, 'claim')}, {shown[0].words})."
    by_mark = {mark: [place.name for place in shown if place.mark is mark] for mark in (Mark.CONTESTED, Mark.CORROBORATED, Mark.DENIED)}
    told = [f"{SAID[mark]} {_names(names)}." for mark, names in by_mark.items() if names]
    held = [f"Who holds it is contested in {_names([place.name for place in contested])}."] if contested else []
    return " ".join((first, *told, *held))


SAID: Final = {
    Mark.CONTESTED: "Something is contested in",
    Mark.CORROBORATED: "Something is corroborated, and nothing contested, in",
    Mark.DENIED: "Something is denied in",
}


def _names(names: Sequence[str], most: int = 4) -> str:
    """Names in a row, the last ones counted where there are many."""
    shown = list(names) if len(names) <= most else [*names[: most - 1], f"{number(len(names) - most + 1)} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
