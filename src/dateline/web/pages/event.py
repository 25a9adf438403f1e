"""One event: who says what of it, how many, on whose word, and why its claims are taken for one happening."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from sqlalchemy import Connection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dateline.ledger import Ledger
from dateline.model.event import Event
from dateline.model.figure import Measure
from dateline.model.grounded import Grounded, ground
from dateline.model.link import Link
from dateline.reconcile.happening import is_wider
from dateline.store.desk import event as asked
from dateline.store.desk.event import Told
from dateline.store.events import voices_of
from dateline.web.access import viewer_of
from dateline.web.asking import LedgerDep
from dateline.web.event.counts import Asked
from dateline.web.event.gone import Gone, gone_of
from dateline.web.event.links import SHOWN_LINKS
from dateline.web.event.material import Heard, Material, heard_elsewhere, material_of
from dateline.web.event.page import EventPage, Wanted, page_of
from dateline.web.failures import MissingError
from dateline.web.rendering import show
from dateline.web.veil import shown_to

router = APIRouter(tags=["events"])

MOST_ELSEWHERE = 3
LONGEST_ID = 64
MOST_TRUSTED = 100

EventId = Annotated[
    str, Path(max_length=LONGEST_ID, description="The id of an event, also one that it had before it was joined with others.")
]
ClaimKey = Annotated[str | None, Query(max_length=LONGEST_ID, description="The id of a claim of the event.")]


def wanted(
    measure: Annotated[Measure | None, Query(description="What is counted; killed where it is not given and anybody counts it.")] = None,
    trust: Annotated[
        list[str], Query(max_length=MOST_TRUSTED, description="Keys of the voices whose counts are trusted; all without any.")
    ] = [],  # noqa: B006 - never changed
    whole: Annotated[bool, Query(alias="all", description="Show every voice, row, count and step.")] = False,  # noqa: FBT002 - as FastAPI reads it
) -> Wanted:
    """What is asked of the page."""
    return Wanted(counts=Asked(measure=measure, trust=tuple(trust), whole=whole), whole=whole)


WantedDep = Annotated[Wanted, Depends(wanted)]


@router.get("/events/{event}", response_class=HTMLResponse, include_in_schema=False)
def event_html(
    request: Request, ledger: LedgerDep, event: EventId, wanted: WantedDep, one: ClaimKey = None, other: ClaimKey = None
) -> Response:
    """The page of an event, the way to the event that it is part of now, or who rejected it and why."""
    told = ledger.ask(lambda connection: asked.told(connection, event))
    if told is None:
        return show(request, "event_gone.html", _gone(ledger, event), status=410)
    if told.event.id != event:
        return _forwarded(request, f"/events/{told.event.id}")
    return show(request, "event.html", _page(ledger, told, wanted, one, other))


@router.get("/api/events/{event}", response_model=EventPage, summary="Show an event: who says what of it, how many, and why it is one.")
def event_json(
    request: Request, ledger: LedgerDep, event: EventId, wanted: WantedDep, one: ClaimKey = None, other: ClaimKey = None
) -> EventPage | Response:
    """The same as JSON; 301 to the event that it is part of now, 404 with who and why where its claims were rejected."""
    told = ledger.ask(lambda connection: asked.told(connection, event))
    if told is None:
        found = shown_to(viewer_of(request), ledger, _gone(ledger, event))
        raise MissingError(found.sentence, way_out=found.way_out)
    if told.event.id != event:
        return _forwarded(request, f"/api/events/{told.event.id}")
    found_page: EventPage = shown_to(viewer_of(request), ledger, _page(ledger, told, wanted, one, other))
    return found_page


def _forwarded(request: Request, path: str) -> RedirectResponse:
    """To the event of today, with the rest of the address."""
    query = request.url.query
    return RedirectResponse(f"{path}?{query}" if query else path, status_code=301)


def _page(ledger: Ledger, told: Told, wanted: Wanted, one: str | None, other: str | None) -> EventPage:
    material = material_of(told)

    def rest(connection: Connection) -> EventPage:
        links = asked.links_of(connection, told.event.id, limit=SHOWN_LINKS)
        chosen = _chosen(connection, material, one, other)
        return page_of(material, wanted, links=links, chosen=chosen, elsewhere=_elsewhere(connection, told.event, wanted))

    return ledger.ask(rest)


def _chosen(connection: Connection, material: Material, one: str | None, other: str | None) -> Link | None:
    """The link of two claims of the event; None where they have none."""
    if one not in material.claims or other not in material.claims or one is None or other is None:
        return None
    return asked.link_between(connection, one, other)


def _elsewhere(connection: Connection, event: Event, wanted: Wanted) -> tuple[Heard, ...]:
    """Counts of other events that hold this one: a few, those of the shortest periods."""
    measure = wanted.counts.measure or Measure.KILLED
    if all(estimate.measure is not measure for estimate in event.estimates):
        return ()
    keys = asked.wider_counts(connection, event, measure.value)
    claims = asked.claims_with(connection, keys)
    reports = asked.reports_with(connection, sorted({claim.report for claim in claims}))
    told = ground(claims, asked.meant(connection, keys), reports)
    found = [g for g in told if is_wider(g, event) and _gives_number(g, measure)][:MOST_ELSEWHERE]
    numbers = asked.numbers_of(connection, [g.claim.id for g in found])
    return heard_elsewhere(found, reports, numbers, voices_of(connection, [g.claim.id for g in found]))


def _gives_number(grounded: Grounded, measure: Measure) -> bool:
    return any(f.measure is measure and (f.low, f.high) != (None, None) for f in grounded.claim.figures)


def _gone(ledger: Ledger, event: str) -> Gone:
    """Who rejected the claims of an event; MissingError where there never was such an event."""
    found = ledger.ask(asked.rejected_from)
    gone = gone_of(event, found)
    if gone is None:
        raise MissingError(f"the ledger holds no event {event}", way_out="Look it up in the list of events.")
    return gone
