"""Walk a ledger from its first entry to its last and check that everything in it is what was written."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, func, select

from dateline.errors import ClaimError, LedgerDoubtError
from dateline.model.claim import Claim, check_claim
from dateline.model.codec import from_json
from dateline.model.decision import Judgement
from dateline.model.text import Report
from dateline.store import schema
from dateline.store.chain import Entry, Head, Kind, holds
from dateline.store.database import CHUNK, Database, draft_of
from dateline.store.derive import Record, record_of, rows_of
from dateline.store.judgements import Entered, force_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a clean ledger holds. Note `head` down elsewhere: it is how a cut-off end of the chain can be told later.

    `is_seen` tells whether the tables of events and what belongs to them show the end of the chain; the next question to them mends that.
    """

    entries: int
    reports: int
    claims: int
    originals: int
    head: str
    is_seen: bool = False


def verify(database: Database) -> Verified:
    """Re-hash the chain, recompute every id, find every quote in its report, and compare the index tables and originals with it.

    LedgerDoubtError names the first entry in doubt.
    """
    head = Head()
    counts = {kind.value: 0 for kind in Kind}
    reports = _Reports(database)
    judgements: list[Entered] = []
    entries = database.entries()
    while piece := list(islice(entries, CHUNK)):
        expected: list[tuple[Table, dict[str, Any]]] = []
        for entry in piece:
            head = _follow(entry, head, database)
            record = _checked(entry, reports, database)
            counts[entry.kind] += 1
            if isinstance(record, Judgement):
                judgements.append(Entered(entry.seq, record))
            expected += rows_of(entry.seq, record)
        with database.reading() as connection:
            _compare(connection, piece, expected, database)
    with database.reading() as connection:
        _nothing_beyond(connection, head, database)
        _in_force(connection, judgements, database)
    originals = sum(1 for _ in _sound_originals(database))
    return Verified(entries=head.seq, reports=counts[Kind.REPORT], claims=counts[Kind.CLAIM], originals=originals, head=head.hash)


class _Reports:
    """The report a claim belongs to; claims follow their report in the chain, so the last one is nearly always it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last: Report | None = None

    def remember(self, report: Report) -> None:
        self._last = report

    def find(self, key: str) -> Report | None:
        if self._last is None or self._last.id != key:
            with self._database.reading() as connection:
                query = select(schema.entry.c.body).where(schema.entry.c.kind == Kind.REPORT.value, schema.entry.c.record == key)
                body = connection.execute(query).scalar()
            self._last = None if body is None else from_json(body, Report)
        return self._last


def _doubt(database: Database, entry: Entry, why: str) -> LedgerDoubtError:
    return LedgerDoubtError(
        f"{database.path}: entry {entry.seq} ({entry.kind} {entry.record}) is in doubt: {why}. "
        "It was changed outside Dateline; compare with a copy, and add what is missing to a new ledger"
    )


def _follow(entry: Entry, head: Head, database: Database) -> Head:
    if entry.seq != head.seq + 1:
        raise _doubt(database, entry, f"it follows entry {head.seq}, so {entry.seq - head.seq - 1} before it are missing")
    if entry.previous != head.hash:
        raise _doubt(database, entry, "it does not carry the hash of the entry before it")
    if not holds(entry):
        raise _doubt(database, entry, "its hash is not the hash of what it holds")
    return Head(entry.seq, entry.hash)


def _checked(entry: Entry, reports: _Reports, database: Database) -> Record:
    try:
        record = record_of(entry.kind, entry.body)
    except (ValueError, TypeError, KeyError, msgspec.MsgspecError) as error:
        raise _doubt(database, entry, f"it cannot be read as a record ({error})") from error
    if draft_of(record).record != entry.record:
        raise _doubt(database, entry, f"its id should be {draft_of(record).record}")
    if isinstance(record, Report):
        reports.remember(record)
    if isinstance(record, Claim):
        report = reports.find(record.report)
        if report is None:
            raise _doubt(database, entry, f"the ledger does not hold its report {record.report}")
        try:
            check_claim(record, report)
        except ClaimError as error:
            raise _doubt(database, entry, error.what) from error
    return record


def _compare(connection: Connection, piece: Sequence[Entry], expected: list[tuple[Table, dict[str, Any]]], database: Database) -> None:
    """Index rows of these entries against the rows their records give."""
    first, last = piece[0].seq, piece[-1].seq
    for table in schema.INDEX_TABLES:
        rows = connection.execute(select(table).where(table.c.seq.between(first, last))).mappings()
        found = {_key(table, row): dict(row) for row in rows}
        wanted = {_key(table, row): row for of, row in expected if of is table}
        for key in sorted(found.keys() | wanted.keys(), key=repr):
            if found.get(key) != wanted.get(key):
                entry = next(e for e in piece if e.seq == key[0])
                raise _doubt(database, entry, f"table {table.name} does not say what it says")


def _key(table: Table, row: Any) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)


def _nothing_beyond(connection: Connection, head: Head, database: Database) -> None:
    for table in schema.INDEX_TABLES:
        last = connection.execute(select(func.max(table.c.seq))).scalar()
        if last is not None and last > head.seq:
            raise LedgerDoubtError(
                f"{database.path}: the chain ends at entry {head.seq}, but table {table.name} knows entry {last}: the end was cut off"
            )


def _in_force(connection: Connection, judgements: Sequence[Entered], database: Database) -> None:
    found = {row["seq"]: dict(row) for row in connection.execute(select(schema.in_force)).mappings()}
    wanted = {row["seq"]: row for row in force_rows(judgements)}
    for entered in judgements:
        if found.get(entered.seq) != wanted.get(entered.seq):
            raise LedgerDoubtError(
                f"{database.path}: entry {entered.seq} (judgement {entered.judgement.id}) is in doubt: table in_force does not say whether "
                "it stands. It was changed outside Dateline; compare with a copy"
            )


def _sound_originals(database: Database) -> Iterator[str]:
    with database.reading() as connection:
        keys = connection.execute(select(schema.original.c.digest).order_by(schema.original.c.digest)).scalars().all()
    for key in keys:
        try:
            data = database.original(key)
        except zlib.error as error:
            raise LedgerDoubtError(f"{database.path}: the original {key} is damaged ({error})") from error
        if data is not None and hashlib.sha256(data).hexdigest() != key:
            raise LedgerDoubtError(f"{database.path}: the original {key} does not have its digest")
        yield key
