"""What linking found, kept so that it can go on from there: rows that were compared, what they share, what they score, and what ties them.

Rows go by the number of the entry of their claim, or of their report where no claim was found in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, func, select

from dateline.store.rows import among, change_each, clear, put, remove, remove_each
from dateline.store.schema import claim, report
from dateline.store.workings import link_block, link_join, link_row, link_score, link_tie, vocabulary

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A row as it was compared, packed; `group` is the lowest number in its group, `cited` who is cited for it, `teller` who tells it."""

    seq: int
    id: str
    report: int
    group: int
    cited: int | None
    teller: int
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A row without what it was compared by."""

    seq: int
    id: str
    group: int
    teller: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A join of two parts of a group, each named by the number of a row; `kind`, `minus` and the pair say when it was made."""

    kept: int
    gone: int
    kind: int
    minus: int
    one: int
    other: int


Score = tuple[int, int, int]
"""Two rows and their score in thousandths of a bit."""
Tied = tuple[int, int, str]
"""Two rows and why they are tied."""


def numbers_of(connection: Connection) -> dict[str, int]:
    """The number of every claim and every report."""
    return {key: seq for table in (claim, report) for key, seq in connection.execute(select(table.c.id, table.c.seq))}


def numbers_among(connection: Connection, keys: Collection[str]) -> dict[str, int]:
    """The numbers of some claims and reports."""
    found = (select(table.c.id, table.c.seq).where(table.c.id.in_(among(keys))) for table in (claim, report))
    return {key: seq for query in found for key, seq in connection.execute(query)}


def reports_numbered(connection: Connection, seqs: Collection[int]) -> set[str]:
    """Reports by the numbers of their entries."""
    return set(connection.execute(select(report.c.id).where(report.c.seq.in_(among(seqs)))).scalars())


def clear_links(connection: Connection) -> None:
    """Forget everything."""
    clear(connection, (vocabulary, link_row, link_block, link_score, link_tie, link_join))


def write_vocabulary(connection: Connection, held: Mapping[str, int]) -> None:
    """Keep in how many reports each word stands."""
    put(connection, vocabulary, sorted(held.items()))


def words_held(connection: Connection, words: Collection[str]) -> dict[str, int]:
    """In how many reports each of these words stood when that was last counted."""
    query = select(vocabulary.c.word, vocabulary.c.reports).where(vocabulary.c.word.in_(among(words)))
    return {row.word: row.reports for row in connection.execute(query)}


def write_rows(connection: Connection, rows: Iterable[LinkRow]) -> None:
    """Add rows."""
    put(connection, link_row, ((row.seq, row.id, row.report, row.group, row.cited, row.teller, row.body) for row in rows))


def write_blocks(connection: Connection, blocks: Iterable[tuple[int, int]]) -> None:
    """Say which row stands in which block: (block, row)."""
    put(connection, link_block, blocks)


def write_scores(connection: Connection, scores: Iterable[Score]) -> None:
    """Add scores, each pair given once."""
    put(connection, link_score, both_ways(scores))


def write_ties(connection: Connection, ties: Iterable[Tied]) -> None:
    """Add ties, each pair given once."""
    put(connection, link_tie, both_ways(ties))


def both_ways(pairs: Iterable[tuple[int, int, T]]) -> Iterator[tuple[int, int, T]]:
    """Each pair from either side."""
    for a, b, what in pairs:
        yield a, b, what
        yield b, a, what


def remove_ties(connection: Connection, ties: Iterable[Tied]) -> None:
    """Take ties away, each pair given once."""
    remove_each(connection, link_tie, ("seq", "other", "why"), both_ways(ties))


def remove_rows(connection: Connection, rows: Collection[LinkRow], blocks: Iterable[tuple[int, int]]) -> None:
    """Take rows away, with the blocks they stand in and what joins them to others."""
    seqs = [row.seq for row in rows]
    for table in (link_score, link_tie):
        joined = connection.execute(select(table.c.other, table.c.seq).where(table.c.seq.in_(among(seqs))))
        remove_each(connection, table, ("seq", "other"), (tuple(pair) for pair in joined.all()))
        remove(connection, table, "seq", seqs)
    remove_each(connection, link_block, ("block", "seq"), blocks)
    remove(connection, link_row, "seq", seqs)


def regroup_rows(connection: Connection, groups: Iterable[Collection[int]]) -> None:
    """Put rows into groups, each given by the numbers of its rows."""
    change_each(connection, link_row, "seq", "group", ((seq, min(group)) for group in groups for seq in group))


def cite(connection: Connection, cited: Mapping[int, int]) -> None:
    """Say who is cited for rows: row -> who."""
    change_each(connection, link_row, "seq", "cited", cited.items())


def rows_with(connection: Connection, column: str, keys: Collection[int] | Collection[str]) -> list[LinkRow]:
    """The rows whose seq, id, report, group or cited is one of these."""
    if not keys:
        return []
    found = connection.execute(select(link_row).where(link_row.c[column].in_(among(keys))))
    return [LinkRow(seq=r.seq, id=r.id, report=r.report, group=r.group, cited=r.cited, teller=r.teller, body=r.body) for r in found]


def members_with(connection: Connection, column: str, keys: Collection[int] | Collection[str]) -> list[Member]:
    """The same, without what they were compared by."""
    columns = (link_row.c[name] for name in ("seq", "id", "group", "teller"))
    found = connection.execute(select(*columns).where(link_row.c[column].in_(among(keys))))
    return [Member(seq=r.seq, id=r.id, group=r.group, teller=r.teller) for r in found]


def joins_of(connection: Connection, seqs: Collection[int]) -> list[Joined]:
    """The joins in which any of these names the part that the other took in, those of parts first."""
    names = ("kept", "gone", "kind", "minus", "one", "other")
    query = select(*(link_join.c[name] for name in names)).where(link_join.c.gone.in_(among(seqs))).order_by(link_join.c.n)
    return [Joined(**row) for row in connection.execute(query).mappings()]


def write_joins(connection: Connection, joins: Iterable[Joined]) -> None:
    """Add joins, those of the parts of a group before those of the group."""
    put(connection, link_join, ((j.gone, j.kept, j.kind, j.minus, j.one, j.other, n) for n, j in enumerate(joins)))


def remove_joins(connection: Connection, seqs: Collection[int]) -> None:
    """Forget the joins in which any of these names the part that the other took in."""
    remove(connection, link_join, "gone", seqs)


def scores_with(connection: Connection, seqs: Collection[int]) -> list[tuple[int, str, int]]:
    """What these rows score with others: the number of the row, the id of the other, and the score."""
    query = select(link_score.c.seq, link_row.c.id, link_score.c.score).join(link_row, link_row.c.seq == link_score.c.other)
    return [(row[0], row[1], row[2]) for row in connection.execute(query.where(link_score.c.seq.in_(among(seqs)))).all()]


def sharing(connection: Connection, blocks: Collection[int]) -> set[int]:
    """The rows that stand in one of these blocks."""
    return set(connection.execute(select(link_block.c.seq).distinct().where(link_block.c.block.in_(among(blocks)))).scalars())


def scores_among(connection: Connection, seqs: Collection[int]) -> list[Score]:
    """What these rows score among themselves, each pair once."""
    both = link_score.c.seq.in_(among(seqs)), link_score.c.other.in_(among(seqs)), link_score.c.other > link_score.c.seq
    return [(row[0], row[1], row[2]) for row in connection.execute(select(link_score).where(*both)).all()]


def ties_of(connection: Connection, seqs: Collection[int]) -> list[Tied]:
    """The ties of which at least one side is among these rows, each pair once."""
    query = select(link_tie).where(link_tie.c.seq.in_(among(seqs)))
    return sorted({(min(row.seq, row.other), max(row.seq, row.other), row.why) for row in connection.execute(query)})


def is_cited(connection: Connection, keys: Collection[int]) -> set[int]:
    """Those who are still cited for any row."""
    return set(connection.execute(select(link_row.c.cited).distinct().where(link_row.c.cited.in_(among(keys)))).scalars())


def count_reports(connection: Connection) -> int:
    """How many reports were compared."""
    return connection.execute(select(func.count(link_row.c.report.distinct()))).scalar() or 0
