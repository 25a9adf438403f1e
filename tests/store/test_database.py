from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tests.plain_walker import PlainWalker

from dateline.config import Config
from dateline.errors import LedgerLockedError, StorageFullError, UsageError
from dateline.ledger import Ledger
from dateline.model.ids import digest
from dateline.model.run import Run
from dateline.model.text import Report
from dateline.store import Database, Record
from dateline.store.migrations import HEAD
from dateline.store.schema import metadata

RUN = Run(started=datetime(2016, 9, 24, tzinfo=UTC), command="test", versions=(), settings="")


def records(words: str = "Shells fell in Homs") -> list[Record]:
    report = Report(text=f"{words}.", original=digest(words.encode()))
    return [report, *PlainWalker().walk(report).claims]


def fill(database: Database) -> None:
    for n in range(100):
        database.append(records(f"Shells fell in Homs for the {n}th time " * 500), run=RUN)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with Database.create(path) as made:
        yield made


def test_a_record_is_written_once(database: Database) -> None:
    assert [database.append(records(), run=RUN), database.append(records(), run=RUN)] == [2, 0]
    assert [entry.kind for entry in database.entries()] == ["run", "report", "claim"]


@pytest.mark.parametrize("table", ["entry", "original"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET {} = 'x'"])
def test_the_database_itself_refuses_changes(database: Database, table: str, change: str) -> None:
    database.append(records(), run=RUN, original=b"Shells fell in Homs")
    column = {"entry": "body", "original": "data"}[table]
    with pytest.raises(IntegrityError, match="append-only"), database._writers.begin() as connection:
        connection.execute(text(change.format(table, column)))


def test_the_migrations_make_the_schema_that_the_code_uses(database: Database) -> None:
    with database._engine.begin() as connection:
        # Full-text tables and what SQLite keeps beside them are not SQLAlchemy's to know.
        context = MigrationContext.configure(connection, opts={"include_name": lambda name, *_: "_words" not in (name or "")})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_the_code_names() -> None:
    config = AlembicConfig()
    config.set_main_option("script_location", "dateline.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_an_original_is_kept_once_and_a_large_one_only_by_its_size(path: Path) -> None:
    words = "Shells fell in Homs"
    with Database.create(path, Config(original_bytes=5)) as small:
        small.append(records(words), run=RUN, original=words.encode())
        assert small.original(digest(words.encode())) is None
        with small.reading() as connection:
            assert connection.execute(text("SELECT size FROM original")).scalar() == len(words)


def test_an_interrupted_creation_leaves_no_ledger(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dateline.store.database._upgrade", stop)
    with pytest.raises(KeyboardInterrupt):
        Database.create(path)
    assert not path.exists()
    monkeypatch.undo()
    Database.create(path).close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_locked_ledger_is_told_after_a_bounded_wait(path: Path) -> None:
    Database.create(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Database.open(path, Config(busy_seconds=0.1)) as database:
        with pytest.raises(LedgerLockedError, match="another process is writing"):
            database.append(records(), run=RUN)
        other.execute("ROLLBACK")
        assert database.append(records(), run=RUN) == 2
    other.close()


def test_a_full_database_keeps_what_was_written(path: Path) -> None:
    with Database.create(path) as database:
        database.append(records(), run=RUN)
        with database.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StorageFullError, match="no space is left"):
            database.append(records("Shells fell in Homs again " * 2000), run=RUN)
        assert len(list(database.entries())) == 3


@pytest.mark.skipif(shutil.which("mount") is None or os.name != "posix" or os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_keeps_what_was_written(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let a test mount a disk")
    try:
        with Database.create(disk / "ledger.db") as database:
            with pytest.raises(StorageFullError, match="no space is left"):
                fill(database)
            written = len(list(database.entries()))
            assert written >= 3
        with Database.open(disk / "ledger.db") as again:
            assert len(list(again.entries())) == written
    finally:
        subprocess.run(["umount", str(disk)], check=True)


READ_ONLY = """
import os, sys
from pathlib import Path
from dateline.errors import LedgerLockedError
from dateline.ledger import Ledger
from dateline.model.text import SetAside
from dateline.model.run import Run
from datetime import datetime, UTC
path = Path(sys.argv[1])
if os.geteuid() == 0:
    import sqlalchemy.dialects.sqlite
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
run = Run(started=datetime.now(UTC), command="test", versions=(), settings="")
with Ledger.open(path) as ledger:
    try:
        ledger.database.append([SetAside(where="a", reason="b")], run=run)
    except LedgerLockedError as error:
        print(len(ledger.claims()), error)
"""


@pytest.mark.skipif(os.name != "posix", reason="file permissions as POSIX knows them")
@pytest.mark.parametrize("folder_mode", [0o555, 0o777])
def test_a_read_only_ledger_is_read_and_says_why_it_is_not_written(tmp_path: Path, folder_mode: int) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    path = folder / "ledger.db"
    with Ledger.create(path, pipeline=PlainWalker()) as ledger:
        (tmp_path / "one.txt").write_text("Shells fell in Homs. They fell again in Homs.")
        ledger.add(tmp_path / "one.txt")
    for above in (tmp_path, *tmp_path.parents):
        if above.owner() == path.owner() and above.is_relative_to("/tmp"):
            above.chmod(above.stat().st_mode | 0o011)
    path.chmod(0o444)
    folder.chmod(folder_mode)
    try:
        done = subprocess.run([sys.executable, "-c", READ_ONLY, str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("2 ")
        assert "may only be read" in done.stdout
    finally:
        folder.chmod(0o755)


def test_nothing_and_folders_and_other_files_are_no_ledgers(tmp_path: Path) -> None:
    words, empty, other = tmp_path / "words.txt", tmp_path / "empty", tmp_path / "other.db"
    words.write_text("this is no database " * 100)
    empty.touch()
    with sqlite3.connect(other) as foreign:
        foreign.execute("CREATE TABLE entry (seq INTEGER)")
    foreign.close()
    for path, says in (
        (tmp_path / "none", "dateline init"),
        (tmp_path, "folder"),
        (words, "no ledger"),
        (empty, "no ledger"),
        (other, "no ledger"),
    ):
        with pytest.raises(UsageError, match=says):
            Database.open(path)
    assert words.read_text().startswith("this is no database")
    assert empty.stat().st_size == 0


def test_opening_another_program_s_database_leaves_it_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as foreign:
        foreign.execute("CREATE TABLE entry (seq INTEGER)")
    foreign.close()
    before = other.read_bytes()
    with pytest.raises(UsageError):
        Database.open(other)
    assert other.read_bytes() == before


def test_a_ledger_of_a_newer_dateline_is_told(path: Path) -> None:
    Database.create(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(UsageError, match="newer Dateline"):
        Database.open(path)


def test_nothing_is_made_over_a_file_or_without_a_folder(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(UsageError, match="there is a file already"):
        Database.create(path)
    with pytest.raises(UsageError, match="does not exist"):
        Database.create(path.parent / "nowhere" / "ledger.db")
    assert path.read_text() == "mine"
