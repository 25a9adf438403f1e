"""Reprints: text that several reports carry, how much of each it is, and where it came from as far as that is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.model.ids import short_id
from dateline.model.text import Span


class Extent(StrEnum):
    """How much two reports share."""

    WHOLE = "whole"
    PARTIAL = "partial"
    QUOTED = "quoted words only"


class Teller(StrEnum):
    """Whose words two reports share."""

    OUTLET = "outlet"
    AGENCY = "wire agency"
    SPEAKER = "speaker"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The same words in two reports, by id, the smaller first.

    `spans` pairs the shared stretches of the first text with those of the second, in the first one's order; a stretch may hold a few words
    that were changed. `words` counts the words that both have, `shares` how much of each report they are (0..1). QUOTED means that both
    quote the same speaker: two outlets may have heard him, so it is no reprint.
    """

    first: str
    second: str
    extent: Extent
    spans: tuple[tuple[Span, Span], ...]
    words: int
    shares: tuple[float, float]

    @property
    def id(self) -> str:
        """Hash of the pair: what a reviewer's judgement on it is about."""
        return short_id("rpt", self.first, self.second)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """A passage with its lineage.

    `earlier` is the report that had it first, None where the dates do not tell; `agency` the wire agency that either report credits, None
    where none is credited; `teller` whose words they are. Every answer has its reason in `reasons`.
    """

    passage: Passage
    earlier: str | None
    agency: str | None
    teller: Teller
    reasons: tuple[str, ...]

    @property
    def is_same_witness(self) -> bool:
        """Whether what both reports say in these words comes from one hand: a reprint adds an outlet, never a witness."""
        return self.passage.extent is not Extent.QUOTED
