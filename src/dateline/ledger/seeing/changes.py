"""What is new in a ledger since something was derived from it: reports that are seen otherwise, and pairs of claims that people judged."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dateline.ledger.seeing.gathering import pairs_in, states_since
from dateline.store import sources
from dateline.store.rows import among
from dateline.store.schema import claim, grounding, report


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed.

    `reports` are seen otherwise, by id; `claims` are of pairs that people judge otherwise, by id. `states` is what judgements make now of
    records of which they made something else, None for what they leave as it was read.
    """

    reports: frozenset[str]
    claims: frozenset[str]
    states: dict[str, str | None]

    @property
    def are_none(self) -> bool:
        """Whether nothing is seen otherwise."""
        return not (self.reports or self.states)


def changes_since(connection: Connection, seq: int) -> Changes:
    """What changed behind an entry of the chain."""
    now = states_since(connection, seq)
    before = sources.states_applied(connection, set(now))
    states = {record: state for record, state in now.items() if state != before.get(record)}
    told = [state for record in states for state in (before.get(record), states[record]) if state is not None]
    judged = {claim for pairs in pairs_in(told) for pair in pairs for claim in pair}
    reports = {record for record in states if record.startswith("rep_")}
    claims = [record for record in states if record.startswith("clm_")]
    reports |= set(connection.execute(select(claim.c.report).distinct().where(claim.c.id.in_(among(claims)))).scalars())
    return Changes(reports=frozenset(reports | _written(connection, seq)), claims=frozenset(judged), states=states)


def _written(connection: Connection, seq: int) -> set[str]:
    """The reports that came, or of which a claim or its meaning did."""
    of_meaning = select(claim.c.report).join(grounding, grounding.c.claim == claim.c.id).where(grounding.c.seq > seq)
    queries = (select(report.c.id).where(report.c.seq > seq), select(claim.c.report).where(claim.c.seq > seq), of_meaning)
    return {key for query in queries for key in connection.execute(query.distinct()).scalars()}


def count_reports(connection: Connection) -> int:
    """How many reports the ledger holds."""
    return connection.execute(select(func.count()).select_from(report)).scalar_one()
