"""Which claims wait for a person, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.event_cases import HANDARAT, killed, told
from tests.review.telling import REPORT, corrected, walk_with_parties

from dateline.model.decision import ClaimSlot, Value
from dateline.model.dispute import Carried, Dispute, Matter, Side, Standing
from dateline.model.event import Estimate, Event
from dateline.model.figure import Measure
from dateline.model.grounded import Grounded
from dateline.model.queue import Cause, Queued
from dateline.review import item_of, queued, slots_of

WALKED = walk_with_parties()
[CLAIM] = WALKED.claims


def event(*claims: Grounded, disputes: tuple[Dispute, ...] = (), high: int | None = None) -> Event:
    keys = tuple(g.claim.id for g in claims)
    return Event(
        id="evt_1",
        type="airstrike",
        claims=keys,
        speakers=("a",),
        standing=Standing.SINGLE,
        reasons=(),
        occurrence=Carried(standing=Standing.SINGLE, reasons=()),
        disputes=disputes,
        estimates=(Estimate(measure=Measure.KILLED, low=high, high=high, claims=keys),),
    )


def sure(grounded: Grounded, confidence: float | None = None, *confidences: tuple[str, float]) -> Grounded:
    return replace(grounded, claim=replace(grounded.claim, confidence=confidence, confidences=confidences))


def test_what_the_machine_is_sure_of_does_not_wait() -> None:
    one = sure(told("rep_a", speaker="Ana", figures=[killed(99, 99)]), 0.9, ("type", 0.5), ("place", 0.8))
    assert list(queued([one], [event(one)])) == []


def test_disputes_come_first_with_what_is_at_stake() -> None:
    one, other = told("rep_a", speaker="Ana", figures=[killed(300, 300)]), told("rep_b", speaker="Ben")
    sides = tuple(Side(says=g.claim.id, voices=("x",), claims=(g.claim.id,)) for g in (one, other))
    disputes = (Dispute(matter=Matter.OCCURRENCE, sides=sides, reason="told by Ana; denied by Ben"),)
    found = {item.claim: item for item in queued([one, other], [event(one, other, disputes=disputes, high=300)])}
    assert [doubt.cause for doubt in found[one.claim.id].doubts] == [Cause.DISPUTED, Cause.HIGH]
    assert found[other.claim.id].doubts[0].words == "whether: told by Ana; denied by Ben"
    assert {item.weight for item in found.values()} == {300.0}


def test_a_reading_less_likely_right_than_wrong_is_in_doubt_the_worst_first() -> None:
    one = sure(told("rep_a", speaker="Ana"), 0.45, ("speaker", 0.2), ("status", 0.9))
    [item] = queued([one], [event(one)])
    assert [(doubt.slot, doubt.words, doubt.sureness) for doubt in item.doubts] == [
        ("speaker", "Ana", 0.2),
        (None, "whether the report tells this", 0.45),
    ]
    assert item.weight == pytest.approx(0.8)


def test_a_doubt_about_a_party_alone_weighs_half() -> None:
    one = sure(told("rep_a", speaker="Ana"), 0.9, ("actors", 0.2))
    [item] = queued([one], [event(one)])
    assert item.weight == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("place", "sureness", "words"),
    [(None, None, "no place that is known"), (HANDARAT, 0.3, "Handarat"), (HANDARAT, 0.0, "Handarat")],
)
def test_a_place_that_may_be_another_is_in_doubt(place: object, sureness: float | None, words: str) -> None:
    one = replace(told("rep_a", speaker="Ana"), place=place, place_sureness=sureness)  # type: ignore[arg-type]
    [item] = queued([one], [event(one)])
    assert [(doubt.slot, doubt.sureness) for doubt in item.doubts] == [("place", sureness)]
    assert item.doubts[0].words.endswith(words)


@pytest.mark.parametrize(("low", "high", "waits"), [(99, 99, False), (100, None, True), (None, 120, True), (None, None, False)])
def test_high_figures_wait_though_the_machine_is_sure(low: int | None, high: int | None, *, waits: bool) -> None:
    one = told("rep_a", speaker="Ana", figures=[killed(low, high)])
    assert bool(list(queued([one], [event(one)]))) is waits


def test_slots_show_what_was_read_what_it_could_be_and_what_people_made_of_it() -> None:
    other = walk_with_parties().resolutions[0].chosen
    change = corrected(CLAIM.id, ClaimSlot.LOW, Value(number=4))
    seen = {(s.slot, s.n): s for s in slots_of(CLAIM, WALKED.resolutions, REPORT, [change])}
    assert (seen[ClaimSlot.LOW, 0].read, seen[ClaimSlot.LOW, 0].now) == (Value(number=45), Value(number=4))
    assert seen[ClaimSlot.LOW, 0].told == (change,)
    assert seen[ClaimSlot.PLACE, 0].read.place == other
    assert seen[ClaimSlot.ACTOR, 1].read.phrase == CLAIM.actors[1]
    assert (ClaimSlot.HOLDER, 0) in seen
    assert (ClaimSlot.ACTOR, 2) not in seen


def test_an_item_of_the_queue_names_the_slot_in_doubt() -> None:
    [grounded] = [told("rep_a", speaker="Ana")]
    [item] = queued([sure(grounded, 0.9, ("actors", 0.1))], [event(grounded)])
    whole = item_of(replace(item, claim=CLAIM.id), CLAIM, WALKED.resolutions, REPORT, [])
    assert whole.in_doubt is not None
    assert (whole.in_doubt.slot, whole.in_doubt.n) == (ClaimSlot.ACTOR, 0)
    assert item_of(Queued(claim=CLAIM.id, event=None, weight=0.0, doubts=()), CLAIM, WALKED.resolutions, REPORT, []).in_doubt is None
