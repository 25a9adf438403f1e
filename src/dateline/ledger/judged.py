"""What people decide on a ledger, and what waits for them: the part of `Ledger` that the desk is written against."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar

from dateline.config import Config
from dateline.model.decision import Judgement, Verdict
from dateline.model.event import Event
from dateline.model.names import Names
from dateline.model.queue import Cause
from dateline.model.tally import Given, Tally
from dateline.store import Database, EventQuery, judgements
from dateline.store.queue import QueueCount, count_waiting

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.review import QueueItem, SlotSeen, TrailStep

T = TypeVar("T")


class Book(Protocol):
    """What a ledger must be to be judged."""

    database: Database
    config: Config

    def ask(self, question: Callable[[Connection], T]) -> T:
        """The answer of a function to one state of the ledger whose derived tables are up to date."""

    def event_now(self, key: str) -> Event:
        """The event that an id leads to by now."""

    def sources(self, speaker: str | None = None) -> tuple[Tally, ...]:
        """Speakers and outlets, each by the id under which it is graded."""


class Judged:
    """Judgements on a ledger: each is recorded in the transaction that looks at those before it.

    Loading the review room takes half a second, which those who only ask spare; so each method loads it when it is called.
    """

    __slots__ = ()

    def grade(self: Book, subject: str, grade: str, *, reviewer: str, reason: str) -> Judgement:
        """Record the Admiralty grade (A to F, 1 to 6 or both) that a person gives to a claim or, by the id of its tally, to a source.

        An earlier grade by the same person stays, superseded.
        """
        from dateline.ledger import reviewing

        return reviewing.grade(self, subject, grade, reviewing.Speaking(reviewer=reviewer, reason=reason))

    def judge(self: Book, subject: str, verdict: Verdict, *, reviewer: str, reason: str, seen: str | None = None) -> Judgement:
        """Record that a reviewer accepts, rejects or is unsure of a claim or a report, or accepts an event as reviewed, and why.

        `seen` is the last judgement that he saw, None for none: it and those before it are replaced, and stay in the ledger.
        ReviewConflictError where another reviewer has since said something else; then nothing is recorded.
        """
        from dateline.ledger import reviewing

        return reviewing.judge(self, subject, verdict, reviewing.Speaking(reviewer=reviewer, reason=reason, seen=seen))

    def correct(
        self: Book, claim: str, changes: Mapping[str, str], *, reviewer: str, reason: str, seen: str | None = None
    ) -> tuple[Judgement, ...]:
        """Record that slots of a claim hold something else, slot by slot.

        `changes` maps slots, such as "place" or "actor 2", to what `dateline.review.value_of` reads; actors, targets and figures are
        counted from 1, as they were read. `seen` is as in `judge`.
        """
        from dateline.ledger import reviewing

        return reviewing.correct(self, claim, changes, reviewing.Speaking(reviewer=reviewer, reason=reason, seen=seen))

    def dissent(self: Book, other: str, *, reviewer: str, reason: str, verdict: Verdict | None = None, new: str | None = None) -> Judgement:
        """Record what a reviewer says against the judgement `other`, which stands beside it: a verdict, or what the slot holds instead."""
        from dateline.ledger import reviewing

        return reviewing.dissent(self, other, reviewing.Speaking(reviewer=reviewer, reason=reason), verdict=verdict, new=new)

    def merge(self: Book, *keys: str, reviewer: str, reason: str, seen: str | None = None) -> tuple[Judgement, ...]:
        """Record that events are one happening; the judgements share a batch, by which they can be undone."""
        from dateline.ledger import reviewing

        return reviewing.merge(self, keys, reviewing.Speaking(reviewer=reviewer, reason=reason, seen=seen))

    def split(self: Book, *claims: str, reviewer: str, reason: str, seen: str | None = None) -> tuple[Judgement, ...]:
        """Record that claims of one event are another happening, together."""
        from dateline.ledger import reviewing

        return reviewing.split(self, claims, reviewing.Speaking(reviewer=reviewer, reason=reason, seen=seen))

    def move(self: Book, claim: str, key: str, *, reviewer: str, reason: str, seen: str | None = None) -> tuple[Judgement, ...]:
        """Record that a claim tells not the happening of its event but that of another."""
        from dateline.ledger import reviewing

        return reviewing.move(self, claim, key, reviewing.Speaking(reviewer=reviewer, reason=reason, seen=seen))

    def undo(self: Book, key: str, *, reviewer: str, reason: str) -> tuple[Judgement, ...]:
        """Undo a judgement or a batch by further judgements; what it had replaced holds again, and an undoing can be undone."""
        from dateline.ledger import reviewing

        return reviewing.undo(self, key, reviewing.Speaking(reviewer=reviewer, reason=reason))

    def trail(self: Book, key: str) -> tuple[TrailStep, ...]:
        """Every judgement on a claim, a report, a source or an event and its claims, or of one batch, the oldest first."""
        from dateline.ledger import reviewing

        return reviewing.trail(self, key)

    def queue(
        self: Book, query: EventQuery | None = None, *, cause: Cause | None = None, limit: int = 20, offset: int = 0
    ) -> tuple[QueueItem, ...]:
        """Claims that wait for a person, what matters most first, each with why, its slots and what people said so far."""
        from dateline.ledger import reviewing

        return reviewing.waiting(self, query, cause=cause, limit=limit, offset=offset)

    def queue_count(self: Book, query: EventQuery | None = None, *, cause: Cause | None = None) -> QueueCount:
        """How many claims wait, and on how many people have decided."""
        return self.ask(lambda connection: count_waiting(connection, query, cause=cause))

    def slots(self: Book, claim: str) -> tuple[SlotSeen, ...]:
        """Every slot of a claim: what was read, what it could hold instead, and what people made of it."""
        from dateline.ledger import reviewing

        return reviewing.slots(self, claim)

    def reviews(self: Book) -> dict[str, str]:
        """Claim or report -> who decided what on it, in words; what nobody judged is not among them."""
        with self.database.reading() as connection:
            return judgements.reviews(connection)

    def names(self: Book, reports: Collection[str]) -> dict[str, Names]:
        """Report -> the names in it of people who hold no office, for `dateline.review.masked`; looked for where nobody has yet."""
        from dateline.ledger import naming

        return naming.names(self, reports)

    def last_judgement(self: Book) -> str | None:
        """The id of the judgement entered last: what somebody who reads now has seen."""
        with self.database.reading() as connection:
            return judgements.last_judgement(connection)


def grades_in(book: Book) -> dict[str, tuple[Given, ...]]:
    """Grades in force, by what they are given to."""
    with book.database.reading() as connection:
        found = judgements.judgements_in_force(connection, (Verdict.GRADED,))
    grades: dict[str, tuple[Given, ...]] = {}
    for judgement in found:
        given = Given(grade=judgement.grade or "", reviewer=judgement.reviewer, reason=judgement.reason)
        grades[judgement.subject] = (*grades.get(judgement.subject, ()), given)
    return grades
