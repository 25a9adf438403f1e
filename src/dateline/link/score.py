"""The score of a pair of claims, by the levels at which its comparisons come out."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.link.comparisons import COMPARISONS
from dateline.link.features import Features
from dateline.link.weights import FIXED, MILLIBITS, Weights
from dateline.model.link import Link, Reason

Pattern = tuple[int | None, ...]
"""The level of each comparison, in the order of the settings; None where a claim does not tell."""

PRIOR_NAME = "before comparing"
LEVELS = tuple(comparison.level for comparison in COMPARISONS)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores pairs by one set of weights; patterns recur, so that their sums and reasons are kept."""

    weights: Weights = FIXED
    _sums: dict[Pattern, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    _reasons: dict[Pattern, tuple[Reason, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def millibits(self, pattern: Pattern) -> int:
        """The score of a pattern in thousandths of a bit."""
        found = self._sums.get(pattern)
        if found is None:
            table = self.weights.table()
            found = self.weights.start + sum(table[c.name][n] for c, n in zip(COMPARISONS, pattern, strict=True) if n is not None)
            self._sums[pattern] = found
        return found

    def link(self, first: str, second: str, pattern: Pattern) -> Link:
        """The link of two claims, by id, with its reasons."""
        reasons = self._reasons.get(pattern)
        if reasons is None:
            reasons = self._reasons[pattern] = self._explained(pattern)
        a, b = sorted((first, second))
        return Link(first=a, second=b, score=self.millibits(pattern) / MILLIBITS, reasons=reasons)

    def _explained(self, pattern: Pattern) -> tuple[Reason, ...]:
        table = self.weights.table()
        told = [(c, n) for c, n in zip(COMPARISONS, pattern, strict=True) if n is not None]
        compared = (Reason(name=c.name, value=c.levels[n].label, weight=table[c.name][n] / MILLIBITS) for c, n in told)
        return (Reason(name=PRIOR_NAME, value=self.weights.described(), weight=self.weights.start / MILLIBITS), *compared)


def pattern_of(a: Features, b: Features) -> Pattern:
    """The level of every comparison for two claims."""
    return tuple([level(a, b) for level in LEVELS])


def are_told_apart(a: Features, b: Features) -> bool:
    """Whether one teller tells both: then they are two happenings, whatever else agrees."""
    return a.teller == b.teller
