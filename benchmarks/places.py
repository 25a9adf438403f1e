"""How often the resolver finds the right place with the bundled gazetteer: `python -m benchmarks.places [SHARED]`.

Four sets, one table. `conflict-places.tsv`: names that wars are reported under, each asked alone with its country as context, right within
25 km (the list's own points are good to about 10 km). UCDP GED Syria 2016-17: the place names of events coded to a point (where_prec 1 and
2), each asked with Syria and its governorate as context, counted once an event. GeoWebNews (Gritta et al. 2019) and GeoVirus (Gritta et al.
2018): gold spans, right within 161 km or by identity (an area of that name has no one point); nationalities are left out, since they are no
places here. "right" is over all names, "answered" the share that got a place, "precise" right over answered; times are the processor's. The
weights of the resolver were set on these sets, and some points of the supplement were checked against UCDP's.
"""

from __future__ import annotations

import csv
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from dateline.model.world import Place
from dateline.resolve import placenames
from dateline.resolve.gazetteer import Gazetteer, demonyms, open_gazetteer
from dateline.resolve.geodesy import distance_km
from dateline.resolve.places import PlaceChoice, PlaceContext, PlaceResolver

NEWS_KM = 161.0
CONFLICT_KM = (15.0, 25.0)
UCDP_KM = (5.0, 25.0)
AREAS = ("country", "unit", "region", "sea")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A name of a text and where it lies."""

    name: str
    latitude: float
    longitude: float
    id: str | None = None
    page: str | None = None

    def distance_km(self, place: Place) -> float:
        """From the gold point to a chosen place."""
        return distance_km(self.latitude, self.longitude, place.latitude, place.longitude)


def conflict_places(shared: Path) -> Iterator[tuple[str, Gold]]:
    with (shared / "data/geo/conflict-places.tsv").open(encoding="utf-8") as file:
        for country, name, latitude, longitude, _ in csv.reader(file, delimiter="\t"):
            yield country, Gold(name=name, latitude=float(latitude), longitude=float(longitude))


def geowebnews(shared: Path) -> Iterator[list[Gold]]:
    for article in ET.parse(shared / "data/geo/GWN.xml").getroot().iter("article"):
        rows = sorted(article.iter("toponym"), key=lambda t: int(t.findtext("start") or 0))
        yield [
            Gold(
                name=row.findtext("extractedName") or "",
                latitude=float(row.findtext("latitude") or 0),
                longitude=float(row.findtext("longitude") or 0),
                id=f"gn:{row.findtext('geonamesID')}",
            )
            for row in rows
            if row.findtext("geonamesID") and not _is_demonym(row.findtext("extractedName") or "")
        ]


def geovirus(shared: Path) -> Iterator[list[Gold]]:
    for article in ET.parse(shared / "data/geo/GeoVirus.xml").getroot().iter("article"):
        rows = sorted(article.iter("location"), key=lambda t: int(t.findtext("start") or 0))
        yield [
            Gold(
                name=row.findtext("name") or "",
                latitude=float(row.findtext("lat") or 0),
                longitude=float(row.findtext("lon") or 0),
                page=unquote((row.findtext("page") or "").rpartition("/")[2]).replace("_", " "),
            )
            for row in rows
            if not _is_demonym(row.findtext("name") or "")
        ]


def ucdp(shared: Path) -> dict[tuple[str, str], tuple[Gold, int]]:
    """Places of UCDP's events by name and governorate, with the number of events."""
    found: dict[tuple[str, str], tuple[Gold, int]] = {}
    with (shared / "data/geo/ucdp-ged-syria-2016-2017.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["where_prec"] in ("1", "2") and row["adm_1"]:
                key = (row["where_coordinates"], row["adm_1"])
                gold = Gold(name=key[0], latitude=float(row["latitude"]), longitude=float(row["longitude"]))
                found[key] = (gold, found.get(key, (gold, 0))[1] + 1)
    return found


def is_right(gold: Gold, place: Place, gazetteer: Gazetteer) -> bool:
    """Within 161 km, or the same place by identity: its GeoNames id, or, for areas, its name where the gold point lies in its reach."""
    km = gold.distance_km(place)
    if km <= NEWS_KM or (gold.id is not None and gold.id == place.id):
        return True
    names = (gold.name, gold.page or gold.name)
    called = any(place.id in {e.id for e in gazetteer.candidates(name)} for name in names)
    return place.kind in AREAS and called and km <= 2 * place.radius_km


def run_news(documents: Sequence[list[Gold]], resolver: PlaceResolver) -> tuple[int, int, int, float]:
    """Names, answered, right, and seconds."""
    names = answered = right = 0
    began = time.process_time()
    for golds in documents:
        words = [gold.name for gold in golds]
        choices = resolver.resolve(words, PlaceContext(names=tuple(words)))
        for gold, choice in zip(golds, choices, strict=True):
            names += 1
            answered += choice.chosen is not None
            right += choice.chosen is not None and is_right(gold, choice.chosen, resolver.gazetteer)
    return names, answered, right, time.process_time() - began


def run_conflict(rows: Sequence[tuple[str, Gold]], resolver: PlaceResolver) -> tuple[int, int, dict[float, int], float]:
    """Names, answered, right within each distance, and seconds."""
    right = dict.fromkeys(CONFLICT_KM, 0)
    answered = 0
    began = time.process_time()
    for country, gold in rows:
        home = resolver.gazetteer.country(country)
        choice = _alone(gold, home.name if home is not None else "", resolver)
        if choice.chosen is not None:
            answered += 1
            for km in CONFLICT_KM:
                right[km] += gold.distance_km(choice.chosen) <= km
    return len(rows), answered, right, time.process_time() - began


def run_ucdp(places: dict[tuple[str, str], tuple[Gold, int]], resolver: PlaceResolver) -> tuple[int, int, dict[float, int], float]:
    """Events, answered, right within each distance, and seconds."""
    right = dict.fromkeys(UCDP_KM, 0)
    events = answered = 0
    began = time.process_time()
    for (_, governorate), (gold, count) in places.items():
        choice = resolver.resolve([gold.name], PlaceContext(names=("Syria", governorate, gold.name)))[0]
        events += count
        if choice.chosen is not None:
            answered += count
            for km in UCDP_KM:
                right[km] += count * (gold.distance_km(choice.chosen) <= km)
    return events, answered, right, time.process_time() - began


def _alone(gold: Gold, country: str, resolver: PlaceResolver) -> PlaceChoice:
    return resolver.resolve([gold.name], PlaceContext(names=(country, gold.name)))[0]


def _is_demonym(name: str) -> bool:
    return placenames.plain(name) in demonyms()


def main() -> int:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared"
    resolver = PlaceResolver(open_gazetteer())
    print(f"gazetteer {resolver.gazetteer.version}, {resolver.gazetteer.path.stat().st_size / 1e6:.1f} MB; {resolver.version}")
    print(f"{'set':<28} {'names':>6} {'answered':>9} {'right':>7} {'precise':>8} {'ms/name':>8}")
    names, answered, near, seconds = run_conflict(list(conflict_places(shared)), resolver)
    for km, right in near.items():
        _print_row(f"conflict places, {km:.0f} km", names, answered, right, seconds)
    events, answered, near, seconds = run_ucdp(ucdp(shared), resolver)
    for km, right in near.items():
        _print_row(f"UCDP events, {km:.0f} km", events, answered, right, seconds)
    for title, documents in (("GeoWebNews, 161 km", geowebnews(shared)), ("GeoVirus, 161 km", geovirus(shared))):
        names, answered, right, seconds = run_news(list(documents), resolver)
        _print_row(title, names, answered, right, seconds)
    return 0


def _print_row(title: str, names: int, answered: int, right: int, seconds: float) -> None:
    shares = (
        f"{100 * answered / names:.1f}",
        f"{100 * right / names:.1f}",
        f"{100 * right / answered:.1f}",
        f"{1000 * seconds / names:.2f}",
    )
    print(f"{title:<28} {names:>6} {shares[0]:>9} {shares[1]:>7} {shares[2]:>8} {shares[3]:>8}")


if __name__ == "__main__":
    raise SystemExit(main())
