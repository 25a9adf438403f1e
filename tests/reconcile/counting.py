"""Figures made by hand in places of one small country, for tests of tolls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.event_cases import witness_of

from dateline.model.claim import Claim, Status
from dateline.model.figure import Figure, Measure
from dateline.model.grounded import Grounded
from dateline.model.text import Phrase, Span
from dateline.model.world import Place, Relation

PROVINCE = Place(
    id="gn:170062",
    name="Aleppo",
    kind="unit",
    country="SY",
    admin1="Aleppo",
    latitude=36.3675,
    longitude=37.3602,
    radius_km=107.0,
    precision=4,
)
CITY = Place(
    id="gn:170063",
    name="Aleppo",
    kind="city",
    country="SY",
    admin1="Aleppo",
    latitude=36.2012,
    longitude=37.1612,
    radius_km=12.9,
    precision=1,
)
EAST = Place(
    id="dl:aleppo-east",
    name="eastern Aleppo",
    kind="part",
    country="SY",
    admin1="Aleppo",
    latitude=36.208,
    longitude=37.185,
    radius_km=5,
    precision=2,
)
CAMP = Place(
    id="dl:handarat",
    name="Handarat",
    kind="camp",
    country="SY",
    admin1="Aleppo",
    latitude=36.26,
    longitude=37.19,
    radius_km=1.0,
    precision=1,
)
TOWN = Place(
    id="gn:164816", name="Saraqib", kind="town", country="SY", admin1="Idlib", latitude=35.864, longitude=36.806, radius_km=1.7, precision=1
)
SYRIA = Place(id="gn:163843", name="Syria", kind="country", country="SY", latitude=35.0, longitude=38.0, radius_km=242.8, precision=6)
LAND = {"held": "rebel-held areas of Aleppo province", "somewhere": "a village in Aleppo province"}


def day(number: int) -> date:
    return date(2016, 9, number)


def within(place: Place) -> Place:
    """The place as words for a part of it resolve."""
    from dataclasses import replace

    return replace(place, relation=Relation.WITHIN)


def counts(low: int | None, high: int | None, *, of: str | None = "people", words: str | None = None, part_of: int | None = None) -> Figure:
    """So many killed."""
    worded = words or (
        f"{low}" if low == high else f"at least {low}" if high is None else f"up to {high}" if low is None else f"{low} to {high}"
    )
    return Figure(
        measure=Measure.KILLED,
        low=low,
        high=high,
        published=worded,
        span=Span(0, 5),
        group=None if of is None else Phrase(span=Span(0, len(of)), text=of),
        part_of=part_of,
    )


def says(
    speaker: str | None,
    figures: Figure | Sequence[Figure],
    place: Place | None,
    days: tuple[date | None, date | None],
    *,
    report: str = "rep_a",
    where: str | None = None,
    published: date | None = None,
    type_: str = "toll",
    status: Status = Status.ASSERTED,
    quote: str | None = None,
    denies: str | None = None,
) -> Grounded:
    """A claim that somebody counts so many, in a place, on days; published on the last of them unless it is said."""
    figures = (figures,) if isinstance(figures, Figure) else tuple(figures)
    words = where or (place.name if place is not None else "somewhere")
    told = quote or f"{speaker}: {'; '.join(figure.published for figure in figures)} in {words}, {days[0]} to {days[1]}, {type_}"
    start = sum(map(ord, told + report)) % 5000
    claim = Claim(
        report=report,
        evidence=Span(start, start + len(told)),
        quote=told,
        type=type_,
        status=status,
        speaker=None if speaker is None else Phrase(span=Span(start, start + len(speaker)), text=speaker),
        place=None if place is None else Phrase(span=Span(start, start + len(words)), text=words),
        figures=figures,
        denies=denies,
    )
    return Grounded(
        claim=claim,
        witness=witness_of(speaker, report),
        published=published or days[1],
        place=place,
        earliest=days[0],
        latest=days[1],
    )
