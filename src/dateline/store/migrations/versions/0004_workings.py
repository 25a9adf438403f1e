"""Tables of what deriving found on its way, and from which entry of the chain it goes on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; they are filled when everything is next derived."""
    op.execute("DELETE FROM seen")
    op.add_column("seen", sa.Column("seq", sa.Integer(), nullable=True))
    op.add_column("seen", sa.Column("reports", sa.Integer(), nullable=True))
    op.add_column("seen", sa.Column("weights", sa.Text(), nullable=True))
    _links()
    _texts()
    _sources()


def _links() -> None:
    op.create_table(
        "vocabulary",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link_row",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("group", sa.Integer(), nullable=False),
        sa.Column("cited", sa.Integer(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    for name in ("id", "report", "group", "cited"):
        op.create_index(f"link_row_{name}", "link_row", [name], unique=False)
    op.create_table(
        "link_block",
        sa.Column("block", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block", "seq"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link_score",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "other"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link_tie",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("why", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", "other", "why"),
        sqlite_with_rowid=False,
    )


def _texts() -> None:
    for table, column in (("text_print", "print"), ("text_band", "band")):
        op.create_table(
            table,
            sa.Column(column, sa.BigInteger(), autoincrement=False, nullable=False),
            sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
            sa.PrimaryKeyConstraint(column, "report"),
            sqlite_with_rowid=False,
        )
    op.create_table(
        "text_common",
        sa.Column("print", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("print"),
        sqlite_with_rowid=False,
    )


def _sources() -> None:
    op.create_table(
        "cited",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("body"),
    )
    op.create_table(
        "applied",
        sa.Column("record", sa.String(length=32), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record"),
    )
    op.create_table(
        "source_part",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("claims", "own")),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("alone", "corroborated", "contradicted", "first")),
        sa.Column("ratios", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "key", "event"),
        sqlite_with_rowid=False,
    )
    op.create_index("source_part_event", "source_part", ["event"], unique=False)
    op.create_table(
        "source_report",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "report", "event"),
        sqlite_with_rowid=False,
    )
    op.create_index("source_report_event", "source_report", ["event"], unique=False)
    op.create_table(
        "control_claim",
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("place_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("claim"),
    )
