"""What is needed so that a figure and its reprint count once: the claims of reports that share words, and the voice behind each claim."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from dateline.model.grounded import Witness
from dateline.model.reprint import Reprint
from dateline.store.printed import reprints_of
from dateline.store.rows import among
from dateline.store.schema import claim, event_claim, figure


def reprinted(connection: Connection, reports: Collection[str]) -> tuple[Reprint, ...]:
    """What any of these reports shares with another one, in one hand's words."""
    found = reprints_of(connection, reports)
    return tuple(found[pair] for pair in sorted(found) if found[pair].is_same_witness)


def counting_in(connection: Connection, measure: str, reports: Collection[str]) -> frozenset[str]:
    """The claims of these reports, by id, that count a measure."""
    # As in `counted`: a report has few claims and a measure many.
    counts = select(claim.c.id).join(figure, figure.c.claim == claim.c.id).where(func.lower(figure.c.measure) == measure)
    return frozenset(connection.execute(counts.where(claim.c.report.in_(among(reports)))).scalars())


def voices_of(connection: Connection, claims: Collection[str]) -> dict[str, Witness]:
    """Claim id -> the independent voice behind it; a claim that was not seen with the others has none."""
    chosen = select(event_claim.c.claim, event_claim.c.voice, event_claim.c.voice_name).where(event_claim.c.claim.in_(among(claims)))
    return {row.claim: Witness(key=row.voice, name=row.voice_name) for row in connection.execute(chosen)}
