"""One report while its places are resolved: where it plays, what its names were taken for, and when a name must stay open."""

from __future__ import annotations

import difflib
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.resolve import placenames
from dateline.resolve.gazetteer import BARE, LOOSE, Entry
from dateline.resolve.gazetteer_tables import ALTERNATE
from dateline.resolve.placecontext import PlaceContext
from dateline.resolve.placelookup import PlaceNames, countries_of
from dateline.resolve.placemodel import PlaceModel, beliefs
from dateline.resolve.placescore import (
    AREAS,
    DEMONYM_WEIGHT,
    LARGE,
    MAX_COUNT,
    OUTLET_WEIGHT,
    SETTLED,
    SHARED_WEIGHT,
    SURE_WEIGHT,
    UNITS,
    Asked,
    Scored,
    Surroundings,
    fits,
    is_trusted,
    rank,
)
from dateline.resolve.placewording import Wording

MIN_SHARE = 0.1
"""A country with less than this share of the signs that the rest of the report gives is not one that the report points to."""
WITHIN_KM = 25.0
"""UCDP where_prec 2: within about 25 km of a known point."""
LARGE_TOWN = 100_000
FAR_KM = 300.0
"""A place of fewer people than LARGE_TOWN that lies further than this from all that the report names in its country is far."""
NEAR_KM = 120.0
SMALL = frozenset({"village", "town", "camp", "quarter"})
"""Kinds in the wording that no country and no great city abroad can be."""
MIN_SIMILARITY = 0.72
"""Floor of difflib's ratio between a name and a candidate found under its loose spelling."""
LOOSE_KM = 150.0
"""A loose candidate must lie this near to another place of the report."""
MAJORITY = 0.6
"""Share of country signs from which "the capital" is that country's."""
ANCHOR_WEIGHT = 0.3
"""Vote of a place that its name alone does not tell, against 1 for a country's name."""
MIN_SIGNS = 0.9
"""Weight of signs from which a country is where a report plays: one town of it is not enough."""
CLEAR = 0.8
"""Share of a report's places, or of its country signs, from which the unit or country that holds them is where it plays."""
TIE = 0.3
"""Belief in a second candidate from which it fits about as well as the first."""
MAX_LOGIT = 5.0
PASSES = 2
"""How often anchors are chosen: the second time with the first time's anchors around."""
BACK_KINDS = {
    "city": frozenset({"city", "town"}),
    "town": SETTLED,
    "village": SETTLED,
    "camp": frozenset({"camp"}),
    "quarter": frozenset({"quarter"}),
    "unit": frozenset({"unit"}),
    "country": frozenset({"country"}),
}
"""Which kinds of places a bare "the city", "the province" can stand for."""


class ReportPlaces:
    """The names of one report, weighed together."""

    def __init__(self, names: PlaceNames, context: PlaceContext, wordings: Sequence[str], model: PlaceModel) -> None:
        """Read every name and wording, count signs for countries, and choose the clear places as anchors for the rest."""
        self.names = names
        self.model = model
        self._ranked: dict[tuple[str, str | None, tuple[str, ...]], list[Scored]] = {}
        self.context = context
        self.readings = {text: names.read(text) for text in dict.fromkeys((*context.names, *context.title, *wordings))}
        self._call_camps_by_their_names()
        self.counts = Counter(self._told(wordings))
        self.surroundings = Surroundings(beside=self._beside())
        self._count_countries()
        for _ in range(PASSES):
            self.surroundings.anchors = self._anchors()
            self._ranked.clear()
            self._count_anchors()

    def _told(self, wordings: Sequence[str]) -> list[str]:
        """Every name once for each time it is told; those of the headline count twice."""
        texts = (*self.context.names, *self.context.title, *self.context.title, *wordings)
        readings = [self.readings[text] for text in texts]
        return [name for reading in readings for name in (*reading.names, *(place.name for place in reading.inside))]

    def _call_camps_by_their_names(self) -> None:
        """Where "the Handarat refugee camp" is what a report told first, its "Handarat" is the camp and no village beside it."""
        camps = {name for text in self.context.camps for name in self.names.read(text).names if self.names.is_known(f"{name} camp")}
        for text, reading in self.readings.items():
            if reading.head is None and not reading.countryside and not camps.isdisjoint(reading.names):
                names = tuple(f"{name} camp" if name in camps else name for name in reading.names)
                self.readings[text] = replace(reading, names=names)

    def _beside(self) -> dict[str, frozenset[str]]:
        """For each name the names told right after it, in the order of the text: "Paris", then "Texas"."""
        told = [name for text in self.context.names for name in self.readings[text].names]
        found: dict[str, set[str]] = {}
        for name, following in pairwise(told):
            if following != name:
                found.setdefault(name, set()).add(following)
        return {name: frozenset(following) for name, following in found.items()}

    def _count_countries(self) -> None:
        signs = self.surroundings
        for name, count in self.counts.items():
            found = [entry for entry in self.names.candidates(name) if entry.grade < LOOSE - 1]
            country = next((e for e in found if e.kind == "country"), None)
            codes = {entry.country for entry in found if entry.country is not None}
            if country is not None and country.country is not None:
                shared = any(entry.kind == "unit" and entry.country != country.country for entry in found)
                signs.vote(country.country, (SHARED_WEIGHT if shared else 1.0) * min(count, MAX_COUNT), name)
            elif len(codes) == 1:
                signs.vote(codes.pop(), SURE_WEIGHT * min(count, MAX_COUNT), name)
        for word in (*self.context.nationalities, *(r.nationality for r in self.readings.values() if r.nationality is not None)):
            for code in countries_of(word):
                signs.vote(code, DEMONYM_WEIGHT / len(countries_of(word)))
        if self.context.outlet_country is not None:
            signs.vote(self.context.outlet_country, OUTLET_WEIGHT)

    def _count_anchors(self) -> None:
        """Let the places that names of several countries were taken for speak for their countries too."""
        for name, entry in self.surroundings.anchors.items():
            if name in self.counts and name not in self.surroundings.own and entry.country is not None:
                self.surroundings.vote(entry.country, ANCHOR_WEIGHT * min(self.counts[name], MAX_COUNT), name)

    def _anchors(self) -> dict[str, Entry]:
        """The clear best place of every name, with what is known so far; "Homs province" is an anchor beside Homs."""
        asked: list[tuple[str, str, str | None]] = [(name, name, None) for name in self.counts]
        asked += [(f"{name} province", name, "unit") for r in self.readings.values() if r.head == "unit" for name in r.names]
        best = ((key, self.clear(key, self._rank(self.names.candidates(name), Asked(name=key, head=head)))) for key, name, head in asked)
        return {key: entry for key, entry in best if entry is not None}

    def _rank(self, candidates: Sequence[Entry], asked: Asked) -> list[Scored]:
        return rank(candidates, asked, self.surroundings, self.model.ranking)

    def rank(self, name: str, head: str | None = None, inside: Sequence[Entry] = ()) -> list[Scored]:
        """Ranked candidates of a name; loosely spelt ones only where no other is there and something near vouches for them."""
        key = (name, head, tuple(holder.id for holder in inside))
        if key not in self._ranked:
            found = self.candidates(name, inside)
            self._ranked[key] = self._rank(found, Asked(name=name, head=head, inside=tuple(inside)))
        return self._ranked[key]

    def candidates(self, name: str, inside: Sequence[Entry] = ()) -> Sequence[Entry]:
        """The places that a name may mean in this report."""
        found: Sequence[Entry] = self.names.candidates(name)
        if not found:
            found = [e for e in self.names.gazetteer.candidates(name, loosely=True) if self._is_vouched_for(name, e, inside)]
        return found

    def _is_vouched_for(self, name: str, entry: Entry, inside: Sequence[Entry]) -> bool:
        ours, theirs = (placenames.bare(placenames.plain(n)) for n in (name, entry.name))
        if difflib.SequenceMatcher(None, ours, theirs).ratio() < MIN_SIMILARITY:
            return False
        if any(lies_in(entry, holder) and holder.kind != "country" for holder in inside):
            return True
        near = self.surroundings.nearest(entry, name)
        return near is not None and near[0] <= LOOSE_KM and near[1].country == entry.country

    def clear(self, name: str, ranked: Sequence[Scored]) -> Entry | None:
        """The best candidate where it is an answer by itself."""
        return ranked[0].entry if ranked and self.refusal(name, ranked) is None else None

    def refusal(self, name: str, ranked: Sequence[Scored], *, head: str | None = None, is_contained: bool = False) -> str | None:
        """Why the best candidate is no answer, None when it is one; `is_contained` when the wording itself says what it lies in."""
        if self.probability(name, ranked, head=head, is_contained=is_contained) >= self.model.threshold:
            return None
        best = ranked[0]
        rival = _rival(ranked)
        if rival is not None and not rival.entry.holds(best.entry):
            return f"{told(best.entry)} and {told(rival.entry)} fit about equally well"
        if self.surroundings.signs_without(name) and self.surroundings.share(best.entry.country, without=name) < MIN_SHARE:
            return f"nothing else in the report points to {best.entry.country}, where {best.entry.name} lies"
        if self._is_far(name, best.entry):
            return f"{told(best.entry)} lies far from everything else that the report names"
        return f"{told(best.entry)} is the best of that name and does not fit the report well enough"

    def probability(self, name: str, ranked: Sequence[Scored], *, head: str | None = None, is_contained: bool = False) -> float:
        """How likely the best candidate is the place that is meant."""
        return self.model.probability(self.signs(name, ranked, head=head, is_contained=is_contained))

    def probability_of_a_guess(self, *, is_contained: bool) -> float:
        """How likely a name without a candidate lies about where the words or the text around them are."""
        return self.model.probability({"always": 1.0, "guessed from the words" if is_contained else "guessed from the text": 1.0})

    def guess(self, name: str) -> Entry | None:
        """About where a name without a candidate lies: at the place told next to it in the text, countries only where no other is told."""
        told = [n for text in self.context.names for n in self.readings[text].names]
        if name not in told:
            return None
        at = told.index(name)
        order = sorted((n for n, other in enumerate(told) if other in self.surroundings.anchors), key=lambda n: (abs(n - at), n))
        entries = [self.surroundings.anchors[told[n]] for n in order if told[n] != name]
        return next((entry for entry in entries if entry.kind != "country"), entries[0] if entries else None)

    def signs(self, name: str, ranked: Sequence[Scored], *, head: str | None = None, is_contained: bool = False) -> dict[str, float]:
        """What the ranking of a name looks like: the signs from which the probability is told."""
        best = ranked[0].entry
        shares = beliefs([scored.score for scored in ranked])
        belief = sum(b for s, b in zip(ranked, shares, strict=True) if s.entry.distance_km(best) <= WITHIN_KM or s.entry.id == best.id)
        signs = self.surroundings
        is_foreign = signs.signs_without(name) > 0 and signs.share(best.country, without=name) < MIN_SHARE
        near = signs.nearest(best, name) if best.kind not in AREAS else None
        settled = best.kind in SETTLED
        held = sum(best.holds(a) for a in signs.others(name) if a.kind not in AREAS and a.name != best.name)
        is_small = settled and best.population < LARGE_TOWN
        power = math.log10(best.population + 1) if settled else 0.0
        found = {
            "always": 1.0,
            "belief": _logit(belief),
            "country without signs": signs.force(name) if is_foreign and best.kind not in AREAS else 0.0,
            "small kind without signs": signs.force(name) if is_foreign and head in SMALL else 0.0,
            "no signs at all": float(signs.signs_without(name) <= 0 and best.kind not in AREAS),
            "country": float(best.kind == "country"),
            "unit": float(best.kind in UNITS),
            "region": float(best.kind in AREAS and best.kind not in UNITS and best.kind != "country"),
            "people": power,
            "large city": max(0.0, power - LARGE),
            "small town by another name": float(is_small and best.grade == ALTERNATE),
            "small town without article": float(is_small and best.grade == BARE),
            "loose spelling": float(best.grade == LOOSE),
            "far from the rest": float(settled and self._is_far(name, best)),
            "near the rest": 0.0 if near is None else math.exp(-near[0] / NEAR_KM),
            "holds the rest": 0.0 if best.kind not in UNITS else held / (held + 1),
            "in the report's units": float(signs.unit_around(best, name) is not None),
            "several words": float(" " in name),
            "namesakes": math.log(len(ranked)),
            "kept by the words": float(is_contained),
            "kind as worded": float(head is not None and fits(head, best)),
            "checked": float(is_trusted(best) and best.kind not in AREAS),
        }
        return {sign: amount for sign, amount in found.items() if amount}

    def _is_far(self, name: str, entry: Entry) -> bool:
        """Whether a small place lies in none of the units and near none of the places that the report names in its country."""
        others = [a for key, a in self.surroundings.anchors.items() if key != name and a.country == entry.country and a.kind != "country"]
        if entry.population >= LARGE_TOWN or not others:
            return False
        return not any(a.holds(entry) if a.kind in AREAS else a.distance_km(entry) <= FAR_KM for a in others)

    def containers(self, reading: Wording, said: Sequence[str]) -> list[Entry]:
        """What the wording says the place lies in, by name or by pointing back ("the city's ..."); a city brings its province along."""
        found = []
        for place in reading.inside:
            ranked = self.rank(place.name, place.head)
            entry = self.clear(place.name, ranked)
            if entry is None:
                continue
            found.append(entry)
            if place.head is None and entry.kind in SETTLED:
                found += [s.entry for s in ranked[1:] if s.entry.kind == "unit" and s.entry.holds(entry)]
        if not found and reading.back is not None:
            pointed = self.pointed_at(reading.back, said)
            return [] if pointed is None else [pointed]
        return found

    def pointed_at(self, back: str, said: Sequence[str]) -> Entry | None:
        """The place named before that "the city", "the province", "the area" stands for."""
        if back not in BACK_KINDS and back != "area":
            return None
        kinds = BACK_KINDS.get(back)
        for reading in (self.readings.get(text) or self.names.read(text) for text in reversed(said)):
            for name in reversed(reading.names):
                entry = self.clear(name, self.rank(name, reading.head))
                if entry is None or (reading.head == "quarter" and entry.kind == "city"):
                    continue
                if entry.kind in kinds if kinds is not None else entry.kind != "country":
                    return entry
                if back == "unit" and entry.kind in SETTLED:
                    return self.names.gazetteer.unit_of(entry)
        return None if kinds is None else self.focus(kinds)

    def focus(self, kinds: frozenset[str]) -> Entry | None:
        """The place of these kinds that the report names most, None when two are named equally often."""
        counted: Counter[str] = Counter()
        entries = {}
        for name, entry in self.surroundings.anchors.items():
            if entry.kind in kinds:
                counted[entry.id] += self.counts[name]
                entries[entry.id] = entry
        best = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        if not best or (len(best) > 1 and best[0][1] == best[1][1]):
            return None
        return entries[best[0][0]]

    def area(self, name: str) -> Entry | None:
        """The unit, else the country, in which the rest of the report plays, None where that is not clear."""
        counted: Counter[tuple[str | None, str | None]] = Counter()
        members: dict[tuple[str | None, str | None], Entry] = {}
        for key, anchor in self.surroundings.anchors.items():
            if key != name and anchor.unit is not None and anchor.kind != "country":
                counted[anchor.country, anchor.unit] += max(1, self.counts[key])
                members[anchor.country, anchor.unit] = anchor
        if counted:
            unit, most = counted.most_common(1)[0]
            if most >= CLEAR * counted.total():
                return self.names.gazetteer.unit_of(members[unit])
        signs = self.surroundings
        best = max(signs.countries, key=lambda code: (signs.countries[code], code), default=None)
        if best is None or signs.countries[best] < MIN_SIGNS or signs.share(best, without=name) < CLEAR:
            return None
        return self.names.gazetteer.country(best)

    def capital(self, nationality: str | None) -> Entry | None:
        """The capital of the nationality, else of the country that most signs of the report point to."""
        gazetteer = self.names.gazetteer
        if nationality is not None:
            codes = sorted(countries_of(nationality))
            return gazetteer.capital(codes[0]) if len(codes) == 1 else None
        signs = self.surroundings.countries
        country = max(signs, key=lambda code: (signs[code], code)) if signs else None
        return gazetteer.capital(country) if country is not None and self.surroundings.share(country) > MAJORITY else None

    def nearest_spelling(self, name: str) -> str | None:
        """A name of the report's countries that is spelt much like this one, for the reader's eye only."""
        loosely = self.names.gazetteer.candidates(name, loosely=True)
        return next((e.name for e in loosely if self.surroundings.share(e.country) > MIN_SHARE), None)


def lies_in(entry: Entry, holder: Entry) -> bool:
    """Whether a place counts as in another: a suburb within 25 km of its city does (UCDP where_prec 2)."""
    return holder.holds(entry) or (holder.kind in SETTLED and holder.distance_km(entry) <= max(WITHIN_KM, holder.radius_km))


def told(entry: Entry) -> str:
    """A place as a reason names it: "Aleppo, SY", "Hatch, New Mexico, US"."""
    return ", ".join(part for part in (entry.name, entry.admin1 if entry.admin1 != entry.name else None, entry.country) if part)


def _rival(ranked: Sequence[Scored]) -> Scored | None:
    """Another candidate, elsewhere, that fits about as well as the best."""
    shares = beliefs([scored.score for scored in ranked])
    others = zip(ranked[1:], shares[1:], strict=True)
    return next((s for s, share in others if share >= TIE and s.entry.distance_km(ranked[0].entry) > WITHIN_KM), None)


def _logit(share: float) -> float:
    """Log odds of a share, within MAX_LOGIT."""
    bounded = min(max(share, 1e-9), 1 - 1e-9)
    return max(-MAX_LOGIT, min(MAX_LOGIT, math.log(bounded / (1 - bounded))))
