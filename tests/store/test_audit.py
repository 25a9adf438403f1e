from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.plain_walker import PlainWalker

from dateline.errors import LedgerDoubtError
from dateline.ledger import Ledger
from dateline.store import verify
from dateline.store.chain import GENESIS, Draft, Head, Stamp, link

REPORT = "The army said it took Handarat on Saturday. The Observatory said 45 people were killed in Handarat."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(REPORT)
    with Ledger.create(tmp_path / "ledger.db", pipeline=PlainWalker()) as ledger:
        ledger.add(file)
    return tmp_path / "ledger.db"


@contextmanager
def tampering(path: Path) -> Iterator[sqlite3.Connection]:
    """A hand that knows SQL: it takes the triggers off first."""
    connection = sqlite3.connect(path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    yield connection
    connection.commit()
    connection.close()


def test_a_clean_ledger_is_sound(path: Path) -> None:
    with Ledger.open(path) as ledger:
        found = ledger.verify()
        assert (found.entries, found.reports, found.claims, found.originals) == (6, 1, 2, 1)
        assert found.head == ledger.database.head().hash


def test_an_empty_ledger_is_sound(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "empty.db") as ledger:
        assert (ledger.verify().entries, ledger.verify().head) == (0, GENESIS)


@pytest.mark.parametrize(
    ("change", "entry"),
    [
        ("UPDATE entry SET body = replace(body, '45', '54') WHERE seq = 2", "entry 2"),
        ("UPDATE entry SET at = '2000-01-01' WHERE seq = 1", "entry 1"),
        ("UPDATE entry SET previous = hash WHERE seq = 3", "entry 3"),
        ("DELETE FROM entry WHERE seq = 4", "entry 5"),
        ("DELETE FROM entry WHERE seq = 1", "entry 2"),
        ("DELETE FROM entry WHERE seq >= 5", "ends at entry 4"),
        ("UPDATE claim SET speaker = 'Nobody' WHERE seq = 3", "entry 3"),
        ("UPDATE figure SET low = 450, high = 450", "entry 4"),
        ("UPDATE grounding SET latitude = 0", "entry 5"),
        ("DELETE FROM claim WHERE seq = 4", "entry 4"),
        ("INSERT INTO aside (seq, place, reason) VALUES (99, 'a', 'b')", "ends at entry 6"),
        ("UPDATE original SET data = x'00'", "is damaged"),
        ("UPDATE original SET digest = 'f'", "does not have its digest"),
    ],
)
def test_every_change_is_found_and_the_first_entry_in_doubt_named(path: Path, change: str, entry: str) -> None:
    with tampering(path) as connection:
        connection.execute(change)
    with Ledger.open(path) as ledger, pytest.raises(LedgerDoubtError, match=entry):
        ledger.verify()


def rechained(path: Path, forge: Callable[[Draft], Draft]) -> None:
    """A forger who can also hash: every entry is chained again after the change."""
    with tampering(path) as connection:
        rows = connection.execute("SELECT kind, record, body, at, run FROM entry ORDER BY seq").fetchall()
        head = Head()
        for kind, record, body, at, run in rows:
            [entry] = link([forge(Draft(kind, record, body))], head, Stamp(at, run))
            connection.execute(
                "UPDATE entry SET body = ?, previous = ?, hash = ? WHERE seq = ?", (entry.body, entry.previous, entry.hash, entry.seq)
            )
            head = Head(entry.seq, entry.hash)


def test_a_forged_quote_is_found_even_when_the_chain_closes(path: Path) -> None:
    def forge(draft: Draft) -> Draft:
        return (
            Draft(draft.kind, draft.record, draft.body.replace("it took Handarat", "it left Handarat")) if draft.kind == "claim" else draft
        )

    rechained(path, forge)
    with Ledger.open(path) as ledger, pytest.raises(LedgerDoubtError, match=r"entry 3 .*not in the report word for word"):
        ledger.verify()


def test_a_forged_text_is_found_even_when_the_chain_closes(path: Path) -> None:
    def forge(draft: Draft) -> Draft:
        return Draft(draft.kind, draft.record, draft.body.replace("45", "54")) if draft.kind == "report" else draft

    rechained(path, forge)
    with Ledger.open(path) as ledger, pytest.raises(LedgerDoubtError, match=r"entry 2 .*its id should be"):
        verify(ledger.database)
