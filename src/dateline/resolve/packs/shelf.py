"""The folder of packs: what lies there, how a pack is written whole or not at all, and how it goes."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dateline.errors import ServiceError, StorageFullError, UsageError
from dateline.resolve import placenames
from dateline.resolve.gazetteer import SUFFIX, PlaceFile, pack_files
from dateline.resolve.gazetteer_tables import FORMAT, write
from dateline.resolve.packs.reading import Reading

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""How a pack is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack as it lies in the folder.

    `kind` is geonames, ucdp or own. `source` is the URL or the file it was made from, `sha256` the hash of those bytes, `added` when,
    `rows` how many places it has. `licence` and `attribution` are what its data ask for.
    """

    name: str
    kind: str
    source: str
    added: str
    rows: int
    sha256: str
    licence: str
    attribution: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a pack is made from; see `Pack`."""

    kind: str
    source: str
    sha256: str
    licence: str
    attribution: str


def packs_in(folder: Path) -> list[Pack]:
    """The packs in a folder by name; ServiceError for a file that is none."""
    return [_read(path) for path in pack_files(folder)]


def _read(path: Path) -> Pack:
    file = PlaceFile.pack_at(path)
    meta = file.meta
    file.close()
    return Pack(
        name=path.stem,
        kind=meta["source kind"],
        source=meta["source"],
        added=meta["added"],
        rows=int(meta["rows"]),
        sha256=meta["sha256"],
        licence=meta["licence"],
        attribution=meta["attribution"],
        version=meta["content"][:12],
    )


def name_of(text: str) -> str:
    """A pack's name from a person's words or a file's name; UsageError where nothing of it can be one."""
    name = "-".join(re.findall(r"[a-z0-9]+", placenames.plain(text)))
    if not NAME.fullmatch(name):
        raise UsageError(f"{text!r} gives no name for a pack: give one of Latin letters and digits with --name")
    return name


def write_pack(folder: Path, name: str, reading: Reading, origin: Origin) -> tuple[Pack, bool]:
    """Write a pack whole or not at all; the pack, and whether it replaced one of that name."""
    target = folder / f"{name}{SUFFIX}"
    replaces = target.exists()
    unfinished = folder / f".{name}.{os.getpid()}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        _fill(unfinished, name, reading, origin)
        unfinished.replace(target)
    except (OSError, sqlite3.OperationalError) as error:
        unfinished.unlink(missing_ok=True)
        if isinstance(error, sqlite3.OperationalError) and "full" in str(error):
            raise StorageFullError(f"{folder}: no space is left for the pack {name}") from error
        raise ServiceError(f"{target}: the pack cannot be written ({error}); the setting `gazetteers` names another folder") from error
    return _read(target), replaces


def _fill(path: Path, name: str, reading: Reading, origin: Origin) -> None:
    db = sqlite3.connect(path)
    try:
        meta = {
            "format": FORMAT,
            "pack": name,
            "source kind": origin.kind,
            "source": origin.source,
            "sha256": origin.sha256,
            "licence": origin.licence,
            "attribution": origin.attribution,
            "added": datetime.now(UTC).isoformat(timespec="seconds"),
            "rows": str(len(reading.rows)),
            "content": write(db, reading.rows),
        }
        db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        db.execute("CREATE TABLE note (number INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        db.executemany("INSERT INTO note VALUES (?, ?)", sorted(reading.notes.items()))
        db.commit()
        db.execute("VACUUM")
    finally:
        db.close()


def remove(folder: Path, name: str) -> None:
    """Delete a pack; UsageError names those there are where it is none of them."""
    path = folder / f"{name}{SUFFIX}"
    there = [pack.stem for pack in pack_files(folder)]
    if name not in there:
        raise UsageError(f"there is no pack {name!r} in {folder}; there {_listed(there)}")
    path.unlink()


def _listed(names: Sequence[str]) -> str:
    return f"are {', '.join(names)}" if len(names) > 1 else f"is {names[0]}" if names else "are none"
