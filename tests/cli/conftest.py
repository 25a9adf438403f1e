from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import REPORT, Dateline

from dateline.ledger import Ledger


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
