"""Dates in figures, feasts, and dates of the Islamic calendar: from their words to an anchor-free form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.annotate.time_amounts import digits_of, has, narrow_of, position_of, value_of, year_of
from dateline.annotate.time_words import SHORT_MONTHS, Token

Parse = tuple[str, str | None]
"""Anchor-free form and modifier of a time."""


def numeric_date(words: str) -> str | None:
    """A date in figures; "8/3/2016" stays as it is, since its order is a habit of the outlet."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        return f"date:{words}"
    military = re.fullmatch(r"(\d\d)(\d\d)(\d\d)\s?([A-Z]?)\s?([A-Z]{3})\s?(\d{2,4})", words)
    if military is not None:
        day, hour, minute, zone, month, year = military.groups()
        number = SHORT_MONTHS.index(month.lower()) + 1
        return f"date:{_long_year(year)}-{number:02d}-{day}T{hour}:{minute}{_military_zone(zone)}" if int(hour) < 24 else None
    first, second, *rest = re.split(r"[/.-]", words)
    year = _long_year(rest[0]) if rest else "XXXX"
    low, high = sorted((int(first), int(second)))
    if low < 1 or low > 12 or high > 31:
        return None
    if high > 12 or low == high:
        return f"date:{year}-{low:02d}-{high:02d}"
    return f"figures:{year}-{int(first):02d}-{int(second):02d}"


def _military_zone(letter: str) -> str:
    """The time zone of a military letter (ACP 121: Z universal, A to M east of it, N to Y west, J local), as ISO 8601 writes it."""
    if letter in {"", "J", "Z"}:
        return "Z" if letter == "Z" else ""
    east, west = "ABCDEFGHIKLM", "NOPQRSTUVWXY"
    return f"+{east.index(letter) + 1:02d}" if letter in east else f"-{west.index(letter) + 1:02d}"


def _long_year(year: str) -> str:
    return year if len(year) == 4 else ("19" if int(year) >= 70 else "20") + year


def hijri(tokens: Sequence[Token]) -> Parse:
    """A year, month or day of the Islamic calendar; a year of the common one beside its month stands behind an @."""
    year = value_of(tokens, "YEAR") or "XXXX"
    parts = [f"@{year}" if year != "XXXX" and int(year) >= _COMMON_YEAR else year]
    month, day = value_of(tokens, "HIJRIMONTH", "RAMADAN"), value_of(tokens, "DAY", "ORD")
    parts += [month] if month is not None else []
    if has(tokens, "DAYWORD"):
        day = value_of(tokens, "ORDWORD")
    parts += [f"{digits_of(day):02d}"] if day is not None and not has(tokens, "PLURAL") else []
    form = f"hijri:{'-'.join(parts)}"
    position = position_of(tokens) if len(parts) == 2 and not has(tokens, "PLURAL") else None
    return (f"{position}:{form}" if position is not None and year == "XXXX" else form), narrow_of(tokens) if len(parts) == 2 else None


_COMMON_YEAR = 1600
"""From here on a year beside an Islamic month is one of the common calendar; the Islamic year 1600 is the common year 2173."""


def holiday(tokens: Sequence[Token]) -> Parse | None:
    """A feast by its name, with its year or its place to the report ("Eid al-Fitr 2014", "last Christmas")."""
    name = _feast(tokens)
    if name is None:
        return None
    year = year_of(tokens)
    form = f"holiday:{name}:{year}"
    position = position_of([token for token in tokens if token.kind != "THE"])
    return (f"{position}:{form}" if position is not None and year == "XXXX" else form), None


def _feast(tokens: Sequence[Token]) -> str | None:
    """The feast that the words name, with the day told of it: "adha+1" is its second day, "ashura-eve" the day before."""
    lead, weekday = value_of(tokens, "FEASTLEAD"), value_of(tokens, "WEEKDAY")
    if lead is not None:
        return lead if weekday == _FEAST_WEEKDAYS.get(lead) else None
    name = value_of(tokens, "HOLIDAY", "FITR", "ADHA") or ("eid" if has(tokens, "EID") else "new-year")
    if weekday is not None:
        shift = {"6": "-eve", "7": "", "1": "+1"}.get(weekday) if name == "easter" else None
        if shift is None:
            return None
        name += shift
    if has(tokens, "ORTHODOX"):
        name = f"orthodox-{name}"
    if has(tokens, "EVE"):
        return f"{name}-eve"
    number = int(value_of(tokens, "ORDWORD") or "1")
    return f"{name}+{number - 1}" if number > 1 else name


_FEAST_WEEKDAYS = {"good-friday": "5", "palm-sunday": "7", "maundy-thursday": "4"}
