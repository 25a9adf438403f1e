"""A toll: how many were killed (injured, displaced ...) in a place, over a period, among a group, as far as chosen claims bound it.

The answer is the lowest and the highest total that the claims allow, with those that hold it; or, where they cannot all be true, the claims
that conflict. It is never a sum of figures that may overlap, and a single best value exists only by a rule that one names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from statistics import median_low
from typing import Final

from dateline.errors import UsageError
from dateline.model.again import told_again
from dateline.model.claim import Status
from dateline.model.figure import Measure
from dateline.model.grounded import Grounded, Witness
from dateline.model.reprint import Reprint
from dateline.model.world import Place
from dateline.reconcile import groups, placetree, wording
from dateline.reconcile.bounds import Bounds
from dateline.reconcile.chains import REPRINTED_WITHIN, Flag, Sign, in_force, without_reprints
from dateline.reconcile.figures import Choice, Counted, LeftOut, figures_in_cells, is_named, shown_speaker, with_contested_status
from dateline.reconcile.placetree import Where
from dateline.reconcile.reprinted import as_first_told, firsts_of, origins_of
from dateline.reconcile.space import Question, Space

RULES_VERSION: Final = f"{wording.VERSION} {groups.VERSION} {placetree.VERSION}"
MOST_SPEAKERS: Final = 20
"""Speakers that are listed where a name fits none."""
WHO_NOT_WHETHER: Final = frozenset({"denial", "responsibility"})
"""Types whose denial touches who did it, not whether it happened (rule 11)."""


class Rule(StrEnum):
    """How one number is taken from bounds and speakers; without a rule there is none."""

    CONSERVATIVE = "conservative"
    """The lowest total that the claims allow; where they conflict, the lowest that any speaker gives."""
    MEDIAN = "median"
    """The middle one of the independent speakers' own totals (the lower of two), of those who count all of it where there are any."""
    LATEST = "latest"
    """The own total of the speaker who was published last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TollQuery:
    """What a person asks of a ledger.

    `place` is a name or an id; of several places of one name the widest is meant. `trust` names the speakers to hear, all of them where it
    is empty; `without` are ids of claims to leave out. `unconfirmed` also hears what the source itself hedges. None leaves a side of the
    period open.
    """

    measure: Measure
    place: str
    since: date | None = None
    until: date | None = None
    group: str = groups.PEOPLE
    trust: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    rule: Rule | None = None
    vague: wording.Vague = wording.Vague.NONE
    unconfirmed: bool = False

    @property
    def looked_at(self) -> tuple[date | None, date | None]:
        """The days whose claims are needed: a text that is printed again may be taken for other days than the text itself."""
        reprinted = timedelta(days=REPRINTED_WITHIN)
        return self.since and self.since - reprinted, self.until and self.until + reprinted

    def question(self, place: Place) -> Question:
        """What is asked, once the place is known; UsageError for a group that is none of the common ones."""
        if self.group not in groups.NAMES:
            raise UsageError(f"{self.group!r} is no common group; there are {', '.join(groups.NAMES)}")
        return Question(measure=self.measure, place=place, group=self.group, first=self.since, last=self.until)

    def choice(self, rejected: Mapping[str, str]) -> Choice:
        """Which claims are trusted; `rejected` are those that a reviewer rejects, with his reason."""
        return Choice(
            trust=tuple(self.trust), without=frozenset(self.without), rejected=rejected, vague=self.vague, unconfirmed=self.unconfirmed
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A figure behind a toll: `role` is "bounds" where it holds the answer, "conflicts", or "agrees"."""

    claim: str
    n: int
    role: str
    speaker: str
    words: str
    group: str | None
    place: str
    first: date | None
    last: date
    low: int | None
    high: int | None
    published: date | None
    notes: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """What one speaker's own claims say of the question; `counts_all` where a figure of his counts just what is asked.

    `key` is that of the witness he is.
    """

    key: str
    speaker: str
    low: int | None
    high: int | None
    conflicts: tuple[tuple[str, ...], ...]
    counts_all: bool
    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """One number by a named rule, None where the rule gives none, and how it came about."""

    rule: Rule
    value: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """The answer to a question.

    `low` and `high` bound the total, None where a side is open or the claims conflict; `because` and `because_high` name the claims that
    hold them. `conflicts` are minimal sets of claims that cannot all be true. `alone` says what each speaker's own claims give.
    """

    question: Question
    low: int | None
    high: int | None
    because: tuple[str, ...]
    because_high: tuple[str, ...]
    conflicts: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    alone: tuple[Alone, ...]
    flags: tuple[Flag, ...]
    left_out: tuple[LeftOut, ...]
    best: Best | None
    notes: tuple[str, ...] = ()
    rules: str = RULES_VERSION

    @property
    def answer(self) -> str:
        """The bounds in words: "at least 201, no upper bound reported"."""
        if self.conflicts:
            return "the claims cannot all be true"
        if self.low is not None and self.low == self.high:
            return f"{self.low:,}"
        low = "no lower bound reported" if self.low is None else f"at least {self.low:,}"
        return f"{low}, " + ("no upper bound reported" if self.high is None else f"at most {self.high:,}")


def toll(
    question: Question,
    claims: Sequence[Grounded],
    choice: Choice | None = None,
    *,
    rule: Rule | None = None,
    reprints: Iterable[Reprint] = (),
    voices: Mapping[str, Witness] | None = None,
) -> Toll:
    """The answer that `claims` give; their order never matters.

    `reprints` are the words that their reports share, `voices` the independent voice behind each claim, by id; a claim without one is its
    speaker's.
    """
    printed = {grounded.claim.id: _heard_as(grounded, voices or {}) for grounded in claims}
    again = told_again(reprints, printed.values())
    origins = origins_of(again, printed)
    claims = [as_first_told(grounded, printed, origins) for grounded in printed.values()]
    counted, unusable = figures_in_cells(question.measure, claims, choice)
    once = without_reprints(counted, firsts_of(again, printed))
    touching = {item.id for item in counted if _touches(question, item)}
    standing = in_force([item for item in once.counted if item.id in touching])
    settled, contested = with_contested_status(standing.counted)
    space = Space.of(question, settled)
    bounds = space.bounds(space.counted)
    near = {grounded.claim.id for grounded in claims if _is_near(question, grounded)}
    lost = [out for out in unusable if out.claim in near]
    again_out = [out for out in once.left_out if (out.claim, out.n) in touching]
    alone = tuple(sorted(_alone(space), key=lambda a: (not a.counts_all, a.speaker)))
    flags = (*standing.flags, *(_status_flag(a, b) for a, b in contested), *_denials(claims, space))
    return Toll(
        question=question,
        low=bounds.low.value or None,
        high=bounds.high.value,
        because=bounds.low.because,
        because_high=bounds.high.because,
        conflicts=bounds.conflicts,
        lines=_lines(space, bounds),
        alone=alone,
        flags=flags,
        left_out=tuple(sorted((*lost, *again_out, *standing.left_out, *space.left_out), key=lambda o: (o.claim, o.n))),
        best=None if rule is None else _best(rule, bounds, alone),
        notes=(*_unheard(choice, claims), *_reprinted(again_out), *space.notes),
    )


def _heard_as(grounded: Grounded, voices: Mapping[str, Witness]) -> Grounded:
    return replace(grounded, witness=voices.get(grounded.claim.id, grounded.witness))


def _reprinted(left_out: Sequence[LeftOut]) -> list[str]:
    """A note where figures stand in reprints."""
    number = len(left_out)
    stand = "figure stands in a reprint and is" if number == 1 else "figures stand in reprints and are"
    return [f"{number} {stand} left out: a reprint adds an outlet, never a witness"] if number else []


def _unheard(choice: Choice | None, claims: Sequence[Grounded]) -> list[str]:
    """A note for each speaker chosen whom nobody is known as."""
    speakers = ", ".join(sorted({shown_speaker(grounded) for grounded in claims})[:MOST_SPEAKERS])
    wanted = () if choice is None else choice.trust
    silent = [name for name in wanted if not any(is_named(grounded, name) for grounded in claims)]
    return [f"no speaker called {name!r} counts this there; those who do: {speakers or 'nobody'}" for name in silent]


def _touches(question: Question, item: Counted) -> bool:
    """Whether a figure may count somebody whom the question counts."""
    is_in_time = item.first <= (question.last or date.max) and item.last >= (question.first or date.min)
    is_of_group = not any(groups.apart(name, question.group) for name in item.groups)
    return is_in_time and is_of_group and not placetree.is_apart(item.where, Where(place=question.place))


def _is_near(question: Question, grounded: Grounded) -> bool:
    """Whether a claim would touch the question if all about it that is unknown did."""
    is_in_time = (grounded.earliest or date.min) <= (question.last or date.max) and (grounded.latest or date.max) >= (
        question.first or date.min
    )
    return is_in_time and (grounded.place is None or not placetree.are_apart(grounded.place, question.place))


def _alone(space: Space) -> list[Alone]:
    """What each speaker's own claims give, of those who say anything that bounds the question."""
    by_witness: dict[str, list[Counted]] = {}
    for item in space.counted:
        by_witness.setdefault(item.witness.key, []).append(item)
    found = []
    for key, items in by_witness.items():
        own = space.bounds(items)
        if own.low.value or own.high.value is not None or own.conflicts:
            found.append(
                Alone(
                    key=key,
                    speaker=min(item.speaker for item in items),
                    low=own.low.value or None,
                    high=own.high.value,
                    conflicts=own.conflicts,
                    counts_all=any(space.is_asked(item) for item in items),
                    published=max((item.published for item in items if item.published is not None), default=None),
                )
            )
    return found


def _lines(space: Space, bounds: Bounds) -> tuple[Line, ...]:
    """The figures used, those that hold the answer first."""
    holding = {*bounds.low.because, *bounds.high.because}
    conflicting = {claim for conflict in bounds.conflicts for claim in conflict}
    roles = dict.fromkeys(holding, "bounds") | dict.fromkeys(conflicting, "conflicts")
    lines = [
        Line(
            claim=item.claim,
            n=item.n,
            role=roles.get(item.claim, "agrees"),
            speaker=item.speaker,
            words=item.words,
            group=item.group_words,
            place=item.where_words or item.where.name,
            first=None if item.first == date.min else item.first,
            last=item.last,
            low=item.low,
            high=item.high,
            published=item.published,
            notes=item.notes,
            quote=item.quote,
        )
        for item in space.counted
    ]
    return tuple(sorted(lines, key=lambda line: (line.role == "agrees", line.first or date.min, line.last, line.claim, line.n)))


def _best(rule: Rule, bounds: Bounds, alone: Sequence[Alone]) -> Best:
    """One number by a rule, from the speakers who count all of it where there are any."""
    voices = [a for a in alone if a.counts_all and _number(a) is not None] or [a for a in alone if _number(a) is not None]
    if not voices:
        return Best(rule=rule, value=None, reason="no speaker gives a number")
    scope = "who counts all of it" if voices[0].counts_all else "of what he counts; nobody counts all of it"
    own = {a.speaker: _number(a) for a in voices}
    numbers = [number for number in own.values() if number is not None]
    told = "; ".join(f"{speaker} {number:,}" for speaker, number in own.items())
    match rule:
        case Rule.CONSERVATIVE if not bounds.conflicts:
            return Best(rule=rule, value=bounds.low.value or None, reason="the lowest total that the claims allow")
        case Rule.CONSERVATIVE:
            return Best(rule=rule, value=min(numbers), reason=f"the claims conflict; the lowest own total of a speaker {scope}: {told}")
        case Rule.MEDIAN:
            return Best(
                rule=rule, value=median_low(numbers), reason=f"the middle one of {len(numbers)} own totals, each speaker {scope}: {told}"
            )
        case Rule.LATEST:
            last = max(voices, key=lambda a: (a.published or date.min, a.speaker))
            return Best(rule=rule, value=_number(last), reason=f"{last.speaker}, published {last.published}, the last speaker {scope}")


def _number(alone: Alone) -> int | None:
    return alone.low if alone.low is not None else alone.high


def _status_flag(a: Counted, b: Counted) -> Flag:
    told = " and ".join(f"{item.speaker} tells {item.words!r} as {item.group_words}" for item in (a, b))
    return Flag(sign=Sign.STATUS, claims=(a.claim, b.claim), words=f"{told}: neither group has them for sure")


def _denials(claims: Sequence[Grounded], space: Space) -> list[Flag]:
    """Claims used that another claim says did not happen; who did it is another matter."""
    used: Mapping[str, Counted] = {item.claim: item for item in space.counted}
    return [
        Flag(
            sign=Sign.DENIED,
            claims=(g.claim.denies, g.claim.id),
            words=f"{g.witness.name} denies what {used[g.claim.denies].speaker} tells",
        )
        for g in sorted(claims, key=lambda g: g.claim.id)
        if g.claim.denies in used and g.claim.status is Status.DENIED and g.claim.type not in WHO_NOT_WHETHER and g.claim.denies is not None
    ]
