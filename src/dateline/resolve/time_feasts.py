"""Feasts that move and calendars other than the common one: Easter of both churches, the tabular Islamic calendar, Julian dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from dateline.resolve.calendar import Days

TABULAR = "tabular Islamic calendar, a day either way"
"""What the anchor of an Islamic date says: its months begin with the sighting of the moon, which a table can miss by a day."""

_FIXED_FEASTS: dict[str, tuple[int, int]] = {
    "christmas": (12, 25),
    "orthodox-christmas": (1, 7),
    "new-year": (1, 1),
    "new-year-eve": (12, 31),
    "halloween": (10, 31),
}
_EASTER_FEASTS = {"easter": 0, "good-friday": -2, "maundy-thursday": -3, "palm-sunday": -7}
"""Days from Easter Sunday."""
_ISLAMIC_FEASTS = {"fitr": (10, 1), "adha": (12, 10), "ashura": (1, 10), "arbaeen": (2, 20), "mawlid": (3, 12)}
"""Month and day of the Islamic calendar."""
_ISLAMIC_SLACK = timedelta(1)


def feasts(name: str, years: Sequence[int]) -> list[Days]:
    """The days of a feast in some years of the common calendar, in order of time.

    "-eve" is the day before a feast, "+1" the day after; "eid" is either of the two. Those of the Islamic calendar have a day to either
    side; Nowruz falls on the equinox of Iran, the 20th or 21st of March.
    """
    feast, shift = _shifted(name)
    found = (days for year in years for days in _feast_in(feast, year))
    return sorted((first + shift, last + shift) for first, last in found)


def is_islamic(name: str) -> bool:
    """Whether a feast follows the Islamic calendar."""
    feast, _ = _shifted(name)
    return feast == "eid" or feast in _ISLAMIC_FEASTS


def _shifted(name: str) -> tuple[str, timedelta]:
    if name in _FIXED_FEASTS:
        return name, timedelta(0)
    feast, plus, days = name.removesuffix("-eve").partition("+")
    return feast, timedelta(int(days)) if plus else timedelta(-1 if name.endswith("-eve") else 0)


def _feast_in(feast: str, year: int) -> Iterator[Days]:
    if feast == "nowruz":
        yield date(year, 3, 20), date(year, 3, 21)
    elif feast == "eid" or feast in _ISLAMIC_FEASTS:
        for each in ("fitr", "adha") if feast == "eid" else (feast,):
            month, day = _ISLAMIC_FEASTS[each]
            yield from _islamic_days_in(year, month, day, day)
    else:
        day_of = _day_of(feast)
        if day_of is not None:
            yield day_of(year), day_of(year)


def _day_of(feast: str) -> Callable[[int], date] | None:
    """The function that gives a feast's day in a year."""
    if feast in _FIXED_FEASTS:
        month, day = _FIXED_FEASTS[feast]
        return lambda year: date(year, month, day)
    if feast in _EASTER_FEASTS:
        return lambda year: western_easter(year) + timedelta(_EASTER_FEASTS[feast])
    return {"orthodox-easter": orthodox_easter, "thanksgiving": _thanksgiving}.get(feast)


def _thanksgiving(year: int) -> date:
    """The fourth Thursday of November (United States Code, title 5, section 6103)."""
    first = date(year, 11, 1)
    return first + timedelta((4 - first.isoweekday()) % 7 + 21)


def western_easter(year: int) -> date:
    """Western Easter Sunday (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday in the common calendar (Meeus, for the Julian calendar)."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return from_julian(date(year, month, day + 1))


def from_julian(day: date) -> date:
    """A date of the Julian calendar in the common one.

    The 29th of February of a Julian century year has no `date` and cannot be asked for. The calendars drift apart on that day.
    """
    year = day.year - (day.month < 3)
    return day + timedelta(year // 100 - year // 400 - 2)


# The Islamic calendar --------------------------------------------------------------------------------------------------------------------

_HIJRI = re.compile(r"(@?)(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?")


def hijri_days(operand: str, base: date | None) -> list[Days]:
    """The days that an Islamic date may mean, in order of time: one stretch where it has its year, those around `base` where it has none.

    "1438-01-10" is a day, "1437-09" a month, "1437" a year; "@2016-09" the ninth month begun in the common year 2016.
    """
    match = _HIJRI.fullmatch(operand)
    if match is None:
        return []
    common, year, month, day = match.groups()
    if year == "XXXX":
        years = [] if base is None else [base.year - 1, base.year, base.year + 1]
        return [days for each in years for days in _islamic_parts_in(each, month, day)]
    if common:
        return _islamic_parts_in(int(year), month, day)
    return [_islamic_part(int(year), month, day)]


def _islamic_parts_in(year: int, month: str | None, day: str | None) -> list[Days]:
    """The days of an Islamic month, or a day of it, that begins in a year of the common calendar."""
    if month is None:
        return []
    first, last = (int(day), int(day)) if day is not None else (1, _length(int(month)))
    return list(_islamic_days_in(year, int(month), first, last))


def _islamic_part(year: int, month: str | None, day: str | None) -> Days:
    if month is None:
        first, last = _islamic_day(year, 1, 1), _islamic_day(year + 1, 1, 1) - timedelta(1)
    elif day is None:
        first, last = _islamic_day(year, int(month), 1), _islamic_day(year, int(month), _length(int(month)))
    else:
        first = last = _islamic_day(year, int(month), int(day))
    return first - _ISLAMIC_SLACK, last + _ISLAMIC_SLACK


def _islamic_days_in(year: int, month: int, first: int, last: int) -> Iterator[Days]:
    hijri = (year - 622) * 33 // 32
    for guess in (hijri, hijri + 1, hijri + 2):
        start = _islamic_day(guess, month, first)
        if start.year == year:
            yield start - _ISLAMIC_SLACK, _islamic_day(guess, month, last) + _ISLAMIC_SLACK


def _length(month: int) -> int:
    """Days of a month: 30 and 29 by turns, the leap day of the last left to the slack."""
    return 30 if month % 2 else 29


def _islamic_day(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar (civil epoch, 30-year cycle) in the common one."""
    julian = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day + 1948440 - 385
    return date.fromordinal(julian - 1721425)
