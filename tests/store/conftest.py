"""One made-up ledger for the tests that only ask it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

import pytest
from benchmarks.desk_ledger import War

from dateline.ledger import Ledger
from dateline.ledger.seeing.anew import whole_of
from dateline.model.decision import Verdict
from dateline.model.event import Event
from dateline.model.grounded import Grounded
from dateline.model.run import Run
from dateline.reconcile import Reconciled

RUN = Run(started=datetime(2020, 1, 1, tzinfo=UTC), command="test", versions=(), settings="")


@dataclass(frozen=True)
class Made:
    """A ledger, and what reconciling it anew gives, without any table."""

    ledger: Ledger
    found: Reconciled

    def claims(self, event: Event) -> list[Grounded]:
        by_id = {grounded.claim.id: grounded for grounded in self.found.claims}
        return [by_id[key] for key in event.claims]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    path = tmp_path_factory.mktemp("made") / "ledger.db"
    with Ledger.create(path) as ledger:
        records = [record for _, _, own in islice(War(5).reports(), 30) for record in own]
        ledger.database.append(records, run=RUN)
        for n, row in enumerate(ledger.claims()):
            if n % 17 == 0:
                ledger.judge(row.id, Verdict.ACCEPTED, reviewer="A. Reader", reason="read again")
        ledger.see()
        yield Made(ledger, whole_of(ledger).found)
