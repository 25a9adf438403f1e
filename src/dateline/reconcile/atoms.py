"""Atoms: the finest pieces of place, days and groups that a set of figures tells apart.

A point of ground may lie in several of the places asked about: in a quarter, its city and its province. The sets of places that may hold
one point together are those closed under "inside" without two that are apart; the same holds for persons and groups. An atom is such a set
of places, one of groups, and a run of days without a boundary in it. Atoms that lie in the same figures are one: nothing tells them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

T = TypeVar("T")

MOST_SETS: Final = 4096
"""Sets of places that may hold one point; places beyond it (a crowd of places of which none can be told apart) bound nothing."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a figure counts: bits of the places and of the groups that hold all of it, first and last day as ordinals."""

    places: int
    groups: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sets:
    """Nodes (places or groups) in an order in which those that hold others come first, and the sets that may hold one thing together.

    `holders[n]` are the bits of the nodes that hold node n, itself among them. `crowded` are nodes left out for MOST_SETS.
    """

    holders: tuple[int, ...]
    sets: tuple[int, ...]
    crowded: frozenset[int] = frozenset()

    def inner(self, found: int) -> int:
        """The bits of those nodes of a set that hold no other node of it."""
        outer = 0
        for n in bits(found):
            outer |= self.holders[n] & ~(1 << n)
        return found & ~outer


def bits(mask: int) -> Iterator[int]:
    """Numbers of the bits that are set."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def sets_of(nodes: Sequence[T], is_inside: Callable[[T, T], bool], is_apart: Callable[[T, T], bool]) -> Sets:
    """The sets of `nodes` that may hold one thing; `is_inside(a, b)` says that a lies in b, and nodes come after those that hold them."""
    holders: list[int] = []
    sets = [0]
    crowded: set[int] = set()
    for n, node in enumerate(nodes):
        known = [m for m in range(n) if m not in crowded]
        outer = 0
        for m in known:
            if is_inside(node, nodes[m]):
                outer |= holders[m]
        apart = sum(1 << m for m in known if not outer >> m & 1 and is_apart(node, nodes[m]))
        held = outer | 1 << n
        holders.append(held)
        wider = [found | held for found in sets if found & outer == outer and not found & apart]
        if len(sets) + len(wider) > MOST_SETS or not wider:
            crowded.add(n)
        else:
            sets += wider
    return Sets(holders=tuple(holders), sets=tuple(sets), crowded=frozenset(crowded))


def memberships(boxes: Sequence[Box], places: Sets, groups: Sets) -> list[tuple[int, ...]]:
    """The different sets of boxes (by index) that share an atom, sorted; each is one variable."""
    found: set[tuple[int, ...]] = set()
    of_places: dict[int, list[int]] = {}
    for n, box in enumerate(boxes):
        of_places.setdefault(box.places, []).append(n)
    for place in places.sets:
        inside = [n for mask, members in of_places.items() if mask & place == mask for n in members]
        inner = places.inner(place)
        if inside and _covers(boxes, inside, inner):
            for active in _runs(boxes, inside):
                if _covers(boxes, active, inner):
                    found.update(_by_group(boxes, active, groups))
    found.discard(())
    return sorted(found)


def _covers(boxes: Sequence[Box], chosen: Sequence[int], inner: int) -> bool:
    """Whether each innermost place is that of some box; without one the set is the same as a smaller one."""
    named = 0
    for n in chosen:
        named |= boxes[n].places
    return named & inner == inner


def _runs(boxes: Sequence[Box], inside: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The boxes that share a run of days, run by run; runs with the same boxes come once."""
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for n in inside:
        starts.setdefault(boxes[n].first, []).append(n)
        ends.setdefault(boxes[n].last + 1, []).append(n)
    active: set[int] = set()
    seen: set[tuple[int, ...]] = set()
    for day in sorted({*starts, *ends}):
        active.difference_update(ends.get(day, ()))
        active.update(starts.get(day, ()))
        run = tuple(sorted(active))
        if run and run not in seen:
            seen.add(run)
            yield run


def _by_group(boxes: Sequence[Box], active: Sequence[int], groups: Sets) -> Iterator[tuple[int, ...]]:
    for members in groups.sets:
        yield tuple(n for n in active if boxes[n].groups & members == boxes[n].groups)
