"""Who is said to hold a place, by whom, and when they contradict each other.

Nobody is taken at his word: a spell shows what is in force on a day, which is the last change told and everything said since. Where two
independent voices then name parties of different camps, or one says that a party has the place and another that it has not, the spell is
contested until a later change is told.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from dateline.model.claim import Change, Extent, Status
from dateline.model.grounded import Grounded, Witness
from dateline.model.holding import Held, Holder, Spell, Timeline
from dateline.model.world import Place
from dateline.reconcile.disputes import Possession, compete

LASTS = timedelta(days=30)
"""How long what one voice says is set against what another says later, with no change told between them. Fronts move without a report,
so an older word contradicts nothing; a month is a choice of ours, not a finding."""

Voices = Mapping[str, Witness]


def timelines_of(claims: Iterable[Grounded], voices: Voices) -> tuple[Timeline, ...]:
    """One timeline for each place on the map that somebody is said to hold, those with most claims first."""
    places: dict[str, Place] = {}
    told: dict[str, list[Held]] = {}
    for grounded in sorted(claims, key=lambda g: g.claim.id):
        held = held_of(grounded, voices)
        if held is not None and grounded.place is not None:
            places.setdefault(grounded.place.id, grounded.place)
            told.setdefault(grounded.place.id, []).append(held)
    found = [timeline(places[key], held) for key, held in told.items()]
    return tuple(sorted(found, key=lambda line: (-len(line.held), line.place.name, line.place.id)))


def within(timeline: Timeline, since: date | None, until: date | None) -> Timeline:
    """The spells and claims of a timeline that touch a period."""
    first, last = since or date.min, until or date.max
    spells = tuple(spell for spell in timeline.spells if spell.start <= last and (spell.end or date.max) >= first)
    held = tuple(h for h in timeline.held if (h.first or date.min) <= last and (h.last or date.max) >= first)
    return replace(timeline, spells=spells, held=held)


WIDE = 4
"""UCDP where_prec from which a place is a first-order unit or more: a word about it seldom means all of it, so nothing there competes."""


def _extent(grounded: Grounded, extent: Extent) -> Extent:
    is_wide = grounded.place is not None and grounded.place.precision >= WIDE
    return Extent.UNCLEAR if is_wide and extent is Extent.ALL else extent


def held_of(grounded: Grounded, voices: Voices) -> Held | None:
    """What a claim says of who holds its place; None where it says nothing of that."""
    control = grounded.claim.control
    if control is None or grounded.holder is None or grounded.claim.status is Status.PLANNED:
        return None
    is_dated = grounded.earliest is not None or grounded.latest is not None
    return Held(
        claim=grounded.claim.id,
        holder=grounded.holder,
        change=control.change,
        extent=_extent(grounded, control.extent),
        status=grounded.claim.status,
        voice=voices[grounded.claim.id],
        outlet="" if grounded.outlet is None else grounded.outlet.name,
        published=grounded.published,
        first=grounded.earliest if is_dated else (None if grounded.claim.background else grounded.published),
        last=grounded.latest if is_dated else (None if grounded.claim.background else grounded.published),
        is_dated=is_dated,
        quote=grounded.claim.quote,
    )


def timeline(place: Place, told: Iterable[Held]) -> Timeline:
    """The timeline of a place by all that is said of it; the order never matters."""
    told = sorted(told, key=lambda held: held.claim)
    placed = sorted((held for held in told if _day(held) is not None), key=lambda h: (_day(h) or date.max, h.claim))
    undated = tuple(held for held in told if _day(held) is None)
    return Timeline(place=place, held=tuple(placed), spells=tuple(_spells(placed)), undated=undated)


def _day(held: Held) -> date | None:
    """The day from which a claim is in force: a change told for "May" has surely come by its end, a state from its beginning."""
    first, last = (held.first, held.last) if held.change is Change.HELD else (held.last, held.first)
    return first or last


@dataclass(frozen=True, slots=True)
class View:
    """What one claim says of who has the place from a day on."""

    held: Held
    day: date
    said: Possession
    is_fight: bool


def _view(held: Held, day: date) -> View:
    has = (held.change is not Change.LOST) is not (held.status is Status.DENIED)
    return View(held, day, Possession(held.holder, has, held.extent), held.change is Change.CONTESTED)


def _spells(told: Sequence[Held]) -> Iterator[Spell]:
    """One spell from each day on which something new is said to the day before the next; equal ones run together."""
    views = sorted((_view(held, day) for held in told if (day := _day(held)) is not None), key=lambda view: (view.day, view.held.claim))
    days = sorted({view.day for view in views})
    last: Spell | None = None
    for n, (day, standing) in enumerate(zip(days, _in_force(views, days), strict=True)):
        end = days[n + 1] - timedelta(days=1) if n + 1 < len(days) else None
        spell = _spell(day, end, standing)
        if last is not None and _say_the_same(last, spell):
            last = _joined(last, spell)
            continue
        if last is not None:
            yield last
        last = spell
    if last is not None:
        yield last


def _in_force(views: Sequence[View], days: Sequence[date]) -> Iterator[list[View]]:
    """For each day the last change told up to it, and what was said since: of one voice his last word, of others none that is too old.

    `views` stand in the order of their days.
    """
    turn, end = 0, 0
    turned: Sequence[View] = ()
    last: dict[str, date] = {}
    for day in days:
        begin, end = end, bisect_right(views, day, lo=end, key=_day_of)
        if any(map(_is_change, views[begin:end])):
            turn, turned, last = begin, views[begin:end], {}
        last |= {view.held.voice.key: day for view in views[begin:end]}
        recent = bisect_left(views, day - LASTS, lo=turn + len(turned), key=_day_of)
        yield [view for view in (*turned, *views[recent:end]) if view.day == last[view.held.voice.key]]


def _day_of(view: View) -> date:
    return view.day


def _is_change(view: View) -> bool:
    return view.held.change in (Change.GAINED, Change.LOST) and view.held.status in (Status.ASSERTED, Status.UNCONFIRMED)


def _spell(start: date, end: date | None, views: Sequence[View]) -> Spell:
    sides: dict[tuple[str, bool, Extent], list[View]] = {}
    for view in views:
        if not view.is_fight:
            sides.setdefault((view.said.party.key, view.said.has, view.said.extent), []).append(view)
    reasons = sorted({_reason(a, b) for a, b in combinations(views, 2) if _compete(a, b)})
    fights = [view for view in views if view.is_fight and view.held.status is not Status.DENIED]
    return Spell(
        start=start,
        end=end,
        holders=tuple(_holder(found) for _, found in sorted(sides.items(), key=lambda item: (not item[0][1], -len(item[1]), item[0]))),
        is_contested=bool(reasons),
        is_fought_for=bool(fights),
        reasons=(*reasons, *sorted({f"{view.held.holder.name} lays siege, as {view.held.voice.name} says" for view in fights})),
    )


def _compete(a: View, b: View) -> bool:
    """Whether independent voices say what cannot both be true."""
    is_one_voice = a.held.voice.key == b.held.voice.key
    return not (is_one_voice or a.is_fight or b.is_fight) and compete(a.said, b.said)


def _reason(a: View, b: View) -> str:
    first, second = sorted((_says(a), _says(b)))
    return f"{first}; {second}"


def _says(view: View) -> str:
    return f"{'held' if view.said.has else 'not held'} by {view.said.party.name}, as {view.held.voice.name} says"


def _holder(views: Sequence[View]) -> Holder:
    said = views[0].said
    return Holder(
        party=said.party,
        has=said.has,
        extent=said.extent,
        voices=tuple(sorted({view.held.voice.name for view in views})),
        claims=tuple(sorted({view.held.claim for view in views})),
    )


def _say_the_same(a: Spell, b: Spell) -> bool:
    holders = ({(h.party.key, h.has, h.extent) for h in spell.holders} for spell in (a, b))
    return next(holders) == next(holders) and (a.is_contested, a.is_fought_for) == (b.is_contested, b.is_fought_for)


def _joined(a: Spell, b: Spell) -> Spell:
    later = {(h.party.key, h.has, h.extent): h for h in b.holders}
    holders = tuple(_both(holder, later[holder.party.key, holder.has, holder.extent]) for holder in a.holders)
    return replace(a, end=b.end, holders=holders, reasons=tuple(sorted({*a.reasons, *b.reasons})))


def _both(a: Holder, b: Holder) -> Holder:
    return replace(a, voices=tuple(sorted({*a.voices, *b.voices})), claims=tuple(sorted({*a.claims, *b.claims})))
