"""Tables of what a ledger shows when everything in it is seen together, and full-text tables of reports and claims."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORDS = (
    "CREATE VIRTUAL TABLE report_words USING fts5(title, text, tokenize = 'unicode61 remove_diacritics 2')",
    (
        "CREATE VIRTUAL TABLE claim_words USING fts5(quote, speaker, actors, targets, place, content = 'claim', content_rowid = 'seq', "
        "tokenize = 'unicode61 remove_diacritics 2')"
    ),
    (
        "INSERT INTO report_words (rowid, title, text) "
        "SELECT seq, json_extract(body, '$.title'), json_extract(body, '$.text') FROM entry WHERE kind = 'report'"
    ),
    "INSERT INTO claim_words (claim_words) VALUES ('rebuild')",
)


def upgrade() -> None:
    """Make the tables, and put the words of what the ledger holds into the full-text ones; the others are filled when they are asked."""
    op.create_table(
        "seen",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("occurrence", sa.String(length=16), nullable=False),
        sa.Column("responsibility", sa.String(length=16), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_id", sa.String(length=64), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("admin2", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("radius_km", sa.Float(), nullable=True),
        sa.Column("place_precision", sa.Integer(), nullable=True),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("event_days", "event", ["earliest", "latest"], unique=False)
    op.create_index("event_place", "event", ["place_id"], unique=False)
    op.create_index("event_type", "event", ["type"], unique=False)
    op.create_index("event_standing", "event", ["standing"], unique=False)
    op.create_table(
        "event_figure",
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("measure", sa.String(length=16), nullable=False),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("event", "measure"),
    )
    op.create_index("event_figure_measure", "event_figure", ["measure"], unique=False)
    op.create_table(
        "event_claim",
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("minted", sa.String(length=32), nullable=False),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.Column("voice_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim"),
    )
    op.create_index("event_claim_event", "event_claim", ["event"], unique=False)
    op.create_index("event_claim_minted", "event_claim", ["minted"], unique=False)
    op.create_index("event_claim_voice", "event_claim", ["voice"], unique=False)
    op.create_table(
        "dispute",
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("matter", sa.String(length=16), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event", "n"),
    )
    op.create_index("dispute_matter", "dispute", ["matter"], unique=False)
    op.create_index("dispute_published", "dispute", ["published"], unique=False)
    op.create_table(
        "claim_link",
        sa.Column("first", sa.String(length=32), nullable=False),
        sa.Column("second", sa.String(length=32), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("first", "second"),
    )
    op.create_index("claim_link_second", "claim_link", ["second"], unique=False)
    op.create_index("claim_link_event", "claim_link", ["event"], unique=False)
    op.create_table(
        "reprint",
        sa.Column("first", sa.String(length=32), nullable=False),
        sa.Column("second", sa.String(length=32), nullable=False),
        sa.Column("extent", sa.String(length=32), nullable=False),
        sa.Column("teller", sa.String(length=16), nullable=False),
        sa.Column("earlier", sa.String(length=32), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("first", "second"),
    )
    op.create_index("reprint_second", "reprint", ["second"], unique=False)
    op.create_table(
        "control",
        sa.Column("place_id", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("contested", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("place_id"),
    )
    op.create_table(
        "tally",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("tally_key", "tally", ["key"], unique=False)
    op.create_table(
        "witness",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    for statement in WORDS:
        op.execute(statement)
