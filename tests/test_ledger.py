from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.plain_walker import PlainWalker

import dateline
from dateline.errors import MissingExtraError, UsageError
from dateline.export.table import Table
from dateline.ledger import Added, Ledger, WhyEvent
from dateline.model.decision import Verdict
from dateline.model.dispute import Matter
from dateline.model.event import Standing
from dateline.store import ClaimQuery, ClaimRow, WhyClaim, WhyReport

ONE = (
    "Camp changes hands\n\nThe army said it took Handarat on Saturday. "
    "The Observatory said 45 people were killed in Handarat on Saturday.\n"
)
TWO = "Residents tell\n\nResidents said 50 people were killed in Handarat on Saturday. Shells fell in Homs.\n"
DAY = date(2016, 9, 24)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.create(tmp_path / "ledger.db", pipeline=PlainWalker())


@pytest.fixture
def filled(ledger: Ledger, tmp_path: Path) -> Ledger:
    (tmp_path / "one.txt").write_text(ONE)
    (tmp_path / "two.txt").write_text(TWO)
    ledger.add(tmp_path / "one.txt", published=DAY, outlet="The Example")
    ledger.add(tmp_path / "two.txt", published=DAY, outlet="Another")
    return ledger


def test_a_report_becomes_claims_that_can_be_asked_for(filled: Ledger) -> None:
    killed = filled.claims(measure="killed", speaker="Observatory")
    assert [(row.quote, row.figures, row.earliest, row.place_name, row.outlet) for row in killed] == [
        ("The Observatory said 45 people were killed in Handarat on Saturday", "killed: 45 people", DAY, "Handarat", "The Example")
    ]


@pytest.mark.parametrize(
    ("conditions", "count"),
    [
        ({}, 6),
        ({"type": "capture"}, 1),
        ({"status": "denied"}, 0),
        ({"place": "handarat"}, 3),
        ({"place": "gn:2"}, 1),
        ({"place": "Aleppo"}, 3),
        ({"since": "2016-09-24", "until": "2016-09-24"}, 3),
        ({"since": "2016-09-25"}, 0),
        ({"until": date(2016, 9, 23)}, 0),
        ({"text": "shells fell"}, 1),
        ({"text": "100% of_"}, 0),
        ({"background": True}, 0),
        ({"measure": "killed", "place": "Homs"}, 0),
    ],
)
def test_conditions_narrow_the_claims(filled: Ledger, conditions: dict[str, Any], count: int) -> None:
    assert len(filled.claims(**conditions)) == count


def test_a_query_says_the_same_as_its_fields(filled: Ledger) -> None:
    assert list(filled.claims(ClaimQuery(type="capture"))) == list(filled.claims(type="capture"))


@pytest.mark.parametrize(("conditions", "says"), [({"colour": "red"}, "no condition 'colour'"), ({"since": "Saturday"}, "2016-09-24")])
def test_a_wrong_condition_is_told(filled: Ledger, conditions: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        filled.claims(**conditions)


def test_figures_stand_one_a_row_with_speaker_place_and_days(filled: Ledger) -> None:
    assert [(row.low, row.high, row.group, row.speaker, row.place, row.earliest) for row in filled.figures(measure="killed")] == [
        (45, 45, "people", "Observatory", "Handarat", DAY),
        (50, 50, "people", "Residents", "Handarat", DAY),
    ]


def test_adding_the_same_again_adds_nothing(filled: Ledger, tmp_path: Path) -> None:
    before = filled.database.head()
    assert filled.add(tmp_path / "one.txt", published=DAY, outlet="The Example") == Added(known=1)
    assert filled.database.head() == before


def test_what_cannot_be_read_is_set_aside_once_and_the_rest_goes_on(ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "bad.bin").write_bytes(b"\0\1")
    (folder / "good.txt").write_text(ONE)
    first, second = ledger.add(folder), ledger.add(folder)
    assert (first.reports, len(first.set_aside), first.undated) == (1, 1, 1)
    assert (second.reports, second.known, len(second.set_aside)) == (0, 1, 1)
    assert [Path(row.where).name for row in ledger.set_aside()] == ["bad.bin"]


def test_progress_is_told_after_each_report(ledger: Ledger, tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": f"Shells fell in Homs on day {n}. The army said it took Handarat."}) for n in range(3)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    told: list[int] = []
    ledger.add(tmp_path / "many.jsonl", progress=lambda added: told.append(added.reports))
    assert told == [1, 2, 3]


def test_why_a_claim_leads_to_its_words(filled: Ledger) -> None:
    [row] = filled.claims(speaker="Observatory")
    why = filled.why(row.id)
    assert isinstance(why, WhyClaim)
    assert why.before.endswith("The army said it took Handarat on Saturday. ")
    assert why.report.text == f"{why.report.text[: why.claim.evidence.start]}{why.claim.quote}{why.report.text[why.claim.evidence.end :]}"
    assert [resolution.reasons for resolution in why.resolutions] == [("only one",), ()]
    assert len(why.source.hash) == 64


def test_why_a_report_lists_its_claims(filled: Ledger) -> None:
    report = filled.reports()[0]
    why = filled.why(report.id)
    assert isinstance(why, WhyReport)
    assert len(why.claims) == report.claims == 3


def test_an_event_joins_what_two_speakers_tell_and_leads_back_to_their_words(filled: Ledger) -> None:
    [event] = [event for event in filled.events() if event.occurrence.standing is Standing.CORROBORATED]
    assert [(e.low, e.high) for e in event.estimates] == [(45, 50)]
    assert (event.standing, [dispute.matter for dispute in event.disputes]) == (Standing.CONTESTED, [Matter.FIGURES])
    why = filled.why(event.id)
    assert isinstance(why, WhyEvent)
    assert {claim.claim.speaker.text for claim in why.claims if claim.claim.speaker} == {"Observatory", "Residents"}


@pytest.mark.parametrize("key", ["clm_0", "rep_0", "evt_0", "nonsense"])
def test_an_unknown_id_is_told(filled: Ledger, key: str) -> None:
    with pytest.raises(UsageError, match=key):
        filled.why(key)


def test_a_judgement_stays_when_another_supersedes_it(filled: Ledger) -> None:
    claim = filled.claims()[0].id
    first = filled.judge(claim, Verdict.ACCEPTED, reviewer="ana", reason="it says so")
    filled.judge(claim, Verdict.REJECTED, reviewer="ben", reason="a caption", seen=first.id)
    assert [(row.verdict, row.in_force) for row in filled.judgements(claim)] == [("accepted", False), ("rejected", True)]
    assert [run.command for run in filled.runs()] == ["add", "add", "judge", "judge"]


def test_the_original_can_be_had_back(filled: Ledger) -> None:
    assert filled.original(filled.reports()[0].id) == ONE.encode()


def test_a_ledger_can_be_opened_again(filled: Ledger, tmp_path: Path) -> None:
    filled.close()
    with Ledger.open(tmp_path / "ledger.db") as again:
        assert (again.verify().reports, len(again.claims())) == (2, 6)


def test_a_table_becomes_a_data_frame(filled: Ledger) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    claims = filled.claims()
    assert isinstance(claims.to_pandas(), pandas.DataFrame)
    assert isinstance(claims.to_polars(), polars.DataFrame)
    assert list(claims.to_pandas().columns) == claims.to_polars().columns == list(claims.columns)
    assert claims.to_polars()["quote"].to_list() == [row["quote"] for row in claims.records()]


@pytest.mark.parametrize(("library", "method"), [("pandas", "to_pandas"), ("polars", "to_polars")])
def test_a_missing_library_names_its_extra(monkeypatch: pytest.MonkeyPatch, library: str, method: str) -> None:
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(MissingExtraError, match=rf"dateline\[{library}\]"):
        getattr(Table(ClaimRow, []), method)()


def test_public_names_are_sorted_and_all_there() -> None:
    assert dateline.__all__ == sorted(dateline.__all__)
    assert all(getattr(dateline, name).__name__ == name for name in dateline.__all__)
    assert set(dateline.__all__) <= set(dir(dateline))
    with pytest.raises(AttributeError, match="nothing"):
        dateline.nothing  # noqa: B018
