"""Review: what a person should look at, what matters most first, and the decision on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Path, Query, Request
from sqlalchemy import Connection, select
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import ReviewConflictError, UsageError
from dateline.ledger import Ledger
from dateline.model.decision import Verdict
from dateline.model.queue import Cause, Queued
from dateline.store.desk.event import claims_with, numbers_of
from dateline.store.events import EventQuery
from dateline.store.judgements import last_judgement
from dateline.store.queue import QueueCount, count_waiting, queued_claim, waiting
from dateline.store.schema import claim, event_claim
from dateline.store.why import why_claim
from dateline.web.access import ReviewerDep, Role, Viewer, needs
from dateline.web.asking import LedgerDep
from dateline.web.failures import MissingError
from dateline.web.filters import tidy
from dateline.web.rendering import show
from dateline.web.reviewing import Item, Waiting, evidence_of, history_of, slot_forms, waiting_of
from dateline.web.wording import days

router = APIRouter(tags=["review"])

SHOWN = 12
"""Claims of the queue in the list beside the one that is decided on."""
LONGEST_ID = 64
LONGEST_REASON = 2_000
LONGEST_VALUE = 400
CONFLICT = 409
UNFIT = 422

ReviewersOnly = Depends(needs(Role.REVIEWER))


class Act(StrEnum):
    """What a reviewer does with a claim."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    UNSURE = "unsure"


VERDICTS = {Act.ACCEPT: Verdict.ACCEPTED, Act.REJECT: Verdict.REJECTED, Act.UNSURE: Verdict.UNSURE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """The judgement of another reviewer that stands in the way of this one: his words, and its id."""

    judgement: str
    reviewer: str
    says: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """The claim that is decided on, and those that wait.

    `item` is None where nothing waits. `waiting` are the next ones in their order, `count` how many wait and on how many people decided.
    `next` and `previous` are the claims beside it in the queue; `seen` is the last judgement there was when the page was made. `act`,
    `reason` and `changes` are what was chosen and written already; `clash` and `wrong` tell why it was not recorded. `event` and `cause`
    keep the queue to an event or to one cause.
    """

    item: Item | None
    waiting: tuple[Waiting, ...]
    count: QueueCount
    next: str | None
    previous: str | None
    seen: str | None
    event: str | None
    cause: Cause | None
    act: Act | None
    reason: str = ""
    changes: dict[str, str]
    clash: Clash | None = None
    wrong: str | None = None

    @property
    def query(self) -> str:
        """What keeps the queue, as an address carries it."""
        return urlencode({name: value for name, value in (("event", self.event), ("cause", self.cause)) if value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What keeps the queue to an event or to one cause."""

    event: Annotated[str | None, Query(max_length=LONGEST_ID, description="Only claims of this event.")] = None
    cause: Annotated[Cause | None, Query(description="Only claims that wait for this cause.")] = None


KeptDep = Annotated[Kept, Depends()]
ClaimId = Annotated[str, Path(alias="claim", max_length=LONGEST_ID, pattern=r"^clm_[0-9a-f]+$")]
Reason = Annotated[str, Form(max_length=LONGEST_REASON)]


def review_page(
    ledger: LedgerDep,
    kept: KeptDep,
    claim_: Annotated[str | None, Query(alias="claim", max_length=LONGEST_ID, description="The claim to decide on.")] = None,
    act: Annotated[Act | None, Query(description="What is to be done with it.")] = None,
) -> ReviewPage:
    """Show the claim that matters most of those that wait, or the one that is named, with all that is needed to decide on it."""
    return _page(ledger, kept, claim_ or None, act)


@router.get("/review", response_class=HTMLResponse, include_in_schema=False, dependencies=[Depends(tidy), ReviewersOnly])
def review_html(request: Request, page: Annotated[ReviewPage, Depends(review_page)]) -> Response:
    """The same as a page."""
    return show(request, "review.html", page)


@router.get(
    "/api/review",
    response_model=ReviewPage,
    summary="Show the claim that matters most of those that wait, or the one that is named.",
    dependencies=[ReviewersOnly],
)
def review_json(page: Annotated[ReviewPage, Depends(review_page)]) -> ReviewPage:
    """The same as JSON."""
    return page


@router.post("/review/undo", include_in_schema=False)
def undo(
    ledger: LedgerDep,
    viewer: ReviewerDep,
    key: Annotated[str, Form(max_length=LONGEST_ID)],
    claim_: Annotated[str, Form(alias="claim", max_length=LONGEST_ID, pattern=r"^clm_[0-9a-f]+$")],
    reason: Reason = "",
) -> Response:
    """Take a judgement back by a further one."""
    ledger.undo(key, reviewer=viewer.name, reason=reason)
    return RedirectResponse(f"/review?claim={claim_}#before", status_code=303)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision as the form sends it."""

    act: Act
    reason: str
    seen: str | None
    beside: str | None
    changes: Mapping[str, str]
    to: str | None


async def decided_of(
    request: Request,
    act: Annotated[Act, Form()],
    reason: Reason = "",
    seen: Annotated[str, Form(max_length=LONGEST_ID)] = "",
    beside: Annotated[str, Form(max_length=LONGEST_ID)] = "",
    to: Annotated[str, Form(max_length=LONGEST_ID)] = "",
) -> Decided:
    """What a form sends; of each slot the value that was chosen, or what was written instead."""
    form = await request.form()
    chosen = {name.removeprefix("to:"): str(value) for name, value in form.multi_items() if name.startswith("to:") and value}
    written = {name.removeprefix("other:"): str(value).strip() for name, value in form.multi_items() if name.startswith("other:")}
    changes = chosen | {name: value for name, value in written.items() if value and chosen.get(name, "other") == "other"}
    kept = {name: value[:LONGEST_VALUE] for name, value in changes.items() if value != "other"}
    return Decided(act=act, reason=reason.strip(), seen=seen or None, beside=beside or None, changes=kept, to=to or None)


@router.post("/review/{claim}", include_in_schema=False)
def record(
    request: Request, ledger: LedgerDep, viewer: ReviewerDep, key: ClaimId, kept: KeptDep, decided: Annotated[Decided, Depends(decided_of)]
) -> Response:
    """Record a decision."""
    try:
        _record(ledger, key, decided, viewer)
    except ReviewConflictError as error:
        clash = Clash(judgement=error.judgement, reviewer=error.reviewer, says=error.says, reason=error.reason)
        return show(request, "review.html", replace(_again(ledger, kept, key, decided), clash=clash), status=CONFLICT)
    except UsageError as error:
        return show(request, "review.html", replace(_again(ledger, kept, key, decided), wrong=str(error)), status=UNFIT)
    where = {"claim": decided.to, "event": kept.event, "cause": kept.cause}
    return RedirectResponse(f"/review?{urlencode({name: value for name, value in where.items() if value})}", status_code=303)


def _record(ledger: Ledger, key: str, decided: Decided, viewer: Viewer) -> None:
    who: Any = {"reviewer": viewer.name, "reason": decided.reason}
    if decided.act is Act.CORRECT:
        if not decided.changes:
            raise UsageError("nothing was changed: choose another value for a slot, or accept the claim as it is")
        if decided.beside is not None:
            ledger.dissent(decided.beside, new=next(iter(decided.changes.values())), **who)
        else:
            ledger.correct(key, decided.changes, seen=decided.seen, **who)
    elif decided.beside is not None:
        ledger.dissent(decided.beside, verdict=VERDICTS[decided.act], **who)
    else:
        ledger.judge(key, VERDICTS[decided.act], seen=decided.seen, **who)


def _again(ledger: Ledger, kept: Kept, key: str, decided: Decided) -> ReviewPage:
    page = _page(ledger, kept, key, decided.act)
    return replace(page, reason=decided.reason, changes=dict(decided.changes), seen=decided.seen)


def _page(ledger: Ledger, kept: Kept, key: str | None, act: Act | None) -> ReviewPage:
    def asked(connection: Connection) -> ReviewPage:
        query = None if kept.event is None else EventQuery(id=kept.event)
        rows = waiting(connection, query, cause=kept.cause, limit=SHOWN)
        now = key or (rows[0].claim if rows else None)
        at = next((n for n, row in enumerate(rows) if row.claim == now), -1)
        quotes = {found.id: found.quote for found in claims_with(connection, [row.claim for row in rows])}
        return ReviewPage(
            item=None if now is None else _item(ledger, connection, now),
            waiting=tuple(waiting_of(row, quotes[row.claim]) for row in rows),
            count=count_waiting(connection, query, cause=kept.cause),
            next=rows[at + 1].claim if at + 1 < len(rows) else None,
            previous=rows[at - 1].claim if at > 0 else None,
            seen=last_judgement(connection),
            event=kept.event,
            cause=kept.cause,
            act=act,
            changes={},
        )

    return ledger.ask(asked)


def _item(ledger: Ledger, connection: Connection, key: str) -> Item:
    told = select(claim.c.report, event_claim.c.event).join_from(claim, event_claim, event_claim.c.claim == claim.c.id, isouter=True)
    known = connection.execute(told.where(claim.c.id == key)).first()
    if known is None:
        raise MissingError(f"the ledger holds no claim {key}", way_out="Look it up in its report; its id begins with clm_.")
    why = why_claim(ledger.database, key)
    queued = queued_claim(connection, key)
    number = numbers_of(connection, [key])[key]
    before, evidence, after = evidence_of(why.claim, number, why.report)
    return Item(
        claim=key,
        number=number,
        report=known.report,
        title=why.report.title or why.report.name or known.report,
        outlet=why.report.source,
        published=days(why.report.published, why.report.published),
        event=known.event,
        evidence=evidence,
        before=before,
        after=after,
        doubts=_doubts(queued),
        slots=slot_forms(ledger.slots(key), _doubted(queued)),
        history=history_of(ledger.trail(key)),
    )


def _doubted(queued: Queued | None) -> list[tuple[str, int]]:
    return [] if queued is None else [(doubt.slot, doubt.n) for doubt in queued.doubts if doubt.slot is not None]


def _doubts(queued: Queued | None) -> tuple[str, ...]:
    return () if queued is None else tuple(f"{doubt.cause.value}: {doubt.words}" for doubt in queued.doubts)
