"""Finds the years that a history leaves unsaid: its dates follow one another, and the dates written in full hold them in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from dateline.model.mention import TimeExpression

_DATE = re.compile(r"date:(XXXX|\d{4})(?:-(\d\d|SP|SU|FA|WI)(?:-(\d\d))?)?(?![\d-])")
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DAYS = 31
_AROUND = 6
"""How many dates before and after an open one lend it their years."""

_AHEAD, _BACK = 0.6, 1.2
"""What a year's step ahead costs, and a year's step back. All costs were set on histories of wars (WikiWars)."""
_JUMP = 2.0
"""What the longest step costs: a new chapter."""
_ASIDE_YEAR, _ASIDE_DATE = 0.15, 0.5
"""What it costs to take a bare year, or a whole date, for an aside that the story does not follow."""
_WIDTH = 24
"""How many courses of the story are kept in mind."""

Months = tuple[float, float]
"""A stretch of time in months of the common era."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A date in the order of the text: where it stands, its year if it has one, and its months in a year."""

    expression: int
    at: int
    year: int | None
    months: Months
    bare: bool


class _Course(NamedTuple):
    """One reading of the story so far: its cost, where it stands, and the years chosen."""

    cost: float
    now: Months | None
    years: tuple[int | None, ...]


def with_story_years(expressions: Sequence[TimeExpression]) -> list[TimeExpression]:
    """The times of a history, the years that their dates leave open filled in by the cheapest course of the story.

    A step ahead costs little, a step back more, and a jump has a highest price; a date written in full may be passed over as an aside.
    """
    dates = list(_dates(expressions))
    filled = list(expressions)
    for found, year in zip(reversed(dates), reversed(_years(dates)), strict=True):
        if found.year is None and year is not None:
            value = filled[found.expression].value
            filled[found.expression] = replace(filled[found.expression], value=f"{value[: found.at]}{year:04d}{value[found.at + 4 :]}")
    return filled


def _dates(expressions: Sequence[TimeExpression]) -> Iterator[_Open]:
    for number, expression in enumerate(expressions):
        if expression.value.startswith(("date:", "range:", "eve:date:")):
            for match in _DATE.finditer(expression.value):
                year, month, day = match.groups()
                if year == "XXXX" and month is None:
                    continue
                yield _Open(number, match.start(1), None if year == "XXXX" else int(year), _months(month, day), bare=month is None)


def _months(month: str | None, day: str | None) -> Months:
    if month is None:
        return 0, 12
    if month in _SEASONS:
        return _SEASONS[month] - 1, _SEASONS[month] + 2
    first = int(month) - 1
    return (first, first + 1) if day is None else (first + (int(day) - 1) / _DAYS, first + int(day) / _DAYS)


def _years(dates: Sequence[_Open]) -> list[int | None]:
    """The year of each date on the cheapest course."""
    courses = [_Course(0.0, None, ())]
    for n, found in enumerate(dates):
        steps = (step for course in courses for step in _steps(course, found, _nearby(dates, n)))
        best: dict[Months | None, _Course] = {}
        for step in steps:
            if step.now not in best or step.cost < best[step.now].cost:
                best[step.now] = step
        courses = sorted(best.values(), key=lambda course: course.cost)[:_WIDTH]
    return list(courses[0].years)


def _nearby(dates: Sequence[_Open], n: int) -> set[int]:
    return {each.year for each in dates[max(0, n - _AROUND) : n + _AROUND + 1] if each.year is not None}


def _steps(course: _Course, found: _Open, nearby: set[int]) -> Iterator[_Course]:
    """Every way that the story can go on with a date."""
    if found.year is not None:
        yield _step(course, found, found.year)
        aside = _ASIDE_YEAR if found.bare else _ASIDE_DATE
        yield _Course(course.cost + aside, course.now, (*course.years, found.year))
        return
    if course.now is None:
        yield _Course(course.cost + _ASIDE_YEAR, None, (*course.years, None))
        return
    year = int(course.now[0] // 12)
    for candidate in {*nearby, year - 1, year, int(course.now[1] // 12), year + 1}:
        yield _step(course, found, candidate)


def _step(course: _Course, found: _Open, year: int) -> _Course:
    there = (12 * year + found.months[0], 12 * year + found.months[1])
    return _Course(course.cost + _cost(course.now, there), there, (*course.years, year))


def _cost(now: Months | None, there: Months) -> float:
    if now is None or (now[0] <= there[0] and there[1] <= now[1]):
        return 0.0
    years = (there[0] - now[0]) / 12
    return min(_JUMP, _AHEAD * years if years >= 0 else -_BACK * years)
