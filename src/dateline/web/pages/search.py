"""Search: claims, reports, places and voices by words and by fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import Connection

from dateline.store.desk.event import numbers_of
from dateline.store.desk.search import FIELDS, Asked, Named, claims_found, count_claims, places_named, taken_apart, voices_named
from dateline.store.words import FoundClaim, FoundReport, count_with, reports_with
from dateline.web.asking import LedgerDep
from dateline.web.event.material import Ref, ref_of
from dateline.web.filters import LONGEST
from dateline.web.paging import PageNumber, Paging, paging
from dateline.web.rendering import add_page
from dateline.web.wording import days

router = APIRouter(tags=["search"])

ROWS = 25
MOST_REPORTS = 8
MOST_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A claim that was found, with its number in its report."""

    claim: FoundClaim
    ref: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What was found for `typed`: claims a page at a time, the best reports, and places and voices of that name.

    `asked` is the search taken apart; `known` the fields that it may name; `all_reports` counts the reports that hold all its words.
    """

    typed: str
    asked: Asked
    hits: tuple[Hit, ...]
    paging: Paging
    reports: tuple[FoundReport, ...]
    all_reports: int
    places: tuple[Named, ...]
    voices: tuple[Named, ...]
    known: tuple[str, ...]


def search_page(
    ledger: LedgerDep,
    typed: Annotated[str, Query(alias="q", max_length=LONGEST, description="Words, and fields such as speaker:observatory.")] = "",
    number: PageNumber = 1,
) -> SearchPage:
    """Find claims, reports, places and voices."""
    asked = taken_apart(typed)

    def question(connection: Connection) -> SearchPage:
        at = paging(number, 0 if asked.is_empty else count_claims(connection, asked), ROWS)
        found = () if asked.is_empty else claims_found(connection, asked, limit=ROWS, offset=at.first - 1)
        alone = asked.words if not asked.fields else ""
        return SearchPage(
            typed=typed,
            asked=asked,
            hits=_hits(connection, found),
            paging=at,
            reports=reports_with(connection, alone, limit=MOST_REPORTS),
            all_reports=count_with(connection, alone, "report_words"),
            places=places_named(connection, alone, limit=MOST_NAMED) if alone else (),
            voices=voices_named(connection, alone, limit=MOST_NAMED) if alone else (),
            known=FIELDS,
        )

    return ledger.ask(question)


def _hits(connection: Connection, found: tuple[FoundClaim, ...]) -> tuple[Hit, ...]:
    numbers = numbers_of(connection, [claim.id for claim in found])
    return tuple(Hit(claim=claim, ref=_ref(claim, numbers[claim.id])) for claim in found)


def _ref(claim: FoundClaim, number: int) -> Ref:
    where = f"{claim.outlet or claim.title or claim.report}, {days(claim.published, claim.published)}"
    return ref_of(claim.id, claim.report, number, where)


add_page(router, "/search", search_page, template="search.html")
