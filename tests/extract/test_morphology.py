"""Word forms: one lemma a row, with forms that must and must not be among them."""

from __future__ import annotations

import pytest

from dateline.extract.morphology import noun_forms, plural, verb_forms

FORMS = [
    ("kill", {"kill", "kills", "killed", "killing"}, {"killled"}),
    ("shell", {"shells", "shelled", "shelling"}, set()),
    ("trap", {"trapped", "trapping"}, {"traped"}),
    ("seize", {"seized", "seizing"}, {"seizeed"}),
    ("carry", {"carries", "carried", "carrying"}, {"carryed"}),
    ("flee", {"fled", "fleeing", "flees"}, set()),
    ("free", {"freed", "freeing"}, {"freeed"}),
    ("die", {"died", "dying", "dies"}, {"diing"}),
    ("expel", {"expelled", "expelling"}, set()),
    ("strike", {"struck", "striking", "strikes"}, {"striked"}),
    ("overrun", {"overran", "overrun", "overruns"}, {"overruned"}),
    ("shoot", {"shot", "shooting"}, {"shooted"}),
    ("gas", {"gassed", "gassing"}, set()),
    ("be", {"is", "was", "been"}, {"beed"}),
]


@pytest.mark.parametrize(("lemma", "among", "not_among"), FORMS)
def test_verb_forms(lemma: str, among: set[str], not_among: set[str]) -> None:
    forms = verb_forms(lemma)
    assert among <= forms
    assert not not_among & forms


@pytest.mark.parametrize(
    ("lemma", "form"), [("child", "children"), ("body", "bodies"), ("clash", "clashes"), ("toll", "tolls"), ("army", "armies")]
)
def test_plural(lemma: str, form: str) -> None:
    assert plural(lemma) == form
    assert form in noun_forms(lemma)
