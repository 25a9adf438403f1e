from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dispute_cases import ARMY, REBELS, STRANGERS, by, event_of, held
from tests.event_cases import DAY, HOMS, SYRIA, killed, told

from dateline.model.claim import Change, Extent, Status
from dateline.model.dispute import Matter
from dateline.model.event import Event
from dateline.model.figure import Figure, Measure
from dateline.model.grounded import Grounded
from dateline.model.text import Span

SUNDAY = date(2016, 9, 25)


def matters(event: Event) -> list[Matter]:
    return [dispute.matter for dispute in event.disputes]


def test_a_denial_stands_against_what_is_told() -> None:
    event = event_of(told("rep_a", speaker="Observatory"), told("rep_b", speaker="Army", status=Status.DENIED))
    [dispute] = event.disputes
    assert dispute.matter is Matter.OCCURRENCE
    assert [(side.says, side.voices) for side in dispute.sides] == [("it happened", ("Observatory",)), ("it did not", ("Army",))]


@pytest.mark.parametrize(
    "denial",
    [
        by(told("rep_b", speaker="Army", status=Status.DENIED), REBELS),
        told("rep_b", speaker="Army", type_="denial", status=Status.DENIED),
        told("rep_b", speaker="Army", status=Status.DENIED, days=(SUNDAY, SUNDAY), published=SUNDAY),
    ],
    ids=["another party's part", "nobody says of what", "another day"],
)
def test_a_denial_of_something_else_contests_nothing(denial: Grounded) -> None:
    assert event_of(by(told("rep_a", speaker="Observatory"), ARMY), denial).disputes == ()


def test_a_voice_that_tells_and_denies_speaks_of_two_things() -> None:
    told_by_both = (told("rep_a", speaker="Observatory"), told("rep_b", speaker="Council"))
    assert event_of(*told_by_both, told("rep_c", speaker="Council", status=Status.DENIED)).disputes == ()


def test_a_denied_accusation_is_about_who_did_it() -> None:
    accusing = by(told("rep_a", speaker="Council", type_="accusation"), ARMY)
    denying = told("rep_a", speaker="a spokesman", type_="accusation", status=Status.DENIED, denies=accusing.claim.id, start=30)
    [dispute] = event_of(accusing, denying).disputes
    assert (dispute.matter, [side.voices for side in dispute.sides]) == (Matter.RESPONSIBILITY, [("Council",), ("spokesmen (unnamed)",)])


def test_an_accuser_does_not_blame_himself() -> None:
    event = event_of(by(told("rep_a", speaker="Army", type_="accusation"), replace(ARMY, key="name:army"), REBELS))
    assert [(blame.name, blame.admitted) for blame in event.blamed] == [("Rebels", False)]


@pytest.mark.parametrize(
    ("claims", "contested"),
    [
        ((held("rep_a", ARMY), held("rep_b", REBELS)), True),
        ((held("rep_a", ARMY), held("rep_b", ARMY, Change.LOST)), True),
        ((held("rep_a", ARMY), held("rep_b", STRANGERS)), False),
        ((held("rep_a", ARMY, extent=Extent.PART), held("rep_b", REBELS, extent=Extent.PART)), False),
        ((held("rep_a", ARMY, extent=Extent.PART), held("rep_b", REBELS)), True),
        ((held("rep_a", ARMY, extent=Extent.UNCLEAR), held("rep_b", REBELS)), False),
        ((held("rep_a", ARMY), held("rep_b", REBELS, days=(SUNDAY, SUNDAY), published=SUNDAY)), False),
        ((held("rep_a", ARMY), held("rep_b", REBELS, place=HOMS)), False),
        ((held("rep_a", ARMY, speaker="Observatory"), held("rep_b", REBELS, speaker="the Observatory")), False),
    ],
)
def test_two_parties_cannot_both_hold_all_of_a_place(claims: tuple[Grounded, ...], *, contested: bool) -> None:
    assert (Matter.CONTROL in matters(event_of(*claims))) is contested


def counts(report: str, figure: Figure, **more: object) -> Grounded:
    return told(report, figures=[figure], **more)  # type: ignore[arg-type]


ABOUT_50 = Figure(measure=Measure.KILLED, low=50, high=50, published="about 50", span=Span(0, 8))


@pytest.mark.parametrize(
    ("a", "b", "contested"),
    [
        (counts("rep_a", killed(45, 45)), counts("rep_b", killed(50, 50)), True),
        (counts("rep_a", killed(45, None)), counts("rep_b", killed(50, 50)), False),
        (counts("rep_a", killed(45, 45)), counts("rep_b", ABOUT_50), False),
        (counts("rep_a", killed(45, 45)), counts("rep_b", killed(50, 50), published=SUNDAY), False),
        (counts("rep_a", killed(50, 50), published=SUNDAY), counts("rep_b", killed(45, 45)), False),
        (counts("rep_a", killed(45, 45), published=SUNDAY), counts("rep_b", killed(50, 50)), True),
        (counts("rep_a", killed(45, 45, group="children")), counts("rep_b", killed(40, 40)), True),
        (counts("rep_a", killed(45, 45)), counts("rep_b", killed(40, 40, group="children")), False),
        (counts("rep_a", killed(45, 45, group="terrorists")), counts("rep_b", killed(40, 40, group="terrorists")), False),
        (counts("rep_a", killed(45, 45), days=None), counts("rep_b", killed(50, 50)), False),
        (counts("rep_a", killed(200, None), days=(DAY, SUNDAY)), counts("rep_b", killed(50, 50)), False),
        (counts("rep_a", killed(200, None)), counts("rep_b", killed(50, 50), days=(DAY, SUNDAY)), True),
        (counts("rep_a", killed(200, None)), counts("rep_b", killed(50, 50), place=SYRIA), True),
        (counts("rep_a", killed(200, None), place=SYRIA), counts("rep_b", killed(50, 50)), False),
        (counts("rep_a", killed(45, 45), speaker="Army"), counts("rep_b", killed(50, 50), speaker="Army"), False),
    ],
    ids=[
        "exact numbers", "an open side", "a rounded number", "risen since", "risen since, the other way round", "lowered by another",
        "more children than people", "fewer children than people", "one side's own category", "unknown days", "more days than the other",
        "fewer days than the other", "inside the other's place", "around the other's place", "a correction",
    ],
)  # fmt: skip
def test_figures_conflict_only_where_the_one_counts_within_the_other(a: Grounded, b: Grounded, *, contested: bool) -> None:
    assert (Matter.FIGURES in matters(event_of(a, b))) is contested


def test_the_counts_furthest_apart_are_named() -> None:
    event = event_of(*(counts(f"rep_{n}", killed(n, n)) for n in (40, 45, 60)))
    [dispute] = event.disputes
    assert [side.voices for side in dispute.sides] == [("rep_60",), ("rep_40",)]
    assert dispute.reason == "killed: 60-60 people by rep_60 against 40-40 people by rep_40"


CLAIMS = [
    by(counts("rep_a", killed(12, 12), speaker="Observatory"), ARMY),
    by(counts("rep_b", killed(30, 30), speaker="residents"), REBELS),
    by(told("rep_c", speaker="Army", status=Status.DENIED), ARMY),
    told("rep_d", speaker="Council", status=Status.DENIED),
    replace(told("rep_e"), actors=(ARMY,)),
]


@given(st.permutations(CLAIMS))
def test_disputes_do_not_depend_on_the_order_of_claims(claims: list[Grounded]) -> None:
    assert event_of(*claims) == event_of(*CLAIMS)
    assert set(matters(event_of(*claims))) == {Matter.OCCURRENCE, Matter.RESPONSIBILITY, Matter.FIGURES}
