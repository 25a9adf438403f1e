"""Who is cited, renewed: which claims are heard otherwise once others are cited, or fewer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from dateline.ledger.seeing.packing import cited_from, cited_text
from dateline.model.grounded import Grounded
from dateline.reconcile.cited import Known, cited_by, known_of
from dateline.reconcile.independence import heard_otherwise
from dateline.store import linked, printed, sources
from dateline.store.rows import remove
from dateline.store.schema import witness
from dateline.store.seen import write_names


@dataclass(frozen=True, slots=True)
class Citing:
    """Who is cited, as texts by number, and the agencies whose words are reprinted."""

    texts: Mapping[int, str]
    agencies: frozenset[str]


def citing(connection: Connection) -> Citing:
    """Who is cited by now."""
    return Citing(sources.everybody_cited(connection), frozenset(printed.agencies(connection)))


@dataclass(slots=True)
class Everybody:
    """What is to be known of those who are cited, remembered for the next time."""

    _citing: Citing | None = None
    _known: Known = field(default_factory=lambda: known_of((), ()))

    def known(self, citing: Citing) -> Known:
        """What is to be known of them."""
        if self._citing != citing:
            self._known = known_of(cited_from(list(citing.texts.values())), citing.agencies)
            self._citing = citing
        return self._known


def cite(connection: Connection, claims: Collection[Grounded]) -> dict[str, int]:
    """The numbers of those who are cited for claims; who was not cited before gets one."""
    texts = {grounded.claim.id: cited_text(cited_by(grounded)) for grounded in claims}
    known = sources.cited_as(connection, set(texts.values()))
    known |= sources.add_cited(connection, set(texts.values()) - known.keys())
    return {key: known[text] for key, text in texts.items()}


def forget(connection: Connection, cited: Collection[int]) -> None:
    """Forget those of these who are cited for nothing any more."""
    sources.remove_cited(connection, set(cited) - linked.is_cited(connection, cited))


def heard_anew(connection: Connection, now: Citing, before: Known, after: Known) -> set[str]:
    """The reports, by id, of which a claim may be heard otherwise; names that changed are written."""
    differs = heard_otherwise(before, after)
    told = zip(now.texts, cited_from(list(now.texts.values())), strict=True)
    cited = [key for key, who in told if differs(who)]
    numbers = {row.report for row in linked.rows_with(connection, "cited", cited)}
    agencies = {name for name in now.agencies if before.names_agency(name) != after.names_agency(name)}
    found = linked.reports_numbered(connection, numbers) | printed.credited_to(connection, agencies)
    remove(connection, witness, "key", before.names.keys() - after.names.keys())
    write_names(connection, {key: name for key, name in after.names.items() if before.names.get(key) != name})
    return found
