"""How well a pack of past events places the events that follow: `python -m benchmarks.packs [SHARED]`.

A pack is made of UCDP's events of 2016 in Syria; then the place names of its events of 2017 are resolved, each alone with its governorate
as context, and compared with the coded point, once an event. "within 5 km" is a point (precision 1 or 2) at most 5 km off, "wrong" one more
than 25 km off, "unit" an answer of precision 3 or more whose area has the coded point in it, "elsewhere" one whose area has it not, "open"
no answer. Events coded to a unit or a wide area have no point to be near: for them "unit" is what is right. Each is asked again with the
governorate worded ("X village in Homs Governorate"), as reports do: there what is not known becomes somewhere in it. "bundled alone" is
flattered, since points of the project's supplement were checked against UCDP's.
"""

from __future__ import annotations

import csv
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.model.world import Place
from dateline.resolve.gazetteer import Gazetteer, open_gazetteer
from dateline.resolve.geodesy import distance_km
from dateline.resolve.packs import add_ucdp
from dateline.resolve.places import PlaceContext, PlaceResolver

EVENTS = "data/geo/ucdp-ged-syria-2016-2017.csv"
KNOWN, ASKED = "2016", "2017"
COUNTRY = "Syria"
RIGHT_KM, WRONG_KM = 5.0, 25.0
VERDICTS = ("within 5 km", "5 to 25 km", "wrong", "unit", "elsewhere", "open")
AREA_PRECISION = 3
POINTS = ("1", "2")


@dataclass(frozen=True, slots=True)
class Event:
    """What UCDP coded of an event's place."""

    name: str
    unit: str
    precision: str
    latitude: float
    longitude: float


def events(path: Path) -> Iterator[Event]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["year"] == ASKED:
                yield Event(row["where_coordinates"], row["adm_1"], row["where_prec"], float(row["latitude"]), float(row["longitude"]))


def verdict(event: Event, chosen: Place | None, gazetteer: Gazetteer) -> str:
    if chosen is None:
        return "open"
    km = distance_km(event.latitude, event.longitude, chosen.latitude, chosen.longitude)
    if chosen.precision < AREA_PRECISION:
        return "within 5 km" if km <= RIGHT_KM else "wrong" if km > WRONG_KM else "5 to 25 km"
    return "unit" if _holds(event, chosen, km, gazetteer) else "elsewhere"


def _holds(event: Event, chosen: Place, km: float, gazetteer: Gazetteer) -> bool:
    """Whether the chosen area is the event's governorate or reaches its point."""
    stem = event.unit.removesuffix(" Governorate")
    units = {entry.id for entry in gazetteer.candidates(stem) if entry.kind == "unit"}
    return chosen.id in units or km <= chosen.radius_km


def measure(asked: Iterable[Event], resolver: PlaceResolver, *, worded: bool) -> tuple[dict[str, Counter[str]], float]:
    """Verdicts by where_prec, and the seconds of processor time a name took."""
    counted = Counter(asked)
    verdicts: dict[str, Counter[str]] = {}
    began = time.process_time()
    for event, count in counted.items():
        wording = f"{event.name} in {event.unit}" if worded and event.precision in POINTS else event.name
        context = PlaceContext(names=tuple(filter(None, (COUNTRY, event.unit, event.name))))
        (choice,) = resolver.resolve([wording], context)
        verdicts.setdefault(event.precision, Counter())[verdict(event, choice.chosen, resolver.gazetteer)] += count
    return verdicts, (time.process_time() - began) / len(counted)


def print_verdicts(title: str, verdicts: dict[str, Counter[str]]) -> None:
    print(f"{title:<22} {'events':>7} " + " ".join(f"{name:>12}" for name in VERDICTS))
    groups = [(f"where_prec {precision}", [precision]) for precision in sorted(verdicts)]
    for name, precisions in (*groups, ("points (1 and 2)", list(POINTS)), ("all", sorted(verdicts))):
        total = sum((verdicts.get(precision, Counter()) for precision in precisions), Counter())
        events_of_group = sum(total.values())
        print(f"{name:<22} {events_of_group:>7} " + " ".join(f"{100 * total[v] / events_of_group:>11.1f}%" for v in VERDICTS))


def main() -> int:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared"
    asked = list(events(shared / EVENTS))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        began = time.process_time()
        making = add_ucdp(folder, shared / EVENTS, name="events-2016", years=frozenset({KNOWN}))
        print(f"pack of {KNOWN}: {making.pack.rows} places in {time.process_time() - began:.1f} s of processor time")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for title, packs in (("with the pack", folder), ("bundled alone", None)):
            began = time.process_time()
            gazetteer = open_gazetteer(packs)
            opened = time.process_time() - began
            resolver = PlaceResolver(gazetteer)
            print(f"\n{resolver.version}")
            print(f"opened in {1000 * opened:.1f} ms, a lookup takes {1000 * lookup(asked, gazetteer):.3f} ms of processor time")
            for worded in (False, True):
                verdicts, seconds = measure(asked, resolver, worded=worded)
                print_verdicts(f"{title}, {'worded' if worded else 'context'}", verdicts)
                print(f"{1000 * seconds:.2f} ms of processor time a name")
            gazetteer.close()
        print(f"\nmemory grew by {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024:.0f} MB over both")
    return 0


def lookup(asked: list[Event], gazetteer: Gazetteer) -> float:
    """Seconds of processor time that candidates of a name take."""
    began = time.process_time()
    for event in asked:
        gazetteer.candidates(event.name)
    return (time.process_time() - began) / len(asked)


if __name__ == "__main__":
    raise SystemExit(main())
