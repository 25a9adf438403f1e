"""What a claim counts, where and when it lies, in the few words of a card or a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dateline.model.figure import Figure
from dateline.model.world import Place, Relation
from dateline.web.wording import bounds, short_day

UNCOUNTED = frozenset({"", "people", "persons", "person", "others", "one"})
"""Words for who is counted that add nothing to the count."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

UNIT = re.compile(r"\b(?:province|governorate|region|oblast|state|district|department|county)\b", re.IGNORECASE)

STANDING = {Relation.AT: "", Relation.NEAR: "near ", Relation.WITHIN: "part of ", Relation.BETWEEN: "between places near "}
"""How the words of a claim stand to the place on the map."""


def figures_in_words(figures: Sequence[Figure]) -> str | None:
    """What a claim counts, as it words it: "at least 45 killed, of them 10 children; several injured"; None where it counts nothing."""
    told = []
    for n, figure in enumerate(figures):
        if figure.part_of is None:
            parts = [figure_as_worded(part, of=figure) for part in figures if part.part_of == n]
            told.append(figure_as_worded(figure) + (f", of them {' and '.join(parts)}" if parts else ""))
    return "; ".join(told) or None


def figure_as_worded(figure: Figure, *, of: Figure | None = None) -> str:
    """One figure in the words of the report: "more than 200 killed"; of a part the measure only where it is another one."""
    measure = "" if of is not None and of.measure is figure.measure else f" {figure.measure.value}"
    group = "" if figure.group is None else figure.group.text
    is_vague = figure.low is None and figure.high is None
    named = "" if group in figure.published or (group.casefold() in UNCOUNTED and not is_vague) else f" {group}"
    if is_vague:
        return f"“{figure.published}{named}”{measure}, no number"
    return f"{figure.published}{named}{measure}"


def figure_in_words(figure: Figure) -> str:
    """One figure by its bounds: "at least 201 killed", "1 boy injured"; "killed, no number" where its words are vague."""
    if figure.low is None and figure.high is None:
        return f"{figure.measure.value}, no number"
    group = "" if figure.group is None or figure.group.text.casefold() in UNCOUNTED else f" {figure.group.text}"
    return f"{bounds(figure.low, figure.high)}{group} {figure.measure.value}"


def brief_days(earliest: date | None, latest: date | None, year: int | None) -> str | None:
    """Days in few words: "Sat 24 Sept", "19 to 24 Sept"; with the year where it is not `year`; None where both sides are open."""
    if earliest is None or latest is None:
        known = earliest or latest
        return None if known is None else f"{'from' if latest is None else 'until'} {_dated(known, year)}"
    if earliest == latest:
        return f"{WEEKDAYS[earliest.weekday()]} {_dated(earliest, year)}"
    if (earliest.month, earliest.day, latest.month, latest.day) == (1, 1, 12, 31):
        return str(earliest.year) if earliest.year == latest.year else f"{earliest.year} to {latest.year}"
    if earliest.year != latest.year:
        return f"{_dated(earliest, None)} to {_dated(latest, None)}"
    first = str(earliest.day) if earliest.month == latest.month else short_day(earliest)
    return f"{first} to {_dated(latest, year)}"


def _dated(day: date, year: int | None) -> str:
    return short_day(day) if day.year == year else f"{short_day(day)} {day.year}"


def place_in_words(place: Place) -> str:
    """A place with how the words stand to it: "near Aleppo", "part of Aleppo region"."""
    return f"{STANDING[place.relation]}{place_name(place)}"


def place_name(place: Place) -> str:
    """A place's name; that of a unit of a country says so, since its chief town often has the same."""
    return f"{place.name} region" if place.kind == "unit" and not UNIT.search(place.name) else place.name


PRECISIONS = {
    1: "the place itself",
    2: "within about 25 km of it",
    3: "no finer than its district",
    4: "no finer than its province",
    5: "along a line or in an area that has no sharp edge",
    6: "no finer than the country",
    7: "across borders",
}


def precision_in_words(place: Place) -> str:
    """How exact a place is, by UCDP's scale."""
    return PRECISIONS.get(place.precision, "how exact is not known")
