"""What the reader shows of one report: its record and claims, what they were taken to mean, and what else the ledger knows of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from dateline.model.claim import Claim
from dateline.model.codec import from_json, resolutions_from_json
from dateline.model.decision import Judgement
from dateline.model.reprint import Reprint
from dateline.model.text import Report
from dateline.model.world import Resolution
from dateline.store.chain import Kind
from dateline.store.judgements import judgements_about
from dateline.store.schema import claim, entry, event, event_claim, grounding, original, report, reprint

Meant = dict[str, tuple[Resolution, ...]]
"""Claim id -> what its words were taken to mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Where in the chain a report stands, and when it was added (UTC, ISO 8601)."""

    seq: int
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The bytes that a report was read from: how many, and whether the ledger holds them or only their digest."""

    size: int | None
    is_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEvent:
    """The event that a claim tells, with how many claims and independent voices tell it."""

    id: str
    type: str
    standing: str
    place: str | None
    earliest: date | None
    latest: date | None
    claims: int
    voices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A report as it is named beside another one."""

    id: str
    title: str | None
    name: str | None
    outlet: str | None
    published: date | None
    language: str | None
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Words that a report shares with another one, and that other one."""

    reprint: Reprint
    other: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report with everything that the ledger knows of it.

    `claims` stand by id, in the order in which the report tells them; `meant` and `events` are by claim id. `judgements` are all on the
    report or its claims, those that were replaced among them, in the order in which they were entered.
    """

    report: Report
    entered: Entered
    kept: Kept
    claims: dict[str, Claim]
    meant: Meant
    events: dict[str, ToldEvent]
    judgements: tuple[Judgement, ...]
    reprints: tuple[Printed, ...]


def told(connection: Connection, key: str) -> Told | None:
    """The report with this id; None where the ledger holds none."""
    entry_found = _entry(connection, key)
    if entry_found is None:
        return None
    entered, body = entry_found
    record = from_json(body, Report)
    claims = claims_of(connection, key)
    judged = judgements_about(connection, [key, *claims])
    return Told(
        report=record,
        entered=entered,
        kept=kept(connection, record.original),
        claims=claims,
        meant=_meant(connection, key),
        events=_events(connection, key),
        judgements=tuple(entered.judgement for entered in judged),
        reprints=_reprints(connection, key),
    )


def report_with(connection: Connection, key: str) -> Report | None:
    """The record of a report; None where the ledger holds none."""
    found = _entry(connection, key)
    return None if found is None else from_json(found[1], Report)


def claims_of(connection: Connection, key: str) -> dict[str, Claim]:
    """The claims of a report by id, in the order in which it tells them."""
    chosen = select(claim.c.id, entry.c.body).join_from(claim, entry, entry.c.seq == claim.c.seq).where(claim.c.report == key)
    found = connection.execute(chosen.order_by(claim.c.start, claim.c.end, claim.c.id))
    return {row.id: from_json(row.body, Claim) for row in found}


def kept(connection: Connection, digest: str) -> Kept:
    """The bytes with this digest, without loading them."""
    row = connection.execute(select(original.c.size, original.c.data.is_not(None).label("has")).where(original.c.digest == digest)).first()
    return Kept(size=None, is_kept=False) if row is None else Kept(size=row.size, is_kept=bool(row.has))


def shared_words(connection: Connection, one: str, other: str) -> Reprint | None:
    """The words that two reports share; None where the ledger knows of none."""
    chosen = select(reprint.c.body).where(reprint.c.first == min(one, other), reprint.c.second == max(one, other))
    body = connection.execute(chosen).scalar()
    return None if body is None else from_json(body, Reprint)


def _entry(connection: Connection, key: str) -> tuple[Entered, str] | None:
    chosen = select(entry.c.seq, entry.c.at, entry.c.body).where(entry.c.kind == Kind.REPORT.value, entry.c.record == key)
    row = connection.execute(chosen).first()
    return None if row is None else (Entered(seq=row.seq, at=row.at), row.body)


def _own(key: str) -> Select[tuple[str]]:
    """The ids of the claims of a report."""
    return select(claim.c.id).where(claim.c.report == key)


def _meant(connection: Connection, key: str) -> Meant:
    """By the resolutions written last for each claim."""
    latest = select(func.max(grounding.c.seq)).where(grounding.c.claim.in_(_own(key))).group_by(grounding.c.claim)
    bodies = connection.execute(select(entry.c.body).where(entry.c.seq.in_(latest))).scalars()
    found = (resolutions_from_json(body) for body in bodies)
    return {resolutions[0].claim: resolutions for resolutions in found if resolutions}


def _events(connection: Connection, key: str) -> dict[str, ToldEvent]:
    names = ("id", "type", "standing", "place", "earliest", "latest", "claims", "voices")
    chosen = (
        select(event_claim.c.claim, *(event.c[name] for name in names))
        .join_from(event_claim, event, event.c.id == event_claim.c.event)
        .where(event_claim.c.claim.in_(_own(key)))
    )
    return {row["claim"]: ToldEvent(**{name: row[name] for name in names}) for row in connection.execute(chosen).mappings()}


def _reprints(connection: Connection, key: str) -> tuple[Printed, ...]:
    """Whole texts first, then by the number of shared words."""
    chosen = select(reprint.c.body).where(or_(reprint.c.first == key, reprint.c.second == key))
    found = [from_json(body, Reprint) for body in connection.execute(chosen).scalars()]
    heads = heads_of(connection, report.c.id.in_([told.passage.other(key) for told in found]))
    found.sort(key=lambda told: (not told.is_same_witness, -told.passage.words, told.passage.id))
    return tuple(Printed(reprint=told, other=heads[told.passage.other(key)]) for told in found if told.passage.other(key) in heads)


def heads_of(connection: Connection, where: ColumnElement[bool]) -> dict[str, Head]:
    """Reports by id, as they are named beside another one."""
    names = ("id", "title", "name", "published", "language", "characters")
    chosen = select(*(report.c[name] for name in names), report.c.source.label("outlet")).where(where)
    return {row["id"]: Head(**row) for row in connection.execute(chosen).mappings()}
