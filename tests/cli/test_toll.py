"""`dateline toll`: the worked example of the page on figures, from a text, by command."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import Dateline

from dateline.ledger import Ledger
from dateline.model.decision import Verdict
from dateline.pipeline import Pipeline

TEXT = """Eastern Aleppo counts its dead

Since Monday, {counted} people have been killed in rebel-held areas of Aleppo province, including the besieged eastern part of the city, the
Syrian Observatory for Human Rights said on Saturday.

The Syrian Observatory for Human Rights said at least 45 people, among them 10 children, were killed in eastern Aleppo on Saturday, while
activists put the two-day death toll at more than 200.
"""
"""Written for these tests from published facts; the outlet is invented."""
ASKED = ("toll", "--measure", "killed", "--place", "Aleppo", "--from", "2016-09-19", "--to", "2016-09-24")


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One ledger where the Observatory says "at least 180", and one where it says "180"."""
    folder, pipeline = tmp_path_factory.mktemp("tolls"), Pipeline()
    made = {}
    for name, counted in {"open": "at least 180", "flat": "180"}.items():
        text = folder / f"{name}.txt"
        text.write_text(TEXT.format(counted=counted).replace("the\nSyrian", "the Syrian").replace("while\nactivists", "while activists"))
        made[name] = folder / f"{name}.dateline"

        with Ledger.create(made[name], pipeline=pipeline) as book:
            book.add(text, published=date(2016, 9, 24), outlet="Test Wire")
    return made


def ask(dateline: Dateline, ledger: Path, *more: str) -> dict[str, Any]:
    said = dateline(*ASKED, "--ledger", ledger, "--format", "json", *more)
    assert said.code == 0
    answer: dict[str, Any] = json.loads(said.out)
    return answer


def test_the_observatory_alone_counts_180_or_more(dateline: Dateline, ledgers: dict[str, Path]) -> None:
    answer = ask(dateline, ledgers["open"], "--trust", "Observatory")
    assert (answer["low"], answer["high"]) == (180, None)


def test_both_together_count_201_or_more_and_never_426(dateline: Dateline, ledgers: dict[str, Path]) -> None:
    answer = ask(dateline, ledgers["open"])
    assert answer["answer"] == "at least 201, no upper bound reported"
    assert [line["words"] for line in answer["lines"] if line["role"] == "bounds"] == ["more than 200"]
    assert {alone["speaker"]: alone["low"] for alone in answer["alone"]} == {"Syrian Observatory for Human Rights": 180, "activists": 201}


def test_a_flat_180_is_a_conflict_and_the_conflict_is_the_answer(dateline: Dateline, ledgers: dict[str, Path]) -> None:
    answer = ask(dateline, ledgers["flat"])
    assert (answer["low"], answer["high"]) == (None, None)
    [conflict] = answer["conflicts"]
    assert sorted({line["words"] for line in answer["lines"] if line["claim"] in conflict}) == ["180", "more than 200"]
    said = dateline(*ASKED, "--ledger", ledgers["flat"])
    assert "the claims cannot all be true" in said.out
    assert all(claim in said.out for claim in conflict)


def test_one_claim_of_a_conflict_can_be_left_out(dateline: Dateline, ledgers: dict[str, Path]) -> None:
    conflict = ask(dateline, ledgers["flat"])["conflicts"][0]
    for claim in conflict:
        assert ask(dateline, ledgers["flat"], "--without", claim)["conflicts"] == []


def test_children_are_a_part_and_never_added(dateline: Dateline, ledgers: dict[str, Path]) -> None:
    answer = ask(dateline, ledgers["open"], "--group", "children")
    assert (answer["low"], answer["high"]) == (10, None)


@pytest.mark.parametrize(("rule", "value"), [("conservative", 201), ("median", 180), ("latest", 201)])
def test_a_best_value_exists_by_a_named_rule_only(dateline: Dateline, ledgers: dict[str, Path], rule: str, value: int) -> None:
    assert ask(dateline, ledgers["open"])["best"] is None
    assert ask(dateline, ledgers["open"], "--rule", rule)["best"]["value"] == value


def test_people_read_the_claims_with_their_words(dateline: Dateline, ledgers: dict[str, Path]) -> None:
    said = dateline(*ASKED, "--ledger", ledgers["open"])
    assert "at least 201, no upper bound reported" in said.out
    assert "activists put the two-day death toll at more than 200" in said.out
    assert "may also mean the city Aleppo (gn:170063)" in said.err
    rows = list(csv.DictReader(io.StringIO(dateline(*ASKED, "--ledger", ledgers["open"], "--format", "csv").out)))
    assert {row["role"] for row in rows} == {"bounds", "agrees"}


def test_the_city_is_asked_for_by_its_kind_or_id(dateline: Dateline, ledgers: dict[str, Path]) -> None:
    for name in ("Aleppo city", "gn:170063"):
        answer = json.loads(
            dateline(
                "toll", "--measure", "killed", "--place", name, "--ledger", ledgers["open"], "--trust", "Observatory", "--format", "json"
            ).out
        )
        assert (answer["question"]["place"]["kind"], answer["low"]) == ("city", 45)


def test_a_rejected_claim_bounds_nothing(ledgers: dict[str, Path], tmp_path: Path) -> None:
    copy = tmp_path / "copy.dateline"
    copy.write_bytes(ledgers["open"].read_bytes())
    with Ledger.open(copy) as book:
        conditions: dict[str, Any] = {"measure": "killed", "place": "Aleppo", "since": "2016-09-19", "until": "2016-09-24"}
        [holding] = book.toll(**conditions).because
        book.judge(holding, Verdict.REJECTED, reviewer="A. Reader", reason="misread")
        after = book.toll(**conditions)
    assert after.low == 180
    assert [item.reason for item in after.left_out if item.claim == holding] == ["rejected by a reviewer: misread"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--place", "Nowhere at all"), "Nowhere at all"),
        (("--place", "Aleppo", "--group", "martians"), "civilians"),
    ],
)
def test_an_unknown_place_or_group_is_a_usage_error(
    dateline: Dateline, ledgers: dict[str, Path], arguments: tuple[str, ...], told: str
) -> None:
    said = dateline("toll", "--measure", "killed", *arguments, "--ledger", ledgers["open"])
    assert (said.code, said.out) == (2, "")
    assert told in said.err


def test_a_speaker_nobody_knows_is_named(dateline: Dateline, ledgers: dict[str, Path]) -> None:
    said = dateline(*ASKED, "--ledger", ledgers["open"], "--trust", "Martians")
    assert "no speaker called 'Martians'" in said.err
    assert "no lower bound reported, no upper bound reported" in said.out
