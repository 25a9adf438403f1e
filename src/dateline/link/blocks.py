"""Which claims are compared at all: those that share a block. A new claim meets only the claims of its own blocks.

A block is a number, the hash of what its claims share. Three kinds are made: a family of types in a cell of the map in a span of days; a
family with a rare word around the claim, in a span of days unless the word is very rare; and a speaker with a figure. Two claims of one
family whose places lie within each other's reach, on days that touch, always share one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from math import cos, floor, radians

from dateline.model.grounded import Grounded
from dateline.model.world import Place

CELL_DEGREES = 0.5
"""Side of a cell of the map: about 55 km from south to north."""

NEAR_KM = 25.0
"""Narrow places so far from each other's centre are still compared: what UCDP calls near (where_prec 2)."""

FARTHEST_KM = 60.0
"""A narrow place reaches no farther than this into other cells."""

KM_A_DEGREE = 111.2
WINDOW_DAYS = 3
"""Days of a block; a claim stands in the blocks of all its days and of the day after, so that neighbouring days meet."""

LONGEST_DAYS = 31
"""Periods above this meet only the same period: a war's total would else be compared with its every day."""

STORY_DAYS = 30
"""Reports that share a rare name are compared when published within this many days, or up to half as many more."""

BEFORE_PUBLISHED = 6
"""Days before publication in which a happening without days of its own is looked for."""

WIDE_PRECISION = 4


def blocks_of(grounded: Grounded, family: str, words: Iterable[tuple[str, bool]]) -> tuple[int, ...]:
    """Every block that a claim stands in, sorted; `words` are rare ones around it, each with whether it proposes pairs on any days."""
    spans = days_of_claim(grounded)
    placed = [f"{family}|{cell}|{span}" for cell in cells(grounded.place) for span in spans]
    own = map(number_of, {*placed, *_counted(grounded)})
    return tuple(sorted({*own, *word_blocks(family, words, grounded.published)}))


def word_blocks(family: str, words: Iterable[tuple[str, bool]], published: date | None) -> set[int]:
    """The blocks of rare words: a word on its own, or in the spans of days around publication."""
    stories = story_spans(published)
    return {number_of(f"{family}|{word}|{span}") for word, always in words for span in (("any",) if always else stories)}


def number_of(shared: str) -> int:
    """A text as a positive 63-bit number, the same on every machine."""
    return int.from_bytes(blake2b(shared.encode(), digest_size=8).digest(), "big") >> 1


def cells(place: Place | None) -> tuple[str, ...]:
    """The cells that a narrow place touches; a wide one is a cell of its own."""
    if place is None:
        return ()
    if not _is_narrow(place):
        return (place.id,)
    reach = min(FARTHEST_KM, max(place.radius_km, NEAR_KM / 2)) / KM_A_DEGREE
    wide = reach / max(0.2, cos(radians(place.latitude)))
    corners = (_steps(place.latitude - reach, place.latitude + reach), _steps(place.longitude - wide, place.longitude + wide))
    return tuple(f"{row}:{column}" for row in corners[0] for column in corners[1])


def _is_narrow(place: Place) -> bool:
    return place.precision < WIDE_PRECISION


def _steps(low: float, high: float) -> range:
    return range(floor(low / CELL_DEGREES), floor(high / CELL_DEGREES) + 1)


def days_of_claim(grounded: Grounded) -> Sequence[str]:
    """The spans of days in which a claim is looked for; without days of its own, those before its report was published."""
    first, last = grounded.earliest, grounded.latest
    if first is None or last is None:
        if grounded.published is None or (first, last) != (None, None):
            return ()
        end = grounded.published.toordinal()
        return _windows(end - BEFORE_PUBLISHED, end)
    if (last - first).days + 1 > LONGEST_DAYS:
        return (f"{first}..{last}",)
    return _windows(first.toordinal(), last.toordinal() + 1)


def _windows(first: int, last: int) -> tuple[str, ...]:
    return tuple(str(n) for n in range(first // WINDOW_DAYS, last // WINDOW_DAYS + 1))


def story_spans(published: date | None) -> tuple[str, ...]:
    """The two overlapping spans of days that a publication date lies in."""
    if published is None:
        return ("any",)
    day = published.toordinal()
    return f"a{day // STORY_DAYS}", f"b{(day + STORY_DAYS // 2) // STORY_DAYS}"


def _counted(grounded: Grounded) -> Iterator[str]:
    """A named speaker with each of his figures."""
    if grounded.claim.speaker is None or grounded.witness.key.startswith("unnamed:"):
        return
    for figure in grounded.claim.figures:
        if figure.part_of is None and (figure.low, figure.high) != (None, None):
            for span in story_spans(grounded.published):
                yield f"{grounded.witness.key}|{figure.measure}|{figure.low}-{figure.high}|{span}"
