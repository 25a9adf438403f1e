"""Documents to learn from: lists of place names with the points they mean.

GeoVirus (Gritta et al. 2018, CC BY 4.0): news with gold points. UCDP GED 19.1 (CC BY 4.0): the coded places of the Syrian war's events
of 2016, told in groups of one governorate. Documents made from the gazetteer itself: the places of a town's paper, a province's, a
country's, with one place in eight taken out of the gazetteer, since a real one lacks places too. GeoWebNews is never learnt from: its
licence forbids it.
"""

from __future__ import annotations

import csv
import random
import sqlite3
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from dateline.resolve import placenames
from dateline.resolve.gazetteer import demonyms
from dateline.resolve.placescore import AREAS

UCDP_YEAR = "2016"
"""Events of this year are learnt from; later years are left to measure."""
GROUP = 5
"""Places of one governorate that make a document."""
MISSING = 0.125
"""Part of the places of made documents that are taken out of the gazetteer."""


GREAT = 500_000
"""People of the cities that any paper tells of."""
UNIT_TOLD = COUNTRY_TOLD = 0.5
UNIT_BESIDE = 0.15
COUNTRY_BESIDE_WAR = 0.8
OTHERWISE_NAMED = 0.25
"""How often a place is told of under another of its names, of which it has many that no news uses."""
MIN_OTHER = 3
"""Other names no longer than this are codes more often than names."""
_PLACES = (
    "SELECT number, slug, name, country, unit, latitude, longitude, population, kind, names FROM place "
    "WHERE country IS NOT NULL AND (slug IS NULL OR kind <> 'district') ORDER BY number"
)
ALONE = 0.1
"""Part of the made documents that name one place only."""
"""How often a made document tells its unit, its country, and a unit right after a town."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name of a document and the point it means; None where it only stands around. `hidden` is an id that the ranking may not see."""

    text: str
    point: tuple[float, float] | None = None
    page: str | None = None
    km: float = 161.0
    hidden: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Names in order of the text, the source they come from, and what one of them weighs in learning."""

    source: str
    names: tuple[Name, ...]
    weight: float


def geovirus(shared: Path) -> Iterator[Document]:
    """The articles of GeoVirus, nationalities left out."""
    for article in ET.parse(shared / "data/geo/GeoVirus.xml").getroot().iter("article"):
        rows = sorted(article.iter("location"), key=lambda t: int(t.findtext("start") or 0))
        names = tuple(
            Name(
                text=row.findtext("name") or "",
                point=(float(row.findtext("lat") or 0), float(row.findtext("lon") or 0)),
                page=unquote((row.findtext("page") or "").rpartition("/")[2]).replace("_", " "),
            )
            for row in rows
            if placenames.plain(row.findtext("name") or "") not in demonyms()
        )
        yield Document(source="geovirus", names=names, weight=1.0)


def ucdp(shared: Path, chance: random.Random) -> Iterator[Document]:
    """Coded places of 2016 in groups of one governorate, told after Syria and the governorate."""
    by_unit: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    with (shared / "data/geo/ucdp-ged-syria-2016-2017.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["where_prec"] in ("1", "2") and row["adm_1"] and row["year"] == UCDP_YEAR:
                by_unit[row["adm_1"]][row["where_coordinates"]] = (float(row["latitude"]), float(row["longitude"]))
    for unit, places in sorted(by_unit.items()):
        order = sorted(places)
        chance.shuffle(order)
        for start in range(0, len(order), GROUP):
            asked = tuple(Name(text=text, point=places[text], km=25.0) for text in order[start : start + GROUP])
            yield Document(source="ucdp", names=(Name(text="Syria"), Name(text=unit), *asked), weight=0.3)


@dataclass(frozen=True, slots=True)
class Town:
    """A place of the gazetteer as made documents draw it; `names` is how many names its source gives it."""

    number: int
    slug: str | None
    name: str
    country: str
    unit: str | None
    latitude: float
    longitude: float
    population: int
    kind: str
    names: int

    @property
    def id(self) -> str:
        """Its id in the gazetteer."""
        return f"gn:{self.number}" if self.slug is None else f"dl:{self.slug}"

    def fame(self, power: float) -> float:
        """How often it is told of, by its people and by how many languages have a name for it."""
        return float((self.population + 300) ** power * self.names**0.5)


Told = list[tuple[Town, Town | None]]
"""The places of a made document, each with the unit that is told right after it."""


class Maker:
    """Makes documents from the gazetteer: a home, its towns, and what else is told there."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        """Read the places of the gazetteer at `path`."""
        self.chance = chance
        self.towns: dict[str, list[Town]] = defaultdict(list)
        self.units: dict[tuple[str, str | None], Town] = {}
        self.countries: dict[str, Town] = {}
        self.told_of: dict[str, list[Town]] = defaultdict(list)
        self._db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        for row in self._db.execute(_PLACES):
            self._sort_in(Town(*row))
        self._large = [town for towns in self.towns.values() for town in towns if town.population >= GREAT]

    def _sort_in(self, town: Town) -> None:
        if town.slug is not None:
            if town.kind not in AREAS:
                self.told_of[town.country].append(town)
        elif town.kind == "country":
            self.countries[town.country] = town
        elif town.kind == "unit":
            self.units[town.country, town.unit] = town
        else:
            self.towns[town.country].append(town)

    def documents(self, count: int) -> Iterator[Document]:
        """So many made documents."""
        homes = sorted(code for code in self.towns if code in self.countries)
        weights = [len(self.towns[code]) ** 0.5 for code in homes]
        drawn = [self._home(home) for home in self.chance.choices(homes, weights, k=count)]
        yield from self._written(drawn, source="made", weight=0.15, missing=MISSING)

    def war_documents(self, count: int) -> Iterator[Document]:
        """So many documents of the places that wars are reported from, each country as often as the supplement knows places of it."""
        homes = sorted(self.told_of)
        weights = [len(self.told_of[code]) ** 0.5 for code in homes]
        drawn = [self._war(home) for home in self.chance.choices(homes, weights, k=count)]
        yield from self._written(drawn, source="war", weight=0.3, missing=0.0)

    def _home(self, home: str) -> Told:
        towns = self.towns[home]
        (seat,) = self._draw(towns, 1, 0.9)
        near = [t for t in towns if t.unit == seat.unit]
        told = [seat, *self._draw(near, self.chance.randint(0, 4), 0.7), *self._draw(towns, self.chance.randint(0, 2), 0.9)]
        told += self._draw(self._large, self.chance.choice((0, 0, 1, 2)), 1.0)
        told += [unit for unit in (self.units.get((home, seat.unit)),) if unit is not None and self.chance.random() < UNIT_TOLD]
        told += [self.countries[home]] if self.chance.random() < COUNTRY_TOLD else []
        self.chance.shuffle(told)
        return [(town, self._beside(town)) for town in ([seat] if self.chance.random() < ALONE else told)]

    def _war(self, home: str) -> Told:
        told = [*self.chance.choices(self.told_of[home], k=self.chance.randint(1, 4)), *self._draw(self.towns[home], 2, 0.9)]
        told += [self.countries[home]] if home in self.countries and self.chance.random() < COUNTRY_BESIDE_WAR else []
        self.chance.shuffle(told)
        return [(town, None) for town in told]

    def _beside(self, town: Town) -> Town | None:
        unit = self.units.get((town.country, town.unit))
        is_told = town.kind not in ("country", "unit") and self.chance.random() < UNIT_BESIDE
        return unit if is_told else None

    def _draw(self, towns: Sequence[Town], count: int, power: float) -> list[Town]:
        return self.chance.choices(towns, [t.fame(power) for t in towns], k=count) if towns and count else []

    def _written(self, drawn: Sequence[Told], *, source: str, weight: float, missing: float) -> Iterator[Document]:
        """Documents as names, some places under another of their names, some taken out of the gazetteer."""
        others = self._other_names({town.number for told in drawn for town, _ in told})
        for told in drawn:
            names = []
            for town, beside in told:
                gone = town.kind not in ("country", "unit") and self.chance.random() < missing
                known = others.get(town.number)
                text = self.chance.choice(known) if known and self.chance.random() < OTHERWISE_NAMED else town.name
                point = (town.latitude, town.longitude)
                names.append(Name(text=text, point=point, km=10.0, hidden=town.id if gone else None))
                if beside is not None:
                    names.append(Name(text=beside.name))
            yield Document(source=source, names=tuple(names), weight=weight)

    def _other_names(self, numbers: set[int]) -> dict[int, list[str]]:
        """Other names of places, as keys with capitals; the gazetteer keeps no spelling of them."""
        found: dict[int, list[str]] = defaultdict(list)
        for key, number in self._db.execute("SELECT key, number FROM name WHERE grade = 1 ORDER BY key"):
            if number in numbers and len(key) > MIN_OTHER:
                found[number].append(key.title())
        return found
