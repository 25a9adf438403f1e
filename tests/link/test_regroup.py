"""Grouping again around a change ends where grouping everything anew does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.link.cluster import HELD, TOGETHER, Join, Ties, clustered
from dateline.link.regroup import Grown, Regrouping

Pair = tuple[str, str]
Edges = dict[str, dict[str, int]]


@dataclass(frozen=True)
class World:
    """Claims with their tellers, what they score, and what ties them."""

    tellers: dict[str, str]
    scores: dict[Pair, int]
    ties: Ties = field(default_factory=Ties)

    @property
    def edges(self) -> Edges:
        found: Edges = {key: {} for key in self.tellers}
        for (a, b), score in self.scores.items():
            found[a][b] = found[b][a] = score
        return found

    def groups(self) -> dict[tuple[str, ...], set[Join]]:
        made = clustered(list(self.tellers), self.edges, self.tellers, self.ties)
        of = {key: group for group in made.groups for key in group}
        found: dict[tuple[str, ...], set[Join]] = {group: set() for group in made.groups}
        for join in made.joins:
            found[of[join.kept]].add(join)
        return found


class Before:
    """The web as it is after a change, with the groups that were there before it."""

    def __init__(self, before: World, after: World) -> None:
        self.after = after
        made = clustered(list(before.tellers), before.edges, before.tellers, before.ties)
        of = {key: group for group in made.groups for key in group}
        self.groups = of
        self.joins: dict[tuple[str, ...], list[Join]] = {group: [] for group in made.groups}
        for join in made.joins:
            self.joins[of[join.kept]].append(join)
        self.asked: set[str] = set()

    def grown(self, keys: Collection[str]) -> Iterator[Grown]:
        self.asked |= set(keys)
        tellers = self.after.tellers
        for group in {self.groups[key] for key in keys if key in self.groups}:
            members = {key: tellers[key] for key in group if key in tellers}
            yield Grown(members=members, joins=self.joins[group], is_whole=len(members) == len(group))
        for key in set(keys) - self.groups.keys():
            if key in tellers:
                yield Grown(members={key: tellers[key]})

    def scores(self, keys: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        edges = self.after.edges
        return {key: edges[key] for key in keys}

    def ties(self, keys: Collection[str]) -> Iterator[tuple[int, str, str]]:
        for kind, pairs in ((TOGETHER, self.after.ties.together), (HELD, self.after.ties.held)):
            yield from ((kind, a, b) for a, b in pairs if {a, b} <= self.after.tellers.keys() and not {a, b}.isdisjoint(keys))

    def apart(self, keys: Collection[str]) -> Iterator[Pair]:
        return (pair for pair in self.after.ties.apart if not set(pair).isdisjoint(keys))


def regrouped(before: World, after: World) -> dict[tuple[str, ...], set[Join]]:
    """All groups after the change, by making again only what it leads to."""
    web = Before(before, after)
    changed = {key for key in after.tellers if is_changed(key, before, after)}
    gone = before.tellers.keys() - after.tellers.keys()
    made = Regrouping(web).around(changed, gone)
    again = {key for group in made for key in group}
    kept = {group: set(web.joins[group]) for group in set(web.groups.values()) if again.isdisjoint(group) and gone.isdisjoint(group)}
    return {**kept, **{group: set(joins) for group, joins in made.items()}}


def is_changed(key: str, before: World, after: World) -> bool:
    def of(world: World) -> object:
        others = {other: score for other, score in world.edges[key].items() if other in before.tellers and other in after.tellers}
        ties = [sorted(pair for pair in pairs if key in pair) for pairs in (world.ties.together, world.ties.apart, world.ties.held)]
        return world.tellers[key], others, ties

    return key not in before.tellers or of(before) != of(after)


def world(random: Random, size: int, tellers: int, density: float = 0.5) -> World:
    keys = [f"c{n:02}" for n in range(size)]
    random.shuffle(keys)
    told = {key: f"t{random.randrange(tellers)}" for key in keys}
    pairs = [(a, b) for a in keys for b in keys if a < b]
    scores = {
        pair: random.choice((-9, -4, -2, -1, 1, 1, 2, 3, 3, 5, 8))
        for pair in pairs
        if random.random() < density and told[pair[0]] != told[pair[1]]
    }
    return World(told, scores, ties(random, pairs))


def ties(random: Random, pairs: list[Pair]) -> Ties:
    chosen = [frozenset(pair for pair in pairs if random.random() < share) for share in (0.02, 0.03, 0.04)]
    return Ties(together=chosen[0], apart=chosen[1] - chosen[0], held=chosen[2])


def changed(random: Random, of: World) -> World:
    """Some claims gone, some new, some scores and ties other ones."""
    keys = [key for key in of.tellers if random.random() > 0.1] + [f"n{n}" for n in range(random.randrange(3))]
    told = {key: of.tellers.get(key, f"t{random.randrange(6)}") for key in keys}
    pairs = [(a, b) for a in keys for b in keys if a < b and told[a] != told[b]]
    scores = {pair: of.scores[pair] for pair in pairs if pair in of.scores}
    for pair in pairs:
        is_new = pair[0] not in of.tellers or pair[1] not in of.tellers
        if (is_new and random.random() < 0.5) or random.random() < 0.02:
            scores[pair] = random.randint(-6, 8)
    kept = replace(of.ties, held=of.ties.held)
    if random.random() < 0.5:
        more = ties(random, [(a, b) for a in keys for b in keys if a < b])
        kept = Ties(together=of.ties.together | more.together, apart=(of.ties.apart | more.apart) - more.together, held=of.ties.held)
    return World(told, scores, kept)


@settings(max_examples=400, deadline=None)
@given(
    seed=st.integers(0, 10**9),
    size=st.integers(1, 40),
    tellers=st.sampled_from([3, 6, 30]),
    density=st.sampled_from([0.08, 0.15, 0.5]),
)
def test_it_ends_where_grouping_anew_does(seed: int, size: int, tellers: int, density: float) -> None:
    random = Random(seed)
    before = world(random, size, tellers, density)
    after = changed(random, before)
    assert regrouped(before, after) == after.groups()


def test_what_is_far_from_a_change_is_not_read() -> None:
    chain = {(f"c{n:03}", f"c{n + 1:03}"): (5 if n % 2 else 1) for n in range(200)}
    apart = {(f"c{n:03}", f"c{n + 2:03}"): -9 for n in range(199)}
    before = World({f"c{n:03}": f"t{n}" for n in range(201)}, {**chain, **apart})
    after = replace(before, tellers={key: teller for key, teller in before.tellers.items() if key != "c100"})
    after = replace(after, scores={pair: score for pair, score in before.scores.items() if "c100" not in pair})
    web = Before(before, after)
    Regrouping(web).around(set(), {"c100"})
    assert len(web.asked) < 20
    assert regrouped(before, after) == after.groups()


@pytest.mark.parametrize("seed", range(3))
def test_nothing_changes_where_nothing_changed(seed: int) -> None:
    same = world(Random(seed), 20, 6)
    assert regrouped(same, same) == same.groups()
