"""Judgements as records: what older ledgers hold reads on, and ids never change."""

from __future__ import annotations

from typing import Any

import pytest
from tests.review.telling import ARMY, at, corrected, paired, phrase, said, undid

from dateline.model.codec import from_json, to_json
from dateline.model.decision import ClaimSlot, Correction, Judgement, Value, Verdict

OLD = {
    "jdg_1d2e6a78e65b146f": (
        '{"at":"2016-09-25T08:30:00Z","grade":null,"reason":"it says so","reviewer":"ana","subject":"clm_0123456789abcdef",'
        '"supersedes":null,"verdict":"accepted"}'
    ),
    "jdg_b40a462c9fc66744": (
        '{"at":"2016-09-25T08:30:00Z","grade":null,"reason":"a caption","reviewer":"ben","subject":"clm_0123456789abcdef",'
        '"supersedes":"jdg_1d2e6a78e65b146f","verdict":"rejected"}'
    ),
    "jdg_77b2e0435a498d94": (
        '{"at":"2016-09-25T08:30:00Z","grade":"B2","reason":"named contacts","reviewer":"ana","subject":"src_0123456789abcdef",'
        '"supersedes":null,"verdict":"graded"}'
    ),
}
"""Bodies and ids as version 0.1.0 wrote them."""


@pytest.mark.parametrize(("key", "body"), OLD.items())
def test_judgements_of_older_ledgers_read_on_and_keep_their_ids(key: str, body: str) -> None:
    assert from_json(body, Judgement).id == key


@pytest.mark.parametrize(
    "judgement",
    [
        said("clm_1"),
        corrected("clm_1", ClaimSlot.PLACE, Value(words="x")),
        corrected("clm_1", ClaimSlot.ACTOR, Value(phrase=phrase("army"), actor=ARMY), n=1),
        corrected("clm_1", ClaimSlot.DAYS, Value(earliest=at(0).date())),
        paired("clm_2", "clm_1", Verdict.SAME),
        undid(said("clm_1")),
    ],
)
def test_a_judgement_comes_back_from_its_body(judgement: Judgement) -> None:
    again = from_json(to_json(judgement), Judgement)
    assert (again, again.id, again.topic) == (judgement, judgement.id, judgement.topic)


def test_what_is_corrected_is_in_the_id() -> None:
    ids = {corrected("clm_1", slot, Value(number=n)).id for slot in (ClaimSlot.LOW, ClaimSlot.HIGH) for n in (None, 0, 1)}
    assert len(ids) == 6


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"verdict": Verdict.CORRECTED}, "names a slot"),
        ({"verdict": Verdict.ACCEPTED, "correction": Correction(slot=ClaimSlot.TYPE, old=Value(), new=Value())}, "names a slot"),
        ({"verdict": Verdict.SAME}, "the link of two claims"),
        ({"verdict": Verdict.SAME, "claims": ("clm_1", "clm_2")}, "the link of two claims"),
        ({"verdict": Verdict.UNDONE}, "names the judgement that it undoes"),
    ],
)
def test_a_judgement_that_says_nothing_whole_cannot_be_made(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Judgement(subject="clm_1", reviewer="ana", at=at(0), reason="as heard", **fields)


def test_a_value_is_told_in_words() -> None:
    assert Value().told() == ""
    assert Value(number=0).told() == "0"
    assert Value(phrase=phrase("army"), actor=ARMY).told() == "“army” Syrian government forces [syria-state-forces]"
    assert Value(earliest=at(0).date()).told() == "2016-09-25 to ..."
    assert Value(earliest=at(0).date(), latest=at(0).date()).told() == "2016-09-25"
    assert (Value().is_nothing, Value(number=0).is_nothing) == (True, False)
