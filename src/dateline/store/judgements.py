"""Judgements as the ledger holds them: those on some records, those in force, and what they come to for a claim."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select

from dateline.model import review
from dateline.model.codec import from_json
from dateline.model.decision import Judgement, Verdict
from dateline.store.schema import entry, in_force, judged, judgement

PIECE = 400
"""Ids in one IN list."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A judgement with the number of its entry in the chain: what was entered later has the higher one."""

    seq: int
    judgement: Judgement


def judgements_on(connection: Connection, subjects: Collection[str]) -> tuple[Entered, ...]:
    """Every judgement on these records, and every one that replaces or undoes one of those, in the order of the chain."""
    found: dict[int, Judgement] = {}
    for some in _pieces(subjects):
        own = select(judgement.c.id).where(judgement.c.subject.in_(some))
        found |= _read(connection, or_(judgement.c.subject.in_(some), judgement.c.supersedes.in_(own)))
    return tuple(Entered(seq, found[seq]) for seq in sorted(found))


def judgements_about(connection: Connection, keys: Collection[str]) -> tuple[Entered, ...]:
    """Every judgement whose subject, batch or own id is among these, or that speaks of a claim among them, in the order of the chain."""
    found: dict[int, Judgement] = {}
    for some in _pieces(keys):
        speaking = judgement.c.seq.in_(select(judged.c.seq).where(judged.c.record.in_(some)))
        found |= _read(connection, or_(*(judgement.c[name].in_(some) for name in ("subject", "batch", "id")), speaking))
    undoings = judgements_on(connection, {told.subject for told in found.values()})
    known = {told.id for told in found.values()}
    found |= {entered.seq: entered.judgement for entered in undoings if entered.judgement.supersedes in known}
    return tuple(Entered(seq, found[seq]) for seq in sorted(found))


def judgements_in_force(connection: Connection, verdicts: Collection[Verdict] = tuple(Verdict)) -> tuple[Judgement, ...]:
    """The judgements that nobody replaced or undid, of some verdicts, in the order of the chain."""
    of_kind = judgement.c.verdict.in_([verdict.value for verdict in verdicts])
    standing = judgement.c.seq.in_(select(in_force.c.seq))
    found = _read(connection, and_(of_kind, standing))
    return tuple(found[seq] for seq in sorted(found))


def reviews(connection: Connection) -> dict[str, str]:
    """Claim or report -> who decided what on it, in words; what nobody judged is not among them."""
    return review.reviews(judgements_in_force(connection))


def last_judgement(connection: Connection) -> str | None:
    """The id of the judgement that was entered last, None where there is none: what a reviewer who reads now has seen."""
    return connection.execute(select(judgement.c.id).order_by(judgement.c.seq.desc()).limit(1)).scalar()


def seq_of(connection: Connection, key: str) -> int | None:
    """The number of a judgement's entry, None where the ledger holds no such judgement."""
    return connection.execute(select(judgement.c.seq).where(judgement.c.id == key)).scalar()


def renew_in_force(connection: Connection, subjects: Collection[str]) -> None:
    """Work out anew which judgements on these records are in force."""
    known = judgements_on(connection, subjects)
    seqs = [entered.seq for entered in known if entered.judgement.subject in subjects]
    for n in range(0, len(seqs), PIECE):
        connection.execute(delete(in_force).where(in_force.c.seq.in_(seqs[n : n + PIECE])))
    rows = [row for row in force_rows(known) if row["seq"] in seqs]
    if rows:
        connection.execute(insert(in_force), rows)


def force_rows(known: Sequence[Entered]) -> list[dict[str, object]]:
    """The rows of the table `in_force` that judgements give, all those of a record at once."""
    seqs = {entered.judgement.id: entered.seq for entered in known}
    standing = review.in_force(entered.judgement for entered in known)
    differing = review.settled(standing).differing
    return [{"seq": seqs[told.id], "differs": told.topic in differing and told.verdict is not Verdict.GRADED} for told in standing]


def _read(connection: Connection, where: ColumnElement[bool]) -> dict[int, Judgement]:
    chosen = select(entry.c.seq, entry.c.body).join_from(judgement, entry, entry.c.seq == judgement.c.seq).where(where)
    return {row.seq: from_json(row.body, Judgement) for row in connection.execute(chosen)}


def _pieces(keys: Collection[str]) -> Iterator[list[str]]:
    ordered = iter(sorted(keys))
    while piece := list(islice(ordered, PIECE)):
        yield piece
