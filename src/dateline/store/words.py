"""Full-text search: reports and claims by their words, best first, in SQLite's FTS5."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, text

from dateline.store.chain import Entry

INDEXED: Final = (
    (
        "INSERT INTO report_words (rowid, title, text) "
        "SELECT seq, json_extract(body, '$.title'), json_extract(body, '$.text') "
        "FROM entry WHERE kind = 'report' AND seq BETWEEN :first AND :last"
    ),
    (
        "INSERT INTO claim_words (rowid, quote, speaker, actors, targets, place) "
        "SELECT seq, quote, speaker, actors, targets, place FROM claim WHERE seq BETWEEN :first AND :last"
    ),
)

BEGINS, ENDS = "\ue000", "\ue001"
"""Stand around the words that were found; characters of private use, so that no report carries them."""

TOKEN: Final = re.compile(r'"[^"]*"?|[^\s"]+')

FOUND_CLAIMS: Final = text(
    "SELECT c.id, c.report, c.type, c.status, c.speaker, r.source AS outlet, r.title, r.published, ec.event, "
    "snippet(claim_words, 0, :begins, :ends, '…', 40) AS excerpt "
    "FROM (SELECT rowid, rank FROM claim_words WHERE claim_words MATCH :asked ORDER BY rank LIMIT :limit OFFSET :offset) AS best "
    "JOIN claim_words ON claim_words.rowid = best.rowid AND claim_words MATCH :asked "
    "JOIN claim AS c ON c.seq = best.rowid JOIN report AS r ON r.id = c.report LEFT JOIN event_claim AS ec ON ec.claim = c.id "
    "ORDER BY best.rank"
)

FOUND_REPORTS: Final = text(
    "SELECT r.id, r.title, r.source AS outlet, r.published, snippet(report_words, 1, :begins, :ends, '…', 40) AS excerpt "
    "FROM report_words JOIN report AS r ON r.seq = report_words.rowid WHERE report_words MATCH :asked "
    "ORDER BY report_words.rank LIMIT :limit OFFSET :offset"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A piece of text, and whether it is what was looked for."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClaim:
    """A claim in which words were found, and the event that it tells."""

    id: str
    report: str
    event: str | None
    type: str
    status: str
    speaker: str | None
    outlet: str | None
    title: str | None
    published: date | None
    excerpt: tuple[Marked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundReport:
    """A report in which words were found."""

    id: str
    title: str | None
    outlet: str | None
    published: date | None
    excerpt: tuple[Marked, ...]


def index_words(connection: Connection, entries: Sequence[Entry]) -> None:
    """Put the words of the reports and claims among new entries, which follow one another in the chain, into the full-text tables."""
    for statement in INDEXED:
        connection.execute(text(statement), {"first": entries[0].seq, "last": entries[-1].seq})


def asked_words(words: str) -> str:
    """Words as a person types them as an FTS5 question: all must be there, and "what is quoted" stands together.

    The last may go on, but for a single letter, with which half of all words begin.
    """
    # SQLite ends a text at a NUL, and takes no half of a surrogate pair.
    words = "".join(letter if letter.isprintable() else " " for letter in words)
    tokens = [token.strip('"') for token in TOKEN.findall(words)]
    quoted = [f'"{token}"' for token in tokens if any(map(str.isalnum, token))]
    if quoted and len(quoted[-1]) > len('"k"') and words.rstrip()[-1].isalnum():
        quoted[-1] += "*"
    return " ".join(quoted)


def claims_with(connection: Connection, words: str, *, limit: int = 20, offset: int = 0) -> tuple[FoundClaim, ...]:
    """Claims whose quote, speaker, parties or place hold all the words, best first."""
    rows = _rows(connection, FOUND_CLAIMS, words, limit, offset)
    return tuple(FoundClaim(**_typed(row)) for row in rows)


def reports_with(connection: Connection, words: str, *, limit: int = 20, offset: int = 0) -> tuple[FoundReport, ...]:
    """Reports whose title or text hold all the words, best first."""
    return tuple(FoundReport(**_typed(row)) for row in _rows(connection, FOUND_REPORTS, words, limit, offset))


def count_with(connection: Connection, words: str, table: str) -> int:
    """How many rows of a full-text table, "claim_words" or "report_words", hold all the words."""
    asked = asked_words(words)
    return 0 if not asked else int(connection.execute(text(COUNTS[table]), {"asked": asked}).scalar() or 0)


COUNTS: Final = {
    "claim_words": "SELECT count(*) FROM claim_words WHERE claim_words MATCH :asked",
    "report_words": "SELECT count(*) FROM report_words WHERE report_words MATCH :asked",
}


def _rows(connection: Connection, statement: Any, words: str, limit: int, offset: int) -> list[dict[str, Any]]:
    asked = asked_words(words)
    if not asked:
        return []
    given = {"asked": asked, "begins": BEGINS, "ends": ENDS, "limit": limit, "offset": offset}
    return [dict(row) for row in connection.execute(statement, given).mappings()]


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    published = row["published"]
    day = date.fromisoformat(published) if isinstance(published, str) else published
    return row | {"published": day, "excerpt": marked(row["excerpt"])}


def marked(excerpt: str) -> tuple[Marked, ...]:
    """An excerpt in pieces, those that were looked for told from the rest."""
    pieces = re.split(f"{BEGINS}([^{ENDS}]*){ENDS}", excerpt)
    return tuple(Marked(text=piece, is_match=n % 2 == 1) for n, piece in enumerate(pieces) if piece)
