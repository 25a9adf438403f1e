"""One report while its places are resolved: where it plays, what its names were taken for, and when a name must stay open."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence

from dateline.resolve import placenames
from dateline.resolve.gazetteer import LOOSE, Entry
from dateline.resolve.placecontext import PlaceContext
from dateline.resolve.placelookup import PlaceNames, countries_of
from dateline.resolve.placescore import (
    AREAS,
    DEMONYM_WEIGHT,
    MAX_COUNT,
    OUTLET_WEIGHT,
    SHARED_WEIGHT,
    SURE_WEIGHT,
    Scored,
    Surroundings,
    rank,
)
from dateline.resolve.placewording import Wording

MIN_SCORE = 1.0
"""A best candidate below this is no answer."""
MIN_MARGIN = 0.25
"""Two candidates closer than this in score and further apart than WITHIN_KM are a tie, and a tie is no answer."""
MIN_SHARE = 0.1
"""A small town needs this share of the country signs that the rest of the report gives."""
WITHIN_KM = 25.0
"""UCDP where_prec 2: within about 25 km of a known point."""
KNOWN_CITY = 250_000
"""Population from which a city is taken though nothing else in the report points to its country."""
LARGE_TOWN = 100_000
FAR_KM = 300.0
"""A place of fewer people than LARGE_TOWN that lies further than this from all that the report names in its country is no answer."""
SMALL = frozenset({"village", "town", "camp", "quarter"})
"""Kinds in the wording that no country and no great city abroad can be."""
MIN_SIMILARITY = 0.72
"""Floor of difflib's ratio between a name and a candidate found under its loose spelling."""
LOOSE_KM = 150.0
"""A loose candidate must lie this near to another place of the report."""
MAJORITY = 0.6
"""Share of country signs from which "the capital" is that country's."""
PASSES = 2
"""How often anchors are chosen: the second time with the first time's anchors around."""
SETTLED = frozenset({"city", "town", "village"})
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

    def __init__(self, names: PlaceNames, context: PlaceContext, wordings: Sequence[str]) -> None:
        """Read every name and wording, count signs for countries, and choose the clear places as anchors for the rest."""
        self.names = names
        self.context = context
        self.readings = {text: names.read(text) for text in dict.fromkeys((*context.names, *context.title, *wordings))}
        self.counts = Counter(self._told(wordings))
        self.surroundings = Surroundings()
        self._count_countries()
        for _ in range(PASSES):
            self.surroundings.anchors = self._anchors()

    def _told(self, wordings: Sequence[str]) -> list[str]:
        """Every name once for each time it is told; those of the headline count twice."""
        texts = (*self.context.names, *self.context.title, *self.context.title, *wordings)
        readings = [self.readings[text] for text in texts]
        return [name for reading in readings for name in (*reading.names, *(place.name for place in reading.inside))]

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

    def _anchors(self) -> dict[str, Entry]:
        """The clear best place of every name, with what is known so far; "Homs province" is an anchor beside Homs."""
        asked: list[tuple[str, str, str | None]] = [(name, name, None) for name in self.counts]
        asked += [(f"{name} province", name, "unit") for r in self.readings.values() if r.head == "unit" for name in r.names]
        best = ((key, self.clear(name, rank(self.names.candidates(name), key, self.surroundings, head=head))) for key, name, head in asked)
        return {key: entry for key, entry in best if entry is not None}

    def rank(self, name: str, head: str | None = None, inside: Sequence[Entry] = ()) -> list[Scored]:
        """Ranked candidates of a name; loosely spelt ones only where no other is there and something near vouches for them."""
        found: Sequence[Entry] = self.names.candidates(name)
        if not found:
            found = [e for e in self.names.gazetteer.candidates(name, loosely=True) if self._is_vouched_for(name, e, inside)]
        return rank(found, name, self.surroundings, head=head, inside=inside)

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
        best = ranked[0]
        if best.score < MIN_SCORE:
            return f"{told(best.entry)} is the best of that name and does not fit the report well enough"
        if is_contained:
            return None
        tie = next((s for s in ranked[1:] if best.score - s.score < MIN_MARGIN and s.entry.distance_km(best.entry) > WITHIN_KM), None)
        if tie is not None and not tie.entry.holds(best.entry):
            return f"{told(best.entry)} and {told(tie.entry)} fit equally well"
        if _stands_alone(best.entry, head) or not self.surroundings.signs_without(name):
            return None
        if self.surroundings.share(best.entry.country, without=name) < MIN_SHARE:
            return f"nothing else in the report points to {best.entry.country}, where {best.entry.name} lies"
        if self._is_far(name, best.entry):
            return f"{told(best.entry)} lies far from everything else that the report names"
        return None

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


def _stands_alone(entry: Entry, head: str | None) -> bool:
    """Whether a place is taken though nothing else points to its country: areas and great cities, not where the words say village."""
    return head not in SMALL and (entry.kind in AREAS or entry.population >= KNOWN_CITY)
