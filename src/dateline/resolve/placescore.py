"""How well a candidate fits a name in its report: a sum of weighted signs, each with its reason in words.

The weights are set by hand and measured by `benchmarks/places.py`; changing one means a new `WEIGHTS_VERSION`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.resolve.gazetteer import LOOSE, Entry
from dateline.resolve.placewords import THINGS

WEIGHTS_VERSION = "hand-1"
WEIGHTS: Mapping[str, float] = {
    "population": 0.65,
    "country": 2.5,
    "unit": -0.7,
    "region": 2.6,
    "checked": 2.0,
    "alternate name": -0.35,
    "without article": -0.45,
    "loose spelling": -1.5,
    "country of the report": 2.2,
    "near the report's other places": 1.8,
    "in a unit the report names": 1.0,
    "holds the report's other places": 3.0,
    "kind as worded": 2.0,
    "kind against the wording": -2.0,
    "inside what the wording says": 4.0,
    "outside what the wording says": -4.0,
}
"""Population counts per power of ten; the country of the report by its share of all country signs; nearness falls by e every NEAR_KM."""
NEAR_KM = 120.0
SAME_PLACE_KM = 6.0
"""Two entries of one name nearer than this are one place twice in the sources."""
OUTLET_WEIGHT = 0.5
DEMONYM_WEIGHT = 0.7
SURE_WEIGHT = 0.4
SHARED_WEIGHT = 0.3
"""Votes for a country: its name counts 1, a nationality, the outlet's country and a name that only one country knows count these, as does
a country's name that a unit of another country shares ("Georgia")."""

FITTING = {
    "quarter": frozenset({"quarter", "part", "area", "town", "village", "camp", "site"}),
    "camp": frozenset({"camp", "base"}),
    "village": frozenset({"village", "town", "city"}),
    "town": frozenset({"town", "city", "village"}),
    "city": frozenset({"city", "town"}),
    "capital": frozenset({"city", "town"}),
    "unit": frozenset({"unit"}),
    "region": frozenset({"region", "mountains", "mountain", "area", "unit"}),
    "country": frozenset({"country"}),
    "road": frozenset({"road"}),
    "base": frozenset({"base", "airport"}),
    "airport": frozenset({"airport", "base"}),
    "crossing": frozenset({"crossing"}),
    "field": frozenset({"field", "plant"}),
    "site": frozenset({"site", "plant", "square"}),
    "sea": frozenset({"sea", "strait"}),
}
"""Kinds of entries that a kind in the wording fits; a kind not listed fits only itself."""
MAX_COUNT = 3
"""Mentions of one name that count as signs; a report that repeats a name says no more by it."""
AREAS = frozenset({"country", "unit", "region", "sea", "river", "mountains"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A candidate with its score and the reasons that made it."""

    entry: Entry
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Surroundings:
    """What a report says about where it plays: votes for countries, and the places its other names were taken for."""

    countries: dict[str, float] = field(default_factory=dict)
    own: dict[str, tuple[str, float]] = field(default_factory=dict)
    anchors: dict[str, Entry] = field(default_factory=dict)

    def vote(self, country: str, weight: float, name: str | None = None) -> None:
        """Count a sign for a country; `name` is the place name that gives it, None for other signs."""
        self.countries[country] = self.countries.get(country, 0.0) + weight
        if name is not None:
            self.own[name] = (country, weight)

    def signs_without(self, name: str) -> float:
        """Weight of all signs but those that the name itself gives."""
        return round(sum(self.countries.values()) - self.own.get(name, ("", 0.0))[1], 6)

    def share(self, country: str | None, *, without: str | None = None) -> float:
        """Part of all signs that a country has, 0 without signs; `without` leaves out those that a name itself gives."""
        owner, weight = ("", 0.0) if without is None else self.own.get(without, ("", 0.0))
        total = sum(self.countries.values()) - weight
        if country is None or total <= 0:
            return 0.0
        return max(0.0, self.countries.get(country, 0.0) - (weight if owner == country else 0.0)) / total

    def unit_around(self, entry: Entry, name: str) -> Entry | None:
        """A first-order unit that the report names and that holds the place; areas lie in no unit."""
        if entry.kind in AREAS:
            return None
        return next((a for key, a in self.anchors.items() if key != name and a.kind == "unit" and a.holds(entry)), None)

    def nearest(self, entry: Entry, name: str) -> tuple[float, Entry] | None:
        """The nearest anchor of another name, areas left out: their points say little."""
        others = [(entry.distance_km(a), a) for key, a in self.anchors.items() if key != name and a.kind not in AREAS and a.id != entry.id]
        return min(others, key=lambda pair: (pair[0], pair[1].id)) if others else None


def _shares_a_country_name(entry: Entry, merged: Sequence[Entry]) -> bool:
    return entry.kind == "unit" and any(e.kind == "country" and e.country != entry.country for e in merged)


def rank(
    candidates: Iterable[Entry], name: str, surroundings: Surroundings, *, head: str | None = None, inside: Sequence[Entry] = ()
) -> list[Scored]:
    """Candidates by falling score; ties fall by id, so that the order never depends on the input's."""
    merged = merge(candidates)
    scored = [_score(entry, name, surroundings, head, inside) for entry in merged]
    scored = [_with_held(s, name, surroundings) if _shares_a_country_name(s.entry, merged) else s for s in scored]
    return sorted(scored, key=lambda s: (-s.score, s.entry.id))


def _with_held(scored: Scored, name: str, surroundings: Surroundings) -> Scored:
    """A unit named like a country, with the sign that it holds some of the report's other places: Georgia beside Atlanta."""
    held = [a.name for key, a in surroundings.anchors.items() if key != name and a.kind not in AREAS and scored.entry.holds(a)]
    if not held:
        return scored
    score = round(scored.score + WEIGHTS["holds the report's other places"], 3)
    return replace(scored, score=score, reasons=(*scored.reasons, f"{held[0]} lies in it"))


def merge(candidates: Iterable[Entry]) -> list[Entry]:
    """Candidates with those dropped that are the same place twice: the checked point stays, under the larger population."""
    kept: list[Entry] = []
    for entry in sorted(candidates, key=lambda e: (not e.checked, e.grade, -e.population, e.id)):
        same = next((n for n, k in enumerate(kept) if _same(k, entry)), None)
        if same is None:
            kept.append(entry)
        else:
            first = kept[same]
            kept[same] = replace(first, grade=min(first.grade, entry.grade), population=max(first.population, entry.population))
    return kept


def _same(a: Entry, b: Entry) -> bool:
    if (a.kind in AREAS) != (b.kind in AREAS) or a.country != b.country or not (a.checked or b.checked):
        return False
    if a.kind in AREAS:
        return a.kind == b.kind
    if (a.kind in {"camp", "quarter"}) != (b.kind in {"camp", "quarter"}) and a.checked and b.checked:
        return False
    return a.distance_km(b) <= SAME_PLACE_KM + (max(a.radius_km, b.radius_km) if "city" in (a.kind, b.kind) else 0.0)


def _score(entry: Entry, name: str, surroundings: Surroundings, head: str | None, inside: Sequence[Entry]) -> Scored:
    total = 0.0
    reasons = []
    for weight, amount, reason in _signs(entry, name, surroundings, head, inside):
        total += WEIGHTS[weight] * amount
        if reason:
            reasons.append(reason)
    return Scored(entry=entry, score=round(total, 3), reasons=tuple(reasons))


def _signs(
    entry: Entry, name: str, surroundings: Surroundings, head: str | None, inside: Sequence[Entry]
) -> Iterable[tuple[str, float, str | None]]:
    """Each sign as (weight, amount, reason or None)."""
    yield "population", math.log10(entry.population + 1), None
    yield from _signs_of_the_name(entry)
    share = surroundings.share(entry.country)
    if share > 0:
        yield "country of the report", share, f"{share:.0%} of the report's country signs point to {entry.country}"
    near = surroundings.nearest(entry, name)
    if near is not None and entry.kind not in AREAS:
        yield (
            "near the report's other places",
            math.exp(-near[0] / NEAR_KM),
            f"{near[0]:.0f} km from {near[1].name}" if near[0] < 2 * NEAR_KM else None,
        )
    unit = surroundings.unit_around(entry, name)
    if unit is not None:
        yield "in a unit the report names", 1.0, f"{unit.name}, which the report names, holds it"
    if head is not None:
        if fits(head, entry):
            yield "kind as worded", 1.0, f"the words call it a {head}"
        elif head not in THINGS:
            yield "kind against the wording", 1.0, None
    others = [holder for holder in inside if holder.id != entry.id]
    if others:
        holder = next((h for h in others if h.holds(entry) or _reaches(h, entry)), None)
        if holder is not None:
            yield "inside what the wording says", 1.0, f"it lies in {holder.name}, as the words say"
        else:
            yield "outside what the wording says", 1.0, None


def fits(head: str, entry: Entry) -> bool:
    """Whether a place is of the kind that the words give it."""
    return entry.kind in FITTING.get(head, frozenset({head}))


def _signs_of_the_name(entry: Entry) -> Iterable[tuple[str, float, str | None]]:
    if entry.checked:
        yield "checked", 1.0, "known from reports of the war"
    if entry.kind in ("country", "unit"):
        yield entry.kind, 1.0, None
    elif entry.kind in AREAS:
        yield "region", 1.0, None
    label = ("", "alternate name", "without article", "loose spelling")[entry.grade]
    if label:
        yield label, 1.0, f"found as {label} of {entry.name}" if entry.grade == LOOSE else None


def _reaches(holder: Entry, entry: Entry) -> bool:
    """Whether a place counts as in or at a town: within 25 km of it (UCDP where_prec 2)."""
    return holder.kind in ("city", "town", "village") and holder.distance_km(entry) <= max(25.0, holder.radius_km)
