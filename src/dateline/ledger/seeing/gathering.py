"""Some reports of a ledger as people see them, and what judgements make of records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, func, select

from dateline.model.claim import Claim
from dateline.model.codec import from_json, resolutions_from_json
from dateline.model.decision import Judgement, Verdict
from dateline.model.link import link_id
from dateline.model.review import in_force, rejected, settled
from dateline.model.text import Report
from dateline.model.walked import Walked
from dateline.model.world import Resolution
from dateline.review import applied, corrections, decided_pairs
from dateline.store import judgements
from dateline.store.rows import among
from dateline.store.schema import claim, entry, grounding, judgement, report

SAME, DIFFERENT = Verdict.SAME.value, Verdict.DIFFERENT.value


def reports_at(connection: Connection, seqs: Collection[int]) -> dict[int, Report]:
    """Reports by the number of their entry."""
    query = select(entry.c.seq, entry.c.body).where(entry.c.seq.in_(among(seqs)))
    return {row.seq: from_json(row.body, Report) for row in connection.execute(query)}


def report_numbers(connection: Connection, keys: Collection[str]) -> dict[str, int]:
    """The numbers of the entries of reports, by id."""
    return {row.id: row.seq for row in connection.execute(select(report.c.id, report.c.seq).where(report.c.id.in_(among(keys))))}


def walks_of(connection: Connection, keys: Collection[str]) -> list[Walked]:
    """Reports, by id, with their claims and what these mean, as people see them; those that people reject are not among them."""
    walks = _read(connection, keys)
    records = {*keys, *(claim.id for walk in walks for claim in walk.claims)}
    return list(applied(walks, _judgements_on(connection, records)))


def walk_read(connection: Connection, key: str) -> Walked:
    """The report that tells a claim, by its id, as it was read."""
    [walk] = _read(connection, _telling(connection, key))
    return walk


def _read(connection: Connection, keys: Collection[str]) -> list[Walked]:
    claims: dict[str, list[Claim]] = {}
    for told in _claims(connection, keys):
        claims.setdefault(told.report, []).append(told)
    meant = _resolutions(connection, keys)
    walks = []
    for found in reports_at(connection, report_numbers(connection, keys).values()).values():
        own = tuple(claims.get(found.id, ()))
        walks.append(Walked(report=found, claims=own, resolutions=tuple(r for c in own for r in meant.get(c.id, ()))))
    return walks


def walks_with(connection: Connection, key: str) -> list[Walked]:
    """The report that tells a claim, by its id, as people see it."""
    return walks_of(connection, _telling(connection, key))


def _telling(connection: Connection, key: str) -> Sequence[str]:
    return connection.execute(select(claim.c.report).where(claim.c.id == key)).scalars().all()


def _claims(connection: Connection, reports: Collection[str]) -> Iterable[Claim]:
    query = select(entry.c.body).join_from(claim, entry, entry.c.seq == claim.c.seq).where(claim.c.report.in_(among(reports)))
    return (from_json(body, Claim) for body in connection.execute(query.order_by(claim.c.seq)).scalars())


def _resolutions(connection: Connection, reports: Collection[str]) -> dict[str, tuple[Resolution, ...]]:
    """The newest of every claim of these reports."""
    newest = (
        select(func.max(grounding.c.seq).label("seq"))
        .join_from(claim, grounding, grounding.c.claim == claim.c.id)
        .where(claim.c.report.in_(among(reports)))
        .group_by(grounding.c.claim)
        .subquery()
    )
    query = select(entry.c.body).join_from(newest, entry, entry.c.seq == newest.c.seq)
    found = (resolutions_from_json(body) for body in connection.execute(query).scalars())
    return {told[0].claim: told for told in found}


def _judgements_on(connection: Connection, records: Collection[str]) -> tuple[Judgement, ...]:
    subjects = connection.execute(select(judgement.c.subject).distinct().where(judgement.c.subject.in_(among(records)))).scalars().all()
    return tuple(entered.judgement for entered in judgements.judgements_on(connection, set(subjects)))


def states_of(told: Iterable[Judgement]) -> dict[str, str]:
    """Claim, report or link -> what judgements make of it, in a text that changes with it; what they leave as it was read has none."""
    standing = in_force(told)
    found = settled(standing)
    changed = {key: f"corrected {' '.join(j.id for j in own)}" for key, own in corrections(found).items()}
    gone = dict.fromkeys(rejected(found), Verdict.REJECTED.value)
    paired = {link_id(*pair): f"{verdict.value} {' '.join(pair)}" for pair, verdict in decided_pairs(standing).items()}
    return {**changed, **gone, **paired}


def states_since(connection: Connection, seq: int) -> dict[str, str | None]:
    """What judgements make of the records that a judgement after this entry speaks of; None for those that they leave as read."""
    subjects = set(connection.execute(select(judgement.c.subject).distinct().where(judgement.c.seq > seq)).scalars())
    made = states_of(entered.judgement for entered in judgements.judgements_on(connection, subjects))
    return {subject: made.get(subject) for subject in subjects}


def pairs_in(states: Iterable[str]) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """Pairs that people hold together, and pairs that they hold apart."""
    told = [tuple(state.split()) for state in states]
    together, apart = (frozenset((found[1], found[2]) for found in told if found[0] == wanted) for wanted in (SAME, DIFFERENT))
    return together, apart
