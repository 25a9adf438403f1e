"""What a ledger of opposed outlets tells, beside what UCDP coded of the same days and places: `python -m benchmarks.against_ucdp`.

The reports are FA-KES: 706 reports on the Syrian war by state, party, opposition and agency outlets, 490 of them of 2016 and 2017. The
other side is UCDP GED 19.1, all events coded in Syria in these two years. Neither is the truth: UCDP reads other sources, and most of what
it codes no report here tells. So the shares stand beside those of a ledger moved by thirty days and more, which can agree by chance alone.

A day is covered where a report was published on it or on one of the two days after it (UCDP's own reports lag by no more in 92 per cent of
its events). `--ledger` takes a ledger that holds these reports already; without it they are read into a new one, which takes minutes.
"""

from __future__ import annotations

import argparse
import csv
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import mean

from dateline.extract.ontology import load_ontology
from dateline.ledger import Ledger
from dateline.model.dispute import Dispute, Matter, Standing
from dateline.model.event import Event
from dateline.model.figure import Measure
from dateline.model.grounded import Grounded
from dateline.reconcile import Reconciled
from dateline.resolve.geodesy import distance_km

SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
REPORTS = SHARED / "data" / "reports" / "fakes.jsonl"
UCDP = SHARED / "data" / "geo" / "ucdp-ged-syria-2016-2017.csv"

NEAR_KM = 25.0
"""UCDP's where_prec 2 is "within about 25 km of a known point"; nearer than that its points do not mean more."""
NEAR_DAYS = 1
"""Reports of a night give either of its days."""
TOLD_AFTER = 2
LOCAL = 3
"""UCDP where_prec up to which a place is a point or a district; a province or a country is near everything."""
SHORT = 2
"""UCDP date_prec up to which a date is a day or two to six days; of the ledger, as many days at most."""
DEADLY = 10
"""Killed from which an event may be expected in the news."""
SHIFTS = (-61, -45, -30, 30, 45, 61)
"""Days by which the ledger is moved to see what agrees by chance."""

STATE = frozenset(["sana", "manar", "alalam", "sputnik", "tass"])
OPPOSITION = frozenset(["etilaf", "alaraby", "arabiya", "asharqalawsat", "dailysabah", "trt"])
"""Outlets of the Syrian state and its allies, and of the opposition and the states that backed it (FA-KES names them as opposed)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """An event as UCDP coded it."""

    id: str
    latitude: float
    longitude: float
    where: int
    when: int
    first: date
    last: date
    low: int
    best: int
    high: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An event of the ledger with its point, its days and the span of the killed, None where a side is open."""

    id: str
    latitude: float
    longitude: float
    first: date
    last: date
    low: int | None
    high: int | None

    @property
    def counts(self) -> bool:
        """Whether anybody counts the killed."""
        return self.low is not None or self.high is not None

    def moved(self, days: int) -> Placed:
        """The same event as many days later."""
        by = timedelta(days=days)
        return Placed(
            id=self.id,
            latitude=self.latitude,
            longitude=self.longitude,
            first=self.first + by,
            last=self.last + by,
            low=self.low,
            high=self.high,
        )


def read_coded(path: Path) -> list[Coded]:
    """UCDP's events that are local and short."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [_coded(row) for row in csv.DictReader(file)]
    return [row for row in rows if row.where <= LOCAL and row.when <= SHORT]


def _coded(row: dict[str, str]) -> Coded:
    return Coded(
        id=row["id"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        where=int(row["where_prec"]),
        when=int(row["date_prec"]),
        first=date.fromisoformat(row["date_start"]),
        last=date.fromisoformat(row["date_end"]),
        low=int(row["low"]),
        best=int(row["best"]),
        high=int(row["high"]),
        unit=row["adm_1"],
    )


def placed_of(events: Iterable[Event], violent: frozenset[str]) -> list[Placed]:
    """Violent events of the ledger that are local and short."""
    found = []
    for event in events:
        at, first, last = event.at, event.earliest, event.latest
        if at is None or first is None or last is None or event.type not in violent or event.standing is Standing.PLANNED:
            continue
        if at.precision <= LOCAL and (last - first).days < SHORT:
            killed = next((e for e in event.estimates if e.measure is Measure.KILLED), None)
            low, high = (None, None) if killed is None else (killed.low, killed.high)
            found.append(Placed(id=event.id, latitude=at.latitude, longitude=at.longitude, first=first, last=last, low=low, high=high))
    return found


class Near:
    """UCDP's events by day, so that those near an event are found at once."""

    def __init__(self, coded: Iterable[Coded]) -> None:
        self._by_day: dict[date, list[Coded]] = {}
        for row in coded:
            for day in days_between(row.first, row.last):
                self._by_day.setdefault(day, []).append(row)

    def to(self, placed: Placed) -> list[Coded]:
        """Those within reach in place and day, the nearest first."""
        margin = timedelta(days=NEAR_DAYS)
        found = {row.id: row for day in days_between(placed.first - margin, placed.last + margin) for row in self._by_day.get(day, ())}
        apart = {key: distance_km(placed.latitude, placed.longitude, row.latitude, row.longitude) for key, row in found.items()}
        return sorted((row for key, row in found.items() if apart[key] <= NEAR_KM), key=lambda row: (apart[row.id], row.id))


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day of a closed interval."""
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def covered_days(published: Iterable[date]) -> set[date]:
    """Days that a report was published on, or up to two days after."""
    return {day - timedelta(days=n) for day in published for n in range(TOLD_AFTER + 1)}


def told(coded: Sequence[Coded], placed: Sequence[Placed]) -> set[str]:
    """UCDP's events for which the ledger has one near in place and day."""
    near = Near(coded)
    return {row.id for event in placed for row in near.to(event)}


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the counted killings of a ledger lie to UCDP's."""

    counted: int
    near: int
    in_one: int
    in_all: int


def agreement(coded: Sequence[Coded], placed: Sequence[Placed]) -> Agreement:
    """How many counted killings have a coded event near, agree with the range of one of them, and with what they allow together."""
    near = Near(coded)
    counted = [event for event in placed if event.counts]
    beside = [(event, near.to(event)) for event in counted]
    matched = [(event, rows) for event, rows in beside if rows]
    in_one = sum(any(agrees(event, row.low, row.high) for row in rows) for event, rows in matched)
    in_all = sum(agrees(event, min(row.low for row in rows), sum(row.high for row in rows)) for event, rows in matched)
    return Agreement(len(counted), len(matched), in_one, in_all)


def agrees(event: Placed, low: int, high: int) -> bool:
    """Whether a span of reports and a coded range share a number; "at least 45" agrees with a range that reaches 45."""
    return (event.low is None or event.low <= high) and (event.high is None or event.high >= low)


def main() -> None:
    """Print the ledger's tables and the comparison."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ledger", type=Path, help="a ledger that holds the reports already")
    parser.add_argument("--rows", type=int, default=12, help="rows of the table of events that both camps tell")
    options = parser.parse_args()
    if options.ledger is not None:
        with Ledger.open(options.ledger) as ledger:
            report(ledger, options.rows)
        return
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "fakes.dateline") as ledger:
        ledger.add(REPORTS)
        report(ledger, options.rows)


def report(ledger: Ledger, rows: int) -> None:
    """Everything that is measured on one ledger."""
    seen = ledger.reconciled()
    published = [row.published for row in ledger.reports() if row.published is not None]
    book = Book(seen, {grounded.claim.id: grounded for grounded in seen.claims})
    print_ledger(len(ledger.reports()), book)
    print_camps(book, rows)
    ontology = load_ontology()
    violent = frozenset(name for name, family in ontology.family_of.items() if family == "violence")
    print_comparison(read_coded(UCDP), placed_of(seen.events, violent), covered_days(published))


@dataclass(frozen=True, slots=True)
class Book:
    """A ledger seen together, with its claims by id."""

    seen: Reconciled
    claims: Mapping[str, Grounded]

    def told(self, keys: Iterable[str]) -> list[Grounded]:
        """Claims by id."""
        return [self.claims[key] for key in keys]

    def outlets(self, keys: Iterable[str]) -> set[str]:
        """The outlets that carry claims, as the data set names them."""
        return {outlet_of(grounded) for grounded in self.told(keys)}


def outlet_of(grounded: Grounded) -> str:
    """The outlet of a claim as the data set names it."""
    return "" if grounded.outlet is None else grounded.outlet.key.removeprefix("outlet:")


def print_ledger(reports: int, book: Book) -> None:
    """How many claims make how many events, how these are carried, and what is contested."""
    events, linked = book.seen.events, book.seen.linked
    several = sum(len(event.claims) > 1 for event in events)
    print(f"{reports} reports, {len(book.claims)} claims, {len(events)} events, {several} of more claims than one")
    print(f"{len(linked.links)} links, {len(linked.reprint_sets)} sets of reprints, {len(book.seen.independence.ties)} ties between voices")
    print("\nstanding            events   of two outlets or more")
    wide = {event.id for event in events if len(book.outlets(event.claims)) > 1}
    for standing in Standing:
        own = [event for event in events if event.standing is standing]
        print(f"{standing.value:<18} {len(own):>7} {sum(event.id in wide for event in own):>12}")
    whats = Counter(dispute.matter for event in events for dispute in event.disputes)
    print("\ncontested           disputes")
    for matter in Matter:
        print(f"{matter.value:<18} {whats[matter]:>9}")


def print_camps(book: Book, rows: int) -> None:
    """Events that outlets of both camps tell: how they stand, and what each camp counts and blames."""
    both = [event for event in book.seen.events if STATE & book.outlets(event.claims) and OPPOSITION & book.outlets(event.claims)]
    across = [event for event in both if any(is_across(dispute, book) for dispute in event.disputes)]
    contested = sum(event.standing is Standing.CONTESTED for event in both)
    print(f"\nstate and opposition outlets both tell {len(both)} events, {contested} contested, {len(across)} of them between the two")
    for event in sorted(both, key=lambda event: (event.standing is not Standing.CONTESTED, -len(event.claims), event.id))[:rows]:
        print(f"{event.id} {event.type}, {event.place or 'no place'}, {event.earliest or 'no day'}: {event.standing.value}")
        for name, camp in (("state", STATE), ("opposition", OPPOSITION)):
            claims = [grounded for grounded in book.told(event.claims) if outlet_of(grounded) in camp]
            print(f"    {name:<11} {', '.join(sorted({outlet_of(g) for g in claims}))}: {told_by(claims)}")


def is_across(dispute: Dispute, book: Book) -> bool:
    """Whether one side of a dispute stands in state outlets alone and another in opposition outlets alone."""
    outlets = [book.outlets(side.claims) for side in dispute.sides]
    return any(found <= STATE for found in outlets) and any(found <= OPPOSITION for found in outlets)


def told_by(claims: Sequence[Grounded]) -> str:
    """Status, blame and the killed that claims tell, as short as it can be said."""
    statuses = sorted({g.claim.status.value for g in claims})
    blamed = sorted({party.name for g in claims for party in g.actors})
    killed = sorted({f.published for g in claims for f in g.claim.figures if f.measure is Measure.KILLED})
    parts = (", ".join(statuses), f"by {', '.join(blamed)}" if blamed else "", f"killed {', '.join(killed)}" if killed else "")
    return "; ".join(part for part in parts if part)


def print_comparison(coded: Sequence[Coded], placed: Sequence[Placed], covered: set[date]) -> None:
    """Both shares, beside those that chance gives."""
    years = {row.first.year for row in coded}
    own = [event for event in placed if event.first.year in years and event.last.year in years]
    open_ = [row for row in coded if any(day in covered for day in days_between(row.first, row.last))]
    deadly = [row for row in open_ if row.best >= DEADLY]
    shifted = [[event.moved(days) for event in own] for days in SHIFTS]
    near = Near(coded)
    print(f"\nUCDP: {len(coded)} events of a place and a day or few, {len(open_)} of them on days that reports cover")
    print(f"the ledger: {len(own)} violent events of these years with a place and a day or two; near is {NEAR_KM:g} km and {NEAR_DAYS} day")
    for name, rows in (("UCDP's events", open_), (f"with {DEADLY} killed or more", deadly)):
        chance = round(mean(len(told(rows, moved)) for moved in shifted))
        print(f"  {name:<26} near one of the ledger's: {share(len(told(rows, own)), len(rows))}; by chance {share(chance, len(rows))}")
    matched = [sum(bool(near.to(event)) for event in events) for events in (own, *shifted)]
    by_chance = share(round(mean(matched[1:])), len(own))
    own_events = "the ledger's events"
    print(f"  {own_events:<26} near one of UCDP's:       {share(matched[0], len(own))}; by chance {by_chance}")
    real = agreement(coded, own)
    moved = [agreement(coded, events) for events in shifted]
    print(f"killings that somebody counts: {real.counted}; UCDP has an event near for {share(real.near, real.counted)}")
    print(f"  of those, within low to high of one event near: {share(real.in_one, real.near)}; by chance {share(*pooled(moved, 'in_one'))}")
    print(f"  of those, within what all events near allow:    {share(real.in_all, real.near)}; by chance {share(*pooled(moved, 'in_all'))}")


def pooled(found: Sequence[Agreement], name: str) -> tuple[int, int]:
    """A count over several moved ledgers together."""
    return sum(getattr(one, name) for one in found), sum(one.near for one in found)


def share(part: float, whole: float) -> str:
    """A share with its counts."""
    return f"{part:g} of {whole:g} ({100 * part / whole:.1f} %)" if whole else "none"


if __name__ == "__main__":
    main()
