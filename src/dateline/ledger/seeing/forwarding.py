"""Where the id of an event leads once the claim that the event began with is rejected: to the event of the claim that is most like it.

An id that was handed out leads somewhere for good. Every claim that is told leads to its event by the id that it would give; only a
rejected claim is in none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dateline.errors import UsageError
from dateline.ledger.seeing.gathering import pairs_in, walk_read
from dateline.ledger.seeing.packing import unpacked, weights_from
from dateline.link import Features, Vocabulary, features_of, wording_of
from dateline.link.score import Scorer, are_told_apart, pattern_of
from dateline.model.decision import Judgement, Verdict
from dateline.model.event import Event
from dateline.pipeline import family_of, grounded_of
from dateline.reconcile import event_id
from dateline.store import events, judgements, linked, sources
from dateline.store.rows import among
from dateline.store.schema import claim
from dateline.store.seen import basis_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.ledger.ledger import Ledger


def event_of(ledger: Ledger, key: str) -> Event:
    """The event of this id, or the one that what had it leads to now; UsageError where nothing is left of it or nothing ever had it."""
    return ledger.ask(lambda connection: _event_of(connection, key, ledger))


def _event_of(connection: Connection, key: str, ledger: Ledger) -> Event:
    found = events.event_with(connection, key)
    if found is not None:
        return found
    gone = next((told for told in _rejected(connection) if event_id(told) == key), None)
    if gone is None:
        raise UsageError(f"{key}: the ledger {ledger.database.path} holds no event of this id; they stand in: dateline events")
    kin = _most_like(connection, gone)
    led = None if kin is None else events.event_with(connection, event_id(kin))
    if led is None:
        raise UsageError(f"{key}: nothing is left of this event: it was told by {gone}, and {_why(connection, gone)}")
    return led


def _rejected(connection: Connection) -> list[str]:
    """The claims that people reject, one by one or with their report."""
    gone = [record for record, state in sources.states_applied(connection).items() if state == Verdict.REJECTED.value]
    return sorted(connection.execute(select(claim.c.id).where(claim.c.id.in_(among(gone)) | claim.c.report.in_(among(gone)))).scalars())


def _most_like(connection: Connection, key: str) -> str | None:
    """The claim that a rejected one would be joined to: by people, or by the highest score above 0; None where there is none."""
    together, _ = pairs_in(sources.states_applied(connection).values())
    judged = sorted(other for pair in together if key in pair for other in pair if other != key)
    basis = basis_of(connection)
    if basis is None:
        return next(iter(judged), None)
    row = _row(connection, key, basis.reports)
    rows = [unpacked(found.body) for found in linked.rows_with(connection, "seq", linked.sharing(connection, row.blocks))]
    scorer = Scorer(weights_from(basis.weights))
    scores = {other.id: scorer.millibits(pattern_of(row, other)) for other in rows if _may_be_one(row, other)}
    best = min(scores, key=lambda other: (-scores[other], other), default=None)
    return next(iter(judged), best if best is not None and scores[best] > 0 else None)


def _may_be_one(row: Features, other: Features) -> bool:
    return other.type is not None and not are_told_apart(row, other)


def _row(connection: Connection, key: str, reports: int) -> Features:
    """A claim as it would be compared, had nobody rejected it."""
    walk = walk_read(connection, key)
    words = wording_of(walk.report).counts.keys()
    vocabulary = Vocabulary(reports, linked.words_held(connection, words))
    [row] = features_of([g for g in grounded_of([walk]) if g.claim.id == key], [walk.report], vocabulary, families=family_of())
    return row


def _why(connection: Connection, key: str) -> str:
    """Who rejected a claim, or its report, and why."""
    report = connection.execute(select(claim.c.report).where(claim.c.id == key)).scalar_one()
    told = [found.judgement for found in judgements.judgements_on(connection, {key, report})]
    last = max((found for found in told if found.verdict is Verdict.REJECTED), key=_when)
    what = "this claim" if last.subject == key else "its report"
    return f"{last.reviewer} rejected {what} on {last.at.date()}: {last.reason}. Read it with: dateline why {key}"


def _when(judgement: Judgement) -> tuple[object, str]:
    return judgement.at, judgement.id
