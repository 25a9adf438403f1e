"""From any record of a ledger back to the words that carry it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, func, select

from dateline.errors import UsageError
from dateline.model.claim import Claim
from dateline.model.codec import from_json, resolutions_from_json
from dateline.model.text import Report, Span
from dateline.model.walked import Walked
from dateline.model.world import Resolution
from dateline.store import schema, views
from dateline.store.chain import Entry
from dateline.store.database import Database

T = TypeVar("T", Claim, Report)

SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+|\n+")
"""Where a sentence may end: good enough to show the words around a quote; nothing else rests on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where in the chain a record stands."""

    seq: int
    hash: str
    at: str
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyClaim:
    """A claim with its report, its quote between the sentence `before` and the sentence `after`, and what its words were taken to mean."""

    claim: Claim
    report: Report
    before: str
    after: str
    resolutions: tuple[Resolution, ...]
    judgements: tuple[views.JudgementRow, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyReport:
    """A report with its claims, in the order it tells them."""

    report: Report
    claims: tuple[views.ClaimRow, ...]
    judgements: tuple[views.JudgementRow, ...]
    source: Source


def why_claim(database: Database, key: str) -> WhyClaim:
    """The words behind a claim; UsageError for an id the ledger does not know."""
    entry, claim = _found(database, key, Claim, "claim")
    _, report = _found(database, claim.report, Report, "report")
    before, after = around(report.text, claim.evidence)
    with database.reading() as connection:
        judgements = tuple(views.judgements(connection, key))
    return WhyClaim(
        claim=claim,
        report=report,
        before=before,
        after=after,
        resolutions=resolutions_of(database, key),
        judgements=judgements,
        source=_source(entry),
    )


def why_report(database: Database, key: str) -> WhyReport:
    """The claims a report carries; UsageError for an id the ledger does not know."""
    entry, report = _found(database, key, Report, "report")
    with database.reading() as connection:
        claims = tuple(views.claims(connection, views.ClaimQuery(report=key)))
        judgements = tuple(views.judgements(connection, key))
    return WhyReport(report=report, claims=claims, judgements=judgements, source=_source(entry))


def resolutions_of(database: Database, claim: str) -> tuple[Resolution, ...]:
    """The resolutions in force for a claim: those written last."""
    with database.reading() as connection:
        latest = select(func.max(schema.grounding.c.seq)).where(schema.grounding.c.claim == claim).scalar_subquery()
        body = connection.execute(select(schema.entry.c.body).where(schema.entry.c.seq == latest)).scalar()
    return () if body is None else resolutions_from_json(body)


def walk_of(connection: Connection, key: str) -> Walked | None:
    """A report as it was read, with its claims and what their words were last taken to mean; None where the ledger holds none."""
    bodies = select(schema.entry.c.body)
    body = connection.execute(
        bodies.join(schema.report, schema.report.c.seq == schema.entry.c.seq).where(schema.report.c.id == key)
    ).scalar()
    if body is None:
        return None
    told = bodies.join(schema.claim, schema.claim.c.seq == schema.entry.c.seq).where(schema.claim.c.report == key)
    claims = tuple(from_json(found, Claim) for found in connection.execute(told.order_by(schema.claim.c.seq)).scalars())
    own = select(schema.claim.c.id).where(schema.claim.c.report == key)
    latest = select(func.max(schema.grounding.c.seq)).where(schema.grounding.c.claim.in_(own)).group_by(schema.grounding.c.claim)
    meant = connection.execute(bodies.where(schema.entry.c.seq.in_(latest)).order_by(schema.entry.c.seq)).scalars()
    resolutions = tuple(resolution for found in meant for resolution in resolutions_from_json(found))
    return Walked(report=from_json(body, Report), claims=claims, resolutions=resolutions)


def around(text: str, span: Span) -> tuple[str, str]:
    """The rest of the quote's sentences with one more sentence on each side."""
    ends = [0, *(m.end() for m in SENTENCE_END.finditer(text)), len(text)]
    starts = [end for end in ends if end <= span.start]
    stops = [end for end in ends if end >= span.end]
    first = starts[-2] if len(starts) > 1 else starts[-1]
    last = stops[1] if len(stops) > 1 else stops[0]
    return text[first : span.start], text[span.end : last].rstrip()


def _source(entry: Entry) -> Source:
    return Source(seq=entry.seq, hash=entry.hash, at=entry.at, run=entry.run)


def _found(database: Database, key: str, kind: type[T], name: str) -> tuple[Entry, T]:
    found = database.get(key)
    if found is None or not isinstance(found[1], kind):
        raise UsageError(f"{key}: the ledger {database.path} holds no such {name}; its ids stand in: dateline {name}s")
    return found[0], found[1]
