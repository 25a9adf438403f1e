"""The pages of the desk, each a module with its router. A new page is one more line of ROUTERS."""

from __future__ import annotations

from dateline.web.pages import (
    account,
    adding,
    brief,
    choices,
    control,
    disputes,
    event,
    event_changes,
    events,
    reader,
    reports,
    review,
    search,
    situation,
    sources,
    tiles,
)

ROUTERS = (
    reports.router,
    account.router,
    adding.router,
    reader.router,
    event.router,
    event_changes.router,
    disputes.router,
    control.router,
    situation.router,
    events.router,
    choices.router,
    sources.router,
    search.router,
    review.router,
    brief.router,
    tiles.router,
)
