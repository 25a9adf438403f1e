"""Places of a report: each wording to a point of the gazetteer with its precision, or to none with the reason.

A wrong point is worse than none: a name without a candidate that fits its report is left open. Nationalities ("Syrian") say where a report
plays, and are never places themselves. Within one report a name means one place unless the wording itself says otherwise.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from dateline.model.mention import Annotated, NameKind
from dateline.model.text import Span
from dateline.model.world import Place, Relation
from dateline.resolve import placenames
from dateline.resolve.gazetteer import OWN, Entry, Gazetteer, centre, demonyms
from dateline.resolve.placescore import (
    AREAS,
    DEMONYM_WEIGHT,
    FITTING,
    OUTLET_WEIGHT,
    SHARED_WEIGHT,
    SURE_WEIGHT,
    WEIGHTS_VERSION,
    Scored,
    Surroundings,
    rank,
)
from dateline.resolve.placewording import THINGS, Wording, read_wording

VERSION = f"places-1/{WEIGHTS_VERSION}"
MIN_SCORE = 1.0
"""A best candidate below this is no answer."""
MIN_MARGIN = 0.25
"""Two candidates closer than this in score and further apart than WITHIN_KM are a tie, and a tie is no answer."""
WITHIN_KM = 25.0
"""UCDP where_prec 2: within about 25 km of a known point."""
KNOWN_CITY = 500_000
"""Population from which a city is taken though nothing else in the report points to its country."""
MIN_SIMILARITY = 0.72
"""Floor of difflib's ratio between a name and a candidate found under its loose spelling."""
LOOSE_KM = 150.0
"""A loose candidate must lie this near to another place of the report."""
MAX_ABBREVIATION = 3
"""Letters up to which a name in capitals is taken as an abbreviation ("US", "NSW")."""
MAJORITY = 0.6
"""Share of country signs from which "the capital" is that country's."""
MAX_ALTERNATIVES = 5
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContext:
    """What the report tells about its places besides the wordings asked.

    `names` are all its place names in order of the text, `title` those of the headline, `nationalities` its demonyms. `outlet_country` is
    the ISO code of the outlet's home. `before` has, for each wording asked, the place names said shortly before it (its own sentence and
    the one before), nearest last: "the city" and "here" are read from them.
    """

    names: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    outlet_country: str | None = None
    before: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChoice:
    """The place a wording was taken for, None when it was left open; `score` is in 0..1 over the candidates that were weighed."""

    wording: str
    chosen: Place | None
    reasons: tuple[str, ...]
    alternatives: tuple[Place, ...] = ()
    score: float | None = None


@dataclass(slots=True)
class _Report:
    """One report while its places are resolved."""

    context: PlaceContext
    readings: dict[str, Wording]
    surroundings: Surroundings = field(default_factory=Surroundings)
    counts: dict[str, int] = field(default_factory=dict)


class PlaceResolver:
    """Resolves the place wordings of one report at a time; it keeps nothing of a report once `resolve` returns."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._candidates = lru_cache(maxsize=4096)(self._look_up)

    @property
    def version(self) -> str:
        """Version of the rules and of the gazetteer, for the resolutions made with them."""
        return f"{VERSION} {self.gazetteer.version}"

    def resolve(self, wordings: Sequence[str], context: PlaceContext) -> list[PlaceChoice]:
        """A choice for each wording, in their order."""
        report = self._look_around(wordings, context)
        before = context.before or ((),) * len(wordings)
        return [self._choose(report, report.readings[text], said) for text, said in zip(wordings, before, strict=True)]

    def read(self, wording: str) -> Wording:
        """How a wording is read, before any place is chosen."""
        return read_wording(wording, known=self._is_known, larger=self._is_larger, is_demonym=_is_demonym)

    # What the report says about where it plays

    def _look_around(self, wordings: Sequence[str], context: PlaceContext) -> _Report:
        texts = dict.fromkeys((*context.names, *context.title, *wordings))
        report = _Report(context, {text: self.read(text) for text in texts})
        for text in (*context.names, *context.title, *context.title, *wordings):
            reading = report.readings[text]
            for name in (*reading.names, *(place.name for place in reading.inside)):
                report.counts[name] = report.counts.get(name, 0) + 1
        self._count_countries(report)
        for _ in range(2):
            report.surroundings.anchors = self._anchors(report)
        return report

    def _count_countries(self, report: _Report) -> None:
        votes = report.surroundings
        for name, count in report.counts.items():
            found = [entry for entry in self._candidates(name) if entry.grade <= 1]
            country = next((e for e in found if e.kind == "country"), None)
            codes = {entry.country for entry in found if entry.country is not None}
            if country is not None and country.country is not None:
                shared = any(entry.kind == "unit" and entry.country != country.country for entry in found)
                votes.vote(country.country, (SHARED_WEIGHT if shared else 1.0) * min(count, 3))
            elif len(codes) == 1:
                votes.vote(codes.pop(), SURE_WEIGHT * min(count, 3))
        nationalities = [*report.context.nationalities, *(r.nationality for r in report.readings.values() if r.nationality is not None)]
        for word in nationalities:
            codes_of = demonyms().get(placenames.plain(word), frozenset())
            for code in codes_of:
                votes.vote(code, DEMONYM_WEIGHT / len(codes_of))
        if report.context.outlet_country is not None:
            votes.vote(report.context.outlet_country, OUTLET_WEIGHT)

    def _anchors(self, report: _Report) -> dict[str, Entry]:
        """The clear best place of every name, with what is known so far."""
        anchors = {}
        for name in report.counts:
            ranked = rank(self._candidates(name), name, report.surroundings)
            if ranked and self._is_clear(ranked, report):
                anchors[name] = ranked[0].entry
        return anchors

    # Choosing

    def _choose(self, report: _Report, reading: Wording, said: Sequence[str]) -> PlaceChoice:
        if not reading.names:
            return self._point_back(report, reading, said)
        if reading.relation is Relation.BETWEEN:
            return self._between(report, reading)
        if len(reading.names) > 1:
            return self._several(report, reading)
        inside, weak = self._containers(report, reading, said)
        head = "unit" if reading.countryside and reading.head is None and self._has_unit(reading.names[0]) else reading.head
        ranked = self._rank(report, reading.names[0], head, inside)
        if not ranked or (inside and not any(_lies_in(ranked[0].entry, holder) for holder in inside)):
            return self._only_inside(report, reading, inside, ranked)
        if weak_reason := self._not_a_quarter(report, reading, ranked[0].entry):
            return self._in_focus_city(report, reading, ranked, weak_reason)
        refusal = self._refusal(ranked, report, inside=bool(inside) and not weak)
        if refusal is not None:
            return _open(reading, refusal, ranked)
        return _chosen(reading, ranked, ranked[0].entry, countryside=head == "unit" and reading.countryside)

    def _rank(self, report: _Report, name: str, head: str | None = None, inside: Sequence[Entry] = ()) -> list[Scored]:
        """Ranked candidates of a name; loosely spelt ones only where no other is there and something near vouches for them."""
        found = self._candidates(name)
        if not found:
            found = [e for e in self.gazetteer.candidates(name, loosely=True) if self._vouched(report, name, e, inside)]
        return rank(found, name, report.surroundings, head=head, inside=inside)

    def _vouched(self, report: _Report, name: str, entry: Entry, inside: Sequence[Entry]) -> bool:
        ours, theirs = (placenames.bare(placenames.plain(n)) for n in (name, entry.name))
        if difflib.SequenceMatcher(None, ours, theirs).ratio() < MIN_SIMILARITY:
            return False
        if any(_lies_in(entry, holder) and holder.kind != "country" for holder in inside):
            return True
        near = report.surroundings.nearest(entry, name)
        return near is not None and near[0] <= LOOSE_KM and near[1].country == entry.country

    def _containers(self, report: _Report, reading: Wording, said: Sequence[str]) -> tuple[list[Entry], bool]:
        """What the wording says the place lies in; the flag is set when that is only a place named before ("the city's ...")."""
        found = []
        for place in reading.inside:
            ranked = self._rank(report, place.name, place.head)
            if ranked and self._is_clear(ranked, report):
                found.append(ranked[0].entry)
                if place.head is None and ranked[0].entry.kind in SETTLED:
                    found += [s.entry for s in ranked[1:] if s.entry.kind == "unit" and s.entry.holds(ranked[0].entry)]
        if not found and reading.back is not None:
            pointed = self._pointed_at(report, reading.back, said)
            return ([pointed], True) if pointed is not None else ([], True)
        return found, False

    def _only_inside(self, report: _Report, reading: Wording, inside: Sequence[Entry], ranked: Sequence[Scored]) -> PlaceChoice:
        """No fitting place of that name: the smallest thing it is said to lie in, if that is known."""
        if not inside:
            country = self._loose_hint(report, reading.names[0])
            return _open(reading, f"the gazetteer has no place called {reading.names[0]!r} that fits this report{country}", ranked)
        holder = inside[0]
        reason = f"no place called {reading.names[0]!r} is known in {holder.name}: taken as somewhere in {holder.name}"
        return PlaceChoice(
            wording=reading.text,
            chosen=holder.place(relation=Relation.WITHIN, precision=max(2, holder.precision)),
            reasons=(reason,),
            alternatives=_alternatives(ranked),
        )

    def _loose_hint(self, report: _Report, name: str) -> str:
        loosely = self.gazetteer.candidates(name, loosely=True)
        near = [e.name for e in loosely if report.surroundings.share(e.country) > 0]
        return f" (nearest spelling there: {near[0]})" if near else ""

    def _not_a_quarter(self, report: _Report, reading: Wording, best: Entry) -> str | None:
        """Why a city cannot be meant by "the al-Bab district": the report plays in another city nearby."""
        focus = self._focus(report, BACK_KINDS["city"])
        if reading.head != "quarter" or best.kind != "city" or focus is None or focus.id == best.id:
            return None
        if focus.distance_km(best) > 3 * WITHIN_KM:
            return None
        return f"{best.name} is a city of its own, and the words speak of a quarter in a report about {focus.name}"

    def _in_focus_city(self, report: _Report, reading: Wording, ranked: Sequence[Scored], reason: str) -> PlaceChoice:
        focus = self._focus(report, BACK_KINDS["city"])
        chosen = None if focus is None else focus.place(relation=Relation.WITHIN, precision=2)
        return PlaceChoice(wording=reading.text, chosen=chosen, reasons=(reason,), alternatives=_alternatives(ranked))

    def _point_back(self, report: _Report, reading: Wording, said: Sequence[str]) -> PlaceChoice:
        """A wording without a name: the place named before that it stands for."""
        if reading.soil and reading.nationality is not None:
            codes = demonyms().get(placenames.plain(reading.nationality), frozenset())
            country = self.gazetteer.country(next(iter(codes))) if len(codes) == 1 else None
            if country is not None:
                reason = f"{reading.nationality} soil is {country.name}"
                return PlaceChoice(wording=reading.text, chosen=country.place(relation=Relation.WITHIN), reasons=(reason,))
        if reading.back == "capital" and (capital := self._capital(report, reading)) is not None:
            relation = Relation.AT if not reading.part else reading.relation
            precision = capital.precision if relation is Relation.AT else max(2, capital.precision)
            reason = f"the capital meant is {capital.name}"
            return PlaceChoice(wording=reading.text, chosen=capital.place(relation=relation, precision=precision), reasons=(reason,))
        if reading.back is None:
            return PlaceChoice(wording=reading.text, chosen=None, reasons=("the words tell a thing, and no place where it stands",))
        entry = self._pointed_at(report, reading.back, said)
        if entry is None or not _is_of(entry, reading.nationality):
            return PlaceChoice(wording=reading.text, chosen=None, reasons=("the words name no place, and none named before fits them",))
        whole = reading.relation is Relation.AT and reading.back in BACK_KINDS and not reading.part
        relation = Relation.AT if whole else reading.relation if reading.relation is not Relation.AT else Relation.WITHIN
        precision = entry.precision if whole else max(2, entry.precision)
        reason = f"the words point back to {entry.name}"
        return PlaceChoice(wording=reading.text, chosen=entry.place(relation=relation, precision=precision), reasons=(reason,))

    def _capital(self, report: _Report, reading: Wording) -> Entry | None:
        """The capital of the nationality in the words, else of the country that most signs of the report point to."""
        if reading.nationality is not None:
            codes = sorted(demonyms().get(placenames.plain(reading.nationality), ()))
            return self.gazetteer.capital(codes[0]) if len(codes) == 1 else None
        votes = report.surroundings.countries
        country = max(votes, key=lambda code: (votes[code], code)) if votes else None
        return self.gazetteer.capital(country) if country is not None and report.surroundings.share(country) > MAJORITY else None

    def _pointed_at(self, report: _Report, back: str, said: Sequence[str]) -> Entry | None:
        if back not in BACK_KINDS and back != "area":
            return None
        kinds = BACK_KINDS.get(back)
        for text in reversed(said):
            reading = report.readings.get(text) or self.read(text)
            for name in reversed(reading.names):
                ranked = self._rank(report, name)
                if not ranked or not self._is_clear(ranked, report):
                    continue
                entry = ranked[0].entry
                if kinds is None or entry.kind in kinds:
                    return entry
                if back == "unit" and entry.kind in SETTLED:
                    return self.gazetteer.unit_of(entry)
        return None if kinds is None else self._focus(report, kinds)

    def _focus(self, report: _Report, kinds: frozenset[str]) -> Entry | None:
        """The place of these kinds that the report names most, None when two are named equally often."""
        counted: dict[str, tuple[int, Entry]] = {}
        for name, entry in report.surroundings.anchors.items():
            if entry.kind in kinds:
                counted[entry.id] = (counted.get(entry.id, (0, entry))[0] + report.counts[name], entry)
        best = sorted(counted.values(), key=lambda pair: (-pair[0], pair[1].id))
        if not best or (len(best) > 1 and best[0][0] == best[1][0]):
            return None
        return best[0][1]

    def _between(self, report: _Report, reading: Wording) -> PlaceChoice:
        ends = self._picks(report, reading)
        if len(ends) < 2:
            return PlaceChoice(wording=reading.text, chosen=None, reasons=("only one end of the stretch is known",))
        first, second = ends
        apart = first.distance_km(second)
        latitude, longitude = centre(ends)
        chosen = replace(
            first.place(relation=Relation.BETWEEN, precision=2 if apart <= 2 * WITHIN_KM else 5, radius_km=round(max(apart / 2, 1.0), 1)),
            id=f"dl:between/{first.id}/{second.id}",
            name=f"between {first.name} and {second.name}",
            kind="stretch",
            latitude=latitude,
            longitude=longitude,
        )
        return PlaceChoice(
            wording=reading.text, chosen=chosen, reasons=(f"half way of the {apart:.0f} km from {first.name} to {second.name}",)
        )

    def _several(self, report: _Report, reading: Wording) -> PlaceChoice:
        """Several places in one wording: one point among them when they lie close, else the unit or country that holds all."""
        picks = self._picks(report, reading)
        if len(picks) < len(reading.names):
            known = [pick.place() for pick in picks]
            reasons = (f"it names {len(reading.names)} places, and not all of them are known",)
            return PlaceChoice(wording=reading.text, chosen=None, reasons=reasons, alternatives=tuple(known))
        first = picks[0]
        latitude, longitude = centre(picks)
        reach = max(first.distance_km(other) for other in picks[1:])
        places = tuple(pick.place() for pick in picks)
        names = " and ".join(pick.name for pick in picks)
        if reach <= WITHIN_KM and not any(pick.kind in AREAS for pick in picks):
            middle = first.place(relation=Relation.WITHIN, precision=2, radius_km=round(max(reach, 1.0), 1))
            ids = "/".join(pick.id for pick in picks)
            chosen = replace(middle, id=f"dl:among/{ids}", name=names, kind="several", latitude=latitude, longitude=longitude)
            return PlaceChoice(wording=reading.text, chosen=chosen, reasons=(f"the middle of {names}",), alternatives=places)
        holder = self._common(picks)
        reason = f"{names} lie too far apart for one point" + (f": {holder.name} holds them" if holder is not None else "")
        chosen_place = None if holder is None else holder.place(relation=Relation.WITHIN)
        return PlaceChoice(wording=reading.text, chosen=chosen_place, reasons=(reason,), alternatives=places)

    def _picks(self, report: _Report, reading: Wording) -> list[Entry]:
        inside, _ = self._containers(report, reading, ())
        ranked = [self._rank(report, name, reading.head, inside) for name in reading.names]
        return [r[0].entry for r in ranked if r and self._refusal(r, report, inside=bool(inside)) is None]

    def _common(self, picks: Sequence[Entry]) -> Entry | None:
        if len({(pick.country, pick.unit) for pick in picks}) == 1 and picks[0].unit is not None:
            return self.gazetteer.unit_of(picks[0])
        country = picks[0].country
        return self.gazetteer.country(country) if country is not None and len({pick.country for pick in picks}) == 1 else None

    # When not to answer

    def _is_clear(self, ranked: Sequence[Scored], report: _Report) -> bool:
        return self._refusal(ranked, report, inside=False) is None

    def _refusal(self, ranked: Sequence[Scored], report: _Report, *, inside: bool) -> str | None:
        """Why the best candidate is no answer, None when it is one."""
        best = ranked[0]
        if best.score < MIN_SCORE:
            return f"{best.entry.name} ({best.entry.country}) is the best of that name and does not fit the report well enough"
        tie = next((s for s in ranked[1:] if best.score - s.score < MIN_MARGIN and s.entry.distance_km(best.entry) > WITHIN_KM), None)
        if tie is not None and not inside and not tie.entry.holds(best.entry):
            return f"{_told(best.entry)} and {_told(tie.entry)} fit equally well"
        votes = report.surroundings
        if votes.countries and votes.share(best.entry.country) == 0 and not inside and not _stands_alone(best.entry):
            return f"nothing else in the report points to {best.entry.country}, where {best.entry.name} lies"
        return None

    # The gazetteer

    def _look_up(self, name: str) -> list[Entry]:
        """Candidates of a name; of so few letters as an abbreviation has, only what is abbreviated, and only in capitals."""
        found = self.gazetteer.candidates(name)
        if len(name.replace(".", "")) > MAX_ABBREVIATION:
            return found
        if name.isupper():
            return [entry for entry in found if entry.checked or entry.kind in AREAS]
        return [entry for entry in found if entry.grade == OWN or entry.kind not in AREAS]

    def _is_known(self, name: str) -> bool:
        return bool(self._candidates(name))

    def _is_larger(self, one: str, other: str) -> bool:
        """Whether the largest place of one name outgrows that of another."""
        return self._size(one) > self._size(other)

    def _size(self, name: str) -> int:
        return max((entry.population for entry in self._candidates(name)), default=0)

    def _has_unit(self, name: str) -> bool:
        return any(entry.kind == "unit" for entry in self._candidates(name))


def context_of(annotated: Annotated, *, outlet_country: str | None = None, spans: Sequence[Span] = ()) -> PlaceContext:
    """The context that a report's own name layer gives; `spans` are those of the wordings that will be asked, in their order."""
    text = annotated.report.text
    mentions = [(m, n) for n, sentence in enumerate(annotated.sentences) for m in sentence.names]
    names = [(m.span, n, m.span.of(text)) for m, n in mentions if m.kind is NameKind.PLACE]
    title_end = len(annotated.report.title or "") if text.startswith(annotated.report.title or "\0") else 0
    return PlaceContext(
        names=tuple(word for _, _, word in names),
        title=tuple(word for span, _, word in names if span.end <= title_end),
        nationalities=tuple(m.span.of(text) for m, _ in mentions if m.kind is NameKind.NATIONALITY),
        outlet_country=outlet_country,
        before=tuple(_said_before(annotated, names, span) for span in spans),
    )


def _said_before(annotated: Annotated, names: Sequence[tuple[Span, int, str]], span: Span) -> tuple[str, ...]:
    """Place names of the sentence of `span` and the one before that end before it."""
    here = next((n for n, sentence in enumerate(annotated.sentences) if sentence.span.overlaps(span)), 0)
    return tuple(word for where, n, word in names if here - 1 <= n <= here and where.end <= span.start)


def _is_of(entry: Entry, nationality: str | None) -> bool:
    """Whether a place can be meant where the words name a nationality."""
    return nationality is None or entry.country in demonyms().get(placenames.plain(nationality), frozenset({entry.country}))


def _is_demonym(word: str) -> bool:
    return placenames.plain(word) in demonyms()


def _lies_in(entry: Entry, holder: Entry) -> bool:
    return holder.holds(entry) or (holder.kind in SETTLED and holder.distance_km(entry) <= max(WITHIN_KM, holder.radius_km))


def _stands_alone(entry: Entry) -> bool:
    """Whether a place is taken though nothing else points to its country."""
    return entry.checked or entry.kind in AREAS or entry.population >= KNOWN_CITY


def _told(entry: Entry) -> str:
    return ", ".join(part for part in (entry.name, entry.admin1 if entry.admin1 != entry.name else None, entry.country) if part)


def _alternatives(ranked: Sequence[Scored]) -> tuple[Place, ...]:
    return tuple(scored.entry.place() for scored in ranked[:MAX_ALTERNATIVES])


def _open(reading: Wording, reason: str, ranked: Sequence[Scored]) -> PlaceChoice:
    return PlaceChoice(wording=reading.text, chosen=None, reasons=(reason,), alternatives=_alternatives(ranked))


def _chosen(reading: Wording, ranked: Sequence[Scored], entry: Entry, *, countryside: bool) -> PlaceChoice:
    """The choice for a place, its precision and reach as the wording stands to it."""
    relation, precision, radius = reading.relation, entry.precision, entry.radius_km
    reasons = [f"{reading.names[0]!r} is {_told(entry)}", *ranked[0].reasons]
    if relation is Relation.NEAR and not countryside:
        precision, radius = max(2, precision), round(max(WITHIN_KM, 1.5 * radius), 1)
        reasons.append("the words place it near, not in it")
    elif reading.head in THINGS and entry.kind not in FITTING.get(reading.head, frozenset({reading.head})):
        relation, precision = Relation.WITHIN, max(2, precision)
        reasons.append(f"the words speak of a {reading.head} there")
    elif reading.part or relation is Relation.WITHIN or countryside:
        relation, precision = Relation.WITHIN, max(2, precision)
        reasons.append("the words speak of a part of it")
    total = sum(math.exp(scored.score - ranked[0].score) for scored in ranked)
    return PlaceChoice(
        wording=reading.text,
        chosen=entry.place(relation=relation, precision=precision, radius_km=radius),
        reasons=tuple(reasons),
        alternatives=_alternatives(ranked[1:]),
        score=round(1 / total, 3),
    )
