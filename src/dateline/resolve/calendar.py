"""Arithmetic of the calendar: the days of a TIMEX3 value, thirds of a period, and lengths of time."""

from __future__ import annotations

import calendar
import math
import re
from datetime import date, timedelta

Days = tuple[date, date]
"""First and last day of a closed interval."""

_DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?)(CE|DE|[SMHDWQY])")
_MONTHS_OF = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season in the north; a winter is named by the year of its December."""


def days_of_value(value: str) -> Days | None:
    """First and last day of a TIMEX3 date value, its part of the day left aside; None for what has no days in the common era."""
    base, _, _ = value.partition("T")
    if base.startswith("BC") or not base[:2].isdecimal():
        return None
    try:
        return _days_of_base(base)
    except ValueError:
        return None


def _days_of_base(base: str) -> Days | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", base):
        day = date.fromisoformat(base)
        return day, day
    if (week := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", base)) is not None:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return (monday + timedelta(5), monday + timedelta(6)) if week[3] else (monday, monday + timedelta(6))
    if (part := re.fullmatch(r"(\d{4})-(\d\d|Q[1-4]|H[12]|SP|SU|FA|WI)", base)) is not None:
        return _part_of_year(int(part[1]), part[2])
    if re.fullmatch(r"\d{2,4}", base):
        span = 10 ** (4 - len(base))
        first = int(base) * span
        return date(first, 1, 1), date(first + span - 1, 12, 31)
    return None


def _part_of_year(year: int, part: str) -> Days:
    """Days of a month, quarter, half or season."""
    if part.startswith("Q"):
        first, months = 3 * int(part[1]) - 2, 3
    elif part.startswith("H"):
        first, months = 6 * int(part[1]) - 5, 6
    elif part in _SEASON_MONTHS:
        first, months = _SEASON_MONTHS[part], 3
    else:
        first, months = int(part), 1
    start = date(year, first, 1)
    return start, add_months(start, months) - timedelta(1)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, the last of the month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def third_of(value: str, days: Days, third: str) -> Days:
    """The "early", "mid" or "late" third: ten days of a month, a month of a season, four months of a year (rule 13 of the guidelines)."""
    first, last = days
    n = ("early", "mid", "late").index(third)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first == last:
        return days
    if months >= 36:
        years = last.year - first.year + 1
        return date(first.year + math.ceil(years * n / 3), 1, 1), date(first.year + math.ceil(years * (n + 1) / 3) - 1, 12, 31)
    if months >= 3 and "W" not in value.replace("WI", ""):
        return add_months(first, months * n // 3), add_months(first, months * (n + 1) // 3) - timedelta(1)
    length = (last - first).days + 1
    size = 10 if length >= 28 else max(1, length // 3)
    start = first + timedelta(size * n)
    return start, last if third == "late" else start + timedelta(size - 1)


def precision_of(earliest: date | None, latest: date | None) -> int:
    """UCDP date_prec of an interval: 1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 longer or open."""
    if earliest is None or latest is None:
        return 5
    length = (latest - earliest).days + 1
    return next((code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if length <= most), 5)


def shift(day: date, duration: str, sign: int) -> date | None:
    """`day` moved by an ISO 8601 duration; hours count as the days that they fill. None for a vague length or one beyond the calendar."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        return None
    clock, amount, unit = match[1], float(match[2]), match[3]
    try:
        if clock:
            hours = amount / {"H": 1, "M": 60, "S": 3600}[unit]
            return day + timedelta(sign * math.floor(hours / 24))
        if unit in "DW":
            return day + timedelta(sign * round(amount * (7 if unit == "W" else 1)))
        return add_months(day, sign * round(amount * _MONTHS_OF[unit]))
    except (ValueError, OverflowError, KeyError):
        return None


def interval_of_duration(value: str, end: date) -> Days | None:
    """The days of a length of time that ends on `end`: days count both ends, so that a two-day toll told on the 24th is the 23rd and 24th.

    Hours, weeks, months and years run back from `end` ("the past five years" begins on the same date five years before). None for a
    vague length.
    """
    match = re.fullmatch(r"P(\d+)D", value)
    first = shift(end, f"P{max(1, int(match[1])) - 1}D", -1) if match is not None else shift(end, value, -1)
    return (first, end) if first is not None else None
