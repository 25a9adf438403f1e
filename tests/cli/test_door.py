"""The door: every error is a message with a way out and an exit code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dateline.cli import door
from dateline.cli.app import COMMANDS
from dateline.errors import LedgerDoubtError, LedgerLockedError, MissingExtraError, UsageError

COMMAND = [sys.executable, "-m", "dateline.cli"]


class Failing:
    """Stands where the command would be, and fails as told."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def main(self, **_: object) -> None:
        raise self.error


def run_failing(monkeypatch: pytest.MonkeyPatch, error: BaseException, *arguments: str) -> int:
    monkeypatch.setattr(door, "root_command", lambda: Failing(error))
    return door.run(arguments)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("no such ledger"), 2),
        (MissingExtraError("a table", extra="pandas"), 2),
        (LedgerLockedError("held by another process"), 4),
        (LedgerDoubtError("entry 7 is in doubt"), 5),
        (KeyboardInterrupt(), 130),
        (ZeroDivisionError("oh"), 1),
    ],
)
def test_errors_have_their_exit_code(monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int) -> None:
    assert run_failing(monkeypatch, error) == code


def test_our_own_error_says_where_and_how_to_report(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run_failing(monkeypatch, ZeroDivisionError("oh"))
    said = capsys.readouterr().err
    assert "ZeroDivisionError: oh" in said
    assert "test_door.py, line" in said
    assert "--debug" in said
    assert "Traceback" not in said


def test_debug_prints_the_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run_failing(monkeypatch, ZeroDivisionError("oh"), "claims", "--debug")
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "kept"),
    [(["claims", "--debug"], ["claims"]), (["--debug", "claims"], ["claims"]), (["read", "--", "--debug"], ["read", "--", "--debug"])],
)
def test_debug_may_stand_anywhere_before_a_bare_dash(given: list[str], kept: list[str]) -> None:
    assert door._without_debug(given)[0] == kept


def test_unknown_command_and_option_are_usage_errors() -> None:
    for arguments in (["clams"], ["claims", "--colour"], ["read"], ["read", "x.txt", "--published", "yesterday"]):
        done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Usage: " in done.stderr


def test_help_names_every_command() -> None:
    done = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=True)
    assert all(f"\n  {name} " in done.stdout for name in COMMANDS)
    assert "\x1b" not in done.stdout


def test_missing_ledger_names_the_way_to_make_one(tmp_path: Path) -> None:
    done = subprocess.run([*COMMAND, "claims"], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert "dateline init" in done.stderr
