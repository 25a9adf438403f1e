"""Reprints: text that several reports carry, how much of each it is, and where it came from as far as that is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dateline.model.ids import short_id
from dateline.model.text import Span

WHOLE = 0.5
"""The least share of both texts for the one to be the other reprinted, where both begin alike."""

SHORTENED = 0.7
"""The least share of the shorter text for it to be a shortened form of the longer, where both begin alike; of both texts, for the one to be
the other reprinted wherever its words stand."""


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

    @property
    def reports(self) -> tuple[str, str]:
        """The ids of both reports."""
        return self.first, self.second

    @property
    def is_shortened(self) -> bool:
        """Whether one of the two is a shortened form of the other, rather than the same text again."""
        return max(self.shares) >= SHORTENED and min(self.shares) < WHOLE

    def share_of(self, report: str) -> float:
        """How much of a report the shared words are."""
        return self.shares[self.reports.index(report)]

    def other(self, report: str) -> str:
        """The report that shares these words with `report`."""
        return self.second if report == self.first else self.first

    def holds(self, report: str, words: Span) -> bool:
        """Whether most of a stretch of one of the reports stands in the shared words."""
        own = 0 if report == self.first else 1
        shared = sum(max(0, min(pair[own].end, words.end) - max(pair[own].start, words.start)) for pair in self.spans)
        return 2 * shared > words.end - words.start

    def across(self, report: str, words: Span) -> int | None:
        """About where the middle of a stretch of one report stands in the other; None where the shared words hold none of it."""
        own = 0 if report == self.first else 1
        pairs = [pair for pair in self.spans if pair[own].overlaps(words)]
        if not pairs:
            return None
        most = max(pairs, key=lambda pair: min(pair[own].end, words.end) - max(pair[own].start, words.start))
        here, there = most[own], most[1 - own]
        middle = (max(here.start, words.start) + min(here.end, words.end)) / 2
        return there.start + round((middle - here.start) * len(there) / len(here))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """A passage with its lineage.

    `earlier` is the report that had it first, None where the dates do not tell; `agency` the wire agency that either report credits, None
    where none is credited; `teller` whose words they are. Every answer has its reason in `reasons`: how much it is, who is credited, who
    was first.
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

    def holds(self, report: str, words: Span) -> bool:
        """Whether a stretch of a report stands in the shared words; a whole reprint is one text, whatever was changed in it."""
        return report in self.passage.reports and (self.passage.extent is Extent.WHOLE or self.passage.holds(report, words))

    @property
    def later(self) -> str | None:
        """The report that had it second, None where the dates do not tell."""
        return None if self.earlier is None else self.passage.other(self.earlier)


def reprint_sets(passages: Iterable[Passage]) -> tuple[tuple[str, ...], ...]:
    """Whole reprints as sets of two or more report ids, each sorted, in sorted order; the order of the passages does not matter.

    A short report may stand whole in two long ones that have nothing else in common: it joins the one that it is the larger share of, and
    does not make the two one text.
    """
    whole = [passage for passage in passages if passage.extent is Extent.WHOLE]
    homes: dict[str, tuple[float, str]] = {}
    for passage in whole:
        if passage.is_shortened:
            (_, shorter), (share, longer) = sorted(zip(passage.shares, (passage.first, passage.second), strict=True), reverse=True)
            homes[shorter] = min(homes.get(shorter, (0.0, "")), (-share, longer))
    same = [(passage.first, passage.second) for passage in whole if not passage.is_shortened]
    return _joined([*same, *((shorter, longer) for shorter, (_, longer) in homes.items())])


def _joined(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Connected sets of ids."""
    of: dict[str, set[str]] = {}
    for a, b in pairs:
        one, other = sorted((of.setdefault(a, {a}), of.setdefault(b, {b})), key=len)
        if one is not other:
            other |= one
            of.update(dict.fromkeys(one, other))
    return tuple(sorted({tuple(sorted(members)) for members in of.values()}))
