"""From bytes to reports: text cleaned once, dated, its source named, the original kept; nothing is passed over without a reason."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from dateline.errors import ReadError, UsageError
from dateline.model.ids import digest
from dateline.model.text import Reading, SetAside
from dateline.read.draft import Original
from dateline.read.files import checked, files_under, is_folder, load
from dateline.read.finish import finished
from dateline.read.formats import MODULE_OF_SUFFIX, Format, format_of, sniffed_format
from dateline.read.options import ReadOptions

__all__ = ["Handed", "Location", "ReadOptions", "read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Bytes that somebody hands over under a file name, whose suffix tells what they are."""

    name: str
    data: bytes


Location = Path | str | BinaryIO | Handed
"""Where reports may come from."""


def read(location: Location, options: ReadOptions | None = None) -> Iterator[Reading]:
    """Every report at `location`, and everything there that could not be used with its reason.

    `location` is a file, a folder (its files sorted by name, and those of its folders; hidden ones left out), an open binary stream, bytes
    with a name, or "-" for standard input. Raises UsageError for a `name` given to a whole folder; what is wrong with a file never raises.
    """
    options = options if options is not None else ReadOptions()
    if isinstance(location, Handed):
        return _handed_readings(location, options)
    if not isinstance(location, (Path, str)):
        return _stream_readings(location, options)
    if str(location) == "-":
        return _stream_readings(sys.stdin.buffer, options)
    path = Path(location)
    if not is_folder(path):
        return _file_readings(path, options)
    if options.name is not None:
        raise UsageError(f"one name ({options.name}) cannot stand for all reports of the folder {path}: give it with a single file")
    return _folder_readings(path, options)


def _folder_readings(folder: Path, options: ReadOptions) -> Iterator[Reading]:
    entries = list(files_under(folder))
    if not entries:
        yield _unread(
            ReadError("there are no files in this folder", where=str(folder), way_out="check the path; hidden files are left out")
        )
    for entry in entries:
        if isinstance(entry, ReadError):
            yield _unread(entry)
        else:
            yield from _file_readings(entry, options)


def _file_readings(path: Path, options: ReadOptions) -> Iterator[Reading]:
    try:
        original = load(path, max_bytes=options.max_bytes)
    except ReadError as error:
        yield _unread(error)
        return
    yield from _named_readings(original, path.suffix, options)


def _handed_readings(handed: Handed, options: ReadOptions) -> Iterator[Reading]:
    path = PurePath(handed.name)
    try:
        data = checked(handed.data, where=path.name, max_bytes=options.max_bytes)
    except ReadError as error:
        yield _unread(error)
        return
    yield from _named_readings(Original(data=data, where=path.name, name=path.stem), path.suffix, options)


def _named_readings(original: Original, suffix: str, options: ReadOptions) -> Iterator[Reading]:
    """By what the suffix of a file's name says that it is."""
    reader = format_of(suffix)
    if reader is None:
        known = ", ".join(sorted(MODULE_OF_SUFFIX))
        kind = suffix or "files without a suffix"
        yield _unread(ReadError(f"Dateline does not read {kind}", where=original.where, way_out=f"it reads {known}"), original.data)
        return
    yield from _readings(original, reader, options)


def _stream_readings(stream: BinaryIO, options: ReadOptions) -> Iterator[Reading]:
    try:
        data = checked(stream.read(options.max_bytes + 1), where="-", max_bytes=options.max_bytes)
    except ReadError as error:
        yield _unread(error)
        return
    yield from _readings(Original(data=data, where="-", name="stdin"), sniffed_format(data), options)


def _readings(original: Original, reader: Format, options: ReadOptions) -> Iterator[Reading]:
    """The reports of one file; all its readings share its bytes."""
    key = digest(original.data)
    try:
        for draft in reader.drafts(original, options):
            if isinstance(draft, SetAside):
                outcome = SetAside(where=draft.where, reason=draft.reason, way_out=draft.way_out, original=key)
                yield Reading(outcome=outcome, original=original.data)
            else:
                yield Reading(outcome=finished(draft, original, key, options), original=original.data)
    except ReadError as error:
        yield _unread(error, original.data)


def _unread(error: ReadError, data: bytes | None = None) -> Reading:
    """What is set aside, in place of a report."""
    kept = None if data is None else digest(data)
    return Reading(outcome=SetAside(where=error.where, reason=error.what, way_out=error.way_out, original=kept), original=data)
