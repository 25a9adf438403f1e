"""The gold cards of the sample reports keep the guidelines' form: what is wrong there would pass for an error of the extractor."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dateline.extract.ontology import load_ontology
from dateline.model.claim import Change, Extent, Status
from dateline.model.figure import Measure

GOLDEN = Path(__file__).parent
FILES = sorted(GOLDEN.glob("*.json"))
SLOTS = {
    *("id", "quote", "type", "status", "source", "via", "actors", "targets", "place", "start", "end", "tolls", "control", "denies"),
    "background",
}
NOTE = "Written for the Dateline project from published facts; the outlet is invented and this is no news report."


def allowed(value: Any) -> list[Any]:
    """Every right answer for a slot: {"any": [...]} holds several."""
    return list(value["any"]) if isinstance(value, dict) and "any" in value else [value]


def wordings(card: dict[str, Any]) -> Iterator[str]:
    """The words that stand in a card's slots."""
    control = [option for option in allowed(card["control"]) if option is not None]
    values = [card["source"], card["via"], card["place"], *card["actors"], *card["targets"]]
    values += [toll[slot] for toll in card["tolls"] for slot in ("published", "group")]
    values += [option[slot] for option in control for slot in ("place", "holder")]
    yield from (wording for value in values for wording in allowed(value) if wording is not None)


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def gold(request: pytest.FixtureRequest) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(request.param.read_text(encoding="utf-8"))
    assert loaded["report"] == request.param.stem
    return loaded


@pytest.fixture
def text(gold: dict[str, Any]) -> str:
    return GOLDEN.joinpath(str(gold["text_file"])).read_text(encoding="utf-8")


def test_every_report_says_that_it_was_written_for_the_project(text: str) -> None:
    assert text.strip().endswith(NOTE)


def test_quotes_are_verbatim(gold: dict[str, Any], text: str) -> None:
    assert [card["quote"] for card in gold["cards"] if card["quote"] not in text] == []


def test_slots_are_worded_as_the_report_words_them(gold: dict[str, Any], text: str) -> None:
    assert [wording for card in gold["cards"] for wording in wordings(card) if wording.casefold() not in text.casefold()] == []


def test_cards_have_every_slot_and_known_values(gold: dict[str, Any]) -> None:
    types = load_ontology().types
    for card in gold["cards"]:
        assert set(card) - {"optional"} == SLOTS, card["id"]
        assert set(allowed(card["type"])) <= set(types), card["id"]
        assert set(allowed(card["status"])) <= set(Status), card["id"]
        for control in (option for option in allowed(card["control"]) if option is not None):
            assert set(allowed(control["change"])) <= set(Change), card["id"]
            assert set(allowed(control["extent"])) <= set(Extent), card["id"]


def test_ids_are_unique_and_denials_point_at_other_cards(gold: dict[str, Any]) -> None:
    ids = [card["id"] for card in gold["cards"]]
    assert len(set(ids)) == len(ids)
    for card in gold["cards"]:
        assert set(allowed(card["denies"])) <= {*ids, None} - {card["id"]}


def test_dates_are_days_in_order_and_not_after_the_report_unless_planned(gold: dict[str, Any]) -> None:
    published = date.fromisoformat(gold["published"])
    for card in gold["cards"]:
        starts, ends = ([date.fromisoformat(day) for day in allowed(card[side]) if day is not None] for side in ("start", "end"))
        assert not starts or not ends or min(starts) <= max(ends), card["id"]
        assert "planned" in allowed(card["status"]) or max([*starts, *ends], default=published) <= published, card["id"]


def test_figures_have_measures_bounds_in_order_and_wholes_among_their_neighbours(gold: dict[str, Any]) -> None:
    for card in gold["cards"]:
        for index, toll in enumerate(card["tolls"]):
            assert set(allowed(toll["measure"])) <= set(Measure) | {"casualties"}, card["id"]
            low, high = toll["low"], toll["high"]
            assert low is None or high is None or low <= high, card["id"]
            assert set(allowed(toll["of"])) <= {*range(len(card["tolls"])), None} - {index}, card["id"]
