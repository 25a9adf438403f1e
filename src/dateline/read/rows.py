"""Reports that are rows of a file: the same fields whether they came as JSON lines or as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.errors import ReadError
from dateline.model.text import SetAside
from dateline.read.clean import clean_line
from dateline.read.dates import day_first_in, parse_date
from dateline.read.draft import Draft, with_title
from dateline.read.fields import ALIASES, Fields


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one row; `part` says where it stands ("line 3"), `notes` what reading it had to decide."""

    fields: Fields
    part: str
    notes: tuple[str, ...] = ()


def row_drafts(rows: Iterable[Row | ReadError], *, where: str) -> Iterator[Draft | SetAside]:
    """One draft a row, in the order of the file; a row without a text is set aside, and the others go on."""
    rows = list(rows)
    day_first = day_first_in(value for row in rows if isinstance(row, Row) if (value := row.fields.first("published")) is not None)
    for row in rows:
        if isinstance(row, ReadError):
            yield SetAside(where=row.where, reason=row.what, way_out=row.way_out)
        else:
            yield _draft(row, where=where, day_first=day_first)


def _draft(row: Row, *, where: str, day_first: bool | None) -> Draft | SetAside:
    fields = row.fields
    body = fields.first("text")
    if body is None:
        wanted = ", ".join(ALIASES["text"])
        held = ", ".join(str(name) for name, value in fields.values.items() if value not in (None, "")) or "nothing"
        reason = f"no words under any of the names {wanted}; it has {held}"
        way_out = "name the field with the report's words 'text'"
        return SetAside(where=f"{where}, {row.part}", reason=reason, way_out=way_out)
    title = clean_line(fields.first("title"))
    published, retrieved = fields.first("published"), fields.first("retrieved")
    day = None if published is None else parse_date(published, day_first=day_first)
    unread = () if published is None or day is not None else (f"its date {published!r} was not taken: write it as YYYY-MM-DD",)
    return Draft(
        text=with_title(title, body),
        title=title,
        source=clean_line(fields.first("source")),
        url=fields.first("url"),
        name=fields.first("name"),
        part=row.part,
        published=day,
        retrieved=None if retrieved is None else parse_date(retrieved, day_first=day_first),
        notes=(*row.notes, *unread),
    )
