"""How well a candidate fits a name in its report: a sum of weighted signs, each with its reason in words.

What the words themselves say (of what kind a place is, what it lies in) counts by fixed weights; all other weights are learned
(`training/places`, `placemodel`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.resolve.gazetteer import LOOSE, Entry
from dateline.resolve.placewords import THINGS

SEATED = "unit around its own seat"
RULES: Mapping[str, float] = {
    "kind as worded": 3.0,
    "kind against the wording": -3.0,
    "inside what the wording says": 6.0,
    "outside what the wording says": -6.0,
    SEATED: -20.0,
}
"""Weights of what the words say: strong enough to overrule any learned sum between two candidates of like standing. A bare name that a
town and the unit around it share means the town, as UCDP codes it; what is told of the unit is called a province, an oblast, a district."""
BARE_STATES = frozenset({"AR", "AU", "BR", "CA", "IN", "MX", "US"})
"""Federations whose states news tells of by their bare names, whatever town is called like them: there it is learned."""
CALLED_UNITS = frozenset({"unit", "county", "region"})
"""Kinds in the wording that mean the unit and not its seat."""
REACHES_KM = (15.0, 120.0, 600.0)
"""Nearness to the report's other places at three scales: a town's surroundings, a province, a country; each falls by e every so many km."""
SAME_PLACE_KM = 6.0
"""Two entries of one name nearer than this are one place twice in the sources."""
OUTLET_WEIGHT = 0.5
DEMONYM_WEIGHT = 0.7
SURE_WEIGHT = 0.4
SHARED_WEIGHT = 0.3
"""Votes for a country: its name counts 1, a nationality, the outlet's country and a name that only one country knows count these, as does
a country's name that a unit of another country shares ("Georgia")."""

FITTING = {
    "quarter": frozenset({"quarter", "part", "area", "town", "village", "camp", "site", "district"}),
    "camp": frozenset({"camp", "base"}),
    "village": frozenset({"village", "town", "city"}),
    "town": frozenset({"town", "city", "village"}),
    "city": frozenset({"city", "town"}),
    "capital": frozenset({"city", "town"}),
    "unit": frozenset({"unit", "district"}),
    "county": frozenset({"district", "unit"}),
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
SETTLED = frozenset({"city", "town", "village"})
UNITS = frozenset({"unit", "district"})
AREAS = frozenset({"country", "unit", "district", "region", "sea", "river", "mountains", "strait", "lake"})
"""Kinds that have no one point."""
TRUSTED = frozenset({"checked", "own", "ucdp", "geonames"})
"""Sources whose places are known to be told of where wars are: the checked supplement, and what the user added."""
HALF_FORCE = 1.0
"""Weight of country signs that says half of what endless signs would: as much as one country's name."""
AMID = 0.5
"""Part of a unit's reach within which a town stands amid it."""
LARGE = 5.0
"""Power of ten of the people from which a town is a large city."""
MAX_CANDIDATES = 40
"""Namesakes that are weighed; of more, the least populous fall away first, those of the report's countries last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A candidate with its score and the reasons that made it."""

    entry: Entry
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One sign for or against a candidate: its name in the model, its amount, and how it is told (None: not worth telling)."""

    name: str
    amount: float
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a ranking: the name, the kind that the words give it, and what they say it lies in."""

    name: str
    head: str | None = None
    inside: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesakes:
    """What the candidates of one name are together: the towns among them, and their people."""

    people: int
    towns: tuple[Entry, ...]

    def is_around(self, unit: Entry) -> bool:
        """Whether one of the towns lies in a unit, or is a unit of its own that the unit surrounds (Kyiv)."""
        return any(town.country == unit.country and (unit.holds(town) or _is_amid(town, unit)) for town in self.towns)


@dataclass(slots=True)
class Surroundings:
    """What a report says about where it plays: votes for countries, the places its other names were taken for, and which stand next."""

    countries: dict[str, float] = field(default_factory=dict)
    own: dict[str, tuple[str, float]] = field(default_factory=dict)
    anchors: dict[str, Entry] = field(default_factory=dict)
    beside: dict[str, frozenset[str]] = field(default_factory=dict)

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
        if country is None or total <= 0.001:
            return 0.0
        return max(0.0, self.countries.get(country, 0.0) - (weight if owner == country else 0.0)) / total

    def force(self, name: str) -> float:
        """How much the signs of the rest say together, in 0..1: one nationality says little, a page of names nearly all."""
        signs = self.signs_without(name)
        return signs / (signs + HALF_FORCE)

    def others(self, name: str) -> list[Entry]:
        """What the report's other names were taken for."""
        return [anchor for key, anchor in self.anchors.items() if key != name]

    def unit_around(self, entry: Entry, name: str) -> Entry | None:
        """A unit that the report names and that holds the place; areas lie in no unit."""
        if entry.kind in AREAS:
            return None
        return next((a for key, a in self.anchors.items() if key != name and a.kind in UNITS and a.holds(entry)), None)

    def nearest(self, entry: Entry, name: str) -> tuple[float, Entry] | None:
        """The nearest anchor of another name, areas left out: their points say little."""
        others = [(entry.distance_km(a), a) for a in self.others(name) if a.kind not in AREAS and a.id != entry.id]
        return min(others, key=lambda pair: (pair[0], pair[1].id)) if others else None


def rank(candidates: Iterable[Entry], asked: Asked, surroundings: Surroundings, weights: Mapping[str, float]) -> list[Scored]:
    """Candidates by falling score; ties fall by id, so that the order never depends on the input's."""
    scored = [_scored(entry, signs, weights) for entry, signs in signs_of(candidates, asked, surroundings)]
    return sorted(scored, key=lambda s: (-s.score, s.entry.id))


def signs_of(candidates: Iterable[Entry], asked: Asked, surroundings: Surroundings) -> list[tuple[Entry, list[Sign]]]:
    """The candidates that are weighed, each with its signs."""
    weighed = _weighed(merge(candidates), asked.name, surroundings)
    people = sum(entry.population + 100 for entry in weighed if entry.kind in SETTLED)
    towns = tuple(entry for entry in weighed if entry.kind in SETTLED)
    return [(entry, list(_signs(entry, asked, surroundings, Namesakes(people=people, towns=towns)))) for entry in weighed]


def _scored(entry: Entry, signs: Sequence[Sign], weights: Mapping[str, float]) -> Scored:
    parts = [(_weight(sign, weights) * sign.amount, sign) for sign in signs]
    told = sorted(((abs(part), sign.reason) for part, sign in parts if sign.reason is not None), key=lambda pair: -pair[0])
    return Scored(entry=entry, score=round(sum(part for part, _ in parts), 3), reasons=tuple(reason for _, reason in told))


def _weight(sign: Sign, weights: Mapping[str, float]) -> float:
    fixed = RULES.get(sign.name)
    return weights[sign.name] if fixed is None else fixed


def _weighed(merged: Sequence[Entry], name: str, surroundings: Surroundings) -> Sequence[Entry]:
    """At most MAX_CANDIDATES of the namesakes."""
    if len(merged) <= MAX_CANDIDATES:
        return merged
    order = sorted(merged, key=lambda e: (e.kind not in AREAS, surroundings.share(e.country, without=name) == 0, -e.population, e.id))
    return order[:MAX_CANDIDATES]


def merge(candidates: Iterable[Entry]) -> list[Entry]:
    """Candidates with those dropped that are the same place twice: the checked point stays, under the larger population."""
    kept: list[Entry] = []
    for entry in sorted(candidates, key=lambda e: (not is_trusted(e), e.kind == "district", e.grade, -e.population, e.id)):
        same = next((n for n, k in enumerate(kept) if _same(k, entry)), None)
        if same is None:
            kept.append(entry)
        else:
            first = kept[same]
            kept[same] = replace(
                first,
                grade=min(first.grade, entry.grade),
                population=max(first.population, entry.population),
                names=max(first.names, entry.names),
            )
    return kept


def is_trusted(entry: Entry) -> bool:
    """Whether a place is known to be told of where wars are: checked one by one, or added by the user."""
    return entry.source in TRUSTED and entry.kind != "district"


def _same(a: Entry, b: Entry) -> bool:
    if (a.kind in AREAS) != (b.kind in AREAS) or a.country != b.country:
        return False
    if a.kind in UNITS and b.kind in UNITS and a.kind != b.kind:
        return a.distance_km(b) <= max(a.radius_km, b.radius_km)
    if not (is_trusted(a) or is_trusted(b)):
        return False
    if a.kind in AREAS:
        return a.kind == b.kind
    if (a.kind in {"camp", "quarter"}) != (b.kind in {"camp", "quarter"}) and is_trusted(a) and is_trusted(b):
        return False
    return a.distance_km(b) <= SAME_PLACE_KM + (max(a.radius_km, b.radius_km) if "city" in (a.kind, b.kind) else 0.0)


def _signs(entry: Entry, asked: Asked, surroundings: Surroundings, namesakes: Namesakes) -> Iterator[Sign]:
    yield from _signs_of_the_place(entry, namesakes)
    if entry.kind in UNITS and asked.head not in CALLED_UNITS and namesakes.is_around(entry):
        is_told_bare = entry.kind == "unit" and entry.country in BARE_STATES
        yield Sign(name="state around a town of its name" if is_told_bare else SEATED, amount=1.0)
    yield from _signs_of_the_name(entry)
    yield from _signs_of_the_report(entry, asked.name, surroundings)
    yield from _signs_of_the_wording(entry, asked)


def _signs_of_the_place(entry: Entry, namesakes: Namesakes) -> Iterator[Sign]:
    """What is known of the place itself: its kind, its people, how well it is known."""
    if entry.kind in SETTLED:
        power = math.log10(entry.population + 1)
        yield Sign(name="people", amount=power)
        yield Sign(name="people beyond a hundred thousand", amount=max(0.0, power - LARGE))
        yield Sign(name="people unknown", amount=float(entry.population == 0))
        yield Sign(name="part of the name's people", amount=math.log10((entry.population + 100) / namesakes.people))
        yield Sign(name="number of names", amount=math.log2(entry.names))
    elif entry.kind in UNITS:
        yield Sign(name=entry.kind, amount=1.0)
        yield Sign(name=f"people of a {entry.kind}", amount=math.log10(entry.population + 1))
    elif entry.kind == "country":
        yield Sign(name="country", amount=1.0)
    else:
        yield Sign(name="region" if entry.kind in AREAS else "known site", amount=1.0)
    if is_trusted(entry) and entry.kind not in AREAS:
        origin = "known from reports of wars" if entry.source == "checked" else f"known from the pack {entry.pack}"
        yield Sign(name="checked", amount=1.0, reason=origin)


def _signs_of_the_name(entry: Entry) -> Iterator[Sign]:
    """How the name found the place."""
    label = ("", "alternate name", "without article", "loose spelling")[entry.grade]
    if label:
        kind = " of an area" if entry.kind in AREAS and entry.grade == 1 else ""
        yield Sign(name=label + kind, amount=1.0, reason=f"found as {label} of {entry.name}" if entry.grade == LOOSE else None)


def _signs_of_the_report(entry: Entry, name: str, surroundings: Surroundings) -> Iterator[Sign]:
    """What the rest of the report says: its countries, its units, its other places."""
    share = surroundings.share(entry.country, without=name)
    force = surroundings.force(name)
    if share > 0:
        told = f"{share:.0%} of the report's country signs point to {entry.country}"
        yield Sign(name="country of the report", amount=share * force, reason=told)
    elif surroundings.signs_without(name) > 0 and entry.country is not None:
        yield Sign(name="no sign for its country", amount=force)
    next_to = surroundings.beside.get(name, frozenset())
    holders = [a for key, a in surroundings.anchors.items() if key in next_to and key != name and a.kind in AREAS and _is_in(entry, a)]
    if holders:
        kind = "country" if holders[0].kind == "country" else "unit"
        yield Sign(name=f"told beside its {kind}", amount=1.0, reason=f"told beside {holders[0].name}, which holds it")
    if entry.kind in AREAS:
        yield from _signs_of_holding(entry, name, surroundings)
    else:
        yield from _signs_of_nearness(entry, name, surroundings)


def _is_amid(town: Entry, unit: Entry) -> bool:
    return town.distance_km(unit) <= AMID * unit.radius_km


def _is_in(entry: Entry, holder: Entry) -> bool:
    return entry.id != holder.id and holder.holds(entry)


def _signs_of_holding(entry: Entry, name: str, surroundings: Surroundings) -> Iterator[Sign]:
    """For units and countries: the report's other places that lie in it, those called like it left out; for countries that none does."""
    if entry.kind not in UNITS and entry.kind != "country":
        return
    others = [a for a in surroundings.others(name) if a.kind not in AREAS and a.name != entry.name]
    held = [a for a in others if entry.holds(a)]
    if entry.kind == "country":
        if others and not held:
            yield Sign(name="country without the report's other places", amount=len(others) / (len(others) + 1))
    elif held:
        amount = len(held) / (len(held) + 1)
        yield Sign(name=f"{entry.kind} holds the report's other places", amount=amount, reason=f"{held[0].name} lies in it")


def _signs_of_nearness(entry: Entry, name: str, surroundings: Surroundings) -> Iterator[Sign]:
    near = surroundings.nearest(entry, name)
    if near is not None:
        for reach in REACHES_KM:
            told = f"{near[0]:.0f} km from {near[1].name}" if reach == REACHES_KM[1] and near[0] < 2 * reach else None
            yield Sign(name=f"nearness at {reach:.0f} km", amount=math.exp(-near[0] / reach), reason=told)
    unit = surroundings.unit_around(entry, name)
    if unit is not None:
        yield Sign(name="in a unit the report names", amount=1.0, reason=f"{unit.name}, which the report names, holds it")
    others = surroundings.others(name)
    fellows = sum(a.unit == entry.unit and a.country == entry.country and a.kind not in AREAS for a in others) if entry.unit else 0
    if fellows:
        yield Sign(name="unit of the report's other places", amount=fellows / (fellows + 1))


def _signs_of_the_wording(entry: Entry, asked: Asked) -> Iterator[Sign]:
    """What the words say: the kind, and what it lies in."""
    head = asked.head
    if head is not None:
        if fits(head, entry):
            yield Sign(name="kind as worded", amount=1.0, reason=f"the words call it a {head}")
        elif head not in THINGS:
            yield Sign(name="kind against the wording", amount=1.0)
    others = [holder for holder in asked.inside if holder.id != entry.id]
    if others:
        holder = next((h for h in others if h.holds(entry) or _reaches(h, entry)), None)
        if holder is not None:
            yield Sign(name="inside what the wording says", amount=1.0, reason=f"it lies in {holder.name}, as the words say")
        else:
            yield Sign(name="outside what the wording says", amount=1.0)


def fits(head: str, entry: Entry) -> bool:
    """Whether a place is of the kind that the words give it."""
    return entry.kind in FITTING.get(head, frozenset({head}))


def _reaches(holder: Entry, entry: Entry) -> bool:
    """Whether a place counts as in or at a town: within 25 km of it (UCDP where_prec 2)."""
    return holder.kind in SETTLED and holder.distance_km(entry) <= max(25.0, holder.radius_km)
