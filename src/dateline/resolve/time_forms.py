"""Places each anchor-free form of `annotate/time_grammar.py` on the calendar, by its operator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dateline.model.world import When
from dateline.resolve.calendar import add_months, days_of_value, feast, interval_of_duration, shift

Tense = Literal["past", "future"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeContext:
    """What the clause around a time says about it.

    `planned` marks a plan, a promise or a threat; `scene` is the time of the happening told so far ("the day before", "at dawn");
    `month_first` is the outlet's habit for dates in figures, None if it is not known; `history` marks text that tells a story of its own,
    whose dates without a year follow its scene and not the report.
    """

    tense: Tense | None = None
    planned: bool = False
    scene: When | None = None
    month_first: bool | None = None
    history: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What a time is counted from: the report's day, the context, and which way the clause looks (-1 back, 1 ahead, 0 unknown)."""

    anchor: date | None
    context: TimeContext
    looks: int

    @property
    def scene(self) -> When | None:
        """The time of the happening told so far."""
        return self.context.scene

    def base(self) -> tuple[date, str] | None:
        """The day that dates without a year count from, and its name: the scene in a history, the report's day otherwise."""
        if not self.context.history:
            return self.report_day()
        scene = self.scene
        return (scene.earliest, f"scene {scene.value}") if scene is not None and scene.earliest is not None else None

    def report_day(self) -> tuple[date, str] | None:
        """The report's day and its name."""
        return (self.anchor, f"published {self.anchor.isoformat()}") if self.anchor is not None else None


@dataclass(frozen=True, slots=True)
class Placed:
    """A value on the calendar, before the modifier: None bounds are open; `precision` is given where the interval does not tell it."""

    value: str
    earliest: date | None
    latest: date | None
    anchor: str
    precision: int | None = None


def place_form(form: str, frame: Frame) -> Placed | None:
    """The days of an anchor-free form, by its operator."""
    operator, _, operand = form.partition(":")
    return _OPERATORS[operator](operand, frame)


def _from_value(value: str, anchor: str, precision: int | None = None) -> Placed:
    days = days_of_value(value)
    return Placed(value, days[0] if days else None, days[1] if days else None, anchor, precision)


def _date(operand: str, frame: Frame) -> Placed | None:
    if "X" not in operand:
        known = days_of_value(operand) is not None or operand.startswith("BC")
        return _from_value(operand, "absolute") if known else None
    base = frame.base()
    if base is None:
        return None
    candidates = list(_fillings(operand, base[0]))
    scene = frame.scene if frame.context.history else None
    value = _in_story(candidates, scene) if scene is not None else _nearest(candidates, base[0], frame)
    return _from_value(value, base[1]) if value is not None else None


def _fillings(pattern: str, base: date) -> Iterator[str]:
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


_YEARLY = 3
"""How many values a date that comes once a year can take; one that comes every month takes more."""


def _nearest(values: Sequence[str], base: date, frame: Frame) -> str | None:
    """The value meant: the last begun by `base`, or the first not over by then if the clause looks ahead."""
    past = next((value for value in reversed(values) if _bounds(value)[0] <= base), None)
    coming = next((value for value in values if _bounds(value)[1] >= base), None)
    monthly = len(values) > _YEARLY
    if frame.looks > 0:
        return coming or past
    if frame.context.tense == "past" or coming is None or past is None or (monthly and frame.looks < 0):
        return past or coming
    ahead, behind = _bounds(coming)[0] - base, base - _bounds(past)[1]
    return coming if ahead <= _NEAR_AHEAD[frame.looks] and ahead < behind else past


_BACKWARDS = timedelta(150)
"""A story goes forward: a date that lies further than this before its scene belongs to the next year."""


def _in_story(values: Sequence[str], scene: When) -> str | None:
    """The value inside the scene if there is one, else the first that does not go far back from it."""
    if scene.earliest is None or scene.latest is None:
        return None
    first, last = scene.earliest, scene.latest
    inside = next((value for value in values if first <= _bounds(value)[0] <= last), None)
    return inside or next((value for value in values if first - _bounds(value)[0] <= _BACKWARDS), None)


def _figures(operand: str, frame: Frame) -> Placed | None:
    """A date in figures whose order is a habit of the outlet: told by the context, or the reading nearer to the report's day."""
    year, first, second = operand.split("-")
    readings = {True: f"{year}-{first}-{second}", False: f"{year}-{second}-{first}"}
    if frame.context.month_first is not None:
        return _date(readings[frame.context.month_first], frame)
    placed = [found for found in (_date(reading, frame) for reading in readings.values()) if found is not None]
    anchor = frame.anchor
    if anchor is None or not placed:
        return None
    return min(
        placed, key=lambda found: (found.earliest is None or found.earliest > anchor, abs((anchor - (found.earliest or anchor)).days))
    )


def _weekday(operand: str, frame: Frame) -> Placed | None:
    base = frame.base()
    if base is None:
        return None
    number, suffix = _split_suffix(operand)
    day = _weekday_near(int(number), base[0], ahead=frame.looks > 0)
    return on_day(day, suffix, base[1])


def _weekday_near(number: int, base: date, *, ahead: bool) -> date:
    """The nearest such weekday (1 Monday to 7 Sunday) not after `base`, or not before it."""
    return base + timedelta((number - base.isoweekday()) % 7) if ahead else base - timedelta((base.isoweekday() - number) % 7)


def _split_suffix(operand: str) -> tuple[str, str]:
    base, mark, part = operand.partition("T")
    return base, mark + part


def on_day(day: date, suffix: str, anchor: str) -> Placed:
    """A single day, with a part of it or a clock as `suffix`."""
    return Placed(day.isoformat() + suffix, day, day, anchor)


def _day(operand: str, frame: Frame) -> Placed | None:
    if frame.anchor is None:
        return None
    number, suffix = _split_suffix(operand)
    return on_day(frame.anchor + timedelta(int(number)), suffix, f"published {frame.anchor.isoformat()}")


def _scene(operand: str, frame: Frame) -> Placed | None:
    """A day counted from the scene ("the day before", "the next morning")."""
    scene = frame.scene
    if scene is None or scene.earliest is None or scene.latest is None:
        return None
    number, suffix = _split_suffix(operand)
    days = int(number)
    day = (scene.earliest if days < 0 else scene.latest) + timedelta(days)
    return on_day(day, suffix, f"scene {scene.value}")


def _part(operand: str, frame: Frame) -> Placed | None:
    """A part of the day or a clock alone: on the day of the scene."""
    placed = _scene(f"0{operand}", frame)
    return placed if placed is None or frame.scene is None or frame.scene.earliest == frame.scene.latest else None


def _eve(operand: str, frame: Frame) -> Placed | None:
    placed = place_form(operand, frame)
    if placed is None or placed.earliest is None:
        return None
    return on_day(placed.earliest - timedelta(1), _split_suffix(placed.value)[1], placed.anchor)


def _inside(operand: str, frame: Frame) -> Placed | None:
    """A date inside a period given by its place ("August last year", "Monday of last week")."""
    period_form, _, form = operand.partition("|")
    period = place_form(period_form, frame)
    if period is None or period.earliest is None:
        return None
    kind, _, rest = form.partition(":")
    if kind == "weekday":
        number, suffix = _split_suffix(rest)
        return on_day(period.earliest + timedelta(int(number) - 1), suffix, period.anchor)
    return _from_value(rest.replace("XXXX", period.value[:4]), period.anchor)


def _nth_week(operand: str, frame: Frame) -> Placed | None:
    """Seven days of a month: its first, second, ... or last."""
    number, _, form = operand.partition("|")
    month = place_form(form, frame)
    if month is None or month.earliest is None or month.latest is None:
        return None
    first = month.latest - timedelta(6) if number == "last" else month.earliest + timedelta(7 * (int(number) - 1))
    last = min(first + timedelta(6), month.latest)
    return Placed(f"{first.isoformat()}/{last.isoformat()}", first, last, month.anchor)


def _range(operand: str, frame: Frame) -> Placed | None:
    """From the first time to the second; of weekdays the first is the nearest before the second."""
    first_form, _, second_form = operand.partition("..")
    second = place_form(second_form, frame)
    first = place_form(first_form, frame)
    if first is not None and second is not None and second.value.startswith("BC"):
        return Placed(f"{first.value}/{second.value}", None, None, second.anchor)
    if second is None or second.latest is None:
        return None
    weekday = first_form.partition(":")
    if weekday[0] == "weekday":
        number, suffix = _split_suffix(weekday[2])
        first = on_day(_weekday_near(int(number), second.latest, ahead=False), suffix, second.anchor)
    if first is None or first.earliest is None:
        return None
    return Placed(f"{first.value}/{second.value}", first.earliest, second.latest, second.anchor)


# Periods by their place to the report or the scene ----------------------------------------------------------------------------------------

_SHIFTS = {"last": -1, "previous": -1, "this": 0, "that": 0, "near": 0, "next": 1, "following": 1}
BY_SCENE = frozenset({"previous", "that", "following"})


def _positioned(position: str) -> Callable[[str, Frame], Placed | None]:
    """The operator of one place ("last", "that", ...): of a week, month, year, or of a date or weekday that comes again."""

    def place(operand: str, frame: Frame) -> Placed | None:
        base = _base_of(position, frame)
        if base is None:
            return None
        if ":" not in operand:
            return _period(operand, position, base, frame)
        kind, _, pattern = operand.partition(":")
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
    number, suffix = _split_suffix(operand)
    step = _SHIFTS[position] or (1 if frame.looks > 0 else 0)
    start = base[0] + timedelta(_SHIFTS[position])
    return on_day(_weekday_near(int(number), start, ahead=step > 0), suffix, base[1])


def _recurring_date(pattern: str, position: str, base: tuple[date, str], frame: Frame) -> Placed | None:
    values = list(_fillings(pattern, base[0]))
    step = _SHIFTS[position]
    if step < 0:
        value = next((value for value in reversed(values) if _bounds(value)[1] < base[0]), None)
    elif step > 0:
        value = next((value for value in values if _bounds(value)[0] > base[0]), None)
    else:
        value = _nearest(values, base[0], frame) if position == "this" else pattern.replace("XXXX", f"{base[0].year:04d}")
    return _from_value(value, base[1]) if value is not None else None


def _period(unit: str, position: str, base: tuple[date, str], frame: Frame) -> Placed | None:
    day, anchor = base
    step = _SHIFTS[position]
    placed = _from_value(_weekend(day, position, frame.looks) if unit == "weekend" else _PERIODS[unit](day, step), anchor)
    if position != "this" or placed.earliest is None or placed.latest is None:
        return placed
    if frame.looks > 0:
        return replace(placed, earliest=max(placed.earliest, day))
    return replace(placed, latest=max(placed.earliest, min(placed.latest, day)))


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _quarter(day: date) -> str:
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


_PERIODS: dict[str, Callable[[date, int], str]] = {
    "week": lambda day, step: _week(day + timedelta(7 * step)),
    "month": lambda day, step: add_months(day, step).isoformat()[:7],
    "quarter": lambda day, step: _quarter(add_months(day, 3 * step)),
    "year": lambda day, step: f"{day.year + step:04d}",
    "decade": lambda day, step: f"{day.year // 10 + step:03d}",
    "century": lambda day, step: f"{day.year // 100 + step:02d}",
}


def _weekend(day: date, position: str, looks: int) -> str:
    """The weekend meant: before Thursday, and looking back, "the weekend" is the one gone by."""
    weekend = day.isoweekday() >= 6
    step = _SHIFTS[position]
    gone = position == "near" or (position == "this" and day.isoweekday() <= 3)
    if gone and not weekend and looks <= 0:
        step = -1
    return f"{_week(day + timedelta(7 * step))}-WE"


# Lengths of time -------------------------------------------------------------------------------------------------------------------------


def _counted(sign: int, *, by_scene: bool) -> Callable[[str, Frame], Placed | None]:
    """The operator of "three days ago" (from the report) or "three days later" (from the scene)."""

    def place(operand: str, frame: Frame) -> Placed | None:
        if by_scene:
            scene = frame.scene
            edge = (scene.earliest if sign < 0 else scene.latest) if scene is not None else None
            base = (edge, f"scene {scene.value}") if scene is not None and edge is not None else None
        else:
            base = frame.report_day()
        return _counted_from(base[0], base[1], operand, sign) if base is not None else None

    return place


def _counted_from(day: date, anchor: str, duration: str, sign: int) -> Placed | None:
    """A day, week, month or year counted from `day`: as fine as the unit that counts it, a week as the day that it comes to."""
    if "X" in duration and not duration.startswith("PT"):
        return Placed("PAST_REF", None, day, anchor) if sign < 0 else Placed("FUTURE_REF", day, None, anchor)
    moved = day if "X" in duration else shift(day, duration, sign)
    if moved is None:
        return None
    if duration.endswith("DE"):
        return _from_value(f"{moved.year // 10:03d}", anchor)
    if duration.endswith(("Y", "CE")):
        return _from_value(f"{moved.year:04d}", anchor)
    if duration.endswith("M") and not duration.startswith("PT"):
        return _from_value(moved.isoformat()[:7], anchor)
    if duration.endswith("W"):
        return Placed(_week(moved), moved, moved, anchor, precision=3)
    return on_day(moved, "", anchor)


def _length(operand: str, frame: Frame) -> Placed:  # noqa: ARG001
    """A length of time alone has no days until something ends it (`interval_of_duration`)."""
    return Placed(operand, None, None, "none")


def _stretch(sign: int, *, by_scene: bool) -> Callable[[str, Frame], Placed | None]:
    """The operator of "the past five years" and "the next two days"."""

    def place(operand: str, frame: Frame) -> Placed | None:
        scene = frame.scene
        day = (scene.latest if scene is not None else None) if by_scene else frame.anchor
        if day is None:
            return None
        anchor = f"scene {scene.value}" if by_scene and scene is not None else f"published {day.isoformat()}"
        if sign > 0:
            return Placed(operand, day, shift(day, operand, 1), anchor)
        days = interval_of_duration(operand, day)
        return Placed(operand, days[0] if days is not None else None, day, anchor)

    return place


def _reference(operand: str, frame: Frame) -> Placed | None:
    """ "Recently" is some time up to the report's day; "now" tells that something holds, not when it happened, and has no days."""
    if operand == "present":
        return Placed("PRESENT_REF", None, None, "none")
    if frame.anchor is None:
        return None
    anchor = f"published {frame.anchor.isoformat()}"
    return Placed("PAST_REF", None, frame.anchor, anchor) if operand == "past" else Placed("FUTURE_REF", frame.anchor, None, anchor)


def _holiday(operand: str, frame: Frame) -> Placed | None:
    name, _, year = operand.partition(":")
    if year != "XXXX":
        found = [feast(name, int(year))]
        anchor = "absolute"
    else:
        base = frame.base()
        if base is None:
            return None
        found = [feast(name, base[0].year + n) for n in (-1, 0, 1)]
        anchor = base[1]
        known = [days for days in found if days is not None]
        ahead = [days for days in known if days[1] >= base[0]]
        behind = [days for days in known if days[0] <= base[0]]
        found = [ahead[0] if frame.looks > 0 and ahead else behind[-1] if behind else None]
    days = found[0]
    if days is None:
        return None
    value = days[0].isoformat() if days[0] == days[1] else f"{days[0].isoformat()}/{days[1].isoformat()}"
    return Placed(value, days[0], days[1], anchor)


_OPERATORS: dict[str, Callable[[str, Frame], Placed | None]] = {
    "date": _date,
    "figures": _figures,
    "weekday": _weekday,
    "day": _day,
    "scene": _scene,
    "part": _part,
    "eve": _eve,
    "in": _inside,
    "range": _range,
    "nth-week": _nth_week,
    "holiday": _holiday,
    "ref": _reference,
    "duration": _length,
    "age": _length,
    "set": _length,
    **{position: _positioned(position) for position in _SHIFTS},
    "ago": _counted(-1, by_scene=False),
    "hence": _counted(1, by_scene=False),
    "earlier": _counted(-1, by_scene=True),
    "later": _counted(1, by_scene=True),
    "back": _stretch(-1, by_scene=False),
    "ahead": _stretch(1, by_scene=False),
    "scene-back": _stretch(-1, by_scene=True),
    "scene-ahead": _stretch(1, by_scene=True),
}
