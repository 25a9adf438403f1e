"""Places by any of their names: the bundled gazetteer and the packs that the user added, each one SQLite file never written at run time.

The bundled file is built at packaging time (`training/gazetteer`), a pack by `dateline gazetteer add` (`dateline.resolve.packs`). A place
found under a name comes with its grade: its own name (0), another name (1), a name without its article (2), a loose spelling (3, asked
only when nothing better is there). Where two files know the same place, the more trusted one is kept and names those it stands for.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Self

from dateline.errors import ServiceError, UsageError
from dateline.model.world import Place, Relation
from dateline.resolve import geodesy, placenames
from dateline.resolve.gazetteer_tables import BARE, FORMAT, LOOSE, OWN

__all__ = ["BARE", "LOOSE", "OWN", "Entry", "Gazetteer", "demonyms", "open_gazetteer", "pack_files"]

SOURCES = ("own", "ucdp", "checked", "geonames", "bundled")
"""Where places come from, the most trusted first: the user's own table, UCDP's coding, the project's supplement, which was checked place by
place, a country's dump of GeoNames, and GeoNames as bundled."""
PREFIXES = {"own": "own", "ucdp": "ucdp", "checked": "dl", "geonames": "gn", "bundled": "gn"}
"""How the id of a place of that source begins."""
SUFFIX = ".gazetteer"
"""How the file of a pack ends."""
SAME_PLACE_KM = 6.0
"""Two places of one name and kind nearer than this are one place in two sources: points of one village differ by up to 5 km."""
SETTLED = frozenset({"city", "town", "village"})
EXTENDED = frozenset({"country", "unit", "district", "region", "area", "sea", "river", "road", "mountains"})
"""Kinds that have no one point: two of them are the same by name, kind and overlap."""
CACHE_PAGES = -2048
"""SQLite's own page cache: 2 MiB a file, so that a process stays small."""

_Row = tuple[int, int, str | None, str, str, str | None, str | None, float, float, float, int, int, int, str | None, str | None]
_BY_KEY = "SELECT n.grade, p.* FROM name n JOIN place p ON p.number = n.number WHERE n.key = ? AND n.grade <= ?"
_BY_NUMBER = "SELECT 0, * FROM place WHERE number = ?"
_BY_SLUG = "SELECT 0, * FROM place WHERE slug = ?"
_NOTE = "SELECT text FROM note WHERE number = (SELECT number FROM place WHERE slug = ?)"
_TOWNS = "SELECT latitude, longitude, country, unit FROM place WHERE kind IN ('city', 'town', 'village') AND country IS NOT NULL"
_COUNTRY = "SELECT 0, * FROM place WHERE number = (SELECT number FROM country WHERE country = ?)"
_CAPITAL = "SELECT 0, * FROM place WHERE number = (SELECT capital FROM country WHERE country = ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place of the gazetteer.

    `grade` tells how the asked name stands to it, `unit` is the code of its first-order unit, `names` how many names its source gives it.
    `source` is one of SOURCES, `pack` the pack it comes from (None: the bundled file). `over` are the ids of less trusted entries of the
    same place that it stands for.
    """

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
    names: int = 1
    source: str = "bundled"
    pack: str | None = None
    admin2: str | None = None
    over: tuple[str, ...] = ()

    @property
    def checked(self) -> bool:
        """Whether it is of the project's own supplement of places that wars are reported from."""
        return self.source == "checked"

    @property
    def local(self) -> bool:
        """Whether it is of a pack that the user added."""
        return self.pack is not None

    @property
    def origin(self) -> str | None:
        """What a reason says of a place that a pack brought, None for a bundled one: "from the pack my-places, over gn:170063"."""
        if self.pack is None:
            return None
        return f"from the pack {self.pack}" + (f", over {' and '.join(self.over)}" if self.over else "")

    def distance_km(self, other: Entry) -> float:
        """Great-circle distance between the two points."""
        return geodesy.distance_km(self.latitude, self.longitude, other.latitude, other.longitude)

    def holds(self, other: Entry) -> bool:
        """Whether `other` lies in this place: by codes for countries and units, by name for districts of one pack, else by reach."""
        if self.kind == "country":
            return self.country == other.country
        if self.kind == "unit" and other.unit is not None:
            return (self.country, self.unit) == (other.country, other.unit)
        if self.kind == "district" and self.pack == other.pack and other.admin2 is not None:
            return (self.country, self.unit, self.admin2) == (other.country, other.unit, other.admin2)
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
            admin2=self.admin2,
        )


class PlaceFile:
    """One SQLite file of places, opened read-only: the bundled one or a pack."""

    def __init__(self, path: Path, *, way_out: str) -> None:
        """Open the file at `path`; ServiceError with the `way_out` where it is missing, broken or of another format."""
        if not path.is_file():
            raise ServiceError(f"no gazetteer at {path}: {way_out}")
        self.path = path
        self._way_out = way_out
        self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        self.meta = self._read_meta()
        self.source = self.meta.get("source kind", "bundled")
        self.pack = self.meta.get("pack")

    @classmethod
    def pack_at(cls, path: Path) -> Self:
        """The pack at `path`; ServiceError for any other file."""
        way_out = f"dateline gazetteer remove {path.stem}, then add it again"
        file = cls(path, way_out=way_out)
        if file.pack is None or file.source not in SOURCES:
            raise ServiceError(f"{path} is no pack that was added ({way_out})")
        return file

    def _read_meta(self) -> dict[str, str]:
        try:
            self._db.execute(f"PRAGMA cache_size = {CACHE_PAGES}")
            meta = dict(self._db.execute("SELECT key, value FROM meta"))
        except sqlite3.DatabaseError as error:
            raise ServiceError(f"{self.path} is not a gazetteer: {error} ({self._way_out})") from error
        if meta.get("format") != FORMAT:
            raise ServiceError(
                f"{self.path} has format {meta.get('format')!r}, this version reads {FORMAT!r}: build it anew ({self._way_out})"
            )
        return meta

    def rows(self, statement: str, parameters: tuple[str | int, ...] = ()) -> Iterator[_Row]:
        """Rows of places with their grades, as a statement asks for them."""
        return self._db.execute(statement, parameters)

    def units(self) -> dict[tuple[str, str], tuple[str, int]]:
        """Name and number of the first-order units by country and code."""
        return {(country, unit): (name, number) for country, unit, name, number in self._db.execute("SELECT * FROM unit")}

    def towns(self) -> Iterator[tuple[float, float, str, str | None]]:
        """Latitude, longitude, country and first-order unit of every populated place."""
        return self._db.execute(_TOWNS)

    def note(self, slug: str) -> str | None:
        """What the source of a pack says of one place, by the part of its id after the colon."""
        found = self._db.execute(_NOTE, (slug,)).fetchone()
        return None if found is None else str(found[0])

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


class Gazetteer:
    """Places by name. One object serves one thread; it holds no place in memory but what SQLite caches."""

    def __init__(self, path: Path, packs: Sequence[Path] = ()) -> None:
        """Open the file at `path` and those of the packs; ServiceError when one is missing, broken or of another format."""
        self.path = path
        self._base = PlaceFile(path, way_out="build it with 'python -m training.gazetteer' or install the wheel, which brings it")
        opened = [PlaceFile.pack_at(pack) for pack in packs]
        self._packs = sorted(opened, key=lambda pack: (SOURCES.index(pack.source), pack.path.stem))
        self.meta = self._base.meta
        self._units = self._base.units()

    @property
    def version(self) -> str:
        """Version of the sources and the content, and of every pack, as kept with every resolution."""
        packs = (f"{pack.pack}@{pack.meta['content'][:12]}" for pack in self._packs)
        return " ".join((self.meta["version"], *packs))

    @property
    def packs(self) -> tuple[PlaceFile, ...]:
        """The packs, the most trusted first."""
        return tuple(self._packs)

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
        entries = _joined(found.values()) if self._packs else found.values()
        return sorted(entries, key=lambda e: (e.grade, -e.population, e.id))

    def _collect(self, found: dict[str, Entry], key: str, up_to: int, *, at_least: int = OWN) -> None:
        """Add what the files have under a key; of one id the more trusted file's entry stays, under the better grade."""
        for file in (*self._packs, self._base):
            for row in file.rows(_BY_KEY, (key, up_to)):
                entry = self._entry(row, file)
                entry = replace(entry, grade=max(entry.grade, at_least))
                known = found.get(entry.id)
                if known is None:
                    found[entry.id] = entry
                elif entry.grade < known.grade:
                    found[entry.id] = replace(known, grade=entry.grade)

    def entry(self, id_: str) -> Entry | None:
        """The place of an id ("gn:170063", "dl:handarat", "own:desk/market"), None when no file has one."""
        prefix, _, rest = id_.partition(":")
        if prefix not in PREFIXES.values() or not rest or (prefix == "gn" and not rest.isdigit()):
            raise UsageError(f"not a place id: {id_!r} (they read gn:170063, dl:handarat, ucdp:sy/... or own:PACK/...)")
        asked: tuple[str, tuple[str | int]] = (_BY_NUMBER, (int(rest),)) if prefix == "gn" else (_BY_SLUG, (rest,))
        for file in (*self._packs, self._base):
            for row in file.rows(*asked):
                entry = self._entry(row, file)
                if entry.id == id_:
                    return entry
        return None

    def note(self, entry: Entry) -> str | None:
        """What the source of an entry's pack says of this one place, None where it says nothing."""
        file = next((file for file in self._packs if file.pack == entry.pack), None)
        return None if file is None else file.note(entry.id.partition(":")[2])

    def country(self, code: str) -> Entry | None:
        """The country of an ISO 3166 two-letter code."""
        return self._one(_COUNTRY, code)

    def capital(self, code: str) -> Entry | None:
        """The capital of the country of that code."""
        return self._one(_CAPITAL, code)

    def _one(self, statement: str, parameter: str) -> Entry | None:
        row = next(self._base.rows(statement, (parameter,)), None)
        return None if row is None else self._entry(row, self._base)

    def unit_of(self, entry: Entry) -> Entry | None:
        """The first-order unit that an entry lies in."""
        unit = self._units.get((entry.country or "", entry.unit or ""))
        return None if unit is None else self.entry(f"gn:{unit[1]}")

    def towns(self) -> Iterator[tuple[float, float, str, str | None]]:
        """Latitude, longitude, country and first-order unit of every populated place of the bundled file."""
        return self._base.towns()

    def _entry(self, row: _Row, file: PlaceFile) -> Entry:
        grade, number, slug, name, kind, country, unit, latitude, longitude, radius_km, precision, population, names, admin1, admin2 = row
        source = "checked" if file is self._base and slug is not None else file.source
        return Entry(
            id=f"{PREFIXES[source]}:{number if slug is None else slug}",
            name=name,
            kind=kind,
            country=country,
            unit=unit,
            admin1=self._units.get((country or "", unit or ""), (admin1, 0))[0],
            latitude=latitude,
            longitude=longitude,
            radius_km=radius_km,
            precision=precision,
            population=population,
            grade=grade,
            names=names,
            source=source,
            pack=file.pack,
            admin2=admin2,
        )

    def close(self) -> None:
        """Let go of the files."""
        for file in (self._base, *self._packs):
            file.close()


def _joined(entries: Iterable[Entry]) -> list[Entry]:
    """Entries with those dropped that a more trusted file knows as the same place; the one kept takes over people and names."""
    kept: list[Entry] = []
    for entry in sorted(entries, key=lambda e: (SOURCES.index(e.source), e.grade, -e.population, e.id)):
        same = next((n for n, k in enumerate(kept) if k.pack != entry.pack and is_same_place(k, entry)), None)
        if same is None:
            kept.append(entry)
            continue
        first = kept[same]
        kept[same] = replace(
            first,
            grade=min(first.grade, entry.grade),
            population=max(first.population, entry.population),
            names=max(first.names, entry.names),
            over=(*first.over, entry.id),
        )
    return kept


def is_same_place(one: Entry, other: Entry) -> bool:
    """Whether two entries found under one name are one place in two sources."""
    if one.country != other.country or _class(one.kind) != _class(other.kind):
        return False
    if one.kind in ("country", "unit") and None not in (one.unit, other.unit):
        return one.unit == other.unit
    reach = max(one.radius_km, other.radius_km) if one.kind in EXTENDED or "city" in (one.kind, other.kind) else 0.0
    return one.distance_km(other) <= SAME_PLACE_KM + reach


def _class(kind: str) -> str:
    return "settled" if kind in SETTLED else kind


def pack_files(folder: Path | None) -> tuple[Path, ...]:
    """The files of the packs in a folder, in the order of their names; none where there is no folder."""
    return () if folder is None or not folder.is_dir() else tuple(sorted(folder.glob(f"[!.]*{SUFFIX}"), key=lambda path: path.stem))


def open_gazetteer(packs: Path | None = None) -> Gazetteer:
    """The gazetteer that came with the package, with the packs in the folder `packs` (the setting `gazetteers`)."""
    with as_file(files("dateline") / "resolve" / "gazetteer.sqlite") as path:
        return Gazetteer(path, pack_files(packs))


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
