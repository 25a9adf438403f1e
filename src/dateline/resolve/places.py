"""Places of a report: each wording to a point of the gazetteer with its precision, or to none with the reason.

A wrong point is worse than none: where no candidate is likely enough, the unit or country that holds whatever is meant is taken, and where
not even that is clear, nothing. Nationalities ("Syrian") say where a report plays, and are never places themselves. Within one report a
name means one place unless the wording itself says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.model.world import Place, Relation
from dateline.resolve.gazetteer import Entry, Gazetteer
from dateline.resolve.geodesy import centre, displaced
from dateline.resolve.placecontext import PlaceContext, context_of
from dateline.resolve.placelookup import PlaceNames, countries_of
from dateline.resolve.placemodel import PlaceModel, load_model
from dateline.resolve.placereport import BACK_KINDS, LARGE_TOWN, MIN_SHARE, SMALL, WITHIN_KM, ReportPlaces, lies_in, told
from dateline.resolve.placescore import AREAS, Scored, fits
from dateline.resolve.placewording import Offset, Wording
from dateline.resolve.placewords import BEARINGS, THINGS

__all__ = ["PlaceChoice", "PlaceContext", "PlaceResolver", "context_of"]

VERSION = "places-3"
MAX_ALTERNATIVES = 5
OFFSET_REACH = 0.2
"""Part of a counted distance by which the point may be off: distances are rounded and counted from a rim or a centre."""
COMPASS = {degrees: word for word, degrees in BEARINGS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChoice:
    """The place a wording was taken for, None when it was left open.

    `best` is the best guess at the place itself, taken or not; `score` in 0..1 says how likely it is right (calibrated on reports that the
    model was not trained on), None where nothing was weighed. Below the model's threshold `chosen` is what holds the place, or None.
    """

    wording: str
    chosen: Place | None
    reasons: tuple[str, ...]
    alternatives: tuple[Place, ...] = ()
    score: float | None = None
    best: Place | None = None


class PlaceResolver:
    """Resolves the place wordings of one report at a time; of a report it keeps nothing once `resolve` returns."""

    def __init__(self, gazetteer: Gazetteer, model: PlaceModel | None = None) -> None:
        """Resolve with `gazetteer` and `model`, by default the one that ships with the package."""
        self.gazetteer = gazetteer
        self.model = load_model() if model is None else model
        self._names = PlaceNames(gazetteer)

    @property
    def version(self) -> str:
        """Version of the rules and of the gazetteer, for the resolutions made with them."""
        return f"{VERSION}/{self.model.version} {self.gazetteer.version}"

    def resolve(self, wordings: Sequence[str], context: PlaceContext) -> list[PlaceChoice]:
        """A choice for each wording, in their order."""
        report = ReportPlaces(self._names, context, wordings, self.model)
        before = context.before or ((),) * len(wordings)
        return [self._choose(report, report.readings[text], said) for text, said in zip(wordings, before, strict=True)]

    def _choose(self, report: ReportPlaces, reading: Wording, said: Sequence[str]) -> PlaceChoice:
        if not reading.names:
            return self._point_back(report, reading, said)
        if reading.relation is Relation.BETWEEN:
            return self._between(report, reading)
        if len(reading.names) > 1:
            return self._several(report, reading)
        return self._one(report, reading, said)

    def _one(self, report: ReportPlaces, reading: Wording, said: Sequence[str]) -> PlaceChoice:
        """A wording that turns on one name."""
        name = reading.names[0]
        inside = report.containers(reading, said)
        countryside = reading.countryside and reading.head is None and self._names.has_unit(name)
        ranked = report.rank(name, "unit" if countryside else reading.head, inside)
        if (
            not ranked
            or (inside and not any(lies_in(ranked[0].entry, holder) for holder in inside))
            or _is_no(reading.head, ranked[0].entry)
        ):
            return self._only_inside(report, reading, inside, ranked)
        city = _city_of_the_quarter(report, reading, ranked[0].entry)
        if city is not None:
            reason = f"{told(ranked[0].entry)} is a city of its own, and the words speak of a quarter in a report about {city.name}"
            return _within(reading, city, reason, ranked)
        is_contained = bool(inside) and bool(reading.inside)
        score = round(report.probability(name, ranked, head=reading.head, is_contained=is_contained), 3)
        chosen = replace(_chosen(reading, ranked, countryside=countryside), score=score)
        refusal = report.refusal(name, ranked, head=reading.head, is_contained=is_contained)
        if refusal is None:
            return replace(chosen, best=chosen.chosen)
        return replace(self._around(report, reading, ranked, refusal), best=chosen.chosen, score=score)

    def _around(self, report: ReportPlaces, reading: Wording, ranked: Sequence[Scored], refusal: str) -> PlaceChoice:
        """What holds a place that cannot be told: the unit or country that all likely candidates share, else where the report plays."""
        name = reading.names[0]
        likely = [s.entry for s in ranked if report.surroundings.share(s.entry.country, without=name) >= MIN_SHARE]
        holder = self._common(likely) if len(likely) > 1 else None
        if holder is None and not (ranked and _is_famous(ranked[0].entry, reading.head)):
            holder = report.area(name)
        if holder is None:
            return PlaceChoice(wording=reading.text, chosen=None, reasons=(refusal,), alternatives=_alternatives(ranked))
        return _within(reading, holder, f"{refusal}: taken as somewhere in {holder.name}", ranked)

    def _only_inside(self, report: ReportPlaces, reading: Wording, inside: Sequence[Entry], ranked: Sequence[Scored]) -> PlaceChoice:
        """No fitting place of that name: what it is said to lie in, else where the report plays."""
        name = reading.names[0]
        if inside:
            reason = f"no place called {name!r} is known in {inside[0].name}: taken as somewhere in {inside[0].name}"
            choice = _within(reading, inside[0], reason, ranked)
            return replace(choice, best=choice.chosen, score=round(report.probability_of_a_guess(is_contained=True), 3))
        spelling = report.nearest_spelling(name)
        hint = "" if spelling is None else f" (nearest spelling there: {spelling})"
        choice = self._around(report, reading, ranked, f"the gazetteer has no place called {name!r} that fits this report{hint}")
        guess = report.guess(name)
        best = None if guess is None else guess.place(relation=Relation.WITHIN, precision=max(4, guess.precision))
        return replace(choice, best=best, score=None if best is None else round(report.probability_of_a_guess(is_contained=False), 3))

    def _point_back(self, report: ReportPlaces, reading: Wording, said: Sequence[str]) -> PlaceChoice:
        """A wording without a name: the place named before that it stands for."""
        if reading.soil and reading.nationality is not None:
            return self._soil(reading, reading.nationality)
        capital = report.capital(reading.nationality) if reading.back == "capital" else None
        if capital is not None:
            return _pointed(reading, capital, f"the capital meant is {capital.name}", is_whole=not reading.part)
        if reading.back is None:
            return _open(reading, "the words tell a thing, and no place where it stands")
        entry = report.pointed_at(reading.back, said)
        if entry is None or (reading.nationality is not None and entry.country not in countries_of(reading.nationality)):
            return _open(reading, "the words name no place, and none named before fits them")
        is_whole = reading.back in BACK_KINDS and not reading.part
        return _pointed(reading, entry, f"the words point back to {entry.name}", is_whole=is_whole)

    def _soil(self, reading: Wording, nationality: str) -> PlaceChoice:
        """The country of "Syrian territory"."""
        codes = sorted(countries_of(nationality))
        country = self.gazetteer.country(codes[0]) if len(codes) == 1 else None
        if country is None:
            return _open(reading, f"{nationality} names the people of no one country")
        return _within(reading, country, f"{nationality} soil is {country.name}")

    def _between(self, report: ReportPlaces, reading: Wording) -> PlaceChoice:
        ends = self._picks(report, reading)
        if len(ends) < 2:
            return _open(reading, "not both ends of the stretch are known")
        first, second = ends
        apart = first.distance_km(second)
        precision = 2 if apart <= 2 * WITHIN_KM else 5
        stretch = first.place(relation=Relation.BETWEEN, precision=precision, radius_km=round(max(apart / 2, 1.0), 1))
        latitude, longitude = centre((end.latitude, end.longitude) for end in ends)
        chosen = replace(
            stretch,
            id=f"dl:between/{first.id}/{second.id}",
            name=f"between {first.name} and {second.name}",
            kind="stretch",
            latitude=latitude,
            longitude=longitude,
        )
        reason = f"half way of the {apart:.0f} km from {first.name} to {second.name}"
        return PlaceChoice(wording=reading.text, chosen=chosen, reasons=(reason,))

    def _several(self, report: ReportPlaces, reading: Wording) -> PlaceChoice:
        """Several places in one wording: one point among them when they lie close, else the unit or country that holds all."""
        picks = self._picks(report, reading)
        places = tuple(pick.place() for pick in picks)
        if len(picks) < len(reading.names):
            reason = f"it names {len(reading.names)} places, and not all of them are known"
            return PlaceChoice(wording=reading.text, chosen=None, reasons=(reason,), alternatives=places)
        names = " and ".join(pick.name for pick in picks)
        reach = max(picks[0].distance_km(other) for other in picks[1:])
        if reach <= WITHIN_KM and not any(pick.kind in AREAS for pick in picks):
            return PlaceChoice(
                wording=reading.text, chosen=_middle(picks, names, reach), reasons=(f"the middle of {names}",), alternatives=places
            )
        holder = self._common(picks)
        if holder is None:
            return PlaceChoice(
                wording=reading.text, chosen=None, reasons=(f"{names} lie too far apart for one point",), alternatives=places
            )
        choice = _within(reading, holder, f"{names} lie too far apart for one point: {holder.name} holds them")
        return replace(choice, alternatives=places)

    def _picks(self, report: ReportPlaces, reading: Wording) -> list[Entry]:
        """The places of the wording's names, those left out that have no answer."""
        inside = report.containers(reading, ())
        ranked = [(name, report.rank(name, reading.head, inside)) for name in reading.names]
        return [r[0].entry for name, r in ranked if r and report.refusal(name, r, is_contained=bool(inside)) is None]

    def _common(self, picks: Sequence[Entry]) -> Entry | None:
        """The smallest unit that holds all."""
        country = picks[0].country
        if country is None or any(pick.country != country for pick in picks):
            return None
        same_unit = picks[0].unit is not None and all(pick.unit == picks[0].unit for pick in picks)
        return self.gazetteer.unit_of(picks[0]) if same_unit else self.gazetteer.country(country)


def _is_no(head: str | None, entry: Entry) -> bool:
    """Whether a place cannot be what the words call it: a country is no village."""
    return head in SMALL and entry.kind in AREAS


def _is_famous(entry: Entry, head: str | None) -> bool:
    """Whether a report from elsewhere may name a place: then a name that was not understood does not lie where the report plays."""
    return head not in SMALL and (entry.kind in AREAS or entry.population >= LARGE_TOWN)


def _city_of_the_quarter(report: ReportPlaces, reading: Wording, best: Entry) -> Entry | None:
    """The city of which "the al-Bab district" must be a quarter: the report plays there, and its best namesake is a city nearby."""
    if reading.head != "quarter" or best.kind != "city":
        return None
    focus = report.focus(BACK_KINDS["city"])
    return focus if focus is not None and focus.id != best.id and focus.distance_km(best) <= 3 * WITHIN_KM else None


def _open(reading: Wording, reason: str) -> PlaceChoice:
    return PlaceChoice(wording=reading.text, chosen=None, reasons=(reason,))


def _within(reading: Wording, entry: Entry, reason: str, losers: Sequence[Scored] = ()) -> PlaceChoice:
    """Somewhere in a known place."""
    chosen = entry.place(relation=Relation.WITHIN, precision=max(2, entry.precision))
    return PlaceChoice(wording=reading.text, chosen=chosen, reasons=(reason,), alternatives=_alternatives(losers))


def _pointed(reading: Wording, entry: Entry, reason: str, *, is_whole: bool) -> PlaceChoice:
    """A place that the words point to without naming it, all of it or a part."""
    if is_whole and reading.relation is Relation.AT:
        return PlaceChoice(wording=reading.text, chosen=entry.place(), reasons=(reason,))
    relation = Relation.WITHIN if reading.relation is Relation.AT else reading.relation
    chosen = entry.place(relation=relation, precision=max(2, entry.precision))
    return PlaceChoice(wording=reading.text, chosen=chosen, reasons=(reason,))


def _middle(picks: Sequence[Entry], names: str, reach: float) -> Place:
    """One point for places that lie close together."""
    latitude, longitude = centre((pick.latitude, pick.longitude) for pick in picks)
    among = picks[0].place(relation=Relation.WITHIN, precision=2, radius_km=round(max(reach, 1.0), 1))
    ids = "/".join(pick.id for pick in picks)
    return replace(among, id=f"dl:among/{ids}", name=names, kind="several", latitude=latitude, longitude=longitude)


def _chosen(reading: Wording, ranked: Sequence[Scored], *, countryside: bool) -> PlaceChoice:
    """The choice for the best candidate, its precision and reach as the wording stands to it."""
    entry = ranked[0].entry
    if reading.offset is not None and not countryside:
        return _away(reading, reading.offset, ranked)
    relation, precision, radius = reading.relation, entry.precision, entry.radius_km
    reasons = [f"{reading.names[0]!r} is {told(entry)}", *ranked[0].reasons]
    if relation is Relation.NEAR and not countryside:
        precision, radius = max(2, precision), round(max(WITHIN_KM, 1.5 * radius), 1)
        reasons.append("the words place it near, not in it")
    elif reading.head is not None and reading.head in THINGS and not fits(reading.head, entry):
        relation, precision = Relation.WITHIN, max(2, precision)
        reasons.append(f"the words speak of a {reading.head} there")
    elif reading.part or relation is Relation.WITHIN or countryside:
        relation, precision = Relation.WITHIN, max(2, precision)
        reasons.append("the words speak of a part of it")
    return PlaceChoice(
        wording=reading.text,
        chosen=entry.place(relation=relation, precision=precision, radius_km=radius),
        reasons=tuple(reasons),
        alternatives=_alternatives(ranked[1:]),
    )


def _away(reading: Wording, offset: Offset, ranked: Sequence[Scored]) -> PlaceChoice:
    """A point at a counted distance from the best candidate; without a direction that candidate's own point with so wide a reach."""
    entry = ranked[0].entry
    reasons = (f"{reading.names[0]!r} is {told(entry)}", *ranked[0].reasons)
    reach = OFFSET_REACH * offset.km if offset.bearing is not None else offset.km
    radius = round(max(1.0, reach + entry.radius_km), 1)
    chosen = entry.place(relation=Relation.NEAR, precision=2 if radius <= WITHIN_KM else 5, radius_km=radius)
    if offset.bearing is not None:
        latitude, longitude = displaced(entry.latitude, entry.longitude, offset.km, offset.bearing)
        id_ = f"dl:away/{offset.km:g}/{offset.bearing:g}/{entry.id}"
        name = f"{offset.km:g} km {COMPASS[offset.bearing]} of {entry.name}"
        chosen = replace(chosen, id=id_, name=name, kind="point", latitude=latitude, longitude=longitude)
    reasons = (*reasons, f"the words count {offset.km:g} km from it")
    return PlaceChoice(wording=reading.text, chosen=chosen, reasons=reasons, alternatives=_alternatives(ranked[1:]))


def _alternatives(ranked: Sequence[Scored]) -> tuple[Place, ...]:
    return tuple(scored.entry.place() for scored in ranked[:MAX_ALTERNATIVES])
