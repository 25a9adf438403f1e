"""The tables of a gazetteer file, and how places are written into them: the bundled file and every pack have the same.

The bundled file is made while the package itself cannot be imported (`training/gazetteer`), so this module needs nothing but its sibling
`placenames`, and finds it as a sibling.
"""

from __future__ import annotations

import hashlib
import math
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from . import placenames

FORMAT = "4"
"""Version of the tables below; a file of another version is not read."""
OWN, ALTERNATE, BARE, LOOSE = range(4)
"""Grades of a name, best first: the place's own name, another name, a name without its article, a loose spelling."""
ARABIC_NAMED = frozenset(
    "AE BH DZ EG ER IL IQ IR JO KW LB LY MA ML MR OM PS QA SA SD SO SY TD TN TR YE".split()  # noqa: SIM905 - a list of 26 lines says no more
)
"""Countries whose place names reach English through Arabic (or beside it): only there are articles and vowels taken loosely."""
PRECISION = {"part": 2, "area": 2, "district": 3, "unit": 4, "region": 5, "road": 5, "river": 5, "mountains": 5, "country": 6, "sea": 7}
"""UCDP where_prec of a kind of place named as a whole; every other kind is a point (1). A "district" is a second-order unit."""
WITHIN_KM = 25.0
"""A region no larger than this is "within about 25 km of a known point": where_prec 2."""
PEOPLE_A_KM2 = 4000
"""A common density of towns, from which their reach is told."""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    number INTEGER PRIMARY KEY, slug TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, unit TEXT,
    latitude REAL NOT NULL, longitude REAL NOT NULL, radius_km REAL NOT NULL, precision INTEGER NOT NULL, population INTEGER NOT NULL,
    names INTEGER NOT NULL, admin1 TEXT, admin2 TEXT
);
CREATE TABLE name (key TEXT NOT NULL, grade INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, grade, number)) WITHOUT ROWID;
CREATE TABLE unit (
    country TEXT NOT NULL, unit TEXT NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (country, unit)
) WITHOUT ROWID;
CREATE TABLE country (country TEXT PRIMARY KEY, number INTEGER NOT NULL, capital INTEGER) WITHOUT ROWID;
"""


@dataclass(slots=True, kw_only=True)
class Row:
    """One place: `number` is its GeoNames id, negative for a place of another source, whose `slug` then names it.

    `names` are the other names it is found under, `name_count` how many names its source gives it in whatever script (the more, the better
    known it is). `unit` is the code of its first-order unit, `admin1` that unit's name where no code is known, `admin2` the name of the
    second-order unit.
    """

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
    population: int = 0
    names: list[str] = field(default_factory=list)
    name_count: int = 1
    admin1: str | None = None
    admin2: str | None = None


def keys(row: Row) -> Iterator[tuple[str, int]]:
    """Every key under which a place is found, with its grade; a key comes once, with its best grade."""
    plain = [key for key in (placenames.plain(name) for name in (row.name, *row.names)) if key]
    if not plain:
        return
    found = dict.fromkeys(plain, ALTERNATE)
    found[plain[0]] = OWN
    if row.country in ARABIC_NAMED and row.kind != "country":
        for key in plain:
            found.setdefault(placenames.bare(key), BARE)
        for key in plain:
            folded = placenames.loose(key)
            if folded is not None:
                found.setdefault("~" + folded, LOOSE)
    yield from found.items()


def write(db: sqlite3.Connection, rows: Iterable[Row]) -> str:
    """Make the tables and insert places and their keys in order; the SHA-256 over all of them."""
    db.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
    rows = sorted(rows, key=lambda r: r.number)
    hasher = hashlib.sha256()
    for row in rows:
        place = (row.number, row.slug, row.name, row.kind, row.country, row.unit)
        figures = (row.latitude, row.longitude, row.radius_km, row.precision, row.population, row.name_count, row.admin1, row.admin2)
        db.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", place + figures)
        hasher.update(repr(place + figures).encode())
    for entry in sorted((key, grade, row.number) for row in rows for key, grade in keys(row)):
        db.execute("INSERT INTO name VALUES (?, ?, ?)", entry)
        hasher.update(repr(entry).encode())
    return hasher.hexdigest()


def town_radius(population: int) -> float:
    """Reach of a populated place in km: a disc at PEOPLE_A_KM2, at least 1 km."""
    return round(max(1.0, math.sqrt(population / PEOPLE_A_KM2 / math.pi)), 1)


def precision_of(kind: str, radius_km: float) -> int:
    """UCDP where_prec of a place of that kind and reach."""
    code = PRECISION.get(kind, 1)
    return 2 if code == 5 and radius_km <= WITHIN_KM else code
