"""From a draft to a report: text cleaned, language told, dates settled; the same way for every format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.model.text import PublishedBy, Report, SetAside
from dateline.read.clean import clean, clean_line
from dateline.read.datelines import find_dateline
from dateline.read.dates import date_in_name
from dateline.read.draft import Draft, Original
from dateline.read.language import language_of
from dateline.read.options import ReadOptions

_DAYS_APART = 3
"""A printed date this far from the recorded one is the same publication told late, not a contradiction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Published:
    day: date | None
    by: PublishedBy
    notes: tuple[str, ...]


def finished(draft: Draft, original: Original, digest: str, options: ReadOptions) -> Report | SetAside:
    """The report of a draft, or the reason why there is none."""
    where = original.where if draft.part is None else f"{original.where}, {draft.part}"
    if len(draft.text) > options.max_characters:
        reason = f"a report of {len(draft.text):,} characters; at most {options.max_characters:,} are read"
        return SetAside(where=where, reason=reason, way_out="split it into its reports", original=digest)
    text = clean(draft.text)
    if not any(letter.isalpha() for letter in text):
        return SetAside(where=where, reason="there are no words in it", original=digest)
    language = language_of(text)
    if language is not None and language not in options.languages:
        reason = f"written in another language ({language}); Dateline reads {', '.join(options.languages)}"
        return SetAside(where=where, reason=reason, way_out="give a translation; the original is kept", original=digest)
    title = clean_line(draft.title)
    named = date_in_name(original.name) if draft.part is None else None
    printed = find_dateline(text, title=title, near=options.published or draft.published or named)
    published = _published(draft, printed.date, named, options)
    dateline = None if printed.date is None or options.is_future(printed.date) else printed.date
    return Report(
        text=text,
        original=digest,
        source=options.outlet or clean_line(draft.source),
        title=title,
        url=draft.url,
        published=published.day,
        published_by=published.by,
        retrieved=draft.retrieved,
        language=language,
        location=original.where,
        part=draft.part,
        name=_name(draft, original, options),
        dateline=dateline,
        dateline_place=printed.place,
        notes=(*draft.notes, *published.notes, *_contradiction(published.day, dateline)),
    )


def _name(draft: Draft, original: Original, options: ReadOptions) -> str:
    """The given id; a row's own id, or the file's name with the row's number; the file's name."""
    if draft.part is None:
        return options.name or draft.name or original.name
    return draft.name or f"{options.name or original.name}-{draft.part.rpartition(' ')[2]}"


def _published(draft: Draft, printed: date | None, named: date | None, options: ReadOptions) -> _Published:
    """The first known date that does not lie in the future: given, metadata, dateline, file name; the refused ones are noted."""
    notes: list[str] = []
    ways = (
        (options.published, PublishedBy.GIVEN),
        (draft.published, PublishedBy.METADATA),
        (printed, PublishedBy.DATELINE),
        (named, PublishedBy.FILE_NAME),
    )
    for day, by in ways:
        if day is not None and options.is_future(day):
            notes.append(f"the date {day} ({by}) lies after today ({options.today}) and was not taken")
        elif day is not None:
            return _Published(day=day, by=by, notes=tuple(notes))
    return _Published(day=None, by=PublishedBy.UNKNOWN, notes=(*notes, "its publication date is not known: give it with --published"))


def _contradiction(published: date | None, dateline: date | None) -> tuple[str, ...]:
    if published is None or dateline is None or abs((published - dateline).days) <= _DAYS_APART:
        return ()
    return (f"the text dates itself {dateline}, not {published}; its relative days are counted from {dateline}",)
