"""JSON lines: one report a line; a broken line is set aside alone."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dateline.errors import ReadError
from dateline.model.text import SetAside
from dateline.read.charset import decode
from dateline.read.draft import Draft, Original
from dateline.read.fields import Fields
from dateline.read.options import ReadOptions
from dateline.read.rows import Row, row_drafts


def drafts(original: Original, options: ReadOptions) -> Iterator[Draft | SetAside]:  # noqa: ARG001  every format has this signature
    """The reports of a JSON-lines file."""
    return row_drafts(_rows(original), where=original.where)


def _rows(original: Original) -> Iterator[Row | ReadError]:
    for number, line in enumerate(_lines(original), start=1):
        if not line.strip():
            continue
        try:
            yield _row(line, number, where=original.where)
        except ReadError as error:
            yield error


def _lines(original: Original) -> list[bytes]:
    """The lines as bytes, so that one in a broken encoding does not spoil the others; UTF-16 files are rewritten as UTF-8 first."""
    data = original.data
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        data = decode(data, where=original.where).text.encode()
    return data.split(b"\n")


def _row(line: bytes, number: int, *, where: str) -> Row:
    part = f"line {number}"
    decoded = decode(line, where=f"{where}, {part}")
    try:
        values = msgspec.json.decode(decoded.text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReadError(f"no JSON: {error}", where=f"{where}, {part}", way_out="one whole JSON object a line") from error
    if not isinstance(values, dict):
        raise ReadError(f"no JSON object but a {type(values).__name__}", where=f"{where}, {part}", way_out="one whole JSON object a line")
    return Row(Fields(values), part, decoded.notes)
