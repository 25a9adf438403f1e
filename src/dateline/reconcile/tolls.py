"""A toll: how many were killed (injured, displaced ...) in a place, over a period, among a group, as far as chosen claims bound it.

The answer is the lowest and the highest total that the claims allow, with those that hold it; or, where they cannot all be true, the claims
that conflict. It is never a sum of figures that may overlap, and a single best value exists only by a rule that one names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from statistics import median_low
from typing import Final

from dateline.errors import UsageError
from dateline.model.claim import Status
from dateline.model.figure import Measure
from dateline.model.grounded import Grounded
from dateline.model.world import Place
from dateline.reconcile import groups, placetree, wording
from dateline.reconcile.atoms import Box, Sets, memberships, sets_of
from dateline.reconcile.bounds import Bounds, Row, bounds_of
from dateline.reconcile.chains import REPRINTED_WITHIN, Flag, Sign, in_force, without_reprints
from dateline.reconcile.figures import Choice, Counted, LeftOut, figures_in_cells, is_named, shown_speaker, with_contested_status
from dateline.reconcile.placetree import Where

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
class Question:
    """What is asked; None leaves a side of the period open."""

    measure: Measure
    place: Place
    group: str = groups.PEOPLE
    first: date | None = None
    last: date | None = None


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
    """What one speaker's own claims say of the question; `counts_all` where a figure of his counts just what is asked."""

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
    reprints: Iterable[Sequence[str]] = (),
) -> Toll:
    """The answer that `claims` give; their order never matters. `reprints` are sets of reports, by id, that are one text."""
    counted, unusable = figures_in_cells(question.measure, claims, choice)
    once = without_reprints(counted, reprints)
    touching = {item.id for item in counted if _touches(question, item)}
    standing = in_force([item for item in once.counted if item.id in touching])
    settled, contested = with_contested_status(standing.counted)
    space = Space.of(question, settled)
    bounds = space.bounds(space.counted)
    near = {grounded.claim.id for grounded in claims if _is_near(question, grounded)}
    lost = [out for out in unusable if out.claim in near]
    again = [out for out in once.left_out if (out.claim, out.n) in touching]
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
        left_out=tuple(sorted((*lost, *again, *standing.left_out, *space.left_out), key=lambda o: (o.claim, o.n))),
        best=None if rule is None else _best(rule, bounds, alone),
        notes=(*_unheard(choice, claims), *space.notes),
    )


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Figures laid out over places, groups and days; box 0 is the question, box n + 1 the n-th figure of `counted`."""

    question: Question
    counted: tuple[Counted, ...]
    boxes: tuple[Box, ...]
    places: Sets
    groups: Sets
    asked: int
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    atoms: list[tuple[int, ...]] = field(default_factory=list)

    @classmethod
    def of(cls, question: Question, counted: Sequence[Counted]) -> Space:
        """The layout of figures that touch the question; what lies in none of the places for sure is left out."""
        layout = _Places.of(Where(place=question.place), counted)
        names = _with_holders({question.group, *(name for item in counted for name in item.groups)})
        people = sets_of(names, lambda a, b: groups.holds(b, a), groups.apart)
        boxes = [Box(1 << layout.asked, 1 << names.index(question.group), _ordinal(question.first), _ordinal(question.last, is_last=True))]
        used: list[Counted] = []
        left_out = []
        for item in counted:
            mask = layout.mask(item.where)
            if mask:
                members = sum(1 << names.index(name) for name in item.groups)
                boxes.append(Box(mask, members, item.first.toordinal(), item.last.toordinal()))
                used.append(item if layout.is_node(item.where) else _loosened(item))
            else:
                reason = f"place not sure: nothing tells whether {item.where_words or item.where.name} lies in {question.place.name}"
                left_out.append(LeftOut(claim=item.claim, n=item.n, words=item.words, reason=reason))
        return cls(
            question=question,
            counted=tuple(used),
            boxes=tuple(boxes),
            places=layout.sets,
            groups=people,
            asked=layout.asked,
            left_out=tuple(left_out),
            notes=layout.notes,
            atoms=memberships(boxes, layout.sets, people),
        )

    def bounds(self, counted: Sequence[Counted]) -> Bounds:
        """Bounds on the total by some of the figures."""
        wanted = {item.id for item in counted}
        chosen = [n for n, item in enumerate(self.counted, start=1) if item.id in wanted]
        kept = {0, *chosen}
        atoms = sorted({tuple(n for n in atom if n in kept) for atom in self.atoms} - {()})
        rows = [row for n in chosen for row in _rows(n, self.counted[n - 1])]
        return bounds_of(atoms, rows, self.boxes)

    def is_asked(self, item: Counted) -> bool:
        """Whether a figure counts just what is asked."""
        same_place = item.where.part is None and item.where.is_firm and item.where.place.id == self.question.place.id
        same_days = item.first == self.question.first and item.last == self.question.last
        return item.is_whole and same_place and same_days and item.groups == {self.question.group}


def _rows(box: int, item: Counted) -> list[Row]:
    rows = []
    if item.low:
        rows.append(Row(box, item.low, is_high=False, claims=(item.claim,)))
    if item.high is not None and item.is_whole:
        rows.append(Row(box, item.high, is_high=True, claims=(item.claim,)))
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """The places of a question and its figures, those that hold others first."""

    nodes: tuple[Where, ...]
    sets: Sets
    asked: int
    told: frozenset[tuple[str, tuple[str, str]]]
    notes: tuple[str, ...]

    @classmethod
    def of(cls, asked: Where, counted: Sequence[Counted]) -> _Places:
        """Every whole place and named part among the figures, and the place asked about."""
        by_key = {item.where.key: item.where for item in sorted(counted, key=lambda c: c.id) if item.where.is_firm} | {asked.key: asked}
        told = {
            (place.place.id, item.where.key): item
            for item in counted
            if item.where.part is not None
            for place in by_key.values()
            if place.part is None and placetree.says_it_includes(item.quote, item.where_words, place.place)
        }
        pairs = frozenset(told)
        holders = {
            key: {other for other, outer in by_key.items() if placetree.is_inside(node, outer, pairs)} for key, node in by_key.items()
        }
        nodes = tuple(by_key[key] for key in sorted(by_key, key=lambda key: (len(holders[key]), key)))
        found = sets_of(nodes, lambda a, b: b.key in holders[a.key], placetree.is_apart)
        notes = [
            f"{by_key[place, ''].name} lies in {item.where.name}: {item.claim} says that it includes it"
            for (place, _), item in told.items()
        ]
        crowded = [nodes[n].name for n in sorted(found.crowded)]
        notes += [f"{name} crosses so many other places that it bounds from below only" for name in crowded]
        return cls(nodes=nodes, sets=found, asked=nodes.index(asked), told=pairs, notes=tuple(notes))

    def is_node(self, where: Where) -> bool:
        """Whether a place is kept apart from all others."""
        return where.is_firm and self._number(where) is not None

    def mask(self, where: Where) -> int:
        """The bits of the places that hold all of `where`; 0 where none does."""
        number = self._number(where) if where.is_firm else None
        if number is not None:
            return 1 << number
        inside = (n for n, node in enumerate(self.nodes) if n not in self.sets.crowded and placetree.is_inside(where, node, self.told))
        return sum(1 << n for n in inside)

    def _number(self, where: Where) -> int | None:
        found = next((n for n, node in enumerate(self.nodes) if node.key == where.key), None)
        return None if found in self.sets.crowded else found


def _loosened(item: Counted) -> Counted:
    return replace(item, high=None, is_whole=False)


def _with_holders(names: Iterable[str]) -> list[str]:
    """Groups and all that hold them, the widest first."""
    chosen = {name for name in groups.NAMES if any(groups.holds(name, inner) for inner in names)}
    return sorted(chosen, key=lambda name: (sum(groups.holds(outer, name) for outer in chosen), name))


def _ordinal(day: date | None, *, is_last: bool = False) -> int:
    return (day or (date.max if is_last else date.min)).toordinal()


def _alone(space: Space) -> list[Alone]:
    """What each speaker's own claims give, of those who say anything that bounds the question."""
    by_witness: dict[str, list[Counted]] = {}
    for item in space.counted:
        by_witness.setdefault(item.witness.key, []).append(item)
    found = []
    for items in by_witness.values():
        own = space.bounds(items)
        if own.low.value or own.high.value is not None or own.conflicts:
            found.append(
                Alone(
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
