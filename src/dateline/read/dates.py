"""Calendar dates as fields, file names and datelines write them. Never a guess: what two readings fit stays unread."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_SPACE_OR_LOST_COMMA = r"(?:,?\s+|,|(?<=\d\d))"
"""Some archives lose the comma of "Aug 01, 2016" and print "Aug 012016"."""

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_WEEKDAY}{_DAY}(?:\s+of)?[\s-]+{_MONTH}(?:,?[\s-]+(?P<year>\d{{4}})\b)?",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}(?:{_SPACE_OR_LOST_COMMA}(?P<year>\d{{4}})\b|(?!\d))",
        r"(?P<year>(?:19|20)\d{2})(?P<separator>[-/.])(?P<month>\d{1,2})(?P=separator)(?P<day>\d{1,2})(?!\d)",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?P<separator>[-/.])(?P<month>\d{{1,2}})(?P=separator)(?P<year>(?:19|20)\d{{2}})(?!\d)",
    )
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)")
_UNSET = (date(1970, 1, 1), date(1, 1, 1), date(1900, 1, 1))
"""What programs write for no date: the first day of their own calendars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A date as written: `start` to `end` in the text; the year may be left out; `swappable` when day and month are both numbers."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None
    swappable: bool = False
    slashed: bool = False

    def on_calendar(self, near: date | None = None) -> date | None:
        """The day it means, helped by a day it should be `near`; None when it is no day or more than one reading stands.

        A missing year is the one that brings it nearest. Numbers joined by dots or hyphens are day first, as everywhere they are used;
        8/3/2016 is 3 August or 8 March, and only the weekday or a day within a week of one reading decides.
        """
        days = [day for day in self._readings(near) if self.weekday is None or day.weekday() == self.weekday]
        if len(days) > 1 and near is not None:
            days = (
                [min(days, key=lambda day: abs(day - near))]
                if self.year is None
                else [d for d in days if abs((d - near).days) <= 7] or days
            )
        if len(days) > 1 and not self.slashed:
            return days[0]
        return days[0] if len(days) == 1 else None

    def _readings(self, near: date | None) -> list[date]:
        """Every day the words can mean, day-first readings ahead."""
        years = [self.year] if self.year is not None else [near.year + n for n in (-1, 0, 1)] if near is not None else []
        pairs = [(self.month, self.day)] + [(self.day, self.month)] * (self.swappable and self.day != self.month)
        return [day for year in years for month, number in pairs if (day := _day(year, month, number)) is not None]


def match_date(text: str, position: int) -> WrittenDate | None:
    """The date that begins exactly at `position`, None when there is none."""
    for pattern in _PATTERNS:
        found = pattern.match(text, position)
        if found is not None:
            return _written(found)
    return None


def dates_in(text: str) -> Iterable[WrittenDate]:
    """Every full date in the text (with its year), in the order of the patterns."""
    return (_written(found) for pattern in _PATTERNS for found in pattern.finditer(text) if found["year"])


def parse_date(value: str, *, day_first: bool | None = None) -> date | None:
    """The day in a field's value (a date, a time stamp, an RFC 2822 date), None when it cannot be told.

    `day_first` settles 8/3/2016 where the rest of the column shows the order.
    """
    value = value.strip()
    compact = _COMPACT.match(value)
    if compact is not None:
        return _set(_day(*map(int, compact.groups())))
    for written in dates_in(value):
        if written.swappable and written.slashed and day_first is not None:
            return _set(_day(written.year or 0, *((written.month, written.day) if day_first else (written.day, written.month))))
        return _set(written.on_calendar())
    return None


def day_first_in(values: Iterable[str]) -> bool | None:
    """Whether numeric dates of a column put the day first, None when none of them shows it or they disagree."""
    telling = [w for value in values for w in dates_in(value) if w.swappable and (w.day > 12) != (w.month > 12)]
    orders = {written.day > 12 for written in telling}
    return orders.pop() if len(orders) == 1 else None


def date_in_name(name: str) -> date | None:
    """The one day a file name carries, as 2016-09-24 or 20160924; None without one or with several."""
    days = {day for groups in _COMPACT.findall(name) if (day := _day(*map(int, groups))) is not None}
    return days.pop() if len(days) == 1 else None


def _written(found: re.Match[str]) -> WrittenDate:
    groups = found.groupdict()
    month, weekday, separator = groups["month"], groups.get("weekday"), groups.get("separator")
    year_first = separator is not None and found.start("year") < found.start("month")
    return WrittenDate(
        start=found.start(),
        end=found.end(),
        day=int(groups["day"]),
        month=int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1,
        year=int(groups["year"]) if groups["year"] else None,
        weekday=None if weekday is None else _WEEKDAYS.index(weekday[:3].lower()),
        swappable=separator is not None and not year_first,
        slashed=separator == "/",
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _set(day: date | None) -> date | None:
    return None if day in _UNSET else day
