"""`dateline read`: claims of one report, without a ledger."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.running import REPORT, Dateline

CARD_FIELDS = {
    *("report", "id", "quote", "type", "status", "source", "via", "actors", "targets", "place", "start", "end"),
    *("tolls", "control", "denies", "background", "confidence", "confidences"),
}


def test_cards_are_one_object_a_line_and_quote_verbatim(dateline: Dateline, report: Path) -> None:
    said = dateline("read", report, "--published", "2016-09-24", "--format", "cards")
    cards = [json.loads(line) for line in said.out.splitlines()]
    assert said.code == 0
    assert cards
    assert all(set(card) == CARD_FIELDS and card["report"] == "market" and card["quote"] in REPORT for card in cards)
    killed = [toll for card in cards for toll in card["tolls"] if toll["measure"] == "killed"]
    assert {"low": 12, "high": None} in [{"low": toll["low"], "high": toll["high"]} for toll in killed]


def test_the_given_id_names_the_report(dateline: Dateline, report: Path) -> None:
    said = dateline("read", report, "--id", "first", "--format", "cards")
    assert {json.loads(line)["report"] for line in said.out.splitlines()} == {"first"}


def test_one_id_cannot_name_two_files(dateline: Dateline, report: Path) -> None:
    said = dateline("read", report, report, "--id", "first")
    assert (said.code, said.out) == (2, "")
    assert "--id" in said.err


def test_without_a_date_days_stay_open_and_the_way_out_is_told(dateline: Dateline, report: Path) -> None:
    said = dateline("read", report, "--format", "cards")
    cards = [json.loads(line) for line in said.out.splitlines()]
    assert {(card["start"], card["end"]) for card in cards} == {(None, None)}
    assert "--published" in said.err


def test_with_a_date_nothing_is_remarked(dateline: Dateline, report: Path) -> None:
    assert "--published" not in dateline("read", report, "--published", "2016-09-24").err


def test_json_holds_the_full_records(dateline: Dateline, report: Path) -> None:
    record = json.loads(dateline("read", report, "--format", "json").out)
    assert record["report"]["text"].strip() == REPORT.strip()
    assert {resolution["claim"] for resolution in record["resolutions"]} <= {claim["id"] for claim in record["claims"]}


def test_a_table_shows_who_says_it(dateline: Dateline, report: Path) -> None:
    said = dateline("read", report, "--published", "2016-09-24", "--outlet", "Test Wire")
    assert "Test Wire · 2016-09-24 (given)" in said.out
    assert "Observatory" in said.out
    assert "\x1b" not in said.out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("picture.txt", bytes(range(256)) * 8),
        ("page.xyz", b"words"),
        ("missing.txt", None),
        ("broken.pdf", b"%PDF-1.7\n"),
    ],
)
def test_what_cannot_be_read_is_set_aside_and_the_rest_is_read(dateline: Dateline, report: Path, name: str, content: bytes | None) -> None:
    other = report.with_name(name)
    if content is not None:
        other.write_bytes(content)
    said = dateline("read", other, report, "--format", "cards")
    assert said.code == 3
    assert f"set aside: {other}" in said.err
    assert said.out.count("\n") >= 1


def test_a_date_in_the_future_is_refused(dateline: Dateline, report: Path) -> None:
    said = dateline("read", report, "--published", "2999-01-01")
    assert (said.code, said.out) == (2, "")
    assert "2999-01-01" in said.err


def test_standard_input_and_a_reader_that_leaves() -> None:
    reading = f"{sys.executable} -m dateline.cli read - --published 2016-09-24 --format cards"
    script = f"set -o pipefail; {reading} | head -c 1 > /dev/null; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], input=REPORT * 40, capture_output=True, text=True, check=False)
    assert done.stdout.strip() in {"0", "141"}
    assert done.stderr == ""
