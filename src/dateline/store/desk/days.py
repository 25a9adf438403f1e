"""When the events asked for were, and how many people their reports count: by the day, week, month, quarter or year.

Every question is put while `asking` has laid the events out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from heapq import nlargest
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

Ranked = tuple[int, int, str]
"""The greatest number said of an event, how many claims tell it, and its id: the more, the sooner it is drawn."""


def counting(connection: Connection, measures: Sequence[str], stretch: Stretch, *, inside: int, across: int) -> dict[str, Counting]:
    """For each measure the events that count it and whose days touch the stretch: at most `inside` of a step, and `across` over several."""
    within: dict[tuple[str, date], list[Ranked]] = {}
    over: dict[str, list[Ranked]] = {measure: [] for measure in measures}
    wordless = dict.fromkeys(measures, 0)
    start = cache(lambda day: stretch.unit.start(date.fromisoformat(day)))
    for measure, key, earliest, latest, low, high, claims in connection.execute(_figures(measures, stretch)).all():
        if low is None and high is None:
            wordless[measure] += 1
        elif start(earliest) == start(latest):
            within.setdefault((measure, start(earliest)), []).append((max(low or 0, high or 0), claims, key))
        else:
            over[measure].append((max(low or 0, high or 0), claims, key))
    drawn = {measure: [_greatest(found, inside) for (of, _), found in sorted(within.items()) if of == measure] for measure in measures}
    wide = {measure: _greatest(found, across) for measure, found in over.items()}
    return {
        measure: Counting(
            inside=_drawn(connection, measure, [key for step in drawn[measure] for key in step]),
            across=_drawn(connection, measure, wide[measure]),
            all_inside=sum(len(found) for (of, _), found in within.items() if of == measure),
            all_across=len(over[measure]),
            wordless=wordless[measure],
        )
        for measure in measures
    }


def _figures(measures: Sequence[str], stretch: Stretch) -> Select[Any]:
    """Narrow rows, to be ranked here: SQLite takes longer to rank them than to hand them out. Days stay text, as few of them differ."""
    first, last = (type_coerce(day, String) for day in (asked.c.earliest, asked.c.latest))
    return (
        select(event_figure.c.measure, asked.c.id, first, last, event_figure.c.low, event_figure.c.high, asked.c.claims)
        .join_from(event_figure, asked, asked.c.id == event_figure.c.event)
        .where(event_figure.c.measure.in_(measures), asked.c.earliest <= stretch.last, asked.c.latest >= stretch.first)
    )


def _greatest(found: Sequence[Ranked], most: int) -> list[str]:
    return [key for *_, key in nlargest(most, found)]


def _drawn(connection: Connection, measure: str, keys: Sequence[str]) -> tuple[CountRow, ...]:
    """Events by id with what they count, in the order of the ids."""
    names = ("id", "type", "standing", "place", "earliest", "latest", "claims", "voices")
    voice = select(func.min(event_claim.c.voice_name)).where(event_claim.c.event == asked.c.id).correlate(asked).scalar_subquery()
    chosen = (
        select(*(asked.c[name] for name in names), func.iif(asked.c.voices == 1, voice, None).label("voice"))
        .add_columns(event_figure.c.low, event_figure.c.high)
        .join_from(asked, event_figure, and_(event_figure.c.event == asked.c.id, event_figure.c.measure == measure))
        .where(asked.c.id.in_(keys))
    )
    found = {row["id"]: CountRow(**row) for row in connection.execute(chosen).mappings()}
    return tuple(found[key] for key in keys)


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
