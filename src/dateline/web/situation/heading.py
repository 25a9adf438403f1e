"""What a view of the events is called, and how much it rests on."""

from __future__ import annotations

from dateline.store.desk.situation import Counts
from dateline.web.filters import EventFilter
from dateline.web.headlines import noun_of
from dateline.web.marks import in_words
from dateline.web.wording import counted, days


def title_of(asked: EventFilter, place: str | None) -> str:
    """Where and when; `place` is what the place of the filter is called."""
    where = place or (f"“{asked.place}”" if asked.place else "the area drawn" if asked.area else "all places")
    when = "all days" if asked.since is None and asked.until is None else days(asked.since, asked.until)
    title = f"{where}, {when}"
    return f"{noun_of(asked.type)}: {title}" if asked.type else title[:1].upper() + title[1:]


def lede_of(counts: Counts) -> str:
    """How many claims, speakers, reports and events there are; empty where there is none."""
    if not counts.events:
        return ""
    told = f"{counted(counts.claims, 'claim')} by {counted(counts.voices, 'speaker')}, from {counted(counts.reports, 'report')}."
    again = f" {counted(counts.reprints, 'reprint is', 'reprints are')} not counted again." if counts.reprints else ""
    return f"{told}{again} {counted(counts.events, 'event')}: {in_words(counts.standings)}."
