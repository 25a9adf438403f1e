"""Sources: speakers and outlets, and how what each says stands beside what others say. No grade is computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query
from sqlalchemy import Connection
from starlette.responses import RedirectResponse

from dateline.model.tally import SourceKind, Tally
from dateline.store.desk.sources import Order, SourceQuery, actors_of, count_sources, sources
from dateline.web.access import ReviewerDep
from dateline.web.asking import LedgerDep
from dateline.web.event.material import shape_of_voice
from dateline.web.filters import LONGEST, tidy
from dateline.web.paging import PageNumber, Paging, paging
from dateline.web.rendering import add_page
from dateline.web.voices import Shape

router = APIRouter(tags=["sources"], dependencies=[Depends(tidy)])

ROWS = 50
LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A source with the shape of its kind."""

    tally: Tally
    shape: Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """A page of the speakers or outlets of a name, in the order asked for; `counts` tells how many there are of each kind."""

    kind: SourceKind
    name: str | None
    order: Order
    sources: tuple[Listed, ...]
    paging: Paging
    counts: dict[SourceKind, int]


def sources_page(
    ledger: LedgerDep,
    kind: Annotated[SourceKind, Query(description="Speakers or outlets.")] = SourceKind.SPEAKER,
    name: Annotated[str | None, Query(max_length=LONGEST, description="Words of the name.")] = None,
    order: Annotated[Order, Query(description="What the list is ordered by.")] = Order.EVENTS,
    number: PageNumber = 1,
) -> SourcesPage:
    """List speakers or outlets with how often others tell, deny or do not tell what each tells."""
    query = SourceQuery(kind=kind, name=name or None)

    def asked(connection: Connection) -> SourcesPage:
        counts = {each: count_sources(connection, SourceQuery(kind=each, name=query.name)) for each in SourceKind}
        at = paging(number, counts[kind], ROWS)
        found = sources(connection, query, order, limit=ROWS, offset=at.first - 1)
        actors = actors_of(connection, [one.key for one in found])
        listed = tuple(Listed(tally=one, shape=shape_of_voice(one.key, one.name, actors.get(one.key))) for one in found)
        return SourcesPage(kind=kind, name=query.name, order=order, sources=listed, paging=at, counts=counts)

    return ledger.ask(asked)


@router.post("/sources/{source}/grade", response_class=RedirectResponse, status_code=303, include_in_schema=False)
def give_grade(
    ledger: LedgerDep,
    viewer: ReviewerDep,
    source: Annotated[str, Path(max_length=64, pattern=r"^src_[0-9a-f]+$")],
    grade: Annotated[str, Form(pattern=r"^([A-F][1-6]?|[1-6])$")],
    reason: Annotated[str, Form(min_length=1, max_length=LONGEST_REASON)],
    back: Annotated[str, Form(max_length=LONGEST, pattern=r"^kind=[a-z]+(&[\w=%+.-]*)*$")] = "kind=speaker",
) -> RedirectResponse:
    """Record the grade that the viewer gives; an earlier one by the same person stays, superseded."""
    ledger.grade(source, grade, reviewer=viewer.name, reason=reason)
    return RedirectResponse(f"/sources?{back}#{source}", status_code=303)


add_page(router, "/sources", sources_page, template="sources.html")
