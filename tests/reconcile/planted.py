"""Planted ledgers: incidents that did happen, and speakers who tell them truly, each in his own way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from tests.reconcile.counting import CAMP, CITY, EAST, PROVINCE, SYRIA, TOWN, counts, day, says, within

from dateline.model.figure import Figure, Measure
from dateline.model.grounded import Grounded
from dateline.model.world import Place
from dateline.reconcile.groups import holds
from dateline.reconcile.space import Question

DAYS = 8
GROUNDS = ("east", "west", "camp", "elsewhere", "town", "coast")
"""Pieces of ground that no place cuts through."""
KINDS = ("children", "women", "soldiers", "insurgents", "people")
GROUPS = ("people", "people", "people", "civilians", "children", "combatants", "soldiers")
SPEAKERS = ("Observatory", "Army", "Red Cross", "activists", None)
HELD_WORDS = "rebel-held areas of Aleppo province"
HELD_QUOTE = f"in {HELD_WORDS}, including the besieged eastern part of the city"
UNITS = (1, 5, 10, 50)


@dataclass(frozen=True)
class Truth:
    """What happened: people of a kind killed on a piece of ground on a day. A camp beside the city may belong to it; nobody says."""

    killed: dict[tuple[str, int, str], int]
    camp_in_city: bool
    held: frozenset[str]

    def ground(self, place: Place, *, part: bool = False) -> frozenset[str]:
        if part:
            return self.held
        city = {"east", "west"} | ({"camp"} if self.camp_in_city else set())
        grounds = {
            EAST.id: {"east"},
            CITY.id: city,
            CAMP.id: {"camp"},
            PROVINCE.id: {"east", "west", "camp", "elsewhere"},
            TOWN.id: {"town"},
            SYRIA.id: set(GROUNDS),
        }
        return frozenset(grounds[place.id])

    def count(self, ground: frozenset[str], first: date, last: date, group: str) -> int:
        return sum(
            number
            for (where, when, kind), number in self.killed.items()
            if where in ground and first <= day(when) <= last and holds(group, kind)
        )

    def answer(self, question: Question) -> int:
        first, last = question.first or date.min, question.last or date.max
        return self.count(self.ground(question.place), first, last, question.group)


@dataclass(frozen=True)
class Cell:
    """What a speaker counts."""

    place: Place
    first: date
    last: date
    group: str
    part: bool = False


def plant_truth(random: Random) -> Truth:
    incidents = {
        (random.choice(GROUNDS), random.randint(1, DAYS), random.choice(KINDS)): random.choice((1, 2, 5, 12, 40, 87))
        for _ in range(random.randint(0, 7))
    }
    held = {"east"} | {ground for ground in ("camp", "elsewhere") if random.random() < 0.5}
    return Truth(incidents, random.random() < 0.5, frozenset(held))


def plant_question(random: Random) -> Question:
    first, last = sorted((random.randint(1, DAYS), random.randint(1, DAYS)))
    place = random.choice((EAST, CITY, PROVINCE, SYRIA))
    return Question(measure=Measure.KILLED, place=place, group=random.choice(GROUPS), first=day(first), last=day(last))


def plant_claims(random: Random, truth: Truth, number: int) -> list[Grounded]:
    return [claim for n in range(number) for claim in _told(random, truth, n)]


def _cell(random: Random) -> Cell:
    first, last = sorted((random.randint(1, DAYS), random.randint(1, DAYS)))
    first = random.choice((1, first))
    place = random.choice((EAST, EAST, CITY, CAMP, PROVINCE, TOWN, SYRIA))
    return Cell(place, day(first), day(last), random.choice(GROUPS), place is PROVINCE and random.random() < 0.5)


def _told(random: Random, truth: Truth, n: int) -> Iterator[Grounded]:
    """The claims of one telling: one claim, or an error and its correction, or a text and its reprint."""
    cell, speaker, late = _cell(random), random.choice(SPEAKERS), timedelta(days=random.randint(0, 3))
    number = truth.count(truth.ground(cell.place, part=cell.part), cell.first, cell.last, cell.group)
    way = random.choice(("flat", "flat", "least", "most", "about", "some", "parts", "corrected", "reprinted"))
    if way == "corrected":
        speaker = speaker or "Observatory"  # the outlets here are one a report, and each corrects only itself
        wrong = max(1, number + random.choice((-20, -3, 4, 60)))
        yield _claim(f"rep_{n}a", speaker, counts(wrong, wrong, of=cell.group), cell, published=cell.last)
        late = timedelta(days=10)
    figures = list(_figures(random, truth, cell, number, way))
    claim = _claim(f"rep_{n}", speaker, figures, cell, published=cell.last + late, type_="airstrike" if way == "some" else "toll", n=n)
    yield claim
    if way == "reprinted":
        # "Yesterday" of a text that is printed again is not the day it was.
        shift = timedelta(days=random.randint(1, 3))
        again = replace(claim.claim, report=f"rep_{n}b")
        moved = replace(claim, claim=again, published=cell.last + late + shift, earliest=cell.first + shift, latest=cell.last + shift)
        yield moved


def _figures(random: Random, truth: Truth, cell: Cell, number: int, way: str) -> Iterator[Figure]:
    match way:
        case "least":
            yield counts(random.randint(0, number), None, of=cell.group)
        case "most":
            yield counts(None, number + random.choice((0, 3, 50)), of=cell.group)
        case "some":
            some = random.randint(0, number)
            yield counts(some, some, of=cell.group)
        case "about" if (rounded := _rounded(random, number)) > 0:
            yield counts(rounded, rounded, of=cell.group, words=f"about {rounded}")
        case "parts":
            yield counts(number, number, of=cell.group)
            if cell.group in ("people", "civilians"):
                part = truth.count(truth.ground(cell.place, part=cell.part), cell.first, cell.last, "children")
                yield counts(part, part, of="children", part_of=0)
        case _:
            yield counts(number, number, of=cell.group)


def _rounded(random: Random, number: int) -> int:
    unit = random.choice(UNITS)
    return unit * round(number / unit)


def _claim(
    report: str, speaker: str | None, figures: Figure | Sequence[Figure], cell: Cell, *, published: date, type_: str = "toll", n: int = 0
) -> Grounded:
    words = HELD_WORDS if cell.part else cell.place.name
    told = figures if isinstance(figures, Figure) else figures[0]
    return says(
        speaker,
        figures,
        within(cell.place) if cell.part else cell.place,
        (cell.first, cell.last),
        report=report,
        where=words,
        published=published,
        type_=type_,
        quote=f"{n}: {speaker} counts {told.published} {cell.group} killed, {HELD_QUOTE if cell.part else words}",
    )
