"""Two reviewers on one record: a conflict is told, and both words can stand."""

from __future__ import annotations

import pytest
from tests.review.telling import at, entered, said

from dateline.errors import ReviewConflictError, UsageError
from dateline.model.decision import Judgement, Verdict
from dateline.model.review import in_force, is_reviewed, mark_of, review_of_event, reviews
from dateline.review import UNSEEN, beside, decided, trail_of, undoing

ANA = said("clm_1")
REJECTS = said("clm_1", Verdict.REJECTED, by="ben", minute=1)


def test_a_word_of_somebody_else_that_was_not_seen_is_a_conflict() -> None:
    with pytest.raises(ReviewConflictError, match="ana has judged it too") as told:
        decided([REJECTS], entered([ANA]))
    assert (told.value.judgement, told.value.reviewer, told.value.says, told.value.exit_code) == (ANA.id, "ana", "accepted", 2)


def test_one_that_was_seen_is_replaced_knowingly() -> None:
    [after] = decided([REJECTS], entered([ANA]), seen=10)
    assert (after.supersedes, in_force([ANA, after])) == (ANA.id, (after,))


def test_a_newer_one_than_was_seen_is_a_conflict_again() -> None:
    third = said("clm_1", Verdict.UNSURE, by="carl", minute=2)
    [second] = decided([REJECTS], entered([ANA]), seen=10)
    with pytest.raises(ReviewConflictError, match="ben has judged it too"):
        decided([third], entered([ANA, second]), seen=10)


def test_what_was_seen_and_then_undone_by_another_is_a_conflict() -> None:
    [undoing_it] = undoing([ANA.id], entered([ANA]), reviewer="carl", at=at(1), reason="a slip")
    with pytest.raises(ReviewConflictError, match="carl"):
        decided([REJECTS], entered([ANA, undoing_it]), seen=10)
    assert decided([REJECTS], entered([ANA, undoing_it]))[0].supersedes is None


def test_ones_own_word_is_replaced_without_asking_and_a_like_word_stands_beside() -> None:
    own = said("clm_1", Verdict.REJECTED, minute=1)
    assert decided([own], entered([ANA]))[0].supersedes == ANA.id
    like = said("clm_1", by="ben", minute=1)
    [after] = decided([like], entered([ANA]))
    assert after.supersedes is None
    assert reviews(in_force([ANA, after])) == {"clm_1": "accepted by ana, ben"}


def test_a_dissent_stands_beside_and_a_third_settles_both() -> None:
    dissent = beside(REJECTS, entered([ANA]), seen=10)
    both = [ANA, dissent]
    assert set(in_force(both)) == set(both)
    assert reviews(in_force(both)) == {"clm_1": "reviewers differ"}
    assert [(step.in_force, step.differs) for step in trail_of(both)] == [(True, True), (True, True)]
    [third] = decided([said("clm_1", by="carl", minute=2)], entered(both), seen=11)
    assert (third.supersedes, third.settles) == (dissent.id, ())
    assert reviews(in_force([*both, third])) == {"clm_1": "accepted by ana, carl"}
    [fourth] = decided([said("clm_1", Verdict.UNSURE, by="carl", minute=2)], entered(both), seen=11)
    assert {fourth.supersedes, *fourth.settles} == {ANA.id, dissent.id}


def test_a_dissent_needs_somebody_who_says_something_else() -> None:
    with pytest.raises(UsageError, match="nothing to dissent from"):
        beside(said("clm_1", by="ben"), entered([ANA]), seen=10)
    with pytest.raises(ReviewConflictError):
        beside(said("clm_1", Verdict.UNSURE, by="carl"), entered([ANA, REJECTS]), seen=10)


def test_grades_stand_beside_each_other() -> None:
    grades = [
        Judgement(subject="src_1", verdict=Verdict.GRADED, reviewer=by, at=at(n), reason="known", grade=grade)
        for n, (by, grade) in enumerate([("ana", "B"), ("ben", "C"), ("ana", "A")])
    ]
    chain: list[Judgement] = []
    for grade in grades:
        chain += decided([grade], entered(chain), seen=UNSEEN)
    assert [(j.reviewer, j.grade) for j in in_force(chain)] == [("ben", "C"), ("ana", "A")]


def test_what_was_undone_or_replaced_cannot_be_undone_again() -> None:
    [undo] = undoing([ANA.id], entered([ANA]), reviewer="ana", at=at(1), reason="a slip")
    with pytest.raises(UsageError, match=f"undo {undo.id}"):
        undoing([ANA.id], entered([ANA, undo]), reviewer="ana", at=at(2), reason="a slip")
    [after] = decided([REJECTS], entered([ANA]), seen=10)
    with pytest.raises(ReviewConflictError, match="ben has judged it too"):
        undoing([ANA.id], entered([ANA, after]), reviewer="ana", at=at(2), reason="a slip")


def test_the_trail_tells_who_ended_what() -> None:
    [after] = decided([REJECTS], entered([ANA]), seen=10)
    [undo] = undoing([after.id], entered([ANA, after]), reviewer="carl", at=at(2), reason="a slip")
    steps = trail_of([ANA, after, undo])
    assert [(step.in_force, step.ended_by and step.ended_by.reviewer) for step in steps] == [(True, None), (False, "carl"), (True, None)]
    assert steps[2].changed == f"undid {after.id} (rejected by ben)"


def test_an_event_is_reviewed_once_all_its_claims_are() -> None:
    found = {"clm_1": "accepted by ana", "clm_2": "corrected by ben", "clm_3": "reviewers differ", "clm_4": "left open by ana"}
    assert review_of_event(["clm_1", "clm_2"], found) == "accepted by ana; corrected by ben"
    assert review_of_event(["clm_1", "clm_5"], found) == "1 of 2 claims reviewed"
    assert review_of_event(["clm_1", "clm_3"], found) == "reviewers differ"
    assert review_of_event(["clm_4", "clm_5"], found) == "left open by ana"
    assert review_of_event(["clm_5"], found) == "machine"
    told = ["accepted by ana", "machine", "1 of 2 claims reviewed", "reviewers differ", "left open by ana", "rejected by ana"]
    assert list(map(is_reviewed, told)) == [True, False, False, False, False, True]
    assert (mark_of(told), mark_of(told[:1]), mark_of([])) == ("unverified: 2 of 6 reviewed", "reviewed: 1 of 1", "reviewed: 0 of 0")
