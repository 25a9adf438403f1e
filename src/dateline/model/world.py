"""What claims are resolved to: places on the map, days on the calendar, actors known by name; and how each was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Relation(StrEnum):
    """How the words stand to the chosen place."""

    AT = "at"
    NEAR = "near"
    WITHIN = "within"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on the map.

    `id` is "gn:<geonameid>" or "dl:<slug>" for the project's own supplement. `latitude`, `longitude` are WGS 84 degrees, `radius_km` the
    reach of the area it stands for. `precision` is UCDP where_prec: 1 exact, 2 within about 25 km, 3 second-order unit, 4 first-order unit,
    5 line or fuzzy area, 6 country, 7 international.
    """

    id: str
    name: str
    kind: str
    country: str | None
    latitude: float
    longitude: float
    radius_km: float
    precision: int
    relation: Relation = Relation.AT
    admin1: str | None = None
    admin2: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Days on the calendar, a closed interval; None where a side is open.

    `value` is a TIMEX3 value ("2016-09-24", "2016-09-22TNI", "2016-W37", "P2D"). `precision` is UCDP date_prec: 1 day, 2 two to six
    days, 3 week, 4 month, 5 more, up to a year. `anchor` names what a relative expression was counted from
    ("published 2016-09-24", "absolute").
    """

    value: str
    earliest: date | None
    latest: date | None
    precision: int
    anchor: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party as the list of actors knows it: `id` is a neutral slug; `kind` e.g. "state forces"; `side` groups parties of one camp."""

    id: str
    name: str
    kind: str | None = None
    side: str | None = None


class Slot(StrEnum):
    """Which slot of a claim a resolution speaks of."""

    PLACE = "place"
    TIME = "time"
    ACTOR = "actor"
    TARGET = "target"
    SPEAKER = "speaker"
    HOLDER = "holder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What one slot of one claim was taken to mean; the losers and the reasons are kept.

    `index` is the position among a claim's actors or targets (0 otherwise). `chosen` is None when the resolver abstains. `loaded`
    marks wording that takes a side ("regime", "terrorists", "martyrs"); the wording itself stays in the claim. `score` is in 0..1 or None.
    """

    claim: str
    slot: Slot
    wording: str
    chosen: Place | When | Actor | None
    method: str
    version: str
    index: int = 0
    alternatives: tuple[Place | Actor, ...] = ()
    reasons: tuple[str, ...] = ()
    score: float | None = None
    loaded: bool = False


def days_of(whens: Iterable[When]) -> tuple[date | None, date | None]:
    """First and last day that several times of one claim give together; None where a side stays open.

    Times that overlap narrow each other ("in September", "on Saturday"); times apart span the days between them ("on Monday and Friday").
    The narrowest is taken first, so that the order in which the report words them does not matter.
    """
    known = [when for when in whens if when.earliest is not None or when.latest is not None]
    spans = sorted(((when.earliest or date.min, when.latest or date.max) for when in known), key=lambda s: (s[1] - s[0], s))
    if not spans:
        return None, None
    first, last = spans[0]
    for earliest, latest in spans[1:]:
        if earliest <= last and first <= latest:
            first, last = max(first, earliest), min(last, latest)
        else:
            first, last = min(first, earliest), max(last, latest)
    return None if first == date.min else first, None if last == date.max else last
