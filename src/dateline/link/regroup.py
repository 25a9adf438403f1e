"""Groups of claims made again around a change, so that they are as if all had been grouped anew.

Every group remembers the joins that made it, and when in the order of joining each was made. What does not meet the change is joined again
as it was, without being looked at. Claims that are new or changed, and whatever would have joined them or what is gone, are looked at: they
are joined with what scores highest when it is their turn, as in `dateline.link.cluster`. So only the neighbourhood of a change is read,
however many claims scores lead to from there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Protocol

from dateline.link.cluster import SCORED, TOGETHER, Groups, Join, Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """A group as it was: its members that are still there, each with its teller, and the joins that made it, those of its parts first.

    `is_whole` tells whether all members are still there.
    """

    members: Mapping[str, object]
    joins: Sequence[Join] = ()
    is_whole: bool = True


class Web(Protocol):
    """What is known of claims, looked up as it is needed."""

    def grown(self, keys: Collection[str]) -> Iterable[Grown]:
        """The groups, as they were, of these claims, each group once; a new claim is a group of its own."""

    def scores(self, keys: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """What each of these claims scores with others."""

    def ties(self, keys: Collection[str]) -> Iterable[tuple[int, str, str]]:
        """The class of their joining, and the two claims, the smaller id first, of the ties in which any of these takes part."""

    def apart(self, keys: Collection[str]) -> Iterable[tuple[str, str]]:
        """The pairs that are held apart in which any of these takes part."""


Regrouped = Mapping[tuple[str, ...], Sequence[Join]]
"""Groups that were made again, each with the joins that made it, those of its parts first; their claims may be those of before."""


@dataclass(slots=True, eq=False)
class _Node:
    """A join as it was, waiting for its turn; `parts` are the joins that made its two sides, None for a single claim."""

    join: Join
    parts: tuple[_Node | None, _Node | None]
    parent: _Node | None = None
    is_waiting: bool = False
    is_settled: bool = False
    is_broken: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether its sides are done with, so that its turn may come."""
        return not (self.is_settled or self.is_waiting) and all(part is None or part.is_settled for part in self.parts)


@dataclass(slots=True)
class Regrouping:
    """Makes groups again around a change. `web` knows the claims as they are after it, and the groups as they were before."""

    web: Web
    _groups: Groups = field(default_factory=Groups)
    _looked_at: set[str] = field(default_factory=set)
    _met: set[str] = field(default_factory=set)
    _queue: list[tuple[Key, int, _Node | None]] = field(default_factory=list)
    _now: Key | None = None
    _whole: set[frozenset[str]] = field(default_factory=set)
    _joins: list[Join] = field(default_factory=list)

    def around(self, changed: Collection[str], gone: Collection[str]) -> Regrouped:
        """The groups that a change makes again: `changed` are new claims and those that score or are tied otherwise, `gone` those gone."""
        self._bring({*changed, *gone})
        self._look_at({self._groups.name[key] for key in changed if key in self._groups.name})
        while self._queue:
            key, _, node = heappop(self._queue)
            self._now = key if self._now is None else max(self._now, key)
            if node is not None:
                self._settle(node)
                self._wait(node.parent)
            else:
                self._try(key)
        return self._found()

    def _found(self) -> Regrouped:
        joins: dict[str, list[Join]] = {}
        for join in self._joins:
            joins.setdefault(self._groups.name[join.kept], []).append(join)
        groups = ((name, frozenset(members)) for name, members in self._groups.members.items())
        new = ((name, members) for name, members in groups if members not in self._whole or not self._met.isdisjoint(members))
        return {tuple(sorted(members)): joins.get(name, ()) for name, members in new}

    def _bring(self, keys: Collection[str]) -> None:
        """Take in the groups of claims, joined as far as they were by now."""
        missing = [key for key in keys if key not in self._groups.name]
        brought: set[str] = set()
        nodes: list[_Node] = []
        for grown in self.web.grown(missing) if missing else ():
            for key, teller in grown.members.items():
                self._groups.add(key, teller)
            brought |= grown.members.keys()
            nodes += _nodes(grown.joins)
            if grown.is_whole:
                self._whole.add(frozenset(grown.members))
        for a, b in self.web.apart(brought) if brought else ():
            if a in self._groups.name and b in self._groups.name:
                self._groups.hold_apart(self._groups.name[a], self._groups.name[b])
        for node in nodes:
            self._catch_up(node)

    def _catch_up(self, node: _Node | None) -> None:
        """Join at once what was joined before now; let the rest wait for its turn."""
        while node is not None and node.is_ready and self._now is not None and node.join.key < self._now:
            self._settle(node)
            node = node.parent
        self._wait(node)

    def _wait(self, node: _Node | None) -> None:
        """Let a join wait for its turn, once its sides are done with."""
        if node is not None and node.is_ready:
            heappush(self._queue, (node.join.key, id(node), node))
            node.is_waiting = True

    def _settle(self, node: _Node) -> None:
        """Join as before where both sides are as they were; a side that is left alone is looked at from now on."""
        node.is_settled = True
        sides = zip((node.join.kept, node.join.gone), node.parts, strict=True)
        as_they_were = [name for key, part in sides if (name := self._as_it_was(key, part)) is not None]
        if len(as_they_were) == 2:
            self._join(node.join.key, *as_they_were)
        else:
            node.is_broken = True
            self._look_at(as_they_were)

    def _as_it_was(self, key: str, part: _Node | None) -> str | None:
        """The group of a claim, where that is there and what once made the group made it again."""
        name = self._groups.name.get(key)
        is_other = name is None or name in self._looked_at or (part is not None and part.is_broken)
        return None if is_other else name

    def _look_at(self, names: Collection[str]) -> None:
        """From now on these groups join with whatever scores highest."""
        rows = {key for name in names if name not in self._looked_at for key in self._groups.members[name]}
        if not rows:
            return
        scores, ties = self.web.scores(rows), list(self.web.ties(rows))
        self._bring({other for met in scores.values() for other in met} | {key for _, a, b in ties for key in (a, b)})
        self._met |= rows
        new = {self._groups.name[key] for key in rows}
        self._looked_at |= new
        for name in new:
            self._weigh(name, scores)
        for kind, a, b in ties:
            self._offer((kind, 0, a, b))

    def _weigh(self, name: str, scores: Mapping[str, Mapping[str, int]]) -> None:
        """What a group scores with every other."""
        sums: dict[str, int] = {}
        for key in self._groups.members[name]:
            for other, score in scores.get(key, {}).items():
                there = self._groups.name.get(other, name)
                sums[there] = sums.get(there, 0) + score
        sums.pop(name, None)
        self._groups.between[name] = sums
        for other, score in sums.items():
            self._groups.between[other][name] = score
        self._offer_all(name)

    def _offer_all(self, name: str) -> None:
        for other, score in self._groups.between[name].items():
            if score > 0:
                self._offer((SCORED, -score, min(name, other), max(name, other)))

    def _offer(self, key: Key) -> None:
        """Let a join wait for its turn; a tie that had its turn before now was done or refused."""
        if key[0] == SCORED or self._now is None or key > self._now:
            heappush(self._queue, (key, 0, None))

    def _try(self, key: Key) -> None:
        """Join two groups, of which one is looked at, where that still holds and nothing forbids it."""
        kind, minus, one, other = key
        if kind == SCORED:
            a, b = one, other
            is_due = self._groups.between.get(a, {}).get(b) == -minus
        else:
            a, b = self._groups.name.get(one, ""), self._groups.name.get(other, "")
            is_due = a != b and "" not in (a, b)
        if is_due and not (self._groups.are_apart(a, b) if kind == TOGETHER else not self._groups.may_join(a, b)):
            self._look_at([a, b])
            self._join(key, a, b)

    def _join(self, key: Key, a: str, b: str) -> None:
        is_looked_at = not self._looked_at.isdisjoint((a, b))
        self._looked_at -= {a, b}
        kept = self._groups.join(a, b)
        self._joins.append(Join(key, min(a, b), max(a, b)))
        if is_looked_at:
            self._looked_at.add(kept)
        self._offer_all(kept)


def _nodes(joins: Iterable[Join]) -> list[_Node]:
    """Joins, each with those that made its sides."""
    made: dict[str, _Node] = {}
    nodes = []
    for join in joins:
        node = _Node(join, (made.get(join.kept), made.get(join.gone)))
        for part in node.parts:
            if part is not None:
                part.parent = node
        made[join.kept] = node
        nodes.append(node)
    return nodes
