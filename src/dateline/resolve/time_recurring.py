"""What comes again: which weekday, date, week or year is meant, by its place to the report or to the scene."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateline.model.world import When
from dateline.resolve.calendar import Days, add_months, days_of_value
from dateline.resolve.time_early import period_before
from dateline.resolve.time_feasts import TABULAR, feasts, hijri_days, is_islamic
from dateline.resolve.time_frame import Frame, Placed, from_value, on_day, split_suffix


def fillings(pattern: str, base: date) -> Iterator[str]:
    """The values that a date with unknown year, or year and month, can take around `base`, in order of time."""
    firsts = [add_months(base.replace(day=1), n) for n in range(-12, 13)] if pattern.startswith("XXXX-XX-") else []
    months = [pattern.replace("XXXX-XX", f"{first.year:04d}-{first.month:02d}") for first in firsts]
    years = [pattern.replace("XXXX", f"{base.year + n:04d}") for n in (-1, 0, 1)] if not firsts else []
    return (value for value in months + years if days_of_value(value) is not None)


def _bounds(value: str) -> tuple[date, date]:
    days = days_of_value(value)
    if days is None:
        raise ValueError(f"{value!r} has no days")
    return days


_NEAR_AHEAD = {0: timedelta(120), -1: timedelta(31)}
"""How far ahead a date without year may lie and still be meant, if it is nearer than the past one: by which way the clause looks."""


_HALF_QUARTER = 45
"""Days from the beginning of a quarter to its middle."""
_YEARLY = 3
"""How many values a date that comes once a year can take; one that comes every month takes more."""


def nearest(values: Sequence[str], base: date, frame: Frame) -> str | None:
    """The value meant: the last begun by `base`, or the first not over by then if the clause looks ahead.

    Quarters are those of accounts, told when they are over as well as before: the nearer one is meant.
    """
    past = next((value for value in reversed(values) if _bounds(value)[0] <= base), None)
    coming = next((value for value in values if _bounds(value)[1] >= base), None)
    monthly = len(values) > _YEARLY
    if past is not None and coming is not None and re.fullmatch(r"\d{4}-Q\d", past):
        return min((past, coming), key=lambda value: abs((_bounds(value)[0] - base).days + _HALF_QUARTER))
    if frame.looks > 0:
        return coming or past
    if frame.context.tense == "past" or coming is None or past is None or (monthly and frame.looks < 0):
        return past or coming
    ahead, behind = _bounds(coming)[0] - base, base - _bounds(past)[1]
    return coming if ahead <= _NEAR_AHEAD[frame.looks] and ahead < behind else past


def nearest_days(stretches: Sequence[Days], base: date, *, ahead: bool) -> list[Days]:
    """The stretch of days that is meant, alone: the first not over by `base`, or the last that has begun."""
    coming = [days for days in stretches if days[1] >= base]
    begun = [days for days in stretches if days[0] <= base]
    return coming[:1] if ahead and coming else begun[-1:]


_BACKWARDS = timedelta(150)
"""A story goes forward: a date that lies further than this before its scene belongs to the next year."""


def in_story(values: Sequence[str], scene: When) -> str | None:
    """The value inside the scene if there is one, else the first that does not go far back from it."""
    if scene.earliest is None or scene.latest is None:
        return None
    first, last = scene.earliest, scene.latest
    inside = next((value for value in values if first <= _bounds(value)[0] <= last), None)
    return inside or next((value for value in values if first - _bounds(value)[0] <= _BACKWARDS), None)


def weekday_near(number: int, base: date, *, ahead: bool) -> date:
    """The nearest such weekday (1 Monday to 7 Sunday) not after `base`, or not before it."""
    return base + timedelta((number - base.isoweekday()) % 7) if ahead else base - timedelta((base.isoweekday() - number) % 7)


SHIFTS = {"last": -1, "previous": -1, "this": 0, "that": 0, "near": 0, "next": 1, "following": 1}
BY_SCENE = frozenset({"previous", "that", "following"})
"""Places that count from the scene; the others count from the report."""


def positioned(position: str) -> Callable[[str, Frame], Placed | None]:
    """The operator of one place ("last", "that", ...): of a week, month, year, or of a date or weekday that comes again."""

    def place(operand: str, frame: Frame) -> Placed | None:
        base = _base_of(position, frame)
        if base is None:
            scene = frame.scene
            early = period_before(operand, scene.value, SHIFTS[position]) if scene is not None and position in BY_SCENE else None
            return from_value(early, f"scene {scene.value}") if early is not None and scene is not None else None
        if ":" not in operand:
            return _period(operand, position, base, frame)
        kind, _, pattern = operand.partition(":")
        if kind in {"holiday", "hijri"}:
            return _recurring_feast(kind, pattern, position, base, frame)
        return _recurring_weekday(pattern, position, base, frame) if kind == "weekday" else _recurring_date(pattern, position, base, frame)

    return place


def _base_of(position: str, frame: Frame) -> tuple[date, str] | None:
    if position not in BY_SCENE:
        return frame.report_day()
    scene = frame.scene
    if scene is not None and scene.earliest is not None:
        return scene.earliest, f"scene {scene.value}"
    return frame.base() if position == "that" else None


def _recurring_weekday(operand: str, position: str, base: tuple[date, str], frame: Frame) -> Placed:
    number, suffix = split_suffix(operand)
    step = SHIFTS[position] or (1 if frame.looks > 0 else 0)
    start = base[0] + timedelta(SHIFTS[position])
    return on_day(weekday_near(int(number), start, ahead=step > 0), suffix, base[1])


def _recurring_date(pattern: str, position: str, base: tuple[date, str], frame: Frame) -> Placed | None:
    values = list(fillings(pattern, base[0]))
    step = SHIFTS[position]
    if step < 0:
        value = next((value for value in reversed(values) if _bounds(value)[1] < base[0]), None)
    elif step > 0:
        value = next((value for value in values if _bounds(value)[0] > base[0]), None)
    else:
        value = nearest(values, base[0], frame) if position == "this" else pattern.replace("XXXX", f"{base[0].year:04d}")
    return from_value(value, base[1]) if value is not None else None


def _recurring_feast(kind: str, pattern: str, position: str, base: tuple[date, str], frame: Frame) -> Placed | None:
    """A feast or an Islamic month by its place ("last Ramadan", "next Easter")."""
    day, anchor = base
    name = pattern.partition(":")[0]
    stretches = hijri_days(pattern, day) if kind == "hijri" else feasts(name, [day.year - 1, day.year, day.year + 1])
    step = SHIFTS[position]
    if step < 0:
        found = [days for days in stretches if days[1] < day][-1:]
    elif step > 0:
        found = [days for days in stretches if days[0] > day][:1]
    else:
        found = [days for days in stretches if days[0].year == day.year][:1] or nearest_days(stretches, day, ahead=frame.looks > 0)
    if not found:
        return None
    first, last = found[0]
    islamic = kind == "hijri" or is_islamic(name)
    value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return Placed(value, first, last, f"{anchor}, {TABULAR}" if islamic else anchor)


def _period(unit: str, position: str, base: tuple[date, str], frame: Frame) -> Placed | None:
    day, anchor = base
    step = SHIFTS[position]
    placed = from_value(_weekend(day, position, frame.looks) if unit == "weekend" else _PERIODS[unit](day, step), anchor)
    if position != "this" or placed.earliest is None or placed.latest is None:
        return placed
    if frame.looks > 0:
        return replace(placed, earliest=max(placed.earliest, day))
    return replace(placed, latest=max(placed.earliest, min(placed.latest, day)))


def week_of(day: date) -> str:
    """The ISO week of a day as a TIMEX3 value."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _quarter(day: date) -> str:
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


_PERIODS: dict[str, Callable[[date, int], str]] = {
    "week": lambda day, step: week_of(day + timedelta(7 * step)),
    "month": lambda day, step: add_months(day, step).isoformat()[:7],
    "quarter": lambda day, step: _quarter(add_months(day, 3 * step)),
    "year": lambda day, step: f"{day.year + step:04d}",
    "decade": lambda day, step: f"{day.year // 10 + step:03d}",
    "century": lambda day, step: f"{day.year // 100 + step:02d}",
}


def _weekend(day: date, position: str, looks: int) -> str:
    """The weekend meant: before Thursday, and looking back, "the weekend" is the one gone by."""
    weekend = day.isoweekday() >= 6
    step = SHIFTS[position]
    gone = position == "near" or (position == "this" and day.isoweekday() <= 3)
    if gone and not weekend and looks <= 0:
        step = -1
    return f"{week_of(day + timedelta(7 * step))}-WE"
