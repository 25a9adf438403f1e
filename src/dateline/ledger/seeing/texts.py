"""Reprints renewed when reports come and go: only what shares words with these is laid beside each other.

A passage rests on what two reports share and on which of it is background, and that rests on all reports which hold the same words. So
looking at those alone ends where looking at every report does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from dateline.ledger.seeing.gathering import reports_at
from dateline.link import ReprintIndex, index_of, lineage
from dateline.link.background import COMMON
from dateline.model.reprint import Reprint
from dateline.model.text import Report
from dateline.store import printed
from dateline.store.seen import write_reprints

Pair = tuple[str, str]
Numbered = Mapping[int, Report]
"""Reports by the number of their entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Reports that come, those that share words with them, and which words changed between news and background by all this."""

    come: Numbered
    near: Numbered
    index: ReprintIndex
    turned: frozenset[int]


def renew_reprints(connection: Connection, come: Numbered, gone: Numbered) -> frozenset[Pair]:
    """Bring the reprints up to date; gives the pairs of reports, by id, that share other words than before."""
    if not come and not gone:
        return frozenset()
    lost = _take_out(connection, gone)
    around = _put_in(connection, come, lost)
    turned = {report.id for report in reports_at(connection, printed.holders(connection, around.turned)).values()}
    new, left = {report.id for report in come.values()}, {report.id for report in gone.values()}
    before = printed.reprints_of(connection, new | left | turned)
    after = _reprints(around)

    def is_renewed(pair: Pair) -> bool:
        return not (new | left).isdisjoint(pair) or turned.issuperset(pair)

    changed = frozenset(pair for pair in before.keys() | after.keys() if is_renewed(pair) and before.get(pair) != after.get(pair))
    printed.remove_reprints(connection, changed)
    write_reprints(connection, [after[pair] for pair in sorted(changed & after.keys())])
    return changed


def _take_out(connection: Connection, gone: Numbered) -> frozenset[int]:
    """Forget the words of reports; gives the fingerprints that are background no more."""
    index = index_of(gone.values())
    held: set[int] = set()
    for seq, report in gone.items():
        prints = index.prints(report.id)
        printed.remove_prints(connection, seq, prints.prints, prints.bands)
        held |= set(prints.prints)
    common = held & printed.common_prints(connection)
    # What so many reports hold is background whoever they are.
    doubtful = common - printed.held_by_many(connection, common, COMMON + 1)
    left = index_of((), beside=reports_at(connection, printed.holders(connection, doubtful)).values())
    lost = frozenset(doubtful - left.common)
    printed.remove_common(connection, lost)
    return lost


def _put_in(connection: Connection, come: Numbered, lost: frozenset[int]) -> Around:
    """Keep the words of reports, and lay them beside those that share some that are no background."""
    own = index_of((), beside=come.values())
    prints = {seq: own.prints(report.id) for seq, report in come.items()}
    common = printed.common_prints(connection)
    wanted = lost.union(*(found.prints for found in prints.values())) - common
    bands = {key for found in prints.values() for key in found.bands}
    near = reports_at(connection, printed.holders(connection, wanted, bands))
    for seq, found in prints.items():
        printed.write_prints(connection, ((key, seq) for key in found.prints), ((key, seq) for key in found.bands))
    index = index_of(come.values(), beside=near.values(), common=common)
    turned = lost | (index.common - common)
    if turned:
        index = index_of((*near.values(), *come.values()), common=common)
    printed.write_common(connection, index.common - common)
    return Around(come=come, near=near, index=index, turned=turned)


def _reprints(around: Around) -> dict[Pair, Reprint]:
    reports = (*around.near.values(), *around.come.values())
    return {found.passage.reports: found for found in lineage(reports, around.index.passages())}
