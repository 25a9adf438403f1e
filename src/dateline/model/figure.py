"""Figures: what one speaker counts. FIGURES.md of the documentation gives the rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.model.text import Phrase, Span


class Measure(StrEnum):
    """What is counted."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    """Killed and injured, not told apart."""
    MISSING = "missing"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    EVACUATED = "evacuated"
    SURRENDERED = "surrendered"
    RESCUED = "rescued"
    TRAPPED = "trapped"
    DESTROYED = "destroyed"
    RETURNED = "returned"
    BESIEGED = "besieged"
    AFFECTED = "affected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count as published: `low` and `high` are closed bounds, None where a side is open or the wording is vague.

    `published` is the wording ("at least 45"); `group` who is counted; `part_of` the index, in the same claim's figures, of the figure that
    this one is part of ("45 people, among them 10 children").
    """

    measure: Measure
    low: int | None
    high: int | None
    published: str
    span: Span
    group: Phrase | None = None
    part_of: int | None = None

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"a figure's low {self.low} lies above its high {self.high}: {self.published!r}")
