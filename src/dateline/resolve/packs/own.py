"""Places from one's own table: a CSV file with a header, a row a place; what is wrong is told row by row, and the rest goes in."""

from __future__ import annotations

import re
from pathlib import Path

from dateline.errors import RecordError
from dateline.resolve import placenames
from dateline.resolve.gazetteer_tables import Row, precision_of
from dateline.resolve.geodesy import distance_km
from dateline.resolve.packs.around import Around
from dateline.resolve.packs.kinds import RADIUS_KM
from dateline.resolve.packs.reading import Reading, Record, number, point, records, slug

REQUIRED = ("name", "lat", "lon")
OPTIONAL = ("aliases", "kind", "country", "admin1", "admin2", "radius_km", "precision", "source")
USUAL_KIND = "site"
"""Kind of a place whose row gives none."""
SAME_KM = 0.1
"""Two rows of one name and kind nearer than this say the same twice."""
_ALIASES = re.compile(r"[|;]")
_HALF_EARTH_KM = 20_040.0


def read(path: Path, pack: str, around: Around) -> Reading:
    """The places of a table for the pack of that name."""
    reading = Reading()
    taken: list[tuple[Row, str]] = []
    named: dict[tuple[str | None, str], list[Row]] = {}
    for record in records(path, REQUIRED):
        try:
            row = _row(record, pack, around)
            _refuse_twice(row, named.setdefault((row.slug, row.kind), []))
        except ValueError as error:
            reading.set_aside.append(RecordError(str(error), where=f"{path.name}, row {record.number}"))
        else:
            around.take_over(row)
            taken.append((row, record["source"]))
    reading.rows = number(row for row, _ in taken)
    reading.notes = {row.number: note for row, note in taken if note}
    return reading


def _row(record: Record, pack: str, around: Around) -> Row:
    """A row's place; ValueError says which cell cannot be used, and why."""
    name = record["name"]
    if not placenames.plain(name):
        raise ValueError(f"name {name!r} has no letter or digit to be found by")
    latitude, longitude = point(record, "lat", "lon")
    kind = record["kind"].lower() or USUAL_KIND
    if kind not in RADIUS_KM:
        raise ValueError(f"kind {record['kind']!r} is none of {', '.join(RADIUS_KM)}")
    radius = _number(record, "radius_km", RADIUS_KM[kind])
    near = around.nearest(latitude, longitude)
    country = _country(record, (latitude, longitude), around) or (None if near is None else near[0])
    unit, admin1 = _unit(record["admin1"], country, (latitude, longitude), near, around)
    names = [alias for alias in dict.fromkeys(part.strip() for part in _ALIASES.split(record["aliases"])) if placenames.plain(alias)]
    return Row(
        number=0,
        slug=slug(pack, name),
        name=name,
        kind=kind,
        country=country,
        unit=unit,
        latitude=latitude,
        longitude=longitude,
        radius_km=radius,
        precision=_precision(record, precision_of(kind, radius)),
        names=names,
        name_count=len({name, *names}),
        admin1=admin1,
        admin2=record["admin2"] or None,
    )


def _number(record: Record, column: str, usual: float) -> float:
    text = record[column]
    if not text:
        return usual
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{column} {text!r} is no number") from None
    if not 0 < value <= _HALF_EARTH_KM:
        raise ValueError(f"{column} {text} must be above 0 and no wider than the earth")
    return value


def _precision(record: Record, usual: int) -> int:
    text = record["precision"]
    if text and text not in {str(code) for code in range(1, 8)}:
        raise ValueError(f"precision {text!r} is none of UCDP's 1 to 7")
    return int(text) if text else usual


def _country(record: Record, at: tuple[float, float], around: Around) -> str | None:
    text = record["country"]
    code = around.country(text.upper() if len(text) == 2 else text) if text else None
    if text and code is None:
        raise ValueError(f"country {text!r} is no two-letter code and no country's name")
    away = None if code is None else around.km_outside(code, at)
    if away is not None:
        raise ValueError(f"the point {at[0]}, {at[1]} lies {away:,.0f} km from {text}: lat and lon may be swapped, or a sign lost")
    return code


def _unit(
    admin1: str, country: str | None, at: tuple[float, float], near: tuple[str, str | None] | None, around: Around
) -> tuple[str | None, str | None]:
    """The code of the first-order unit that the row names, or of the nearest town's in that country; the name where it has no code."""
    unit = around.unit(admin1, country, at) if admin1 else None
    if unit is not None:
        return unit.unit, None
    if admin1 or near is None or near[0] != country:
        return None, admin1 or None
    return near[1], None


def _refuse_twice(row: Row, namesakes: list[Row]) -> None:
    """Keep a row among its namesakes; ValueError where one of them stands at its point already."""
    if any(distance_km(other.latitude, other.longitude, row.latitude, row.longitude) <= SAME_KM for other in namesakes):
        raise ValueError(f"{row.name!r} at {row.latitude}, {row.longitude} is in the table already")
    namesakes.append(row)
