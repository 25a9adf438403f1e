"""Passages that tell nothing about who copied whom: what everyone prints, and the standing paragraphs of one outlet.

Background only grows: no report takes a passage out of it. So what is background depends on which reports there are and not on their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dateline.link.shingles import Hashes

COMMON = 200
"""A fingerprint in more reports than this is what everyone prints ("all rights reserved")."""

SAME_STORY = 0.5
"""Share of the shorter report's fingerprints from which two reports of one outlet are one story, printed again or brought up to date."""

STORIES = 4
"""Stories of one outlet, published on different days, in which a passage stands before it is that outlet's background."""

REMEMBERED = 1 << 16
"""Pairs of reports of which it is remembered whether they are one story."""


class Background:
    """Fingerprints known to be background.

    Those of an outlet are found in STORIES of its reports, any two of which were published on different days and are not one story; an
    unknown day counts as a day of its own. Reports of unknown outlets show nothing of this kind.
    """

    def __init__(self) -> None:
        """Start with nothing known."""
        self.known: set[int] = set()
        self._days: list[date | None] = []
        self._of: dict[str, int] = {}
        self._codes = np.full(1024, -1, dtype=np.int64)
        self._apart: dict[tuple[int, int], bool] = {}

    def note(
        self,
        number: int,
        printed: tuple[str | None, date | None],
        prints: Sequence[Hashes],
        held: tuple[NDArray[np.int64], NDArray[np.uint32]],
    ) -> None:
        """Learn from a new report; `prints` are the fingerprints of all reports by number, `held` which of its own stand where already."""
        outlet, day = printed
        places, holders = held
        self._register(number, outlet, day)
        own = prints[number]
        everywhere = np.bincount(places, minlength=len(own))
        self.known.update(own[everywhere >= COMMON].tolist())
        if outlet is None:
            return
        same = self._codes[holders] == self._codes[number]
        often = np.bincount(places[same], minlength=len(own)) >= STORIES - 1
        for place in np.flatnonzero(often).tolist():
            key = int(own[place])
            if key not in self.known and self._is_standing(number, holders[same & (places == place)].tolist(), prints):
                self.known.add(key)

    def _register(self, number: int, outlet: str | None, day: date | None) -> None:
        if number >= len(self._codes):
            self._codes = np.concatenate((self._codes, np.full(len(self._codes), -1, dtype=np.int64)))
        self._days.append(day)
        if outlet is not None:
            self._codes[number] = self._of.setdefault(outlet, len(self._of))

    def _is_standing(self, number: int, others: Sequence[int], prints: Sequence[Hashes]) -> bool:
        """Whether this report and some of the others are STORIES stories."""
        return self._has_stories(STORIES - 1, [other for other in others if self._are_apart(other, number, prints)], prints)

    def _has_stories(self, wanted: int, reports: Sequence[int], prints: Sequence[Hashes]) -> bool:
        """Whether `wanted` of the reports are pairwise apart."""
        if wanted <= 1:
            return len(reports) >= wanted
        return any(
            self._has_stories(wanted - 1, [other for other in reports[n + 1 :] if self._are_apart(one, other, prints)], prints)
            for n, one in enumerate(reports[: len(reports) - wanted + 1])
        )

    def _are_apart(self, a: int, b: int, prints: Sequence[Hashes]) -> bool:
        pair = min(a, b), max(a, b)
        if pair not in self._apart:
            if len(self._apart) >= REMEMBERED:
                self._apart.clear()
            self._apart[pair] = self._are_two_stories(a, b, prints)
        return self._apart[pair]

    def _are_two_stories(self, a: int, b: int, prints: Sequence[Hashes]) -> bool:
        day_a, day_b = self._days[a], self._days[b]
        if day_a is not None and day_a == day_b:
            return False
        shared = len(np.intersect1d(prints[a], prints[b], assume_unique=True))
        return shared < SAME_STORY * min(len(prints[a]), len(prints[b]))
