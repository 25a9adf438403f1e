"""Rows of the gazetteer from its sources: GeoNames cities, first-order units, countries, and the project's own supplement."""

from __future__ import annotations

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training.gazetteer.shared import geodesy, placenames, tables

DATA = Path("src/dateline/resolve/data")
UNITS = Path("training/gazetteer/admin1.tsv")
DISTRICTS = Path("training/gazetteer/admin2.tsv")
FIRST_DISTRICT = 1_000_000
"""Second-order units have no number of GeoNames here; they are numbered from minus this downwards, below the supplement."""
POSTAL = frozenset({"US", "AU"})
"""Countries whose unit codes are the abbreviations that newspapers print ("N.J.", "TX")."""


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated table with a header line."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def cities(records: Iterable[dict[str, Any]]) -> Iterator[tables.Row]:
    """Populated places of GeoNames with the names that are written in Latin letters."""
    for record in sorted(records, key=lambda r: int(r["geonameid"])):
        population = int(record["population"])
        yield tables.Row(
            number=int(record["geonameid"]),
            slug=None,
            name=record["name"],
            kind="city" if population >= 100_000 else "town",
            country=record["countrycode"],
            unit=record["admin1code"] or None,
            latitude=float(record["latitude"]),
            longitude=float(record["longitude"]),
            radius_km=tables.town_radius(population),
            precision=1,
            population=population,
            names=[n for n in record["alternatenames"] if placenames.is_latin(n) and not _is_code(n)],
            name_count=len({record["name"], *record["alternatenames"]}),
        )


def units(table: list[dict[str, str]], members: list[tables.Row]) -> Iterator[tables.Row]:
    """First-order units, each at the mean of its cities; a unit named like one of its cities is found under that city's spellings too."""
    by_unit: dict[str, list[tables.Row]] = defaultdict(list)
    for city in members:
        by_unit[f"{city.country}.{city.unit}"].append(city)
    for record in table:
        inside = by_unit.get(record["unit"])
        if not inside:
            continue
        country, code = record["unit"].split(".", 1)
        latitude, longitude = _centre(inside)
        seat = _namesake(record["name"], inside)
        names = [
            *([code] if country in POSTAL else []),
            *_split(record.get("aliases") or ""),
            *([] if seat is None else [seat.name, *seat.names]),
        ]
        yield tables.Row(
            number=int(record["geonameid"]),
            slug=None,
            name=record["name"],
            kind="unit",
            country=country,
            unit=code,
            latitude=latitude,
            longitude=longitude,
            radius_km=round(max(geodesy.distance_km(latitude, longitude, c.latitude, c.longitude) for c in inside) + 1, 1),
            precision=tables.PRECISION["unit"],
            population=sum(c.population for c in inside),
            names=names,
            name_count=len({record["name"], *names}),
        )


def countries(table: list[dict[str, str]], records: dict[str, dict[str, Any]], members: list[tables.Row]) -> Iterator[tables.Row]:
    """Countries with the project's own points and aliases; a territory that the table lacks stands at the mean of its cities."""
    own = {record["iso2"]: record for record in table}
    by_country: dict[str, list[tables.Row]] = defaultdict(list)
    for city in members:
        by_country[city.country or ""].append(city)
    for code, record in sorted(records.items()):
        mine = own.get(code)
        if mine is None and not by_country[code]:
            continue
        names = [] if mine is None else _split(mine["aliases"])
        point = _centre(by_country[code]) if mine is None else (float(mine["latitude"]), float(mine["longitude"]))
        yield tables.Row(
            number=int(record["geonameid"]),
            slug=None,
            name=record["name"].strip(),
            kind="country",
            country=code,
            unit=None,
            latitude=point[0],
            longitude=point[1],
            radius_km=round(max(1.0, math.sqrt(float(record["areakm2"]) / math.pi)), 1),
            precision=tables.PRECISION["country"],
            population=int(record["population"]),
            names=names,
            name_count=len({record["name"].strip(), *names}),
        )


def districts(table: list[dict[str, str]]) -> Iterator[tables.Row]:
    """Second-order units and former first-order units, as `training.gazetteer.districts` derived them from the cities in them."""
    slugs: Counter[str] = Counter()
    for number, record in enumerate(table, start=1):
        slug = "-".join(placenames.plain(" ".join(record[c] for c in ("country", "unit", "name"))).split())
        slugs[slug] += 1
        names = _split(record["aliases"])
        yield tables.Row(
            number=-FIRST_DISTRICT - number,
            slug=slug if slugs[slug] == 1 else f"{slug}-{slugs[slug]}",
            name=record["name"],
            kind="district",
            country=record["country"],
            unit=record["unit"] or None,
            latitude=float(record["latitude"]),
            longitude=float(record["longitude"]),
            radius_km=float(record["radius_km"]),
            precision=tables.PRECISION["district"],
            population=int(record["population"]),
            names=names,
            name_count=1 + len(names),
        )


def supplement(table: list[dict[str, str]], members: list[tables.Row]) -> Iterator[tables.Row]:
    """The project's own places, numbered from -1 downwards; the first-order unit is that of the nearest city within 40 km."""
    by_country: dict[str, list[tables.Row]] = defaultdict(list)
    for city in members:
        by_country[city.country or ""].append(city)
    for number, record in enumerate(sorted(table, key=lambda r: r["id"]), start=1):
        latitude, longitude = float(record["latitude"]), float(record["longitude"])
        yield tables.Row(
            number=-number,
            slug=record["id"],
            name=record["name"],
            kind=record["kind"],
            country=record["country"] or None,
            unit=_unit_at(latitude, longitude, by_country[record["country"]]) if record["kind"] != "region" else None,
            latitude=latitude,
            longitude=longitude,
            radius_km=float(record["radius_km"]),
            precision=tables.precision_of(record["kind"], float(record["radius_km"])),
            population=0,
            names=_split(record["aliases"]),
            name_count=len({record["name"], *_split(record["aliases"])}),
        )


def capitals(records: dict[str, dict[str, Any]], members: list[tables.Row]) -> Iterator[tuple[str, int]]:
    """The number of each country's capital: its most populous city of that name."""
    by_country: dict[str, list[tables.Row]] = defaultdict(list)
    for city in members:
        by_country[city.country or ""].append(city)
    for code, record in sorted(records.items()):
        key = placenames.plain(record["capital"])
        named = [c for c in by_country[code] if key and key in {placenames.plain(n) for n in (c.name, *c.names)}]
        if named:
            yield code, max(named, key=lambda c: (c.population, -c.number)).number


def _centre(rows: list[tables.Row]) -> tuple[float, float]:
    latitude, longitude = geodesy.centre((row.latitude, row.longitude) for row in rows)
    return latitude, longitude


def _unit_at(latitude: float, longitude: float, members: list[tables.Row]) -> str | None:
    near = [
        (geodesy.distance_km(latitude, longitude, c.latitude, c.longitude), c.number, c.unit)
        for c in members
        if abs(c.latitude - latitude) < 0.5
    ]
    return min(near)[2] if near and min(near)[0] <= 40 else None


def _namesake(name: str, inside: list[tables.Row]) -> tables.Row | None:
    key = placenames.bare(placenames.plain(name))
    same = [c for c in inside if any(placenames.bare(placenames.plain(n)) == key for n in (c.name, *c.names))]
    return max(same, key=lambda c: (c.population, -c.number)) if same else None


def _is_code(name: str) -> bool:
    """Whether an alternate name is an airport or similar code ("ALP", "DEZ")."""
    return len(name) <= 4 and name.isupper()


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
