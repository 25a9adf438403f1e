"""Making a pack from what the user gives: a country's code, a dump of GeoNames, UCDP's events, or one's own table."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import ReadError, RecordError, ServiceError
from dateline.resolve.gazetteer import open_gazetteer
from dateline.resolve.packs import geonames, own, ucdp
from dateline.resolve.packs.around import Around
from dateline.resolve.packs.fetch import Fetcher
from dateline.resolve.packs.reading import Reading, sha256_of
from dateline.resolve.packs.shelf import Origin, Pack, name_of, write_pack

NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Making:
    """The pack made, whether it replaced one of its name, and the records that were set aside."""

    pack: Pack
    replaced: bool
    set_aside: Sequence[RecordError]


def download_geonames(
    folder: Path, code: str, *, name: str | None = None, fetcher: Fetcher | None = None, url: str | None = None
) -> Making:
    """Download the dump of a country and make its pack; ServiceError names the way by hand where the download fails."""
    address = geonames.URL.format(code=code) if url is None else url
    with tempfile.TemporaryDirectory(prefix="dateline-") as scratch:
        path = Path(scratch) / f"{code}.zip"
        try:
            fetched = (fetcher or Fetcher()).fetch(address, path)
        except ServiceError as error:
            raise geonames.unreachable(code, error) from error
        return _from_dump(folder, path, name or f"geonames-{code.lower()}", source=fetched.url, sha256=fetched.sha256)


def add_geonames(folder: Path, path: Path, *, name: str | None = None) -> Making:
    """Make the pack of a country's dump that lies at `path`, as a zip or unpacked."""
    return _from_dump(folder, path, name_of(name or f"geonames-{path.stem}"), source=path.name, sha256=sha256_of(path))


def _from_dump(folder: Path, path: Path, name: str, *, source: str, sha256: str) -> Making:
    with geonames.opened(path) as file:
        reading = geonames.read(file, Path(source).name)
    origin = Origin(kind="geonames", source=source, sha256=sha256, licence=geonames.LICENCE, attribution=geonames.ATTRIBUTION)
    return _made(folder, name_of(name), reading, origin)


def add_ucdp(folder: Path, path: Path, *, name: str | None = None, years: frozenset[str] | None = None) -> Making:
    """Make a pack of the places of a GED file, of events of some `years` alone where they are given."""
    sha256 = sha256_of(path)
    with _bundled() as around:
        reading = ucdp.read(path, around, years=years)
    origin = Origin(kind="ucdp", source=path.name, sha256=sha256, licence=ucdp.LICENCE, attribution=ucdp.ATTRIBUTION)
    return _made(folder, name_of(name or path.stem), reading, origin)


def add_own(folder: Path, path: Path, *, name: str | None = None, licence: str | None = None) -> Making:
    """Make a pack of one's own table; `licence` is what its makers ask for."""
    sha256 = sha256_of(path)
    pack = name_of(name or path.stem)
    with _bundled() as around:
        reading = own.read(path, pack, around)
    origin = Origin(kind="own", source=path.name, sha256=sha256, licence=licence or NOT_STATED, attribution=NOT_STATED)
    return _made(folder, pack, reading, origin)


@contextmanager
def _bundled() -> Iterator[Around]:
    """What the bundled gazetteer knows around points, for as long as the block runs."""
    gazetteer = open_gazetteer()
    try:
        yield Around(gazetteer)
    finally:
        gazetteer.close()


def _made(folder: Path, name: str, reading: Reading, origin: Origin) -> Making:
    """Write the pack; ReadError where nothing of the source could be used."""
    if not reading.rows:
        why = f"; the first reason: {reading.set_aside[0]}" if reading.set_aside else ""
        raise ReadError(f"no place of it can be used{why}", where=origin.source)
    pack, replaced = write_pack(folder, name, reading, origin)
    return Making(pack, replaced, reading.set_aside)
