"""What a judgement changed, when and in which batch; which judgements are in force; and the queue of the desk."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS: dict[str, sa.types.TypeEngine[Any]] = {
    "at": sa.String(length=40),
    "slot": sa.String(length=16),
    "n": sa.Integer(),
    "old": sa.Text(),
    "new": sa.Text(),
    "grade": sa.String(length=4),
    "batch": sa.String(length=32),
}

FILL = (
    (
        "UPDATE judgement SET (at, grade) = (SELECT replace(json_extract(body, '$.at'), 'Z', '+00:00'), json_extract(body, '$.grade') "
        "FROM entry WHERE entry.seq = judgement.seq)"
    ),
    "INSERT INTO judged SELECT seq, subject FROM judgement WHERE substr(subject, 1, 4) IN ('clm_', 'rep_')",
    "INSERT INTO in_force SELECT seq, FALSE FROM judgement AS j WHERE NOT EXISTS (SELECT 1 FROM judgement AS l WHERE l.supersedes = j.id)",
    (
        "UPDATE in_force SET differs = TRUE WHERE seq IN (SELECT a.seq FROM judgement AS a JOIN judgement AS b ON b.subject = a.subject "
        "AND b.verdict <> a.verdict JOIN in_force AS f ON f.seq = b.seq WHERE a.verdict <> 'graded' AND b.verdict <> 'graded')"
    ),
    "DELETE FROM seen",
)
"""Older judgements are verdicts and grades; what is seen together is derived anew, with the queue."""


def upgrade() -> None:
    """Add the columns and tables, and fill them from the judgements that the ledger holds."""
    for name, kind in COLUMNS.items():
        op.add_column("judgement", sa.Column(name, kind, nullable=True))
    op.create_index("judgement_batch", "judgement", ["batch"], unique=False)
    op.create_table(
        "judged",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["entry.seq"]),
        sa.PrimaryKeyConstraint("seq", "record"),
    )
    op.create_index("judged_record", "judged", ["record"], unique=False)
    op.create_table(
        "in_force",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("differs", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["entry.seq"]),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table(
        "queue",
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=True),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Float(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim"),
    )
    op.create_index("queue_order", "queue", ["tier", "rank", "claim"], unique=False)
    op.create_table(
        "person",
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("report"),
    )
    for statement in FILL:
        op.execute(statement)
