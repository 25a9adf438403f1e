"""Groups of claims from scored pairs: the strongest pairs join first, and what pulls apart counts as much as what pulls together.

Greedy additive edge contraction (Keuper et al., 2015, for the multicut problem): the two groups with the largest sum of scores between
their claims are joined, as long as that sum is above 0. Two groups stay apart when one teller tells a claim of each, or when a person said
so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

Edges = Mapping[str, Mapping[str, int]]
"""Claim -> other claim -> score in thousandths of a bit, both ways round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Pairs that no score decides, each the smaller id first.

    `together` and `apart` were judged by people and outrank everything; `held` are ties of the texts themselves (a denial and what it
    denies, the same words in a reprint), which yield only to people and to tellers.
    """

    together: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    held: frozenset[tuple[str, str]] = frozenset()


TOGETHER, HELD, SCORED = range(3)
"""Classes of joins: those that people say, those of the texts, and those by score, in the order in which they are made."""

Key = tuple[int, int, str, str]
"""When a join is made: its class, its score the other way round, and the pair that it is made for; smaller keys come first."""


@dataclass(frozen=True, slots=True)
class Join:
    """Two groups that became one, each named by its smallest claim."""

    key: Key
    kept: str
    gone: str


@dataclass(slots=True)
class Groups:
    """The groups so far, each named by its smallest claim; scores between groups are sums."""

    tellers: dict[str, set[object]] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)
    between: dict[str, dict[str, int]] = field(default_factory=dict)
    apart: dict[str, set[str]] = field(default_factory=dict)
    name: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, teller: object) -> None:
        """A claim as a group of its own."""
        self.tellers[key], self.members[key], self.between[key], self.name[key] = {teller}, {key}, {}, key

    def hold_apart(self, a: str, b: str) -> None:
        """Two groups that may never be one."""
        self.apart.setdefault(a, set()).add(b)
        self.apart.setdefault(b, set()).add(a)

    def are_apart(self, a: str, b: str) -> bool:
        """Whether people hold the two apart."""
        return b in self.apart.get(a, ())

    def may_join(self, a: str, b: str) -> bool:
        """Whether neither a person nor a teller holds the two apart."""
        small, large = sorted((self.tellers[a], self.tellers[b]), key=len)
        return not self.are_apart(a, b) and not any(teller in large for teller in small)

    def join(self, a: str, b: str) -> str:
        """Two groups become one; everything between them and a third adds up."""
        kept, gone = min(a, b), max(a, b)
        larger, smaller = (kept, gone) if len(self.between[kept]) >= len(self.between[gone]) else (gone, kept)
        sums, others = self.between.pop(larger), self.between.pop(smaller)
        for other, score in others.items():
            sums[other] = sums.get(other, 0) + score
        for own in (a, b):
            sums.pop(own, None)
        self.between[kept] = sums
        for other in sums:
            row = self.between[other]
            row.pop(gone, None)
            row[kept] = sums[other]
        for other in self.apart.pop(gone, ()):
            self.apart[other].discard(gone)
            self.hold_apart(kept, other)
        for member in self.members[gone]:
            self.name[member] = kept
        self.members[kept] |= self.members.pop(gone)
        self.tellers[kept] |= self.tellers.pop(gone)
        return kept


@dataclass(frozen=True, slots=True)
class Clustered:
    """Every claim in exactly one group, groups and their claims sorted; and the joins that made them, in their order."""

    groups: tuple[tuple[str, ...], ...]
    joins: tuple[Join, ...]


def clusters(claims: Collection[str], edges: Edges, tellers: Mapping[str, str], ties: Ties) -> tuple[tuple[str, ...], ...]:
    """Every claim in exactly one group, groups and their claims sorted; the order of the input never matters."""
    return clustered(claims, edges, tellers, ties).groups


def clustered(claims: Collection[str], edges: Edges, tellers: Mapping[str, str], ties: Ties) -> Clustered:
    """The same with the joins that made the groups."""
    inside = set(claims)
    groups = Groups()
    for key in claims:
        groups.add(key, tellers[key])
        groups.between[key] = {other: score for other, score in edges.get(key, {}).items() if other in inside}
    for a, b in _within(ties.apart, inside):
        groups.hold_apart(a, b)
    joins: list[Join] = []
    for kind, pairs in ((TOGETHER, ties.together), (HELD, ties.held)):
        for one, other in _within(pairs, inside):
            a, b = groups.name[one], groups.name[other]
            if a != b and not (groups.are_apart(a, b) if kind == TOGETHER else not groups.may_join(a, b)):
                joins.append(Join((kind, 0, one, other), min(a, b), max(a, b)))
                groups.join(a, b)
    joins += _contract(groups)
    return Clustered(tuple(sorted(tuple(sorted(members)) for members in groups.members.values())), tuple(joins))


def _within(pairs: Iterable[tuple[str, str]], inside: set[str]) -> list[tuple[str, str]]:
    return sorted((a, b) for a, b in pairs if a in inside and b in inside)


def _contract(groups: Groups) -> Iterator[Join]:
    """Join the groups with the largest sum between them until none is above 0."""
    heap = [(-score, a, b) for a, row in groups.between.items() for b, score in row.items() if score > 0 and a < b]
    heapify(heap)
    while heap:
        minus, a, b = heappop(heap)
        if groups.between.get(a, {}).get(b) != -minus or not groups.may_join(a, b):
            continue
        kept = groups.join(a, b)
        yield Join((SCORED, minus, a, b), a, b)
        for other, score in groups.between[kept].items():
            if score > 0:
                heappush(heap, (-score, min(kept, other), max(kept, other)))


def reachable(starts: Iterable[str], edges: Edges, ties: Mapping[str, Collection[str]]) -> set[str]:
    """Every claim that ties or scores above 0 lead to: nothing outside can change how these are grouped."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        key = waiting.pop()
        near = [other for other, score in edges.get(key, {}).items() if score > 0]
        for other in (*near, *ties.get(key, ())):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
