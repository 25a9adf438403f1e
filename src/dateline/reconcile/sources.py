"""Sources beside each other: how often what one tells is told by others, denied by others, told by nobody else, or told first.

These are counts, not grades. Who is often alone may be a liar or the only one who was there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from statistics import median
from typing import NamedTuple

from dateline.model.claim import Status
from dateline.model.dispute import Standing
from dateline.model.event import Event
from dateline.model.figure import Measure
from dateline.model.grounded import Grounded, Witness
from dateline.model.ids import short_id
from dateline.model.tally import Beside, Part, SourceKind, Sums, Tally
from dateline.model.voice import Independence
from dateline.reconcile.disputes import Count, counts_of

Voices = Mapping[str, Witness]
Source = Callable[[Grounded], Witness | None]


def source_id(kind: SourceKind, key: str) -> str:
    """The id that a grade of a source is given to."""
    return short_id("src", kind, key)


def tallies_of(parts: Iterable[Part], names: Mapping[str, str]) -> tuple[Tally, ...]:
    """Every speaker and every outlet under its name, those who tell most events first."""
    of_source: dict[tuple[SourceKind, str], list[Part]] = {}
    for part in parts:
        of_source.setdefault((part.kind, part.key), []).append(part)
    found = [tally_of(source, names[source[1]], summed(own)) for source, own in of_source.items()]
    return tuple(sorted(found, key=lambda tally: (tally.kind.value, -tally.events, tally.name)))


def parts_in(events: Iterable[Event], claims: Iterable[Grounded], heard: Independence) -> Iterator[Part]:
    """What events add to the tallies of those who tell them; `claims` are at least theirs."""
    by_id = {grounded.claim.id: grounded for grounded in claims}
    for event in events:
        yield from _parts_of(event, [by_id[key] for key in event.claims], heard)


def _parts_of(event: Event, claims: Sequence[Grounded], heard: Independence) -> Iterator[Part]:
    sources: tuple[tuple[SourceKind, Source], ...] = (
        (SourceKind.SPEAKER, lambda g: None if g.claim.speaker is None else heard.voices[g.claim.id]),
        (SourceKind.OUTLET, lambda g: g.outlet),
    )
    for kind, source in sources:
        by_source: dict[str, list[Grounded]] = {}
        for grounded in claims:
            witness = source(grounded)
            if witness is not None:
                by_source.setdefault(witness.key, []).append(grounded)
        for key, own in by_source.items():
            yield _part((kind, key), event, own, claims, heard)


def _part(source: tuple[SourceKind, str], event: Event, own: Sequence[Grounded], claims: Sequence[Grounded], heard: Independence) -> Part:
    """What a source that tells an event by the claims `own` has of it; what it reprints it did not tell first."""
    ids = {g.claim.id for g in own}
    mine = {heard.voices[key].key for key in ids}
    others = [g for g in claims if g.claim.id not in ids and heard.voices[g.claim.id].key not in mine]
    return Part(
        kind=source[0],
        key=source[1],
        event=event.id,
        claims=len(own),
        own=sum(1 for g in own if g.claim.speaker is None),
        reports=frozenset(g.claim.report for g in own),
        alone=not others,
        corroborated=event.occurrence.standing is not Standing.DENIED and _assert(own) and _assert(others),
        contradicted=any(ids & set(side.claims) for dispute in event.disputes for side in dispute.sides),
        first=bool(others) and _first(_not_reprinted(own, heard)) < _first(others),
        ratios=tuple(sorted(_ratios(own, _not_reprinted(others, heard), heard.voices))),
    )


def summed(parts: Sequence[Part]) -> Sums:
    """What parts of one source add up to."""
    return Sums(
        claims=sum(part.claims for part in parts),
        own=sum(part.own for part in parts),
        reports=len(frozenset[str]().union(*(part.reports for part in parts))),
        events=len(parts),
        alone=sum(part.alone for part in parts),
        corroborated=sum(part.corroborated for part in parts),
        contradicted=sum(part.contradicted for part in parts),
        first=sum(part.first for part in parts),
        ratios=tuple(sorted(ratio for part in parts for ratio in part.ratios)),
    )


def _assert(claims: Iterable[Grounded]) -> bool:
    return any(g.claim.status is Status.ASSERTED for g in claims)


def _not_reprinted(claims: Iterable[Grounded], heard: Independence) -> list[Grounded]:
    return [g for g in claims if g.claim.id not in heard.origins]


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


def tally_of(source: tuple[SourceKind, str], name: str, sums: Sums) -> Tally:
    """The tally of a source."""
    kind, key = source
    ratios: dict[Measure, list[float]] = {}
    for measure, ratio in sums.ratios:
        ratios.setdefault(measure, []).append(ratio)
    return Tally(
        id=source_id(kind, key),
        kind=kind,
        key=key,
        name=name,
        claims=sums.claims,
        own=sums.own,
        reports=sums.reports,
        events=sums.events,
        alone=sums.alone,
        shared=sums.events - sums.alone,
        corroborated=sums.corroborated,
        contradicted=sums.contradicted,
        first=sums.first,
        beside=tuple(
            Beside(measure=measure, ratio=round(median(ratios[measure]), 3), events=len(ratios[measure]))
            for measure in Measure
            if measure in ratios
        ),
    )
