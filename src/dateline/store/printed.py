"""What finds reprints again, kept: fingerprints and bands of the texts, which of them are background, and the reprints of a report."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, func, or_, select

from dateline.model.codec import from_json
from dateline.model.reprint import Reprint
from dateline.store.rows import among, clear, put, remove, remove_each
from dateline.store.schema import reprint
from dateline.store.workings import text_band, text_common, text_print


def clear_texts(connection: Connection) -> None:
    """Forget everything."""
    clear(connection, (text_print, text_band, text_common))


def write_prints(connection: Connection, prints: Iterable[tuple[int, int]], bands: Iterable[tuple[int, int]]) -> None:
    """Keep the fingerprints and the bands of texts: (print, report) and (band, report), by the report's number."""
    put(connection, text_print, prints)
    put(connection, text_band, bands)


def remove_prints(connection: Connection, report: int, prints: Collection[int], bands: Collection[int]) -> None:
    """Take those of one report away."""
    connection.execute(delete(text_print).where(text_print.c.print.in_(among(prints)), text_print.c.report == report))
    connection.execute(delete(text_band).where(text_band.c.band.in_(among(bands)), text_band.c.report == report))


def holders(connection: Connection, prints: Collection[int], bands: Collection[int] = ()) -> set[int]:
    """The reports that hold any of these."""
    printed = select(text_print.c.report).distinct().where(text_print.c.print.in_(among(prints)))
    alike = select(text_band.c.report).distinct().where(text_band.c.band.in_(among(bands)))
    return {seq for query in (printed, alike) for seq in connection.execute(query).scalars()}


def held_by_many(connection: Connection, prints: Collection[int], least: int) -> set[int]:
    """Those of these fingerprints that at least so many reports hold."""
    query = select(text_print.c.print).where(text_print.c.print.in_(among(prints))).group_by(text_print.c.print)
    return set(connection.execute(query.having(func.count() >= least)).scalars())


def common_prints(connection: Connection) -> frozenset[int]:
    """The fingerprints that are background."""
    return frozenset(connection.execute(select(text_common.c.print)).scalars())


def write_common(connection: Connection, prints: Iterable[int]) -> None:
    """Say that fingerprints are background."""
    put(connection, text_common, ((key,) for key in sorted(prints)))


def remove_common(connection: Connection, prints: Collection[int]) -> None:
    """Say that fingerprints are background no more."""
    remove(connection, text_common, "print", prints)


def reprints_of(connection: Connection, reports: Collection[str]) -> dict[tuple[str, str], Reprint]:
    """The reprints in which any of these reports takes part, by both."""
    keys = among(reports)
    found = connection.execute(select(reprint.c.body).where(or_(reprint.c.first.in_(keys), reprint.c.second.in_(keys)))).scalars()
    told = (from_json(body, Reprint) for body in found)
    return {told.passage.reports: told for told in told}


def printed_with(connection: Connection, reports: Iterable[str]) -> set[str]:
    """These reports, and all that share words of one hand with them, directly or through others."""
    found = set(reports)
    edge = set(found)
    while edge:
        shared = (told.passage.reports for told in reprints_of(connection, edge).values() if told.is_same_witness)
        edge = {report for pair in shared for report in pair} - found
        found |= edge
    return found


def remove_reprints(connection: Connection, pairs: Iterable[tuple[str, str]]) -> None:
    """Take the reprints of pairs of reports away."""
    remove_each(connection, reprint, ("first", "second"), pairs)


def agencies(connection: Connection) -> set[str]:
    """The agencies that are credited for reprinted words."""
    credited = reprint.c.body.op("->>")("$.agency")
    return set(connection.execute(select(credited).distinct().where(credited.is_not(None))).scalars())


def credited_to(connection: Connection, names: Collection[str]) -> set[str]:
    """The reports of reprints for which one of these agencies is credited."""
    credited = reprint.c.body.op("->>")("$.agency")
    rows = connection.execute(select(reprint.c.first, reprint.c.second).where(credited.in_(among(names))))
    return {report for row in rows for report in row}
