"""Judgements: what a reviewer decided about a record, and why. A correction is a new record; the old one stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dateline.model.ids import short_id


class Verdict(StrEnum):
    """What a reviewer can say of a record."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A reviewer's verdict on the record `subject` (any id of the ledger), with the time in UTC.

    `supersedes` is the id of the judgement that this one replaces, None for a first one.
    """

    subject: str
    verdict: Verdict
    reviewer: str
    at: datetime
    reason: str
    supersedes: str | None = None

    @property
    def id(self) -> str:
        """Hash of who decided what, when and why."""
        return short_id("jdg", self.subject, self.verdict, self.reviewer, self.at.isoformat(), self.reason, self.supersedes)
