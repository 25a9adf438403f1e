"""Rows of the gazetteer from its sources: GeoNames cities, first-order units, countries, and the project's own supplement."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.gazetteer.shared import geodesy, placenames

DATA = Path("src/dateline/resolve/data")
UNITS = Path("training/gazetteer/admin1.tsv")
ARABIC_NAMED = frozenset(
    {
        "AE",
        "BH",
        "DZ",
        "EG",
        "ER",
        "IL",
        "IQ",
        "IR",
        "JO",
        "KW",
        "LB",
        "LY",
        "MA",
        "ML",
        "MR",
        "OM",
        "PS",
        "QA",
        "SA",
        "SD",
        "SO",
        "SY",
        "TD",
        "TN",
        "TR",
        "YE",
    }
)
"""Countries whose place names reach English through Arabic (or beside it): only there are articles and vowels taken loosely."""
POSTAL = frozenset({"US", "AU"})
"""Countries whose unit codes are the abbreviations that newspapers print ("N.J.", "TX")."""
PRECISION = {"part": 2, "area": 2, "unit": 4, "region": 5, "road": 5, "river": 5, "mountains": 5, "country": 6, "sea": 7}
"""UCDP where_prec of a kind of place named as a whole; every other kind is a point (1)."""
WITHIN_KM = 25.0
"""A region no larger than this is "within about 25 km of a known point": where_prec 2."""


@dataclass(slots=True, kw_only=True)
class Row:
    """One place: `number` is the GeoNames id, negative for the supplement, whose `slug` then names it."""

    number: int
    slug: str | None
    name: str
    kind: str
    country: str | None
    unit: str | None
    latitude: float
    longitude: float
    radius_km: float
    precision: int
    population: int
    names: list[str] = field(default_factory=list)


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated table with a header line."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def cities(records: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Populated places of GeoNames with the names that are written in Latin letters."""
    for record in sorted(records, key=lambda r: int(r["geonameid"])):
        population = int(record["population"])
        yield Row(
            number=int(record["geonameid"]),
            slug=None,
            name=record["name"],
            kind="city" if population >= 100_000 else "town",
            country=record["countrycode"],
            unit=record["admin1code"] or None,
            latitude=float(record["latitude"]),
            longitude=float(record["longitude"]),
            radius_km=city_radius(population),
            precision=1,
            population=population,
            names=[n for n in record["alternatenames"] if placenames.is_latin(n) and not _is_code(n)],
        )


def precision(kind: str, radius_km: float) -> int:
    """UCDP where_prec of a place of the supplement."""
    code = PRECISION.get(kind, 1)
    return 2 if code == 5 and radius_km <= WITHIN_KM else code


def city_radius(population: int) -> float:
    """Reach of a populated place in km: a disc at 4,000 people a square km (a common urban density), at least 1 km."""
    return round(max(1.0, math.sqrt(population / 4000 / math.pi)), 1)


def units(table: list[dict[str, str]], members: list[Row]) -> Iterator[Row]:
    """First-order units, each at the mean of its cities; a unit named like one of its cities is found under that city's spellings too."""
    by_unit: dict[str, list[Row]] = defaultdict(list)
    for city in members:
        by_unit[f"{city.country}.{city.unit}"].append(city)
    for record in table:
        inside = by_unit.get(record["unit"])
        if not inside:
            continue
        country, code = record["unit"].split(".", 1)
        latitude, longitude = _centre(inside)
        seat = _namesake(record["name"], inside)
        yield Row(
            number=int(record["geonameid"]),
            slug=None,
            name=record["name"],
            kind="unit",
            country=country,
            unit=code,
            latitude=latitude,
            longitude=longitude,
            radius_km=round(max(geodesy.distance_km(latitude, longitude, c.latitude, c.longitude) for c in inside) + 1, 1),
            precision=PRECISION["unit"],
            population=sum(c.population for c in inside),
            names=[*([code] if country in POSTAL else []), *([] if seat is None else [seat.name, *seat.names])],
        )


def countries(table: list[dict[str, str]], records: dict[str, dict[str, Any]], members: list[Row]) -> Iterator[Row]:
    """Countries with the project's own points and aliases; a territory that the table lacks stands at the mean of its cities."""
    own = {record["iso2"]: record for record in table}
    by_country: dict[str, list[Row]] = defaultdict(list)
    for city in members:
        by_country[city.country or ""].append(city)
    for code, record in sorted(records.items()):
        mine = own.get(code)
        if mine is None and not by_country[code]:
            continue
        point = _centre(by_country[code]) if mine is None else (float(mine["latitude"]), float(mine["longitude"]))
        yield Row(
            number=int(record["geonameid"]),
            slug=None,
            name=record["name"].strip(),
            kind="country",
            country=code,
            unit=None,
            latitude=point[0],
            longitude=point[1],
            radius_km=round(max(1.0, math.sqrt(float(record["areakm2"]) / math.pi)), 1),
            precision=PRECISION["country"],
            population=int(record["population"]),
            names=[] if mine is None else _split(mine["aliases"]),
        )


def supplement(table: list[dict[str, str]], members: list[Row]) -> Iterator[Row]:
    """The project's own places, numbered from -1 downwards; the first-order unit is that of the nearest city within 40 km."""
    by_country: dict[str, list[Row]] = defaultdict(list)
    for city in members:
        by_country[city.country or ""].append(city)
    for number, record in enumerate(sorted(table, key=lambda r: r["id"]), start=1):
        latitude, longitude = float(record["latitude"]), float(record["longitude"])
        yield Row(
            number=-number,
            slug=record["id"],
            name=record["name"],
            kind=record["kind"],
            country=record["country"] or None,
            unit=_unit_at(latitude, longitude, by_country[record["country"]]) if record["kind"] != "region" else None,
            latitude=latitude,
            longitude=longitude,
            radius_km=float(record["radius_km"]),
            precision=precision(record["kind"], float(record["radius_km"])),
            population=0,
            names=_split(record["aliases"]),
        )


def capitals(records: dict[str, dict[str, Any]], members: list[Row]) -> Iterator[tuple[str, int]]:
    """The number of each country's capital: its most populous city of that name."""
    by_country: dict[str, list[Row]] = defaultdict(list)
    for city in members:
        by_country[city.country or ""].append(city)
    for code, record in sorted(records.items()):
        key = placenames.plain(record["capital"])
        named = [c for c in by_country[code] if key and key in {placenames.plain(n) for n in (c.name, *c.names)}]
        if named:
            yield code, max(named, key=lambda c: (c.population, -c.number)).number


def _centre(rows: list[Row]) -> tuple[float, float]:
    latitude, longitude = geodesy.centre((row.latitude, row.longitude) for row in rows)
    return latitude, longitude


def _unit_at(latitude: float, longitude: float, members: list[Row]) -> str | None:
    near = [
        (geodesy.distance_km(latitude, longitude, c.latitude, c.longitude), c.number, c.unit)
        for c in members
        if abs(c.latitude - latitude) < 0.5
    ]
    return min(near)[2] if near and min(near)[0] <= 40 else None


def _namesake(name: str, inside: list[Row]) -> Row | None:
    key = placenames.bare(placenames.plain(name))
    same = [c for c in inside if any(placenames.bare(placenames.plain(n)) == key for n in (c.name, *c.names))]
    return max(same, key=lambda c: (c.population, -c.number)) if same else None


def _is_code(name: str) -> bool:
    """Whether an alternate name is an airport or similar code ("ALP", "DEZ")."""
    return len(name) <= 4 and name.isupper()


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
