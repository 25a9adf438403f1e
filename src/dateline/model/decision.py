"""Judgements: what a reviewer decided about a record, and why. A correction is a new record; the old one stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dateline.model.ids import short_id
from dateline.model.link import link_id
from dateline.model.text import Phrase
from dateline.model.world import Actor, Place


class Verdict(StrEnum):
    """What a reviewer can say of a record."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"
    GRADED = "graded"
    """Neither accepted nor rejected: given a grade of the Admiralty scale."""
    CORRECTED = "corrected"
    """One slot of a claim holds something else than was read."""
    SAME = "same"
    """Two claims speak of one happening."""
    DIFFERENT = "different"
    """Two claims speak of two happenings."""
    UNDONE = "undone"
    """The judgement that this one supersedes holds no more, and what that one had replaced holds again."""


class ClaimSlot(StrEnum):
    """Which slot of a claim is corrected; of several actors, targets and figures a number, from 0, tells which."""

    TYPE = "type"
    STATUS = "status"
    SPEAKER = "speaker"
    PLACE = "place"
    DAYS = "days"
    ACTOR = "actor"
    TARGET = "target"
    MEASURE = "measure"
    """What a figure counts."""
    LOW = "low"
    """The lower bound of a figure."""
    HIGH = "high"
    """The upper bound of a figure."""
    GROUP = "group"
    """Whom a figure counts."""
    HOLDER = "holder"
    """Who is said to hold the place."""
    CHANGE = "change"
    """What is said to happen to that hold."""

    @property
    def is_numbered(self) -> bool:
        """Whether a claim may have several of it."""
        return self in _NUMBERED


_NUMBERED = frozenset({ClaimSlot.ACTOR, ClaimSlot.TARGET, ClaimSlot.MEASURE, ClaimSlot.LOW, ClaimSlot.HIGH, ClaimSlot.GROUP})

GRADE = re.compile(r"[A-F][1-6]?|[1-6]")
"""The Admiralty scale: A to F how reliable a source is (F: cannot be judged), 1 to 6 how credible what it says is (6: cannot be judged)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a slot holds before or after a correction; where all is None it holds nothing: unknown, or open.

    `words` are a type, a status, a measure or a change of control; `number` is a bound; `phrase` is words of the report, and `actor` who
    they are taken to be; `place` and the days from `earliest` to `latest` are what the words mean.
    """

    words: str | None = None
    number: int | None = None
    phrase: Phrase | None = None
    actor: Actor | None = None
    place: Place | None = None
    earliest: date | None = None
    latest: date | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether the slot holds nothing."""
        return not any(self._parts())

    def told(self) -> str:
        """The value in words for people; empty where the slot holds nothing."""
        days = "" if self.earliest is None and self.latest is None else f"{self.earliest or '...'} to {self.latest or '...'}"
        named = (
            self.words,
            None if self.number is None else f"{self.number:,}",
            self.phrase and f"“{self.phrase.text}”",
            self.actor and f"{self.actor.name} [{self.actor.id}]",
            self.place and f"{self.place.name} [{self.place.id}]",
            str(self.earliest) if days and self.earliest == self.latest else days,
        )
        return " ".join(part for part in named if part)

    def _parts(self) -> tuple[str | None, ...]:
        """What tells one value from another; a place and an actor are what their ids say, however they are described."""
        span = None if self.phrase is None else f"{self.phrase.span.start}:{self.phrase.span.end}"
        number = None if self.number is None else str(self.number)
        ids = (None if known is None else known.id for known in (self.actor, self.place))
        days = (None if day is None else day.isoformat() for day in (self.earliest, self.latest))
        return (self.words, number, span, *ids, *days)

    def key(self) -> str:
        """The same text for the same value."""
        return "|".join(part or "" for part in self._parts())


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One slot of a claim, what it held when the reviewer looked, and what it holds by him."""

    slot: ClaimSlot
    n: int = 0
    old: Value
    new: Value

    def told_slot(self) -> str:
        """The slot in words, counted from 1 for people."""
        return f"{self.slot.value} {self.n + 1}" if self.slot.is_numbered else self.slot.value


Topic = tuple[str, str]
"""What judgements compete about: a record, and what of it ("verdict", "grade", "pair", or a slot with its number)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A reviewer's verdict on the record `subject` (any id of the ledger, or of an event, a source or a link), with the time in UTC.

    `supersedes` is the id of the judgement that this one replaces, None for a first one; `settles` are further ones, where several stood
    beside each other. `grade` is an Admiralty grade, such as "B2". `correction` is what a CORRECTED claim holds. `claims` are the claims
    of a pair, or those that an event had when it was judged. Judgements that were given in one go carry the same `batch`.
    """

    subject: str
    verdict: Verdict
    reviewer: str
    at: datetime
    reason: str
    supersedes: str | None = None
    grade: str | None = None
    correction: Correction | None = None
    claims: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()
    batch: str | None = None

    def __post_init__(self) -> None:
        if (self.verdict is Verdict.GRADED) is not (self.grade is not None and GRADE.fullmatch(self.grade) is not None):
            raise ValueError(f"a grade, and nothing but a grade, is A to F, 1 to 6 or both; got {self.verdict.value}, {self.grade!r}")
        if (self.verdict is Verdict.CORRECTED) is not (self.correction is not None):
            raise ValueError(f"a correction, and nothing but a correction, names a slot; got {self.verdict.value}, {self.correction!r}")
        if self.verdict in PAIRED and (len(self.claims) != 2 or self.subject != link_id(*self.claims)):
            raise ValueError(f"{self.verdict.value} is said of the link of two claims; got {self.subject!r}, {self.claims!r}")
        if self.verdict is Verdict.UNDONE and self.supersedes is None:
            raise ValueError("an undoing names the judgement that it undoes")

    @property
    def id(self) -> str:
        """Hash of who decided what, when and why."""
        return short_id(
            "jdg", self.subject, self.verdict, self.reviewer, self.at.isoformat(), self.reason, self.supersedes, *self._further()
        )

    @property
    def topic(self) -> Topic:
        """What this judgement competes with others about; of an UNDONE one, that of what it undoes is meant instead."""
        if self.correction is not None:
            return self.subject, f"{self.correction.slot.value} {self.correction.n}"
        return self.subject, "pair" if self.verdict in PAIRED else "grade" if self.verdict is Verdict.GRADED else "verdict"

    def says(self) -> str:
        """What two judgements about one topic must share to agree."""
        return f"{self.verdict.value} {'' if self.correction is None else self.correction.new.key()}"

    def told(self) -> str:
        """The verdict in words, with the slot and its new value where one is corrected."""
        if self.correction is None:
            return self.verdict.value if self.grade is None else f"{self.verdict.value} {self.grade}"
        return f"{self.correction.told_slot()}: {self.correction.new.told() or 'nothing'}"

    def touched(self) -> tuple[str, ...]:
        """The claims, or the report, that it speaks of."""
        return (self.subject,) if self.subject.startswith(("clm_", "rep_")) else self.claims

    def _further(self) -> Iterator[str]:
        """What newer kinds of judgements add to the hash; older ones have none of it, so that their ids stay."""
        if self.grade is not None:
            yield self.grade
        if self.correction is not None:
            change = self.correction
            yield f"correction|{change.slot.value}|{change.n}|{change.old.key()}|{change.new.key()}"
        for name, ids in (("claims", self.claims), ("settles", self.settles), ("batch", () if self.batch is None else (self.batch,))):
            if ids:
                yield f"{name}|{'|'.join(ids)}"


PAIRED = frozenset({Verdict.SAME, Verdict.DIFFERENT})
"""Verdicts on a pair of claims."""
