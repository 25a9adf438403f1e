from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.dispute_cases import event_of
from tests.event_cases import DAY, FAMILIES, killed, told, witness_of
from tests.reprint_cases import reprint_of

from dateline.link import group_claims
from dateline.model.claim import Status
from dateline.model.event import Event, Linked, Standing
from dateline.model.grounded import Grounded
from dateline.reconcile import reconcile

SUNDAY = date(2016, 9, 25)


@pytest.mark.parametrize(
    ("claims", "standing", "says"),
    [
        ([told("rep_a", speaker="Observatory")], Standing.SINGLE, "asserted by Observatory alone"),
        ([told("rep_a", speaker="Observatory"), told("rep_b", speaker="the Observatory")], Standing.SINGLE, "alone"),
        ([told("rep_a", speaker="Observatory"), told("rep_b", speaker="Army")], Standing.CORROBORATED, "2 independent speakers"),
        ([told("rep_a", speaker="activists"), told("rep_b", speaker="local activists in Aleppo")], Standing.SINGLE, "alone"),
        (
            [told("rep_a", speaker="activists"), told("rep_b", speaker="residents")],
            Standing.CORROBORATED,
            "activists (unnamed), residents (unnamed)",
        ),
        ([told("rep_a"), told("rep_b")], Standing.CORROBORATED, "rep_a, rep_b"),
        ([told("rep_a", speaker="Army"), told("rep_a", start=40)], Standing.SINGLE, "asserted by Army alone"),
        ([told("rep_a"), told("rep_b", status=Status.UNCONFIRMED)], Standing.SINGLE, "others only hedge"),
        ([told("rep_a", status=Status.UNCONFIRMED)], Standing.SINGLE, "with a hedge"),
        ([told("rep_a"), told("rep_b", status=Status.DENIED)], Standing.CONTESTED, "denied by rep_b"),
        ([told("rep_a", status=Status.DENIED)], Standing.DENIED, "nobody here asserts it"),
        ([told("rep_a", status=Status.PLANNED)], Standing.PLANNED, "nobody here says that it happened"),
    ],
)
def test_an_event_stands_as_well_as_its_independent_speakers_carry_it(claims: list[Grounded], standing: Standing, says: str) -> None:
    event = event_of(*claims)
    assert event.standing is standing
    assert any(says in reason for reason in event.reasons), event.reasons


def test_a_denial_of_responsibility_does_not_contest_the_event() -> None:
    bombing = told("rep_a")
    denial = told("rep_a", type_="denial", speaker="Army", status=Status.DENIED, denies=bombing.claim.id, start=40)
    assert event_of(bombing, denial).standing is Standing.SINGLE


def test_a_reprint_adds_no_witness() -> None:
    first, again = told("rep_a", outlet="Agency"), told("rep_b", outlet="Paper", published=SUNDAY)
    assert event_of(first, again).standing is Standing.CORROBORATED
    event = event_of(first, again, reprints=[reprint_of("rep_a", "rep_b", earlier="rep_a")])
    assert (event.standing, event.speakers) == (Standing.SINGLE, ("Agency",))


@pytest.mark.parametrize(
    ("claims", "low", "high"),
    [
        ([told("rep_a", figures=[killed(45, None)]), told("rep_b", figures=[killed(50, 50)])], 45, None),
        ([told("rep_a", figures=[killed(45, 45)]), told("rep_b", figures=[killed(50, 50)])], 45, 50),
        ([told("rep_a", figures=[killed(None, 30)]), told("rep_b", figures=[killed(20, 20)])], None, 30),
        ([told("rep_a", figures=[killed(45, 45), killed(10, 10, group="children", part_of=0)])], 45, 45),
        ([told("rep_a", figures=[killed(20, 20, group="soldiers"), killed(10, 10, group="civilians")])], 20, None),
        ([told("rep_a", figures=[killed(None, None)]), told("rep_b", figures=[killed(20, 20)])], 20, 20),
        ([told("rep_a", figures=[killed(None, None)])], None, None),
        (
            [
                told("rep_a", speaker="Observatory", figures=[killed(45, 45)]),
                told("rep_b", speaker="Observatory", published=SUNDAY, figures=[killed(60, 60)]),
            ],
            60,
            60,
        ),
        (
            [
                told("rep_a", speaker="Observatory", figures=[killed(45, 45)]),
                told("rep_b", speaker="Army", published=SUNDAY, figures=[killed(9, 9)]),
            ],
            9,
            45,
        ),
        ([told("rep_a", figures=[killed(45, 45)]), told("rep_b", status=Status.DENIED, figures=[killed(900, 900)])], 45, 45),
    ],
)
def test_figures_give_a_span_of_reports_and_never_a_sum(claims: list[Grounded], low: int | None, high: int | None) -> None:
    [estimate] = event_of(*claims).estimates
    assert (estimate.low, estimate.high) == (low, high)


@pytest.mark.parametrize(
    ("speaker", "key"),
    [
        (None, "outlet:example"),
        ("The Observatory", "name:observatory"),
        ("opposition activists in the city", "unnamed:activist"),
        ("a source", "unnamed:source"),
        ("witnesses", "unnamed:witness"),
        ("a witness", "unnamed:witness"),
    ],
)
def test_a_witness_is_known_by_name_or_kind(speaker: str | None, key: str) -> None:
    assert witness_of(speaker, "Example").key == key


CLAIMS = [
    told(report, speaker=speaker, status=status, figures=[killed(n, n)], start=20 * n, days=(DAY, DAY))
    for n, (report, speaker, status) in enumerate(
        [
            ("rep_a", "Army", Status.ASSERTED),
            ("rep_a", "activists", Status.ASSERTED),
            ("rep_b", None, Status.ASSERTED),
            ("rep_b", "Army", Status.DENIED),
            ("rep_c", "Observatory", Status.UNCONFIRMED),
        ]
    )
]


@settings(deadline=None)
@given(st.permutations(CLAIMS))
def test_events_do_not_depend_on_the_order_of_claims(claims: list[Grounded]) -> None:
    def events(found: list[Grounded]) -> tuple[Event, ...]:
        return reconcile(Linked(groups=group_claims(found, (), families=FAMILIES)), found)

    assert events(claims) == events(CLAIMS)
