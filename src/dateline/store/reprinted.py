"""What is needed so that a figure and its reprint count once: what reports share with others, and the claims of those that count."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from dateline.model.reprint import Reprint
from dateline.store.printed import reprints_of
from dateline.store.rows import among
from dateline.store.schema import claim, figure


def reprinted(connection: Connection, reports: Collection[str]) -> tuple[Reprint, ...]:
    """What any of these reports shares with another one, in one hand's words."""
    found = reprints_of(connection, reports)
    return tuple(found[pair] for pair in sorted(found) if found[pair].is_same_witness)


def counting_in(connection: Connection, measure: str, reports: Collection[str]) -> frozenset[str]:
    """The claims of these reports, by id, that count a measure."""
    # As in `counted`: a report has few claims and a measure many.
    counts = select(claim.c.id).join(figure, figure.c.claim == claim.c.id).where(func.lower(figure.c.measure) == measure)
    return frozenset(connection.execute(counts.where(claim.c.report.in_(among(reports)))).scalars())
