"""Links: two claims that may speak of one happening, with the score and every reason that went into it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise

from dateline.model.ids import short_id


def link_id(first: str, second: str) -> str:
    """The id of the link of two claims, in whichever order they are given."""
    return short_id("lnk", *sorted((first, second)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One comparison of two claims: what was compared, how it came out, and the weight of that in bits (log2 of a Bayes factor)."""

    name: str
    value: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One bar of a waterfall: the score before a reason and after it."""

    name: str
    value: str
    weight: float
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two claims, by id, the smaller first, and how far they speak of one happening.

    `score` is the match weight in bits: log2 of the odds that they do, and the sum of the weights of its `reasons`, of which the first is
    what stands before anything is compared. Above 0 it is likelier than not. The id is what a reviewer's judgement on the pair is about.
    """

    first: str
    second: str
    score: float
    reasons: tuple[Reason, ...]

    @property
    def id(self) -> str:
        """Hash of the pair: the same for every score."""
        return link_id(self.first, self.second)

    @property
    def probability(self) -> float:
        """The score as a probability in 0..1."""
        return 1 / (1 + 2**-self.score)

    def waterfall(self) -> tuple[Step, ...]:
        """The reasons in order, each with the score it starts from and the score it leads to; the last leads to `score`."""
        sums = list(accumulate((reason.weight for reason in self.reasons), initial=0.0))
        return tuple(
            Step(name=reason.name, value=reason.value, weight=reason.weight, before=round(before, 3), after=round(after, 3))
            for reason, (before, after) in zip(self.reasons, pairwise(sums), strict=True)
        )
