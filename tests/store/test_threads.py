"""Several threads ask one ledger while another adds to it and judges: each answer is of one state, and nothing breaks."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event as Flag

import pytest
from sqlalchemy import Connection
from tests.plain_walker import PlainWalker

from dateline.ledger import Ledger
from dateline.model.decision import Verdict
from dateline.store import EventQuery, events
from dateline.store.database import head_of
from dateline.store.seen import seen_at
from dateline.store.words import claims_with

REPORTS = 25
ASKING = 4


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.create(tmp_path / "ledger.db", pipeline=PlainWalker()) as made:
        yield made


def add(ledger: Ledger, n: int) -> None:
    path = ledger.database.path.with_name(f"{n}.txt")
    path.write_text(f"The Observatory said {n + 1} people were killed in Handarat on Saturday. Shells fell in Homs for the {n}th time.")
    ledger.add(path, published=date(2016, 9, 1 + n), outlet=f"Outlet {n}")


def state(connection: Connection) -> tuple[int, int, bool]:
    """Claims that events hold, claims that there are, and whether the tables show the end of the chain."""
    found = events.events(connection, EventQuery())
    claims = connection.exec_driver_sql("SELECT count(*) FROM claim").scalar_one()
    seen = seen_at(connection)
    claims_with(connection, "killed")
    return sum(len(event.claims) for event in found), claims, seen is not None and seen.head == head_of(connection).hash


def test_many_ask_while_one_adds_and_judges(ledger: Ledger) -> None:
    add(ledger, 0)
    done = Flag()

    def ask() -> list[tuple[int, int, bool]]:
        found = []
        while not done.is_set():
            found.append(ledger.ask(state))
        return found

    with ThreadPoolExecutor(ASKING) as pool:
        asking = [pool.submit(ask) for _ in range(ASKING)]
        try:
            for n in range(1, REPORTS):
                add(ledger, n)
                if n % 5 == 0:
                    claim = ledger.claims()[n].id
                    ledger.undo(ledger.judge(claim, Verdict.REJECTED, reviewer="A. Reader", reason="misread").id, reviewer="A", reason="no")
        finally:
            done.set()
        answers = [answer for future in asking for answer in future.result()]
    assert all(told in (claims, claims - 1) for told, claims, current in answers if current)
    assert sum(current for _, _, current in answers) > len(answers) / 2
    assert len({claims for _, claims, _ in answers}) > 1, "nobody asked while reports came"
    assert ledger.ask(state) == (2 * REPORTS, 2 * REPORTS, True)
    assert ledger.verify().is_seen
