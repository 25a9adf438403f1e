"""A ledger that an older schema wrote is brought up to date when it is opened, with everything that it holds."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Connection, create_engine, inspect
from tests.store.conftest import Made

from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.store.migrations import HEAD
from dateline.store.sqlite import APPLICATION_ID

OLDER = ("0001", "0002", "0003", "0004", "0005")
INDEXED = ("report", "claim", "figure", "grounding", "party", "aside", "judgement")


def older(path: Path, revision: str, made: Ledger) -> None:
    """What the ledger would be, had it been written by the first schema and since been opened by that of the revision."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        upgrade_to("0001", connection)
    tables = {table: [column["name"] for column in inspect(engine).get_columns(table)] for table in ("entry", "original", *INDEXED)}
    engine.dispose()
    with sqlite3.connect(path) as file:
        file.execute("ATTACH DATABASE ? AS made", (str(made.database.path),))
        for table, names in tables.items():
            columns = ", ".join(f'"{name}"' for name in names)
            file.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM made.{table}")
    file.close()
    with engine.begin() as connection:
        upgrade_to(revision, connection)
    engine.dispose()


def upgrade_to(revision: str, connection: Connection) -> None:
    config = AlembicConfig()
    config.set_main_option("script_location", "dateline.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


@pytest.mark.parametrize("revision", OLDER)
def test_an_older_ledger_is_brought_up_to_date(tmp_path: Path, made: Made, revision: str) -> None:
    path = tmp_path / "older.db"
    older(path, revision, made.ledger)
    with Ledger.open(path) as ledger, made.ledger.database.reading() as before, ledger.database.reading() as after:
        assert after.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == HEAD
        assert before.exec_driver_sql("SELECT count(*) FROM claim").scalar() == len(ledger.claims())
        sound = ledger.verify()
        assert (sound.head, sound.is_seen) == (made.ledger.database.head().hash, False)
        assert [row.id for row in ledger.judgements() if row.in_force] == [row.id for row in made.ledger.judgements() if row.in_force]


@pytest.mark.parametrize("revision", OLDER)
def test_it_answers_as_the_newest_one_does(tmp_path: Path, made: Made, revision: str) -> None:
    path = tmp_path / "older.db"
    older(path, revision, made.ledger)
    with Ledger.open(path) as ledger:
        assert ledger.events() == made.ledger.events()
        assert ledger.events(text="killed injured") == made.ledger.events(text="killed injured")
        assert ledger.events(reviewed=True) == made.ledger.events(reviewed=True)
        assert ledger.sources() == made.ledger.sources()
        assert ledger.verify().is_seen


def test_a_ledger_of_a_newer_schema_is_left_alone(tmp_path: Path, made: Made) -> None:
    path = tmp_path / "newer.db"
    shutil.copyfile(made.ledger.database.path, path)
    with sqlite3.connect(path) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    file.close()
    with pytest.raises(UsageError, match="newer Dateline"):
        Ledger.open(path)
