"""The queue of claims that a person should look at: each with why, the first of what matters first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """Why a claim waits for a person, what matters most first."""

    DIFFER = "reviewers differ"
    OPEN = "left open"
    DISPUTED = "disputed"
    UNSURE = "unsure"
    HIGH = "high figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One reason to look at a claim, in words; `slot` and `n` name the slot in doubt, None where it is the claim as a whole.

    `sureness` is how likely the reading of that slot is right, in 0..1, None where nothing was estimated.
    """

    cause: Cause
    words: str
    slot: str | None = None
    n: int = 0
    sureness: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A claim that waits, with the event that it tells; among those of one first cause, the larger `weight` goes first."""

    claim: str
    event: str | None
    weight: float
    doubts: tuple[Doubt, ...]

    @property
    def cause(self) -> Cause:
        """The cause that matters most."""
        return self.doubts[0].cause
