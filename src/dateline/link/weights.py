"""What each level of each comparison weighs, fixed or learnt, and how many pairs it was learnt from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

from dateline.link.comparisons import COMPARISONS, PRIOR, Comparison

FEWEST_PAIRS = 2000
"""Pairs from which training changes anything: Splink's own advice is a few thousand; below, the weights stay fixed."""

WORTH = 100.0
"""Pairs that the fixed weights are worth when learnt ones are mixed in: a level that few pairs show moves little."""

MILLIBITS = 1000
"""Weights are whole thousandths of a bit: sums of whole numbers come out the same in any order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The prior share of pairs of one happening, and (m, u) of every level of every comparison.

    `pairs` is 0 where nothing was learnt; `note` then says why, where it was tried.
    """

    prior: float
    levels: Mapping[str, tuple[tuple[float, float], ...]]
    pairs: int = 0
    note: str = ""

    @property
    def start(self) -> int:
        """Weight in thousandths of a bit before anything is compared."""
        return round(MILLIBITS * log2(self.prior / (1 - self.prior)))

    def table(self) -> Mapping[str, tuple[int, ...]]:
        """Weight of each level of each comparison in thousandths of a bit."""
        return {name: tuple(round(MILLIBITS * log2(m / u)) for m, u in levels) for name, levels in self.levels.items()}

    def described(self) -> str:
        """Where the weights come from, in a sentence for people."""
        if self.pairs:
            return f"weights learnt from {self.pairs} pairs of this ledger"
        return f"fixed weights ({self.note})" if self.note else "fixed weights"


FIXED = Weights(prior=PRIOR, levels={c.name: tuple((level.m, level.u) for level in c.levels) for c in COMPARISONS})
"""The weights where nothing was learnt."""


def mixed(prior: float, learnt: Mapping[str, tuple[tuple[float, float], ...]], pairs: int) -> Weights:
    """Learnt m and u with the fixed ones mixed in, so that no share is 0 and closer agreement never weighs less than a looser one."""
    matches, others = prior * pairs, (1 - prior) * pairs
    levels = {}
    for comparison in COMPARISONS:
        shares = [
            ((m * matches + level.m * WORTH) / (matches + WORTH), (u * others + level.u * WORTH) / (others + WORTH))
            for level, (m, u) in zip(comparison.levels, learnt[comparison.name], strict=True)
        ]
        levels[comparison.name] = tuple((_rounded(m), _rounded(u)) for m, u in _falling(shares))
    return Weights(prior=_rounded(prior), levels=levels, pairs=pairs)


def _rounded(share: float) -> float:
    """Four digits that count: databases add in no fixed order, which changes the last digits only."""
    return float(f"{share:.4g}")


def _falling(shares: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Neighbouring levels pooled where a looser one would weigh more than a closer one (pool adjacent violators)."""
    pools: list[tuple[float, float, int]] = []
    for m, u in shares:
        pools.append((m, u, 1))
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] < pools[-1][0] * pools[-2][1]:
            (m1, u1, n1), (m2, u2, n2) = pools[-2:]
            pools[-2:] = [(m1 + m2, u1 + u2, n1 + n2)]
    return [(m / n, u / n) for m, u, n in pools for _ in range(n)]


def level_of(comparison: Comparison, index: int) -> str:
    """The words for one level of a comparison."""
    return comparison.levels[index].label
