"""A ledger of made-up claims, as large as a desk's grows: `python -m benchmarks.desk_ledger PATH [--claims 100000] [--seed 1]`.

A war that goes on for years, told by forty outlets: several happenings a day, few of them told by many and most by one or two; named and
unnamed speakers; figures, denials, who holds which place, tolls of a month; whole and partial reprints, and one chronicle that tells more
than any other report; places of the bundled gazetteer in one country, with the places they were chosen over; some claims without a place,
without days, of low confidence. Parties, speakers and words are made up. Every quote stands in its report word for word, so that
`dateline verify` finds nothing.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import mean
from typing import Any

from dateline.ledger import Ledger
from dateline.model.claim import Change, Claim, Control, Extent, Status, check_claim
from dateline.model.decision import Judgement, Verdict
from dateline.model.figure import Figure, Measure
from dateline.model.ids import digest
from dateline.model.run import Run
from dateline.model.text import Phrase, PublishedBy, Report, Span
from dateline.model.world import Actor, Place, Resolution, Slot, When
from dateline.resolve.gazetteer import open_gazetteer
from dateline.store import Record

COUNTRY = "SY"
SETTLEMENTS = 300
NAMES = ("Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grove")
OUTLETS = tuple(f"{name} {kind}" for kind in ("Times", "Post", "News", "Agency") for name in NAMES)
FIRST_DAY = date(2012, 1, 1)
HAPPENINGS_A_DAY = (4, 9)
REPORTS_A_DAY = (4, 7)
LEXICON = 20_000
TELLINGS = (1, 2, 2, 3, 4)
"""How often one report tells a happening."""
TAKEN, TRUE = 0.04, 0.9
"""Share of happenings at which the place changes hands, and of the words about who has it that are so."""
BATCH = 4_000
"""Records in one transaction."""
CHRONICLE = 600
"""Claims of the longest report; of others that are few."""

PARTIES = tuple(
    Actor(id=f"made-{n}", name=f"{name}", kind=kind, side=side)
    for n, (name, kind, side) in enumerate(
        (
            ("Northern Army", "state forces", "North"),
            ("Northern Air Force", "state forces", "North"),
            ("Valley Militia", "militia", "North"),
            ("Southern Front", "rebel group", "South"),
            ("Hill Brigades", "rebel group", "South"),
            ("Free Column", "rebel group", "South"),
            ("Black Order", "rebel group", "Order"),
            ("Coalition forces", "foreign forces", "Coalition"),
        )
    )
)
PEOPLE = ("Adan", "Berel", "Corin", "Dovan", "Elsin", "Farel")
SPOKEN = tuple(f"{rank} {name}" for rank in ("Colonel", "Director", "Minister") for name in PEOPLE)
SPEAKERS: tuple[Actor | str, ...] = (
    *PARTIES[:7],
    Actor(id="made-watch", name="Tally Watch", kind="monitoring group"),
    Actor(id="made-relief", name="Relief Corps", kind="aid organisation"),
    *SPOKEN,
    *("activists", "residents", "doctors", "witnesses", "a security source", "rebels", "officials"),
)
DEEDS = {
    "airstrike": "an airstrike",
    "shelling": "shelling",
    "bombing": "a car bombing",
    "attack": "an attack",
    "clash": "fighting",
    "abduction": "a kidnapping",
    "damage": "destruction",
    "displacement": "an exodus",
}
COMMONNESS = (22, 18, 12, 18, 18, 4, 4, 4)
GROUPS = ("people", "civilians", "people", "soldiers", "fighters", "children")
CHANGES = {Change.GAINED: "had taken", Change.LOST: "had lost", Change.HELD: "held"}
SYLLABLES = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "xi", "yo", "zu"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One made-up happening; `names` are words that only its reports have, `news` how often it is told.

    `holder` has the place by then, since that day where it `is_taken`.
    """

    place: Place
    others: tuple[Place, ...]
    day: date
    type: str
    killed: int
    actor: Actor
    target: Actor
    names: tuple[str, ...]
    news: float
    holder: Actor
    is_taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How one report tells a happening: by whom, in which way, with which numbers."""

    kind: str
    happening: Happening
    speaker: Actor | str | None
    killed: int
    injured: int
    group: str
    status: Status
    holder: Actor
    change: Change
    extent: Extent
    is_placed: bool
    is_dated: bool
    confidence: float


Block = Telling | str


@dataclass(slots=True)
class Page:
    """A text that is being written, and the claims that it tells, without their report."""

    text: str = ""
    claims: list[tuple[dict[str, Any], Telling]] = field(default_factory=list)

    def put(self, words: str) -> Phrase:
        """Write words; they as a phrase."""
        start = len(self.text)
        self.text += words
        return Phrase(span=Span(start, len(self.text)), text=words)


class War:
    """Makes reports day by day; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self.places, self.units = _places(self._random)
        self._nearness = list(accumulate(1 / (n + 3) for n in range(len(self.places))))
        self._words = [_word(n) for n in range(LEXICON)]
        self._commonness = list(accumulate(1 / (n + 3) for n in range(LEXICON)))
        self._told = list(accumulate(1 / (n + 2) for n in range(len(SPEAKERS))))
        self._holders: dict[str, Actor] = {}
        self._printed: list[tuple[list[Block], Report]] = []

    def reports(self) -> Iterator[tuple[Report, tuple[Claim, ...], list[Record]]]:
        """Reports without end, each with its claims and what these were taken to mean."""
        day, recent, number = FIRST_DAY, list[Happening](), 0
        while True:
            recent = [h for h in recent if (day - h.day).days < 3] + [
                self._happening(day) for _ in range(self._random.randint(*HAPPENINGS_A_DAY))
            ]
            for _ in range(self._random.randint(*REPORTS_A_DAY)):
                number += 1
                yield self._report(number, day, recent)
            day += timedelta(days=1)

    def _happening(self, day: date) -> Happening:
        random = self._random
        actor = random.choices(PARTIES, (9, 6, 2, 6, 3, 3, 5, 3))[0]
        target = random.choice([party for party in PARTIES if party.side != actor.side])
        place = random.choices(self.places, cum_weights=self._nearness)[0]
        is_taken = place.id in self._holders and random.random() < TAKEN
        holder = target if is_taken else self._holders.get(place.id, actor)
        self._holders[place.id] = holder
        return Happening(
            place=place,
            holder=holder,
            is_taken=is_taken,
            others=tuple(random.sample(self.places, random.choice((0, 0, 1, 2, 3)))),
            day=day,
            type=random.choices(tuple(DEEDS), COMMONNESS)[0],
            killed=min(400, int(random.paretovariate(0.9))),
            actor=actor,
            target=target,
            names=tuple(_word(random.randrange(10**6, 10**8)).capitalize() for _ in range(8)),
            news=random.paretovariate(0.8),
        )

    def _report(self, number: int, day: date, recent: Sequence[Happening]) -> tuple[Report, tuple[Claim, ...], list[Record]]:
        random = self._random
        again = random.random()
        outlet = random.choices(OUTLETS, range(len(OUTLETS), 0, -1))[0]
        earlier = self._printed[-random.randint(1, min(30, len(self._printed)))] if self._printed else None
        if earlier is not None and again < 0.08:
            blocks = [block for block in earlier[0] if isinstance(block, Telling) or random.random() < 0.95]
        else:
            told = random.choices(recent, [happening.news for happening in recent], k=random.randint(3, 8))
            blocks = [block for happening in dict.fromkeys(told) for block in self._blocks(happening)]
            if earlier is not None and again < 0.2:
                blocks += earlier[0][: len(earlier[0]) // 3]
        written = self._written(number, day, outlet, recent[0].place, blocks)
        self._printed = [*self._printed[-40:], (blocks, written[0])]
        return written

    def chronicle(self, claims: int) -> tuple[Report, tuple[Claim, ...], list[Record]]:
        """One report of about so many claims: a happening a day since the first, which nobody else tells."""
        told = [self._happening(FIRST_DAY + timedelta(days=n)) for n in range(round(claims / mean(TELLINGS)))]
        blocks = [block for happening in told for block in self._blocks(happening)]
        return self._written(0, told[-1].day, OUTLETS[0], told[-1].place, blocks)

    def _written(
        self, number: int, day: date, outlet: str, place: Place, blocks: Sequence[Block]
    ) -> tuple[Report, tuple[Claim, ...], list[Record]]:
        page = Page()
        title = page.put(f"{self._sentence(5)} in {place.name} ({number})").text
        for block in blocks:
            page.put("\n\n" if isinstance(block, str) else " ")
            _write(page, block)
        published = day + timedelta(days=self._random.choice((0, 0, 1, 1, 2)))
        report = _report_of(page.text, number, title, outlet, published)
        claims, records = _records(page, report)
        return report, claims, [report, *claims, *records]

    def _blocks(self, happening: Happening) -> Iterator[Block]:
        random = self._random
        yield f"{self._sentence(8)} {' '.join(random.sample(happening.names, 4))} {self._sentence(5).lower()}."
        for _ in range(random.choice(TELLINGS)):
            yield self._telling(happening)
            yield f"{self._sentence(9)} {random.choice(happening.names)} {self._sentence(4).lower()}."

    def _telling(self, happening: Happening) -> Telling:
        random = self._random
        killed = max(1, happening.killed + random.choice((-3, -1, 0, 0, 0, 0, 2, 5)))
        kind = random.choices(("deed", "denial", "control", "toll", "count"), (46, 5, 14, 5, 30))[0]
        named = random.choices(SPEAKERS, cum_weights=self._told)[0]
        return Telling(
            kind=kind,
            happening=happening,
            speaker=None if random.random() < 0.4 and kind != "denial" else named,
            killed=killed,
            injured=killed * random.choice((1, 2, 3)),
            group=random.choice(GROUPS),
            status=random.choices((Status.ASSERTED, Status.UNCONFIRMED, Status.PLANNED), (88, 9, 3))[0],
            holder=happening.holder if random.random() < TRUE else happening.actor,
            change=Change.GAINED if happening.is_taken else random.choices((Change.HELD, Change.LOST), (9, 1))[0],
            extent=random.choices((Extent.UNCLEAR, Extent.ALL, Extent.PART), (4, 4, 2))[0],
            is_placed=random.random() < 0.85,
            is_dated=random.random() < 0.72,
            confidence=round(min(0.99, max(0.05, random.betavariate(6, 2))), 3),
        )

    def _sentence(self, words: int) -> str:
        return " ".join(self._random.choices(self._words, cum_weights=self._commonness, k=words)).capitalize()


def _places(random: Random) -> tuple[list[Place], dict[str, Place]]:
    """Settlements of the country, the larger ones first, and the units they lie in."""
    gazetteer = open_gazetteer(None)
    with sqlite3.connect(f"{gazetteer.path.resolve().as_uri()}?mode=ro", uri=True) as file:
        settled = "SELECT number FROM place WHERE country = ? AND kind IN ('city', 'town', 'village') AND slug IS NULL"
        numbers = [number for (number,) in file.execute(f"{settled} ORDER BY population DESC, number LIMIT ?", (COUNTRY, SETTLEMENTS))]
    entries = [entry for number in numbers if (entry := gazetteer.entry(f"gn:{number}")) is not None]
    units = {unit.name: unit.place() for entry in entries if (unit := gazetteer.unit_of(entry)) is not None}
    gazetteer.close()
    head, tail = entries[:30], entries[30:]
    random.shuffle(tail)
    return [entry.place() for entry in (*head, *tail)], units


def _word(n: int) -> str:
    """The nth made-up word."""
    n += len(SYLLABLES)
    found = ""
    while n:
        n, k = divmod(n, len(SYLLABLES))
        found += SYLLABLES[k]
    return found


def _report_of(text: str, number: int, title: str, outlet: str, published: date) -> Report:
    return Report(
        text=text,
        original=digest(text.encode()),
        source=outlet,
        title=title,
        url=f"https://example.org/{number}",
        published=published,
        published_by=PublishedBy.GIVEN,
        language="en",
        location=f"made/{number:06}.txt",
        name=f"made-{number:06}",
    )


def _write(page: Page, block: Block) -> None:
    """One block of a report at the end of the page, and its claim."""
    if isinstance(block, str):
        page.put(block)
        return
    start = len(page.text)
    said = {None: "", Status.UNCONFIRMED: " said it was possible that ", Status.PLANNED: " announced that "}
    slots: dict[str, Any] = {"status": block.status, "confidence": block.confidence}
    if block.speaker is not None:
        slots["speaker"] = page.put(block.speaker.name if isinstance(block.speaker, Actor) else block.speaker)
        page.put(" denied that " if block.kind == "denial" else said.get(block.status, " said that "))
    WRITERS[block.kind](page, block, slots)
    if block.is_placed and "place" not in slots:
        page.put(" in ")
        slots["place"] = page.put(block.happening.place.name)
    if block.is_dated:
        page.put(" on " if block.kind != "toll" else " since ")
        slots["times"] = (page.put(f"{block.happening.day:%d %B %Y}"),)
    page.put(".")
    page.claims.append((slots | {"evidence": Span(start, len(page.text)), "quote": page.text[start:]}, block))


def _deed(page: Page, told: Telling, slots: dict[str, Any]) -> None:
    page.put(DEEDS[told.happening.type] + " by ")
    slots["actors"] = (page.put(told.happening.actor.name),)
    page.put(" hit ")
    slots["targets"] = (page.put(told.happening.target.name),)
    slots["type"] = told.happening.type


def _denial(page: Page, told: Telling, slots: dict[str, Any]) -> None:
    page.put(f"{DEEDS[told.happening.type]} was carried out by ")
    slots["actors"] = (page.put(told.happening.actor.name),)
    slots |= {"type": told.happening.type, "status": Status.DENIED}


def _control(page: Page, told: Telling, slots: dict[str, Any]) -> None:
    holder = page.put(told.holder.name)
    page.put(f" {CHANGES[told.change]} {'all of ' if told.extent is Extent.ALL else 'part of ' if told.extent is Extent.PART else ''}")
    place = page.put(told.happening.place.name)
    slots |= {"type": "hold" if told.change is Change.HELD else "capture", "actors": (holder,)}
    slots |= {"place": place, "control": Control(place=place, holder=holder, change=told.change, extent=told.extent)}


def _toll(page: Page, told: Telling, slots: dict[str, Any]) -> None:
    slots["type"] = "toll"
    slots["figures"] = (_figure(page, Measure.KILLED, told.killed * 5, told.group, " were killed"),)


def _count(page: Page, told: Telling, slots: dict[str, Any]) -> None:
    killed = _figure(page, Measure.KILLED, told.killed, told.group, " were killed and ")
    injured = _figure(page, Measure.INJURED, told.injured, None, f" injured in {DEEDS[told.happening.type]} by ")
    slots["actors"] = (page.put(told.happening.actor.name),)
    slots |= {"type": told.happening.type, "figures": (killed, injured)}


WRITERS = {"deed": _deed, "denial": _denial, "control": _control, "toll": _toll, "count": _count}


def _figure(page: Page, measure: Measure, number: int, group: str | None, after: str) -> Figure:
    """A count; every third is only a lower bound."""
    is_open = number % 3 == 0
    worded = page.put(f"at least {number}" if is_open else str(number))
    counted = None
    if group is not None:
        page.put(" ")
        counted = page.put(group)
    page.put(after)
    high = None if is_open else number
    return Figure(measure=measure, low=number, high=high, published=worded.text, span=worded.span, group=counted)


def _records(page: Page, report: Report) -> tuple[tuple[Claim, ...], list[Record]]:
    """The claims of a page, each once, a denial tied to what it denies, and what they were taken to mean."""
    found: dict[str, tuple[Claim, Telling]] = {}
    asserted: dict[Happening, str] = {}
    for slots, told in page.claims:
        claim = Claim(report=report.id, **slots)
        if told.kind == "denial":
            claim = replace(claim, denies=asserted.get(told.happening))
        elif told.kind in ("deed", "count"):
            asserted.setdefault(told.happening, claim.id)
        found[claim.id] = check_claim(claim, report), told
    meant: list[Record] = [resolved for claim, told in found.values() if (resolved := tuple(_resolutions(claim, told)))]
    return tuple(claim for claim, _ in found.values()), meant


def _resolutions(claim: Claim, told: Telling) -> Iterator[Resolution]:
    made: dict[str, Any] = {"method": "made up", "version": "1", "score": round(0.5 + told.confidence / 2, 3)}
    happening = told.happening
    if claim.place is not None:
        place, others = happening.place, happening.others
        yield Resolution(claim=claim.id, slot=Slot.PLACE, wording=claim.place.text, chosen=place, alternatives=others, **made)
    for phrase in claim.times:
        yield Resolution(claim=claim.id, slot=Slot.TIME, wording=phrase.text, chosen=_days(told), **made)
    acting = told.holder if claim.control is not None else happening.actor
    for slot, phrases, actor in ((Slot.ACTOR, claim.actors, acting), (Slot.TARGET, claim.targets, happening.target)):
        for n, phrase in enumerate(phrases):
            yield Resolution(claim=claim.id, slot=slot, wording=phrase.text, chosen=actor, index=n, **made)
    if claim.speaker is not None and isinstance(told.speaker, Actor):
        yield Resolution(claim=claim.id, slot=Slot.SPEAKER, wording=claim.speaker.text, chosen=told.speaker, **made)


def _days(told: Telling) -> When:
    """The day; of a toll all days since then up to the end of the month."""
    first = last = told.happening.day
    if told.kind == "toll":
        last = (first.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    value = first.isoformat()
    return When(value=value, earliest=first, latest=last, precision=1 if first == last else 4, anchor="absolute", rule="made up")


def judgements(claims: Sequence[str], random: Random) -> Iterator[Judgement]:
    """What two reviewers said of a few claims."""
    for n, claim in enumerate(random.sample(claims, len(claims) // 250)):
        verdict = random.choices((Verdict.ACCEPTED, Verdict.REJECTED, Verdict.UNSURE), (70, 20, 10))[0]
        at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
        yield Judgement(subject=claim, verdict=verdict, reviewer=random.choice(("A. Reader", "B. Checker")), at=at, reason="read again")


def make(path: Path, claims: int, seed: int = 1) -> None:
    """Write a ledger of at least so many claims at `path`, and derive what it shows."""
    run = Run(started=datetime(2020, 1, 1, tzinfo=UTC), command="made up", versions=(("made up", "1"),), settings="")
    waiting: list[Record] = []
    told: list[str] = []
    war = War(seed)
    with Ledger.create(path) as ledger:
        for _, own, records in war.reports():
            waiting += records
            told += [claim.id for claim in own]
            if len(waiting) >= BATCH or len(told) >= claims:
                ledger.database.append(waiting, run=run)
                waiting = []
            if len(told) >= claims:
                break
        ledger.database.append(war.chronicle(CHRONICLE)[-1], run=run)
        ledger.database.append(list(judgements(told, Random(seed))), run=run)
        ledger.see()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    clock = time.perf_counter()
    make(arguments.path, arguments.claims, arguments.seed)
    print(f"{arguments.path}: {arguments.path.stat().st_size / 1e6:.0f} MB, {time.perf_counter() - clock:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
