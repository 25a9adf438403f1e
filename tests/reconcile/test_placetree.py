"""How places lie to each other: one pair a row."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reconcile.counting import CAMP, CITY, EAST, PROVINCE, SYRIA, TOWN, within

from dateline.model.world import Place, Relation
from dateline.reconcile.placetree import Where, are_apart, holds, is_apart, is_inside, says_it_includes, where_of

QUARTER = replace(EAST, id="dl:shaar", name="al-Shaar", kind="quarter", latitude=36.207, longitude=37.182, radius_km=0.8, precision=1)
REGION = replace(SYRIA, id="dl:ghouta", name="Eastern Ghouta", kind="region", latitude=33.5, longitude=36.45, radius_km=12.0, precision=2)
DOUMA = replace(TOWN, id="dl:douma", name="Douma", admin1="Rif-dimashq", latitude=33.571, longitude=36.402, radius_km=2.2)
IDLIB = replace(PROVINCE, id="gn:169387", name="Idlib", admin1="Idlib", latitude=35.8, longitude=36.7, radius_km=48.0)
BEIRUT = replace(CITY, id="gn:276781", name="Beirut", country="LB", admin1="Beyrouth", latitude=33.889, longitude=35.495)


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        (SYRIA, PROVINCE, True),
        (SYRIA, REGION, True),
        (SYRIA, BEIRUT, False),
        (PROVINCE, CITY, True),
        (PROVINCE, EAST, True),
        (PROVINCE, TOWN, False),
        (PROVINCE, REGION, False),
        (CITY, EAST, True),
        (CITY, QUARTER, True),
        (EAST, QUARTER, True),
        (CITY, CAMP, False),
        (CITY, PROVINCE, False),
        (REGION, DOUMA, True),
        (CITY, replace(CITY, relation=Relation.NEAR), False),
        (PROVINCE, replace(CITY, relation=Relation.NEAR), True),
    ],
)
def test_inside_is_said_only_where_it_is_sure(outer: Place, inner: Place, expected: bool) -> None:  # noqa: FBT001
    assert holds(outer, inner) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (PROVINCE, IDLIB, True),
        (CITY, TOWN, True),
        (PROVINCE, TOWN, True),
        (CITY, CAMP, False),
        (CITY, EAST, False),
        (PROVINCE, REGION, False),
        (SYRIA, BEIRUT, True),
        (REGION, CITY, True),
        (CAMP, EAST, False),
    ],
)
def test_apart_is_said_only_where_it_is_sure(a: Place, b: Place, expected: bool) -> None:  # noqa: FBT001
    assert are_apart(a, b) is expected
    assert are_apart(b, a) is expected


def test_a_part_that_one_side_holds_is_a_place_others_can_speak_of() -> None:
    ours = where_of(within(PROVINCE), "rebel-held areas of Aleppo province")
    same = where_of(within(PROVINCE), "opposition-controlled parts of the province")
    theirs = where_of(within(PROVINCE), "government-held areas")
    somewhere = where_of(within(PROVINCE), "a village in Aleppo province")
    assert ours.key == same.key
    assert is_apart(ours, theirs)
    assert is_inside(ours, Where(place=PROVINCE))
    assert is_inside(where_of(within(CITY), "rebel-held Aleppo"), ours)
    assert not is_inside(Where(place=EAST), ours)
    assert is_inside(Where(place=EAST), ours, {(EAST.id, ours.key)})
    assert not somewhere.is_firm


@pytest.mark.parametrize(
    ("quote", "place", "expected"),
    [
        ("in rebel-held areas, including the besieged eastern part of the city", EAST, True),
        ("in rebel-held areas, including eastern Aleppo", EAST, True),
        ("in rebel-held areas, including Handarat and two villages", CAMP, True),
        ("in rebel-held areas, including the western part of the city", EAST, False),
        ("in rebel-held areas, including ten children", EAST, False),
        ("including eastern Aleppo, in rebel-held areas", EAST, False),
        ("in rebel-held areas of the city", EAST, False),
    ],
)
def test_a_quote_may_say_what_a_part_includes(quote: str, place: Place, expected: bool) -> None:  # noqa: FBT001
    assert says_it_includes(quote, "rebel-held areas", place) is expected
