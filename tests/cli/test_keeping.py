"""`dateline init`, `add`, `verify`: a ledger is made, filled and checked."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.cli.running import REPORT, Dateline

from dateline.ledger import Ledger


def test_a_ledger_is_made_filled_and_sound(dateline: Dateline, report: Path) -> None:
    assert dateline("init", "l.dateline").code == 0
    added = dateline("add", report, "--ledger", "l.dateline", "--published", "2016-09-24")
    assert added.code == 0
    assert "1 new report" in added.err
    again = dateline("add", report, "--ledger", "l.dateline", "--published", "2016-09-24")
    assert "0 new reports, 0 claims, 1 report known already" in again.err
    sound = dateline("verify", "--ledger", "l.dateline")
    assert sound.code == 0
    assert sound.out.startswith("sound: ")


def test_the_environment_names_the_ledger(dateline: Dateline, report: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATELINE_LEDGER", str(tmp_path / "elsewhere.dateline"))
    assert dateline("init").code == 0
    assert dateline("add", report).code == 0
    assert (tmp_path / "elsewhere.dateline").exists()


def test_a_ledger_is_never_overwritten(dateline: Dateline) -> None:
    assert dateline("init", "l.dateline").code == 0
    assert dateline("init", "l.dateline").code == 2


def test_undated_reports_are_remarked(dateline: Dateline, report: Path) -> None:
    dateline("init", "l.dateline")
    assert "1 report has no known date" in dateline("add", report, "--ledger", "l.dateline").err


def test_what_was_set_aside_ends_with_exit_code_3_and_is_listed(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    dateline("init", "l.dateline")
    added = dateline("add", "empty.txt", "--ledger", "l.dateline")
    assert added.code == 3
    assert "set aside: empty.txt" in added.err
    assert "empty.txt" in dateline("set-aside", "--ledger", "l.dateline").out


def test_something_that_is_no_ledger_is_said_to_be_none(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "notes.dateline").write_text("not a ledger", encoding="utf-8")
    said = dateline("claims", "--ledger", "notes.dateline")
    assert said.code in {2, 5}
    assert "notes.dateline" in said.err
    assert "error of Dateline itself" not in said.err


def test_a_changed_ledger_ends_with_exit_code_5(dateline: Dateline, report: Path) -> None:
    dateline("init", "l.dateline")
    dateline("add", report, "--ledger", "l.dateline")
    with sqlite3.connect("l.dateline") as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        connection.execute("UPDATE entry SET body = replace(body, 'At least 12', 'At least 99')")
    said = dateline("verify", "--ledger", "l.dateline")
    assert said.code == 5
    assert "in doubt" in said.err


def test_an_interruption_says_what_was_kept(dateline: Dateline, report: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "second.txt").write_text(REPORT.replace("12", "13"), encoding="utf-8")
    append = Ledger._append
    calls = iter(range(9))

    def interrupted(self: Ledger, *arguments: object) -> object:
        if next(calls) == 1:
            raise KeyboardInterrupt
        return append(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "_append", interrupted)
    dateline("init", "l.dateline")
    said = dateline("add", report, "second.txt", "--ledger", "l.dateline")
    assert said.code == 130
    assert "kept in l.dateline: 1 new report" in said.err
