"""What a slot of a claim holds, and what a reviewer writes for it instead: read with care, so that a correction is never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from dateline.errors import UsageError
from dateline.extract.ontology import load_ontology
from dateline.model.claim import Change, Claim, Status
from dateline.model.decision import ClaimSlot, Correction, Value
from dateline.model.figure import Figure, Measure
from dateline.model.text import Phrase, Report, Span
from dateline.model.world import Actor, Place, Resolution, Slot, When, days_of
from dateline.resolve.actornames import load_names
from dateline.resolve.actors import ActorList
from dateline.resolve.gazetteer import Gazetteer, open_gazetteer
from dateline.resolve.packs.around import Around

NOTHING: Final = frozenset({"", "none", "unknown", "open"})
"""How a person writes that a slot holds nothing."""
POINT: Final = re.compile(r"(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)(?:\s+(\S.*))?")
POINT_KM: Final = 1.0
"""The reach of a point that a person sets."""
MOST_CANDIDATES: Final = 8
OF_PARTY = {
    ClaimSlot.SPEAKER: Slot.SPEAKER,
    ClaimSlot.ACTOR: Slot.ACTOR,
    ClaimSlot.TARGET: Slot.TARGET,
    ClaimSlot.HOLDER: Slot.HOLDER,
}
WORDED: dict[ClaimSlot, type[StrEnum]] = {ClaimSlot.STATUS: Status, ClaimSlot.MEASURE: Measure, ClaimSlot.CHANGE: Change}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A slot of a claim as it was read, with its report; actors, targets and figures keep the numbers that they have there.

    `changes` are the corrections of the claim's slots that are decided, `packs` the folder of packs of places.
    """

    claim: Claim
    resolutions: Sequence[Resolution]
    report: Report
    slot: ClaimSlot
    n: int = 0
    changes: Sequence[Correction] = ()
    packs: Path | None = None

    @property
    def meant(self) -> Resolution | None:
        """What the words of the slot are taken to mean, None where the slot has no such meaning."""
        slot = OF_PARTY.get(self.slot, Slot.PLACE if self.slot is ClaimSlot.PLACE else None)
        return next((r for r in self.resolutions if r.slot is slot and r.index == self.n), None)

    @property
    def phrase(self) -> Phrase | None:
        """The words of the slot."""
        claim, n = self.claim, self.n
        held = {
            ClaimSlot.SPEAKER: claim.speaker,
            ClaimSlot.PLACE: claim.place,
            ClaimSlot.ACTOR: claim.actors[n] if n < len(claim.actors) else None,
            ClaimSlot.TARGET: claim.targets[n] if n < len(claim.targets) else None,
            ClaimSlot.HOLDER: None if claim.control is None else claim.control.holder,
        }
        return held.get(self.slot)


def held(asked: Asked) -> Value:
    """What the slot holds now, as people have corrected it; UsageError for a number that the claim does not have."""
    decided = next((change.new for change in asked.changes if (change.slot, change.n) == (asked.slot, asked.n)), None)
    return was_read(asked) if decided is None else decided


def was_read(asked: Asked) -> Value:
    """What was read for the slot; UsageError for a number that the claim does not have."""
    claim, meant = asked.claim, asked.meant
    match asked.slot:
        case ClaimSlot.TYPE:
            return Value(words=claim.type)
        case ClaimSlot.STATUS:
            return Value(words=claim.status.value)
        case ClaimSlot.CHANGE:
            return Value(words=None if claim.control is None else claim.control.change.value)
        case ClaimSlot.DAYS:
            earliest, latest = days_of(r.chosen for r in asked.resolutions if isinstance(r.chosen, When))
            return Value(earliest=earliest, latest=latest)
        case ClaimSlot.PLACE:
            return Value(place=meant.chosen if meant is not None and isinstance(meant.chosen, Place) else None)
        case ClaimSlot.SPEAKER | ClaimSlot.ACTOR | ClaimSlot.TARGET | ClaimSlot.HOLDER:
            known = meant.chosen if meant is not None and isinstance(meant.chosen, Actor) else None
            return Value(phrase=_numbered_party(asked), actor=known)
        case _:
            return _of_figure(asked.slot, _figure(asked))


def value_of(text: str, asked: Asked) -> Value:
    """What a person writes for a slot, as the value it stands for; UsageError says what may be written instead.

    A type, status, measure or change by its name; a bound as a number; days as 2016-09-24 or 2016-09-19/2016-09-24, ".." for an open side;
    a place by id, by a name that only one place has, or as "36.19,37.19 name"; a party by words of the report, by the id of an actor for
    the words that stand there, or both ("words = id"). "none" empties a slot, opens a bound, makes a place or days unknown, and for a
    speaker means the outlet itself.
    """
    text = text.strip()
    slot = asked.slot
    if slot in WORDED or slot is ClaimSlot.TYPE:
        return _named(text, asked)
    if text.casefold() in NOTHING:
        return Value()
    if slot in (ClaimSlot.LOW, ClaimSlot.HIGH):
        return _bound(text, asked)
    if slot is ClaimSlot.DAYS:
        return _days(text)
    if slot is ClaimSlot.PLACE:
        return Value(place=_place(text, asked))
    if slot is ClaimSlot.GROUP:
        return Value(phrase=words_in(text, asked))
    return _party(text, asked)


def slot_of(name: str) -> tuple[ClaimSlot, int]:
    """A slot as people name it, "place" or "actor 2", and its number from 0; UsageError names those there are."""
    word, _, number = name.strip().partition(" ")
    if word not in list(ClaimSlot) or (number and not number.isdecimal()) or number == "0":
        raise UsageError(
            f"{name!r} is no slot of a claim; there are {', '.join(ClaimSlot)}, with a number where there are several: actor 2"
        )
    if number and not ClaimSlot(word).is_numbered:
        raise UsageError(f"{name!r}: a claim has one {word}, so it is not numbered")
    return ClaimSlot(word), int(number or 1) - 1


def check_bounds(asked: Asked) -> None:
    """UsageError where a figure, as corrected, counts from more to less."""
    for n, figure in enumerate(asked.claim.figures):
        low, high = (held(replace(asked, slot=slot, n=n)).number for slot in (ClaimSlot.LOW, ClaimSlot.HIGH))
        if low is not None and high is not None and low > high:
            told = f"“{figure.published}” would be {low:,} to {high:,}"
            raise UsageError(f"{asked.claim.id}: {told}; correct both bounds, low and high, at once")


def words_in(words: str, asked: Asked) -> Phrase:
    """Words of the report, at the place nearest to the claim's quote; UsageError where the report does not have them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    evidence = asked.claim.evidence
    found = [Span(*m.span()) for m in re.finditer(pattern, asked.report.text, re.IGNORECASE)]
    if not found:
        raise UsageError(f"{words!r} does not stand in the report {asked.report.id}: a slot holds words of the report")
    span = min(found, key=lambda s: (not evidence.covers(s), abs(s.start - evidence.start), s))
    return Phrase(span=span, text=span.of(asked.report.text))


def _named(text: str, asked: Asked) -> Value:
    kind = WORDED.get(asked.slot)
    names: Iterable[str] = load_ontology().types if kind is None else [member.value for member in kind]
    if asked.slot is ClaimSlot.MEASURE and text.casefold() in NOTHING:
        return Value()
    if text not in names:
        raise UsageError(f"{text!r} is no {asked.slot.value} of a claim; there are {', '.join(names)}")
    return Value(words=text)


def _bound(text: str, asked: Asked) -> Value:
    plain = text.replace(",", "").replace(" ", "")
    if not plain.isdecimal():
        raise UsageError(f"{text!r} is no count: write a whole number, or none for an open side")
    _figure(asked)
    return Value(number=int(plain))


def _days(text: str) -> Value:
    first, _, last = text.partition("/")
    earliest, latest = (_day(part) for part in (first, last or first))
    if earliest is not None and latest is not None and earliest > latest:
        raise UsageError(f"{text!r} ends before it begins; write it like 2016-09-19/2016-09-24")
    return Value(earliest=earliest, latest=latest)


def _day(text: str) -> date | None:
    if text == "..":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no day; write it like 2016-09-24, a span like 2016-09-19/2016-09-24, an open side as ..") from error


def _place(text: str, asked: Asked) -> Place:
    known = asked.meant
    rivals = () if known is None else (known.chosen, *known.alternatives)
    rival = next((place for place in rivals if isinstance(place, Place) and place.id == text), None)
    if rival is not None:
        return rival
    gazetteer = open_gazetteer(asked.packs)
    try:
        point = POINT.fullmatch(text)
        return _named_place(text, gazetteer) if point is None else _point(point, gazetteer)
    finally:
        gazetteer.close()


def _named_place(text: str, gazetteer: Gazetteer) -> Place:
    if ":" in text:
        entry = gazetteer.entry(text)
        if entry is None:
            raise UsageError(f"{text}: no place has this id; look for it with: dateline gazetteer show NAME")
        return entry.place()
    found = gazetteer.candidates(text)
    if len(found) != 1:
        told = "; ".join(f"{e.id} {e.name}, {e.kind}, {e.admin1 or e.country}" for e in found[:MOST_CANDIDATES])
        raise UsageError(f"{text!r} is the name of {len(found) or 'no'} places; give an id" + (f": {told}" if found else ""))
    return found[0].place()


def _point(point: re.Match[str], gazetteer: Gazetteer) -> Place:
    """A point that a person sets, in the country and the unit of the nearest town."""
    latitude, longitude = float(point[1]), float(point[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise UsageError(f"{point[0]!r} lies nowhere: latitude is -90 to 90, longitude -180 to 180")
    near = Around(gazetteer).nearest(latitude, longitude)
    country = None if near is None else gazetteer.country(near[0])
    unit = None if near is None or country is None else gazetteer.unit_of(replace(country, unit=near[1]))
    return Place(
        id=f"pt:{latitude:.5f},{longitude:.5f}",
        name=point[3] or f"{latitude:.3f}, {longitude:.3f}",
        kind="point",
        country=None if near is None else near[0],
        latitude=latitude,
        longitude=longitude,
        radius_km=POINT_KM,
        precision=1,
        admin1=None if unit is None else unit.name,
    )


def _party(text: str, asked: Asked) -> Value:
    words, _, key = (part.strip() for part in text.partition("="))
    now = held(asked).phrase
    if not key and (actor := _actor(words, asked)) is not None:
        if now is None:
            raise UsageError(f"{words}: the {asked.slot.value} has no words yet; write them too, like: words of the report = {words}")
        return Value(phrase=now, actor=actor)
    phrase = words_in(words, asked)
    if key:
        known = _actor(key, asked)
        if known is None:
            raise UsageError(f"{key!r} is the id of no actor; leave it out to keep the words alone")
        return Value(phrase=phrase, actor=known)
    return Value(phrase=phrase, actor=ActorList().resolve(phrase.text, outlet=asked.report.source).chosen)


def _actor(key: str, asked: Asked) -> Actor | None:
    """The actor of an id: one that the claim's words may mean, or one of the list."""
    near = (other for r in asked.resolutions for other in (r.chosen, *r.alternatives))
    return next((other for other in near if isinstance(other, Actor) and other.id == key), load_names().actors.get(key))


def _numbered_party(asked: Asked) -> Phrase | None:
    """The words that stand there; the place after the last is empty, and there is none behind it."""
    count = len({ClaimSlot.ACTOR: asked.claim.actors, ClaimSlot.TARGET: asked.claim.targets}.get(asked.slot, ()))
    count = max((count, *(change.n + 1 for change in asked.changes if change.slot is asked.slot and asked.slot.is_numbered)))
    if asked.n > count:
        raise UsageError(f"{asked.claim.id} has {count} {asked.slot.value}s, so there is no {asked.slot.value} {asked.n + 1} to correct")
    return asked.phrase


def _figure(asked: Asked) -> Figure:
    figures = asked.claim.figures
    if asked.n >= len(figures):
        raise UsageError(f"{asked.claim.id} has {len(figures)} figures, so there is no figure {asked.n + 1} to correct")
    return figures[asked.n]


def _of_figure(slot: ClaimSlot, figure: Figure) -> Value:
    if slot is ClaimSlot.MEASURE:
        return Value(words=figure.measure.value)
    if slot is ClaimSlot.GROUP:
        return Value(phrase=figure.group)
    return Value(number=figure.low if slot is ClaimSlot.LOW else figure.high)
