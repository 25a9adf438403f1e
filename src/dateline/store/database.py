"""The ledger's database: records go in at the end of the chain, and come out by id."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, Engine, Select, insert, select

from dateline.config import Config
from dateline.errors import UsageError
from dateline.model.claim import Claim
from dateline.model.codec import to_json
from dateline.model.decision import Judgement
from dateline.model.ids import short_id
from dateline.model.names import Names
from dateline.model.run import Run
from dateline.model.text import Report, SetAside
from dateline.store import schema, sqlite
from dateline.store.chain import Draft, Entry, Head, Kind, Stamp, link
from dateline.store.derive import Record, record_of, rows_of
from dateline.store.judgements import renew_in_force
from dateline.store.migrations import HEAD
from dateline.store.persons import write_names
from dateline.store.words import index_words
from dateline.store.workings import WORKING_TABLES

CHUNK = 500
"""Values in one IN list, and entries read at a time; SQLite allows at least 999 variables in a statement."""


class Database:
    """An open ledger file. Every `append` is one transaction: all of its records are in the ledger, or none is."""

    def __init__(self, path: Path, engine: Engine, config: Config, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self._engine = engine
        self._writers = engine.execution_options(writes=True)
        self._config = config
        self._kept_originals: set[str] = set()
        self._aside: TemporaryDirectory[str] | None = None

    @classmethod
    def create(cls, path: Path, config: Config | None = None) -> Self:
        """A new, empty ledger; UsageError where something already lies at `path`.

        It is made beside `path` and moved there when it is whole, so that an interruption leaves no half-made ledger.
        """
        config = config or Config()
        if path.exists():
            raise UsageError(f"{path}: there is a file already; open it, or give another path")
        if not path.absolute().parent.is_dir():
            raise UsageError(f"{path}: the folder {path.absolute().parent} does not exist; make it first")
        if not sqlite.is_writable(path.absolute().parent):
            raise sqlite.read_only(path)
        unfinished = path.with_name(f".{path.name}.unfinished")
        unfinished.unlink(missing_ok=True)
        with sqlite.told(path):
            engine = sqlite.engine_of(unfinished, busy_seconds=config.busy_seconds, mode="rwc")
            try:
                with engine.execution_options(writes=True).begin() as connection:
                    connection.exec_driver_sql(f"PRAGMA application_id = {sqlite.APPLICATION_ID}")
                    _upgrade(connection)
            finally:
                engine.dispose()
        unfinished.rename(path)
        return cls.open(path, config)

    @classmethod
    def open(cls, path: Path, config: Config | None = None) -> Self:
        """The ledger at `path`; one that may not be written is opened for reading."""
        config = config or Config()
        if not path.exists():
            raise UsageError(f"{path}: there is no ledger; make one with: dateline init {path}")
        if path.is_dir():
            raise UsageError(f"{path}: this is a folder; give the ledger's file")
        if not sqlite.is_ledger(path):
            raise sqlite.no_ledger(path)
        writable = sqlite.is_writable(path)
        with sqlite.told(path):
            engine = sqlite.engine_of(path, busy_seconds=config.busy_seconds, mode="ro" if not writable else "rw")
            found = cls(path, engine, config, writable=writable)
            try:
                found._check_schema()
            except BaseException:
                engine.dispose()
                raise
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; SQLite folds its write-ahead log into it."""
        self._engine.dispose()
        if self._aside is not None:
            self._aside.cleanup()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the ledger."""
        with sqlite.told(self.path), self._engine.begin() as connection:
            yield connection

    def append(self, records: Sequence[Record], *, run: Run, original: bytes | None = None) -> int:
        """Write the records that are new, and how many those were; `original` are the bytes they were read from.

        A record that is already in the ledger adds nothing. The run is written with the first record that it adds.
        """
        if not self.writable:
            raise sqlite.read_only(self.path)
        with sqlite.told(self.path), self._writers.begin() as connection:
            new = _write(connection, records, run)
            if original is not None:
                self._keep(connection, original, new)
        return len(new)

    def decide(self, make: Callable[[Connection], Sequence[Judgement]], *, run: Run) -> tuple[Judgement, ...]:
        """Write the judgements that `make` gives, in the transaction in which it looks at those before them.

        Nobody else writes in between; where `make` raises, nothing is written.
        """
        if not self.writable:
            raise sqlite.read_only(self.path)
        with sqlite.told(self.path), self._writers.begin() as connection:
            made = tuple(make(connection))
            _write(connection, made, run)
        return made

    @contextmanager
    def deriving(self) -> Iterator[Connection]:
        """A connection whose transaction may write the derived tables; all of it is written, or, where it fails, nothing.

        Those of a ledger that may only be read are written to a copy of them in a folder for temporary files, which closing removes.
        """
        with sqlite.told(self.path):
            if not self.writable and self._aside is None:
                self._set_aside()
            with self._writers.begin() as connection:
                yield connection

    def _set_aside(self) -> None:
        """Go on with a copy of the derived tables; all others are read where they are."""
        self._aside = TemporaryDirectory(prefix="dateline-")
        aside = Path(self._aside.name) / "derived.db"
        engine = sqlite.engine_of(aside, busy_seconds=self._config.busy_seconds, mode="rwc", ledger=self.path)
        derived = [schema.seen, *schema.SEEN_TABLES, *WORKING_TABLES]
        with engine.execution_options(writes=True).begin() as connection:
            schema.metadata.create_all(connection, tables=derived, checkfirst=False)
            for table in derived:
                names = ", ".join(f'"{column.name}"' for column in table.columns)
                copied = f"INSERT INTO main.{table.name} ({names}) SELECT {names} FROM ledger.{table.name}"  # noqa: S608 - our own names
                connection.exec_driver_sql(copied)
        self._engine.dispose()
        self._engine, self._writers = engine, engine.execution_options(writes=True)

    def write_names(self, found: Mapping[str, Names], made_by: str) -> None:
        """Keep the names of people that were found in reports."""
        if not self.writable:
            raise sqlite.read_only(self.path)
        with sqlite.told(self.path), self._writers.begin() as connection:
            write_names(connection, found, made_by)

    def holds(self, record: Record) -> bool:
        """Whether the ledger has this record already."""
        with self.reading() as connection:
            return bool(_known(connection, [draft_of(record)]))

    def get(self, record: str) -> tuple[Entry, Record] | None:
        """The entry with a record id, and the record it holds."""
        with self.reading() as connection:
            row = connection.execute(select(schema.entry).where(*_with_record([record]))).first()
        return None if row is None else (Entry(*row), record_of(row.kind, row.body))

    def entries(self) -> Iterator[Entry]:
        """The chain from its beginning."""
        yield from self._entries(select(schema.entry))

    def records(self, kind: Kind) -> Iterator[tuple[Entry, Record]]:
        """All entries of one kind in the order they were written."""
        for entry in self._entries(select(schema.entry).where(schema.entry.c.kind == kind.value)):
            yield entry, record_of(entry.kind, entry.body)

    def _entries(self, query: Select[Any]) -> Iterator[Entry]:
        """A piece at a time, so that no transaction stays open between pieces and memory stays bounded."""
        last = 0
        while True:
            with self.reading() as connection:
                rows = connection.execute(query.where(schema.entry.c.seq > last).order_by(schema.entry.c.seq).limit(CHUNK)).all()
            if not rows:
                return
            yield from (Entry(*row) for row in rows)
            last = rows[-1].seq

    def original(self, key: str) -> bytes | None:
        """The bytes with a digest, None where the ledger does not hold them."""
        with self.reading() as connection:
            data = connection.execute(select(schema.original.c.data).where(schema.original.c.digest == key)).scalar()
        return None if data is None else zlib.decompress(data)

    def head(self) -> Head:
        """The end of the chain."""
        with self.reading() as connection:
            return head_of(connection)

    def _check_schema(self) -> None:
        with self._engine.begin() as connection:
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if found == HEAD:
            return
        if found is None or found > HEAD:
            raise UsageError(
                f"{self.path}: this ledger was written by a newer Dateline (schema {found}, this one knows {HEAD}); upgrade it"
            )
        if not self.writable:
            raise sqlite.read_only(self.path)
        with self._writers.begin() as connection:
            _upgrade(connection)

    def _keep(self, connection: Connection, data: bytes, records: Iterable[Record]) -> None:
        keys = {record.original for record in records if isinstance(record, Report | SetAside)} - {None} - self._kept_originals
        for key in keys:
            kept = connection.execute(select(schema.original.c.digest).where(schema.original.c.digest == key)).first()
            if kept is None:
                deflated = zlib.compress(data) if len(data) <= self._config.original_bytes else None
                connection.execute(insert(schema.original), {"digest": key, "size": len(data), "data": deflated})
            self._kept_originals.add(str(key))


def draft_of(record: Record) -> Draft:
    """A record with its kind, its id and its body, ready for the chain."""
    body = to_json(record).decode()
    match record:
        case Report():
            return Draft(Kind.REPORT, record.id, body)
        case Claim():
            return Draft(Kind.CLAIM, record.id, body)
        case Judgement():
            return Draft(Kind.JUDGEMENT, record.id, body)
        case Run():
            return Draft(Kind.RUN, short_id("run", body), body)
        case SetAside():
            return Draft(Kind.SET_ASIDE, short_id("out", body), body)
        case _:
            return Draft(Kind.RESOLUTIONS, short_id("res", body), body)


def head_of(connection: Connection) -> Head:
    """The end of the chain as this connection sees it."""
    row = connection.execute(select(schema.entry.c.seq, schema.entry.c.hash).order_by(schema.entry.c.seq.desc()).limit(1)).first()
    return Head() if row is None else Head(row.seq, row.hash)


def _known(connection: Connection, drafts: Sequence[Draft]) -> set[tuple[str, str]]:
    known: set[tuple[str, str]] = set()
    for n in range(0, len(drafts), CHUNK):
        ids = [draft.record for draft in drafts[n : n + CHUNK]]
        rows = connection.execute(select(schema.entry.c.kind, schema.entry.c.record).where(*_with_record(ids)))
        known |= {(row.kind, row.record) for row in rows}
    return known


def _with_record(records: Sequence[str]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What entries of these records must meet; the index of entries begins with the kind, so that every kind is named."""
    return schema.entry.c.kind.in_([kind.value for kind in Kind]), schema.entry.c.record.in_(records)


def _write(connection: Connection, records: Sequence[Record], run: Run) -> list[Record]:
    """Chain the records that are new, fill the tables that are asked, and give those records."""
    bodies = [(record, draft_of(record)) for record in records]
    known = _known(connection, [draft for _, draft in bodies])
    new = {draft.record: (record, draft) for record, draft in bodies if (draft.kind, draft.record) not in known}
    if not new:
        return []
    written = draft_of(run)
    drafts = [draft for _, draft in new.values()]
    if (written.kind, written.record) not in _known(connection, [written]):
        drafts.insert(0, written)
    entries = link(drafts, head_of(connection), Stamp(datetime.now(UTC).isoformat(timespec="milliseconds"), written.record))
    connection.execute(insert(schema.entry), [asdict(entry) for entry in entries])
    found = {key: record for key, (record, _) in new.items()}
    _index(connection, entries, found)
    judged = {record.subject for record in found.values() if isinstance(record, Judgement)}
    if judged:
        renew_in_force(connection, judged)
    return list(found.values())


def _index(connection: Connection, entries: Sequence[Entry], records: dict[str, Record]) -> None:
    rows: dict[str, list[dict[str, object]]] = {}
    for entry in entries:
        if entry.record in records:
            for table, row in rows_of(entry.seq, records[entry.record]):
                rows.setdefault(table.name, []).append(row)
    for name, values in rows.items():
        connection.execute(insert(schema.metadata.tables[name]), values)
    index_words(connection, entries)


def _upgrade(connection: Connection) -> None:
    # Alembic takes a quarter of a second to load, and only a new or an outdated ledger needs it.
    from dateline.store.upgrade import upgrade

    upgrade(connection)
