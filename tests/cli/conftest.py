from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.cli import door
from dateline.ledger import Ledger

REPORT = """Shelling kills 12 in Aleppo, rebels deny withdrawal

At least 12 people, including 3 children, were killed on Saturday when artillery shelled a market in eastern Aleppo, the Syrian Observatory
for Human Rights said.

The army said it had captured the Handarat camp north of the city on Friday. A rebel commander denied that the camp had fallen.
"""
"""Written for these tests; it tells of nothing that happened."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


class Dateline:
    """Runs `dateline` in this process, through its one door."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Said:
        self._capsys.readouterr()
        code = door.run([str(argument) for argument in arguments])
        captured = self._capsys.readouterr()
        return Said(code, captured.out, captured.err)


@pytest.fixture
def dateline(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dateline:
    """The command, in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return Dateline(capsys)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report without a date of its own."""
    path = tmp_path / "market.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with that report, dated, and one file set aside; tests only ask it."""
    folder = tmp_path_factory.mktemp("ledger")
    reports = folder / "reports"
    reports.mkdir()
    (reports / "2016-09-24-market.txt").write_text(REPORT, encoding="utf-8")
    (reports / "empty.txt").write_bytes(b"")
    path = folder / "test.dateline"
    with Ledger.create(path) as book:
        book.add(reports, outlet="Test Wire")
    return path
