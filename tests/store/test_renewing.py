"""Renewing what is seen together around a change ends where deriving it all anew does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from benchmarks.desk_ledger import War
from sqlalchemy import select

from dateline.errors import ReviewConflictError
from dateline.ledger import Ledger, seeing
from dateline.ledger.seeing.anew import whole_of, write_whole
from dateline.link import Vocabulary
from dateline.model.decision import Verdict
from dateline.model.run import Run
from dateline.store import Record
from dateline.store.schema import SEEN_TABLES, event, naming
from dateline.store.seen import basis_of
from dateline.store.workings import WORKING_TABLES, cited, vocabulary

RUN = Run(started=datetime(2020, 1, 1, tzinfo=UTC), command="test", versions=(), settings="")
REPORTS = 24
Tables = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module", params=[1, 2, 3])
def records(request: pytest.FixtureRequest) -> list[list[Record]]:
    """The records of each report of a made-up war."""
    return [found for _, _, found in islice(War(request.param).reports(), REPORTS + 8)]


@pytest.fixture(autouse=True)
def however_much_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeing, "GROWN", 100.0)


@pytest.fixture
def ledger(tmp_path: Path, records: list[list[Record]]) -> Iterator[Ledger]:
    """All but the last reports, derived."""
    with Ledger.create(tmp_path / "ledger.db") as made:
        append(made, records[:REPORTS])
        made.see()
        yield made


def append(ledger: Ledger, records: Sequence[Sequence[Record]]) -> None:
    ledger.database.append([record for report in records for record in report], run=RUN)


def tables(ledger: Ledger) -> Tables:
    """All rows of all derived tables that anything leads to; numbers tell nothing, so that what they stand for is in their place."""
    with ledger.database.reading() as connection:
        known: dict[str, dict[Any, Any]] = {
            "cited": {row.id: row.body for row in connection.execute(select(cited))},
            "number": {row.number: row.id for row in connection.execute(select(event))},
            "naming": {row[0]: tuple(row[1:]) for row in connection.execute(select(naming))},
        }
        found = {
            table.name: sorted((_meant(dict(row), known) for row in connection.execute(select(table)).mappings()), key=repr)
            for table in (*SEEN_TABLES, *WORKING_TABLES)
        }
    found["cited"] = sorted((body,) for body in known["cited"].values())
    found["naming"] = sorted({name for name, _ in found["event_naming"]}, key=repr)
    found["link_join"] = sorted(row[:-1] for row in found["link_join"])  # the last tells an order that is not the only one
    return found


def _meant(row: Mapping[str, Any], known: dict[str, dict[Any, Any]]) -> tuple[Any, ...]:
    return tuple(known[name].get(value) if name in known else value for name, value in row.items())


def derive_with_the_same_words(ledger: Ledger) -> None:
    """Derive all anew, with words as rare as they were."""
    with ledger.database.reading() as connection:
        held = {row.word: row.reports for row in connection.execute(select(vocabulary))}
        basis = basis_of(connection)
    assert basis is not None
    whole = whole_of(ledger, Vocabulary(basis.reports, held))
    with ledger.database.deriving() as connection:
        write_whole(connection, whole, basis.at, basis.seq)


def check(ledger: Ledger) -> None:
    ledger.see()
    renewed = tables(ledger)
    derive_with_the_same_words(ledger)
    anew = tables(ledger)
    for name in anew:
        assert renewed[name] == anew[name], name


def test_reports_that_come_one_at_a_time(ledger: Ledger, records: list[list[Record]]) -> None:
    for report in records[REPORTS:]:
        append(ledger, [report])
        ledger.see()
    check(ledger)


def test_reports_that_come_at_once(ledger: Ledger, records: list[list[Record]]) -> None:
    append(ledger, records[REPORTS:])
    check(ledger)


def told(ledger: Ledger) -> list[str]:
    return [row.id for row in ledger.claims()]


def reject(ledger: Ledger, random: Random) -> None:
    ledger.judge(random.choice(told(ledger)), Verdict.REJECTED, reviewer="A", reason="misread")


def accept(ledger: Ledger, random: Random) -> None:
    ledger.judge(random.choice(told(ledger)), Verdict.ACCEPTED, reviewer=random.choice("AB"), reason="read")


def differ(ledger: Ledger, random: Random) -> None:
    found = [
        row for row in ledger.judgements() if row.in_force and row.verdict in ("accepted", "rejected") and row.subject.startswith("clm")
    ]
    if found:
        other = random.choice(found)
        verdict = Verdict.REJECTED if other.verdict == "accepted" else Verdict.ACCEPTED
        with suppress(ReviewConflictError):
            ledger.dissent(other.id, reviewer="C" if other.reviewer != "C" else "D", reason="no", verdict=verdict)


def drop(ledger: Ledger, random: Random) -> None:
    ledger.judge(random.choice(list(ledger.reports())).id, Verdict.REJECTED, reviewer="A", reason="a hoax")


def correct(ledger: Ledger, random: Random) -> None:
    claim = random.choice(list(ledger.claims()))
    place = random.choice(list(ledger.claims()))
    slot, new = random.choice(
        [
            ("type", "clash"),
            ("status", "denied"),
            ("speaker", "none"),
            ("place", place.place_id or "none"),
            ("days", "2012-01-02"),
            ("place", "none"),
        ]
    )
    ledger.correct(claim.id, {slot: new}, reviewer="A", reason="misread")


def merge(ledger: Ledger, random: Random) -> None:
    events = random.sample([event.id for event in ledger.events()], 2)
    ledger.merge(*events, reviewer="A", reason="one happening")


def split(ledger: Ledger, random: Random) -> None:
    found = [event for event in ledger.events() if len(event.claims) > 1]
    if found:
        claims = random.choice(found).claims
        ledger.split(*random.sample(claims, random.randint(1, len(claims) - 1)), reviewer="A", reason="another happening")


def undo(ledger: Ledger, random: Random) -> None:
    found = [row for row in ledger.judgements() if row.in_force]
    if found:
        row = random.choice(found)
        with suppress(ReviewConflictError):
            ledger.undo(row.batch or row.id, reviewer="B", reason="taken back")


ACTIONS: tuple[Callable[[Ledger, Random], None], ...] = (reject, accept, differ, drop, correct, correct, merge, split, undo, undo)


@pytest.mark.parametrize("seed", range(3))
def test_judgements_and_reports_in_any_order(ledger: Ledger, records: list[list[Record]], seed: int) -> None:
    random = Random(seed)
    coming = list(records[REPORTS:])
    for _ in range(12):
        if coming and random.random() < 0.3:
            append(ledger, [coming.pop()])
        random.choice(ACTIONS)(ledger, random)
        if random.random() < 0.7:
            ledger.see()
    check(ledger)
