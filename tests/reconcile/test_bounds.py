"""Linear bounds against plain search over whole numbers."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reconcile.atoms import Box, memberships, sets_of
from dateline.reconcile.bounds import Row, _AtOnce, _Program, _tightest, bounds_of

MOST = 4
"""People in an atom of the search."""


def intervals() -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(1, 4), st.integers(1, 4)).map(lambda pair: (min(pair), max(pair)))


@settings(max_examples=40, deadline=None)
@given(intervals(), st.lists(st.tuples(intervals(), st.integers(0, 6), st.booleans()), max_size=5))
def test_bounds_are_those_of_a_plain_search(question: tuple[int, int], told: list[tuple[tuple[int, int], int, bool]]) -> None:
    """Counts over runs of four days: no assignment of up to MOST people a day lies outside, and the least one is met."""
    alone = sets_of(["all"], lambda a, b: a == b, lambda _a, _b: False)
    boxes = [Box(1, 1, *question), *(Box(1, 1, *days) for days, _, _ in told)]
    rows = [Row(n, bound, is_high=is_high, claims=(f"c{n}",)) for n, (_, bound, is_high) in enumerate(told, start=1)]
    found = bounds_of(memberships(boxes, alone, alone), rows, boxes)
    days = range(1, 5)
    fitting = [
        sum(people[day - 1] for day in days if question[0] <= day <= question[1])
        for people in product(range(MOST + 3), repeat=4)
        if all(
            (total <= bound if is_high else total >= bound)
            for (first, last), bound, is_high in told
            for total in [sum(people[day - 1] for day in days if first <= day <= last)]
        )
    ]
    assert bool(found.conflicts) is not bool(fitting)
    if fitting:
        assert found.low.value == min(fitting)
        assert found.high.value is None or found.high.value == max(fitting)


def test_a_triangle_of_pairs_has_a_whole_bound() -> None:
    """Three boxes of which each two overlap in one atom, at most 1 each: the atoms hold 1 together, where fractions would hold 1.5."""
    atoms = [(0, 1, 2), (0, 1, 3), (0, 2, 3)]
    boxes = [Box(1, 1, 1, 1), Box(1, 1, 1, 2), Box(1, 1, 1, 3), Box(1, 1, 1, 4)]
    found = bounds_of(atoms, [Row(n, 1, is_high=True, claims=(f"c{n}",)) for n in (1, 2, 3)], boxes)
    assert (found.low.value, found.high.value) == (0, 1)


GROUPS = ("people", "civilians", "children", "soldiers")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(GROUPS), st.integers(0, 6), st.integers(0, 6), st.booleans(), st.booleans()), max_size=5))
def test_what_needs_no_program_is_what_the_program_finds(told: list[tuple[str, int, int, bool, bool]]) -> None:
    """Counts of all people and of groups among them: children are civilians, soldiers are not."""
    inside = {("civilians", "people"), ("children", "people"), ("children", "civilians"), ("soldiers", "people")}
    people = sets_of(GROUPS, lambda a, b: a == b or (a, b) in inside, lambda a, b: "soldiers" in (a, b) and "people" not in (a, b))
    alone = sets_of(["all"], lambda a, b: a == b, lambda _a, _b: False)
    boxes = [Box(1, 1, 1, 1), *(Box(1, 1 << GROUPS.index(group), 1, 1) for group, *_ in told)]
    rows = [Row(n, low, is_high=False, claims=(f"c{n}",)) for n, (_, low, _, has_low, _) in enumerate(told, start=1) if has_low]
    rows += [Row(n, low + more, is_high=True, claims=(f"c{n}",)) for n, (_, low, more, _, has_high) in enumerate(told, start=1) if has_high]
    atoms, tightest = memberships(boxes, alone, people), _tightest(rows, boxes)
    at_once = _AtOnce.of(atoms, tightest, boxes).bounds()
    program = _Program(atoms, tightest)
    if at_once is not None:
        assert program.violation() == ()
        assert (at_once.low.value, at_once.high.value) == (program.lowest().value, program.highest().value)
    clash = _AtOnce.of(atoms, tightest, boxes).clash()
    assert clash is None or program.violation() != ()


def test_sets_close_upwards_and_keep_apart_what_is_apart() -> None:
    """A country, two units that are apart, a city in the first, and a region that may cross everything."""
    inside = {("unit", "country"), ("city", "unit"), ("other", "country"), ("region", "country")}
    apart = {frozenset({"unit", "other"})}
    nodes = ["country", "unit", "other", "region", "city"]
    found = sets_of(nodes, lambda a, b: a == b or (a, b) in inside, lambda a, b: frozenset({a, b}) in apart)
    named = {frozenset(node for n, node in enumerate(nodes) if mask >> n & 1) for mask in found.sets}
    assert frozenset({"country", "unit", "city", "region"}) in named
    assert frozenset({"country", "city"}) not in named
    assert all(not {"unit", "other"} <= held for held in named)
    assert all(held == frozenset() or "country" in held for held in named)
    assert not found.crowded
