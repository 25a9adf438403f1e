"""The ontology is whole: every type has a family and a label, every pattern can be reached."""

from __future__ import annotations

from dateline.extract.ontology import load_ontology

GUIDELINE_TYPES = (
    "clash airstrike shelling bombing attack chemical execution abduction detention abuse interception toll capture withdrawal siege hold "
    "offensive deployment ceasefire damage displacement evacuation aid obstruction rescue talks appeal pledge threat accusation denial "
    "responsibility condemnation support sanction protest other"
)


def test_types_are_those_of_the_guidelines() -> None:
    assert set(load_ontology().types) == set(GUIDELINE_TYPES.split())


def test_every_type_has_a_family_and_a_label() -> None:
    ontology = load_ontology()
    assert set(ontology.family_of) == set(ontology.types)
    assert all(ontology.labels[t] for t in ontology.types)


def test_the_most_demanding_pattern_stands_first() -> None:
    for patterns in (*load_ontology().verbs.values(), *load_ontology().nouns.values()):
        needs = [len(p.needs) + len(p.direct) for p in patterns]
        assert needs == sorted(needs, reverse=True)


def test_months_and_plain_words_tell_no_event() -> None:
    ontology = load_ontology()
    for word in ("march", "may", "control", "house", "said"):
        assert word not in ontology.nouns, word
