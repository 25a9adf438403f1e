"""When the events asked for were, and how many people their reports count: by the day, week, month, quarter or year.

Every question is put while `asking` has laid the events out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, partial
from heapq import heappush, heapreplace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Date, Integer, Select, String, and_, cast, func, select, true, type_coerce

from dateline.store.desk.asked import asked
from dateline.store.schema import event_claim, event_figure


class Unit(StrEnum):
    """How long a step of a time axis is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"

    def start(self, day: date) -> date:
        """The first day of the step that a day lies in; weeks begin on Monday."""
        match self:
            case Unit.DAY:
                return day
            case Unit.WEEK:
                return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
            case Unit.MONTH:
                return day.replace(day=1)
            case Unit.QUARTER:
                return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
            case Unit.YEAR | Unit.DECADE | Unit.CENTURY:
                years = {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}[self]
                return date(max(1, day.year // years * years), 1, 1)

    def last(self, day: date) -> date:
        """The last day of the step that a day lies in."""
        longest = timedelta(days=LONGEST[self])
        start = self.start(day)
        return date.max if date.max - start < longest else self.start(start + longest) - timedelta(days=1)


LONGEST: Final = {
    Unit.DAY: 1,
    Unit.WEEK: 7,
    Unit.MONTH: 31,
    Unit.QUARTER: 92,
    Unit.YEAR: 366,
    Unit.DECADE: 3653,
    Unit.CENTURY: 36525,
}
"""Days of the longest step of a unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """Events that begin in a step of the time axis, of those whose days are both known; `first` is the first day of any.

    `last` is the last day on which one begins, or on which one ends that is short.
    """

    start: date
    first: date
    last: date
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """An event with the span of reports for one measure; a side is None where it is open, `voice` where the event has several."""

    id: str
    type: str
    standing: str
    place: str | None
    earliest: date
    latest: date
    claims: int
    voices: int
    voice: str | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Events that count a measure: `inside` one step each, `across` several, the greatest of each step and over all.

    `all_inside` and `all_across` are how many there are, `wordless` how many count in words that no number fits.
    """

    inside: tuple[CountRow, ...]
    across: tuple[CountRow, ...]
    all_inside: int
    all_across: int
    wordless: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Which part of the calendar is drawn, both days included, and in which steps."""

    first: date
    last: date
    unit: Unit


def steps(connection: Connection, unit: Unit, first: date, last: date) -> tuple[StepRow, ...]:
    """The steps in which events begin, in their order; of events that begin in these days."""
    return _steps(connection, unit, asked.c.earliest.between(first, last))


def months_of_news(connection: Connection) -> tuple[StepRow, ...]:
    """The months in which events begin that are told as news, not as history; of all events where none is."""
    return _steps(connection, Unit.MONTH, ~asked.c.background) or _steps(connection, Unit.MONTH, true())


def _steps(connection: Connection, unit: Unit, where: ColumnElement[bool]) -> tuple[StepRow, ...]:
    day, latest = asked.c.earliest, asked.c.latest
    is_short = func.julianday(latest) - func.julianday(day) < SHORT
    last = func.max(func.iif(is_short, latest, day), type_=Date)
    found = connection.execute(
        select(func.min(day).label("first"), last.label("last"), func.count().label("events"))
        .where(day.is_not(None), asked.c.latest.is_not(None), where)
        .group_by(_step(day, unit))
        .order_by("first")
    )
    return tuple(StepRow(start=unit.start(row.first), first=row.first, last=row.last, events=row.events) for row in found)


SHORT: Final = 31
"""Days: what lasts longer does not make the axis longer."""

Ranked = tuple[int, int, str, int]
"""The greatest number said of an event, how many claims tell it, and its id: the more, the sooner it is drawn; its number comes last."""


@dataclass(slots=True)
class _Greatest:
    """The greatest of many, at most so many; and how many there were."""

    most: int
    all: int = 0
    kept: list[Ranked] = field(default_factory=list)

    def add(self, one: Ranked) -> None:
        self.all += 1
        if len(self.kept) < self.most:
            heappush(self.kept, one)
        elif one > self.kept[0]:
            heapreplace(self.kept, one)

    @property
    def numbers(self) -> list[int]:
        """Their numbers, the greatest first."""
        return [number for *_, number in sorted(self.kept, reverse=True)]


def counting(connection: Connection, measures: Sequence[str], stretch: Stretch, *, inside: int, across: int) -> dict[str, Counting]:
    """For each measure the events that count it and whose days touch the stretch: at most `inside` of a step, and `across` over several."""
    within = {measure: defaultdict[date, _Greatest](partial(_Greatest, inside)) for measure in measures}
    over = {measure: _Greatest(across) for measure in measures}
    wordless = dict.fromkeys(measures, 0)
    start = cache(lambda day: stretch.unit.start(date.fromisoformat(day)))
    for measure, key, number, earliest, latest, most, claims in connection.execute(_figures(measures, stretch)).all():
        if most is None:
            wordless[measure] += 1
        elif earliest == latest or start(earliest) == start(latest):
            within[measure][start(earliest)].add((most, claims, key, number))
        else:
            over[measure].add((most, claims, key, number))
    return {
        measure: Counting(
            inside=_drawn(connection, measure, [number for _, step in sorted(within[measure].items()) for number in step.numbers]),
            across=_drawn(connection, measure, over[measure].numbers),
            all_inside=sum(step.all for step in within[measure].values()),
            all_across=over[measure].all,
            wordless=wordless[measure],
        )
        for measure in measures
    }


def _figures(measures: Sequence[str], stretch: Stretch) -> Select[Any]:
    """Narrow rows, to be ranked here: SQLite takes longer to rank them than to hand them out. Days stay text, as few of them differ."""
    first, last = (type_coerce(day, String) for day in (asked.c.earliest, asked.c.latest))
    low, high = event_figure.c.low, event_figure.c.high
    most = func.max(func.coalesce(low, high), func.coalesce(high, low))
    return (
        select(event_figure.c.measure, asked.c.id, asked.c.number, first, last, most, asked.c.claims)
        .join_from(event_figure, asked, asked.c.number == event_figure.c.number)
        .where(event_figure.c.measure.in_(measures), asked.c.earliest <= stretch.last, asked.c.latest >= stretch.first)
    )


def _drawn(connection: Connection, measure: str, numbers: Sequence[int]) -> tuple[CountRow, ...]:
    """Events by number with what they count, in the order of the numbers."""
    names = ("id", "type", "standing", "place", "earliest", "latest", "claims", "voices")
    voice = select(func.min(event_claim.c.voice_name)).where(event_claim.c.event == asked.c.id).correlate(asked).scalar_subquery()
    chosen = (
        select(asked.c.number, *(asked.c[name] for name in names), func.iif(asked.c.voices == 1, voice, None).label("voice"))
        .add_columns(event_figure.c.low, event_figure.c.high)
        .join_from(asked, event_figure, and_(event_figure.c.number == asked.c.number, event_figure.c.measure == measure))
        .where(asked.c.number.in_(numbers))
    )
    rows = connection.execute(chosen).mappings()
    found = {row["number"]: CountRow(**{name: value for name, value in row.items() if name != "number"}) for row in rows}
    return tuple(found[number] for number in numbers)


def _step(day: ColumnElement[Any], unit: Unit) -> ColumnElement[str]:
    """What the days of one step have in common, as text in the order of the days."""
    text = cast(day, String)
    match unit:
        case Unit.DAY:
            return text
        case Unit.WEEK:
            return func.date(text, "-6 days", "weekday 1")
        case Unit.MONTH:
            return func.substr(text, 1, 7)
        case Unit.QUARTER:
            return func.substr(text, 1, 5) + cast((cast(func.substr(text, 6, 2), Integer) + 2) / 3, String)
        case Unit.YEAR:
            return func.substr(text, 1, 4)
        case Unit.DECADE:
            return func.substr(text, 1, 3)
        case Unit.CENTURY:
            return func.substr(text, 1, 2)
