"""The words that two texts share, in order and with small changes between, and what that makes of the two.

Two texts are laid beside each other: every run of RUN words that both have is a match; matches that follow each other in both texts with at
most GAP words between are one stretch. Paragraphs may stand in another order. Nothing here is left to chance.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.link.bodies import ENOUGH_WORDS
from dateline.link.shingles import SHINGLE, Fingerprints, Hashes, Words, fingerprints_of, jaccard, shingles_of, telling_words
from dateline.model.reprint import SHORTENED, WHOLE, Extent, Passage
from dateline.model.text import Span

RUN = 3
"""Words in the shortest run that counts as a match."""

OFTEN = 16
"""A run that stands more often than this in either text places nothing."""

GAP = 8
"""Words that may be changed, added or lost between two runs of one stretch."""

STRETCH = 10
"""Shared words of the shortest stretch: shorter ones are set phrases."""

DENSE = 0.5
"""The least share of a stretch's words that must be the same, in both texts."""

LEAD, LEAD_SHARED = 60, 0.3
"""Words at the head of a text, the least share of them that a reprint has too. News is cut from the end: a shortened report keeps the lead
(after a title of its own), while a short report put into another story stands anywhere in it."""

ALIKE = 0.55
"""Jaccard overlap of words from which two bodies are one: the threshold measured by the DEEP project on humanitarian news."""

OWN = 0.4
"""The least share of the shorter text's words outside quotation marks that must be shared too: a speaker's words prove no reprint."""

PARTIAL = 24
"""Words of a passage, outside quotation marks and background, from which it is a reprint inside another report: about a long sentence."""

QUOTED = 12
"""Words of a quotation that both have, from which it is told."""


Marks = NDArray[np.bool_]
"""One truth value a word."""


@dataclass(frozen=True, slots=True)
class Run:
    """`length` words that are the same from word `first` of one text and word `second` of the other."""

    first: int
    second: int
    length: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Runs that follow each other in both texts."""

    runs: tuple[Run, ...]

    @property
    def words(self) -> int:
        """How many words are the same."""
        return sum(run.length for run in self.runs)

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """First word and the one after the last, in either text."""
        first, last = self.runs[0], self.runs[-1]
        return first.first, last.first + last.length, first.second, last.second + last.length


@dataclass(frozen=True, slots=True)
class Body:
    """A report as it is compared: its id, words and fingerprints."""

    id: str
    words: Words
    fingerprints: Fingerprints

    @classmethod
    def of(cls, id_: str, words: Words) -> Body:
        """A body with its fingerprints."""
        return cls(id_, words, fingerprints_of(words))


def stretches(a: Words, b: Words) -> tuple[Stretch, ...]:
    """The stretches that two texts share, largest first; none overlaps another in either text."""
    chains = sorted(_chains(_runs(a, b)), key=lambda stretch: (-stretch.words, stretch.bounds))
    taken_a, taken_b = np.zeros(len(a), dtype=np.bool_), np.zeros(len(b), dtype=np.bool_)
    kept: list[Stretch] = []
    for chain in chains:
        free = tuple(run for run in chain.runs if not _is_taken(run, taken_a, taken_b))
        if free and (stretch := Stretch(free)).words >= STRETCH and _is_dense(stretch):
            kept.append(stretch)
            start_a, end_a, start_b, end_b = stretch.bounds
            taken_a[start_a:end_a] = taken_b[start_b:end_b] = True
    return tuple(kept)


def _is_taken(run: Run, a: NDArray[np.bool_], b: NDArray[np.bool_]) -> bool:
    return bool(a[run.first : run.first + run.length].any() or b[run.second : run.second + run.length].any())


def _is_dense(stretch: Stretch) -> bool:
    start_a, end_a, start_b, end_b = stretch.bounds
    return stretch.words >= DENSE * max(end_a - start_a, end_b - start_b)


def _runs(a: Words, b: Words) -> list[Run]:
    """Maximal runs of the same words, by where they begin."""
    shingles_a, shingles_b = shingles_of(a.hashes, RUN), shingles_of(b.hashes, RUN)
    order = np.argsort(shingles_b, kind="stable")
    low = np.searchsorted(shingles_b[order], shingles_a, "left")
    counts = np.searchsorted(shingles_b[order], shingles_a, "right") - low
    counts[(counts > OFTEN) | _often(shingles_a)] = 0
    first = np.repeat(np.arange(len(shingles_a)), counts)
    steps = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    second = order[np.repeat(low, counts) + steps] if len(first) else first
    by_diagonal = np.lexsort((first, first - second))
    return sorted(_joined(first[by_diagonal].tolist(), second[by_diagonal].tolist()), key=lambda run: (run.first, run.second))


def _often(shingles: NDArray[np.uint64]) -> NDArray[np.bool_]:
    _, inverse, counts = np.unique(shingles, return_inverse=True, return_counts=True)
    return np.asarray(counts[inverse] > OFTEN)


def _joined(first: Sequence[int], second: Sequence[int]) -> Iterator[Run]:
    """Matches that follow each other word by word as one run."""
    begin = 0
    for n in range(1, len(first) + 1):
        if n == len(first) or first[n] != first[n - 1] + 1 or second[n] != second[n - 1] + 1:
            yield Run(first[begin], second[begin], n - begin + RUN - 1)
            begin = n


def _chains(runs: Sequence[Run]) -> Iterator[Stretch]:
    """Each run follows the one that makes the longest stretch with it; a run belongs to one stretch."""
    best = [run.length for run in runs]
    before: list[int | None] = [None] * len(runs)
    reach = 0
    for n, run in enumerate(runs):
        while runs[reach].first + runs[reach].length + GAP < run.first:
            reach += 1
        for m in range(reach, n):
            if best[m] + run.length > best[n] and _follows(runs[m], run):
                best[n], before[n] = best[m] + run.length, m
    used: set[int] = set()
    for n in sorted(range(len(runs)), key=lambda n: (-best[n], n)):
        chain: list[Run] = []
        at: int | None = n
        while at is not None and at not in used:
            used.add(at)
            chain.append(runs[at])
            at = before[at]
        if chain:
            yield Stretch(tuple(_cut(chain[::-1])))


def _follows(one: Run, other: Run) -> bool:
    ahead = other.first - one.first - one.length, other.second - one.second - one.length
    return other.first > one.first and other.second > one.second and min(ahead) > -RUN and max(ahead) <= GAP


def _cut(chain: Sequence[Run]) -> Iterator[Run]:
    """Runs of a chain without the words that the one before already has."""
    end_a = end_b = 0
    for run in chain:
        lost = max(0, end_a - run.first, end_b - run.second)
        if lost < run.length:
            yield Run(run.first + lost, run.second + lost, run.length - lost)
            end_a, end_b = run.first + run.length, run.second + run.length


def passage_between(a: Body, b: Body, background: Collection[int] = ()) -> Passage | None:
    """What two reports share, None where it is too little to tell; fingerprints in `background` prove nothing."""
    if a.id > b.id:
        a, b = b, a
    shared = stretches(a.words, b.words)
    if not shared:
        return None
    same_a, same_b = _marked(shared, len(a.words), len(b.words))
    spoken_a, spoken_b = _spoken(shared, a.words, b.words)
    news_a, news_b = ~_background(a, background), ~_background(b, background)
    told_a, told_b = same_a & ~spoken_a & news_a, same_b & ~spoken_b & news_b
    own = telling_words(a.words, news_a), telling_words(b.words, news_b)
    extent = _extent((a.words, b.words), (same_a, same_b), (told_a, told_b), own, shared)
    if extent is None:
        return None
    kept = shared if extent is Extent.WHOLE else tuple(s for s in shared if _tells(s, extent, told_a, spoken_a & same_a))
    same_a, same_b = _marked(kept, len(a.words), len(b.words))
    words = int(same_a.sum())
    shares = (round(words / len(a.words), 3), round(words / len(b.words), 3))
    spans = tuple(sorted(_span_pair(stretch, a.words, b.words) for stretch in kept))
    return Passage(first=a.id, second=b.id, extent=extent, spans=spans, words=words, shares=shares)


def _marked(shared: Sequence[Stretch], length_a: int, length_b: int) -> tuple[Marks, Marks]:
    """Which words of either text are shared."""
    a, b = np.zeros(length_a, dtype=np.bool_), np.zeros(length_b, dtype=np.bool_)
    for run in (run for stretch in shared for run in stretch.runs):
        a[run.first : run.first + run.length] = b[run.second : run.second + run.length] = True
    return a, b


def _spoken(shared: Sequence[Stretch], a: Words, b: Words) -> tuple[Marks, Marks]:
    """Which words of either text a speaker says: shared ones where both show the marks, or the one that shows any at all."""
    in_a, in_b = a.quoted.copy(), b.quoted.copy()
    both = bool(a.quoted.any() and b.quoted.any())
    for run in (run for stretch in shared for run in stretch.runs):
        there = slice(run.first, run.first + run.length), slice(run.second, run.second + run.length)
        marked = a.quoted[there[0]] & b.quoted[there[1]] if both else a.quoted[there[0]] | b.quoted[there[1]]
        in_a[there[0]] = in_b[there[1]] = marked
    return in_a, in_b


def _background(body: Body, background: Collection[int]) -> Marks:
    """Words that only background fingerprints cover."""
    known, new = np.zeros(len(body.words), dtype=np.bool_), np.zeros(len(body.words), dtype=np.bool_)
    if background:
        for key, at in zip(body.fingerprints.hashes.tolist(), body.fingerprints.at.tolist(), strict=True):
            (known if key in background else new)[at : at + SHINGLE] = True
    return known & ~new


def _extent(
    words: tuple[Words, Words], same: tuple[Marks, Marks], told: tuple[Marks, Marks], own: tuple[Hashes, Hashes], shared: Sequence[Stretch]
) -> Extent | None:
    """What the shared words (`same`), those of them that tell something (`told`) and each report's telling words (`own`) come to."""
    begin_alike = all(mark[:LEAD].mean() >= LEAD_SHARED for mark in same)
    if _is_in_order(words, same, told, begin_alike=begin_alike) or (begin_alike and told[0].any() and _are_one_body(*own)):
        return Extent.WHOLE
    if any(_words_told(stretch, told[0]) >= PARTIAL for stretch in shared):
        return Extent.PARTIAL
    quoted = same[0] & ~told[0] & words[0].quoted
    return Extent.QUOTED if any(_words_told(stretch, quoted) >= QUOTED for stretch in shared) else None


def _is_in_order(words: tuple[Words, Words], same: tuple[Marks, Marks], told: tuple[Marks, Marks], *, begin_alike: bool) -> bool:
    """Whether one text is the other again by what stands in both in order."""
    share = [float(mark.mean()) for mark in same]
    shorter = 0 if len(words[0]) <= len(words[1]) else 1
    outside = int((~words[shorter].quoted).sum())
    is_enough = min(share) >= SHORTENED or (begin_alike and (min(share) >= WHOLE or max(share) >= SHORTENED))
    return is_enough and int(told[shorter].sum()) >= max(1.0, OWN * outside)


def _are_one_body(a: Hashes, b: Hashes) -> bool:
    """Whether one text is the other again by the words of both, in whatever order."""
    return min(len(a), len(b)) >= ENOUGH_WORDS and jaccard(a, b) >= ALIKE


def _words_told(stretch: Stretch, marks: Marks) -> int:
    return sum(int(marks[run.first : run.first + run.length].sum()) for run in stretch.runs)


def _tells(stretch: Stretch, extent: Extent, told: Marks, quoted: Marks) -> bool:
    """Whether a stretch is among those that make the passage what it is."""
    return _words_told(stretch, told) >= PARTIAL / 2 if extent is Extent.PARTIAL else _words_told(stretch, quoted) >= QUOTED


def _span_pair(stretch: Stretch, a: Words, b: Words) -> tuple[Span, Span]:
    start_a, end_a, start_b, end_b = stretch.bounds
    return Span(int(a.starts[start_a]), int(a.ends[end_a - 1])), Span(int(b.starts[start_b]), int(b.ends[end_b - 1]))
