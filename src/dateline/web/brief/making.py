"""A brief of a ledger: the bounds are reckoned, the rest is gathered in one look, names are left out, then sentences are written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version

from sqlalchemy import Connection

from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.model.names import Names
from dateline.review import masked
from dateline.store.desk.asked import asking
from dateline.store.desk.situation import counting_claims
from dateline.web.brief.composing import Making, compose
from dateline.web.brief.gathering import Bounds, View, gather, view_of
from dateline.web.brief.record import Brief
from dateline.web.filters import EventFilter
from dateline.web.situation.answer import answer_of

QUICK = 150
"""So many claims that count are reckoned with at once; more take seconds, so that a page asks first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a brief is asked for: the view of the events, whether names are left out, and the day it is made on.

    With `only_quick` bounds that would take seconds are not reckoned, and the brief says so.
    """

    view: EventFilter
    mask: bool
    on: date
    only_quick: bool = False


def brief_of(ledger: Ledger, asked: Asked) -> Brief:
    """The brief of a view; UsageError for a period that ends before it begins."""
    since, until = asked.view.since, asked.view.until
    if since is not None and until is not None and since > until:
        raise UsageError(f"the period ends ({until}) before it begins ({since}): turn the days round")
    view = ledger.ask(lambda connection: view_of(connection, asked.view))
    bounds = _bounds(ledger, view, only_quick=asked.only_quick)
    found = ledger.ask(lambda connection: gather(connection, view, bounds))
    names = _names(ledger, found.reports) if asked.mask else Names()
    made = Making(on=asked.on, version=version("dateline"), ledger=ledger.database.path.stem, masks=asked.mask, names=len(names.gone))
    return masked(compose(masked(found, names), view, made), names)


def _names(ledger: Ledger, reports: tuple[str, ...]) -> Names:
    found = Names()
    for names in ledger.names(reports).values():
        found |= names
    return found


def _bounds(ledger: Ledger, view: View, *, only_quick: bool) -> Bounds:
    """The bounds of each measure, or why there are none."""
    asked = view.filter
    if asked.place is None or asked.since is None or asked.until is None:
        return Bounds(answers=(), none="No bounds are given: they need a place and a period with a first and a last day.")
    if only_quick and _counting(ledger, view) > QUICK:
        return Bounds(answers=(), none=TAKES_LONG, waits=True)
    try:
        answers = [answer_of(ledger, replace(asked, measure=measure), asked.place) for measure in view.measures]
    except UsageError as error:
        return Bounds(answers=(), none=f"No bounds are given: {error}.")
    counting = tuple(answer for answer in answers if answer.lines)
    return Bounds(answers=counting, none="No claim counts people here with a place and days that are known.")


TAKES_LONG = "The bounds of this many counts take some seconds to reckon, and are not given here yet."


def _counting(ledger: Ledger, view: View) -> int:
    def counted(connection: Connection) -> int:
        with asking(connection, view.filter.query):
            return max(counting_claims(connection, measure.value) for measure in view.measures)

    return ledger.ask(counted)
