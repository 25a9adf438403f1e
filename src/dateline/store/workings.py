"""Tables of what deriving found on its way, so that it can go on from there when the ledger grows by little.

They belong to the derived tables and are filled and emptied with them. Claims and reports stand in them by the number of their entry.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table, Text

from dateline.store.schema import metadata

vocabulary = Table(
    "vocabulary",
    metadata,
    Column("word", Text, primary_key=True),
    Column("reports", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""In how many reports each word stood when everything was derived at once."""

link_row = Table(
    "link_row",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False),
    Column("report", Integer, nullable=False),
    Column("group", Integer, nullable=False),
    Column("cited", Integer),
    Column("teller", BigInteger),
    Column("body", LargeBinary, nullable=False),
    Index("link_row_id", "id"),
    Index("link_row_report", "report"),
    Index("link_row_group", "group"),
    Index("link_row_cited", "cited"),
)
"""A claim, or a report in which none was found, as it was compared; its group by the lowest number in it; and who is cited for it.

What one `teller` tells in two rows is two happenings.
"""

link_block = Table(
    "link_block",
    metadata,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Which rows share what makes them worth comparing."""

link_score = Table(
    "link_score",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("other", Integer, primary_key=True, autoincrement=False),
    Column("score", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""What two rows that were compared score, in thousandths of a bit; both ways round."""

link_tie = Table(
    "link_tie",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("other", Integer, primary_key=True, autoincrement=False),
    Column("why", String(64), primary_key=True),
    sqlite_with_rowid=False,
)
"""Pairs that are tied whatever they score; both ways round."""

link_join = Table(
    "link_join",
    metadata,
    Column("gone", Integer, primary_key=True, autoincrement=False),
    Column("kept", Integer, nullable=False),
    Column("kind", Integer, nullable=False),
    Column("minus", Integer, nullable=False),
    Column("one", Integer, nullable=False),
    Column("other", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""The joins that made the groups, each of two parts that are named by one of their rows; those of the parts have the lower `n`.

`kind`, `minus` (the score in thousandths of a bit, the other way round) and the pair say when in the order of joining it was made.
"""

text_print = Table(
    "text_print",
    metadata,
    Column("print", BigInteger, primary_key=True, autoincrement=False),
    Column("report", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Fingerprints of the reports' texts."""

text_band = Table(
    "text_band",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("report", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Bands of the words of the reports' texts: texts of largely the same words share one."""

text_common = Table("text_common", metadata, Column("print", BigInteger, primary_key=True, autoincrement=False), sqlite_with_rowid=False)
"""Fingerprints that are background."""

cited = Table(
    "cited",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False, unique=True),
)
"""Who may be cited for a claim: the distinct sets of its witness, speaker's words, outlet and medium."""

applied = Table(
    "applied",
    metadata,
    Column("record", String(32), primary_key=True),
    Column("state", Text, nullable=False),
)
"""What judgements made of claims, reports and pairs of claims when these were derived; what is seen as it was read is not here."""

source_part = Table(
    "source_part",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("event", String(32), primary_key=True),
    Column("claims", Integer, nullable=False),
    Column("own", Integer, nullable=False),
    Column("alone", Boolean, nullable=False),
    Column("corroborated", Boolean, nullable=False),
    Column("contradicted", Boolean, nullable=False),
    Column("first", Boolean, nullable=False),
    Column("ratios", Text),
    Index("source_part_event", "event"),
    sqlite_with_rowid=False,
)
"""What one event adds to the tally of a source; `ratios` are its figures beside those of others."""

source_report = Table(
    "source_report",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("report", String(32), primary_key=True),
    Column("event", String(32), primary_key=True),
    Index("source_report_event", "event"),
    sqlite_with_rowid=False,
)
"""The reports in which a source tells an event."""

control_claim = Table(
    "control_claim",
    metadata,
    Column("claim", String(32), primary_key=True),
    Column("place_id", String(64), nullable=False),
)
"""The place whose timeline a claim stands in."""

WORKING_TABLES = (
    vocabulary,
    link_row,
    link_block,
    link_score,
    link_tie,
    link_join,
    text_print,
    text_band,
    text_common,
    cited,
    applied,
    source_part,
    source_report,
    control_claim,
)
