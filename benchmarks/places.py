"""How often the resolver finds the right place with the bundled gazetteer: `python -m benchmarks.places [SHARED]`.

Names of gold spans in news, right within 161 km or by identity (a gold id of GeoNames; for areas, which have no one point, their name
where the gold point lies in their reach; `strict` leaves that last clause out). GeoWebNews (Gritta et al. 2019) is measured with the
shipped model, which is not learnt from it, GeoVirus (Gritta et al. 2018) with one that is learnt from all but it (`training/places`).
"all" counts every gold name, a nationality being right where the country of its people is (the resolver never takes one for a place: they
are told by the list of nationalities); "places" leaves nationalities out. `best` is the best guess over all names, also where the
resolver would not take it; `taken` and `precise` are for the places that it takes from its threshold on. Then the selective curve: how
often the best guesses are right among the surest so many of all names, and how far probabilities are off (expected calibration error
over ten bins).

`conflict-places.tsv`: names that wars are reported under, each asked alone with its country as context (the list's own points are good to
about 10 km). UCDP GED Syria 2017, whose names are not learnt from (2016's are): the places of events coded to a point (where_prec 1 and 2),
each asked with Syria and its governorate as context, counted once an event. Times are the processor's.
"""

from __future__ import annotations

import csv
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from dateline.model.world import Place
from dateline.resolve import placenames
from dateline.resolve.gazetteer import Gazetteer, demonyms, open_gazetteer
from dateline.resolve.geodesy import distance_km
from dateline.resolve.placemodel import read_model
from dateline.resolve.places import PlaceChoice, PlaceContext, PlaceResolver

NEWS_KM = 161.0
CONFLICT_KM = (15.0, 25.0)
UCDP_KM = (5.0, 25.0)
UCDP_YEAR = "2017"
AREAS = ("country", "unit", "district", "region", "sea", "river", "mountains", "lake", "strait")
COVERAGES = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)
DEMONYM_SURE = 0.95
"""Probability given to the country of a nationality, which nothing calibrates."""
WITHOUT_GEOVIRUS = Path(__file__).resolve().parents[1] / "training/places/without_geovirus.json"


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
            if row.findtext("geonamesID")
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
        ]


def ucdp(shared: Path) -> dict[tuple[str, str], tuple[Gold, int]]:
    """Places of UCDP's events by name and governorate, with the number of events."""
    found: dict[tuple[str, str], tuple[Gold, int]] = {}
    with (shared / "data/geo/ucdp-ged-syria-2016-2017.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["where_prec"] in ("1", "2") and row["adm_1"] and row["year"] == UCDP_YEAR:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A gold name with its choice; what is right is told for the best guess and for what was taken."""

    gold: Gold
    choice: PlaceChoice
    right: bool
    strict: bool
    taken: bool
    taken_right: bool

    @property
    def probability(self) -> float:
        """How sure the resolver is of its best guess."""
        return 0.0 if self.choice.best is None else self.choice.score or 0.0


def run_news(documents: Sequence[list[Gold]], resolver: PlaceResolver) -> tuple[list[Answered], float]:
    """Every gold name answered, and the seconds it took."""
    answers = []
    seconds = 0.0
    for golds in documents:
        words = [gold.name for gold in golds]
        context = PlaceContext(names=tuple(w for w in words if not is_demonym(w)), nationalities=tuple(w for w in words if is_demonym(w)))
        began = time.process_time()
        choices = resolver.resolve(words, context)
        seconds += time.process_time() - began
        answers += [_answered(gold, choice, resolver.gazetteer) for gold, choice in zip(golds, choices, strict=True)]
    return answers, seconds


def _answered(gold: Gold, choice: PlaceChoice, gazetteer: Gazetteer) -> Answered:
    if is_demonym(gold.name):
        choice = _people(gold.name, choice, gazetteer)
    best, chosen = choice.best, choice.chosen
    return Answered(
        gold=gold,
        choice=choice,
        right=best is not None and is_right(gold, best, gazetteer),
        strict=best is not None and (gold.distance_km(best) <= NEWS_KM or gold.id == best.id),
        taken=chosen is not None and chosen == best,
        taken_right=chosen is not None and chosen == best and is_right(gold, chosen, gazetteer),
    )


def _people(name: str, choice: PlaceChoice, gazetteer: Gazetteer) -> PlaceChoice:
    """The country of a nationality, which the resolver itself takes for no place."""
    codes = sorted(demonyms()[placenames.plain(name)])
    country = gazetteer.country(codes[0]) if len(codes) == 1 else None
    place = None if country is None else country.place()
    return replace(choice, chosen=place, best=place, score=None if place is None else DEMONYM_SURE)


def curve(answers: Sequence[Answered]) -> list[tuple[float, float]]:
    """Shares of all names answered, the surest first, with the part that is right."""
    told = sorted(answers, key=lambda a: -a.probability)
    found = []
    for share in COVERAGES:
        sure = told[: round(share * len(told))]
        found.append((share, sum(a.right for a in sure) / len(sure)))
    return found


def calibration_error(answers: Sequence[Answered]) -> float:
    """Expected calibration error: how far told and true shares lie apart, over ten bins of probability."""
    told = [a for a in answers if a.choice.best is not None]
    bins: dict[int, list[Answered]] = {}
    for answer in told:
        bins.setdefault(min(9, int(answer.probability * 10)), []).append(answer)
    gaps = (abs(sum(a.probability for a in b) - sum(a.right for a in b)) for b in bins.values())
    return sum(gaps) / len(told)


def run_conflict(rows: Sequence[tuple[str, Gold]], resolver: PlaceResolver) -> tuple[int, int, dict[float, int], float]:
    """Names, answered, right within each distance, and seconds."""
    right = dict.fromkeys(CONFLICT_KM, 0)
    answered = 0
    began = time.process_time()
    for country, gold in rows:
        home = resolver.gazetteer.country(country)
        choice = _alone(gold, home.name if home is not None else "", resolver)
        if choice.chosen is not None and choice.chosen == choice.best:
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
        if choice.chosen is not None and choice.chosen == choice.best:
            answered += count
            for km in UCDP_KM:
                right[km] += count * (gold.distance_km(choice.chosen) <= km)
    return events, answered, right, time.process_time() - began


def _alone(gold: Gold, country: str, resolver: PlaceResolver) -> PlaceChoice:
    return resolver.resolve([gold.name], PlaceContext(names=(country, gold.name)))[0]


def is_demonym(name: str) -> bool:
    """Whether a name is a nationality."""
    return placenames.plain(name) in demonyms()


def main() -> int:
    """Print the tables."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared"
    gazetteer = open_gazetteer()
    resolver = PlaceResolver(gazetteer)
    other = PlaceResolver(gazetteer, read_model(WITHOUT_GEOVIRUS.read_text(encoding="utf-8")))
    print(f"gazetteer {gazetteer.version}, {gazetteer.path.stat().st_size / 1e6:.1f} MB; {resolver.version}")
    print(f"{'news, 161 km':<28} {'names':>6} {'best':>7} {'strict':>7} {'taken':>7} {'precise':>8} {'ECE':>6} {'ms/name':>8}")
    for title, documents, asked in (("GeoWebNews", geowebnews(shared), resolver), ("GeoVirus", geovirus(shared), other)):
        answers, seconds = run_news(list(documents), asked)
        places = [a for a in answers if not is_demonym(a.gold.name)]
        _print_news(f"{title}, all", answers, seconds)
        _print_news(f"{title}, places", places, seconds)
        for what, told in (("all", answers), ("places", places)):
            print(f"  surest, {what}: " + "  ".join(f"{100 * share:.0f} %: {100 * right:.1f}" for share, right in curve(told)))
    print(f"{'points':<28} {'names':>6} {'taken':>9} {'right':>7} {'precise':>8} {'ms/name':>8}")
    names, answered, near, seconds = run_conflict(list(conflict_places(shared)), resolver)
    for km, right in near.items():
        _print_row(f"conflict places, {km:.0f} km", names, answered, right, seconds)
    events, answered, near, seconds = run_ucdp(ucdp(shared), resolver)
    for km, right in near.items():
        _print_row(f"UCDP events of {UCDP_YEAR}, {km:.0f} km", events, answered, right, seconds)
    return 0


def _print_news(title: str, answers: Sequence[Answered], seconds: float) -> None:
    taken = sum(a.taken for a in answers)
    shares = (sum(a.right for a in answers), sum(a.strict for a in answers), taken)
    precise = 100 * sum(a.taken_right for a in answers) / taken
    cells = "".join(f" {100 * part / len(answers):>7.1f}" for part in shares)
    ms = 1000 * seconds / len(answers)
    print(f"{title:<28} {len(answers):>6}{cells} {precise:>8.1f} {calibration_error(answers):>6.3f} {ms:>8.2f}")


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
