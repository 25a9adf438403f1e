"""What about one event cannot all be true: whether it happened, who did it, who holds the place, how many. Each dispute names its sides.

A dispute needs two independent voices that speak of the same days. What one speaker later puts another way is a correction, and no dispute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from dateline.model.claim import Change, Extent, Status
from dateline.model.dispute import Blame, Dispute, Matter, Side
from dateline.model.figure import Figure, Measure
from dateline.model.grounded import Grounded, Party, Witness
from dateline.reconcile.groups import holds, read_group
from dateline.reconcile.placetree import holds as holds_place
from dateline.reconcile.standing import WHO_NOT_WHETHER, blamed_by, denied_parties, is_denial
from dateline.reconcile.wording import reach_of

Voices = Mapping[str, Witness]
TELLING = (Status.ASSERTED, Status.UNCONFIRMED)


def disputes_of(claims: Sequence[Grounded], voices: Voices, blamed: Sequence[Blame]) -> tuple[Dispute, ...]:
    """Every dispute about one event, in the order of the matters; the order of the claims never matters."""
    ordered = sorted(claims, key=lambda g: (g.published or date.max, g.claim.id))
    return (*_whether(ordered, voices), *_who(ordered, voices, blamed), *_held(ordered, voices), *_how_many(ordered, voices))


def _whether(claims: Sequence[Grounded], voices: Voices) -> Iterator[Dispute]:
    denials = [g for g in claims if is_denial(g)]
    told = [g for g in claims if g.claim.status in TELLING and any(_speak_of_one(g, denial) for denial in denials)]
    denied = [g for g in denials if any(_speak_of_one(g, other) for other in told)]
    if _are_opposed(told, denied, voices):
        reason = f"told by {_names(told, voices)}, denied by {_names(denied, voices)}"
        sides = (_side("it happened", told, voices), _side("it did not", denied, voices))
        yield Dispute(matter=Matter.OCCURRENCE, sides=sides, reason=reason)


def _are_opposed(told: Iterable[Grounded], denied: Iterable[Grounded], voices: Voices) -> bool:
    """Whether one voice only denies and another only tells: who does both speaks of two things."""
    tellers = {voices[g.claim.id].key for g in told}
    deniers = {voices[g.claim.id].key for g in denied}
    return bool(deniers - tellers) and bool(tellers - deniers)


def _speak_of_one(a: Grounded, b: Grounded) -> bool:
    """Whether one claim names the other as what it contradicts, or both may speak of the same day."""
    return a.claim.denies == b.claim.id or b.claim.denies == a.claim.id or is_one_time(a, b)


def is_one_time(a: Grounded, b: Grounded) -> bool:
    """Whether the days of two claims meet; days that are not told may be any until the report was published."""
    first = max(a.earliest or date.min, b.earliest or date.min)
    last = min(a.latest or a.published or date.max, b.latest or b.published or date.max)
    return first <= last


def _are_dated_alike(a: Grounded, b: Grounded) -> bool:
    """Whether both tell days, and these meet: two deeds of unknown days are more often two than one."""
    return all((g.earliest, g.latest) != (None, None) for g in (a, b)) and is_one_time(a, b)


def _who(claims: Sequence[Grounded], voices: Voices, blamed: Sequence[Blame]) -> Iterator[Dispute]:
    """Competing blame, and blame that is denied. Parties of one camp do not compete, and whose camp is unknown may be of any."""
    camps: dict[str, list[Blame]] = {}
    for blame in blamed:
        if blame.told:
            camps.setdefault(blame.side or blame.key, []).append(blame)
    told = {camp: _blaming(claims, {blame.key for blame in parties}, voices) for camp, parties in camps.items()}
    rivals = _rivals({camp: told[camp] for camp, parties in camps.items() if all(blame.side is not None for blame in parties)}, voices)
    if rivals:
        sides = tuple(_side(_did_it(camps[camp]), told[camp], voices) for camp in rivals)
        reason = "; ".join(f"{side.says}, by {', '.join(side.voices)}" for side in sides)
        yield Dispute(matter=Matter.RESPONSIBILITY, sides=sides, reason=reason)
    for camp, parties in camps.items():
        keys = {blame.key for blame in parties}
        denials = [g for g in claims if _denies(g, keys, voices) or _denies_one(g, told[camp])]
        denied = [g for g in denials if any(_speak_of_one(g, other) for other in told[camp])]
        if _are_opposed(told[camp], denied, voices):
            sides = (_side(_did_it(parties), told[camp], voices), _side("they did not", denied, voices))
            reason = f"{sides[0].says}, by {_names(told[camp], voices)}; denied by {_names(denied, voices)}"
            yield Dispute(matter=Matter.RESPONSIBILITY, sides=sides, reason=reason)


def _did_it(parties: Iterable[Blame]) -> str:
    return f"{' and '.join(sorted({blame.name for blame in parties}))} did it"


def _blaming(claims: Iterable[Grounded], keys: set[str], voices: Voices) -> list[Grounded]:
    return [g for g in claims if g.claim.status in TELLING and any(p.key in keys for p in blamed_by(g, voices[g.claim.id]))]


def _denies_one(grounded: Grounded, told: Iterable[Grounded]) -> bool:
    """Whether a claim denies an accusation that its own report ties it to."""
    is_of_who = grounded.claim.status is Status.DENIED and grounded.claim.type in WHO_NOT_WHETHER
    return is_of_who and any(grounded.claim.denies == other.claim.id for other in told)


def _rivals(told: Mapping[str, Sequence[Grounded]], voices: Voices) -> tuple[str, ...]:
    """Camps that independent voices blame for one time; a voice that blames both saw them side by side and contradicts neither."""
    by_camp = {camp: {voices[g.claim.id].key for g in claims} for camp, claims in told.items()}
    found: set[str] = set()
    for a, b in combinations(told, 2):
        if not by_camp[a] & by_camp[b] and any(_are_dated_alike(x, y) for x in told[a] for y in told[b]):
            found |= {a, b}
    return tuple(camp for camp in told if camp in found)


def _denies(grounded: Grounded, keys: set[str], voices: Voices) -> bool:
    if grounded.claim.status is not Status.DENIED:
        return False
    own = grounded.claim.type in WHO_NOT_WHETHER and voices[grounded.claim.id].key in keys
    return own or any(party.key in keys for party in denied_parties(grounded))


@dataclass(frozen=True, slots=True)
class Possession:
    """A party that is said to have a place, or not to have it, and how much of it."""

    party: Party
    has: bool
    extent: Extent


@dataclass(frozen=True, slots=True)
class Hold:
    """What one claim says of who has its place."""

    grounded: Grounded
    said: Possession

    @property
    def first(self) -> date:
        """The first day that the claim speaks of."""
        grounded = self.grounded
        is_now = grounded.claim.control is not None and grounded.claim.control.change is Change.HELD and grounded.latest is None
        return grounded.earliest or (grounded.published if is_now else None) or date.min

    @property
    def last(self) -> date:
        """The last day that the claim speaks of."""
        return self.grounded.latest or self.grounded.published or date.max


def _held(claims: Sequence[Grounded], voices: Voices) -> Iterator[Dispute]:
    found = [hold for grounded in claims if (hold := hold_of(grounded)) is not None]
    pairs = [(a, b) for a, b in combinations(found, 2) if _is_one_scene(a, b) and compete(a.said, b.said) and not _one_voice(a, b, voices)]
    if pairs:
        sides: dict[str, list[Grounded]] = {}
        for hold in {id(hold): hold for pair in pairs for hold in pair}.values():
            sides.setdefault(_says(hold), []).append(hold.grounded)
        shown = tuple(_side(says, told, voices) for says, told in sorted(sides.items()))
        reason = "; ".join(f"{side.says}, by {', '.join(side.voices)}" for side in shown)
        yield Dispute(matter=Matter.CONTROL, sides=shown, reason=reason)


def hold_of(grounded: Grounded) -> Hold | None:
    """What a claim says of who has its place; None where it says nothing, or only that there is fighting for it."""
    control = grounded.claim.control
    if control is None or grounded.holder is None or control.change is Change.CONTESTED or grounded.claim.status not in TELLING:
        return None
    return Hold(grounded, Possession(grounded.holder, control.change is not Change.LOST, control.extent))


def compete(a: Possession, b: Possession) -> bool:
    """Whether two possessions of one place and time cannot both be true: all of it against any of it, or one party there and gone.

    Parties of one camp hold a place together, and a party whose camp is unknown may be of any.
    """
    if Extent.UNCLEAR in (a.extent, b.extent):
        return False
    if a.party.camp == b.party.camp:
        return a.has != b.has and Extent.PART not in (a.extent, b.extent)
    are_known = a.party.side is not None and b.party.side is not None
    return are_known and a.has and b.has and Extent.ALL in (a.extent, b.extent)


def _is_one_scene(a: Hold, b: Hold) -> bool:
    """Whether both speak of one place and one time; who holds a place without a day, holds it when the report is published."""
    places = (a.grounded.place, b.grounded.place)
    is_one_place = None not in places and len({place.id for place in places if place is not None}) == 1
    return is_one_place and max(a.first, b.first) <= min(a.last, b.last)


def _one_voice(a: Hold, b: Hold, voices: Voices) -> bool:
    return voices[a.grounded.claim.id].key == voices[b.grounded.claim.id].key


def _says(hold: Hold) -> str:
    part = " in part" if hold.said.extent is Extent.PART else ""
    return f"{'held' if hold.said.has else 'lost'}{part} by {hold.said.party.name}"


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of an event in force, with whom it counts and how far its wording reaches."""

    grounded: Grounded
    figure: Figure
    voice: str
    group: str
    low: int | None
    high: int | None


def _how_many(claims: Sequence[Grounded], voices: Voices) -> Iterator[Dispute]:
    """For every measure the two counts that lie furthest apart and cannot both be true: a pair is always a minimal conflict here."""
    counts = _in_force([count for grounded in claims if grounded.claim.status in TELLING for count in counts_of(grounded, voices)])
    for measure in Measure:
        own = [count for count in counts if count.figure.measure is measure]
        pairs = [(a, b) for a in own for b in own if a.voice != b.voice and _exceeds(a, b)]
        if pairs:
            more, fewer = max(pairs, key=lambda pair: ((pair[0].low or 0) - (pair[1].high or 0), pair[0].grounded.claim.id))
            sides = tuple(_side(_counted(c), _telling_the_same(c, own), voices) for c in (more, fewer))
            said = " against ".join(f"{side.says} by {', '.join(side.voices)}" for side in sides)
            yield Dispute(matter=Matter.FIGURES, sides=sides, reason=f"{measure.value}: {said}")


def counts_of(grounded: Grounded, voices: Voices) -> Iterator[Count]:
    """The figures of a claim, each with the group it counts and how far its wording reaches."""
    for figure in grounded.claim.figures:
        reading = read_group(None if figure.group is None else figure.group.text)
        reach = reach_of(figure)
        high = reach.high if reading.is_whole and _counts_all(figure, grounded) else None
        if reach.low is not None or high is not None:
            yield Count(grounded, figure, voices[grounded.claim.id].key, reading.group, reach.low, high)


def _counts_all(figure: Figure, grounded: Grounded) -> bool:
    """Whether no other figure of the claim counts more of the same: "20 soldiers and 10 civilians" are 30 people."""
    return all(other is figure or other.measure is not figure.measure or other.part_of is not None for other in grounded.claim.figures)


def _in_force(counts: Sequence[Count]) -> list[Count]:
    """Without figures that the same voice replaced by a later one for the same group."""
    last: dict[tuple[str, Measure, str], date] = {}
    for count in counts:
        if count.grounded.published is not None:
            key = (count.voice, count.figure.measure, count.group)
            last[key] = max(last.get(key, date.min), count.grounded.published)
    return [
        count
        for count in counts
        if count.grounded.published is None or count.grounded.published == last[count.voice, count.figure.measure, count.group]
    ]


def _exceeds(more: Count, fewer: Count) -> bool:
    """Whether `more` counts people who must stand in `fewer` too, and counts more of them than that allows.

    A lower count that was published on an earlier day may have risen since, so it contradicts nothing.
    """
    if more.low is None or fewer.high is None or more.low <= fewer.high or not holds(fewer.group, more.group):
        return False
    days = (fewer.grounded.published, more.grounded.published)
    if days[0] is not None and days[1] is not None and days[0] < days[1]:
        return False
    return _lies_in(more.grounded, fewer.grounded)


def _lies_in(inner: Grounded, outer: Grounded) -> bool:
    """Whether the days and the place of one claim surely lie in those of another; unknown ones are never set against anything."""
    if None in (inner.earliest, inner.latest, outer.earliest, outer.latest, inner.place, outer.place):
        return False
    days = (outer.earliest, inner.earliest, inner.latest, outer.latest)
    known = [day for day in days if day is not None]
    return known == sorted(known) and inner.place is not None and outer.place is not None and holds_place(outer.place, inner.place)


def _telling_the_same(count: Count, counts: Iterable[Count]) -> list[Grounded]:
    return [c.grounded for c in counts if (c.low, c.high, c.group) == (count.low, count.high, count.group)]


def _counted(count: Count) -> str:
    group = "" if count.figure.group is None or count.figure.group.text in count.figure.published else f" {count.figure.group.text}"
    return f"{count.figure.published}{group}"


def _side(says: str, claims: Iterable[Grounded], voices: Voices) -> Side:
    told = list(claims)
    names = {voices[g.claim.id].key: voices[g.claim.id].name for g in told}
    return Side(says=says, voices=tuple(sorted(names.values())), claims=tuple(sorted({g.claim.id for g in told})))


def _names(claims: Iterable[Grounded], voices: Voices) -> str:
    return ", ".join(_side("", claims, voices).voices)
