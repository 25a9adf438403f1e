"""Judgements: what a reviewer decided about a record, and why. A correction is a new record; the old one stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dateline.model.ids import short_id


class Verdict(StrEnum):
    """What a reviewer can say of a record."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"
    GRADED = "graded"
    """Neither accepted nor rejected: given a grade of the Admiralty scale."""


GRADE = re.compile(r"[A-F][1-6]?|[1-6]")
"""The Admiralty scale: A to F how reliable a source is (F: cannot be judged), 1 to 6 how credible what it says is (6: cannot be judged)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A reviewer's verdict on the record `subject` (any id of the ledger), with the time in UTC.

    `supersedes` is the id of the judgement that this one replaces, None for a first one. `grade` is an Admiralty grade, such as "B2".
    """

    subject: str
    verdict: Verdict
    reviewer: str
    at: datetime
    reason: str
    supersedes: str | None = None
    grade: str | None = None

    def __post_init__(self) -> None:
        if (self.verdict is Verdict.GRADED) is not (self.grade is not None and GRADE.fullmatch(self.grade) is not None):
            raise ValueError(f"a grade, and nothing but a grade, is A to F, 1 to 6 or both; got {self.verdict.value}, {self.grade!r}")

    @property
    def id(self) -> str:
        """Hash of who decided what, when and why."""
        graded = () if self.grade is None else (self.grade,)
        return short_id("jdg", self.subject, self.verdict, self.reviewer, self.at.isoformat(), self.reason, self.supersedes, *graded)
