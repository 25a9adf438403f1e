"""What the page of sources shows: speakers or outlets a page at a time, in the order that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, select

from dateline.model.codec import from_json
from dateline.model.decision import Verdict
from dateline.model.tally import Given, SourceKind, Tally
from dateline.model.world import Actor, Slot
from dateline.store.desk.event import meant
from dateline.store.judgements import judgements_about
from dateline.store.schema import event_claim, tally


class Order(StrEnum):
    """What the list is ordered by, the most first; names from A."""

    EVENTS = "events"
    CLAIMS = "claims"
    ALONE = "alone"
    CORROBORATED = "corroborated"
    CONTRADICTED = "contradicted"
    FIRST = "first"
    NAME = "name"


COLUMNS: Final = (Order.EVENTS, Order.CLAIMS)
"""Orders that are columns of the table; the rest stand in the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceQuery:
    """Which sources are asked for: of a kind, and those whose name holds words; None asks for any name."""

    kind: SourceKind
    name: str | None = None


def count_sources(connection: Connection, query: SourceQuery) -> int:
    """How many sources there are of this kind and name."""
    return connection.execute(select(func.count()).select_from(tally).where(*_asked(query))).scalar_one()


def sources(connection: Connection, query: SourceQuery, order: Order, *, limit: int, offset: int = 0) -> tuple[Tally, ...]:
    """Sources with the grades that people gave them."""
    chosen = select(tally.c.body).where(*_asked(query)).order_by(_by(order), tally.c.name, tally.c.id)
    found = [from_json(body, Tally) for body in connection.execute(chosen.limit(limit).offset(offset)).scalars()]
    grades = grades_of(connection, [one.id for one in found])
    return tuple(replace(one, grades=grades.get(one.id, ())) for one in found)


def grades_of(connection: Connection, keys: Sequence[str]) -> Mapping[str, tuple[Given, ...]]:
    """Source -> the grades in force, by id."""
    told = [entered.judgement for entered in judgements_about(connection, keys)] if keys else []
    gone = {judgement.supersedes for judgement in told}
    grades: dict[str, tuple[Given, ...]] = {}
    for judgement in told:
        if judgement.verdict is Verdict.GRADED and judgement.id not in gone and judgement.grade is not None:
            given = Given(grade=judgement.grade, reviewer=judgement.reviewer, reason=judgement.reason)
            grades[judgement.subject] = (*grades.get(judgement.subject, ()), given)
    return grades


def actors_of(connection: Connection, voices: Sequence[str]) -> dict[str, Actor]:
    """Voice -> the actor that it is taken for, for those whom the list of actors knows."""
    one = select(func.min(event_claim.c.claim)).where(event_claim.c.voice.in_(voices)).group_by(event_claim.c.voice)
    told = meant(connection, tuple(connection.execute(one).scalars()))
    return {f"actor:{r.chosen.id}": r.chosen for r in told if r.slot is Slot.SPEAKER and isinstance(r.chosen, Actor)}


def _asked(query: SourceQuery) -> list[ColumnElement[bool]]:
    named = [] if query.name is None else [tally.c.name.icontains(query.name, autoescape=True)]
    return [tally.c.kind == query.kind.value, *named]


def _by(order: Order) -> ColumnElement[object]:
    if order is Order.NAME:
        return func.lower(tally.c.name)
    return (tally.c[order.value] if order in COLUMNS else func.json_extract(tally.c.body, f"$.{order.value}")).desc()
