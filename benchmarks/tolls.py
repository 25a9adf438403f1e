"""How long a toll takes in a large ledger: `python -m benchmarks.tolls [--claims 100000] [--ledger PATH]`.

The ledger is planted: made-up reports of one country over eight years, their claims and what they were taken to mean written as records;
one report in ten is printed again by another paper. Before the first question the ledger sees everything together once (links, voices,
reprints); what that takes is told apart. Seconds are of the processor, so that other work on the machine does not count. A ledger given by
`--ledger` is made where it does not exist, and used again where it does.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from dateline.ledger import Ledger
from dateline.model.claim import Claim
from dateline.model.figure import Figure, Measure
from dateline.model.ids import digest
from dateline.model.run import Run
from dateline.model.text import Phrase, Report, Span
from dateline.model.world import Actor, Place, Resolution, Slot, When
from dateline.store import Record

FIRST = date(2012, 1, 1)
DAYS = 2920
UNITS = 14
TOWNS = 25
QUARTERS = 8
A_REPORT = 5
"""Claims in a report."""
LEXICON = tuple(f"w{n}" for n in range(20_000))
COMMONNESS = tuple(accumulate(1 / (n + 3) for n in range(len(LEXICON))))
FILLING = 450
"""Words of a report that count nobody."""
AGAIN = 10
"""One report in so many is printed again."""
GROUPS = ("people", "people", "people", "civilians", "children", "soldiers", "rebels", None)
SPEAKERS = tuple(f"Monitor {n}" for n in range(30))
BATCH = 200
FLOOR_S = 1.0
"""What a question about a unit or a city, up to a month, may take."""
QUESTIONS = (
    ("a city, a week", "City 3", date(2016, 9, 19), date(2016, 9, 25)),
    ("a city, a year", "City 3", date(2016, 1, 1), date(2016, 12, 31)),
    ("a unit, a week", "Unit 3", date(2016, 9, 19), date(2016, 9, 25)),
    ("a unit, a month", "Unit 3", date(2016, 9, 1), date(2016, 9, 30)),
    ("the country, a week", "Country", date(2016, 9, 19), date(2016, 9, 25)),
    ("the country, a month", "Country", date(2016, 9, 1), date(2016, 9, 30)),
)


def places() -> list[Place]:
    """A country of units on a grid, each with a city of quarters and towns around it."""
    found = [_place("Country", "country", (36.0, 38.0))]
    for n in range(UNITS):
        latitude, longitude, unit = 33.0 + n % 4, 36.0 + n // 4, f"Unit {n}"
        found += [_place(unit, "unit", (latitude, longitude), unit), _place(f"City {n}", "city", (latitude, longitude), unit)]
        found += [_place(f"Quarter {n}-{k}", "quarter", (latitude + 0.04 * (k % 2), longitude + 0.01 * k), unit) for k in range(QUARTERS)]
        towns = ((latitude - 0.4 + 0.16 * (k % 5), longitude - 0.37 + 0.16 * (k // 5)) for k in range(TOWNS))
        found += [_place(f"Town {n}-{k}", "town", point, unit) for k, point in enumerate(towns)]
    return found


KINDS = {"country": (300.0, 6), "unit": (60.0, 4), "city": (8.0, 1), "quarter": (0.9, 1), "town": (1.5, 1)}
"""Reach in km and precision."""


def _place(name: str, kind: str, point: tuple[float, float], unit: str | None = None) -> Place:
    return Place(
        id=f"dl:planted-{name.lower().replace(' ', '-')}",
        name=name,
        kind=kind,
        country="XX",
        latitude=point[0],
        longitude=point[1],
        radius_km=KINDS[kind][0],
        precision=KINDS[kind][1],
        admin1=unit,
    )


def planted(claims: int, random: Random) -> Iterator[list[Record]]:
    """Reports with their claims and resolutions, a report at a time."""
    grounds = places()
    weights = [1 if place.kind == "country" else 6 if place.kind == "unit" else 30 if place.kind == "city" else 8 for place in grounds]
    for n in range(claims * AGAIN // (AGAIN + 1) // A_REPORT):
        day = FIRST + timedelta(days=random.randrange(DAYS))
        published = day + timedelta(days=random.randrange(3))
        sentences = []
        for place in random.choices(grounds, weights, k=A_REPORT):
            number, speaker = random.choice((1, 2, 3, 5, 8, 12, 20, 45, 120)), random.choice(SPEAKERS)
            sentences.append((place, number, speaker, random.choice(("", "", "at least ", "about ")), random.choice(GROUPS)))
        filler = " ".join(random.choices(LEXICON, cum_weights=COMMONNESS, k=FILLING))
        told = [_worded((s, f"said {h}{k}", g or "", "killed in", p.name, "on that day"), random) for p, k, s, h, g in sentences]
        text, days = f"Report {n}\n\n{'. '.join(told)}. {filler}", (day - timedelta(days=random.choice((0, 0, 0, 0, 1, 6))), day)
        state = random.getstate()
        for again in range(2 if n % AGAIN == 0 else 1):
            random.setstate(state)
            report = Report(
                text=f"Again\n\n{text}" if again else text,
                original=digest(f"{n} {again}".encode()),
                source=f"Paper {(n + again) % 40}",
                published=published + timedelta(days=again),
            )
            records: list[Record] = [report]
            for sentence, words in zip(sentences, told, strict=True):
                records += _told(report, sentence, words, days, random)
            yield records


def _worded(parts: Iterable[str], random: Random) -> str:
    """A sentence that no other report has: rare words stand between its parts."""
    return " ".join(f"{part} {' '.join(random.sample(LEXICON, 2))}" for part in parts if part)


def _told(
    report: Report, sentence: tuple[Place, int, str, str, str | None], words: str, days: tuple[date, date], random: Random
) -> Iterator[Record]:
    place, number, speaker, hedge, group = sentence
    start = report.text.index(words)

    def phrase(part: str) -> Phrase:
        at = report.text.index(part, start)
        return Phrase(span=Span(at, at + len(part)), text=part)

    published = phrase(f"{hedge}{number}")
    claim = Claim(
        report=report.id,
        evidence=Span(start, start + len(words)),
        quote=words,
        type=random.choice(("toll", "attack", "airstrike", "shelling")),
        speaker=phrase(speaker),
        place=phrase(place.name),
        times=(phrase("on that day"),),
        figures=(
            Figure(
                measure=random.choice((Measure.KILLED, Measure.KILLED, Measure.INJURED)),
                low=number,
                high=None if hedge == "at least " else number,
                published=published.text,
                span=published.span,
                group=None if group is None else phrase(group),
            ),
        ),
    )
    yield claim
    when = When(value=str(days[1]), earliest=days[0], latest=days[1], precision=1, anchor="absolute", rule="planted")
    chosen: tuple[tuple[Slot, str, Place | When | Actor], ...] = (
        (Slot.PLACE, place.name, place),
        (Slot.TIME, "on that day", when),
        (Slot.SPEAKER, speaker, Actor(id=speaker.lower().replace(" ", "-"), name=speaker)),
    )
    yield tuple(
        Resolution(claim=claim.id, slot=slot, wording=words, chosen=what, method="planted", version="1") for slot, words, what in chosen
    )


def make(path: Path, claims: int) -> None:
    """Write the planted ledger."""
    run = Run(started=datetime(2020, 1, 1, tzinfo=UTC), command="plant", versions=(("planted", "1"),), settings="")
    with Ledger.create(path) as book:
        batch: list[Record] = []
        for n, records in enumerate(planted(claims, Random(1)), start=1):
            batch += records
            if n % BATCH == 0:
                book.database.append(batch, run=run)
                batch = []
        if batch:
            book.database.append(batch, run=run)


def measure(path: Path) -> bool:
    """Print the table of questions; whether those with a floor keep it."""
    good = True
    with Ledger.open(path) as book:
        start = time.process_time()
        book.see()
        print(f"seen together in {time.process_time() - start:.0f} s")
        book.toll(measure="killed", place="City 1", since="2013-01-01", until="2013-01-02")  # loads the solver
        print(f"{'question':<22}{'figures':>9}{'left out':>10}{'conflicts':>11}{'seconds':>9}  answer")
        for name, place, since, until in QUESTIONS:
            best = 1e9
            for _ in range(3):
                start = time.process_time()
                found = book.toll(measure="killed", place=place, since=since, until=until)
                best = min(best, time.process_time() - start)
            print(
                f"{name:<22}{len(found.lines):>9}{len(found.left_out):>10}{len(found.conflicts):>11}{best:>9.2f}  {found.answer}",
                flush=True,
            )
            good = good and (place == "Country" or best < FLOOR_S)
    return good


def main() -> None:
    """Make the ledger and ask it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--ledger", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "planted.dateline"
        if not path.exists():
            start = time.perf_counter()
            make(path, given.claims)
            print(f"{given.claims:,} claims written in {time.perf_counter() - start:.0f} s, {path.stat().st_size / 1e6:.0f} MB")
        good = measure(path)
        command = [sys.executable, "-m", "dateline.cli", "toll", "--measure", "killed", "--place", "City 3", "--ledger", str(path)]
        start = time.perf_counter()
        subprocess.run([*command, "--from", "2016-09-19", "--to", "2016-09-25", "--format", "json"], check=True, stdout=subprocess.DEVNULL)
        print(f"the first of them as a command, from a cold start: {time.perf_counter() - start:.1f} s")
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
