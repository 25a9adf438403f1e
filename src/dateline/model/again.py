"""Claims that two reports tell in one hand's words: the same claim again.

A reprint adds an outlet, never a witness. Where only a passage is printed again, only the claims inside it are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.model.grounded import Grounded
from dateline.model.reprint import Reprint

ALIKE = 0.5
"""The least share of the shorter quote's words that the other has too."""

NEAR = 200
"""Characters by which a claim may be off from where its words are looked for in the other report: words that an editor added or left out
move what comes after them."""

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """The same claim in two reports that share its words; `is_same_figure` tells whether it counts the same in both."""

    first: str
    second: str
    reprint: Reprint
    is_same_figure: bool

    def other(self, claim: str) -> str:
        """The claim that tells the same."""
        return self.second if claim == self.first else self.first


def told_again(reprints: Iterable[Reprint], claims: Iterable[Grounded]) -> tuple[Again, ...]:
    """Every pair of claims that two reports tell in shared words; the order of claims and reprints never matters."""
    by_report: dict[str, list[Grounded]] = {}
    for grounded in claims:
        by_report.setdefault(grounded.claim.report, []).append(grounded)
    found = [
        again
        for reprint in reprints
        if reprint.is_same_witness
        for again in _paired(reprint, by_report.get(reprint.passage.first, ()), by_report.get(reprint.passage.second, ()))
    ]
    return tuple(sorted(found, key=lambda again: (again.first, again.second)))


def is_inside(grounded: Grounded, reprint: Reprint) -> bool:
    """Whether a claim stands in words that its report shares with another."""
    return reprint.holds(grounded.claim.report, grounded.claim.evidence)


def _paired(reprint: Reprint, first: Sequence[Grounded], second: Sequence[Grounded]) -> Iterator[Again]:
    """Each claim with the one most like it, from the likest pair on; a claim is told again once a report."""
    taken: set[str] = set()
    for _, a, b in sorted(_candidates(reprint, first, second), key=lambda found: found[0]):
        if taken.isdisjoint((a.claim.id, b.claim.id)):
            taken |= {a.claim.id, b.claim.id}
            yield Again(first=a.claim.id, second=b.claim.id, reprint=reprint, is_same_figure=_numbers(a) == _numbers(b))


Rank = tuple[bool, bool, float, int, str, str]


def _candidates(reprint: Reprint, first: Sequence[Grounded], second: Sequence[Grounded]) -> Iterator[tuple[Rank, Grounded, Grounded]]:
    """Claims of one type and status that stand in the same place of the shared words, and how unlike they are."""
    there: dict[object, list[Grounded]] = {}
    for grounded in second:
        if is_inside(grounded, reprint):
            there.setdefault((grounded.claim.type, grounded.claim.status), []).append(grounded)
    for a in first:
        others = there.get((a.claim.type, a.claim.status), ()) if is_inside(a, reprint) else ()
        for b in others:
            off, shared = _off(reprint, a, b), _shared(a.claim.quote, b.claim.quote)
            if off <= NEAR and shared >= ALIKE:
                is_other = (a.witness.key != b.witness.key, (a.place and a.place.id) != (b.place and b.place.id))
                yield (*is_other, -shared, off, a.claim.id, b.claim.id), a, b


def _off(reprint: Reprint, a: Grounded, b: Grounded) -> int:
    """Characters between where the words of `a` are looked for in the other report and where those of `b` stand there."""
    at = reprint.passage.across(a.claim.report, a.claim.evidence)
    span = b.claim.evidence
    if at is None:
        return 0 if a.claim.quote.casefold().split() == b.claim.quote.casefold().split() else NEAR + 1
    return max(0, span.start - at, at - span.end)


def _shared(a: str, b: str) -> float:
    first, second = set(WORD.findall(a.casefold())), set(WORD.findall(b.casefold()))
    return len(first & second) / (min(len(first), len(second)) or 1)


def _numbers(grounded: Grounded) -> list[tuple[object, ...]]:
    return [(figure.measure, figure.low, figure.high, figure.part_of) for figure in grounded.claim.figures]
