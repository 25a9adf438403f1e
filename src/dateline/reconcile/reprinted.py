"""Who is known to have told first what several reports tell in one hand's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from dateline.model.again import Again
from dateline.model.grounded import Grounded


def origins_of(again: Iterable[Again], claims: Mapping[str, Grounded]) -> dict[str, str]:
    """Claim -> the claim that is known to have told the same, with the same figures, first; without those of which nobody knows."""
    return firsts_of((pair for pair in again if pair.reprint.earlier is not None), claims)


def firsts_of(again: Iterable[Again], claims: Mapping[str, Grounded]) -> dict[str, str]:
    """The same for every pair: where nobody knows who was first, the order of days and ids stands in."""
    before: dict[str, str] = {}
    for pair in again:
        if pair.is_same_figure:
            later = pair.reprint.later
            first, second = sorted((claims[pair.first], claims[pair.second]), key=lambda g: (g.claim.report == later, told_at(g)))
            known = claims[before.get(second.claim.id, first.claim.id)]
            before[second.claim.id] = min(known, first, key=told_at).claim.id
    return {key: root(key, before) for key in before}


def root(key: str, before: Mapping[str, str]) -> str:
    """The end of a chain of what comes before what; a chain that comes back to its start ends where it was last new."""
    seen = {key}
    while key in before and before[key] not in seen:
        key = before[key]
        seen.add(key)
    return key


def told_at(grounded: Grounded) -> tuple[date, str, str]:
    """What is told earlier sorts first; of one day, by the ids, so that the order is the same on every machine."""
    return grounded.published or date.max, grounded.claim.report, grounded.claim.id


def as_first_told(grounded: Grounded, claims: Mapping[str, Grounded], origins: Mapping[str, str]) -> Grounded:
    """A claim under the days of the one that told it first: what is reprinted on Tuesday of Monday's figure is Monday's figure."""
    if grounded.claim.id not in origins:
        return grounded
    origin = claims[origins[grounded.claim.id]]
    published = min((day for day in (grounded.published, origin.published) if day is not None), default=None)
    dated = grounded if (origin.earliest, origin.latest) == (None, None) else origin
    return replace(grounded, published=published, earliest=dated.earliest, latest=dated.latest)
