"""What a person may say about the files to be read, and the limits reading keeps to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from dateline.errors import UsageError

MAX_BYTES = 500_000_000
"""A file above this many bytes is set aside unread; it is held in memory once while its reports are made."""

MAX_CHARACTERS = 2_000_000
"""A single report above this many characters (about 700 pages) is set aside; annotation holds several layers over the text in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """Facts given by the person (`published`, `outlet`, `name`) outrank everything found in the files.

    `today` bounds publication dates: one that lies more than a day later (a report from a time zone ahead may carry tomorrow's date) is
    refused. `languages` are the ISO 639-1 codes that are read; texts in others are set aside. Raises UsageError when `published` lies
    in the future.
    """

    published: date | None = None
    outlet: str | None = None
    name: str | None = None
    today: date = field(default_factory=date.today)
    languages: tuple[str, ...] = ("en",)
    max_bytes: int = MAX_BYTES
    max_characters: int = MAX_CHARACTERS

    def __post_init__(self) -> None:
        if self.published is not None and self.is_future(self.published):
            raise UsageError(f"the publication date {self.published} lies after today ({self.today}): give the day it was published")

    def is_future(self, day: date) -> bool:
        """Whether no report can have been published on `day` yet, in any time zone."""
        return day > self.today + timedelta(days=1)
