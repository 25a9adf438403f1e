from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dispute_cases import ARMY, MILITIA, REBELS, STRANGERS, held
from tests.event_cases import DAY, HOMS, SYRIA

from dateline.model.claim import Change, Extent, Status
from dateline.model.grounded import Grounded
from dateline.model.holding import Spell, Timeline
from dateline.reconcile.control import LASTS, timelines_of, within


def day(number: int) -> tuple[date, date]:
    at = DAY + timedelta(days=number)
    return at, at


def timelines(*claims: Grounded) -> tuple[Timeline, ...]:
    return timelines_of(claims, {g.claim.id: g.witness for g in claims})


def spells(*claims: Grounded) -> list[tuple[int, int | None, list[str], bool]]:
    """First and last day counted from DAY, the holders, and whether that is contested."""
    [line] = timelines(*claims)
    return [
        (_number(spell.start), None if spell.end is None else _number(spell.end), _names(spell), spell.is_contested)
        for spell in line.spells
    ]


def _number(at: date) -> int:
    return (at - DAY).days


def _names(spell: Spell) -> list[str]:
    return [holder.party.name if holder.has else f"not {holder.party.name}" for holder in spell.holders]


def test_a_later_change_ends_the_spell_before_it() -> None:
    found = spells(held("rep_a", ARMY, days=day(0)), held("rep_b", REBELS, days=day(3)))
    assert found == [(0, 2, ["Army"], False), (3, None, ["Rebels"], False)]


def test_opposed_claims_of_one_day_are_contested_until_a_later_change() -> None:
    found = spells(held("rep_a", ARMY), held("rep_b", REBELS), held("rep_c", ARMY, days=day(2)))
    assert found == [(0, 1, ["Army", "Rebels"], True), (2, None, ["Army"], False)]


def test_a_denial_contests_a_capture() -> None:
    found = spells(held("rep_a", ARMY), held("rep_b", ARMY, status=Status.DENIED))
    assert found == [(0, None, ["Army", "not Army"], True)]


def test_who_says_that_it_still_holds_contests_what_was_told_before() -> None:
    found = spells(held("rep_a", ARMY), held("rep_b", REBELS, Change.HELD, days=day(1)))
    assert found == [(0, 0, ["Army"], False), (1, None, ["Army", "Rebels"], True)]


def test_a_state_that_is_old_news_contests_nothing() -> None:
    late = day(LASTS.days + 1)
    found = spells(held("rep_a", ARMY, Change.HELD), held("rep_b", REBELS, Change.HELD, days=late))
    assert [contested for *_, contested in found] == [False, False]


@pytest.mark.parametrize(
    ("second", "contested"),
    [
        (held("rep_b", MILITIA), False),
        (held("rep_b", STRANGERS), False),
        (held("rep_b", REBELS, extent=Extent.PART), True),
        (held("rep_b", ARMY, Change.LOST), True),
        (held("rep_a", REBELS, start=30), False),
    ],
    ids=["of one camp", "of an unknown camp", "a part", "gone again", "the same voice"],
)
def test_only_independent_voices_and_known_camps_compete(second: Grounded, *, contested: bool) -> None:
    assert [spell[-1] for spell in spells(held("rep_a", ARMY), second)] == [contested]


def test_a_siege_is_a_fight_and_no_hold() -> None:
    [line] = timelines(held("rep_a", ARMY, Change.CONTESTED))
    [spell] = line.spells
    assert (spell.is_fought_for, spell.holders) == (True, ())


def test_a_word_about_a_country_seldom_means_all_of_it() -> None:
    assert [spell[-1] for spell in spells(held("rep_a", ARMY, place=SYRIA), held("rep_b", REBELS, place=SYRIA))] == [False]


def test_equal_spells_run_together_and_keep_their_voices() -> None:
    [line] = timelines(held("rep_a", ARMY), held("rep_b", ARMY, days=day(2)))
    [spell] = line.spells
    assert [holder.voices for holder in spell.holders] == [("rep_a", "rep_b")]


def test_what_has_no_day_is_in_force_when_it_is_published() -> None:
    [line] = timelines(held("rep_a", ARMY, Change.HELD, days=None))
    assert [(spell.start, claim.is_dated) for spell, claim in zip(line.spells, line.held, strict=True)] == [(DAY, False)]


def test_every_place_has_its_own_timeline_and_a_period_cuts_it() -> None:
    lines = timelines(held("rep_a", ARMY), held("rep_b", ARMY, days=day(9)), held("rep_c", REBELS, place=HOMS))
    assert [line.place.name for line in lines] == ["Handarat", "Homs"]
    cut = within(lines[0], DAY + timedelta(days=5), None)
    assert len(cut.held) == 1


def test_a_plan_holds_nothing() -> None:
    assert timelines(held("rep_a", ARMY, status=Status.PLANNED)) == ()


CLAIMS = [held("rep_a", ARMY), held("rep_b", REBELS), held("rep_c", ARMY, Change.HELD, days=day(1)), held("rep_d", REBELS, days=day(4))]


@given(st.permutations(CLAIMS))
def test_a_timeline_does_not_depend_on_the_order_of_claims(claims: list[Grounded]) -> None:
    assert timelines(*claims) == timelines(*CLAIMS)


@given(st.lists(st.sampled_from(CLAIMS), min_size=1, unique_by=lambda g: g.claim.id))
def test_spells_follow_each_other_without_gap_or_overlap(claims: list[Grounded]) -> None:
    [line] = timelines(*claims)
    for spell, following in zip(line.spells, line.spells[1:], strict=False):
        assert spell.end is not None
        assert following.start - spell.end == timedelta(days=1)
    assert line.spells[-1].end is None
