"""Everything that a ledger tells seen together at once, and kept with all that is needed to go on from there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dateline.ledger.seeing.gathering import states_of
from dateline.ledger.seeing.packing import cited_text, joined, kept, weights_text
from dateline.ledger.seeing.shown import shown
from dateline.link import Vocabulary
from dateline.model.decision import PAIRED
from dateline.pipeline import Whole, seen_together, weights_of
from dateline.reconcile.cited import cited_by
from dateline.reconcile.control import timelines_of
from dateline.reconcile.sources import tallies_of
from dateline.review import pairs
from dateline.store import judgements, linked, printed, sources
from dateline.store.linked import LinkRow
from dateline.store.rows import clear
from dateline.store.schema import SEEN_TABLES
from dateline.store.seen import (
    Basis,
    SeenAt,
    write_basis,
    write_events,
    write_names,
    write_reprints,
    write_tallies,
    write_timelines,
)
from dateline.store.workings import WORKING_TABLES

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.ledger.ledger import Ledger

TOGETHER = "together"
"""Why a pair is tied that people hold together."""


def whole_of(ledger: Ledger, vocabulary: Vocabulary | None = None) -> Whole:
    """Everything the ledger tells as people see it; their word outranks every score. Words are as rare as they are in it, or as given."""
    with ledger.database.reading() as connection:
        together, apart = pairs(judgements.judgements_in_force(connection, tuple(PAIRED)))
    return seen_together(ledger.walked(), together=together, apart=apart, weights=weights_of(ledger.config), vocabulary=vocabulary)


def write_whole(connection: Connection, whole: Whole, at: SeenAt, seq: int) -> None:
    """Empty the derived tables and fill them with what was found; `seq` is the number of the last entry that they show then."""
    found = whole.found
    seen = shown(found, found.events, found.linked.links)
    clear(connection, (*SEEN_TABLES, *WORKING_TABLES))
    write_events(connection, seen)
    write_reprints(connection, found.linked.reprints)
    write_timelines(connection, timelines_of(found.claims, found.independence.voices))
    write_tallies(connection, tallies_of(seen.parts, found.known.names))
    write_names(connection, found.known.names)
    _write_links(connection, whole)
    _write_texts(connection, whole)
    sources.write_states(connection, states_of(judgements.judgements_in_force(connection)))
    vocabulary, weights = whole.linking.vocabulary, whole.linking.scorer.weights
    linked.write_vocabulary(connection, vocabulary.held)
    write_basis(connection, Basis(at=at, seq=seq, reports=vocabulary.reports, weights=weights_text(weights)))


def _write_links(connection: Connection, whole: Whole) -> None:
    numbers = linked.numbers_of(connection)
    texts = {grounded.claim.id: cited_text(cited_by(grounded)) for grounded in whole.found.claims}
    cited = sources.add_cited(connection, set(texts.values()))
    part = whole.linking.part()
    linked.write_rows(connection, _rows(whole, numbers, {key: cited[text] for key, text in texts.items()}))
    linked.write_blocks(connection, ((block, numbers[row.id]) for row in part.rows for block in row.blocks))
    linked.write_scores(connection, ((numbers[a], numbers[b], score) for a, b, score in part.scores))
    linked.write_ties(connection, ((numbers[a], numbers[b], why) for a, b, why in part.ties))
    compared = {row.id for row in part.rows}
    judged = (pair for pair in whole.linking.together if compared.issuperset(pair))
    linked.write_ties(connection, ((numbers[a], numbers[b], TOGETHER) for a, b in judged))
    linked.write_joins(connection, (joined(join, numbers) for join in whole.linking.joins()))


def _rows(whole: Whole, numbers: Mapping[str, int], cited: Mapping[str, int]) -> Iterator[LinkRow]:
    group = {key: min(numbers[other] for other in members) for members in whole.linking.groups() for key in members}
    for row in whole.linking.part().rows:
        yield kept(row, numbers, group=group[row.id], cited=cited.get(row.id))


def _write_texts(connection: Connection, whole: Whole) -> None:
    numbers = linked.numbers_of(connection)
    found = ((numbers[report], whole.prints.prints(report)) for report in whole.prints.reports)
    for seq, prints in found:
        printed.write_prints(connection, ((key, seq) for key in prints.prints), ((key, seq) for key in prints.bands))
    printed.write_common(connection, whole.prints.common)
