"""Claims of compatible type, at one place, on the same days are taken as one happening, unless one speaker tells them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from math import asin, cos, radians, sin, sqrt

from dateline.model.event import Group
from dateline.model.grounded import Grounded
from dateline.model.world import Place

EARTH_KM = 6371.0

WIDE = 4
"""From this place precision on (first-order units, countries) only the same place is one place: a country holds too many happenings."""

SHORT_DAYS = 3
"""Claims over up to this many days need only touch; longer periods must largely agree, or a war's total would join its every day."""

AGREEMENT = 0.5
"""The least share of two longer periods' days that both have."""

LONGEST_DAYS = 31
"""Periods above this are compared only where both bounds are equal."""


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two claims that may be one happening: the strongest come first, then by id, so that the order of the input never matters."""

    weakness: float
    first: str
    second: str
    reason: str = field(compare=False)


def group_claims(claims: Sequence[Grounded], reprints: Iterable[Sequence[str]], *, families: Mapping[str, str]) -> tuple[Group, ...]:
    """Every claim in exactly one group, sorted by the first id."""
    by_id = {grounded.claim.id: grounded for grounded in claims}
    family = {report: reprint[0] for reprint in reprints for report in reprint}
    groups = {key: {key} for key in by_id}
    reasons: dict[str, set[str]] = {key: set() for key in by_id}
    for pair in sorted(_pairs(by_id, family, families)):
        a, b = groups[pair.first], groups[pair.second]
        if a is not b and not _told_apart(a, b, by_id):
            whole = a | b
            why = reasons[pair.first] | reasons[pair.second] | {pair.reason}
            for key in whole:
                groups[key] = whole
                reasons[key] = why
    found = {min(members): members for members in groups.values()}
    return tuple(Group(claims=tuple(sorted(found[key])), reasons=tuple(sorted(reasons[key]))) for key in sorted(found))


def _pairs(by_id: Mapping[str, Grounded], family: Mapping[str, str], families: Mapping[str, str]) -> Iterator[Pair]:
    for key, grounded in by_id.items():
        denied = grounded.claim.denies
        if denied is not None and denied in by_id:
            yield Pair(-10.0, min(key, denied), max(key, denied), "one denies the other in the same report")
    yield from _reprinted(by_id.values(), family)
    seen: set[tuple[str, str]] = set()
    for bucket in _buckets(by_id.values(), families).values():
        for a, b in combinations(sorted(bucket), 2):
            if (a, b) not in seen:
                seen.add((a, b))
                strength = _strength(by_id[a], by_id[b])
                if strength is not None:
                    yield Pair(-strength, a, b, "type, place and days agree")


def _reprinted(claims: Iterable[Grounded], family: Mapping[str, str]) -> Iterator[Pair]:
    first: dict[tuple[str, str, str], str] = {}
    for grounded in sorted(claims, key=lambda g: g.claim.id):
        claim = grounded.claim
        if claim.report in family:
            key = (family[claim.report], claim.type, " ".join(claim.quote.casefold().split()))
            other = first.setdefault(key, claim.id)
            if other != claim.id:
                yield Pair(-9.0, other, claim.id, "the same words in a reprint")


def _buckets(claims: Iterable[Grounded], families: Mapping[str, str]) -> dict[tuple[str, date, date | None], list[str]]:
    """Claims that could agree share a bucket: one a day for short periods, one a period for long ones."""
    found: dict[tuple[str, date, date | None], list[str]] = {}
    for grounded in claims:
        first, last = grounded.earliest, grounded.latest
        if grounded.place is None or first is None or last is None:
            continue
        family = families.get(grounded.claim.type, grounded.claim.type)
        length = (last - first).days + 1
        if length > LONGEST_DAYS:
            found.setdefault((family, first, last), []).append(grounded.claim.id)
        for day in range(length if length <= LONGEST_DAYS else 0):
            found.setdefault((family, first + timedelta(days=day), None), []).append(grounded.claim.id)
    return found


def _strength(a: Grounded, b: Grounded) -> float | None:
    """How much two claims agree, None where they do not speak of one happening."""
    same_type = a.claim.type == b.claim.type
    shared = a.parties & b.parties
    if not same_type and not shared:
        return None
    if a.place is None or b.place is None or not is_same_place(a.place, b.place):
        return None
    days = _agreement(a, b)
    if days is None:
        return None
    return float(same_type) + float(a.place.id == b.place.id) + days + min(len(shared), 2) / 2


def is_same_place(a: Place, b: Place) -> bool:
    """Whether two places are one, or one lies within the reach of the other."""
    if a.id == b.id:
        return True
    if a.precision >= WIDE or b.precision >= WIDE:
        return False
    return distance_km(a, b) <= max(a.radius_km, b.radius_km)


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance (haversine)."""
    north = radians(b.latitude - a.latitude)
    east = radians(b.longitude - a.longitude)
    chord = sin(north / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, chord)))


def _agreement(a: Grounded, b: Grounded) -> float | None:
    """Share of days both have, None where the periods do not agree; counts over different periods are never of one happening."""
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return None
    shared = (min(a.latest, b.latest) - max(a.earliest, b.earliest)).days + 1
    if shared <= 0:
        return None
    if "toll" in (a.claim.type, b.claim.type) and (a.earliest, a.latest) != (b.earliest, b.latest):
        return None
    share = shared / ((max(a.latest, b.latest) - min(a.earliest, b.earliest)).days + 1)
    is_short = max((g.latest - g.earliest).days + 1 for g in (a, b) if g.latest is not None and g.earliest is not None) <= SHORT_DAYS
    return share if is_short or share >= AGREEMENT else None


def _told_apart(a: Iterable[str], b: Iterable[str], by_id: Mapping[str, Grounded]) -> bool:
    """Whether some speaker tells a claim of `a` and a claim of `b` in one report as two happenings."""
    tellers = {(by_id[key].claim.report, by_id[key].witness.key) for key in a}
    return any((by_id[key].claim.report, by_id[key].witness.key) in tellers for key in b)
