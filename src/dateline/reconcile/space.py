"""The layout of a toll: figures as boxes over places, groups and days, and the atoms that they cut these into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dateline.model.figure import Measure
from dateline.model.world import Place
from dateline.reconcile import groups, placetree
from dateline.reconcile.atoms import Box, Sets, memberships, sets_of
from dateline.reconcile.bounds import MOST_CONFLICTS, Bounds, Row, bounds_of
from dateline.reconcile.figures import Counted, LeftOut
from dateline.reconcile.placetree import Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked; None leaves a side of the period open."""

    measure: Measure
    place: Place
    group: str = groups.PEOPLE
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Figures laid out over places, groups and days; box 0 is the question, box n + 1 the n-th figure of `counted`."""

    question: Question
    counted: tuple[Counted, ...]
    boxes: tuple[Box, ...]
    places: Sets
    groups: Sets
    asked: int
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    atoms: list[tuple[int, ...]] = field(default_factory=list)

    @classmethod
    def of(cls, question: Question, counted: Sequence[Counted]) -> Space:
        """The layout of figures that touch the question; what lies in none of the places for sure is left out."""
        layout = _Places.of(Where(place=question.place), counted)
        names = _with_holders({question.group, *(name for item in counted for name in item.groups)})
        people = sets_of(names, lambda a, b: groups.holds(b, a), groups.apart)
        boxes = [Box(1 << layout.asked, 1 << names.index(question.group), _ordinal(question.first), _ordinal(question.last, is_last=True))]
        used: list[Counted] = []
        left_out = []
        for item in counted:
            mask = layout.mask(item.where)
            if mask:
                members = sum(1 << names.index(name) for name in item.groups)
                boxes.append(Box(mask, members, item.first.toordinal(), item.last.toordinal()))
                used.append(item if layout.is_node(item.where) else _loosened(item))
            else:
                reason = f"place not sure: nothing tells whether {item.where_words or item.where.name} lies in {question.place.name}"
                left_out.append(LeftOut(claim=item.claim, n=item.n, words=item.words, reason=reason))
        return cls(
            question=question,
            counted=tuple(used),
            boxes=tuple(boxes),
            places=layout.sets,
            groups=people,
            asked=layout.asked,
            left_out=tuple(left_out),
            notes=layout.notes,
            atoms=memberships(boxes, layout.sets, people),
        )

    def bounds(self, counted: Sequence[Counted], *, most_conflicts: int = MOST_CONFLICTS) -> Bounds:
        """Bounds on the total by some of the figures."""
        wanted = {item.id for item in counted}
        chosen = [n for n, item in enumerate(self.counted, start=1) if item.id in wanted]
        kept = {0, *chosen}
        atoms = sorted({tuple(n for n in atom if n in kept) for atom in self.atoms} - {()})
        rows = [row for n in chosen for row in _rows(n, self.counted[n - 1])]
        return bounds_of(atoms, rows, self.boxes, most_conflicts=most_conflicts)

    def is_asked(self, item: Counted) -> bool:
        """Whether a figure counts just what is asked."""
        same_place = item.where.part is None and item.where.is_firm and item.where.place.id == self.question.place.id
        same_days = item.first == self.question.first and item.last == self.question.last
        return item.is_whole and same_place and same_days and item.groups == {self.question.group}


def _rows(box: int, item: Counted) -> list[Row]:
    rows = []
    if item.low:
        rows.append(Row(box, item.low, is_high=False, claims=(item.claim,)))
    if item.high is not None and item.is_whole:
        rows.append(Row(box, item.high, is_high=True, claims=(item.claim,)))
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """The places of a question and its figures, those that hold others first."""

    nodes: tuple[Where, ...]
    sets: Sets
    asked: int
    told: frozenset[tuple[str, tuple[str, str]]]
    notes: tuple[str, ...]

    @classmethod
    def of(cls, asked: Where, counted: Sequence[Counted]) -> _Places:
        """Every whole place and named part among the figures, and the place asked about."""
        by_key = {item.where.key: item.where for item in sorted(counted, key=lambda c: c.id) if item.where.is_firm} | {asked.key: asked}
        told = {
            (place.place.id, item.where.key): item
            for item in counted
            if item.where.part is not None
            for place in by_key.values()
            if place.part is None and placetree.says_it_includes(item.quote, item.where_words, place.place)
        }
        pairs = frozenset(told)
        holders = {
            key: {other for other, outer in by_key.items() if placetree.is_inside(node, outer, pairs)} for key, node in by_key.items()
        }
        nodes = tuple(by_key[key] for key in sorted(by_key, key=lambda key: (len(holders[key]), key)))
        found = sets_of(nodes, lambda a, b: b.key in holders[a.key], placetree.is_apart)
        notes = [
            f"{by_key[place, ''].name} lies in {item.where.name}: {item.claim} says that it includes it"
            for (place, _), item in told.items()
        ]
        crowded = [nodes[n].name for n in sorted(found.crowded)]
        notes += [f"{name} crosses so many other places that it bounds from below only" for name in crowded]
        return cls(nodes=nodes, sets=found, asked=nodes.index(asked), told=pairs, notes=tuple(notes))

    def is_node(self, where: Where) -> bool:
        """Whether a place is kept apart from all others."""
        return where.is_firm and self._number(where) is not None

    def mask(self, where: Where) -> int:
        """The bits of the places that hold all of `where`; 0 where none does."""
        number = self._number(where) if where.is_firm else None
        if number is not None:
            return 1 << number
        inside = (n for n, node in enumerate(self.nodes) if n not in self.sets.crowded and placetree.is_inside(where, node, self.told))
        return sum(1 << n for n in inside)

    def _number(self, where: Where) -> int | None:
        found = next((n for n, node in enumerate(self.nodes) if node.key == where.key), None)
        return None if found in self.sets.crowded else found


def _loosened(item: Counted) -> Counted:
    return replace(item, high=None, is_whole=False)


def _with_holders(names: Iterable[str]) -> list[str]:
    """Groups and all that hold them, the widest first."""
    chosen = {name for name in groups.NAMES if any(groups.holds(name, inner) for inner in names)}
    return sorted(chosen, key=lambda name: (sum(groups.holds(outer, name) for outer in chosen), name))


def _ordinal(day: date | None, *, is_last: bool = False) -> int:
    return (day or (date.max if is_last else date.min)).toordinal()
