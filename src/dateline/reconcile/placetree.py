"""How places lie to each other: one surely inside the other, surely apart, or neither can be told.

Only what is sure is used: inside makes a lower bound of the smaller place one of the larger, apart lets two bounds be added, and what is
neither does nothing. Countries and first-order units hold by their codes, other places by distance and reach.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from dateline.model import sphere
from dateline.model.world import Place, Relation

VERSION: Final = "places-1"
KM_A_DEGREE: Final = 111.19
"""Of latitude, on the sphere."""

QUARTERS: Final = frozenset({"quarter", "part", "hospital", "square", "bridge", "prison", "site"})
"""Kinds that belong to the city they stand in; a village, a camp or a base beside a city is a place of its own."""
FUZZY: Final = frozenset(
    {"region", "area", "mountains", "mountain", "river", "road", "sea", "lake", "strait", "island", "stretch", "several"}
)
"""Kinds without a sharp edge, which may cross that of a unit."""
SPREAD: Final = FUZZY | {"part", "district"}
"""Kinds that hold what lies in their reach with all of its own."""
WIDE: Final = frozenset({"country", "unit"})
"""Kinds that hold by code; their reach says little."""

_HELD: Final = re.compile(r"\b([\w-]+?)[-\s](?:held|controlled|ruled|run)\b", re.IGNORECASE)
_SIDES: Final = {
    "opposition": frozenset(["rebel", "rebels", "opposition", "insurgent", "insurgents"]),
    "government": frozenset(["government", "regime", "state", "army", "loyalist"]),
}
"""Words for the holder of a part that are taken for one another; any other word stands for itself ("SDF-held")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """What a figure covers: a whole place, the part of it that one side holds (`part`), or somewhere in it (not `is_firm`)."""

    place: Place
    part: str | None = None
    is_firm: bool = True

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other places."""
        return self.place.id, self.part or ""

    @property
    def name(self) -> str:
        """How it is shown."""
        return self.place.name if self.part is None else f"the part of {self.place.name} held by {self.part}"


def where_of(place: Place, wording: str) -> Where:
    """What the words of a place cover: others can speak of "rebel-held areas of Aleppo province" too, of "a village in" it nobody can."""
    held = _HELD.search(wording)
    if held is not None and place.relation is not Relation.NEAR:
        word = held[1].casefold()
        return Where(place=place, part=next((side for side, words in _SIDES.items() if word in words), word))
    return Where(place=place, is_firm=place.relation is Relation.AT and place.kind not in {"stretch", "several"})


def is_inside(inner: Where, outer: Where, told: Collection[tuple[str, tuple[str, str]]] = ()) -> bool:
    """Whether `inner` surely lies in `outer`; `told` holds pairs (place id, key of a part) that some report says are so."""
    if not outer.is_firm:
        return False
    if outer.part is not None:
        named = (inner.place.id, outer.key) in told and inner.place.relation is not Relation.NEAR
        return named or (inner.part == outer.part and holds(outer.place, inner.place))
    return holds(outer.place, inner.place)


def is_apart(a: Where, b: Where) -> bool:
    """Whether the two surely share no ground."""
    return (a.part is not None and b.part is not None and a.part != b.part) or are_apart(a.place, b.place)


def holds(outer: Place, inner: Place) -> bool:
    """Whether `inner`, with the ground that its relation speaks of, surely lies in the place `outer`."""
    if outer.country is not None and inner.country is not None and outer.country != inner.country:
        return False
    is_around = inner.relation in (Relation.NEAR, Relation.BETWEEN) or inner.kind == "several"
    if outer.kind == "country":
        return outer.country is not None and outer.country == inner.country
    if outer.kind == "unit":
        same_unit = inner.admin1 is not None and inner.admin1 == (outer.admin1 or outer.name)
        return outer.country == inner.country and (outer.id == inner.id or (same_unit and inner.kind not in FUZZY | WIDE))
    if is_around or inner.kind in WIDE:
        return False
    if outer.id == inner.id:
        return True
    if outer.kind == "district" and None not in (outer.admin2, inner.admin2) and inner.kind not in FUZZY | {"district"}:
        return (outer.admin1, outer.admin2) == (inner.admin1, inner.admin2)
    return _lies_in(outer, inner)


def _lies_in(outer: Place, inner: Place) -> bool:
    """Whether a quarter stands in a city, or the whole reach of a place in that of a region or a part of a city."""
    if inner.radius_km >= outer.radius_km:
        return False
    if outer.kind in ("city", "town"):
        same_unit = None in (outer.admin1, inner.admin1) or outer.admin1 == inner.admin1
        return inner.kind in QUARTERS and same_unit and not _further(outer, inner, outer.radius_km)
    return outer.kind in SPREAD and not _further(outer, inner, outer.radius_km - inner.radius_km)


def are_apart(a: Place, b: Place) -> bool:
    """Whether two places surely share no ground: other countries or units by their codes, else further apart than they reach."""
    if a.id == b.id or holds(a, b) or holds(b, a):
        return False
    if Relation.NEAR in (a.relation, b.relation):
        return a.kind not in WIDE and b.kind not in WIDE and _further(a, b, a.radius_km + b.radius_km)
    if not {a.kind, b.kind} & FUZZY:
        if None not in (a.country, b.country) and a.country != b.country:
            return True
        if "unit" in (a.kind, b.kind) and "country" not in (a.kind, b.kind):
            units = {_unit(a), _unit(b)}
            return None not in units and len(units) == 2
    return not {a.kind, b.kind} & WIDE and _further(a, b, a.radius_km + b.radius_km)


def _unit(place: Place) -> str | None:
    return (place.admin1 or place.name) if place.kind == "unit" else place.admin1


def _further(a: Place, b: Place, km: float) -> bool:
    """Whether two points lie further apart than that; mostly their latitudes tell at once."""
    return abs(a.latitude - b.latitude) * KM_A_DEGREE > km or distance_km(a, b) > km


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance of two places."""
    return sphere.distance_km(a.latitude, a.longitude, b.latitude, b.longitude)


_INCLUDING: Final = re.compile(r"\bincluding\s+([^,.;]+)", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")
_SETTLEMENT: Final = frozenset({"city", "town", "capital"})
_EMPTY: Final = frozenset({"the", "al", "el", "of", "city", "town", "district", "province"})


def says_it_includes(quote: str, after: str, inner: Place) -> bool:
    """Whether a quote goes on, after the words of a place, with "including" and words that name `inner`.

    "the eastern part of the city" names "eastern Aleppo": every word of the name stands there, a settlement's name or its kind.
    """
    start = quote.find(after)
    found = None if start < 0 else _INCLUDING.search(quote, start + len(after))
    if found is None:
        return False
    said = {word.casefold() for word in _WORD.findall(found[1])}
    name = [word.casefold() for word in _WORD.findall(inner.name) if word.casefold() not in _EMPTY]
    if not name or inner.kind in WIDE:
        return False
    missing = [word for word in name if word not in said]
    return not missing or (inner.kind == "part" and len(missing) == 1 and len(name) > 1 and bool(said & _SETTLEMENT))
