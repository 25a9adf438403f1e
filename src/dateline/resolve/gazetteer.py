"""The bundled gazetteer: places by any of their names, read from one SQLite file that is never written at run time.

The file is built at packaging time (`training/gazetteer`). A place found under a name comes with its grade: its own name (0), another
name (1), a name without its article (2), a loose spelling (3, asked only when nothing better is there).
"""

from __future__ import annotations

import csv
import sqlite3
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from dateline.errors import ServiceError, UsageError
from dateline.model.world import Place, Relation
from dateline.resolve import geodesy, placenames

FORMAT = "3"
"""Version of the tables this module reads; `training.gazetteer.build` writes it."""
OWN, ALTERNATE, BARE, LOOSE = range(4)
"""Grades of a name, best first."""
CACHE_PAGES = -2048
"""SQLite's own page cache: 2 MiB, so that a process stays small."""

_Row = tuple[int, int, str | None, str, str, str | None, str | None, float, float, float, int, int]
_BY_KEY = "SELECT n.grade, p.* FROM name n JOIN place p ON p.number = n.number WHERE n.key = ? AND n.grade <= ?"
_BY_NUMBER = "SELECT 0, * FROM place WHERE number = ?"
_BY_SLUG = "SELECT 0, * FROM place WHERE slug = ?"
_COUNTRY = "SELECT 0, * FROM place WHERE number = (SELECT number FROM country WHERE country = ?)"
_CAPITAL = "SELECT 0, * FROM place WHERE number = (SELECT capital FROM country WHERE country = ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place of the gazetteer; `grade` tells how the asked name stands to it, `unit` is the code of its first-order unit."""

    id: str
    name: str
    kind: str
    country: str | None
    unit: str | None
    admin1: str | None
    latitude: float
    longitude: float
    radius_km: float
    precision: int
    population: int
    grade: int = OWN

    @property
    def checked(self) -> bool:
        """Whether it is of the project's own supplement of places that wars are reported from."""
        return self.id.startswith("dl:")

    def distance_km(self, other: Entry) -> float:
        """Great-circle distance between the two points."""
        return geodesy.distance_km(self.latitude, self.longitude, other.latitude, other.longitude)

    def holds(self, other: Entry) -> bool:
        """Whether `other` lies in this place: by codes for countries and units, by reach for the rest."""
        if self.kind == "country":
            return self.country == other.country
        if self.kind == "unit" and other.unit is not None:
            return (self.country, self.unit) == (other.country, other.unit)
        return self.distance_km(other) <= self.radius_km + max(3.0, 0.25 * self.radius_km)

    def place(self, *, relation: Relation = Relation.AT, precision: int | None = None, radius_km: float | None = None) -> Place:
        """The record of this place, its precision and reach as the wording allows."""
        return Place(
            id=self.id,
            name=self.name,
            kind=self.kind,
            country=self.country,
            latitude=self.latitude,
            longitude=self.longitude,
            radius_km=self.radius_km if radius_km is None else radius_km,
            precision=self.precision if precision is None else precision,
            relation=relation,
            admin1=self.admin1,
        )


class Gazetteer:
    """Places by name. One object serves one thread; it holds no place in memory but what SQLite caches."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`; ServiceError when it is missing or of another format."""
        if not path.is_file():
            raise ServiceError(
                f"no gazetteer at {path}: build it with 'python -m training.gazetteer' or install the wheel, which brings it"
            )
        self.path = path
        self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        self.meta = self._read_meta()
        self._units = {(country, unit): (name, number) for country, unit, name, number in self._db.execute("SELECT * FROM unit")}

    def _read_meta(self) -> dict[str, str]:
        try:
            self._db.execute(f"PRAGMA cache_size = {CACHE_PAGES}")
            meta = dict(self._db.execute("SELECT key, value FROM meta"))
        except sqlite3.DatabaseError as error:
            raise ServiceError(f"{self.path} is not a gazetteer: {error}") from error
        if meta.get("format") != FORMAT:
            raise ServiceError(f"{self.path} has format {meta.get('format')!r}, this version reads {FORMAT!r}: build it anew")
        return meta

    @property
    def version(self) -> str:
        """Version of the sources and the content, as kept with every resolution."""
        return self.meta["version"]

    def candidates(self, name: str, *, loosely: bool = False) -> list[Entry]:
        """Places of that name, better grades first, then the more populous; `loosely` asks the loose key too."""
        key = placenames.plain(name)
        if not key:
            return []
        found: dict[str, Entry] = {}
        self._collect(found, key, BARE)
        short = placenames.bare(key)
        if short != key:
            self._collect(found, short, BARE, at_least=BARE)
        if loosely:
            folded = placenames.loose(key)
            if folded is not None:
                self._collect(found, "~" + folded, LOOSE)
        return sorted(found.values(), key=lambda e: (e.grade, -e.population, e.id))

    def _collect(self, found: dict[str, Entry], key: str, up_to: int, *, at_least: int = OWN) -> None:
        for row in self._db.execute(_BY_KEY, (key, up_to)):
            entry = self._entry(row)
            if entry.grade < at_least:
                entry = replace(entry, grade=at_least)
            known = found.get(entry.id)
            if known is None or entry.grade < known.grade:
                found[entry.id] = entry

    def entry(self, id_: str) -> Entry | None:
        """The place of an id ("gn:170063", "dl:handarat"), None when the gazetteer has none."""
        kind, _, rest = id_.partition(":")
        if kind == "gn" and rest.isdigit():
            row = self._db.execute(_BY_NUMBER, (int(rest),)).fetchone()
        elif kind == "dl":
            row = self._db.execute(_BY_SLUG, (rest,)).fetchone()
        else:
            raise UsageError(f"not a place id: {id_!r} (they read gn:170063 or dl:handarat)")
        return None if row is None else self._entry(row)

    def country(self, code: str) -> Entry | None:
        """The country of an ISO 3166 two-letter code."""
        row = self._db.execute(_COUNTRY, (code,)).fetchone()
        return None if row is None else self._entry(row)

    def capital(self, code: str) -> Entry | None:
        """The capital of the country of that code."""
        row = self._db.execute(_CAPITAL, (code,)).fetchone()
        return None if row is None else self._entry(row)

    def unit_of(self, entry: Entry) -> Entry | None:
        """The first-order unit that an entry lies in."""
        unit = self._units.get((entry.country or "", entry.unit or ""))
        return None if unit is None else self.entry(f"gn:{unit[1]}")

    def _entry(self, row: _Row) -> Entry:
        grade, number, slug, name, kind, country, unit, latitude, longitude, radius_km, precision, population = row
        return Entry(
            id=f"gn:{number}" if slug is None else f"dl:{slug}",
            name=name,
            kind=kind,
            country=country,
            unit=unit,
            admin1=self._units.get((country or "", unit or ""), (None, 0))[0],
            latitude=latitude,
            longitude=longitude,
            radius_km=radius_km,
            precision=precision,
            population=population,
            grade=grade,
        )

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def open_gazetteer() -> Gazetteer:
    """The gazetteer that came with the package."""
    with as_file(files("dateline") / "resolve" / "gazetteer.sqlite") as path:
        return Gazetteer(path)


@cache
def demonyms() -> dict[str, frozenset[str]]:
    """Country codes by demonym as a plain key ("syrian", "syrians" -> {"SY"}); peoples without a country ("kurdish") have none."""
    codes: dict[str, set[str]] = {}
    for record in _table("countries.tsv"):
        for word in filter(None, record["demonyms"].split("|")):
            for spelling in (word, word + "s"):
                codes.setdefault(placenames.plain(spelling), set()).add(record["iso2"])
    for record in _table("peoples.tsv"):
        codes.setdefault(placenames.plain(record["word"]), set()).update(record["countries"].split())
    return {key: frozenset(found) for key, found in codes.items()}


def _table(name: str) -> list[dict[str, str]]:
    with (files("dateline") / "resolve" / "data" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
