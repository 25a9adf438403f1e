"""Two printings of one text side by side: what the other left out, what it put in, and what both have."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate, groupby

from dateline.model.text import Span
from dateline.web.veil import unveiled

TOKEN = re.compile(r"\S+\s*")
PARAGRAPH = re.compile(r"\n\s*\n")
TYPOGRAPHY = str.maketrans("“”„«»‘’‚`–—‑", '"""""\'\'\'\'---')
"""Marks that differ from house to house and change no word."""

MOST = 400
"""Words of a stretch that is no passage in common, up to which it is still compared word by word."""

LONG = 2_000
"""From so many words on the commonest are not looked for by themselves but found beside rarer ones, which takes a tenth of the time."""


AROUND = 6
"""Words shown before and behind a change, where only the changes are told."""


class Kind(StrEnum):
    """How words stand to the other report."""

    SAME = "same"
    OUT = "out"
    """Only in the first: the second left them out."""
    IN = "in"
    """Only in the second: it put them in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of one kind."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A stretch of both reports side by side, about a paragraph: the first's words and the second's; one side may be empty."""

    first: tuple[Piece, ...]
    second: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One word of the first, of the second, or, where both have it, of both."""

    kind: Kind
    first: str = ""
    second: str = ""
    at: int | None = None
    at_second: int | None = None
    """Where the word stands in either report."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A text as words, each with the space behind it."""

    words: list[str]
    starts: list[int]
    keys: list[str]

    @classmethod
    def of(cls, text: str) -> _Words:
        found = list(TOKEN.finditer(text))
        words = [match[0] for match in found]
        return cls(words, [match.start() for match in found], [_key(word) for word in words])

    def within(self, span: Span) -> tuple[int, int]:
        """The first word of a stretch, and the first behind it."""
        return max(0, bisect_right(self.starts, span.start) - 1), bisect_left(self.starts, span.end)


def _key(word: str) -> str:
    """A word without what changes from house to house: case, and the shape of quotation marks and dashes."""
    return word.strip().translate(TYPOGRAPHY).casefold()


def steps(first: str, second: str, shared: Sequence[tuple[Span, Span]]) -> tuple[Step, ...]:
    """Word by word from one report to the other; `shared` are stretches that both have, as the ledger found them."""
    one, other = _Words.of(first), _Words.of(second)
    found: list[Step] = []
    a = b = 0
    for left, right in _in_order(shared):
        (a1, a2), (b1, b2) = one.within(left), other.within(right)
        if a1 >= a and b1 >= b:
            found += _between(one, other, (a, a1), (b, b1))
            found += _aligned(one, other, (a1, a2), (b1, b2))
            a, b = a2, b2
    return (*found, *_between(one, other, (a, len(one.words)), (b, len(other.words))))


def _in_order(shared: Sequence[tuple[Span, Span]]) -> list[tuple[Span, Span]]:
    """The most words of the shared stretches that stand in the same order in both."""
    pairs = sorted(shared)
    best: list[tuple[int, int | None]] = []
    for n, (left, right) in enumerate(pairs):
        before = [(best[k][0], k) for k in range(n) if pairs[k][0].end <= left.start and pairs[k][1].end <= right.start]
        length, k = max(before, default=(0, None))
        best.append((length + len(left), k))
    at = max(range(len(best)), key=lambda n: best[n][0], default=None)
    chain = []
    while at is not None:
        chain.append(pairs[at])
        at = best[at][1]
    return chain[::-1]


def _between(one: _Words, other: _Words, a: tuple[int, int], b: tuple[int, int]) -> Iterator[Step]:
    """What lies between two shared stretches: compared where it is short, else all of it left out and all of it put in."""
    if a[1] - a[0] <= MOST and b[1] - b[0] <= MOST:
        return _aligned(one, other, a, b)
    return iter((*_only(one, a, Kind.OUT), *_only(other, b, Kind.IN)))


def _aligned(one: _Words, other: _Words, a: tuple[int, int], b: tuple[int, int]) -> Iterator[Step]:
    matcher = SequenceMatcher(None, one.keys[a[0] : a[1]], other.keys[b[0] : b[1]], autojunk=a[1] - a[0] > LONG)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            for i, j in zip(range(a[0] + i1, a[0] + i2), range(b[0] + j1, b[0] + j2), strict=True):
                yield Step(Kind.SAME, one.words[i], other.words[j], one.starts[i], other.starts[j])
        else:
            yield from _only(one, (a[0] + i1, a[0] + i2), Kind.OUT)
            yield from _only(other, (b[0] + j1, b[0] + j2), Kind.IN)


def _only(words: _Words, ends: tuple[int, int], kind: Kind) -> Iterator[Step]:
    for n in range(*ends):
        word, start = words.words[n], words.starts[n]
        yield Step(kind, first=word, at=start) if kind is Kind.OUT else Step(kind, second=word, at_second=start)


def rows(walk: Iterable[Step]) -> tuple[Row, ...]:
    """The steps as rows, one for each paragraph of the first report, and for each that the second put in between two of them."""
    found: list[list[Step]] = [[]]
    is_ending = False  # the first's paragraph is over; what the second put in at its end still belongs to it
    for step in walk:
        if is_ending and step.kind is not Kind.IN:
            found.append([])
            is_ending = False
        found[-1].append(step)
        if PARAGRAPH.search(step.first or step.second):
            is_ending = step.kind is not Kind.IN
            if not is_ending:
                found.append([])
    return tuple(_row(part) for part in found if part)


def _row(part: Sequence[Step]) -> Row:
    return Row(first=_side(part, first=True), second=_side(part, first=False))


def _side(part: Sequence[Step], *, first: bool) -> tuple[Piece, ...]:
    own = [step for step in part if (step.first if first else step.second)]
    grouped = groupby(own, key=lambda step: step.kind)
    found = [Piece(kind=kind, text=unveiled("".join(step.first if first else step.second for step in run))) for kind, run in grouped]
    return tuple(found[:-1] + [replace(piece, text=piece.text.rstrip()) for piece in found[-1:]])


def changes(walk: Sequence[Step], most: int) -> tuple[Piece, ...]:
    """The first changes, with a few words around each; what lies between them is cut short."""
    runs = [(kind, list(run)) for kind, run in groupby(walk, key=lambda step: step.kind)]
    places = [n for n, (kind, _) in enumerate(runs) if kind is not Kind.SAME and (n == 0 or runs[n - 1][0] is Kind.SAME)]
    end = places[most] if len(places) > most else len(runs)
    found = [Piece(kind=kind, text=unveiled(_told(runs, n))) for n, (kind, _) in enumerate(runs[:end])]
    return tuple(found)


def _told(runs: Sequence[tuple[Kind, list[Step]]], n: int) -> str:
    """A run as it is told among the changes: one that both have only at its ends, a long one without its middle."""
    kind, run = runs[n]
    words = [step.first or step.second for step in run]
    before, behind = (0 if n == 0 else AROUND, 0 if n == len(runs) - 1 else AROUND) if kind is Kind.SAME else (2 * AROUND, AROUND)
    if len(words) <= before + behind:
        return "".join(words)
    return "".join((*words[:before], "… ", *words[len(words) - behind :]))


Placed = tuple[int | None, Kind]
"""Where a word stands in one of the reports, None where it is not in that one, and how it stands to the other."""


def shares_kept(spans: Iterable[Span], words: Iterable[Placed]) -> list[float]:
    """How much of each stretch of one report the other has too, 0 to 1, by words."""
    own = [(at, kind is Kind.SAME) for at, kind in words if at is not None]
    starts, kept = [at for at, _ in own], [0, *accumulate(is_same for _, is_same in own)]
    found = []
    for span in spans:
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        found.append((kept[last] - kept[first]) / (last - first) if last > first else 0.0)
    return found
