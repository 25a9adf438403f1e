"""The country and the first-order unit of places that a pack brings, by their points and their units' names, from the bundled gazetteer."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, cached_property

from dateline.resolve.gazetteer import SAME_PLACE_KM, SETTLED, Entry, Gazetteer
from dateline.resolve.gazetteer_tables import Row
from dateline.resolve.geodesy import distance_km

NEAR_KM = 40.0
"""A place is taken to lie in the unit of the nearest town up to this distance, as the project's supplement is."""
NEIGHBOURHOOD_KM = 50.0
"""Two settlements of one name nearer than this, and not one place, are seldom: the name tells what the place lies by."""
LONG = 3.5
"""How many times the radius of a disc of a country's area its ends may lie from its middle (Chile, the longest: 3.0)."""
UNIT_WORDS = re.compile(
    r"\s+(?:governorate|province|state|region|oblast|department|prefecture|county|division|territory|republic|emirate|muhafazah)s?$",
    re.IGNORECASE,
)
"""Words for a first-order unit at the end of its name, in the English of data sets."""
_PARTS = re.compile(r"[(),/]")


class Around:
    """Answers which country and unit a place belongs to."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Ask `gazetteer`, which is best opened without packs."""
        self._gazetteer = gazetteer
        self._units: dict[tuple[str, str | None], list[Entry]] = {}
        self.country = cache(self._country)
        self.is_country = cache(self._is_country)

    def _country(self, name: str) -> str | None:
        """The code of a country by its name as a data set writes it ("Yemen (North Yemen)", "SY"), None for any other name."""
        if len(name) == 2 and name.isupper():
            found = self._gazetteer.country(name)
            return None if found is None else found.country
        for part in (name, *_PARTS.split(name)):
            for entry in self._gazetteer.candidates(part.strip()):
                if entry.kind == "country":
                    return entry.country
        return None

    def _is_country(self, name: str) -> bool:
        """Whether a name is that of a country."""
        return any(entry.kind == "country" for entry in self._gazetteer.candidates(name))

    def unit(self, name: str, country: str | None, point: tuple[float, float]) -> Entry | None:
        """The first-order unit of that name, the nearest to the point where several countries have one; None where it lies elsewhere."""
        found = self._named(name, country)
        reached = [(distance_km(*point, e.latitude, e.longitude), e) for e in found]
        fitting = [(km, e.id, e) for km, e in reached if km <= 2 * e.radius_km + NEAR_KM]
        return min(fitting, key=lambda unit: unit[:2])[2] if fitting else None

    def _named(self, name: str, country: str | None) -> list[Entry]:
        asked = (name, country)
        if asked not in self._units:
            stem = UNIT_WORDS.sub("", name)
            for loosely in (False, True):
                found = [e for text in (name, stem) for e in self._gazetteer.candidates(text, loosely=loosely) if e.kind == "unit"]
                self._units[asked] = [e for e in found if e.unit is not None and country in (None, e.country)]
                if self._units[asked]:
                    break
        return self._units[asked]

    def take_over(self, row: Row) -> None:
        """Give a settlement what its source does not tell and the bundled gazetteer does: its people, and a city's kind and reach."""
        if row.kind not in SETTLED:
            return
        found = [
            entry
            for name in (row.name, *row.names)
            for entry in self._gazetteer.candidates(name)
            if entry.kind in SETTLED and entry.country == row.country
            if distance_km(row.latitude, row.longitude, entry.latitude, entry.longitude) <= SAME_PLACE_KM + _reach(entry)
        ]
        if not found:
            return
        largest = max(found, key=lambda entry: (entry.population, entry.id))
        row.population = max(row.population, largest.population)
        row.name_count = max(row.name_count, largest.names)
        if largest.kind == "city":
            row.kind, row.radius_km = "city", max(row.radius_km, largest.radius_km)

    def knows_another(self, name: str, row: Row) -> bool:
        """Whether a name that a source has for a place is that of another settlement or unit: anywhere in the country for a place that is
        no settlement itself, in its neighbourhood for one that is, since villages share names.
        """
        for entry in self._gazetteer.candidates(name):
            if entry.country != row.country or entry.kind not in SETTLED | {"unit"}:
                continue
            km = distance_km(row.latitude, row.longitude, entry.latitude, entry.longitude)
            if row.kind not in SETTLED or SAME_PLACE_KM + _reach(entry) < km <= NEIGHBOURHOOD_KM:
                return True
        return False

    def km_outside(self, country: str, point: tuple[float, float]) -> float | None:
        """How far a point lies from a country's middle, None where it may lie in it: near a town of it, or no further than its ends."""
        near = self.nearest(*point)
        found = self._gazetteer.country(country)
        if found is None or (near is not None and near[0] == country):
            return None
        km = distance_km(*point, found.latitude, found.longitude)
        return km if km > LONG * found.radius_km + NEAR_KM else None

    def nearest(self, latitude: float, longitude: float) -> tuple[str, str | None] | None:
        """Country and unit of the nearest town within NEAR_KM."""
        reach = 1 if abs(latitude) < 60 else 3
        row, column = math.floor(latitude), math.floor(longitude)
        cells = [(row + y, (column + x + 180) % 360 - 180) for y in (-1, 0, 1) for x in range(-reach, reach + 1)]
        near = [
            (distance_km(latitude, longitude, lat, lon), country, unit) for cell in cells for lat, lon, country, unit in self._towns[cell]
        ]
        best = min(near, key=lambda found: found[0], default=None)
        return None if best is None or best[0] > NEAR_KM else best[1:]

    @cached_property
    def _towns(self) -> defaultdict[tuple[int, int], Sequence[tuple[float, float, str, str | None]]]:
        """Every town of the bundled gazetteer by its cell of one degree."""
        cells: dict[tuple[int, int], list[tuple[float, float, str, str | None]]] = {}
        for town in self._gazetteer.towns():
            cells.setdefault((math.floor(town[0]), math.floor(town[1])), []).append(town)
        return defaultdict(tuple, cells)


def _reach(entry: Entry) -> float:
    return entry.radius_km if entry.kind == "city" else 0.0


def is_unit_name(name: str) -> bool:
    """Whether a name ends in a word for a first-order unit."""
    return UNIT_WORDS.search(name) is not None
