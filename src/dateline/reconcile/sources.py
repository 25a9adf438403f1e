"""Sources beside each other: how often what one tells is told by others, denied by others, told by nobody else, or told first.

These are counts, not grades. Who is often alone may be a liar or the only one who was there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import NamedTuple

from dateline.model.claim import Status
from dateline.model.dispute import Standing
from dateline.model.event import Event
from dateline.model.figure import Measure
from dateline.model.grounded import Grounded, Witness
from dateline.model.ids import short_id
from dateline.model.tally import Beside, SourceKind, Tally
from dateline.reconcile.disputes import Count, counts_of

Voices = Mapping[str, Witness]
Source = Callable[[Grounded], Witness | None]


@dataclass(slots=True)
class _Running:
    """A tally that is still being counted."""

    name: str
    claims: int = 0
    own: int = 0
    reports: set[str] = field(default_factory=set)
    events: int = 0
    alone: int = 0
    corroborated: int = 0
    contradicted: int = 0
    first: int = 0
    ratios: dict[Measure, list[float]] = field(default_factory=dict)


def source_id(kind: SourceKind, key: str) -> str:
    """The id that a grade of a source is given to."""
    return short_id("src", kind, key)


def tallies_of(events: Iterable[Event], claims: Iterable[Grounded], voices: Voices) -> tuple[Tally, ...]:
    """Every speaker and every outlet, those who tell most events first."""
    by_id = {grounded.claim.id: grounded for grounded in claims}
    scenes = [(event, [by_id[key] for key in event.claims]) for event in events]
    speakers = _tallied(scenes, voices, SourceKind.SPEAKER, lambda g: None if g.claim.speaker is None else voices[g.claim.id])
    outlets = _tallied(scenes, voices, SourceKind.OUTLET, lambda g: g.outlet)
    return tuple(sorted((*speakers, *outlets), key=lambda tally: (tally.kind.value, -tally.events, tally.name)))


def _tallied(scenes: Sequence[tuple[Event, list[Grounded]]], voices: Voices, kind: SourceKind, source: Source) -> Iterator[Tally]:
    running: dict[str, _Running] = {}
    for event, claims in scenes:
        by_source: dict[str, list[Grounded]] = {}
        for grounded in claims:
            witness = source(grounded)
            if witness is not None:
                by_source.setdefault(witness.key, []).append(grounded)
                running.setdefault(witness.key, _Running(witness.name))
        for key, own in by_source.items():
            _count(running[key], event, own, claims, voices)
    for key, found in running.items():
        yield _tally(kind, key, found)


def _count(running: _Running, event: Event, own: Sequence[Grounded], claims: Sequence[Grounded], voices: Voices) -> None:
    """Add one event to the tally of a source that tells it by the claims `own`."""
    ids = {g.claim.id for g in own}
    mine = {voices[key].key for key in ids}
    others = [g for g in claims if g.claim.id not in ids and voices[g.claim.id].key not in mine]
    running.claims += len(own)
    running.own += sum(1 for g in own if g.claim.speaker is None)
    running.reports |= {g.claim.report for g in own}
    running.events += 1
    running.alone += not others
    running.corroborated += event.occurrence.standing is not Standing.DENIED and _assert(own) and _assert(others)
    running.contradicted += any(ids & set(side.claims) for dispute in event.disputes for side in dispute.sides)
    running.first += bool(others) and _first(own) < _first(others)
    for measure, ratio in _ratios(own, others, voices):
        running.ratios.setdefault(measure, []).append(ratio)


def _assert(claims: Iterable[Grounded]) -> bool:
    return any(g.claim.status is Status.ASSERTED for g in claims)


def _first(claims: Iterable[Grounded]) -> date:
    return min((g.published for g in claims if g.published is not None), default=date.max)


def _ratios(own: Sequence[Grounded], others: Sequence[Grounded], voices: Voices) -> Iterator[tuple[Measure, float]]:
    """A source's number over the middle of the others', for each measure of which both count the same group for the same days."""
    mine, theirs = _numbers(own, voices), _numbers(others, voices)
    for cell, numbers in mine.items():
        beside = theirs.get(cell, [])
        if beside and median(beside) > 0:
            yield cell.measure, median(numbers) / median(beside)


class Cell(NamedTuple):
    """What numbers are set against each other within."""

    measure: Measure
    group: str
    earliest: date | None
    latest: date | None


def _numbers(claims: Iterable[Grounded], voices: Voices) -> dict[Cell, list[int]]:
    found: dict[Cell, list[int]] = {}
    for grounded in claims:
        for count in counts_of(grounded, voices):
            number = _number(count)
            if number is not None and grounded.claim.status in (Status.ASSERTED, Status.UNCONFIRMED):
                cell = Cell(count.figure.measure, count.group, grounded.earliest, grounded.latest)
                found.setdefault(cell, []).append(number)
    return found


def _number(count: Count) -> int | None:
    """The number that the words name: a bound stands for itself."""
    return count.figure.low if count.figure.low is not None else count.figure.high


def _tally(kind: SourceKind, key: str, found: _Running) -> Tally:
    return Tally(
        id=source_id(kind, key),
        kind=kind,
        key=key,
        name=found.name,
        claims=found.claims,
        own=found.own,
        reports=len(found.reports),
        events=found.events,
        alone=found.alone,
        shared=found.events - found.alone,
        corroborated=found.corroborated,
        contradicted=found.contradicted,
        first=found.first,
        beside=tuple(
            Beside(measure=measure, ratio=round(median(found.ratios[measure]), 3), events=len(found.ratios[measure]))
            for measure in Measure
            if measure in found.ratios
        ),
    )
