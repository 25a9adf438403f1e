"""Disputes: what cannot all be so, the sides beside each other in the words they used, none marked as right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlalchemy import Connection

from dateline.model.dispute import Matter
from dateline.store.desk import disputes as asked
from dateline.store.desk.choices import names
from dateline.web.asking import LedgerDep
from dateline.web.disputing import DisputeShown, shown
from dateline.web.filters import EventFilter, FilterDep, tidy
from dateline.web.paging import PageNumber, Paging, paging
from dateline.web.rendering import add_page
from dateline.web.sentence import Control, Sentence, Slot, sentence_of

router = APIRouter(tags=["disputes"], dependencies=[Depends(tidy)])

PATH = "/disputes"
ROWS = 10
"""Disputes on a page."""

MATTERS = {
    Matter.OCCURRENCE: "whether it happened",
    Matter.RESPONSIBILITY: "who did it",
    Matter.CONTROL: "who holds the place",
    Matter.FIGURES: "how many",
}
SLOTS = (
    Slot("matter", "Show disputes over", "anything", "Matter", Control.FIXED, MATTERS),
    Slot("place", "in", "every place", "Place", Control.WORDS),
    Slot("type", ", about", "every kind of event", "Kind of event"),
    Slot("since", "from", "the first day", "First day", Control.DAY),
    Slot("until", "to", "the last day", "Last day", Control.DAY),
    Slot("speaker", ", said by", "anyone", "Speaker", Control.WORDS),
    Slot("outlet", "in", "any outlet", "Outlet", Control.WORDS),
)
"""The filter as the page words it; the last told stands first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterCount:
    """How many disputes there are about a matter, and the address that shows only those."""

    matter: Matter
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputesPage:
    """A page of the disputes that meet the filter, the last told first.

    `sentence` is the filter in words, and `query` as an address carries it after its first parameter; `matters` counts the disputes of each
    matter under the other conditions; `event` keeps those of one event. `any_at_all` is false where the ledger holds no dispute.
    """

    disputes: tuple[DisputeShown, ...]
    sentence: Sentence
    matters: tuple[MatterCount, ...]
    paging: Paging
    event: str | None
    query: str
    any_at_all: bool


def disputes_page(
    ledger: LedgerDep,
    asked_for: FilterDep,
    number: PageNumber = 1,
    event: Annotated[str | None, Query(max_length=64, description="Only the disputes about this event.")] = None,
) -> DisputesPage:
    """List what is disputed, newest first, with every side in its own words."""

    def question(connection: Connection) -> DisputesPage:
        query = asked_for.query
        found = asked.find(connection, query, of=event)
        at = paging(number, len(found.keys), ROWS)
        return DisputesPage(
            disputes=shown(connection, asked.disputes(connection, found.keys[at.first - 1 : at.last])),
            sentence=sentence_of(PATH, asked_for, names(connection, query), SLOTS),
            matters=tuple(
                MatterCount(
                    matter=matter, count=count, chosen=matter is query.matter, href=_address(asked_for, matter, event, chosen=query.matter)
                )
                for matter, count in found.matters.items()
            ),
            paging=at,
            event=event,
            query=asked_for.address("", event=event).replace("?", "&", 1),
            any_at_all=asked.is_any(connection),
        )

    return ledger.ask(question)


def _address(found: EventFilter, matter: Matter, event: str | None, *, chosen: Matter | None) -> str:
    """The same page for one matter, or for all where that one is chosen already."""
    return found.without("matter").address(PATH, matter=None if matter is chosen else matter.value, event=event)


add_page(router, PATH, disputes_page, template="disputes.html")
