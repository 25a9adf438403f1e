"""Places: every wording of `cases/places.csv`, and the laws that hold whatever the words are."""

from __future__ import annotations

import csv
import time
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model.world import Place, Relation
from dateline.resolve.gazetteer import Gazetteer
from dateline.resolve.geodesy import displaced, distance_km
from dateline.resolve.placemodel import DATA, load_model
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


def test_a_camp_that_is_told_first_keeps_its_name_when_it_is_told_shortly(resolver: PlaceResolver) -> None:
    names = ("Aleppo", "Handarat Palestinian refugee", "Handarat")
    wordings = ["Handarat Palestinian refugee camp", "Handarat", "Handarat countryside"]
    as_camp, as_village = (PlaceContext(names=names, camps=camps) for camps in (("Handarat Palestinian refugee",), ()))
    found = [choice.chosen.id if choice.chosen else None for choice in resolver.resolve(wordings, as_camp)]
    assert found[:2] == ["dl:handarat-camp", "dl:handarat-camp"]
    assert found[2] != "dl:handarat-camp"
    assert [choice.chosen.id for choice in resolver.resolve(["Handarat"], as_village) if choice.chosen] == ["dl:handarat"]


def test_losers_and_reasons_are_kept(resolver: PlaceResolver) -> None:
    choice = resolver.resolve(["Tripoli"], PlaceContext(names=("Beirut", "Sidon")))[0]
    assert choice.chosen is not None
    assert choice.chosen.country == "LB"
    assert "LY" in {place.country for place in choice.alternatives if isinstance(place, Place)}
    assert any("LB" in reason for reason in choice.reasons)
    assert choice.score is not None
    assert 0 < choice.score <= 1


def test_the_best_guess_is_kept_apart_from_what_is_taken(resolver: PlaceResolver) -> None:
    alone, told = (
        resolver.resolve(["Springfield"], PlaceContext(names=names))[0] for names in (("Springfield",), ("Springfield", "Illinois"))
    )
    assert alone.chosen is None
    assert alone.best is not None
    assert alone.score is not None
    assert alone.score < resolver.model.threshold
    assert told.chosen == told.best
    assert told.chosen is not None
    assert told.chosen.admin1 == "Illinois"
    assert told.score is not None
    assert told.score >= resolver.model.threshold


def test_an_unknown_place_is_somewhere_in_what_the_report_plays_in(resolver: PlaceResolver) -> None:
    choice = resolver.resolve(["Qwertabad"], PlaceContext(names=("Idlib", "Saraqib", "Qwertabad")))[0]
    assert choice.chosen is not None
    assert (choice.chosen.kind, choice.chosen.precision, choice.chosen.relation) == ("unit", 4, Relation.WITHIN)
    assert "somewhere in Idlib" in choice.reasons[0]


def test_a_great_city_that_does_not_fit_is_not_put_where_the_report_plays(resolver: PlaceResolver) -> None:
    choice = resolver.resolve(["Paris"], PlaceContext(names=("Aleppo", "Handarat", "Syria", "Paris", "Texas")))[0]
    assert choice.chosen is None or choice.chosen.country != "SY"


def test_reasons_come_in_the_order_of_what_they_weigh(resolver: PlaceResolver) -> None:
    choice = resolver.resolve(["Handarat camp"], PlaceContext(names=("Aleppo", "Syria")))[0]
    assert choice.reasons[0] == "'Handarat camp' is Handarat camp, Aleppo, SY"
    assert "known from reports of wars" in choice.reasons
    assert any(reason.endswith("km from Aleppo") for reason in choice.reasons)


def test_the_model_is_small_and_knows_every_sign() -> None:
    path = files("dateline") / "resolve" / "data" / DATA
    assert len(path.read_text(encoding="utf-8")) < 300_000
    model = load_model()
    assert 0.3 < model.threshold < 1
    assert all(-20 <= weight <= 20 for weight in (*model.ranking.values(), *model.confidence.values()))


def test_a_place_takes_less_than_a_millisecond(resolver: PlaceResolver) -> None:
    reports = [(case["wording"], *_split(case["names"])) for case in CASES]
    began = time.process_time()
    for names in reports:
        resolver.resolve(names, PlaceContext(names=names))
    assert (time.process_time() - began) / sum(map(len, reports)) < 0.001


@pytest.mark.parametrize(("bearing", "latitude", "longitude"), [(0, 36.0, 38.0), (90, 35.0, 39.22), (180, 34.0, 38.0), (225, 34.29, 37.14)])
def test_a_point_displaced(bearing: float, latitude: float, longitude: float) -> None:
    there = displaced(35.0, 38.0, 111.2, bearing)
    assert there == pytest.approx((latitude, longitude), abs=0.02)
    assert distance_km(35.0, 38.0, *there) == pytest.approx(111.2, abs=0.1)


def test_a_point_displaced_over_the_180th_meridian() -> None:
    assert displaced(0.0, 179.9, 50.0, 90)[1] == pytest.approx(-179.65, abs=0.01)


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
