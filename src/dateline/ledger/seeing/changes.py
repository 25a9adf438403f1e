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

    `reports` are seen otherwise, by id, for these `claims` of theirs; `judged` are claims of pairs that people judge otherwise. `states` is
    what judgements make now of records of which they made something else, None for what they leave as it was read.
    """

    reports: frozenset[str]
    claims: frozenset[str]
    judged: frozenset[str]
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
    claims = {record for record in states if record.startswith("clm_")} | _written(connection, seq)
    reports |= set(connection.execute(select(report.c.id).where(report.c.seq > seq)).scalars())
    reports |= set(connection.execute(select(claim.c.report).distinct().where(claim.c.id.in_(among(claims)))).scalars())
    return Changes(reports=frozenset(reports), claims=frozenset(claims), judged=frozenset(judged), states=states)


def _written(connection: Connection, seq: int) -> set[str]:
    """The claims that came, or that were taken to mean something else."""
    queries = (select(claim.c.id).where(claim.c.seq > seq), select(grounding.c.claim).where(grounding.c.seq > seq))
    return {key for query in queries for key in connection.execute(query).scalars()}


def count_reports(connection: Connection) -> int:
    """How many reports the ledger holds."""
    return connection.execute(select(func.count()).select_from(report)).scalar_one()
