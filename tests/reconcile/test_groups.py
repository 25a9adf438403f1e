"""Who is counted: one wording a row."""

from __future__ import annotations

from itertools import product

import pytest

from dateline.reconcile.groups import NAMES, apart, holds, read_group


@pytest.mark.parametrize(
    ("words", "group", "is_whole"),
    [
        (None, "people", True),
        ("people", "people", True),
        ("death toll", "people", True),
        ("innocent people", "people", True),
        ("Syrians", "people", False),
        ("others", "people", False),
        ("members", "people", False),
        ("civilians", "civilians", True),
        ("civilian deaths", "civilians", True),
        ("Kurdish civilians", "civilians", False),
        ("civilian drivers", "people", False),
        ("children", "children", True),
        ("civilian children", "children", True),
        ("Palestinian children", "children", False),
        ("schoolgirls", "children", False),
        ("women and children", "children", False),
        ("aid workers", "aid workers", True),
        ("medical staff", "medical workers", True),
        ("workers", "people", False),
        ("police officers", "police", True),
        ("soldiers", "soldiers", True),
        ("Islamist rebels", "insurgents", False),
        ("fighters of the group", "combatants", False),
        ("terrorists", "people", False),
        ("martyrs", "people", False),
    ],
)
def test_words_are_taken_for_a_common_group(words: str | None, group: str, is_whole: bool) -> None:  # noqa: FBT001
    reading = read_group(words)
    assert (reading.group, reading.is_whole) == (group, is_whole)
    assert reading.reason


def test_a_group_is_never_inside_and_apart() -> None:
    for a, b in product(NAMES, NAMES):
        assert apart(a, b) == apart(b, a)
        assert not (holds(a, b) and apart(a, b))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("women", "combatants", True), ("children", "women", True), ("soldiers", "insurgents", True), ("men", "civilians", False)],
)
def test_groups_that_share_nobody(a: str, b: str, expected: bool) -> None:  # noqa: FBT001
    assert apart(a, b) is expected
