"""Reports that carry the same text again, whole or in part: a reprint adds an outlet, never a witness.

Two ways lead to a pair worth comparing. MinHash LSH over the words of the body finds a text again that was edited from end to end. The
passage level keeps the smallest hash of every window of shingles, so that any seven words in a row that two reports share can be found,
wherever they stand. Every pair found is then laid side by side exactly; what a hash proposes, it never decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dateline.link.background import Background
from dateline.link.bodies import Bodies
from dateline.link.lineage import lineage
from dateline.link.passages import Body, passage_between
from dateline.link.postings import Postings
from dateline.link.shingles import Hashes, telling_words, words_of
from dateline.model.reprint import Passage, Reprint
from dateline.model.text import Report

SHARED = 2
"""Fingerprints that two reports must share to be compared."""

SPREAD = 12
"""Words between the first and the last shared fingerprint, in either report: set phrases are shorter."""

ALL_BITS = (1 << 64) - 1

KEPT_BODIES = 1024
"""Texts whose words are kept at hand, since a new report is mostly compared with what came shortly before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What must be known of a report to find it again elsewhere."""

    id: str
    text: str
    outlet: str | None = None
    published: date | None = None

    @classmethod
    def of(cls, report: Report) -> Printed:
        """That part of a report."""
        return cls(id=report.id, text=report.text, outlet=report.source, published=report.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prints:
    """What finds a text again elsewhere: its fingerprints and the bands of its words, as signed 64-bit numbers, which databases hold."""

    prints: tuple[int, ...]
    bands: tuple[int, ...]


@dataclass(slots=True)
class Pair:
    """Two reports that share words, and what that makes of them.

    `shared` are the fingerprints both have, `hidden` those of them that were background when the pair was judged; `is_one_body` tells that
    the pair was met by the words of both bodies, whatever its fingerprints.
    """

    passage: Passage | None
    shared: Hashes
    hidden: frozenset[int]
    is_one_body: bool


class ReprintIndex:
    """Reports to which others are added one at a time; a new one is compared only with those that share its words.

    The order in which reports are added never matters: a passage may become background later, and what rests on it is then judged anew.
    """

    def __init__(self, common: Iterable[int] = ()) -> None:
        """Start with no report; `common` are fingerprints that are known to be background, as signed numbers."""
        self._reports: list[Printed] = []
        self._numbers: dict[str, int] = {}
        self._prints: list[Hashes] = []
        self._places: list[NDArray[np.uint32]] = []
        self._postings = Postings()
        self._bodies = Bodies()
        self._background = Background()
        self._background.known.update(number & ALL_BITS for number in common)
        self._pairs: dict[int, dict[int, Pair]] = {}

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports that are here, by id."""
        return tuple(self._numbers)

    @property
    def common(self) -> frozenset[int]:
        """The fingerprints that are background by now, as signed numbers."""
        return frozenset(np.fromiter(self._background.known, np.uint64).view(np.int64).tolist())

    def prints(self, report: str) -> Prints:
        """What finds a report again, by its id."""
        number = self._numbers[report]
        return Prints(prints=tuple(self._prints[number].view(np.int64).tolist()), bands=self._bodies.bands(number))

    def __len__(self) -> int:
        return len(self._reports)

    def add(self, report: Printed) -> tuple[Passage, ...]:
        """Put a report in and tell what it shares with those already there; one that is there already is not put in again."""
        self.hold(report, is_compared=True)
        number = self._numbers[report.id]
        return _sorted(self._passage(min(number, other), max(number, other)) for other in self._pairs.get(number, ()))

    def hold(self, report: Printed, *, is_compared: bool = False) -> None:
        """Put a report in, to be compared with those that come after it, and only if it says so with those already there."""
        if report.id not in self._numbers:
            self._put(len(self._reports), report, is_compared=is_compared)

    def passages(self) -> tuple[Passage, ...]:
        """Everything that two reports share, by the ids of the pairs."""
        return _sorted(self._passage(a, b) for a, others in self._pairs.items() for b in others if a < b)

    def _put(self, number: int, report: Printed, *, is_compared: bool) -> None:
        body = _body(report.id, report.text)
        prints, first = np.unique(body.fingerprints.hashes, return_index=True)
        self._numbers[report.id] = number
        self._reports.append(report)
        self._prints.append(prints)
        self._places.append(body.fingerprints.at[first].astype(np.uint32))
        places, holders = self._postings.holders(prints)
        self._background.note(number, (report.outlet, report.published), self._prints, (places, holders))
        bodies = self._bodies.add(number, telling_words(body.words))
        self._postings.add(number, prints)
        for other in sorted(bodies | self._sharing(number, places, holders)) if is_compared else ():
            self._compare(other, number, is_one_body=other in bodies)

    def _sharing(self, number: int, places: NDArray[np.int64], holders: NDArray[np.uint32]) -> set[int]:
        """Reports that share fingerprints enough, and far enough apart, that are not background."""
        news = np.array([key not in self._background.known for key in self._prints[number].tolist()], dtype=np.bool_)
        numbers, counts = np.unique(holders[news[places]], return_counts=True)
        return {other for other in numbers[counts >= SHARED].tolist() if self._is_worth(number, other, self._shared(number, other))}

    def _shared(self, a: int, b: int) -> Hashes:
        return np.intersect1d(self._prints[a], self._prints[b], assume_unique=True)

    def _is_worth(self, a: int, b: int, shared: Hashes) -> bool:
        """Whether fingerprints that two reports share and that are not background lie as those of a passage, in one of the two at least."""
        news = shared[[key not in self._background.known for key in shared.tolist()]]
        if len(news) < SHARED:
            return False
        in_a, in_b = (self._places[n][np.searchsorted(self._prints[n], news)] for n in (a, b))
        return max(int(np.ptp(in_a)), int(np.ptp(in_b))) >= SPREAD

    def _compare(self, a: int, b: int, *, is_one_body: bool) -> None:
        """Judge a pair as if nothing were background; what is too little then will always be."""
        passage = passage_between(self._body(a), self._body(b))
        if passage is not None:
            pair = Pair(passage, self._shared(a, b), frozenset(), is_one_body)
            self._pairs.setdefault(a, {})[b] = self._pairs.setdefault(b, {})[a] = pair

    def _passage(self, a: int, b: int) -> Passage | None:
        """What a pair comes to with what is background by now."""
        pair = self._pairs[a][b]
        hidden = frozenset(self._background.known.intersection(pair.shared.tolist()))
        if hidden != pair.hidden:
            is_worth = pair.is_one_body or self._is_worth(a, b, pair.shared)
            pair.passage = passage_between(self._body(a), self._body(b), hidden) if is_worth else None
            pair.hidden = hidden
        return pair.passage

    def _body(self, number: int) -> Body:
        report = self._reports[number]
        return _body(report.id, report.text)


@lru_cache(maxsize=KEPT_BODIES)
def _body(id_: str, text: str) -> Body:
    return Body.of(id_, words_of(text))


def _sorted(found: Iterable[Passage | None]) -> tuple[Passage, ...]:
    return tuple(sorted((passage for passage in found if passage is not None), key=lambda p: (p.first, p.second)))


def find_passages(reports: Iterable[Report]) -> tuple[Passage, ...]:
    """What any two reports share, with where it stands in either text."""
    return index_of(reports).passages()


def find_reprints(reports: Iterable[Report]) -> tuple[Reprint, ...]:
    """The same with who had the words first and whose they are, as far as the reports show it."""
    texts = tuple(reports)
    return lineage(texts, find_passages(texts))


def index_of(reports: Iterable[Report], *, beside: Iterable[Report] = (), common: Iterable[int] = ()) -> ReprintIndex:
    """Reports with all that they share among themselves and with those `beside` them, which are not compared with each other.

    `common` are fingerprints that are known to be background, as signed numbers.
    """
    index = ReprintIndex(common)
    for report in beside:
        index.hold(Printed.of(report))
    for report in reports:
        index.add(Printed.of(report))
    return index
