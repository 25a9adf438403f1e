"""The joins that made groups of claims, so that a change makes only those near it again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; it is filled when everything is next derived."""
    op.execute("DELETE FROM seen")
    op.add_column("link_row", sa.Column("teller", sa.BigInteger(), nullable=True))
    op.create_table(
        "link_join",
        sa.Column("gone", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("kept", "kind", "minus", "one", "other", "n")),
        sa.PrimaryKeyConstraint("gone"),
        sqlite_with_rowid=False,
    )
