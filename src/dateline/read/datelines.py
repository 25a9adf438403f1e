"""The date and place that a text prints on itself, at its head or after a label at its foot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateline.model.text import Phrase, Span
from dateline.read.dates import WrittenDate, dates_in, match_date

_HEAD = 600
_FOOT = 250
_FIRST_LINES = 8
_STAMP_REACH = 300

_PUBLISHED = re.compile(
    r"\b(?:(?:first |originally )?(?:published|posted|released|issued)(?:\s+(?:on|at))?"
    r"|(?:date of publication|publication date|release date|date))\s*[:.]?\s+",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:last\s+)?(?:updated|update|modified)(?:\s+(?:on|at))?\s*:?\s+", re.IGNORECASE)
_AGENCY = re.compile(r"\s*[.:|–—-]?\s*(?:[A-Z]{2,8}\b|Reuters|Agencies|Xinhua|Staff)?[,.:|]?\s*")
_PLACE = re.compile(
    r"(?P<place>[A-Z][A-Z'’-]{2,}(?: [A-Z][A-Z'’-]+){0,3}|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})"
    r"(?:/(?P<second>[A-Z][\w'’-]+))?"
    r"(?P<region>, (?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun))[A-Z][\w.]*(?: [A-Z][\w.]*){0,2})?"
)
_AFTER_PLACE = re.compile(r",?\s*")
_BEFORE_DASH = re.compile(r"(?P<agency>\s*[(\[][^)\]\n]{2,40}[)\]])?\s*(?:--?|–|—|:)\s")
_NOT_A_PLACE = re.compile(
    r"(?:UPDATE|BREAKING|EXCLUSIVE|WATCH|VIDEO|FACTBOX|ANALYSIS|CORRECTED|OPINION|LIVE|PHOTOS|NEWS|REPORT|INTERVIEW|EXPLAINER)\b"
)
_GOES_ON_AS_SENTENCE = re.compile(r",?\s+(?!at \d|by [A-Z]|title\b)[a-z]")
_BEHIND_AGENCY = re.compile(r"(?:\b(?:[A-Z]{2,8}|Reuters|Xinhua|Agencies)|[|])\s+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What a text prints on itself; either part may be missing."""

    date: date | None
    place: Phrase | None = None


def find_dateline(text: str, *, title: str | None = None, near: date | None = None) -> Dateline:
    """The printed dateline of a report's `text`; `near` is a publication date known otherwise, which settles years and orders left open.

    Tried in turn: a labelled date at the head ("Published November 17 2017"), a dateline with its place ("ALEPPO, Sept 24 (Agency) -"),
    a date that opens a line ("Tuesday 6 Aug 2013"), a date with its weekday behind an agency's name, labels of updates and at the foot.
    """
    head = text[:_HEAD]
    place, placed_date = _placed(head, title, near)
    for written in (
        *_labelled(head, _PUBLISHED),
        *placed_date,
        *_opening(head, title),
        *_stamps(head, title),
        *_labelled(head, _UPDATED),
        *_at_foot(text),
    ):
        day = written.on_calendar(near)
        if day is not None:
            return Dateline(date=day, place=place)
    return Dateline(date=None, place=place)


def _starts(head: str, title: str | None) -> Iterator[int]:
    """Where a dateline may begin: at a line, or behind a title that the line repeats, with or without an agency's name between."""
    at = 0
    for line in head.split("\n")[: 2 * _FIRST_LINES]:
        begin = at + len(line) - len(line.lstrip())
        if title is not None and line.strip() != title and head.startswith(title, begin):
            begin += len(title)
            behind_agency = _AGENCY.match(head, begin)
            yield begin + len(head[begin:]) - len(head[begin:].lstrip(" .:|"))
            begin = behind_agency.end() if behind_agency is not None else begin
        if line.strip():
            yield begin
        at += len(line) + 1


def _labelled(text: str, label: re.Pattern[str]) -> Iterator[WrittenDate]:
    for found in label.finditer(text):
        written = match_date(text, found.end())
        if written is not None and written.year is not None:
            yield written


def _opening(head: str, title: str | None) -> Iterator[WrittenDate]:
    """Full dates that open a line and do not go on as a sentence ("24 August 2013, rebels shelled ...")."""
    for start in _starts(head, title):
        written = match_date(head, start)
        if written is not None and written.year is not None and not _GOES_ON_AS_SENTENCE.match(head, written.end):
            yield written


def _stamps(head: str, title: str | None) -> Iterator[WrittenDate]:
    """Full dates with their weekday near the top, right behind an agency's name: the stamp of pages whose line breaks were lost."""
    reach = _STAMP_REACH + (0 if title is None else len(title))
    for written in dates_in(head[:reach]):
        if written.weekday is not None and _BEHIND_AGENCY.search(head[: written.start]):
            yield written


def _at_foot(text: str) -> Iterator[WrittenDate]:
    foot = text[-_FOOT:] if len(text) > _HEAD else ""
    yield from _labelled(foot, _PUBLISHED)
    yield from _labelled(foot, _UPDATED)


def _placed(head: str, title: str | None, near: date | None) -> tuple[Phrase | None, tuple[WrittenDate, ...]]:
    """The place of a dateline and the date beside it: PLACE[, Region][, date] [(Agency)] and a dash."""
    for start in _starts(head, title):
        found = _PLACE.match(head, start)
        if found is None or _NOT_A_PLACE.match(found["place"]):
            continue
        gap = _AFTER_PLACE.match(head, found.end())
        written = match_date(head, gap.end()) if gap is not None else None
        dash = _BEFORE_DASH.match(head, written.end if written is not None else found.end())
        if dash is None:
            continue
        sure = written is not None or dash["agency"] is not None or (found["place"].isupper() and ":" not in dash[0])
        if sure:
            span = Span(found.start("place"), found.end("place"))
            return Phrase(span=span, text=span.of(head)), () if written is None or written.on_calendar(near) is None else (written,)
    return None, ()
