"""How what a ledger shows as a whole is worked out, and kept in its tables until the ledger grows."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from dateline.model.decision import Verdict
from dateline.model.ids import digest
from dateline.store import Seen, SeenAt, seen_at

if TYPE_CHECKING:
    from dateline.ledger.ledger import Ledger
    from dateline.reconcile import Reconciled

SEEN_VERSION = "1"
"""Counts up when what is derived changes without a new version of the program, so that ledgers are seen anew."""


def see(ledger: Ledger) -> None:
    """Derive the tables of what is seen together, where they do not show the end of the chain as this version sees it."""
    wanted = _wanted(ledger)
    if not _shows(ledger, wanted):
        with ledger.deriving:
            wanted = _wanted(ledger)
            if not _shows(ledger, wanted):
                ledger.database.write_seen(_seen(reconciled(ledger)), wanted)


def reconciled(ledger: Ledger) -> Reconciled:
    """Everything the ledger tells, without what a person rejected, linked and reconciled."""
    # Loading the rooms takes half a second, and most uses of a ledger ask for claims only.
    from dateline.pipeline import reconciled_of

    rejected = {row.subject for row in ledger.judgements() if row.in_force and row.verdict == Verdict.REJECTED}
    walks = (walk for walk in ledger.walked() if walk.report.id not in rejected)
    return reconciled_of(replace(walk, claims=tuple(c for c in walk.claims if c.id not in rejected)) for walk in walks)


def _wanted(ledger: Ledger) -> SeenAt:
    made_by = digest(f"{SEEN_VERSION} {version('dateline')}".encode())
    return SeenAt(ledger.database.head().hash, made_by)


def _shows(ledger: Ledger, wanted: SeenAt) -> bool:
    with ledger.database.reading() as connection:
        return seen_at(connection) == wanted


def _seen(found: Reconciled) -> Seen:
    from dateline.reconcile import event_id
    from dateline.reconcile.control import timelines_of
    from dateline.reconcile.sources import tallies_of

    voices = found.independence.voices
    by_id = {grounded.claim.id: grounded for grounded in found.claims}
    return Seen(
        claims=by_id,
        voices=voices,
        minted={key: event_id(key) for key in by_id},
        names={**found.independence.names, **{voice.key: voice.name for voice in voices.values()}},
        events=found.events,
        links=found.linked.links,
        control=timelines_of(found.claims, voices),
        tallies=tallies_of(found.events, found.claims, voices),
    )
