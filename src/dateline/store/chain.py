"""The chain: each entry's hash covers the entry and the hash before it, so that no earlier entry can change unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

GENESIS = "0" * 64
"""What stands before the first entry."""


class Kind(StrEnum):
    """What an entry holds."""

    RUN = "run"
    REPORT = "report"
    CLAIM = "claim"
    RESOLUTIONS = "resolutions"
    SET_ASIDE = "set aside"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class Draft:
    """A record on its way into the chain: `body` is the record as the codec writes it."""

    kind: str
    record: str
    body: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the chain, as stored; `at` is UTC in ISO 8601, `run` the id of the run that wrote it."""

    seq: int
    kind: str
    record: str
    body: str
    at: str
    run: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many entries it has, and the last one's hash."""

    seq: int = 0
    hash: str = GENESIS


@dataclass(frozen=True, slots=True)
class Stamp:
    """When (UTC, ISO 8601) and by which run entries are written."""

    at: str
    run: str


def hash_of(seq: int, draft: Draft, stamp: Stamp, previous: str) -> str:
    """SHA-256 over an entry's columns, each preceded by its length in bytes so that no two entries share a preimage."""
    whole = hashlib.sha256()
    for part in (previous, str(seq), draft.kind, draft.record, stamp.at, stamp.run, draft.body):
        data = part.encode()
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.hexdigest()


def link(drafts: Iterable[Draft], head: Head, stamp: Stamp) -> list[Entry]:
    """Entries for `drafts`, in order, chained behind `head`."""
    entries = []
    seq, previous = head.seq, head.hash
    for draft in drafts:
        seq += 1
        own = hash_of(seq, draft, stamp, previous)
        entries.append(Entry(seq, draft.kind, draft.record, draft.body, stamp.at, stamp.run, previous, own))
        previous = own
    return entries


def holds(entry: Entry) -> bool:
    """Whether an entry's hash is the hash of what it holds."""
    draft = Draft(entry.kind, entry.record, entry.body)
    return hash_of(entry.seq, draft, Stamp(entry.at, entry.run), entry.previous) == entry.hash
