"""Reports and spans: the text as it was read, and half-open ranges of its characters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateline.model.ids import Identified, short_id


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters of a report's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got {self.start}:{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of this span in `text`."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words of a report that fill a slot.

    `text` is `report.text[span]`. When the evidence holds only a stand-in ("he", "the group", an elided subject), `span`
    points to the words that say who is meant and `stand_in` to the words in the evidence, if there are any.
    """

    span: Span
    text: str
    stand_in: Span | None = None


class PublishedBy(StrEnum):
    """How the publication date of a report is known."""

    GIVEN = "given"
    METADATA = "page metadata"
    DATELINE = "dateline in the text"
    FILE_NAME = "file name"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Identified):
    """One published text, cleaned once and never edited again.

    `id` is a hash of the text, the source and the publication date: the same report is the same record on every machine.

    `text` starts with the title line when the original shows one above its body. `original` is the SHA-256 of the bytes it was
    read from; `part` tells which report of a file that holds several (a JSONL line, a CSV row) this is.

    `dateline` is the date that the text prints on itself: relative days ("on Saturday") are counted from it where there is one, and from
    `published` otherwise; the two differ when a stub or a reprint carries another date. `dateline_place` is where the dateline says it
    was written ("ALEPPO, Sept 24 -"). `notes` tell a person what reading it had to decide.
    """

    text: str
    original: str
    source: str | None = None
    title: str | None = None
    url: str | None = None
    published: date | None = None
    published_by: PublishedBy = PublishedBy.UNKNOWN
    retrieved: date | None = None
    language: str | None = None
    location: str | None = None
    part: str | None = None
    name: str | None = None
    dateline: date | None = None
    dateline_place: Phrase | None = None
    notes: tuple[str, ...] = ()

    def _hash(self) -> str:
        return short_id("rep", self.text, self.source, self.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A file or record that was not used, with the reason and the way out; nothing is dropped without one."""

    where: str
    reason: str
    way_out: str | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of one report or of one thing that could not be used, with the bytes it was read from.

    Reports of one file share one `original`, whose SHA-256 is `outcome.original`; both are None where no bytes could be had.
    """

    outcome: Report | SetAside
    original: bytes | None
