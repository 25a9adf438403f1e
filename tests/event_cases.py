"""Grounded claims made by hand, for tests of links and events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dateline.model.claim import Claim, Status
from dateline.model.figure import Figure, Measure
from dateline.model.grounded import Grounded, Witness, ground
from dateline.model.text import Phrase, Report, Span
from dateline.model.world import Place

DAY = date(2016, 9, 24)
FAMILIES = {"airstrike": "violence", "shelling": "violence", "capture": "territory", "denial": "words", "toll": "violence"}
HANDARAT = Place(id="gn:1", name="Handarat", kind="camp", country="SY", latitude=36.26, longitude=37.19, radius_km=1.0, precision=1)
HOMS = Place(id="gn:2", name="Homs", kind="city", country="SY", latitude=34.73, longitude=36.71, radius_km=6.0, precision=1)
SYRIA = Place(id="gn:9", name="Syria", kind="country", country="SY", latitude=35.0, longitude=38.0, radius_km=400.0, precision=6)


def told(
    report: str,
    *,
    speaker: str | None = None,
    outlet: str | None = None,
    type_: str = "airstrike",
    status: Status = Status.ASSERTED,
    place: Place | None = HANDARAT,
    days: tuple[date, date] | None = (DAY, DAY),
    published: date | None = DAY,
    figures: Iterable[Figure] = (),
    denies: str | None = None,
    parties: Iterable[str] = (),
    start: int = 0,
) -> Grounded:
    """A claim of `report` (or of `outlet`, in its own voice), at a place on a map, on days."""
    claim = Claim(
        report=report,
        evidence=Span(start, start + 10),
        quote="it happened",
        type=type_,
        status=status,
        speaker=None if speaker is None else Phrase(span=Span(start, start + len(speaker)), text=speaker),
        place=None if place is None else Phrase(span=Span(start + place_at(place), start + 9), text=place.name),
        figures=tuple(figures),
        denies=denies,
    )
    return Grounded(
        claim=claim,
        witness=witness_of(speaker, outlet or report),
        published=published,
        place=place,
        earliest=None if days is None else days[0],
        latest=None if days is None else days[1],
        parties=frozenset(parties),
    )


def place_at(place: Place) -> int:
    """A different span for each place, so that claims about different places differ in their ids."""
    return int(place.id.removeprefix("gn:")) % 9


def witness_of(speaker: str | None, outlet: str) -> Witness:
    """The witness that `ground` makes of these words."""
    report = Report(text="x" * 100, original="", source=outlet)
    phrase = None if speaker is None else Phrase(span=Span(0, len(speaker)), text=speaker)
    [grounded] = ground([Claim(report=report.id, evidence=Span(0, 1), quote="x", type="airstrike", speaker=phrase)], [], [report])
    return grounded.witness


def killed(low: int | None, high: int | None, *, group: str | None = "people", part_of: int | None = None) -> Figure:
    """A figure of the killed."""
    return Figure(
        measure=Measure.KILLED,
        low=low,
        high=high,
        published=f"{low}-{high}",
        span=Span(0, 5),
        group=None if group is None else Phrase(span=Span(0, len(group)), text=group),
        part_of=part_of,
    )
