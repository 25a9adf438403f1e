"""Claims whole, many at once: the record, and what its words were last taken to mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, func, select

from dateline.store.schema import claim, entry, grounding, report

PIECE = 500
"""Ids in one IN list."""


def whole_claims(connection: Connection, claims: Sequence[str]) -> list[Any]:
    """Rows with the bodies of claims by id and of their resolutions, None for those whose words have no meaning yet."""
    told, meant = entry.alias(), entry.alias()
    latest = select(func.max(grounding.c.seq)).where(grounding.c.claim == claim.c.id).correlate(claim).scalar_subquery()
    query = (
        select(*claim_columns(told, meant))
        .join_from(claim, told, told.c.seq == claim.c.seq)
        .join(report, report.c.id == claim.c.report)
        .join(meant, meant.c.seq == latest, isouter=True)
    )
    pieces = (claims[n : n + PIECE] for n in range(0, len(claims), PIECE))
    return [row for piece in pieces for row in connection.execute(query.where(claim.c.id.in_(piece)))]


def claim_columns(told: FromClause, meant: FromClause) -> tuple[ColumnElement[Any], ...]:
    """What such a row holds, from the entry in which a claim is told and the one that says what it means."""
    return claim.c.id, claim.c.report, told.c.body.label("claim"), meant.c.body.label("resolutions"), report.c.seq.label("report_seq")
