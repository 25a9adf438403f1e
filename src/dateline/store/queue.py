"""The queue of the desk: claims in doubt on which no person has decided, those that people left open first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from dateline.model.codec import from_json, to_json
from dateline.model.decision import Verdict
from dateline.model.queue import Cause, Doubt, Queued
from dateline.store.events import EventQuery, conditions
from dateline.store.schema import claim, event, event_claim, in_force, judged, judgement, queue

TIERS = {cause: tier for tier, cause in enumerate(Cause)}


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCount:
    """How many claims wait, and on how many of those in doubt people have decided."""

    left: int
    decided: int


def queue_row(item: Queued) -> dict[str, Any]:
    """An item as a row of the table."""
    body = to_json(item).decode()
    return {"claim": item.claim, "event": item.event, "tier": TIERS[item.cause], "rank": -item.weight, "body": body}


def waiting(
    connection: Connection, asked: EventQuery | None = None, *, cause: Cause | None = None, limit: int = 20, offset: int = 0
) -> tuple[Queued, ...]:
    """Claims that wait for a person, what matters most first; of the events asked for, and for one first cause, where these are given."""
    opened = [item for item in _left_open(connection, asked) if cause in (None, item.cause)]
    found = opened[offset : offset + limit]
    if len(found) == limit or cause in (Cause.DIFFER, Cause.OPEN):
        return tuple(found)
    rest = _machine(asked, cause).order_by(queue.c.tier, queue.c.rank, queue.c.claim)
    rows = connection.execute(rest.limit(limit - len(found)).offset(max(0, offset - len(opened)))).scalars()
    return (*found, *(from_json(body, Queued) for body in rows))


def queued_claim(connection: Connection, key: str) -> Queued | None:
    """Why a claim is in doubt, whoever has judged it; None where it is not."""
    body = connection.execute(select(queue.c.body).where(queue.c.claim == key)).scalar()
    return None if body is None else from_json(body, Queued)


def count_waiting(connection: Connection, asked: EventQuery | None = None, *, cause: Cause | None = None) -> QueueCount:
    """How many claims wait, and on how many of those in doubt people have decided."""
    opened = sum(1 for item in _left_open(connection, asked) if cause in (None, item.cause))
    doubted = select(func.count()).select_from(queue).where(*_of_machine(asked, cause))
    # The few that people judged are looked up in the queue one by one; it is never gone through.
    every, decided, left_open = (
        connection.execute(counted).scalar_one()
        for counted in (doubted, doubted.where(queue.c.claim.in_(_decided())), doubted.where(queue.c.claim.in_(_open())))
    )
    return QueueCount(left=opened + every - decided - left_open, decided=decided)


def _machine(asked: EventQuery | None, cause: Cause | None) -> Select[Any]:
    """Claims in doubt that no person has judged."""
    judged_by_people = queue.c.claim.in_(_decided()) | queue.c.claim.in_(_open())
    return select(queue.c.body).where(~judged_by_people, *_of_machine(asked, cause))


def _of_machine(asked: EventQuery | None, cause: Cause | None) -> list[ColumnElement[bool]]:
    """Claims in doubt, whoever has judged them; of the events asked for, and for one first cause, where these are given."""
    return [*([] if cause is None else [queue.c.tier == TIERS[cause]]), *_in_events(queue.c.event, asked)]


def _left_open(connection: Connection, asked: EventQuery | None) -> list[Queued]:
    """Claims on which reviewers differ, then those that they left open; both are few."""
    if connection.execute(_open().limit(1)).first() is None:
        return []
    chosen = (
        select(
            claim.c.id, event_claim.c.event, queue.c.body, judgement.c.verdict, judgement.c.reviewer, judgement.c.reason, in_force.c.differs
        )
        .join_from(in_force, judgement, judgement.c.seq == in_force.c.seq)
        .join(judged, judged.c.seq == in_force.c.seq)
        .join(claim, claim.c.id == judged.c.record)
        .join(event_claim, event_claim.c.claim == claim.c.id, isouter=True)
        .join(queue, queue.c.claim == claim.c.id, isouter=True)
        .where(_is_open(), *_in_events(event_claim.c.event, asked))
        .order_by(in_force.c.seq)
    )
    items: dict[str, Queued] = {}
    for row in connection.execute(chosen):
        words = f"{row.verdict} by {row.reviewer}: {row.reason}"
        doubt = Doubt(cause=Cause.DIFFER if row.differs else Cause.OPEN, words=words)
        item = items.get(row.id) or _without_person(row.id, row.event, row.body)
        items[row.id] = replace(item, doubts=tuple(sorted((*item.doubts, doubt), key=lambda d: TIERS[d.cause])))
    return sorted(items.values(), key=lambda item: (TIERS[item.cause], -item.weight, item.claim))


def _without_person(key: str, of_event: str | None, body: str | None) -> Queued:
    return Queued(claim=key, event=of_event, weight=0.0, doubts=()) if body is None else from_json(body, Queued)


def _decided() -> Select[Any]:
    """Claims on which a judgement in force decides."""
    told = judgement.c.verdict.in_([verdict.value for verdict in (Verdict.ACCEPTED, Verdict.REJECTED, Verdict.CORRECTED)])
    return _judged(and_(told, ~in_force.c.differs)).where(judged.c.record.not_in(_open()))


def _open() -> Select[Any]:
    return _judged(_is_open())


def _is_open() -> ColumnElement[bool]:
    return or_(in_force.c.differs, judgement.c.verdict == Verdict.UNSURE.value)


def _judged(where: ColumnElement[bool]) -> Select[Any]:
    return (
        select(judged.c.record)
        .join_from(in_force, judgement, judgement.c.seq == in_force.c.seq)
        .join(judged, judged.c.seq == in_force.c.seq)
        .where(where)
    )


def _in_events(column: ColumnElement[Any], asked: EventQuery | None) -> list[ColumnElement[bool]]:
    """That the event meets what is asked; nothing where nothing is asked."""
    told = [] if asked is None else conditions(asked)
    return [column.in_(select(event.c.id).where(*told))] if told else []
