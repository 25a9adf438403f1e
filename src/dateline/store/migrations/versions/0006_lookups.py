"""Events by number, their bodies aside, and what they name in tables by which they are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; they are filled when everything is next derived."""
    op.execute("DELETE FROM seen")
    op.drop_index("claim_report", "claim")
    op.create_index("claim_report", "claim", ["report", "start", "end", "id"], unique=False)
    told = sa.text("control_place IS NOT NULL")
    op.create_index("claim_control", "claim", ["control_place", "id"], unique=False, sqlite_where=told)
    op.create_index("grounding_unit", "grounding", ["place_id", "place_precision"], unique=False)
    for table in ("event", "event_figure", "dispute"):
        op.drop_table(table)
    _events()
    _disputes()
    _lookups()


def _events() -> None:
    op.create_table(
        "event",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("occurrence", sa.String(length=16), nullable=False),
        sa.Column("responsibility", sa.String(length=16), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_id", sa.String(length=64), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("admin1", "admin2", "country")),
        *(sa.Column(name, sa.Float(), nullable=True) for name in ("latitude", "longitude", "radius_km")),
        sa.Column("place_precision", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("earliest", "latest", "published")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("claims", "voices", "reports")),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("event_days", "event", ["earliest", "latest"], unique=False)
    op.create_index("event_place", "event", ["place_id"], unique=False)
    op.create_index("event_type", "event", ["type"], unique=False)
    op.create_index("event_standing", "event", ["standing"], unique=False)
    op.create_table(
        "event_body",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "event_figure",
        sa.Column("measure", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("measure", "number"),
        sqlite_with_rowid=False,
    )
    op.create_index("event_figure_number", "event_figure", ["number"], unique=False)


def _disputes() -> None:
    op.create_table(
        "dispute",
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=16), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("earliest", "latest", "published")),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event", "n"),
    )
    op.create_index("dispute_matter", "dispute", ["matter"], unique=False)
    op.create_index("dispute_published", "dispute", ["published"], unique=False)


def _lookups() -> None:
    op.create_table(
        "naming",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("key", "name", "words", "admin1", "admin2", "country")),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index("naming_kind", "naming", ["kind", "key", "words"], unique=False)
    for table, column in (("event_naming", "naming"), ("event_report", "seq")):
        op.create_table(
            table,
            sa.Column(column, sa.Integer(), autoincrement=False, nullable=False),
            sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
            sa.PrimaryKeyConstraint(column, "number"),
            sqlite_with_rowid=False,
        )
    op.create_table(
        "event_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("first", "last")),
        sa.PrimaryKeyConstraint("seq"),
    )
    for table in ("event_naming", "event_report", "event_entry"):
        op.create_index(f"{table}_number", table, ["number"], unique=False)
