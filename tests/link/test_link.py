from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.event_cases import DAY, FAMILIES, HANDARAT, HOMS, SYRIA, told
from tests.reprint_cases import reprint_of

from dateline.link import group_claims
from dateline.link.reprints import Printed, ReprintIndex
from dateline.model.grounded import Grounded
from dateline.model.reprint import reprint_sets

TEXT = (
    "The army said on Saturday that it took the camp of Handarat north of Aleppo after a night of air strikes on the hills around it. "
    "Rebels had held the camp for years, and its streets lie on the road into the eastern quarters, where a siege began in July. "
    "A commander told reporters by telephone that the fighting went on and that his men had lost no more than the first row of houses. "
    "Hospitals took in dozens of wounded during the day, and one of them was hit at noon, doctors said; nobody could leave before dusk."
)


def grouped(*claims: Grounded) -> list[set[int]]:
    """Groups as positions in the input."""
    at = {g.claim.id: n for n, g in enumerate(claims)}
    return sorted(({at[key] for key in group.claims} for group in group_claims(claims, (), families=FAMILIES)), key=min)


@pytest.mark.parametrize(
    ("second", "together"),
    [
        (told("rep_b", speaker="Observatory"), True),
        (told("rep_b", speaker="Observatory", place=HOMS), False),
        (told("rep_b", speaker="Observatory", place=SYRIA), False),
        (told("rep_b", speaker="Observatory", days=(date(2016, 9, 26), date(2016, 9, 26))), False),
        (told("rep_b", speaker="Observatory", days=(date(2016, 9, 23), DAY)), True),
        (told("rep_b", speaker="Observatory", days=(date(2011, 3, 15), DAY)), False),
        (told("rep_b", speaker="Observatory", days=None), True),
        (told("rep_b", speaker="Observatory", place=None), False),
        (told("rep_b", speaker="Observatory", type_="shelling"), False),
        (told("rep_b", speaker="Observatory", type_="toll", days=(date(2016, 9, 23), DAY), parties={"syrian-army"}), False),
        (told("rep_b", speaker="Observatory", type_="shelling", parties={"syrian-army"}), False),
        (told("rep_b", speaker="Observatory", published=date(2016, 12, 24)), True),
        (told("rep_b", speaker="Observatory", days=None, published=date(2016, 12, 24)), False),
        (told("rep_b", speaker="Observatory", type_="capture", parties={"syrian-army"}), False),
        (told("rep_a", speaker="Observatory", start=40), True),
        (told("rep_a", speaker="army", start=40), False),
    ],
    ids=lambda value: value if isinstance(value, bool) else value.claim.id,
)
def test_type_place_and_days_make_one_happening_unless_something_speaks_against_it(second: Grounded, together: bool) -> None:  # noqa: FBT001
    first = told("rep_a", speaker="army", parties={"syrian-army"})
    assert (grouped(first, second) == [{0, 1}]) is together


def test_a_denial_stands_with_what_it_denies() -> None:
    claim = told("rep_a", speaker="army", place=None, days=None)
    denial = told("rep_a", speaker="commander", place=None, days=None, denies=claim.claim.id, start=40)
    assert grouped(claim, denial) == [{0, 1}]


def test_the_same_words_in_a_reprint_are_one_happening_without_place_or_day() -> None:
    claims = [told("rep_a", speaker="army", place=None, days=None), told("rep_b", speaker="army", place=None, days=None)]
    assert len(group_claims(claims, [reprint_of("rep_a", "rep_b")], families=FAMILIES)) == 1
    assert len(group_claims(claims, [], families=FAMILIES)) == 2


CLAIMS = [
    told(report, speaker=speaker, start=start, place=place, days=(DAY, DAY))
    for report in ("rep_a", "rep_b", "rep_c")
    for speaker, start in (("army", 0), ("Observatory", 20), ("army", 40))
    for place in (HANDARAT, HOMS)
]


@settings(deadline=None)
@given(st.permutations(CLAIMS))
def test_the_order_of_claims_never_matters(claims: list[Grounded]) -> None:
    assert group_claims(claims, (), families=FAMILIES) == group_claims(CLAIMS, (), families=FAMILIES)


@settings(deadline=None)
@given(st.lists(st.sampled_from(CLAIMS), unique_by=lambda g: g.claim.id))
def test_every_claim_is_in_exactly_one_group_and_no_speaker_tells_one_happening_twice(claims: list[Grounded]) -> None:
    groups = group_claims(claims, (), families=FAMILIES)
    assert sorted(key for group in groups for key in group.claims) == sorted(g.claim.id for g in claims)
    by_id = {g.claim.id: g for g in claims}
    for group in groups:
        tellers = [(by_id[key].claim.report, by_id[key].witness.key) for key in group.claims]
        assert len(tellers) == len(set(tellers))


def sets_of(texts: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    index = ReprintIndex()
    for key, text in texts.items():
        index.add(Printed(id=key, text=text))
    return reprint_sets(index.passages())


def test_reprints_are_found_and_other_reports_on_the_same_day_are_not() -> None:
    texts = {
        "a": TEXT,
        "b": f"AGENCY\n{TEXT}",
        "c": TEXT.replace("a night of air strikes", "heavy shelling"),
        "d": "Rebels said on Saturday that they retook the camp of Handarat north of Aleppo, which the army had taken in the morning.",
        "e": "",
    }
    assert sets_of(texts) == (("a", "b", "c"),)


@settings(deadline=None)
@given(st.permutations(["a", "b", "c"]))
def test_reprints_do_not_depend_on_order(order: list[str]) -> None:
    texts = {key: f"{key} {TEXT}" for key in order}
    assert sets_of(texts) == (("a", "b", "c"),)
