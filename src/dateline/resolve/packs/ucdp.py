"""Places from UCDP's georeferenced events (GED): where the coders put the places of a war, under the names that its reports use.

Points come from events that are coded to a place (where_prec 1) or near one (2), second-order units from the column adm_2 and the events
coded to one (3). First-order units and countries are left to the bundled gazetteer, and stretches and fuzzy areas (5) have no reach that
GED tells. GED writes the kind of a place after its name ("Manbij town", "Tishrin Dam"): a settlement is found with and without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import RecordError
from dateline.resolve import placenames
from dateline.resolve.gazetteer import SAME_PLACE_KM
from dateline.resolve.gazetteer_tables import Row, precision_of
from dateline.resolve.geodesy import centre, distance_km
from dateline.resolve.packs.around import Around, is_unit_name
from dateline.resolve.packs.kinds import RADIUS_KM, SETTLED
from dateline.resolve.packs.reading import Reading, Record, number, point, records, slug
from dateline.resolve.packs.ucdp_names import WORDS, take_apart

LICENCE = "as told at https://ucdp.uu.se/downloads/"
ATTRIBUTION = (
    "Uppsala Conflict Data Program; Sundberg and Melander (2013), Introducing the UCDP Georeferenced Event Dataset, "
    "Journal of Peace Research 50(4), and the paper of the release"
)
REQUIRED = ("where_prec", "where_coordinates", "adm_1", "adm_2", "latitude", "longitude")
POINTS = frozenset({"1", "2"})
NEAR = 2
"""UCDP where_prec "within about 25 km of a known point": what a wide place is that events were coded to as to a point."""
SECOND_ORDER = "3"
ALL_PRECISIONS = frozenset("1234567")
EXACT, VAGUE = "site", "area"
"""Kinds of a place whose name gives none: coded exactly at least once, or only near."""
FEW = 3
"""A unit with fewer known places than this is taken to reach as far as its kind does."""
DOMINANT = 0.9
"""Share of the events of one name from which its other points are taken for slips of the coders."""


@dataclass(slots=True)
class _Place:
    """One name in one unit, with every point it was coded at; of a second-order unit, `members` are the points of its places."""

    country: str | None
    adm_1: str
    wholes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    adm_2: Counter[str] = field(default_factory=Counter)
    points: Counter[tuple[float, float]] = field(default_factory=Counter)
    members: list[tuple[float, float]] = field(default_factory=list)


def read(path: Path, around: Around, *, years: frozenset[str] | None = None) -> Reading:
    """The places of a GED file, of events of some `years` alone where they are given; a row that cannot be used is set aside."""
    reading = Reading()
    places: dict[tuple[str, ...], _Place] = {}
    districts: dict[tuple[str, str, str], _Place] = {}
    for record in records(path, REQUIRED):
        if years is not None and record["year"] not in years:
            continue
        try:
            _take(record, around, places, districts)
        except ValueError as error:
            reading.set_aside.append(RecordError(str(error), where=f"{path.name}, row {record.number}"))
    rows = []
    for place in places.values():
        for row in _points(place, around):
            around.take_over(row)
            rows.append(row)
            district = districts.get((place.country or "", place.adm_1, row.admin2 or ""))
            if district is not None:
                district.members.append((row.latitude, row.longitude))
    _drop_names_of_others(rows, around)
    rows += [row for place in districts.values() for row in _district(place, around)]
    reading.rows = number(rows)
    return reading


def _take(record: Record, around: Around, places: dict[tuple[str, ...], _Place], districts: dict[tuple[str, str, str], _Place]) -> None:
    """Count one event with its place and its second-order unit; ValueError for an event that is broken."""
    precision, whole = record["where_prec"], " ".join(record["where_coordinates"].split())
    at = point(record, "latitude", "longitude")
    if precision not in ALL_PRECISIONS:
        raise ValueError(f"where_prec {precision!r} is none of 1 to 7")
    adm_1, adm_2 = record["adm_1"], record["adm_2"]
    country = _country(record["country"], adm_1, at, around)
    if adm_2:
        district = districts.setdefault((country or "", adm_1, adm_2), _Place(country, adm_1))
        district.adm_2[adm_2] += 1
        if precision == SECOND_ORDER and placenames.plain(whole) == placenames.plain(adm_2):
            district.points[at] += 1
    if precision not in POINTS or not whole or is_unit_name(whole) or around.is_country(whole):
        return
    named = take_apart(whole)
    if named.kind == "district" and placenames.plain(whole) == placenames.plain(adm_2):
        return
    kind = named.kind or (EXACT if precision == "1" else VAGUE)
    family = "settled" if kind in SETTLED else named.kind or ""
    place = places.setdefault((country or "", adm_1, placenames.plain(named.stem), family), _Place(country, adm_1))
    place.wholes[whole] += 1
    place.kinds[kind] += 1
    place.adm_2[adm_2] += 1
    place.points[at] += 1


def _country(name: str, adm_1: str, at: tuple[float, float], around: Around) -> str | None:
    """The country of an event by its column, else by its first-order unit, else by the nearest town."""
    code = around.country(name) if name else None
    if code is None and adm_1:
        unit = around.unit(adm_1, None, at)
        code = None if unit is None else unit.country
    if code is None:
        near = around.nearest(*at)
        code = None if near is None else near[0]
    return code


def _points(place: _Place, around: Around) -> Iterator[Row]:
    """A row for each point that the name clearly stands for."""
    kind = EXACT if EXACT in place.kinds else min(place.kinds, key=lambda k: (-place.kinds[k], k))
    clusters = _clusters(place.points)
    total = sum(place.points.values())
    if clusters[0][1] >= DOMINANT * total:
        clusters = clusters[:1]
    whole = min(place.wholes, key=lambda w: (-place.wholes[w], w))
    named = take_apart(whole)
    taken = [take_apart(other) for other in sorted(place.wholes)]
    names = list(dict.fromkeys(name for other in (named, *taken) for name in (other.stem, *other.others)))
    adm_2 = min(place.adm_2, key=lambda name: (-place.adm_2[name], name))
    for at, _ in clusters:
        unit, admin1 = _unit(place, at, around)
        yield Row(
            number=0,
            slug=slug(place.country, place.adm_1, whole),
            name=named.stem,
            kind=kind,
            country=place.country,
            unit=unit,
            latitude=at[0],
            longitude=at[1],
            radius_km=RADIUS_KM[kind],
            precision=min(precision_of(kind, RADIUS_KM[kind]), NEAR),
            names=[name for name in names if name != named.stem],
            name_count=len(names),
            admin1=admin1,
            admin2=adm_2 or None,
        )


def _drop_names_of_others(rows: Iterable[Row], around: Around) -> None:
    """Take from each place the other names that belong to another one: "Military Research Center (Aleppo)" is not called Aleppo."""
    settled = {(row.country, key) for row in rows if row.kind in SETTLED for key in map(placenames.plain, (row.name, *row.names))}
    for row in rows:
        among = settled if row.kind not in SETTLED else frozenset()
        row.names = [n for n in row.names if (row.country, placenames.plain(n)) not in among and not around.knows_another(n, row)]


def _unit(place: _Place, at: tuple[float, float], around: Around) -> tuple[str | None, str | None]:
    """The code of the first-order unit that GED names, or of the nearest town's; its name where there is no code."""
    unit = around.unit(place.adm_1, place.country, at) if place.adm_1 else None
    if unit is not None:
        return unit.unit, None
    near = around.nearest(*at)
    if near is not None and near[1] is not None and near[0] == place.country:
        return near[1], None
    return None, place.adm_1 or None


def _clusters(points: Counter[tuple[float, float]]) -> list[tuple[tuple[float, float], int]]:
    """Points further apart than one place has, the most frequent of each group with the group's events; the largest group first."""
    heads: dict[tuple[float, float], int] = {}
    for at, count in sorted(points.items(), key=lambda item: (-item[1], item[0])):
        near = next((head for head in heads if distance_km(*head, *at) <= SAME_PLACE_KM), at)
        heads[near] = heads.get(near, 0) + count
    return sorted(heads.items(), key=lambda item: (-item[1], item[0]))


def _district(place: _Place, around: Around) -> Iterable[Row]:
    """A second-order unit at its coded point, else amid its places, with the reach of these; none without either."""
    (name,) = place.adm_2
    if WORDS.get(name.split()[-1].lower()) != "district" or not (place.points or place.members):
        return
    at = min(place.points, key=lambda p: (-place.points[p], p)) if place.points else centre(place.members)
    known = [distance_km(*at, *member) for member in place.members]
    reach = max((*known, *((RADIUS_KM["district"],) if len(known) < FEW else ())))
    unit, admin1 = _unit(place, at, around)
    yield Row(
        number=0,
        slug=slug(place.country, place.adm_1, name),
        name=name,
        kind="district",
        country=place.country,
        unit=unit,
        latitude=at[0],
        longitude=at[1],
        radius_km=round(reach + 1, 1),
        precision=precision_of("district", reach),
        admin1=admin1,
        admin2=name,
    )
