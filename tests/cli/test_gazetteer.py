"""`dateline gazetteer`: packs are added, listed, shown and removed, and what is read afterwards knows them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import Dateline

from dateline.cli import gazetteer as command
from dateline.config import Config
from dateline.errors import ServiceError
from dateline.ledger import Ledger
from dateline.model.world import Place
from dateline.resolve.packs import add_own
from dateline.resolve.packs.fetch import Fetched, Fetcher

OWN = "name,lat,lon,kind,country,source\nBakery Square,36.2011,37.1605,square,SY,our own map\nNowhere,,,,,\n"
"""One place and one row that is none; made up."""
REPORT = "At least five people were killed in Bakery Square in Aleppo, Syria, on Saturday, activists said.\n"


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "packs"
    monkeypatch.setenv("DATELINE_GAZETTEERS", str(folder))
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "desk.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_a_table_is_added_listed_shown_and_removed(dateline: Dateline, packs: Path, own: Path) -> None:
    added = dateline("gazetteer", "add", "--csv", own, "--licence", "CC0")
    assert added.code == 3
    assert "desk: 1 places from desk.csv" in added.err
    assert "set aside: desk.csv, row 3: lat '' is no number of degrees" in added.err
    again = dateline("gazetteer", "add", "--csv", own, "--licence", "CC0")
    assert "it replaces the pack of that name" in again.err
    (pack,) = json.loads(dateline("gazetteer", "list", "--format", "json").out)
    assert (pack["name"], pack["kind"], pack["rows"], pack["licence"], len(pack["sha256"])) == ("desk", "own", 1, "CC0", 64)
    assert "desk.csv" in dateline("gazetteer", "list").out
    assert [path.name for path in packs.iterdir()] == ["desk.gazetteer"]
    shown = dateline("gazetteer", "show", "bakery square").out
    assert "36.2011, 37.1605, reach 0.3 km, precision 1" in shown
    assert "found as its name; a table of your own, from the pack desk (our own map)" in shown
    assert dateline("gazetteer", "remove", "desk").code == 0
    assert json.loads(dateline("gazetteer", "list", "--format", "json").out) == []
    assert "No place is called 'bakery square'" in dateline("gazetteer", "show", "bakery square").err


@pytest.mark.usefixtures("packs")
def test_every_candidate_is_shown_with_its_source(dateline: Dateline) -> None:
    assert "found as a like spelling" in dateline("gazetteer", "show", "Handarrat").out
    assert "bundled, checked" in dateline("gazetteer", "show", "Handarat").out
    found = json.loads(dateline("gazetteer", "show", "Aleppo", "--format", "json").out)
    assert {"gn:170063"} <= {entry["id"] for entry in found}
    assert dateline("gazetteer", "show", "Aleppo", "--format", "csv").out.startswith("id,name,kind,country")


@pytest.mark.usefixtures("packs")
def test_what_is_read_knows_the_packs(dateline: Dateline, own: Path, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    dateline("gazetteer", "add", "--csv", own)
    read = json.loads(dateline("read", "report.txt", "--published", "2016-09-24", "--format", "json").out)
    places = [resolution for resolution in read["resolutions"] if resolution["slot"] == "place"]
    assert {resolution["chosen"]["id"] for resolution in places if resolution["chosen"]} == {"own:desk/bakery-square"}
    assert all("desk@" in resolution["version"] for resolution in places)


def test_a_ledger_uses_the_packs_of_its_settings(own: Path, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    add_own(tmp_path / "packs", own)
    with Ledger.create(tmp_path / "l.dateline", config=Config(gazetteers=tmp_path / "packs")) as ledger:
        ledger.add(tmp_path / "report.txt")
        chosen = {resolution.chosen for walk in ledger.walked() for resolution in walk.resolutions}
        versions = dict(ledger.runs()[0].versions)
    assert {place.id for place in chosen if isinstance(place, Place)} == {"own:desk/bakery-square"}
    assert "desk@" in versions["places"]


def test_a_country_that_cannot_be_downloaded_names_the_way_by_hand(
    dateline: Dateline, packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(*_: object) -> Fetched:
        raise ServiceError("it cannot be reached")

    monkeypatch.setattr(Fetcher, "fetch", offline)
    said = dateline("gazetteer", "add", "sy")
    assert said.code == 4
    assert "Downloading https://download.geonames.org/export/dump/SY.zip (at most 100 MB and 10 minutes)" in said.err
    assert "by hand, unpack it, and run: dateline gazetteer add SY.txt" in said.err
    assert not packs.exists()


@pytest.mark.usefixtures("packs")
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "give one thing to add"),
        (("SY", "--csv", "desk.csv"), "give one thing to add"),
        (("XX",), "no country of this code"),
        (("places.csv",), "added with --csv"),
        (("SY.txt",), "no such file"),
        (("--csv", "none.csv"), "no such file"),
        (("--ucdp", "desk.csv"), "the column 'where_prec' is missing"),
        (("SY", "--licence", "CC0"), "--licence goes with --csv"),
        (("--csv", "desk.csv", "--name", "!"), "gives no name for a pack"),
    ],
)
def test_a_command_line_that_is_off_says_how(arguments: tuple[str, ...], says: str, dateline: Dateline, own: Path) -> None:
    assert own.exists()
    said = dateline("gazetteer", "add", *arguments)
    assert said.code == 2
    assert says in said.err


@pytest.mark.usefixtures("packs")
def test_a_pack_that_is_not_there_is_not_removed(dateline: Dateline) -> None:
    said = dateline("gazetteer", "remove", "desk")
    assert said.code == 2
    assert "there are none" in said.err


def test_without_a_folder_for_packs_it_says_how_to_set_one(dateline: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.delenv(name, raising=False)
    said = dateline("gazetteer", "list")
    assert said.code == 2
    assert "set `gazetteers`" in said.err


def test_every_command_has_examples() -> None:
    assert all("Examples:" in (found.callback.__doc__ or "") for found in command.commands.registered_commands if found.callback)
