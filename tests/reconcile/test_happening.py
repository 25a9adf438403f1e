"""How many in one event: counts of one happening bound each other from both sides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.dispute_cases import event_of
from tests.event_cases import DAY, HANDARAT, SYRIA, killed, told

from dateline.model.claim import Status
from dateline.model.event import Event
from dateline.model.figure import Measure
from dateline.model.grounded import Grounded
from dateline.reconcile.happening import Answer, counting, is_wider

NEXT = DAY + timedelta(days=1)
MONITOR = told("r1", speaker="the Observatory", figures=[killed(45, None)])
ACTIVISTS = told("r2", speaker="activists", figures=[killed(201, None)])
DATASET = told("r3", speaker="UCDP GED", figures=[killed(97, 179)])


def answer(*claims: Grounded, trust: tuple[str, ...] = ()) -> Answer:
    return counting(event_of(*claims), claims, Measure.KILLED).answer(trust)


def test_the_highest_lower_bound_binds() -> None:
    found = answer(MONITOR, ACTIVISTS)
    assert (found.low, found.high, found.because, found.conflict) == (201, None, (ACTIVISTS.claim.id,), ())
    assert {item.claim for item in found.used} == {MONITOR.claim.id, ACTIVISTS.claim.id}


def test_a_count_of_one_happening_caps_it_too() -> None:
    found = answer(MONITOR, DATASET)
    assert (found.low, found.high, found.because_high) == (97, 179, (DATASET.claim.id,))


def test_counts_that_cannot_all_be_true_are_answered_by_the_smallest_set() -> None:
    found = answer(MONITOR, ACTIVISTS, DATASET)
    assert (found.low, found.high) == (None, None)
    assert set(found.conflict) == {ACTIVISTS.claim.id, DATASET.claim.id}


@pytest.mark.parametrize(
    ("trust", "low", "high"),
    [((MONITOR.witness.key,), 45, None), ((DATASET.witness.key,), 97, 179), ((MONITOR.witness.key, ACTIVISTS.witness.key), 201, None)],
)
def test_only_the_voices_that_are_trusted_are_heard(trust: tuple[str, ...], low: int, high: int | None) -> None:
    found = answer(MONITOR, ACTIVISTS, DATASET, trust=trust)
    assert (found.low, found.high, found.conflict) == (low, high, ())
    assert {out.reason for out in found.left_out} <= {"speaker not chosen"}


def test_a_lower_count_of_an_earlier_day_may_have_risen_since() -> None:
    earlier = told("r4", speaker="police", figures=[killed(12, 12)], published=DAY)
    later = told("r5", speaker="the Observatory", figures=[killed(20, 20)], published=NEXT)
    assert (answer(earlier, later).low, answer(earlier, later).high) == (20, 20)
    assert answer(earlier, later, trust=(earlier.witness.key,)).high == 12
    assert answer(earlier, replace(later, published=DAY)).conflict


def test_groups_that_share_nobody_add_up_and_a_part_does_not() -> None:
    both = told("r6", speaker="police", figures=[killed(20, 20, group="soldiers"), killed(10, 10, group="civilians")])
    assert answer(both).low == 30
    part = told("r7", speaker="police", figures=[killed(45, None), killed(10, 10, group="children", part_of=0)])
    assert answer(part).low == 45


def test_a_count_of_more_than_the_event_caps_it_and_says_no_more() -> None:
    week = told("r8", speaker="UCDP GED", type_="toll", figures=[killed(60, 60)], days=(DAY - timedelta(days=6), DAY))
    event = event_of(MONITOR)
    assert is_wider(week, event)
    found = counting(event, (MONITOR, week), Measure.KILLED)
    assert [g.claim.id for g in found.wider] == [week.claim.id]
    assert (found.answer().low, found.answer().high, found.answer().because_high) == (45, 60, (week.claim.id,))


@pytest.mark.parametrize(
    ("claim", "wider"),
    [
        (told("r9", type_="toll", place=SYRIA), True),
        (told("r9", type_="airstrike", place=SYRIA), False),
        (told("r9", type_="toll", days=None), False),
        (told("r9", type_="toll"), False),
    ],
)
def test_only_a_toll_of_more_days_or_a_larger_place_is_wider(claim: Grounded, wider: bool) -> None:  # noqa: FBT001 - a column of the cases
    assert is_wider(claim, event_of(MONITOR)) is wider


def test_an_event_without_place_and_days_is_answered_too() -> None:
    nowhere = [replace(g, place=None, earliest=None, latest=None) for g in (MONITOR, ACTIVISTS)]
    event: Event = event_of(*nowhere)
    assert (event.at, event.earliest) == (None, None)
    assert counting(event, nowhere, Measure.KILLED).answer().low == 201


def test_a_day_knows_only_what_had_been_published() -> None:
    late = replace(ACTIVISTS, published=NEXT)
    found = counting(event_of(MONITOR, late), (MONITOR, late), Measure.KILLED)
    assert [found.until(day).answer().low for day in (DAY, NEXT, date(2016, 1, 1))] == [45, 201, None]


def test_denied_and_hedged_counts_bound_nothing() -> None:
    hedged = told("r10", speaker="police", status=Status.UNCONFIRMED, figures=[killed(99, None)])
    found = answer(MONITOR, hedged)
    assert found.low == 45
    assert [out.reason.partition(":")[0] for out in found.left_out] == ["unconfirmed"]


def test_what_holds_everywhere_needs_no_place() -> None:
    assert counting(event_of(MONITOR), (replace(MONITOR, place=HANDARAT),), Measure.INJURED).own == ()
