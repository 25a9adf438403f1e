"""Each comparison by value, and each of its levels once in SQL and once in Python."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.link_cases import ROW

from dateline.link.comparisons import COMPARISONS, distance_km
from dateline.link.score import pattern_of

OTHER = replace(ROW, id="clm_b", report="rep_b", teller="rep_b observatory", witness="name:observatory")


UNDATED = {"first": None, "last": None}


def level(name: str, **changes: object) -> int | None:
    """How a comparison comes out when the second claim is changed."""
    at = [comparison.name for comparison in COMPARISONS].index(name)
    other = replace(OTHER, **changes)  # type: ignore[arg-type]
    assert pattern_of(ROW, other)[at] == pattern_of(other, ROW)[at]
    return pattern_of(ROW, other)[at]


@pytest.mark.parametrize(
    ("name", "changes", "expected"),
    [
        ("type", {}, 0),
        ("type", {"type": "attack", "general": True}, 1),
        ("type", {"type": "shelling"}, 2),
        ("type", {"type": None}, None),
        ("place", {}, 0),
        ("place", {"place": "gn:2", "latitude": 36.23}, 1),
        ("place", {"place": "gn:2", "latitude": 36.4}, 2),
        ("place", {"place": "gn:2", "narrow": False, "reach_km": 400.0, "latitude": 35.0}, 3),
        ("place", {"place": "gn:2", "latitude": 37.0}, 4),
        ("place", {"place": None, "narrow": None, "latitude": None, "longitude": None, "reach_km": None}, None),
        ("days", {}, 0),
        ("days", {"first": 99}, 1),
        ("days", {"first": 90}, 2),
        ("days", {"first": 101, "last": 101}, 3),
        ("days", {"first": 102, "last": 102}, 4),
        ("days", {"first": None, "last": None}, None),
        ("published", UNDATED, 0),
        ("published", {**UNDATED, "published": 104}, 1),
        ("published", {**UNDATED, "published": 111}, 2),
        ("published", {**UNDATED, "published": 112}, 3),
        ("published", {**UNDATED, "published": None}, None),
        ("published", {**UNDATED, "report": "rep_a"}, None),
        ("published", {}, None),
        ("actors", {}, 0),
        ("actors", {"actors": frozenset({2, 3})}, 1),
        ("actors", {"actors": frozenset({3})}, 2),
        ("actors", {"actors": frozenset()}, None),
        ("targets", {}, 1),
        ("targets", {"targets": frozenset()}, None),
        ("killed", {}, 0),
        ("killed", {"killed_low": 4, "killed_high": None}, 1),
        ("killed", {"killed_low": 6, "killed_high": 6}, 2),
        ("killed", {"killed_low": None, "killed_high": None}, None),
        ("injured", {}, 0),
        ("injured", {"injured_low": 9}, 1),
        ("injured", {"injured_low": 0, "injured_high": 2}, 2),
        ("speaker", {}, 1),
        ("speaker", {"witness": "name:army"}, 0),
        ("speaker", {"witness": None}, None),
        ("words", {}, 0),
        ("words", {"words": frozenset(range(70, 170))}, 1),
        ("words", {"words": frozenset(range(85, 185))}, 2),
        ("words", {"words": frozenset(range(92, 192))}, 3),
        ("words", {"words": frozenset(range(99, 199))}, 4),
        ("words", {"own": frozenset(range(20, 40))}, 3),
        ("words", {"own": frozenset(range(20, 40)), "words": frozenset(range(99, 199))}, 4),
        ("words", {"words": frozenset()}, None),
        ("words", {"report": "rep_a"}, None),
        ("names", {}, 0),
        ("names", {"names": frozenset(range(14, 30))}, 1),
        ("names", {"names": frozenset(range(17, 30))}, 2),
        ("names", {"names": frozenset(range(19, 30))}, 3),
        ("names", {"names": frozenset(range(20, 30))}, 4),
        ("names", {"own": frozenset(range(20, 40))}, 2),
        ("names", {"names": frozenset()}, None),
        ("names", {"names": frozenset(range(17, 30)), "words": frozenset(range(5))}, 2),
        ("names", {"names": frozenset(range(20, 30)), "words": frozenset(range(5))}, None),
        ("head", {}, 0),
        ("head", {"head": frozenset(range(4, 20))}, 1),
        ("head", {"head": frozenset(range(7, 20))}, 2),
        ("head", {"head": frozenset(range(9, 20))}, 3),
        ("head", {"head": frozenset(range(10, 20))}, 4),
        ("head", {"own": frozenset(range(20, 40))}, 2),
        ("head", {"head": frozenset()}, None),
        ("head", {"report": "rep_a"}, None),
        ("sentence", {}, 0),
        ("sentence", {"own": frozenset(range(13, 40))}, 1),
        ("sentence", {"own": frozenset(range(17, 40))}, 2),
        ("sentence", {"own": frozenset(range(19, 40))}, 3),
        ("sentence", {"own": frozenset(range(20, 40))}, 4),
        ("sentence", {"own": frozenset(range(13, 20))}, None),
        ("sentence", {"report": "rep_a"}, None),
    ],
)
def test_a_comparison_comes_out_at_its_level(name: str, changes: dict[str, object], expected: int | None) -> None:
    assert level(name, **changes) == expected


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda comparison: comparison.name)
def test_fixed_shares_are_shares_and_closer_agreement_weighs_more(comparison: object) -> None:
    levels = next(c for c in COMPARISONS if c is comparison).levels
    assert sum(level.m for level in levels) == pytest.approx(1)
    assert sum(level.u for level in levels) == pytest.approx(1)
    ratios = [level.m / level.u for level in levels]
    assert ratios == sorted(ratios, reverse=True)
    assert [level.sql is None for level in levels] == [*(len(levels) - 1) * [False], True]


def test_distance_is_that_of_the_map() -> None:
    aleppo = replace(ROW, latitude=36.2021, longitude=37.1343)
    damascus = replace(ROW, latitude=33.5138, longitude=36.2765)
    assert distance_km(aleppo, damascus) == pytest.approx(309, abs=2)
