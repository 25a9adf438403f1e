"""How days and numbers are written on a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def day(value: date) -> str:
    """A day with its year: "24 Sept 2016"."""
    return f"{short_day(value)} {value.year}"


def short_day(value: date) -> str:
    """A day without its year: "24 Sept"."""
    return f"{value.day} {MONTHS[value.month - 1]}"


def days(earliest: date | None, latest: date | None) -> str:
    """One day or a span of days: "19 to 24 Sept 2016"; an open side is said, and where both are, so is that."""
    if earliest is None or latest is None:
        known = earliest or latest
        return "no day" if known is None else f"{'from' if latest is None else 'until'} {day(known)}"
    if earliest == latest:
        return day(latest)
    if earliest.year != latest.year:
        return f"{day(earliest)} to {day(latest)}"
    first = str(earliest.day) if earliest.month == latest.month else short_day(earliest)
    return f"{first} to {day(latest)}"


def number(value: int) -> str:
    """A number with its thousands apart: "12,000"."""
    return f"{value:,}"


def rough(value: int) -> str:
    """A number where there is little room: "4,426", "14k"."""
    return number(value) if value < 10_000 else f"{number(round(value / 1000))}k"


def bounds(low: int | None, high: int | None) -> str:
    """What a figure or a span says: "45", "at least 45", "up to 200", "45 to 200", or that it gives no number."""
    if low is None or high is None:
        known = low if high is None else high
        return "no number" if known is None else f"{'at least' if high is None else 'up to'} {number(known)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def brief_bounds(low: int | None, high: int | None) -> str:
    """The same where there is little room: "45", "≥ 45", "≤ 200", "45–200", or "–" without a number."""
    if low is None or high is None:
        known = low if high is None else high
        return "–" if known is None else f"{'≥' if high is None else '≤'} {number(known)}"
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def counted(value: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 report", "3 reports"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def file_name(location: str) -> str:
    """The last part of a path or an address: the folders of the machine that read a report are nobody's business."""
    return location.rstrip("/\\").replace("\\", "/").rsplit("/", 1)[-1]


OPENS, ENDS = (
    frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068"),
    {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"},
)
"""What sets the direction of the words behind it, and what ends which of these (Unicode Standard Annex 9)."""


def turned_back(value: Any) -> Any:
    """A value with an end to every direction that it sets and leaves open, so that it cannot turn round what stands behind it."""
    if not isinstance(value, str) or value.isascii() or OPENS.isdisjoint(value):
        return value
    left: list[str] = []
    for sign in value:
        if sign in OPENS:
            left.append(sign)
        elif left and left[-1] in ENDS.get(sign, ""):
            left.pop()
    return value + "".join(next(end for end, begun in ENDS.items() if sign in begun) for sign in reversed(left))


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "short_day": short_day,
    "number": number,
    "rough": rough,
    "counted": counted,
    "file_name": file_name,
}
"""What templates may write after a value: `{{ row.published | day }}`; `days` and `bounds`, of two values, are called."""

CALLS: dict[str, Callable[..., Any]] = {"days": days, "bounds": bounds}
