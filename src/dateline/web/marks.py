"""The marks of standing: a disc, a ring, a half disc, a ring struck through; in text, on the map and in drawings."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from dateline.model.dispute import Standing


class Mark(StrEnum):
    """How a standing is drawn; the values name classes of the style sheets and the symbols of the sprite."""

    CONTESTED = "contest"
    CORROBORATED = "corro"
    DENIED = "deny"
    SINGLE = "single"


MARKS: Final = {
    Standing.CONTESTED: Mark.CONTESTED,
    Standing.CORROBORATED: Mark.CORROBORATED,
    Standing.DENIED: Mark.DENIED,
    Standing.SINGLE: Mark.SINGLE,
    Standing.PLANNED: Mark.SINGLE,
}
"""Standing -> its mark; what is only planned rests on those who say so."""

NAMES: Final = {
    Standing.CONTESTED: "contested",
    Standing.CORROBORATED: "corroborated",
    Standing.DENIED: "denied",
    Standing.SINGLE: "single-source",
    Standing.PLANNED: "planned only",
}
"""Standing -> what pages call it, what most needs a look standing first."""


def mark_of(standings: Mapping[Standing, int]) -> Mark:
    """The mark of several events together: of the standing that most needs a look among them."""
    return next((MARKS[standing] for standing in NAMES if standings.get(standing)), Mark.SINGLE)


def in_words(standings: Mapping[Standing, int]) -> str:
    """How many events there are of each standing: "1 contested, 5 single-source"."""
    return ", ".join(f"{standings[standing]:,} {name}" for standing, name in NAMES.items() if standings.get(standing))
