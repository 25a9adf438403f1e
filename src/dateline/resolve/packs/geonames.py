"""Places of a country from GeoNames' dump: one line a place, 19 columns with tabs between them, as readme.txt beside the dumps tells.

Taken are the features that conflicts are reported from: settlements, administrative units, camps, airports, bases, hospitals, heights,
crossings, dams, fields, plants, waters that have a name of their own, and roads. Not taken is what has the same name a hundred times
(wells, farms, schools, wadis), what is gone, and countries themselves, which the bundled gazetteer has.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dateline.errors import ReadError, RecordError, ServiceError
from dateline.resolve import placenames
from dateline.resolve.gazetteer_tables import WITHIN_KM, Row, precision_of, town_radius
from dateline.resolve.geodesy import distance_km
from dateline.resolve.packs.kinds import LARGE_TOWN, RADIUS_KM, TOWN
from dateline.resolve.packs.reading import Reading

URL = "https://download.geonames.org/export/dump/{code}.zip"
LICENCE = "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"
ATTRIBUTION = "GeoNames (https://www.geonames.org/)"
COLUMNS = 19
MAX_UNPACKED = 1_000_000_000
"""Bytes that a dump may have once unpacked; the largest has about 400 million."""
MAX_ALTERNATES = 10_000
"""GeoNames' own bound on the column of alternate names, in characters; a longer one is a broken line."""

KINDS = {
    code: kind
    for kind, codes in {
        "quarter": "PPLX",
        "district": "ADM2",
        "area": "ADM3 ADM4 ADMD AREA LCTY INDS ZN ZNB DPOF COLF CLG",
        "camp": "CMP CMPRF CMPL CMPLA CMPMN CMPO",
        "airport": "AIRP AIRF AIRH AIRQ",
        "base": "AIRB MILB INSM BRKS NVB NSY FT MVA RNGA STNC",
        "hospital": "HSP HSPC HSPD CTRM",
        "prison": "PRN PRNJ",
        "crossing": "PSTB PSTC CSTM FORD FY",
        "site": "UNIV MKT MALL MSQE CH MSTY CVNT TMPL SHRN GOVL ADMF CTHSE DIP PP STDM SECP RSTN BUSTN CSTL RUIN PAL GATE PSTP TOWR",
        "square": "SQR RDCR RDIN",
        "plant": "PS PSH PSN OILR OILT MFG MFGC MFGM MFGCU MFGPH MN MNAU MNC MNCU MNFE",
        "field": "OILF GASF OILW",
        "dam": "DAM DAMSB WEIR",
        "bridge": "BDG TNL TNLRD",
        "port": "PRT HBR",
        "hill": "HLL HLLS MND MESA BUTE",
        "mountain": "MT PK VLC RDGE SPUR NTK PASS GAP",
        "mountains": "MTS PKS UPLD",
        "region": "RGN RGNE DSRT ERG PLN PLAT PEN VAL REG OAS DLTA",
        "island": "ISL ISLT",
        "road": "RD RDJCT ST RTE",
        "river": "STM STMI CNL",
        "lake": "LK LKI RSV LGN",
        "sea": "SEA GULF BAY",
        "strait": "STRT",
    }.items()
    for code in codes.split()
}
"""Kind of place by feature code (https://www.geonames.org/export/codes.html), settlements and first-order units apart."""
SETTLEMENTS = frozenset(
    ("PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLA5", "PPLC", "PPLF", "PPLG", "PPLL", "PPLR", "PPLS", "PPLQ", "PPLW", "STLMT")
)
"""Populated places; those abandoned (PPLQ) and destroyed (PPLW) too, since wars are fought over them."""
SEATS = frozenset({"PPLA", "PPLA2", "PPLC", "PPLG"})
"""Seats of first- and second-order units, which are towns whatever the people they have."""
LEVELS = {"ADM1": 1, "ADM2": 2, "ADM3": 3, "ADM4": 4}
"""How many of a line's unit codes name the unit itself."""
SECOND_ORDER = 3
"""UCDP where_prec of a second-order unit, and of a smaller one that is wider than "within about 25 km"."""
_CODE = re.compile(r"[A-Z0-9]{2,4}")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a dump, its place among the units, and its code."""

    row: Row
    feature: str
    units: tuple[str, ...]


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The lines of a dump, plain or as the zip that GeoNames serves; nothing is unpacked to disk."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file
        return
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_member(archive, path)) as file:
            yield file
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ReadError(f"this zip cannot be unpacked ({error})", where=str(path), way_out="download it again") from error


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """The dump in the zip: the one .txt that is no readme, of a size that can be."""
    dumps = [info for info in archive.infolist() if info.filename.lower().endswith(".txt") and "readme" not in info.filename.lower()]
    if len(dumps) != 1:
        raise ReadError(f"this zip has {len(dumps)} dumps, not one", where=str(path), way_out="give the .txt of one country")
    if dumps[0].file_size > MAX_UNPACKED:
        raise ReadError(
            f"unpacked it would have {dumps[0].file_size:,} bytes, more than the {MAX_UNPACKED:,} a dump may have", where=str(path)
        )
    return dumps[0]


def read(file: IO[bytes], name: str) -> Reading:
    """The places of a dump; a line that is broken is set aside, a file without any good line is no dump (ReadError)."""
    reading = Reading()
    kept: list[_Line] = []
    seen = 0
    size = 0
    for number, raw in enumerate(file, start=1):
        size += len(raw)
        if size > MAX_UNPACKED:
            raise ReadError(f"it has more than {MAX_UNPACKED:,} bytes unpacked", where=name)
        if not raw.strip():
            continue
        try:
            line = _line(raw.decode("utf-8").rstrip("\r\n").split("\t"))
        except ValueError as error:
            reading.set_aside.append(RecordError(str(error), where=f"{name}, line {number}"))
            if not seen and len(reading.set_aside) > 100:
                break
            continue
        seen += 1
        if line is not None:
            kept.append(line)
    if not seen:
        raise ReadError(
            "no line of it is one of a GeoNames dump (19 columns with tabs between them)",
            where=name,
            way_out="a table of your own is added with --csv, UCDP's events with --ucdp",
        )
    reading.rows = _with_reach(kept)
    return reading


def _line(cells: list[str]) -> _Line | None:
    """A line's place, None where its feature is not taken; ValueError for a broken line."""
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} columns, where a dump has {COLUMNS}")
    number, name, in_ascii, alternates, latitude, longitude, _, feature, country, _, *units, people = cells[:15]
    kind = _kind(feature, int(people or 0))
    point = float(latitude), float(longitude)
    if not (int(number) > 0 and name and abs(point[0]) <= 90 and abs(point[1]) <= 180 and len(alternates) <= MAX_ALTERNATES):
        raise ValueError(f"no place can have the number {number}, the name {name!r} and the point {latitude}, {longitude}")
    if kind is None or len(country) != 2:
        return None
    others = [other for other in (in_ascii, *alternates.split(",")) if other and other != name]
    population = int(people or 0)
    radius = town_radius(population) if kind in ("city", "town", "village") else RADIUS_KM[kind]
    row = Row(
        number=int(number),
        slug=None,
        name=name,
        kind=kind,
        country=country,
        unit=units[0] or None,
        latitude=point[0],
        longitude=point[1],
        radius_km=radius,
        precision=precision_of(kind, radius),
        population=population,
        names=[other for other in others if placenames.is_latin(other) and not _CODE.fullmatch(other)],
        name_count=len({name, *others}),
    )
    return _Line(row, feature, (country, *units))


def _kind(feature: str, people: int) -> str | None:
    if feature in SETTLEMENTS:
        return "city" if people >= LARGE_TOWN else "town" if people >= TOWN or feature in SEATS else "village"
    return "unit" if feature == "ADM1" else KINDS.get(feature)


def _with_reach(lines: list[_Line]) -> list[Row]:
    """The places, units with the reach of the settlements in them, and every place with the name of its second-order unit."""
    members: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for line in lines:
        if line.feature in SETTLEMENTS:
            for codes in range(2, len(line.units) + 1):
                members[line.units[:codes]].append(line.row)
    districts = {line.units[:3]: line.row.name for line in lines if line.feature == "ADM2"}
    for line in lines:
        level = LEVELS.get(line.feature)
        if level is not None and line.units[level]:
            _reach(line.row, members[line.units[: level + 1]])
        if line.units[2]:
            line.row.admin2 = districts.get(line.units[:3])
    return [line.row for line in lines]


def _reach(unit: Row, members: Iterable[Row]) -> None:
    """Give a unit the reach of its members, and its people where it has none of its own."""
    members = list(members)
    if members:
        far = max(distance_km(unit.latitude, unit.longitude, row.latitude, row.longitude) for row in members)
        unit.radius_km = round(far + 1, 1)
        unit.precision = SECOND_ORDER if unit.kind == "area" and unit.radius_km > WITHIN_KM else precision_of(unit.kind, unit.radius_km)
        unit.population = unit.population or sum(row.population for row in members)


def code_of(text: str) -> str | None:
    """The country code that a person asks for ("SY", "sy"), None for anything else."""
    return text.upper() if len(text) == 2 and text.isascii() and text.isalpha() else None


def offline_hint(code: str) -> str:
    """What to do where the dump cannot be downloaded."""
    return f"download {URL.format(code=code)} by hand, unpack it, and run: dateline gazetteer add {code}.txt"


def unreachable(code: str, error: ServiceError) -> ServiceError:
    """The error of a download with its way out."""
    return ServiceError(f"{error}; {offline_hint(code)}")
