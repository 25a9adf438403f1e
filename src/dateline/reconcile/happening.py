"""How many in one event: its claims tell one happening, so that each count is of all of it and they bound each other from both sides.

A toll over a place and a period needs cells, since claims of one happening bound those from below only. Here the happening is the cell. A
count of more days or of a wider place holds the event: it bounds it from above, and its lower bound says nothing about it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dateline.model.event import Event
from dateline.model.figure import Figure, Measure
from dateline.model.grounded import Grounded
from dateline.model.world import Place
from dateline.reconcile.chains import in_force
from dateline.reconcile.figures import COUNTS_A_CELL, Choice, Counted, LeftOut, figures_in_cells, with_contested_status
from dateline.reconcile.groups import holds as holds_group
from dateline.reconcile.placetree import holds as holds_place
from dateline.reconcile.space import Question, Space

HERE: Final = Place(id="event", name="this event", kind="event", country=None, latitude=0.0, longitude=0.0, radius_km=0.0, precision=1)
"""Stands for where and when the happening was, whatever each claim says of that; it is on no map."""
THEN: Final = date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How many, by some voices: the lowest and the highest number that their counts allow, None where a side is open or they conflict.

    `because` and `because_high` are the claims that hold them, `conflict` is a smallest set of claims that cannot all be true. `used` are
    the figures that took part, `left_out` those that did not, with the reason.
    """

    low: int | None
    high: int | None
    because: tuple[str, ...]
    because_high: tuple[str, ...]
    conflict: tuple[str, ...]
    used: tuple[Counted, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """The claims of an event that count a measure: `own` count the happening, `wider` a place or a period that holds it and more.

    `counted` are their figures in the one cell, `refused` those that bound nothing.
    """

    measure: Measure
    own: tuple[Grounded, ...]
    wider: tuple[Grounded, ...]
    counted: tuple[Counted, ...]
    refused: tuple[LeftOut, ...]

    def answer(self, trust: Collection[str] = ()) -> Answer:
        """How many, by the claims of the voices with these keys, or of all."""
        heard = [item for item in self.counted if not trust or item.witness.key in trust]
        unheard = [_out(item, "speaker not chosen") for item in self.counted if trust and item.witness.key not in trust]
        standing = in_force(_as_risen(heard))
        settled, _ = with_contested_status(standing.counted)
        space = Space.of(Question(measure=self.measure, place=HERE, first=THEN, last=THEN), settled)
        found = space.bounds(space.counted, most_conflicts=1)
        return Answer(
            low=found.low.value or None,
            high=found.high.value,
            because=found.low.because,
            because_high=found.high.because,
            conflict=found.conflicts[0] if found.conflicts else (),
            used=space.counted,
            left_out=(*self.refused, *unheard, *standing.left_out, *space.left_out),
        )

    def until(self, day: date) -> Counting:
        """What had been published by a day."""
        return replace(self, counted=tuple(item for item in self.counted if item.published is not None and item.published <= day))


def counting(event: Event, claims: Iterable[Grounded], measure: Measure) -> Counting:
    """The claims of an event that count a measure, each with its independent voice as its witness."""
    counts = [g for g in claims if any(figure.measure is measure for figure in g.claim.figures)]
    wider = [g for g in counts if is_wider(g, event)]
    own = [g for g in counts if g not in wider]
    brought = [*(_brought_here(g, _as_told) for g in own), *(_brought_here(g, _from_above) for g in wider)]
    counted, refused = figures_in_cells(measure, brought, Choice(one_happening=True))
    return Counting(measure=measure, own=tuple(own), wider=tuple(wider), counted=counted, refused=refused)


def is_wider(grounded: Grounded, event: Event) -> bool:
    """Whether a claim counts more than the event: a toll of days or of a place that surely hold its own, and others."""
    return grounded.claim.type == COUNTS_A_CELL and (_is_longer(grounded, event) or _is_larger(grounded, event))


def _is_longer(grounded: Grounded, event: Event) -> bool:
    if event.earliest is None or event.latest is None or (grounded.earliest is None and grounded.latest is None):
        return False
    first, last = grounded.earliest or date.min, grounded.latest or grounded.published or date.max
    return first <= event.earliest and event.latest <= last and (first, last) != (event.earliest, event.latest)


def _is_larger(grounded: Grounded, event: Event) -> bool:
    place = grounded.place
    return place is not None and event.at is not None and place.id != event.at.id and holds_place(place, event.at)


def _brought_here(grounded: Grounded, changed: Callable[[Figure], Figure]) -> Grounded:
    """The claim in the one cell, with its figures as they bound it; neither is part of a claim's id."""
    claim = replace(grounded.claim, figures=tuple(changed(figure) for figure in grounded.claim.figures))
    return replace(grounded, claim=claim, place=HERE, earliest=THEN, latest=THEN)


def _as_told(figure: Figure) -> Figure:
    return figure


def _from_above(figure: Figure) -> Figure:
    """A count of more than the event, as far as it bounds the event."""
    return replace(figure, low=None)


def _as_risen(counted: Sequence[Counted]) -> list[Counted]:
    """Counts of which those that only later published ones exceed may have risen since, and cap nothing."""
    told = {(item.witness.key, item.published, item.low, item.groups): item for item in counted if item.low is not None}
    return [replace(item, high=None) if _has_risen(item, told.values()) else item for item in counted]


def _has_risen(item: Counted, told: Iterable[Counted]) -> bool:
    if item.high is None:
        return False
    above = [other.published for other in told if (other.low or 0) > item.high and _counts_in(item, other)]
    return bool(above) and all(_is_later(day, item.published) for day in above)


def _counts_in(fewer: Counted, more: Counted) -> bool:
    """Whether another voice counts people who must stand in a count too."""
    is_other = fewer.witness.key != more.witness.key
    return is_other and any(holds_group(outer, inner) for outer in fewer.groups for inner in more.groups)


def _is_later(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day > other


def _out(item: Counted, reason: str) -> LeftOut:
    return LeftOut(claim=item.claim, n=item.n, words=item.words, reason=reason)
