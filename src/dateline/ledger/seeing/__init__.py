"""How what a ledger shows as a whole is worked out, and kept in its tables until the ledger grows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, TypeVar

from dateline.model.ids import digest
from dateline.store import SeenAt, seen_at
from dateline.store.chain import Head
from dateline.store.database import head_of
from dateline.store.seen import Basis, basis_of, write_basis

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.ledger.ledger import Ledger
    from dateline.reconcile import Reconciled

T = TypeVar("T")

SEEN_VERSION = "3"
"""Counts up when what is derived changes without a new version of the program, so that ledgers are seen anew."""

GROWN = 0.1
"""Share of reports, of those when everything was last derived at once, by which a ledger may grow until that is done again: how rare words
are changes little up to then."""

TRIES = 3
"""How often the tables are brought up to date for one question, where others write meanwhile."""

FEW = 20
"""Reports that may be seen otherwise at once whatever their share."""


def see(ledger: Ledger) -> None:
    """Bring the tables of what is seen together up to date, where they do not show the end of the chain as this version sees it."""
    if not is_seen(ledger):
        with ledger.deriving:
            if not is_seen(ledger) and not _renewed(ledger):
                _derive(ledger)


def answered(ledger: Ledger, question: Callable[[Connection], T]) -> T:
    """The answer of a function to one state of the ledger that the tables show; while others go on writing, to the last one they showed."""
    for _ in range(TRIES):
        with ledger.database.reading() as connection:
            if _shows(ledger, connection):
                return question(connection)
        see(ledger)
    with ledger.database.reading() as connection:
        return question(connection)


def reconciled(ledger: Ledger) -> Reconciled:
    """Everything the ledger tells as people see it, linked and reconciled: their word outranks every score."""
    from dateline.ledger.seeing.anew import whole_of

    return whole_of(ledger).found


def is_seen(ledger: Ledger) -> bool:
    """Whether the tables show the end of the chain as this version sees it."""
    with ledger.database.reading() as connection:
        return _shows(ledger, connection)


def _shows(ledger: Ledger, connection: Connection) -> bool:
    return seen_at(connection) == _wanted(ledger, head_of(connection))


def _wanted(ledger: Ledger, head: Head) -> SeenAt:
    return SeenAt(head.hash, _made_by(ledger.config.link_weights))


@cache
def _made_by(weights: str) -> str:
    return digest(f"{SEEN_VERSION} {version('dateline')} {weights}".encode())


def _derive(ledger: Ledger) -> None:
    # Loading the rooms takes half a second, and most uses of a ledger ask for claims only.
    from dateline.ledger.seeing.anew import whole_of, write_whole

    head = ledger.database.head()
    whole = whole_of(ledger)
    with ledger.database.deriving() as connection:
        write_whole(connection, whole, _wanted(ledger, head), head.seq)


def _renewed(ledger: Ledger) -> bool:
    """Whether the tables could be brought up to date from what they show."""
    with ledger.database.deriving() as connection:
        head, basis = head_of(connection), basis_of(connection)
        wanted = _wanted(ledger, head)
        if basis is None or basis.at.made_by != wanted.made_by:
            return False
        return _renew(ledger, connection, basis, Basis(at=wanted, seq=head.seq, reports=basis.reports, weights=basis.weights))


def _renew(ledger: Ledger, connection: Connection, basis: Basis, wanted: Basis) -> bool:
    """Bring the tables up to date unless so much changed that deriving anew is due."""
    from dateline.ledger.seeing.changes import changes_since, count_reports
    from dateline.ledger.seeing.renewing import renew
    from dateline.ledger.seeing.voices import Everybody

    changes = changes_since(connection, basis.seq)
    most = GROWN * basis.reports
    if count_reports(connection) - basis.reports > most or len(changes.reports) > max(FEW, most):
        return False
    if not changes.are_none:
        ledger.everybody = ledger.everybody or Everybody()
        renew(connection, basis, changes, ledger.everybody)
    write_basis(connection, wanted)
    return True
