"""Splitting an event, merging it with another, moving a claim, and undoing that: each with what will change, and recorded with a reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import ReviewConflictError, UsageError
from dateline.ledger import Ledger
from dateline.store.desk import event as asked
from dateline.web.access import ReviewerDep, Role, Viewer, needs
from dateline.web.asking import LedgerDep
from dateline.web.event.changes import ChangePage, Conflict, Kind, Wish, change_of
from dateline.web.event.material import Material, material_of
from dateline.web.failures import MissingError
from dateline.web.pages.event import LONGEST_ID, EventId
from dateline.web.rendering import show

router = APIRouter(tags=["events"])

MOST_NEAR = 12
MOST_CLAIMS = 2_000
LONGEST_REASON = 2_000
CONFLICT = 409

ReviewersOnly = Depends(needs(Role.REVIEWER))
"""Who may not change anything sees no form."""

KindName = Annotated[Kind, Path(description="What is to be done: split, merge or move.")]
Reason = Annotated[str, Form(max_length=LONGEST_REASON)]


def chosen(
    kind: KindName,
    claims: Annotated[list[str], Query(alias="claim", max_length=MOST_CLAIMS, description="Ids of the claims that go.")] = [],  # noqa: B006 - never changed
    to: Annotated[str | None, Query(max_length=LONGEST_ID, description="The id of the event they go to.")] = None,
    by_id: Annotated[str | None, Query(alias="id", max_length=LONGEST_ID, description="The same, as somebody writes it.")] = None,
) -> Wish:
    """What is chosen in the address; an id that is written outweighs one that is picked."""
    return Wish(kind=kind, claims=tuple(claims), to=(by_id or "").strip() or to or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A change as it is sent to be recorded: what, why, and the last judgement that the reviewer saw."""

    wish: Wish
    reason: str
    seen: str | None


def filed(
    kind: KindName,
    claims: Annotated[list[str], Form(alias="claim", max_length=MOST_CLAIMS)] = [],  # noqa: B006 - never changed
    to: Annotated[str, Form(max_length=LONGEST_ID)] = "",
    reason: Reason = "",
    seen: Annotated[str, Form(max_length=LONGEST_ID)] = "",
) -> Filed:
    """What a form sends."""
    return Filed(wish=Wish(kind=kind, claims=tuple(claims), to=to or None), reason=reason, seen=seen or None)


WishDep = Annotated[Wish, Depends(chosen)]
FiledDep = Annotated[Filed, Depends(filed)]


@router.get("/events/{event}/{kind}", response_class=HTMLResponse, include_in_schema=False, dependencies=[ReviewersOnly])
def change_html(request: Request, ledger: LedgerDep, event: EventId, wish: WishDep) -> Response:
    """What is chosen, and what would come of it."""
    return show(request, "event_change.html", _change(ledger, event, wish))


@router.get(
    "/api/events/{event}/{kind}",
    response_model=ChangePage,
    summary="Tell what a split, a merge or a move of an event would come to; nothing is recorded.",
    dependencies=[ReviewersOnly],
)
def change_json(ledger: LedgerDep, event: EventId, wish: WishDep) -> ChangePage:
    """The same as JSON."""
    return _change(ledger, event, wish)


@router.post("/events/{event}/undo", include_in_schema=False)
def undo(
    ledger: LedgerDep, viewer: ReviewerDep, event: EventId, key: Annotated[str, Form(max_length=LONGEST_ID)], reason: Reason = ""
) -> Response:
    """Undo a judgement, or all that were given in one go."""
    ledger.undo(key, reviewer=viewer.name, reason=reason)
    return RedirectResponse(f"/events/{event}#account", status_code=303)


@router.post("/events/{event}/{kind}", include_in_schema=False)
def record(request: Request, ledger: LedgerDep, viewer: ReviewerDep, event: EventId, filed: FiledDep) -> Response:
    """Record the change, or show the judgement of another reviewer that stands in the way, with all that was chosen and written."""
    try:
        _record(ledger, event, filed, viewer)
    except ReviewConflictError as error:
        other = Conflict(reviewer=error.reviewer, says=error.says, reason=error.reason, seen=error.judgement)
        page = replace(_change(ledger, event, filed.wish), reason=filed.reason, conflict=other, seen=error.judgement)
        return show(request, "event_change.html", page, status=CONFLICT)
    return RedirectResponse(f"/events/{event}", status_code=303)


def _record(ledger: Ledger, event: str, filed: Filed, viewer: Viewer) -> None:
    wish, who = filed.wish, {"reviewer": viewer.name, "reason": filed.reason}
    missing = wish.missing(_material(ledger, event))
    if missing is not None:
        raise UsageError(missing)
    match wish.kind:
        case Kind.SPLIT:
            ledger.split(*wish.claims, seen=filed.seen, **who)
        case Kind.MERGE:
            ledger.merge(event, wish.to or "", seen=filed.seen, **who)
        case Kind.MOVE:
            ledger.move(wish.claims[0], wish.to or "", seen=filed.seen, **who)


def _change(ledger: Ledger, event: str, wish: Wish) -> ChangePage:
    material = _material(ledger, event)
    target = None if wish.to is None else _known(ledger, wish.to)
    found = material.event
    near = ledger.ask(lambda connection: asked.near(connection, found.at, (found.earliest, found.latest), but=found.id, limit=MOST_NEAR))
    return change_of(material, wish, near, target, seen=ledger.last_judgement())


def _material(ledger: Ledger, event: str) -> Material:
    found = _known(ledger, event)
    if found is None:
        raise MissingError(f"the ledger holds no event {event}", way_out="Look it up in the list of events; its id begins with evt_.")
    return found


def _known(ledger: Ledger, event: str) -> Material | None:
    told = ledger.ask(lambda connection: asked.told(connection, event))
    return None if told is None else material_of(told)
