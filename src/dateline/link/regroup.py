"""Groups of claims made again around a change, so that they are as if all had been grouped anew.

Every group remembers the joins that made it, each with the place it had in the order of joining. What does not meet the change is joined
again in that order without being looked at. Claims that are new or changed, and whatever would have joined them or what is gone, are looked
at: they are joined with what scores highest at their turn, as in `dateline.link.cluster`. So only the neighbourhood of a change is read,
however many claims scores lead to from there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Protocol

from dateline.link.cluster import HELD, SCORED, TOGETHER, Groups, Join, Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """A group as it was: each member that is still there with its teller, all members, and the joins that made it, in an order that works."""

    members: Mapping[str, object]
    all_members: frozenset[str]
    joins: Sequence[Join]


class Web(Protocol):
    """What is known of claims, looked up as it is needed."""

    def grown(self, keys: Collection[str]) -> Iterable[Grown]:
        """The groups, as they were, of these claims, each group once; a new claim is a group of its own."""

    def scores(self, keys: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """What each of these claims scores with others."""

    def ties(self, keys: Collection[str]) -> Iterable[tuple[int, str, str]]:
        """Pairs that are tied, of which one is among these, each the smaller id first: the class of their joining and both."""

    def apart(self, keys: Collection[str]) -> Iterable[tuple[str, str]]:
        """Pairs that are held apart, of which one is among these."""


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Groups that are other ones than before, each with the joins that made it."""

    groups: Mapping[tuple[str, ...], Sequence[Join]]


@dataclass(slots=True, eq=False)
class _Node:
    """A join as it was, waiting for its turn: `parts` are the joins that made its two sides, None for a single claim."""

    join: Join
    parts: tuple[_Node | None, _Node | None]
    parent: _Node | None = None
    is_settled: bool = False

    @property
    def is_ready(self) -> bool:
        return all(part is None or part.is_settled for part in self.parts)


@dataclass(slots=True)
class Regrouping:
    """`changed` are claims that are new, or compared or tied otherwise; `gone` are claims whose old groups are to be made again."""

    web: Web
    _groups: Groups = field(default_factory=Groups)
    _dirty: set[str] = field(default_factory=set)
    _queue: list[tuple[Key, str, str, _Node | None]] = field(default_factory=list)
    _now: Key | None = None
    _old: list[frozenset[str]] = field(default_factory=list)
    _joins: list[Join] = field(default_factory=list)

    def around(self, changed: Collection[str], gone: Collection[str]) -> Regrouped:
        """Make the groups again that a change leads to."""
        self._load({*changed, *gone})
        self._soil([self._groups.name[key] for key in changed if key in self._groups.name])
        while self._queue:
            key, a, b, node = heappop(self._queue)
            self._now = key if self._now is None else max(self._now, key)
            if node is not None:
                self._replay(node)
            elif key[0] == SCORED:
                self._try(key, a, b)
            else:
                self._tie(key)
        return self._found(set(changed))

    def _found(self, changed: set[str]) -> Regrouped:
        old = {members for members in self._old if changed.isdisjoint(members)}
        made: dict[str, list[Join]] = {}
        for join in self._joins:
            made.setdefault(self._groups.name[join.kept], []).append(join)
        new = {name: members for name, members in self._groups.members.items() if frozenset(members) not in old}
        return Regrouped({tuple(sorted(members)): made.get(name, []) for name, members in new.items()})

    def _load(self, keys: Collection[str]) -> None:
        """Bring in the groups of claims, as far as they were joined by now."""
        fresh = [key for key in keys if key not in self._groups.name]
        loaded: set[str] = set()
        nodes: list[_Node] = []
        for grown in self.web.grown(fresh) if fresh else ():
            self._old.append(grown.all_members)
            for key, teller in grown.members.items():
                self._groups.add(key, teller)
                loaded.add(key)
            nodes += self._nodes(grown)
        for a, b in self.web.apart(loaded) if loaded else ():
            if a in self._groups.name and b in self._groups.name:
                self._groups.hold_apart(self._groups.name[a], self._groups.name[b])
        for node in nodes:
            self._arrive(node)

    @staticmethod
    def _nodes(grown: Grown) -> list[_Node]:
        made: dict[str, _Node] = {}
        nodes = []
        for join in grown.joins:
            parts = made.get(join.kept), made.get(join.gone)
            node = _Node(join, parts)
            for part in parts:
                if part is not None:
                    part.parent = node
            made[join.kept] = node
            nodes.append(node)
        return nodes

    def _arrive(self, node: _Node) -> None:
        """Join what was joined before now; let the rest wait for its turn."""
        if not node.is_ready or node.is_settled:
            return
        if self._now is not None and node.join.key < self._now:
            self._replay(node)
        else:
            heappush(self._queue, (node.join.key, node.join.kept, node.join.gone, node))

    def _replay(self, node: _Node) -> None:
        """Join as before where both sides are as they were; else what is left as it was is looked at from now on."""
        if node.is_settled:
            return
        node.is_settled = True
        sides = [self._groups.name.get(key) for key in (node.join.kept, node.join.gone)]
        whole = [side for side, part in zip(sides, node.parts, strict=True) if self._is_as_it_was(side, part)]
        if len(whole) == 2:
            self._join(whole[0], whole[1], node.join.key)
        else:
            node.is_spoiled = True
            self._soil(whole)
        if node.parent is not None:
            self._arrive(node.parent)
