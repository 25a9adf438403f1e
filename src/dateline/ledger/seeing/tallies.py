"""Tallies of sources renewed by what events that are gone added to them, and what new ones add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from sqlalchemy import Connection

from dateline.model.tally import Part, Tally
from dateline.reconcile.cited import Known
from dateline.reconcile.sources import summed, tally_of
from dateline.store import sources
from dateline.store.seen import write_tallies
from dateline.store.sources import Source

COUNTED: Final = ("claims", "own", "events", "alone", "corroborated", "contradicted", "first")


@dataclass(slots=True)
class Share:
    """A source's tally as it was, the parts of it that are gone, and those that are new.

    In `told` of the reports of all these it told something before.
    """

    tally: Tally | None
    gone: list[Part] = field(default_factory=list)
    new: list[Part] = field(default_factory=list)
    told: int = 0

    @property
    def is_other(self) -> bool:
        """Whether what is new adds up to something else than what is gone."""
        return self.tally is None or summed(self.gone) != summed(self.new) or self.has_other_reports

    @property
    def has_other_reports(self) -> bool:
        """Whether what is new is told in other reports than what is gone."""
        gone, new = (frozenset[str]().union(*(part.reports for part in parts)) for parts in (self.gone, self.new))
        return gone != new

    @property
    def reports(self) -> frozenset[str]:
        """The reports of all these parts."""
        return frozenset[str]().union(*(part.reports for part in (*self.gone, *self.new)))


class Tallies:
    """Made before events are replaced, and written after that."""

    def __init__(self, connection: Connection, gone: Sequence[Part], new: Sequence[Part]) -> None:
        self._connection = connection
        before = sources.tallies_of(connection, {(part.kind, part.key) for part in (*gone, *new)})
        self._shares: dict[Source, Share] = {}
        for part in (*gone, *new):
            source = part.kind, part.key
            self._shares.setdefault(source, Share(before.get(source)))
        for part in gone:
            self._shares[part.kind, part.key].gone.append(part)
        for part in new:
            self._shares[part.kind, part.key].new.append(part)
        self._shares = {source: share for source, share in self._shares.items() if share.is_other}
        for source, share in self._shares.items():
            share.told = self._told(source, share)

    def write(self, known: Known) -> None:
        """Bring the tallies up to date, under the names that sources have by now."""
        tallies = {source: self._tally(source, share, known) for source, share in self._shares.items()}
        sources.remove_tallies(self._connection, [source for source, tally in tallies.items() if tally is None])
        write_tallies(self._connection, (tally for tally in tallies.values() if tally is not None))

    def _told(self, source: Source, share: Share) -> int:
        return sources.count_told(self._connection, source, share.reports) if share.has_other_reports else 0

    def _tally(self, source: Source, share: Share, known: Known) -> Tally | None:
        before, less, more = share.tally, summed(share.gone), summed(share.new)
        had = {name: 0 if before is None else getattr(before, name) for name in (*COUNTED, "reports")}
        counts = {name: had[name] - getattr(less, name) + getattr(more, name) for name in COUNTED}
        if not counts["events"]:
            return None
        reports = had["reports"] - share.told + self._told(source, share)
        is_beside = less.ratios != more.ratios
        ratios = sources.ratios_of(self._connection, source) if is_beside else ()
        found = tally_of(source, known.names[source[1]], replace(more, reports=reports, ratios=ratios, **counts))
        return found if is_beside or before is None else replace(found, beside=before.beside)
