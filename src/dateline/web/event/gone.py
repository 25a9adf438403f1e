"""An event that is no more: every claim of it was rejected, and the page says by whom and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateline.reconcile import event_id
from dateline.store.desk.event import Rejected
from dateline.web.wording import counted, day


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDown:
    """A claim that the event began with, who rejected it, when and why, and where its words stand."""

    claim: str
    quote: str
    href: str
    reviewer: str
    day: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """An event whose claims people rejected; nothing of it is lost, and undoing the judgement brings it back."""

    id: str
    sentence: str
    way_out: str
    claims: tuple[SetDown, ...]


def gone_of(event: str, rejected: Iterable[Rejected]) -> Gone | None:
    """Why an event is gone; None where no rejected claim ever led to it."""
    found = tuple(_set_down(told) for told in rejected if event_id(told.claim) == event)
    if not found:
        return None
    first = found[0]
    rejected_by = f"{first.reviewer} rejected {counted(len(found), 'claim')} of it on {day(first.day)}: {first.reason}"
    return Gone(
        id=event,
        sentence=f"the event {event} is not shown: {rejected_by}",
        way_out=f"Undo that judgement to bring the event back; the words stand at {first.href}.",
        claims=found,
    )


def _set_down(told: Rejected) -> SetDown:
    judgement = told.judgement
    return SetDown(
        claim=told.claim,
        quote=told.quote,
        href=f"/reports/{told.report}?claim={told.claim}",
        reviewer=judgement.reviewer,
        day=judgement.at.date(),
        reason=judgement.reason,
    )
