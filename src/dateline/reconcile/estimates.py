"""The span of reports for each measure of an event: never a sum, and a speaker's later figure replaces his earlier one.

Where nobody counts the killed or the injured, those told one by one bound them from below.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.model.claim import Claim, Status
from dateline.model.event import Estimate
from dateline.model.figure import Figure, Measure
from dateline.model.grounded import Grounded, Witness
from dateline.reconcile.harmed import COUNTED, harmed, persons_of


@dataclass(frozen=True, slots=True)
class Count:
    """One figure that counts a whole event, or bounds it from below when the claim counts several groups."""

    claim: str
    witness: str
    published: date | None
    group: str
    low: int | None
    high: int | None


def estimates_of(claims: Sequence[Grounded], voices: Mapping[str, Witness]) -> tuple[Estimate, ...]:
    """One estimate a measure that anybody counts or that persons are told for, in the order of the measures."""
    counts: dict[Measure, list[Count]] = {}
    told = [grounded for grounded in claims if grounded.claim.status in (Status.ASSERTED, Status.UNCONFIRMED)]
    for grounded in told:
        for measure, count in _counts(grounded, voices[grounded.claim.id].key):
            counts.setdefault(measure, []).append(count)
    estimates = {measure: _estimate(measure, _in_force(counted)) for measure, counted in counts.items()}
    if not estimates.keys() >= set(COUNTED):
        estimates = {estimate.measure: estimate for estimate in _of_persons([g.claim for g in told])} | estimates
    return tuple(estimates[measure] for measure in Measure if measure in estimates)


def _of_persons(claims: Sequence[Claim]) -> Iterable[Estimate]:
    """How many at least were killed and injured, by the persons whom claims tell of."""
    fewest = harmed(claims)
    tellers = tuple(sorted(claim.id for claim in claims if any(persons_of(claim))))
    return (Estimate(measure=measure, low=fewest[measure], high=None, claims=tellers) for measure in COUNTED if fewest[measure] and tellers)


def _counts(grounded: Grounded, witness: str) -> Iterable[tuple[Measure, Count]]:
    """One count a measure from a claim's figures that are not part of another one; several groups bound the whole only from below."""
    whole: dict[Measure, list[Figure]] = {}
    for figure in grounded.claim.figures:
        if figure.part_of is None:
            whole.setdefault(figure.measure, []).append(figure)
    for measure, figures in whole.items():
        low = max((figure.low for figure in figures if figure.low is not None), default=None)
        high = figures[0].high if len(figures) == 1 else None
        group = "; ".join(figure.group.text.casefold() for figure in figures if figure.group is not None)
        yield measure, Count(grounded.claim.id, witness, grounded.published, group, low, high)


def _in_force(counts: Sequence[Count]) -> list[Count]:
    """Without figures that the same speaker replaced by a later one for the same group."""
    last: dict[tuple[str, str], date] = {}
    for count in counts:
        if count.published is not None:
            key = (count.witness, count.group)
            last[key] = max(last.get(key, count.published), count.published)
    return [c for c in counts if c.published is None or c.published == last[c.witness, c.group]]


def _estimate(measure: Measure, counts: Sequence[Count]) -> Estimate:
    """Lowest low to highest high; a side that any bounded figure leaves open is open. Vague figures bound nothing."""
    bounded = [count for count in counts if count.low is not None or count.high is not None]
    lows = [count.low for count in bounded]
    highs = [count.high for count in bounded]
    return Estimate(
        measure=measure,
        low=None if None in lows else min((low for low in lows if low is not None), default=None),
        high=None if None in highs else max((high for high in highs if high is not None), default=None),
        claims=tuple(sorted({count.claim for count in counts})),
    )
