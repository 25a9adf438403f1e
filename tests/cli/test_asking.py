"""`dateline claims`, `reports`, `set-aside`, `why`, `export`: a ledger is asked."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.running import REPORT, Dateline


def test_conditions_must_all_hold(dateline: Dateline, ledger: Path) -> None:
    every = json.loads(dateline("claims", "--ledger", ledger, "--format", "json").out)
    speaker = next(claim["speaker"] for claim in every if claim["speaker"] is not None)
    said = json.loads(dateline("claims", "--ledger", ledger, "--speaker", speaker, "--format", "json").out)
    nobody = json.loads(dateline("claims", "--ledger", ledger, "--speaker", speaker, "--text", "zeppelin", "--format", "json").out)
    assert 0 < len(said) < len(every)
    assert all(claim["speaker"] is not None for claim in said)
    assert nobody == []


def test_claims_that_count(dateline: Dateline, ledger: Path) -> None:
    killed = json.loads(dateline("claims", "--ledger", ledger, "--measure", "killed", "--format", "json").out)
    assert killed
    assert all("killed" in claim["figures"] for claim in killed)


def test_a_period_keeps_claims_that_touch_it(dateline: Dateline, ledger: Path) -> None:
    found = json.loads(dateline("claims", "--ledger", ledger, "--since", "2016-09-24", "--until", "2016-09-24", "--format", "json").out)
    assert found
    assert all(claim["earliest"] <= "2016-09-24" <= claim["latest"] for claim in found)


@pytest.mark.parametrize("command", ["claims", "events", "reports", "set-aside"])
def test_csv_and_json_say_the_same(dateline: Dateline, ledger: Path, command: str) -> None:
    rows = list(csv.DictReader(io.StringIO(dateline(command, "--ledger", ledger, "--format", "csv").out)))
    records = json.loads(dateline(command, "--ledger", ledger, "--format", "json").out)
    assert len(rows) == len(records) > 0
    assert set(rows[0]) == set(records[0])
    table = dateline(command, "--ledger", ledger)
    assert table.code == 0
    assert "\x1b" not in table.out


def test_why_shows_the_words_and_the_reasons(dateline: Dateline, ledger: Path) -> None:
    claims = json.loads(dateline("claims", "--ledger", ledger, "--measure", "killed", "--format", "json").out)
    said = dateline("why", claims[0]["id"], "--ledger", ledger)
    assert said.code == 0
    assert "At least 12 people" in said.out
    assert "because" in said.out
    record = json.loads(dateline("why", claims[0]["id"], "--ledger", ledger, "--json").out)
    assert record["claim"]["quote"] in REPORT


def test_why_says_how_sure_the_reading_is(dateline: Dateline, ledger: Path) -> None:
    claims = json.loads(dateline("claims", "--ledger", ledger, "--format", "json").out)
    record = json.loads(dateline("why", claims[0]["id"], "--ledger", ledger, "--json").out)
    sure = record["claim"]["confidence"]
    assert 0 < sure < 1
    assert {slot for slot, _ in record["claim"]["confidences"]} >= {"type", "status", "speaker"}
    assert f"{sure:.0%} that the report tells this" in dateline("why", claims[0]["id"], "--ledger", ledger).out


def test_why_walks_from_events_and_reports_too(dateline: Dateline, ledger: Path) -> None:
    for command in ("events", "reports"):
        record = json.loads(dateline(command, "--ledger", ledger, "--format", "json").out)[0]
        said = dateline("why", record["id"], "--ledger", ledger)
        assert said.code == 0
        assert "clm_" in said.out


def test_an_unknown_id_is_a_usage_error(dateline: Dateline, ledger: Path) -> None:
    said = dateline("why", "clm_0000000000000000", "--ledger", ledger)
    assert said.code == 2
    assert "clm_0000000000000000" in said.err


@pytest.mark.parametrize("form", ["csv", "jsonl", "geojson", "cards"])
def test_exports_go_to_a_file_or_to_standard_output(dateline: Dateline, ledger: Path, tmp_path: Path, form: str) -> None:
    piped = dateline("export", "--ledger", ledger, "--format", form)
    filed = dateline("export", "--ledger", ledger, "--format", form, "--output", "out")
    assert (piped.code, filed.code, filed.out) == (0, 0, "")
    assert piped.out.replace("\r\n", "\n") == (tmp_path / "out").read_text(encoding="utf-8").replace("\r\n", "\n")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_that_cannot_be_written_is_a_service_that_does_not_answer(dateline: Dateline, ledger: Path) -> None:
    said = dateline("export", "--ledger", ledger, "--format", "csv", "--output", "no/such/folder/out.csv")
    assert said.code == 4
    assert "no/such/folder/out.csv" in said.err
