"""Names of people in the reports of a ledger: looked for once, and left out of what is shown to those who may not see them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import TYPE_CHECKING

from dateline.annotate.annotator import Annotator
from dateline.model.ids import digest
from dateline.model.names import Names
from dateline.review.names import VERSION, names_of
from dateline.store.persons import names_in
from dateline.store.why import walk_of

if TYPE_CHECKING:
    from dateline.ledger.judged import Book

KEPT_AT_ONCE = 50
"""Reports after which the names found so far are kept."""


def names(ledger: Book, reports: Collection[str]) -> dict[str, Names]:
    """Report -> the names of people in it; in reports that were never asked for they are looked for now, which takes a while."""
    made_by = digest(f"{VERSION} {_annotator().reader.version}".encode())
    with ledger.database.reading() as connection:
        found = names_in(connection, reports, made_by)
    missing = sorted(set(reports) - found.keys())
    for n in range(0, len(missing), KEPT_AT_ONCE):
        new = dict(_looked_for(ledger, missing[n : n + KEPT_AT_ONCE]))
        if ledger.database.writable:
            ledger.database.write_names(new, made_by)
        found |= new
    return found


def _looked_for(ledger: Book, keys: Collection[str]) -> Iterator[tuple[str, Names]]:
    for key in keys:
        with ledger.database.reading() as connection:
            walk = walk_of(connection, key)
        if walk is not None:
            yield key, names_of(_annotator().annotate(walk.report), walk)


@cache
def _annotator() -> Annotator:
    """The reader model, loaded when names are first looked for."""
    return Annotator()
