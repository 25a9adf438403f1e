"""Places: every wording of `cases/places.csv`, and the laws that hold whatever the words are."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model.world import Place, Relation
from dateline.resolve.gazetteer import Gazetteer
from dateline.resolve.geodesy import distance_km
from dateline.resolve.places import PlaceChoice, PlaceContext, PlaceResolver

CASES = list(csv.DictReader((Path(__file__).parents[1] / "cases" / "places.csv").open(encoding="utf-8", newline="")))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _resolve(resolver: PlaceResolver, case: dict[str, str]) -> PlaceChoice:
    context = PlaceContext(names=_split(case["names"]), nationalities=_split(case["nationalities"]), before=(_split(case["before"]),))
    return resolver.resolve([case["wording"]], context)[0]


@pytest.mark.parametrize("case", CASES, ids=[f"{n}: {case['wording']}" for n, case in enumerate(CASES)])
def test_case(case: dict[str, str], resolver: PlaceResolver) -> None:
    choice = _resolve(resolver, case)
    if not case["latitude"]:
        assert choice.chosen is None, choice
        assert choice.reasons
        return
    place = choice.chosen
    assert place is not None, choice.reasons
    apart = distance_km(float(case["latitude"]), float(case["longitude"]), place.latitude, place.longitude)
    assert apart <= float(case["km"]), (place, choice.reasons)
    assert place.precision == int(case["precision"]), (place, choice.reasons)
    assert place.relation == Relation(case["relation"]), (place, choice.reasons)


def test_the_order_of_the_wordings_does_not_matter(resolver: PlaceResolver) -> None:
    wordings = ["Handarat", "al-Zahraa", "Tripoli", "eastern Aleppo"]
    context = PlaceContext(names=("Aleppo", "Homs", "Syria"))
    forwards = resolver.resolve(wordings, context)
    backwards = resolver.resolve(wordings[::-1], context)
    assert forwards == backwards[::-1]


def test_a_name_means_one_place_within_a_report(resolver: PlaceResolver) -> None:
    choices = resolver.resolve(["Tripoli", "the city of Tripoli", "Tripoli's port"], PlaceContext(names=("Beirut", "Sidon", "Tripoli")))
    assert {choice.chosen.country for choice in choices if choice.chosen is not None} == {"LB"}


def test_losers_and_reasons_are_kept(resolver: PlaceResolver) -> None:
    choice = resolver.resolve(["Tripoli"], PlaceContext(names=("Beirut", "Sidon")))[0]
    assert choice.chosen is not None
    assert choice.chosen.country == "LB"
    assert "LY" in {place.country for place in choice.alternatives if isinstance(place, Place)}
    assert any("LB" in reason for reason in choice.reasons)
    assert choice.score is not None
    assert 0 < choice.score <= 1


def test_wordings_and_what_was_said_before_must_match(resolver: PlaceResolver) -> None:
    with pytest.raises(ValueError, match="zip"):
        resolver.resolve(["here", "there"], PlaceContext(before=(("Aleppo",),)))


def test_version_names_rules_and_gazetteer(resolver: PlaceResolver, gazetteer: Gazetteer) -> None:
    assert resolver.version.endswith(gazetteer.version)
    assert resolver.version.startswith("places-")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4), st.lists(st.sampled_from(["Aleppo", "Homs", "Syria", "Paris", ""]), max_size=4))
def test_any_words_give_a_choice_with_a_reason(resolver: PlaceResolver, wordings: list[str], names: list[str]) -> None:
    choices = resolver.resolve(wordings, PlaceContext(names=tuple(names)))
    assert [choice.wording for choice in choices] == wordings
    for choice in choices:
        assert choice.reasons
        if choice.chosen is not None:
            assert (choice.chosen.latitude, choice.chosen.longitude) != (0, 0)
            assert 1 <= choice.chosen.precision <= 7
