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
    Index("claim_report", "report", "start", "end", "id"),
    Index("claim_type", "type"),
)
Index("claim_control", claim.c.control_place, claim.c.id, sqlite_where=claim.c.control_place.is_not(None))

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
    Index("grounding_unit", "place_id", "place_precision"),
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
    Column("at", String(40)),
    Column("slot", String(16)),
    Column("n", Integer),
    Column("old", Text),
    Column("new", Text),
    Column("grade", String(4)),
    Column("batch", String(32)),
    Index("judgement_subject", "subject"),
    Index("judgement_batch", "batch"),
)
"""Judgements; `slot`, `n`, `old` and `new` tell what a correction changed, in words."""

judged = Table(
    "judged",
    metadata,
    Column("seq", Integer, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("record", String(32), primary_key=True),
    Index("judged_record", "record"),
)
"""The claims and reports that the judgement of entry `seq` speaks of: itself, both of a pair, or those of an event."""

in_force = Table(
    "in_force",
    metadata,
    Column("seq", Integer, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("differs", Boolean, nullable=False),
)
"""The judgements that nobody replaced or undid; `differs` marks those that another one on the same topic contradicts.

It is renewed with every judgement, for the records that the judgement speaks of.
"""

seen = Table(
    "seen",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("head", String(64), nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("seq", Integer),
    Column("reports", Integer),
    Column("weights", Text),
)
"""One row: the end of the chain that the tables below were derived from, by hash and number, and the digest of what derived them.

`reports` is how many there were when everything was last derived at once, `weights` those of links that were used then.
"""

event = Table(
    "event",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False, unique=True),
    Column("type", String(32), nullable=False),
    Column("standing", String(16), nullable=False),
    Column("occurrence", String(16), nullable=False),
    Column("responsibility", String(16)),
    Column("place", Text),
    Column("place_id", String(64)),
    Column("admin1", Text),
    Column("admin2", Text),
    Column("country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("radius_km", Float),
    Column("place_precision", Integer),
    Column("earliest", Date),
    Column("latest", Date),
    Column("published", Date),
    Column("claims", Integer, nullable=False),
    Column("voices", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("confidence", Float),
    Index("event_days", "earliest", "latest"),
    Index("event_place", "place_id"),
    Index("event_type", "type"),
    Index("event_standing", "standing"),
)
"""Events. `published` is the first day on which one was told, `confidence` that of its surest claim.

`number` is what tables beside it know an event by, for as long as it is in the table: numbers are found faster and take less room than ids.
"""

event_body = Table(
    "event_body",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)
"""Events whole, by their numbers. They stand aside, so that looking through all events does not read them."""

event_figure = Table(
    "event_figure",
    metadata,
    Column("measure", String(16), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("low", Integer),
    Column("high", Integer),
    Index("event_figure_number", "number"),
    sqlite_with_rowid=False,
)
"""The span of reports of each measure that the claims of an event count, by its number; None where a side is open."""

event_claim = Table(
    "event_claim",
    metadata,
    Column("claim", String(32), primary_key=True),
    Column("event", String(32), nullable=False),
    Column("minted", String(32), nullable=False),
    Column("voice", Text, nullable=False),
    Column("voice_name", Text, nullable=False),
    Index("event_claim_event", "event"),
    Index("event_claim_minted", "minted"),
    Index("event_claim_voice", "voice"),
)
"""Which event each claim tells, and whose independent voice is behind it. `minted` is the id of an event that begins with this claim."""

naming = Table(
    "naming",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(8), nullable=False),
    Column("key", Text),
    Column("name", Text),
    Column("words", Text),
    Column("admin1", Text),
    Column("admin2", Text),
    Column("country", Text),
    Index("naming_kind", "kind", "key", "words"),
)
"""What the claims of events name, each way of it once: places, parties, the speakers behind claims, and outlets.

`words` are those of a claim, `key` and `name` what they were taken for, and the rest the units that a place lies in.
"""

event_naming = Table(
    "event_naming",
    metadata,
    Column("naming", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Index("event_naming_number", "number"),
    sqlite_with_rowid=False,
)
"""Which events, by number, have claims that name something so."""

event_entry = Table(
    "event_entry",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("first", Date),
    Column("last", Date),
    Index("event_entry_number", "number"),
)
"""Which event, by number, the claim of entry `seq` tells, and of which days: those of the claim, else the day of its report."""

event_report = Table(
    "event_report",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Index("event_report_number", "number"),
    sqlite_with_rowid=False,
)
"""The reports, by their entries, that tell an event, by its number."""

dispute = Table(
    "dispute",
    metadata,
    Column("event", String(32), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("matter", String(16), nullable=False),
    Column("earliest", Date),
    Column("latest", Date),
    Column("published", Date),
    Column("body", Text, nullable=False),
    Index("dispute_matter", "matter"),
    Index("dispute_published", "published"),
)
"""What is disputed about events: the `n`th of an event, whose `number` stands beside its id.

`published` is the last day on which one of its claims was told; `body` is the record whole.
"""

claim_link = Table(
    "claim_link",
    metadata,
    Column("first", String(32), primary_key=True),
    Column("second", String(32), primary_key=True),
    Column("event", String(32), nullable=False),
    Column("score", Float, nullable=False),
    Column("body", Text, nullable=False),
    Index("claim_link_second", "second"),
    Index("claim_link_event", "event"),
)
"""Pairs of claims that hold inside one event, with the reasons in `body`."""

reprint = Table(
    "reprint",
    metadata,
    Column("first", String(32), primary_key=True),
    Column("second", String(32), primary_key=True),
    Column("extent", String(32), nullable=False),
    Column("teller", String(16), nullable=False),
    Column("earlier", String(32)),
    Column("body", Text, nullable=False),
    Index("reprint_second", "second"),
)
"""Words that two reports share, and where they came from; `body` is the record whole."""

control = Table(
    "control",
    metadata,
    Column("place_id", String(64), primary_key=True),
    Column("place", Text, nullable=False),
    Column("admin1", Text),
    Column("country", Text),
    Column("first", Date),
    Column("last", Date),
    Column("contested", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("body", Text, nullable=False),
)
"""Who is said to hold each place over time; `contested` counts the contested spells, `body` is the timeline whole."""

tally = Table(
    "tally",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("tally_key", "key"),
)
"""Speakers and outlets, and how what each tells stands beside what others tell; `body` is the record whole, without grades."""

queue = Table(
    "queue",
    metadata,
    Column("claim", String(32), primary_key=True),
    Column("event", String(32)),
    Column("tier", Integer, nullable=False),
    Column("rank", Float, nullable=False),
    Column("body", Text, nullable=False),
    Index("queue_order", "tier", "rank", "claim"),
)
"""Claims that a person should look at, whoever has looked already: the lower tier first, and in it the lower rank."""

person = Table(
    "person",
    metadata,
    Column("report", String(32), primary_key=True),
    Column("made_by", String(64), nullable=False),
    Column("body", Text, nullable=False),
)
"""The names of people in a report, found when they are first to be left out; `made_by` tells by which versions."""

INDEX_TABLES = (report, claim, figure, grounding, party, aside, judgement, judged)
"""Tables derived from the chain, row by row: every row carries the `seq` of the entry it was made from."""

APPEND_ONLY = (entry, original)
"""Tables whose rows no one may change or delete."""

witness = Table(
    "witness",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
)
"""The name that every witness is shown by: those behind claims, and those who only pass on what others say."""

SEEN_TABLES = (
    event,
    event_body,
    event_figure,
    event_claim,
    naming,
    event_naming,
    event_entry,
    event_report,
    dispute,
    claim_link,
    reprint,
    control,
    tally,
    witness,
    queue,
)
"""Tables derived from the whole ledger at once; they can be emptied and filled again at any time."""

TOKENS = "tokenize = 'unicode61 remove_diacritics 2'"
CLAIM_COLUMNS = "quote, speaker, actors, targets, place"
"""How words are told apart, and the columns of a claim that are looked through."""

WORDS = (
    f"CREATE VIRTUAL TABLE report_words USING fts5(title, text, {TOKENS})",
    f"CREATE VIRTUAL TABLE claim_words USING fts5({CLAIM_COLUMNS}, content = 'claim', content_rowid = 'seq', {TOKENS})",
)
"""Full-text tables; their rowid is the `seq` of the report's or the claim's entry."""
