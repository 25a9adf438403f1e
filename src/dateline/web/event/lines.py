"""The lines of an axis of counts: one for each voice's count, and what each does to the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from dateline.model.claim import Status
from dateline.model.figure import Figure, Measure
from dateline.reconcile.groups import PEOPLE
from dateline.reconcile.happening import Answer, Counting
from dateline.reconcile.wording import reach_of
from dateline.web.event.material import Heard, Material, Ref, Voice
from dateline.web.wording import days


class Place(StrEnum):
    """Where a count stands on the axis: of the event, of more than it, or of another measure."""

    OWN = "own"
    WIDER = "wider"
    OTHER = "other"


HEADINGS: Final = {
    Place.OWN: "In this event",
    Place.WIDER: "Wider: the event lies inside it",
    Place.OTHER: "Another measure of the same people",
}
"""What stands over the counts of each place, in the order in which they stand."""


class Role(StrEnum):
    """What a count does to the answer."""

    BINDS = "binds"
    INSIDE = "lies inside"
    CLASHES = "does not fit"
    PART = "part of it"
    WIDER = "no share given"
    OTHER = "another measure"
    REPLACED = "replaced since"
    WORDLESS = "no number"
    UNHEARD = "not trusted here"
    HEDGED = "only hedged"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One voice's count. `words` are as published, `about` says of which days and place and what moved its bounds.

    `low` and `high` are what the wording allows, None where a side is open; both None where it gives no number. `is_part` marks those
    among the line before.
    """

    place: Place
    voice: Voice
    words: str
    about: str
    low: int | None
    high: int | None
    is_part: bool
    role: Role
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Numbers, both ends included, that no whole number of which fits all counts."""

    low: int
    high: int


def lines_of(material: Material, found: Counting, answer: Answer, elsewhere: Sequence[Heard]) -> Iterator[Line]:
    """The event's own counts, then those of more, then those of other measures; of one place the highest first."""
    roles = _roles(answer)
    own = [material.claims[g.claim.id] for g in found.own]
    wider = [material.claims[g.claim.id] for g in found.wider]
    yield from _placed(material, own, found.measure, Place.OWN, roles)
    yield from _placed(material, [*wider, *elsewhere], found.measure, Place.WIDER, roles)
    for measure in OTHERS.get(found.measure, ()):
        other = [h for h in material.claims.values() if any(figure.measure is measure for figure in h.grounded.claim.figures)]
        yield from _placed(material, other, measure, Place.OTHER, {})


OTHERS: Final = {
    Measure.KILLED: (Measure.CASUALTIES,),
    Measure.INJURED: (Measure.CASUALTIES,),
    Measure.CASUALTIES: (Measure.KILLED, Measure.INJURED),
}
"""Measures that count some of the same people, and are shown beside each other."""

Roles = dict[tuple[str, int], Role]


def _roles(answer: Answer) -> Roles:
    roles: Roles = {}
    binding = {*answer.because, *answer.because_high}
    for item in answer.used:
        roles[item.id] = Role.CLASHES if item.claim in answer.conflict else Role.BINDS if item.claim in binding else Role.INSIDE
    for out in answer.left_out:
        roles[out.claim, out.n] = next((role for word, role in REFUSALS if out.reason.startswith(word)), Role.WORDLESS)
    return roles


REFUSALS: Final = (
    ("superseded", Role.REPLACED),
    ("reprint", Role.INSIDE),
    ("speaker not chosen", Role.UNHEARD),
    ("unconfirmed", Role.HEDGED),
    ("denied", Role.DENIED),
    ("planned", Role.HEDGED),
)
"""How the reason of a count that bounds nothing begins -> what it does."""


def _placed(material: Material, claims: Iterable[Heard], measure: Measure, place: Place, roles: Roles) -> list[Line]:
    """One line for each voice's count, with the numbers of all claims that give it; parts follow their whole."""
    found: dict[Key, list[tuple[Heard, int]]] = {}
    for heard in claims:
        for n, figure in enumerate(heard.grounded.claim.figures):
            if figure.measure is measure:
                found.setdefault(_key(heard, figure), []).append((heard, n))
    lines = {key: _line(material, told, place, roles) for key, told in found.items()}
    most: dict[str, int] = {}
    for key, line in lines.items():
        most[key[0]] = max(most.get(key[0], 0), line.low or line.high or 0)
    return [lines[key] for key in sorted(lines, key=lambda key: (-most[key[0]], key))]


Key = tuple[str, str, str]
"""A voice, its count of a whole, and its count of a part of that, empty where the line is the whole."""


def _key(heard: Heard, figure: Figure) -> Key:
    whole = figure if figure.part_of is None else heard.grounded.claim.figures[figure.part_of]
    return heard.grounded.witness.key, _counted(whole).casefold(), "" if whole is figure else _counted(figure).casefold()


def _line(material: Material, told: Sequence[tuple[Heard, int]], place: Place, roles: Roles) -> Line:
    heard, n = told[0]
    figure = heard.grounded.claim.figures[n]
    reach = reach_of(figure)
    given = [roles[one.grounded.claim.id, at] for one, at in told if (one.grounded.claim.id, at) in roles]
    return Line(
        place=place,
        voice=_voice(material, heard),
        words=_counted(figure),
        about=_about(heard, reach.rule),
        low=reach.low,
        high=reach.high,
        is_part=figure.part_of is not None,
        role=_role(place, figure, given, heard.grounded.claim.status),
        refs=tuple(dict.fromkeys(one.ref for one, _ in told)),
    )


def _voice(material: Material, heard: Heard) -> Voice:
    key = heard.grounded.witness.key
    return material.voices[key] if key in material.voices else heard.voice_alone()


def _role(place: Place, figure: Figure, given: Sequence[Role], status: Status) -> Role:
    if place is Place.OTHER:
        return Role.OTHER
    if status is Status.DENIED:
        return Role.DENIED
    found = min(given, key=list(Role).index, default=Role.WORDLESS)
    if place is Place.WIDER and found not in (Role.BINDS, Role.CLASHES):
        return Role.WIDER
    return Role.PART if figure.part_of is not None and found in (Role.BINDS, Role.INSIDE, Role.CLASHES) else found


def _counted(figure: Figure) -> str:
    group = "" if figure.group is None or figure.group.text.casefold() in figure.published.casefold() else f" {figure.group.text}"
    return f"{figure.published}{group}"


def _about(heard: Heard, rule: str | None) -> str:
    grounded = heard.grounded
    place = None if grounded.claim.place is None else grounded.claim.place.text
    when = None if grounded.earliest is None and grounded.latest is None else days(grounded.earliest, grounded.latest)
    rounded = None if rule is None else "rounded"
    return ", ".join(part for part in (place, when, rounded) if part)


def clashes_of(lines: Sequence[Line], everybody: Answer) -> tuple[list[Line], Strip | None]:
    """The lines, with every one marked that another cannot be true beside, and the numbers between the lowest cap and the highest floor."""
    heeded = [line for line in lines if _is_heeded(line)] if everybody.conflict else []
    caps = {item.high for item in everybody.used if item.is_whole and item.groups == {PEOPLE}}
    cap = min((high for high in caps if high is not None), default=None)
    floor = max((line.low for line in heeded if line.low is not None), default=None)
    if cap is None or floor is None or floor <= cap:
        return list(lines), None
    return (
        [replace(line, role=Role.CLASHES) if _is_outside(line, cap, floor) else line for line in lines],
        Strip(low=cap + 1, high=floor - 1) if floor - cap > 1 else None,
    )


def _is_heeded(line: Line) -> bool:
    return line.place is Place.OWN and not line.is_part and line.role in (Role.BINDS, Role.INSIDE, Role.CLASHES)


def _is_outside(line: Line, cap: int, floor: int) -> bool:
    return _is_heeded(line) and ((line.low is not None and line.low > cap) or (line.high is not None and line.high < floor))
