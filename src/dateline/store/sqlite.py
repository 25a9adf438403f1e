"""One SQLite file as a ledger: how it is opened, and what its errors mean to a person."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from dateline.errors import DatelineError, LedgerDoubtError, LedgerLockedError, ServiceError, StorageFullError, UsageError

APPLICATION_ID = 0x444C4E45
"""Marks a SQLite file as a ledger of Dateline ("DLNE")."""

MAGIC = b"SQLite format 3\0"
HEADER_BYTES = 100
APPLICATION_ID_AT = slice(68, 72)
"""Where the application id stands in the header (SQLite file format, section 1.3)."""

KEPT_OPEN = 4
"""Connections kept for the next use; a server takes one for each request that it answers at a time."""

MAPPED_BYTES = 1 << 28
CACHE_KIB = 1 << 16
"""How much of the file is read through memory maps, and how much each connection may hold of it besides."""

SCARCE_BYTES = 1_000_000
"""With less free space than this an I/O error is told as a full disk: SQLite reports a full disk under its shared-memory file as one."""


def engine_of(path: Path, *, busy_seconds: float, mode: str, ledger: Path | None = None) -> Engine:
    """An engine over the file; `mode` is SQLite's ("rwc" creates it, "rw", "ro"). A connection a thread, whose writers begin by locking.

    Where a `ledger` is given, its tables can be read as well, but for those that the file has too.
    """

    def connect() -> sqlite3.Connection:
        found = sqlite3.connect(_address(path, mode), uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
        if mode != "ro":
            found.execute("PRAGMA journal_mode = WAL")
            found.execute("PRAGMA synchronous = NORMAL")
        if ledger is not None:
            found.execute("ATTACH DATABASE ? AS ledger", (_address(ledger, "ro"),))
        for pragma in (f"mmap_size = {MAPPED_BYTES}", f"cache_size = -{CACHE_KIB}", "temp_store = MEMORY"):
            found.execute(f"PRAGMA {pragma}")
        return found

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=KEPT_OPEN, max_overflow=-1)
    event.listen(engine, "begin", _begin)
    return engine


def _address(path: Path, mode: str) -> str:
    return f"file:{quote(str(path.absolute()))}?{_access(path, mode)}"


def is_ledger(path: Path) -> bool:
    """Whether the file's header says that Dateline made it; looked up without SQLite, which would write into a database it opens."""
    try:
        with path.open("rb") as file:
            header = file.read(HEADER_BYTES)
    except OSError as error:
        raise ServiceError(f"{path}: the file cannot be read ({error.strerror}); check your permissions there") from error
    return header.startswith(MAGIC) and header[APPLICATION_ID_AT] == APPLICATION_ID.to_bytes(4, "big")


def is_writable(path: Path) -> bool:
    """Whether this process may write the file and the files SQLite lays beside it."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _access(path: Path, mode: str) -> str:
    """A file in a read-only folder can only be read when SQLite is told that no one writes it: it cannot lay its index beside it."""
    alone = mode == "ro" and not os.access(path.absolute().parent, os.W_OK) and not Path(f"{path}-wal").exists()
    return f"mode={mode}" + ("&immutable=1" if alone else "")


def _begin(connection: Connection) -> None:
    """Writers take the lock when they begin, so that waiting is bounded and the end of the chain they read stays the end."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside the block into an error that says what, where and the way out."""
    try:
        yield
    except DBAPIError as error:
        if not isinstance(error.orig, sqlite3.Error):
            raise
        raise _meaning(error.orig, path) from error
    except sqlite3.Error as error:
        raise _meaning(error, path) from error


def _meaning(error: sqlite3.Error, path: Path) -> DatelineError | sqlite3.Error:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LedgerLockedError(
                f"{path}: another process is writing this ledger; wait until it is done, or end it, and run this again"
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return read_only(path)
        case sqlite3.SQLITE_FULL:
            return _full(path)
        case sqlite3.SQLITE_IOERR:
            scarce = shutil.disk_usage(path.absolute().parent).free < SCARCE_BYTES
            return _full(path) if scarce else ServiceError(f"{path}: the file system failed ({error}); check the disk and run this again")
        case sqlite3.SQLITE_CANTOPEN:
            return ServiceError(f"{path}: the file cannot be opened ({error}); check its folder and your permissions there")
        case sqlite3.SQLITE_NOTADB:
            return no_ledger(path)
        case sqlite3.SQLITE_CORRUPT:
            return LedgerDoubtError(f"{path}: the database file is damaged ({error}); go back to a copy, and add the newer reports again")
        case _:
            return error


def read_only(path: Path) -> LedgerLockedError:
    """What to say when something is to be added to a ledger that may only be read."""
    return LedgerLockedError(f"{path}: this ledger may only be read here; make the file and its folder writable, or copy it elsewhere")


def no_ledger(path: Path) -> UsageError:
    """What to say of a file that is something else."""
    return UsageError(f"{path}: this file is no ledger of Dateline; give another path, or make a new ledger with: dateline init PATH")


def _full(path: Path) -> StorageFullError:
    return StorageFullError(f"{path}: no space is left; all reports told as added are kept. Free some space and run the same command again")
