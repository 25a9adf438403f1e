"""A ledger that may only be read answers every question, and nothing is written beside it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.plain_walker import PlainWalker

from dateline.errors import LedgerLockedError
from dateline.ledger import Ledger


@dataclass(frozen=True)
class Shelf:
    """A folder that is made read-only: by its permissions, or, for root, who is above these, by mounting it so."""

    folder: Path

    def close(self) -> None:
        if os.geteuid() == 0:
            subprocess.run(["mount", "-o", "remount,ro", str(self.folder)], check=True)
        else:
            for path in (*self.folder.iterdir(), self.folder):
                path.chmod(path.stat().st_mode & 0o555)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    folder = tmp_path / "kept"
    folder.mkdir()
    if os.geteuid() != 0:
        yield Shelf(folder)
        folder.chmod(0o755)
        return
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let a test mount a disk")
    yield Shelf(folder)
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def write(ledger: Ledger, path: Path, words: str) -> None:
    path.write_text(words)
    ledger.add(path)


@pytest.mark.skipif(os.name != "posix", reason="file permissions as POSIX knows them")
@pytest.mark.parametrize("seen", [[], ["one"]])
def test_a_stale_ledger_is_derived_elsewhere(shelf: Shelf, tmp_path: Path, temporary: Path, seen: list[str]) -> None:
    with Ledger.create(shelf.folder / "ledger.db", pipeline=PlainWalker()) as ledger:
        write(ledger, tmp_path / "one.txt", "Shells fell in Homs.")
        if seen:
            ledger.see()
        write(ledger, tmp_path / "two.txt", "The Observatory said 5 people were killed in Handarat.")
    shelf.close()
    with Ledger.open(shelf.folder / "ledger.db") as ledger:
        assert not ledger.database.writable
        assert len(ledger.events()) == 2
        assert len(ledger.events(text="fell")) == 1
        assert (len(ledger.claims()), ledger.verify().is_seen) == (2, True)
        assert len(list(temporary.iterdir())) == 1
        with pytest.raises(LedgerLockedError, match="may only be read"):
            ledger.add(tmp_path / "one.txt", outlet="Paper")
    assert list(temporary.iterdir()) == []
    assert [path.name for path in shelf.folder.iterdir()] == ["ledger.db"]


@pytest.mark.skipif(os.name != "posix", reason="file permissions as POSIX knows them")
def test_a_ledger_that_is_up_to_date_is_copied_nowhere(shelf: Shelf, tmp_path: Path, temporary: Path) -> None:
    with Ledger.create(shelf.folder / "ledger.db", pipeline=PlainWalker()) as ledger:
        write(ledger, tmp_path / "one.txt", "Shells fell in Homs.")
        ledger.see()
    shelf.close()
    with Ledger.open(shelf.folder / "ledger.db") as ledger:
        assert len(ledger.events()) == 1
        assert list(temporary.iterdir()) == []
