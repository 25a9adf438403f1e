"""Places each anchor-free form of `annotate/time_parsing.py` on the calendar, by its operator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from dateline.resolve.calendar import Days, days_of_value, interval_of_duration, precision_of, shift
from dateline.resolve.time_early import filled_before, moved_before
from dateline.resolve.time_feasts import TABULAR, feasts, from_julian, hijri_days, is_islamic
from dateline.resolve.time_frame import Frame, Placed, from_value, on_day, split_suffix
from dateline.resolve.time_recurring import SHIFTS, fillings, in_story, nearest, nearest_days, positioned, week_of, weekday_near


def place_form(form: str, frame: Frame) -> Placed | None:
    """The days of an anchor-free form, by its operator."""
    operator, _, operand = form.partition(":")
    return _OPERATORS[operator](operand, frame)


def _date(operand: str, frame: Frame) -> Placed | None:
    if "X" not in operand:
        known = days_of_value(operand) is not None or operand.startswith("BC")
        return from_value(operand, "absolute") if known else None
    base = frame.base()
    if base is None:
        early = filled_before(operand, frame.scene.value) if frame.context.history and frame.scene is not None else None
        return from_value(early, f"scene {early[:6]}") if early is not None else None
    candidates = list(fillings(operand, base[0]))
    scene = frame.scene if frame.context.history else None
    value = in_story(candidates, scene) if scene is not None else nearest(candidates, base[0], frame)
    return from_value(value, base[1]) if value is not None else None


def _figures(operand: str, frame: Frame) -> Placed | None:
    """A date in figures whose order is a habit of the outlet: told by the context, else whatever days both readings span.

    A reading that a report could not yet tell of, since it lies ahead where the clause does not look ahead, is none.
    """
    year, first, second = operand.split("-")
    readings = {True: f"{year}-{first}-{second}", False: f"{year}-{second}-{first}"}
    if frame.context.month_first is not None:
        return _date(readings[frame.context.month_first], frame)
    placed = [found for found in (_date(reading, frame) for reading in readings.values()) if found is not None]
    if frame.anchor is not None and frame.looks <= 0:
        told = [found for found in placed if found.earliest is not None and found.earliest <= frame.anchor]
        placed = told or placed
    days = sorted(found.earliest for found in placed if found.earliest is not None)
    if len(placed) < 2 or not days:
        return placed[0] if placed else None
    return Placed(f"{days[0].isoformat()}/{days[-1].isoformat()}", days[0], days[-1], placed[0].anchor)


def _weekday(operand: str, frame: Frame) -> Placed | None:
    base = frame.base()
    if base is None:
        return None
    number, suffix = split_suffix(operand)
    day = weekday_near(int(number), base[0], ahead=frame.looks > 0)
    return on_day(day, suffix, base[1])


def _day(operand: str, frame: Frame) -> Placed | None:
    if frame.anchor is None:
        return None
    number, suffix = split_suffix(operand)
    return on_day(frame.anchor + timedelta(int(number)), suffix, f"published {frame.anchor.isoformat()}")


def _weekday_ago(operand: str, frame: Frame) -> Placed | None:
    """A weekday some weeks before the last such day ("two Fridays ago", "a week ago Friday")."""
    base = frame.report_day()
    if base is None:
        return None
    weeks, _, number = operand.partition(":")
    day = weekday_near(int(number), base[0] - timedelta(1), ahead=False) - timedelta(7 * int(weeks))
    return on_day(day, "", base[1])


def _julian(operand: str, frame: Frame) -> Placed | None:
    """A date that the text calls one of the Julian calendar, put on the common one."""
    placed = _date(operand, frame)
    if placed is None or placed.earliest is None or placed.earliest != placed.latest:
        return placed
    return on_day(from_julian(placed.earliest), split_suffix(operand)[1], f"{placed.anchor}, Julian calendar")


def _hijri(operand: str, frame: Frame) -> Placed | None:
    """A date of the Islamic calendar, a day to either side."""
    base = frame.base()
    if "X" not in operand:
        found, anchor = hijri_days(operand, None), "absolute"
    elif base is None:
        return None
    else:
        found, anchor = nearest_days(hijri_days(operand, base[0]), base[0], ahead=frame.looks > 0), base[1]
    return _stretch_of_days(found[0], f"{anchor}, {TABULAR}") if found else None


def _holiday(operand: str, frame: Frame) -> Placed | None:
    name, _, year = operand.partition(":")
    base = frame.base()
    if year != "XXXX":
        found, anchor = feasts(name, [int(year)]), "absolute"
    elif base is None:
        return None
    else:
        years = [base[0].year - 1, base[0].year, base[0].year + 1]
        found, anchor = nearest_days(feasts(name, years), base[0], ahead=frame.looks > 0), base[1]
    return _stretch_of_days(found[0], f"{anchor}, {TABULAR}" if is_islamic(name) else anchor) if found else None


def _stretch_of_days(days: Days, anchor: str) -> Placed:
    first, last = days
    month = (last - first).days > _WEEK
    precision = precision_of(first + timedelta(1), last - timedelta(1)) if month else None
    return Placed(first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}", first, last, anchor, precision)


_WEEK = 7


def _offset_from(sign: int) -> Callable[[str, Frame], Placed | None]:
    """The operator of "two days before Christmas": as fine as what it counts in."""

    def place(operand: str, frame: Frame) -> Placed | None:
        amount, _, form = operand.partition("|")
        base = place_form(form, frame)
        if base is None or base.earliest is None or base.latest is None:
            return None
        placed = _counted_from(base.earliest if sign < 0 else base.latest, base.anchor, amount, sign)
        exact = base.earliest == base.latest
        return placed if exact or placed is None or placed.earliest is None else replace(placed, latest=_later(placed, base))

    return place


def _later(placed: Placed, base: Placed) -> date | None:
    """The last day of a distance from a feast whose own day is not sure."""
    if placed.latest is None or base.earliest is None or base.latest is None:
        return placed.latest
    return placed.latest + (base.latest - base.earliest)


def _edge_of(*, last: bool) -> Callable[[str, Frame], Placed | None]:
    """The operator of "the first nine months of 2013"."""

    def place(operand: str, frame: Frame) -> Placed | None:
        amount, _, form = operand.partition("|")
        period = place_form(form, frame)
        if period is None or period.earliest is None or period.latest is None:
            return None
        start, end = days_of_value(period.value) or (period.earliest, period.latest)
        after = shift(start, amount, 1)
        before = shift(end + timedelta(1), amount, -1)
        if after is None or before is None:
            return None
        first, final = (max(start, before), end) if last else (start, min(end, after - timedelta(1)))
        return Placed(amount, first, final, period.anchor)

    return place


def _week_of_day(operand: str, frame: Frame) -> Placed | None:
    day = place_form(operand, frame)
    return from_value(week_of(day.earliest), day.anchor) if day is not None and day.earliest is not None else None


def _named(operand: str, frame: Frame) -> Placed:  # noqa: ARG001
    """The day that names a revolution: a date, but the words leave its year open and no day near the report is meant."""
    return Placed(operand, None, None, "none")


def _half_month(operand: str, frame: Frame) -> Placed | None:
    """The first fifteen days of a month, or the rest."""
    number, _, form = operand.partition("|")
    month = place_form(form, frame)
    if month is None or month.earliest is None or month.latest is None:
        return None
    middle = month.earliest + timedelta(14)
    days = (month.earliest, middle) if number == "1" else (middle + timedelta(1), month.latest)
    return Placed(month.value, days[0], days[1], month.anchor)


def _scene(operand: str, frame: Frame) -> Placed | None:
    """A day counted from the scene ("the day before", "the next morning")."""
    scene = frame.scene
    if scene is None or scene.earliest is None or scene.latest is None:
        return None
    number, suffix = split_suffix(operand)
    days = int(number)
    if days == 0 and scene.earliest != scene.latest:
        return None
    day = (scene.earliest if days < 0 else scene.latest) + timedelta(days)
    return on_day(day, suffix, f"scene {scene.value}")


def _part(operand: str, frame: Frame) -> Placed | None:
    """A part of the day or a clock alone: on the day of the scene."""
    return _scene(f"0{operand}", frame)


def _eve(operand: str, frame: Frame) -> Placed | None:
    placed = place_form(operand, frame)
    if placed is None or placed.earliest is None:
        return None
    return on_day(placed.earliest - timedelta(1), split_suffix(placed.value)[1], placed.anchor)


def _inside(operand: str, frame: Frame) -> Placed | None:
    """A date inside a period given by its place ("August last year", "Monday of last week")."""
    period_form, _, form = operand.partition("|")
    period = place_form(period_form, frame)
    if period is None or period.earliest is None:
        return None
    kind, _, rest = form.partition(":")
    if kind == "weekday":
        number, suffix = split_suffix(rest)
        return on_day(period.earliest + timedelta(int(number) - 1), suffix, period.anchor)
    return from_value(rest.replace("XXXX", period.value[:4]), period.anchor)


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
        number, suffix = split_suffix(weekday[2])
        first = on_day(weekday_near(int(number), second.latest, ahead=False), suffix, second.anchor)
    if first is None or first.earliest is None:
        return None
    return Placed(f"{first.value}/{second.value}", first.earliest, second.latest, second.anchor)


def _counted(sign: int, *, by_scene: bool) -> Callable[[str, Frame], Placed | None]:
    """The operator of "three days ago" (from the report) or "three days later" (from the scene)."""

    def place(operand: str, frame: Frame) -> Placed | None:
        if by_scene:
            scene = frame.scene
            early = moved_before(scene.value, operand, sign) if scene is not None else None
            if early is not None and scene is not None:
                return Placed(early, None, None, f"scene {scene.value}")
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
        return from_value(f"{moved.year // 10:03d}", anchor)
    if duration.endswith(("Y", "CE")):
        return from_value(f"{moved.year:04d}", anchor)
    if duration.endswith("M") and not duration.startswith("PT"):
        return from_value(moved.isoformat()[:7], anchor)
    if duration.endswith("W"):
        return Placed(week_of(moved), moved, moved, anchor, precision=3)
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


_OPERATORS: dict[str, Callable[[str, Frame], Placed | None]] = {
    "date": _date,
    "figures": _figures,
    "julian": _julian,
    "hijri": _hijri,
    "named": _named,
    "before": _offset_from(-1),
    "after": _offset_from(1),
    "first-of": _edge_of(last=False),
    "last-of": _edge_of(last=True),
    "week-of": _week_of_day,
    "half-month": _half_month,
    "weekday-ago": _weekday_ago,
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
    **{position: positioned(position) for position in SHIFTS},
    "ago": _counted(-1, by_scene=False),
    "hence": _counted(1, by_scene=False),
    "earlier": _counted(-1, by_scene=True),
    "later": _counted(1, by_scene=True),
    "back": _stretch(-1, by_scene=False),
    "ahead": _stretch(1, by_scene=False),
    "scene-back": _stretch(-1, by_scene=True),
    "scene-ahead": _stretch(1, by_scene=True),
}
