"""CSV and TSV: one report a row under a line of column names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from dateline.errors import ReadError
from dateline.model.text import SetAside
from dateline.read.charset import decode
from dateline.read.draft import Draft, Original
from dateline.read.fields import ALIASES, Fields, plain_name
from dateline.read.options import ReadOptions
from dateline.read.rows import Row, row_drafts

_DELIMITERS = (",", ";", "\t", "|")


def drafts(original: Original, options: ReadOptions) -> Iterator[Draft | SetAside]:
    """The reports of a table; ReadError when it has no column with their words."""
    decoded = decode(original.data, where=original.where)
    # The csv module refuses fields above 128 KiB, a limit that is the same for the whole process; long reports are longer.
    csv.field_size_limit(max(csv.field_size_limit(), options.max_characters + 1))
    rows = _rows(decoded.text, _delimiter(decoded.text, where=original.where), where=original.where, notes=decoded.notes)
    return row_drafts(rows, where=original.where)


def _delimiter(text: str, *, where: str) -> str:
    """The delimiter under which the first line names a column with the report's words."""
    header = io.StringIO(text.lstrip(), newline="").readline().rstrip("\r\n")
    for delimiter in _DELIMITERS:
        try:
            names = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error as error:
            raise ReadError(f"no line of column names: {error}", where=where, way_out="name the columns in the first line") from error
        if any(plain_name(name) in ALIASES["text"] for name in names):
            return delimiter
    raise ReadError(
        f"no column is named {', '.join(ALIASES['text'])}; the first line is {header.strip()[:120]!r}",
        where=where,
        way_out="name the column with the report's words 'text'",
    )


def _rows(text: str, delimiter: str, *, where: str, notes: tuple[str, ...]) -> Iterator[Row | ReadError]:
    """Rows numbered as a spreadsheet shows them, the line of names being row 1."""
    reader = csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter)
    names = next(reader)
    number = 1
    while True:
        number += 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield ReadError(f"a broken row: {error}", where=f"{where}, row {number}", way_out="check its quotation marks")
            continue
        if not values:
            continue
        if len(values) > len(names):
            yield ReadError(
                f"{len(values)} values under {len(names)} columns",
                where=f"{where}, row {number}",
                way_out="quote the values that hold the delimiter",
            )
            continue
        yield Row(Fields(dict(zip(names, values, strict=False))), f"row {number}", notes)
