"""Tables of a ledger: the chain of entries, the originals, and index tables that can be rebuilt from the chain."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

entry = Table(
    "entry",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("record", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("run", String(32), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("kind", "record"),
)
"""The chain. `body` is the record as the codec writes it; `hash` covers all other columns."""

original = Table(
    "original",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary),
)
"""Bytes that reports were read from, deflated; `data` is NULL where they are larger than the ledger keeps."""

report = Table(
    "report",
    metadata,
    Column("seq", Integer, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False, unique=True),
    Column("name", Text),
    Column("title", Text),
    Column("source", Text),
    Column("published", Date),
    Column("published_by", String(32), nullable=False),
    Column("language", String(8)),
    Column("location", Text),
    Column("part", Text),
    Column("original", String(64), nullable=False),
    Column("characters", Integer, nullable=False),
)

claim = Table(
    "claim",
    metadata,
    Column("seq", Integer, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False, unique=True),
    Column("report", String(32), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("type", String(32), nullable=False),
    Column("status", String(16), nullable=False),
    Column("speaker", Text),
    Column("via", Text),
    Column("actors", Text, nullable=False),
    Column("targets", Text, nullable=False),
    Column("place", Text),
    Column("control_place", Text),
    Column("control_holder", Text),
    Column("control_change", String(16)),
    Column("denies", String(32)),
    Column("background", Boolean, nullable=False),
    Column("confidence", Float),
    Index("claim_report", "report"),
    Index("claim_type", "type"),
)

figure = Table(
    "figure",
    metadata,
    Column("seq", Integer, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("claim", String(32), nullable=False),
    Column("measure", String(16), nullable=False),
    Column("low", Integer),
    Column("high", Integer),
    Column("published", Text, nullable=False),
    Column("group", Text),
    Column("part_of", Integer),
    Index("figure_claim", "claim"),
    Index("figure_measure", "measure"),
)

grounding = Table(
    "grounding",
    metadata,
    Column("seq", Integer, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("claim", String(32), nullable=False),
    Column("place_id", String(64)),
    Column("place_name", Text),
    Column("admin1", Text),
    Column("admin2", Text),
    Column("country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("radius_km", Float),
    Column("place_precision", Integer),
    Column("earliest", Date),
    Column("latest", Date),
    Column("date_precision", Integer),
    Index("grounding_claim", "claim"),
    Index("grounding_place", "place_id"),
    Index("grounding_days", "earliest", "latest"),
)
"""Where and when a claim lies by the resolutions of entry `seq`; the entry with the highest `seq` is the one in force."""

party = Table(
    "party",
    metadata,
    Column("seq", Integer, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("slot", String(16), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("claim", String(32), nullable=False),
    Column("wording", Text, nullable=False),
    Column("actor_id", String(64)),
    Column("name", Text),
    Column("side", Text),
    Index("party_claim", "claim"),
    Index("party_actor", "actor_id"),
)
"""Who actors, targets and speakers were taken to be by the resolutions of entry `seq`."""

aside = Table(
    "aside",
    metadata,
    Column("seq", Integer, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("place", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("way_out", Text),
    Column("original", String(64)),
)

judgement = Table(
    "judgement",
    metadata,
    Column("seq", Integer, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False, unique=True),
    Column("subject", String(32), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("supersedes", String(32)),
    Index("judgement_subject", "subject"),
)

INDEX_TABLES = (report, claim, figure, grounding, party, aside, judgement)
"""Tables derived from the chain, row by row: every row carries the `seq` of the entry it was made from."""

APPEND_ONLY = (entry, original)
"""Tables whose rows no one may change or delete."""
