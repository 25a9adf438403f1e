"""`dateline events`, `event`, `disputes`, `control`, `sources`, `grade` and the export of events."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from tests.cli.running import Dateline

from dateline.cli.demo import samples
from dateline.ledger import Ledger
from dateline.model.dispute import Matter
from dateline.reconcile import event_id


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the sample reports; tests only ask it."""
    path = tmp_path_factory.mktemp("events") / "events.dateline"
    with Ledger.create(path) as ledger:
        ledger.add(*samples())
    return path


def events_of(dateline: Dateline, book: Path, *options: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(dateline("events", "--ledger", book, "--format", "json", *options).out)
    return found


@pytest.mark.parametrize("command", [("events",), ("disputes",), ("sources",), ("control", "Handarat")])
def test_csv_and_json_say_the_same(dateline: Dateline, book: Path, command: tuple[str, ...]) -> None:
    rows = list(csv.DictReader(io.StringIO(dateline(*command, "--ledger", book, "--format", "csv").out)))
    records = json.loads(dateline(*command, "--ledger", book, "--format", "json").out)
    assert len(rows) == len(records) > 0
    assert set(rows[0]) == set(records[0])


@pytest.mark.parametrize("width", ["80", "120"])
@pytest.mark.parametrize("command", [("events",), ("disputes",), ("sources",), ("control", "Handarat")])
def test_tables_fit_the_terminal(
    dateline: Dateline, book: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    said = dateline(*command, "--ledger", book)
    assert said.code == 0
    assert max(len(line) for line in said.out.splitlines()) <= int(width)


def test_conditions_narrow_the_events(dateline: Dateline, book: Path) -> None:
    every = events_of(dateline, book)
    assert 0 < len(events_of(dateline, book, "--place", "Handarat")) < len(every)
    assert 0 < len(events_of(dateline, book, "--speaker", "Levant Front")) < len(every)
    assert 0 < len(events_of(dateline, book, "--until", "2016-09-23")) < len(every)
    assert events_of(dateline, book, "--since", "2016-10-01") == []
    assert all(event["type"] == "capture" for event in events_of(dateline, book, "--type", "capture"))


def test_an_event_shows_its_voices_side_by_side(dateline: Dateline, book: Path) -> None:
    event = next(event for event in events_of(dateline, book) if len(str(event["claims"]).split(",")) > 1)
    said = dateline("event", str(event["id"]), "--ledger", book)
    assert said.code == 0
    assert all(str(claim) in said.out for claim in event["claims"])  # type: ignore[attr-defined]
    record = json.loads(dateline("event", str(event["id"]), "--ledger", book, "--json").out)
    assert record["event"]["id"] == event["id"]
    assert set(record["voices"]) == set(event["claims"])  # type: ignore[call-overload]


def test_an_id_that_an_event_would_have_had_leads_to_it(dateline: Dateline, book: Path) -> None:
    event = next(event for event in events_of(dateline, book) if len(event["claims"]) > 1)  # type: ignore[arg-type]
    ids = {event_id(claim) for claim in event["claims"]}  # type: ignore[attr-defined]
    found = {json.loads(dateline("event", key, "--ledger", book, "--json").out)["event"]["id"] for key in ids}
    assert found == {event["id"]}


@pytest.mark.parametrize("key", ["evt_0000000000000000", "clm_0000000000000000"])
def test_an_unknown_event_is_a_usage_error(dateline: Dateline, book: Path, key: str) -> None:
    said = dateline("event", key, "--ledger", book)
    assert (said.code, key in said.err) == (2, True)


def test_a_dispute_names_both_sides(dateline: Dateline, book: Path) -> None:
    found = json.loads(dateline("disputes", "--ledger", book, "--format", "json", "--about", Matter.OCCURRENCE.value).out)
    assert {dispute["matter"] for dispute in found} == {"whether"}
    assert all(len(dispute["sides"]) > 1 for dispute in found)
    said = dateline("disputes", "--ledger", book)
    assert "denied by a militia commander" in " ".join(said.out.split())


def test_control_is_contested_where_two_sides_say_that_they_have_it(dateline: Dateline, book: Path) -> None:
    spells = json.loads(dateline("control", "Handarat", "--ledger", book, "--format", "json").out)
    assert any(spell["contested"] for spell in spells)
    assert dateline("control", "Handarat", "--from", "2017-01-01", "--ledger", book).code == 0
    assert dateline("control", "Atlantis", "--ledger", book).code == 2


def test_a_grade_is_shown_and_superseded_by_the_same_person(dateline: Dateline, book: Path, tmp_path: Path) -> None:
    own = tmp_path / "graded.dateline"
    shutil.copy(book, own)
    [source] = json.loads(dateline("sources", "--speaker", "Observatory", "--ledger", own, "--format", "json").out)
    assert source["grades"] == []
    for grade in ("C", "B2"):
        assert dateline("grade", source["id"], grade, "--by", "Ana", "--because", "named contacts", "--ledger", own).code == 0
    [source] = json.loads(dateline("sources", "--speaker", "Observatory", "--ledger", own, "--format", "json").out)
    assert source["grades"] == [{"grade": "B2", "reviewer": "Ana", "reason": "named contacts"}]
    assert "B2 by Ana" in dateline("sources", "--speaker", "Observatory", "--ledger", own).out
    assert dateline("verify", "--ledger", own).code == 0
    claim = str(events_of(dateline, own)[0]["claims"][0])  # type: ignore[index]
    assert dateline("grade", claim, "2", "--by", "Ana", "--because", "seen on video", "--ledger", own).code == 0


@pytest.mark.parametrize(("subject", "grade"), [("src_0000000000000000", "B"), ("clm_0000000000000000", "B"), ("clm_0", "G9")])
def test_a_wrong_grade_is_a_usage_error(dateline: Dateline, book: Path, subject: str, grade: str) -> None:
    assert dateline("grade", subject, grade, "--by", "Ana", "--because", "a test", "--ledger", book).code == 2


@pytest.mark.parametrize("form", ["csv", "jsonl", "geojson"])
def test_events_are_exported(dateline: Dateline, book: Path, form: str) -> None:
    said = dateline("export", "--ledger", book, "--format", form, "--what", "events")
    assert said.code == 0
    assert all(str(event["id"]) in said.out for event in events_of(dateline, book) if form != "geojson" or event["latitude"] is not None)


def test_cards_are_of_claims(dateline: Dateline, book: Path) -> None:
    assert dateline("export", "--ledger", book, "--format", "cards", "--what", "events").code == 2
