"""Actors: wordings one a row, and what must hold for the list and for any words."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.resolve.actornames import load_names, wording_of
from dateline.resolve.actors import ActorList

CASES = Path(__file__).parents[1] / "cases" / "actors.csv"
ACTORS = ActorList()


def rows() -> list[tuple[str, ...]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["wording"], row["country"], row["outlet"], row["actor"], row["loaded"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("wording", "country", "outlet", "actor", "loaded"), rows())
def test_case(wording: str, country: str, outlet: str, actor: str, loaded: str) -> None:
    choice = ACTORS.resolve(wording, country or None, outlet=outlet or None)
    assert (choice.chosen.id if choice.chosen is not None else "") == actor
    assert choice.loaded is (loaded == "yes")
    assert choice.reasons
    assert (choice.score is None) is (choice.chosen is None)


@pytest.mark.parametrize(
    ("wording", "parties"),
    [("Iran and Russia", {"iran-government", "russia-government"}), ("YPG and PKK", {"ypg", "pkk"}), ("ISIL heavy weapons", {"isis"})],
)
def test_the_list_abstains_and_names_the_alternatives(wording: str, parties: set[str]) -> None:
    choice = ACTORS.resolve(wording)
    assert choice.chosen is None
    assert {actor.id for actor in choice.alternatives} == parties


def test_every_listed_name_resolves_to_its_actor_or_to_one_that_shares_it() -> None:
    names = load_names()
    for words, id_ in names.by_name.items():
        shown = " ".join(words).upper() if words in names.acronyms else " ".join(words)
        choice = ACTORS.resolve(shown)
        assert choice.chosen is not None, shown
        assert choice.chosen.id == id_, shown


def test_the_list_is_large_and_every_kind_has_a_code() -> None:
    names = load_names()
    assert len(ACTORS) >= 200
    assert {actor.kind for actor in names.actors.values()} <= set(names.kinds)
    assert set(names.heads.values()) <= set(names.kinds)
    assert set(names.country_of.values()) <= set(names.country_names)


def test_no_name_is_listed_under_two_actors() -> None:
    text = (Path(__file__).parents[2] / "src/dateline/resolve/data/actors.toml").read_text(encoding="utf-8")
    names = load_names()
    owners: dict[tuple[str, ...], set[str]] = {}
    for line in text.splitlines():
        id_, _, rest = line.partition(" = { name = ")
        if id_ in names.actors:
            for name in rest.partition("names = [")[2].partition("]")[0].split('"')[1::2]:
                owners.setdefault(wording_of(name).folded, set()).add(id_)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_an_actor_has_the_inter_code_of_its_kind() -> None:
    codes = {}
    for wording in ("Syrian army", "ISIS", "Hezbollah", "civilians", "UN", "the Fulani herdsmen"):
        chosen = ACTORS.resolve(wording).chosen
        assert chosen is not None
        codes[wording] = ACTORS.inter(chosen)
    assert codes == {"Syrian army": 1, "ISIS": 2, "Hezbollah": 3, "civilians": 7, "UN": 8, "the Fulani herdsmen": 4}


def test_a_lost_apostrophe_names_the_same_actor() -> None:
    assert ACTORS.resolve("Assads forces") == ACTORS.resolve("Assad’s forces")


def test_a_wording_without_end_is_set_aside() -> None:
    choice = ACTORS.resolve("rebels and soldiers and " * 2000)
    assert choice.chosen is None
    assert choice.reasons == ("more than 40 words name no party",)


@given(st.text(max_size=50))
def test_any_words_are_answered(wording: str) -> None:
    choice = ACTORS.resolve(wording)
    assert choice.reasons
    assert choice == ACTORS.resolve(wording)
