"""A reviewer's drafts against the judgements that stand: what each replaces, and where another reviewer was there first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from dateline.errors import ReviewConflictError, UsageError
from dateline.model.decision import Judgement, Topic, Verdict
from dateline.model.ids import short_id
from dateline.model.review import in_force, topic_of, undone
from dateline.store.judgements import Entered

UNSEEN: Final = 0
"""What a reviewer has seen who saw no judgement: every entry has a higher number."""


def decided(drafts: Sequence[Judgement], known: Sequence[Entered], *, seen: int = UNSEEN) -> tuple[Judgement, ...]:
    """The drafts as they go into the ledger: each replaces what its reviewer said before of the topic, and what says something else.

    What others say alike stands beside it, and so do their grades. `known` are all judgements on the records concerned, `seen` the entry of
    the last one that the reviewer saw. ReviewConflictError where another reviewer has since said something else.
    """
    board = _Board(known)
    for draft in drafts:
        board.check(draft, seen)
    return tuple(_over(draft, [e.judgement for e in board.standing_on(draft.topic) if _replaces(draft, e.judgement)]) for draft in drafts)


def beside(draft: Judgement, known: Sequence[Entered], *, seen: int) -> Judgement:
    """A dissent as it goes into the ledger: it replaces what its reviewer said before, and stands beside what others say.

    ReviewConflictError where another reviewer has said something since `seen`; UsageError where nobody says anything else.
    """
    board = _Board(known)
    board.check(draft, seen)
    standing = [entered.judgement for entered in board.standing_on(draft.topic)]
    if not any(other.reviewer != draft.reviewer and other.says() != draft.says() for other in standing):
        raise UsageError(f"{draft.subject}: nobody else says anything but {draft.told()!r}, so there is nothing to dissent from")
    return _over(draft, [own for own in standing if own.reviewer == draft.reviewer])


def undoing(keys: Sequence[str], known: Sequence[Entered], *, reviewer: str, at: datetime, reason: str) -> tuple[Judgement, ...]:
    """What undoes judgements by their ids; UsageError for one that was undone before, ReviewConflictError for one that was replaced."""
    board = _Board(known)
    batch = None if len(keys) == 1 else batch_id(reviewer, at, reason, keys)
    return tuple(
        Judgement(
            subject=told.subject,
            verdict=Verdict.UNDONE,
            reviewer=reviewer,
            at=at,
            reason=reason,
            supersedes=told.id,
            claims=told.claims,
            batch=batch,
        )
        for told in map(board.undoable, keys)
    )


def batch_id(reviewer: str, at: datetime, reason: str, parts: Iterable[str]) -> str:
    """The id of judgements that are given in one go."""
    return short_id("bat", reviewer, at.isoformat(), reason, *parts)


class _Board:
    """The judgements on some records: which stand, and which were undone."""

    def __init__(self, known: Sequence[Entered]) -> None:
        self._by_id: Mapping[str, Judgement] = {entered.judgement.id: entered.judgement for entered in known}
        self._gone = undone(self._by_id)
        standing = {judgement.id for judgement in in_force(self._by_id.values())}
        self._known = known
        self._standing = [entered for entered in known if entered.judgement.id in standing]

    def standing_on(self, topic: Topic) -> list[Entered]:
        return [entered for entered in self._standing if entered.judgement.topic == topic]

    def check(self, draft: Judgement, seen: int) -> None:
        """Raise where another reviewer has said something else about the topic since `seen`, or has undone what was seen."""
        if draft.verdict is Verdict.GRADED:
            return
        told = [entered for entered in self.standing_on(draft.topic) if entered.judgement.says() != draft.says()]
        if seen != UNSEEN:
            told += [entered for entered in self._undoings() if topic_of(entered.judgement, self._by_id) == draft.topic]
        newer = [entered.judgement for entered in told if entered.seq > seen and entered.judgement.reviewer != draft.reviewer]
        if newer:
            raise _conflict(newer[-1])

    def undoable(self, key: str) -> Judgement:
        """The judgement of this id, if it may be undone."""
        told = self._by_id[key]
        if key in self._gone:
            by = next(entered.judgement for entered in self._undoings() if entered.judgement.supersedes == key)
            raise UsageError(f"{key}: {by.reviewer} has undone this judgement before ({by.id}); to bring it back, undo {by.id}")
        over = next((later for later in self._by_id.values() if key in _replaced_by(later) and later.id not in self._gone), None)
        if over is not None:
            raise _conflict(over)
        return told

    def _undoings(self) -> list[Entered]:
        """Undoings that were not undone themselves."""
        return [e for e in self._known if e.judgement.verdict is Verdict.UNDONE and e.judgement.id not in self._gone]


def _replaces(draft: Judgement, other: Judgement) -> bool:
    return other.reviewer == draft.reviewer or (draft.verdict is not Verdict.GRADED and other.says() != draft.says())


def _replaced_by(judgement: Judgement) -> tuple[str | None, ...]:
    return () if judgement.verdict is Verdict.UNDONE else (judgement.supersedes, *judgement.settles)


def _over(draft: Judgement, standing: Sequence[Judgement]) -> Judgement:
    """The draft with what it replaces: the last one, and any others that stand beside it."""
    if not standing:
        return draft
    *others, last = (judgement.id for judgement in standing)
    return replace(draft, supersedes=last, settles=tuple(others))


def _conflict(other: Judgement) -> ReviewConflictError:
    return ReviewConflictError(other.subject, judgement=other.id, reviewer=other.reviewer, says=other.told(), reason=other.reason)
