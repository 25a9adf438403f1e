"""Corrections slot by slot: the claim as people see it, and what its words mean by them."""

from __future__ import annotations

from datetime import date

import pytest
from tests.plain_walker import PLACES
from tests.review.telling import ARMY, REPORT, WALK, corrected, phrase, said, walk_with_parties

from dateline.model.claim import Change, Claim, CorrectedClaim, Status
from dateline.model.decision import ClaimSlot, Judgement, Value, Verdict
from dateline.model.figure import Measure
from dateline.model.grounded import ground
from dateline.model.world import Place, Resolution, Slot, When
from dateline.review import applied

WALKED = walk_with_parties()
[READ] = WALKED.claims


def seen(*judgements: Judgement) -> tuple[Claim, tuple[Resolution, ...]]:
    [walk] = applied([WALKED], judgements)
    [claim] = walk.claims
    return claim, walk.resolutions


def change(slot: ClaimSlot, new: Value, *, n: int = 0) -> tuple[Claim, tuple[Resolution, ...]]:
    return seen(corrected(READ.id, slot, new, n=n))


def test_a_corrected_claim_keeps_its_id_and_says_that_it_is_one() -> None:
    claim, _ = change(ClaimSlot.TYPE, Value(words="shelling"))
    assert isinstance(claim, CorrectedClaim)
    assert (claim.id, claim.type, claim.quote) == (READ.id, "shelling", READ.quote)


def test_status_and_control_are_corrected_by_name() -> None:
    assert change(ClaimSlot.STATUS, Value(words="denied"))[0].status is Status.DENIED
    control = change(ClaimSlot.CHANGE, Value(words="lost"))[0].control
    assert control is not None
    assert control.change is Change.LOST


def test_another_place_keeps_what_was_read_as_a_loser() -> None:
    homs = PLACES["Homs"]
    claim, meant = change(ClaimSlot.PLACE, Value(place=homs))
    [place] = [r for r in meant if r.slot is Slot.PLACE]
    assert (place.chosen, place.method, place.alternatives, place.wording) == (homs, "person", (PLACES["Handarat"],), "Handarat")
    assert place.reasons == ("ana decided so on 2016-09-25: as heard",)
    assert claim.place == READ.place
    assert dict(claim.confidences) == {"actors": 0.3, "type": 0.9}


def test_an_unknown_place_is_no_place() -> None:
    claim, meant = change(ClaimSlot.PLACE, Value())
    [grounded] = ground([claim], meant, [REPORT])
    assert (grounded.place, [r.chosen for r in meant if r.slot is Slot.PLACE]) == (None, [None])


def test_days_take_the_place_of_all_times() -> None:
    first, last = date(2016, 9, 19), date(2016, 9, 24)
    claim, meant = change(ClaimSlot.DAYS, Value(earliest=first, latest=last))
    [time] = [r.chosen for r in meant if r.slot is Slot.TIME]
    assert isinstance(time, When)
    assert (time.value, time.precision) == ("2016-09-19/2016-09-24", 2)
    [grounded] = ground([claim], meant, [REPORT])
    assert (grounded.earliest, grounded.latest) == (first, last)
    assert [r.chosen for r in change(ClaimSlot.DAYS, Value())[1] if r.slot is Slot.TIME] == [None]


def test_the_outlet_itself_speaks_where_the_speaker_is_taken_out() -> None:
    claim, meant = change(ClaimSlot.SPEAKER, Value())
    [grounded] = ground([claim], meant, [REPORT])
    assert (claim.speaker, grounded.witness.key) == (None, "outlet:example")


def test_a_party_left_out_moves_the_others_up_with_their_meaning() -> None:
    claim, meant = change(ClaimSlot.ACTOR, Value(), n=0)
    assert [p.text for p in claim.actors] == ["Residents"]
    assert [(r.index, r.wording) for r in meant if r.slot is Slot.ACTOR] == [(0, "Residents")]


def test_numbers_are_those_that_were_read_whatever_else_was_left_out() -> None:
    claim, meant = seen(
        corrected(READ.id, ClaimSlot.ACTOR, Value(), n=0),
        corrected(READ.id, ClaimSlot.ACTOR, Value(phrase=phrase("The army"), actor=ARMY), n=1),
        corrected(READ.id, ClaimSlot.ACTOR, Value(phrase=phrase("Observatory")), n=2),
    )
    assert [p.text for p in claim.actors] == ["The army", "Observatory"]
    [grounded] = ground([claim], meant, [REPORT])
    assert [party.key for party in grounded.actors] == ["actor:syria-state-forces", "name:observatory"]


def test_a_figure_is_corrected_in_its_bounds_measure_and_group() -> None:
    claim, _ = seen(
        corrected(READ.id, ClaimSlot.LOW, Value(number=4)),
        corrected(READ.id, ClaimSlot.HIGH, Value()),
        corrected(READ.id, ClaimSlot.MEASURE, Value(words="injured")),
        corrected(READ.id, ClaimSlot.GROUP, Value(phrase=phrase("Residents"))),
    )
    figure = claim.figures[0]
    assert (figure.low, figure.high, figure.measure, figure.published) == (4, None, Measure.INJURED, "45")
    assert figure.group == phrase("Residents")
    assert claim.figures[1].part_of == 0


def test_bounds_that_cross_since_something_was_undone_give_way_to_what_people_say() -> None:
    low, high = (corrected(READ.id, slot, Value(number=n)) for slot, n in ((ClaimSlot.LOW, 90), (ClaimSlot.HIGH, 4)))
    assert [(f.low, f.high) for f in seen(low)[0].figures] == [(90, None), (10, 10)]
    assert [(f.low, f.high) for f in seen(high)[0].figures] == [(None, 4), (10, 10)]
    assert [(f.low, f.high) for f in seen(low, high)[0].figures] == [(45, 45), (10, 10)]


def test_a_figure_that_counts_nothing_goes_and_its_parts_stand_alone() -> None:
    claim, _ = change(ClaimSlot.MEASURE, Value(), n=0)
    assert [(f.published, f.part_of) for f in claim.figures] == [("10", None)]


def test_a_holder_is_who_a_person_says() -> None:
    claim, meant = change(ClaimSlot.HOLDER, Value(phrase=phrase("Residents"), actor=ARMY))
    [grounded] = ground([claim], meant, [REPORT])
    assert grounded.holder is not None
    assert (grounded.holder.key, claim.control and claim.control.change) == ("actor:syria-state-forces", Change.GAINED)


@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.UNSURE])
def test_what_is_accepted_or_left_open_stays_as_it_was_read(verdict: Verdict) -> None:
    assert list(applied([WALK], [said(WALK.claims[0].id, verdict)])) == [WALK]


def test_a_rejected_claim_goes_with_its_meaning_and_a_rejected_report_goes_whole() -> None:
    key = WALK.claims[0].id
    [walk] = applied([WALK], [said(key, Verdict.REJECTED)])
    assert key not in {claim.id for claim in walk.claims} | {r.claim for r in walk.resolutions}
    assert len(walk.claims) == len(WALK.claims) - 1
    assert list(applied([WALK], [said(REPORT.id, Verdict.REJECTED)])) == []


def test_nobodys_word_is_taken_where_reviewers_differ() -> None:
    homs = corrected(READ.id, ClaimSlot.PLACE, Value(place=PLACES["Homs"]))
    other = Place(id="gn:9", name="Hama", kind="city", country="SY", latitude=35.1, longitude=36.7, radius_km=5.0, precision=1)
    hama = corrected(READ.id, ClaimSlot.PLACE, Value(place=other), by="ben", minute=1)
    assert list(applied([WALKED], [homs, hama])) == [WALKED]
    key = WALK.claims[0].id
    assert list(applied([WALK], [said(key, Verdict.REJECTED), said(key, by="ben", minute=1)])) == [WALK]
