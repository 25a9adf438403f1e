"""What a reviewer may write for a slot, and what it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from tests.plain_walker import PLACES
from tests.review.telling import REPORT, phrase, walk_with_parties

from dateline.errors import UsageError
from dateline.model.decision import ClaimSlot, Correction, Value
from dateline.review import Asked, held, slot_of, value_of

WALKED = walk_with_parties()
[CLAIM] = WALKED.claims


def asked(slot: ClaimSlot, *, n: int = 0, changes: Sequence[Correction] = ()) -> Asked:
    return Asked(claim=CLAIM, resolutions=WALKED.resolutions, report=REPORT, slot=slot, n=n, changes=changes)


@pytest.mark.parametrize(
    ("slot", "text", "new"),
    [
        (ClaimSlot.TYPE, "airstrike", Value(words="airstrike")),
        (ClaimSlot.STATUS, "denied", Value(words="denied")),
        (ClaimSlot.MEASURE, "injured", Value(words="injured")),
        (ClaimSlot.MEASURE, "none", Value()),
        (ClaimSlot.CHANGE, "lost", Value(words="lost")),
        (ClaimSlot.LOW, "1,200", Value(number=1200)),
        (ClaimSlot.HIGH, "none", Value()),
        (ClaimSlot.DAYS, "2016-09-24", Value(earliest=date(2016, 9, 24), latest=date(2016, 9, 24))),
        (ClaimSlot.DAYS, "2016-09-19/2016-09-24", Value(earliest=date(2016, 9, 19), latest=date(2016, 9, 24))),
        (ClaimSlot.DAYS, "../2016-09-24", Value(latest=date(2016, 9, 24))),
        (ClaimSlot.DAYS, "unknown", Value()),
        (ClaimSlot.PLACE, "none", Value()),
        (ClaimSlot.PLACE, "gn:1", Value(place=PLACES["Handarat"])),
        (ClaimSlot.SPEAKER, "none", Value()),
        (ClaimSlot.GROUP, "residents", Value(phrase=phrase("Residents"))),
        (ClaimSlot.TARGET, "Khaled  Haddad", Value(phrase=phrase("Khaled Haddad"))),
    ],
)
def test_a_slot_is_written_as_people_write_it(slot: ClaimSlot, text: str, new: Value) -> None:
    assert value_of(text, asked(slot)) == new


def test_a_place_is_named_by_id_or_by_a_point() -> None:
    city = value_of("gn:170063", asked(ClaimSlot.PLACE)).place
    assert city is not None
    assert (city.name, city.country) == ("Aleppo", "SY")
    point = value_of("36.19, 37.19 Bab al-Nairab", asked(ClaimSlot.PLACE)).place
    assert point is not None
    assert (point.id, point.name, point.country, point.admin1) == ("pt:36.19000,37.19000", "Bab al-Nairab", "SY", city.admin1)


def test_a_party_is_named_by_words_by_id_or_by_both() -> None:
    by_id = value_of("syria-state-forces", asked(ClaimSlot.TARGET, n=1))
    assert (by_id.phrase, by_id.actor and by_id.actor.id) == (phrase("Khaled Haddad"), "syria-state-forces")
    both = value_of("Residents = syria-state-forces", asked(ClaimSlot.TARGET, n=2))
    assert (both.phrase, both.actor and both.actor.id) == (phrase("Residents"), "syria-state-forces")


def test_words_are_those_nearest_to_the_quote() -> None:
    found = value_of("Handarat", asked(ClaimSlot.HOLDER)).phrase
    assert found is not None
    assert CLAIM.evidence.covers(found.span)


def test_what_a_slot_holds_is_what_people_made_of_it() -> None:
    change = Correction(slot=ClaimSlot.LOW, old=Value(number=45), new=Value(number=4))
    assert held(asked(ClaimSlot.LOW)) == Value(number=45)
    assert held(asked(ClaimSlot.LOW, changes=[change])) == Value(number=4)
    assert held(asked(ClaimSlot.HIGH, changes=[change])) == Value(number=45)


@pytest.mark.parametrize(
    ("slot", "n", "text", "says"),
    [
        (ClaimSlot.TYPE, 0, "tea party", "airstrike"),
        (ClaimSlot.STATUS, 0, "true", "asserted, denied"),
        (ClaimSlot.STATUS, 0, "none", "asserted, denied"),
        (ClaimSlot.LOW, 0, "a few", "whole number"),
        (ClaimSlot.LOW, 0, "-3", "whole number"),
        (ClaimSlot.LOW, 2, "3", "has 2 figures, so there is no figure 3"),
        (ClaimSlot.ACTOR, 3, "army", "has 2 actors, so there is no actor 4"),
        (ClaimSlot.DAYS, 0, "Saturday", "2016-09-24"),
        (ClaimSlot.DAYS, 0, "2016-09-24/2016-09-19", "ends before it begins"),
        (ClaimSlot.PLACE, 0, "Nowhere at all", "no places"),
        (ClaimSlot.PLACE, 0, "Springfield", "give an id: gn:"),
        (ClaimSlot.PLACE, 0, "gn:999999999", "no place has this id"),
        (ClaimSlot.PLACE, 0, "96.1, 37.2", "lies nowhere"),
        (ClaimSlot.SPEAKER, 0, "the mayor", "does not stand in the report"),
        (ClaimSlot.TARGET, 2, "syria-state-forces", "has no words yet"),
        (ClaimSlot.TARGET, 0, "people = nobody", "the id of no actor"),
    ],
)
def test_what_cannot_be_meant_is_told_with_the_way_out(slot: ClaimSlot, n: int, text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        written(text, asked(slot, n=n))


def written(text: str, one: Asked) -> tuple[Value, Value]:
    """What the slot holds, and what the text puts there instead."""
    return held(one), value_of(text, one)


@pytest.mark.parametrize(
    ("name", "found"), [("place", (ClaimSlot.PLACE, 0)), ("actor 2", (ClaimSlot.ACTOR, 1)), ("low", (ClaimSlot.LOW, 0))]
)
def test_slots_are_counted_from_one(name: str, found: tuple[ClaimSlot, int]) -> None:
    assert slot_of(name) == found


@pytest.mark.parametrize("name", ["colour", "actor 0", "actor two", "place 2", ""])
def test_a_slot_that_no_claim_has_is_told(name: str) -> None:
    with pytest.raises(UsageError):
        slot_of(name)
