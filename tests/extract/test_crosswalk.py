"""The crosswalk covers every type, and uses only names its codebooks have."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dateline.extract.crosswalk import UCDP_TYPES, Acled, Plover, crosswalk, load_crosswalks

ONTOLOGY = Path(__file__).parents[2] / "src/dateline/extract/ontology.toml"
ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        *("Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack"),
        *("Remote explosive/landmine/IED", "Grenade"),
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        *("Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established"),
        *("Looting/property destruction", "Non-violent transfer of territory", "Other"),
    },
}
PLOVER = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT"),
    *("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}


def test_every_type_of_the_ontology_has_a_crosswalk() -> None:
    types = tomllib.loads(ONTOLOGY.read_text(encoding="utf-8"))["type"]
    assert set(load_crosswalks()) == set(types)


@pytest.mark.parametrize("type_id", load_crosswalks())
def test_only_names_of_the_codebooks_are_used(type_id: str) -> None:
    entry = crosswalk(type_id)
    assert entry.definition.endswith(".")
    assert entry.acled is None or entry.acled.sub_event in ACLED[entry.acled.event]
    assert entry.plover is None or entry.plover.event in PLOVER
    assert set(entry.ucdp) <= set(UCDP_TYPES)


def test_a_crosswalk_by_value() -> None:
    found = crosswalk("airstrike")
    assert found.acled == Acled(event="Explosions/Remote violence", sub_event="Air/drone strike")
    assert found.ucdp == (1, 2, 3)
    assert found.plover == Plover(event="ASSAULT", mode="aerial")
    assert crosswalk("aid").plover == Plover(event="AID", context="humanitarian")
    assert crosswalk("hold").acled is None


def test_an_unknown_type_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(KeyError, match=r"earthquake.*clash"):
        crosswalk("earthquake")
