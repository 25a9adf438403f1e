"""The time axis: how many events each step has, and what the reports of each event count, drawn as bands and bars; nothing is added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection

from dateline.model.dispute import Standing
from dateline.model.figure import Measure
from dateline.store.desk.days import LONGEST, Counting, CountRow, StepRow, Stretch, Unit, counting, months_of_news, steps
from dateline.store.desk.situation import undated
from dateline.web.claim_words import WEEKDAYS
from dateline.web.filters import EventFilter
from dateline.web.headlines import UNKNOWN_PLACE, headline, how_many
from dateline.web.marks import MARKS, NAMES, Mark
from dateline.web.wording import MONTHS, bounds, brief_bounds, counted, day, days, number, short_day

MOST_STEPS: Final = 75
"""Of the axis, so that a step is wide enough to be pointed at on a phone."""

MOST_BANDS: Final = 124
MOST_OF_A_STEP: Final = 6
MOST_BARS: Final = 6
"""Bands over all, of one step, and bars; what is left out is counted."""

NEWS: Final = 0.97
"""The axis shows the shortest run of months that has this share of the events: a few words of history would stretch it over decades."""

BESIDE: Final = 0.15
"""Of a chosen period's length stands to its either side, so that it can be widened."""

FADE: Final = 1.3
CROWDED: Final = 0.9
FAR: Final = 5
"""A number this many times that of nine in ten bands is drawn up to the end of the axis, with its number over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A day, week, month ... of the axis, and how many events begin in it; `label` is what stands under it, `over` what that is part of."""

    first: date
    last: date
    events: int
    label: str
    over: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What the reports of one event count, and when: `low` and `high` are None where a side is open.

    `words` say it ("at least 45"), `brief` where there is little room ("≥ 45"); `title` names the event, `where` its place, `who` its only
    voice or how many tell it. `first` and `last` are its own days. A band stands in the step that begins on `step`, beside others of that
    step; a bar has no step and stands in `lane`, from 0 below.
    `is_over` marks a band that is longer than the axis.
    """

    event: str
    first: date
    last: date
    low: int | None
    high: int | None
    mark: Mark
    words: str
    brief: str
    title: str
    where: str
    who: str
    standing: str
    step: date | None
    lane: int
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What is counted of one measure: `bands` of events inside one step, `bars` of those over several.

    The axis ends at `top`. `more_bands` and `more_bars` are events that are not drawn, since others of their step count more; `wordless`
    those that count in words which no number fits. `finding` says in a sentence what is to be seen.
    """

    measure: Measure
    title: str
    bands: tuple[Band, ...]
    bars: tuple[Band, ...]
    lanes: int
    top: int
    more_bands: int
    more_bars: int
    wordless: int
    finding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Events that lie beside the axis, in words, and the address of the page with them."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The days from `first` to `last` in steps of `unit`; `since` and `until` are the chosen period on them, None where a side is open.

    `whole` are steps of all the days that the events asked for lie in, to choose another period from; empty where `steps` show all of them.
    `undated` is how many events have no day or are open to a side.
    """

    unit: Unit
    first: date
    last: date
    since: date | None
    until: date | None
    steps: tuple[Step, ...]
    whole: tuple[Step, ...]
    panels: tuple[Panel, ...]
    outside: tuple[Outside, ...]
    undated: int


def timeline_of(connection: Connection, asked: EventFilter, path: str, measures: Sequence[Measure]) -> Timeline | None:
    """The time axis of the events that are laid out; None where none of them has days."""
    months = months_of_news(connection)
    if not months:
        return None
    whole = _newest(connection, months, asked)
    stretch = stretch_of(whole, asked.since, asked.until)
    share = max(1, min(MOST_OF_A_STEP, MOST_BANDS // len(_starts(stretch))))
    found = counting(connection, list(measures), stretch, inside=share, across=MOST_BARS)
    shows_all = stretch.first <= whole[0] and stretch.last >= whole[1]
    around = stretch_of((min(whole[0], stretch.first), max(whole[1], stretch.last)), None, None)
    return Timeline(
        unit=stretch.unit,
        first=stretch.first,
        last=stretch.last,
        since=asked.since,
        until=asked.until,
        steps=_steps(connection, stretch),
        whole=() if shows_all else _steps(connection, around),
        panels=tuple(_panel(measure, found[measure], stretch) for measure in measures),
        outside=_outside(months, whole, asked, path),
        undated=undated(connection),
    )


def _newest(connection: Connection, months: Sequence[StepRow], asked: EventFilter) -> tuple[date, date]:
    """The first and the last day of events: of the shortest run of months that has nearly all, or of a chosen period beside them."""
    wanted = NEWS * sum(month.events for month in months)
    best, begin, held = (months[0], months[-1]), 0, 0
    for month in months:
        held += month.events
        while held - months[begin].events >= wanted:
            held -= months[begin].events
            begin += 1
        if held >= wanted and month.start - months[begin].start < best[1].start - best[0].start:
            best = months[begin], month
    first, last = best[0].first, best[1].last
    is_beside = (asked.since is not None and asked.since > last) or (asked.until is not None and asked.until < first)
    there = steps(connection, Unit.CENTURY, asked.since or date.min, asked.until or date.max) if is_beside else ()
    return (there[0].first, there[-1].last) if there else (first, last)


def stretch_of(whole: tuple[date, date], since: date | None, until: date | None) -> Stretch:
    """The days to draw: all of them, or the chosen period and a little to either side, in steps that are few enough."""
    first, last = sorted((since or whole[0], until or whole[1]))
    beside = max(1, round(BESIDE * (last - first).days))
    first = first if since is None else _moved(first, -beside)
    last = last if until is None else _moved(last, beside)
    length = (last - first).days + 1
    unit = next((unit for unit in Unit if length <= MOST_STEPS * LONGEST[unit]), Unit.CENTURY)
    return Stretch(first=unit.start(first), last=unit.last(last), unit=unit)


def _moved(start: date, by: int) -> date:
    """The day so many days later, or the end of the calendar."""
    return date.fromordinal(max(1, min(date.max.toordinal(), start.toordinal() + by)))


def _starts(stretch: Stretch) -> list[date]:
    """The first days of the steps."""
    found = [stretch.first]
    while (last := stretch.unit.last(found[-1])) < stretch.last:
        found.append(last + timedelta(days=1))
    return found


def _steps(connection: Connection, stretch: Stretch) -> tuple[Step, ...]:
    """Every step of a stretch, those without events too."""
    rows = {row.start: row.events for row in steps(connection, stretch.unit, stretch.first, stretch.last)}
    return tuple(_step(start, stretch.unit, rows.get(start, 0)) for start in _starts(stretch))


def _step(start: date, unit: Unit, events: int) -> Step:
    match unit:
        case Unit.DAY:
            label, over = f"{WEEKDAYS[start.weekday()]} {start.day}", f"{MONTHS[start.month - 1]} {start.year}"
        case Unit.WEEK:
            label, over = short_day(start), str(start.year)
        case Unit.MONTH | Unit.QUARTER:
            label, over = MONTHS[start.month - 1], str(start.year)
        case _:
            label, over = str(start.year), ""
    return Step(first=start, last=unit.last(start), events=events, label=label, over=over)


def _outside(months: Sequence[StepRow], whole: tuple[date, date], asked: EventFilter, path: str) -> tuple[Outside, ...]:
    """Events told as news that lie before or after the days that nearly all of them lie in."""
    before = sum(month.events for month in months if month.start < Unit.MONTH.start(whole[0]))
    after = sum(month.events for month in months if month.start > whole[1])
    found = []
    if before:
        earlier = asked.without("since").address(path, until=_moved(whole[0], -1))
        found.append(Outside(words=f"{counted(before, 'event')} before {day(whole[0])}", address=earlier))
    if after:
        later = asked.without("until").address(path, since=_moved(whole[1], 1))
        found.append(Outside(words=f"{counted(after, 'event')} after {day(whole[1])}", address=later))
    return tuple(found)


def _panel(measure: Measure, found: Counting, stretch: Stretch) -> Panel:
    top = _top(found.inside)
    bars, lanes = _bars(found.across)
    return Panel(
        measure=measure,
        title=TITLES.get(measure, f"People {measure.value}, as reported"),
        bands=tuple(_band(row, stretch.unit.start(row.earliest), 0, top) for row in found.inside),
        bars=bars,
        lanes=lanes,
        top=top,
        more_bands=found.all_inside - len(found.inside),
        more_bars=found.all_across - len(found.across),
        wordless=found.wordless,
        finding=_finding(measure, found, stretch),
    )


TITLES: Final = {Measure.DESTROYED: "Things destroyed, as reported", Measure.CASUALTIES: "Casualties, killed and injured not told apart"}


def _band(row: CountRow, step: date | None, lane: int, top: int) -> Band:
    return Band(
        event=row.id,
        first=row.earliest,
        last=row.latest,
        low=row.low,
        high=row.high,
        mark=MARKS[Standing(row.standing)],
        words=bounds(row.low, row.high),
        brief=brief_bounds(row.low, row.high),
        title=headline(row.type, row.place, row.earliest, row.latest, row.standing),
        where=row.place or UNKNOWN_PLACE,
        who=row.voice or counted(row.voices, "voice"),
        standing=NAMES[Standing(row.standing)],
        step=step,
        lane=lane,
        is_over=step is not None and _most(row) > top,
    )


def _most(row: CountRow) -> int:
    return max(row.low or 0, row.high or 0)


def _reach(row: CountRow) -> int:
    """How high a band is drawn: one without an upper bound needs room to fade."""
    return _most(row) if row.high is not None else round(FADE * _most(row))


def _top(rows: Sequence[CountRow]) -> int:
    """Where the axis ends: over all bands, or over nine in ten where a few would press all others to the ground."""
    most = sorted(_reach(row) for row in rows)
    if not most:
        return 10
    crowd = most[int(CROWDED * (len(most) - 1))]
    return _rounded_up(2 * crowd if len(most) > MOST_BARS and most[-1] > FAR * crowd else most[-1])


def _rounded_up(value: int) -> int:
    """The next round number a little above a value: 10, 12, 15, 20 ... 100, 120 ..."""
    power = 1
    while True:
        for step in ROUND:
            if step * power >= max(10, 1.08 * value):
                return step * power
        power *= 10


ROUND: Final = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80)


def _bars(rows: Sequence[CountRow]) -> tuple[tuple[Band, ...], int]:
    """Bars in as few lanes as they need, each a lane of its own where they overlap; and how many lanes those are."""
    ends_: list[date] = []
    found = []
    for row in sorted(rows, key=lambda row: (row.earliest, row.latest, row.id)):
        lane = next((n for n, end in enumerate(ends_) if end < row.earliest), len(ends_))
        ends_[lane : lane + 1] = [row.latest]
        found.append(_band(row, None, lane, 0))
    return tuple(found), len(ends_)


def _finding(measure: Measure, found: Counting, stretch: Stretch) -> str:
    told = [f"{how_many(measure)}, {days(stretch.first, stretch.last)}, as reported"]
    if found.inside:
        most = max(found.inside, key=_most)
        title = headline(most.type, most.place, most.earliest, most.latest, most.standing)
        inside = counted(
            found.all_inside, f"event lies inside one {stretch.unit.value}", f"events lie inside one {stretch.unit.value} each"
        )
        told.append(f"{inside}; the highest figure is {bounds(most.low, most.high)}: {title}")
    else:
        told.append(f"No event inside one {stretch.unit.value} gives a number")
    if found.all_across:
        figures = "1 figure covers" if found.all_across == 1 else f"{number(found.all_across)} figures cover"
        told.append(f"{figures} several {stretch.unit.value}s and {'is' if found.all_across == 1 else 'are'} not divided among them")
    return ". ".join(told) + "."
