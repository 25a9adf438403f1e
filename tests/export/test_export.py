from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from tests.plain_walker import PlainWalker

from dateline.export import (
    EventRow,
    Table,
    cards_of,
    event_row,
    write_cards,
    write_csv,
    write_events_geojson,
    write_events_jsonl,
    write_geojson,
    write_jsonl,
)
from dateline.ledger import Ledger
from dateline.model.claim import Change, Claim, Control, Extent
from dateline.model.text import Phrase, Report, Span
from dateline.model.walked import Walked

TEXT = "=The army said it took Handarat on Saturday. The Observatory said 45 people were killed in Handarat on Saturday. Shells fell."
REPORT = Report(text=TEXT, original="0" * 64, published=date(2016, 9, 24), name="camp", source="Example")
WALKED = PlainWalker().walk(REPORT)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    (tmp_path / "camp.txt").write_text(TEXT)
    ledger = Ledger.create(tmp_path / "ledger.db", pipeline=PlainWalker())
    ledger.add(tmp_path / "camp.txt", published=date(2016, 9, 24))
    return ledger


def test_a_card_words_everything_as_the_report_does() -> None:
    card = cards_of(WALKED)[1]
    assert card == {
        "report": "camp",
        "id": WALKED.claims[1].id,
        "quote": "The Observatory said 45 people were killed in Handarat on Saturday",
        "type": "attack",
        "status": "asserted",
        "source": "Observatory",
        "via": None,
        "actors": [],
        "targets": [],
        "place": "Handarat",
        "start": "2016-09-24",
        "end": "2016-09-24",
        "tolls": [{"measure": "killed", "low": 45, "high": 45, "published": "45", "group": "people", "of": None}],
        "control": None,
        "denies": None,
        "background": False,
        "confidence": None,
        "confidences": {},
    }


def test_a_card_tells_control() -> None:
    holder = Phrase(span=Span(5, 9), text="army")
    control = Control(place=None, holder=holder, change=Change.GAINED, extent=Extent.PART)
    claim = Claim(report=REPORT.id, evidence=Span(5, 9), quote="army", type="capture", control=control)
    [card] = cards_of(Walked(report=REPORT, claims=(claim,), resolutions=()))
    assert card["control"] == {"place": None, "holder": "army", "change": "gained", "extent": "part"}


@pytest.mark.parametrize(
    ("name", "location", "called"),
    [("given", "a/file.txt", "given"), (None, "a/file.txt", "file"), (None, None, None)],
)
def test_a_card_names_its_report(name: str | None, location: str | None, called: str | None) -> None:
    report = Report(text="Shells fell", original="0" * 64, name=name, location=location)
    [card] = cards_of(PlainWalker().walk(report))
    assert card["report"] == (called or report.id)


def test_json_lines_hold_everything_but_the_text() -> None:
    out = io.StringIO()
    assert write_jsonl([WALKED], out) == 3
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line["id"] for line in lines] == [claim.id for claim in WALKED.claims]
    assert lines[1]["report"]["source"] == "Example"
    assert "text" not in lines[1]["report"]
    assert [resolution["slot"] for resolution in lines[1]["resolutions"]] == ["place", "time"]


def test_cards_are_one_a_line() -> None:
    out = io.StringIO()
    assert write_cards([WALKED], out) == len(out.getvalue().splitlines()) == 3


def test_a_spreadsheet_takes_no_cell_for_a_formula(ledger: Ledger) -> None:
    out = io.StringIO(newline="")
    assert write_csv(ledger.claims(), out) == 3
    rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert rows[0]["quote"].startswith("'=The army")
    assert rows[1]["quote"].startswith("The Observatory")
    assert (rows[1]["latitude"], rows[2]["latitude"]) == ("36.26", "")


def test_a_map_gets_points_with_their_reach_and_the_count_of_those_left_out(ledger: Ledger) -> None:
    out = io.StringIO()
    assert write_geojson(ledger.claims(), out) == (2, 1)
    features = json.loads(out.getvalue())["features"]
    assert [feature["geometry"]["coordinates"] for feature in features] == [[37.19, 36.26], [37.19, 36.26]]
    assert features[1]["properties"]["radius_km"] == 1.0
    assert features[1]["properties"]["earliest"] == "2016-09-24"


def test_events_go_to_a_spreadsheet_with_their_claims(ledger: Ledger) -> None:
    out = io.StringIO(newline="")
    rows = [event_row(event) for event in ledger.events()]
    assert write_csv(Table(EventRow, rows), out) == len(rows) > 0
    counted = next(row for row in csv.DictReader(io.StringIO(out.getvalue(), newline="")) if row["killed_low"])
    assert (counted["killed_low"], counted["killed_high"], counted["standing"]) == ("45", "45", "single speaker")
    assert counted["claims"] in {row.id for row in ledger.claims()}


def test_events_are_lines_and_points(ledger: Ledger) -> None:
    lines, points = io.StringIO(), io.StringIO()
    events = ledger.events()
    assert write_events_jsonl(events, lines) == len(events)
    assert [json.loads(line)["id"] for line in lines.getvalue().splitlines()] == [event.id for event in events]
    written, left_out = write_events_geojson(events, points)
    features = json.loads(points.getvalue())["features"]
    assert (len(features), written + left_out) == (written, len(events))
    assert features[0]["geometry"]["coordinates"] == [37.19, 36.26]
