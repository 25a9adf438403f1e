"""Years before the common era: they have no days on the calendar, but a history's later times still count from them."""

from __future__ import annotations

import re

_YEAR = re.compile(r"BC(\d{4})")


def year_before(value: str) -> int | None:
    """The year of a value before the common era ("BC0490-09" is 490), None for any other value."""
    match = _YEAR.match(value)
    return int(match[1]) if match is not None else None


def filled_before(pattern: str, scene: str) -> str | None:
    """A date without year in the year of a scene before the common era."""
    year = year_before(scene)
    return pattern.replace("XXXX", f"BC{year:04d}") if year is not None and "XXXX-XX" not in pattern else None


def moved_before(scene: str, duration: str, sign: int) -> str | None:
    """The year that a length of years from such a scene comes to ("ten years later"), None for other lengths and later eras."""
    year, length = year_before(scene), re.fullmatch(r"P(\d+)(Y|DE|CE)", duration)
    if year is None or length is None:
        return None
    there = year - sign * int(length[1]) * {"Y": 1, "DE": 10, "CE": 100}[length[2]]
    return f"BC{there:04d}" if there > 0 else None


def period_before(unit: str, scene: str, step: int) -> str | None:
    """A year, decade or century by its place to such a scene ("the following year")."""
    year = year_before(scene)
    if year is None or unit not in {"year", "decade", "century"}:
        return None
    size, digits = {"year": (1, 4), "decade": (10, 3), "century": (100, 2)}[unit]
    number = year // size - step
    return f"BC{number:0{digits}d}" if number > 0 else None
