"""How long linking and reconciling take as a ledger grows: `python -m benchmarks.scale [--claims 10000 30000 100000] [--learn]`.

The ledgers are made up: a war that goes on at an even pace, so that a ledger of ten times the claims covers ten times the days. Each day
has three happenings, each at one of 300 settlements, the first ones far more often than the last. Each day three to five reports tell ten
claims each, of two or three of its happenings: in words of others or their own, some denied, some blamed on a party. Words follow Zipf's
law, and each happening has twelve words of its own. Every fourth report is printed again by another outlet on the next day, every fourth
one in part, inside a report on other happenings.

Each size runs in a process of its own, which tells its processor time, that of linking (reprints among it) and of reconciling, the time on
the clock and the most memory it held. The exponent is the slope of the logarithm of the processor time over that of the claims. Then one
more report is added to the ledger. What is made up is not timed, but it is held.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from math import log
from random import Random

from dateline.extract.ontology import load_ontology
from dateline.link import FIXED, find_reprints, start_linking
from dateline.link.learning import learn_weights
from dateline.model.claim import Claim, Status
from dateline.model.figure import Figure, Measure
from dateline.model.grounded import Grounded, Party, Witness
from dateline.model.text import Phrase, Report, Span
from dateline.model.world import Place
from dateline.reconcile import reconcile

SIZES = (10_000, 30_000, 100_000)
FIRST_DAY = date(2012, 1, 1)
HAPPENINGS_A_DAY = 3
CLAIMS_A_REPORT = 10
SETTLEMENTS = 300
OWN_WORDS = 12
WORDS = 250
LEXICON = 20_000
OUTLETS = 40
PRINTED_AGAIN = 4
"""One in so many reports is printed again whole, one in so many in part."""
EXCERPT = 500
"""Characters of a report that another one takes over."""
CLAIM_WORDS = 60
"""Characters of a claim's quote."""
PARTIES = tuple(
    Party(key=f"actor:{name}", name=name, side=side) for name, side in (("army", "state"), ("militia", "state"), ("rebels", "rebels"))
)
SPEAKERS = (None, None, "the army", "the Observatory", "activists", "residents", "the ministry", "a commander", "doctors", "the council")
TYPES = ("airstrike", "shelling", "clash", "attack", "bombing", "capture", "damage", "displacement")
MIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One made-up happening: where and when, what of, how many, and the words that only its reports have."""

    place: Place
    day: date
    type: str
    killed: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one size took."""

    claims: int
    pairs: int
    events: int
    reprints: int
    seconds: float
    linked: float
    reconciled: float
    mebibytes: float
    added_seconds: float
    added_pairs: int
    regrouped: int

    @property
    def processor(self) -> float:
        """Seconds of the processor for all of it."""
        return self.linked + self.reconciled


def made_up(claims: int, seed: int = 1) -> tuple[list[Report], list[Grounded]]:
    """Reports and claims of a war as long as so many claims need."""
    random = Random(seed)
    places = [_place(n, random) for n in range(SETTLEMENTS)]
    nearness = [1 / (n + 1) for n in range(SETTLEMENTS)]
    commonness = [1 / (n + 3) for n in range(LEXICON)]
    reports: list[Report] = []
    told: list[Grounded] = []
    day = FIRST_DAY
    while len(told) < claims:
        happenings = [_happening(n, day, random.choices(places, nearness)[0], random) for n in range(HAPPENINGS_A_DAY)]
        for _ in range(random.randint(3, 5)):
            chosen = random.sample(happenings, random.randint(2, len(happenings)))
            common = [f"w{n}" for n in random.choices(range(LEXICON), commonness, k=WORDS)]
            for report, own in _published(len(reports), day, chosen, common, random):
                reports.append(report)
                told += own
        day += timedelta(days=1)
    return reports, told[:claims]


def _published(
    n: int, day: date, happenings: Sequence[Happening], common: list[str], random: Random
) -> Iterator[tuple[Report, list[Grounded]]]:
    """A report with its claims and, now and then, the same again in another outlet: all of it, or its head inside another text."""
    report = _report(n, day, happenings, common, random)
    claims = list(_claims(report, happenings, random))
    yield report, claims
    chance = random.randrange(PRINTED_AGAIN)
    if chance < 2:
        before, after = (f"Title {n}. ", "") if chance == 0 else (" ".join(random.sample(common, WORDS // 2)) + ". ", "")
        text = report.text if chance == 0 else report.text[:EXCERPT]
        published = (report.published or day) + timedelta(days=1)
        again = Report(text=f"{before}{text}{after}", original="", source=f"Outlet {(n + 7) % OUTLETS}", published=published)
        yield again, [_moved(g, again, len(before)) for g in claims if g.claim.evidence.end <= len(text)]


def _moved(grounded: Grounded, again: Report, by: int) -> Grounded:
    """A claim as another report prints it, so many characters farther on."""
    claim = grounded.claim
    span = Span(claim.evidence.start + by, claim.evidence.end + by)
    speaker = None if claim.speaker is None else replace(claim.speaker, span=span)
    outlet = _outlet(again)
    witness = outlet if speaker is None else grounded.witness
    moved = replace(claim, report=again.id, evidence=span, speaker=speaker)
    return replace(grounded, claim=moved, published=again.published, outlet=outlet, witness=witness)


def _outlet(report: Report) -> Witness:
    return Witness(key=f"outlet:{(report.source or '').casefold()}", name=report.source or "")


def _place(n: int, random: Random) -> Place:
    return Place(
        id=f"gn:{n}",
        name=f"Settlement {n}",
        kind="town",
        country="SY",
        latitude=random.uniform(33.0, 37.0),
        longitude=random.uniform(36.0, 41.0),
        radius_km=random.choice((1.0, 3.0, 8.0)),
        precision=1,
    )


def _happening(n: int, day: date, place: Place, random: Random) -> Happening:
    words = tuple(f"Name{day.toordinal()}x{n}x{k}" for k in range(OWN_WORDS))
    return Happening(place=place, day=day, type=random.choice(TYPES), killed=random.randint(1, 40), words=words)


def _report(n: int, day: date, happenings: Sequence[Happening], common: list[str], random: Random) -> Report:
    own = [word for happening in happenings for word in random.sample(happening.words, OWN_WORDS // 2)]
    words = [*common, *own, *own]
    random.shuffle(words)
    published = day + timedelta(days=random.choice((0, 1, 1, 2)))
    return Report(text=" ".join(words), original="", source=f"Outlet {n % OUTLETS}", published=published)


def _claims(report: Report, happenings: Sequence[Happening], random: Random) -> Iterator[Grounded]:
    speakers, outlet = random.sample(SPEAKERS, len(SPEAKERS)), _outlet(report)
    for n in range(CLAIMS_A_REPORT):
        happening = happenings[n % len(happenings)]
        speaker = speakers[n // len(happenings) % len(speakers)]
        span = Span(n * CLAIM_WORDS, (n + 1) * CLAIM_WORDS)
        killed = max(1, happening.killed + random.choice((-2, 0, 0, 0, 3)))
        figure = Figure(measure=Measure.KILLED, low=killed, high=killed, published=str(killed), span=span)
        claim = Claim(
            report=report.id,
            evidence=span,
            quote=span.of(report.text),
            type=happening.type if random.random() < 0.8 else "attack",
            status=Status.DENIED if random.random() < 0.05 else Status.ASSERTED,
            speaker=None if speaker is None else Phrase(span=span, text=speaker),
            figures=(figure,) if random.random() < 0.4 else (),
        )
        placed, dated = random.random() < 0.8, random.random() < 0.7
        yield Grounded(
            claim=claim,
            witness=outlet if speaker is None else Witness(key=f"name:{speaker}", name=speaker),
            published=report.published,
            place=happening.place if placed else None,
            earliest=happening.day if dated else None,
            latest=happening.day if dated else None,
            outlet=outlet,
            actors=(random.choice(PARTIES),) if random.random() < 0.3 else (),
        )


def measure(claims: int, *, learn: bool) -> Run:
    """Link and reconcile a ledger of so many claims in this process, and add one more report."""
    reports, told = made_up(claims + CLAIMS_A_REPORT)
    last, new = reports[-1], [g for g in told if g.claim.report == reports[-1].id]
    reports, told = reports[:-1], [g for g in told if g.claim.report != last.id]
    families = load_ontology().family_of
    clock, begun = time.perf_counter(), time.process_time()
    weights = learn_weights(told, reports, families=families) if learn else FIXED
    linking = start_linking(reports, families=families, weights=weights)
    linking.add(told, reports, reprints=find_reprints(reports))
    linked = linking.linked()
    between = time.process_time()
    events = reconcile(linked, told)
    seconds, ended = time.perf_counter() - clock, time.process_time()
    pairs, clock = linking.compared, time.perf_counter()
    regrouped = linking.add(new, [last])
    return Run(
        claims=len(told),
        pairs=pairs,
        events=len(events),
        reprints=len(linked.reprints),
        seconds=seconds,
        linked=between - begun,
        reconciled=ended - between,
        mebibytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB,
        added_seconds=time.perf_counter() - clock,
        added_pairs=linking.compared - pairs,
        regrouped=regrouped,
    )


def exponent(runs: Sequence[Run]) -> float:
    """Slope of log processor time over log claims, by least squares."""
    points = [(log(run.claims), log(run.processor)) for run in runs]
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return float(sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points))


def table(runs: Sequence[Run]) -> Iterator[str]:
    yield f"{'claims':>8} {'pairs':>9} {'reprints':>9} {'events':>7} {'time':>8} {'link':>7} {'reconcile':>10} {'MiB':>6}   one report more"
    for run in runs:
        more = f"{run.added_seconds * 1000:.0f} ms, {run.added_pairs} pairs, {run.regrouped} claims grouped anew"
        counts = f"{run.claims:8} {run.pairs:9} {run.reprints:9} {run.events:7}"
        yield f"{counts} {run.seconds:8.1f} {run.linked:7.1f} {run.reconciled:10.1f} {run.mebibytes:6.0f}   {more}"
    if len(runs) > 1:
        yield f"exponent {exponent(runs):.2f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--learn", action="store_true", help="learn the weights first (needs the extra `link`)")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(asdict(measure(arguments.claims[0], learn=arguments.learn))))
        return 0
    runs = []
    for size in arguments.claims:
        command = [sys.executable, "-m", "benchmarks.scale", "--one", "--claims", str(size), *(["--learn"] if arguments.learn else [])]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        runs.append(Run(**json.loads(done.stdout.splitlines()[-1])))
    print("\n".join(table(runs)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
