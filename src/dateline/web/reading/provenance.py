"""Where a report comes from, before a word of it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from dateline.model.text import PublishedBy, Report
from dateline.store.desk.reader import Told
from dateline.web.reading.cards import Card
from dateline.web.wording import file_name

KNOWN_BY = {
    PublishedBy.GIVEN: "given by the person who added it",
    PublishedBy.METADATA: "as the metadata of its page or file say",
    PublishedBy.DATELINE: "as the text says of itself",
    PublishedBy.FILE_NAME: "as the name of its file says",
    PublishedBy.UNKNOWN: "the report carries no date, and none was given",
}
SURE = frozenset({PublishedBy.METADATA, PublishedBy.DATELINE})
"""Dates that the report itself brings along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The bytes that the report was read from: the name of their file, how many, their SHA-256, and whether the ledger holds them.

    `part` tells which report of a file with several this is.
    """

    file: str | None
    part: str | None
    size: int | None
    digest: str
    is_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was read: claims, the speakers among them, and whether the report speaks itself; how many are unsure, and how many reviewed."""

    claims: int
    speakers: int
    has_own_voice: bool
    unsure: int
    reviewed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a report comes from.

    `known_by` says how `published` is known, `is_date_sure` whether the report brings it along; `dateline` is the day that the text prints
    on itself where that is another one. `address` is where it stood on the web. `added` is when it came into the ledger, as its entry
    `entry`. `notes` tell what reading it had to decide, `reprints` how many other reports are the same text or share a passage with it.
    """

    outlet: str | None
    published: date | None
    known_by: str
    is_date_sure: bool
    dateline: date | None
    address: str | None
    retrieved: date | None
    original: Original
    language: str | None
    characters: int
    notes: tuple[str, ...]
    added: datetime
    entry: int
    reprints: int
    counts: Counts


def provenance_of(told: Told, cards: Sequence[Card]) -> Provenance:
    """Where the report comes from, and what was read out of it."""
    report = told.report
    return Provenance(
        outlet=report.source,
        published=report.published,
        known_by=_known_by(report),
        is_date_sure=report.published_by in SURE,
        dateline=None if report.dateline == report.published else report.dateline,
        address=address_of(report.url),
        retrieved=report.retrieved,
        original=Original(
            file=None if report.location is None else file_name(report.location),
            part=report.part,
            size=told.kept.size,
            digest=report.original,
            is_kept=told.kept.is_kept,
        ),
        language=report.language,
        characters=len(report.text),
        notes=report.notes,
        added=datetime.fromisoformat(told.entered.at),
        entry=told.entered.seq,
        reprints=sum(printed.reprint.is_same_witness for printed in told.reprints),
        counts=_counts(cards),
    )


def address_of(url: str | None) -> str | None:
    """An address of the web that a browser may be sent to; None for anything else, such as a script."""
    return url if url is not None and urlsplit(url).scheme in ("http", "https") else None


def _known_by(report: Report) -> str:
    undated = report.published_by is PublishedBy.GIVEN and report.dateline is None
    return KNOWN_BY[report.published_by] + ("; the text prints no date on itself" if undated else "")


def _counts(cards: Sequence[Card]) -> Counts:
    return Counts(
        claims=len(cards),
        speakers=len({card.speaker.known_as or card.speaker.name.casefold() for card in cards if not card.speaker.is_own}),
        has_own_voice=any(card.speaker.is_own for card in cards),
        unsure=sum(bool(card.doubts) for card in cards),
        reviewed=sum(card.is_reviewed for card in cards),
    )
