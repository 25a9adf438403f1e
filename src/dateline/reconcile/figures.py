"""Figures in their cells: what one speaker counts, where, over which days, among whom, and how far that bounds the cell.

A figure of a `toll` counts all of its cell. A figure of one happening counts that happening, so it bounds the cell from below only; so does
a figure that counts somewhere in a place, some of a group, or that stands beside others which may count the same people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dateline.model.claim import Claim, Status
from dateline.model.figure import Figure, Measure
from dateline.model.grounded import Grounded, Witness
from dateline.reconcile import groups
from dateline.reconcile.groups import CivilStatus
from dateline.reconcile.placetree import Where, where_of
from dateline.reconcile.wording import Vague, is_rounded, reach_of

NOT_NAMED: Final = ("actor:unspecified-", "unnamed:")
"""How the key of a speaker begins who is known by his kind only."""
COUNTS_A_CELL: Final = "toll"
"""The type of claims whose figures count a place over a period; figures of other types count one happening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A figure in its cell, days and bounds closed.

    `groups` are the common groups that those counted all belong to; `low` and `high` bound the number of people in the cell, None where a
    side is open; `stated` are those of the record, both None for a vague word. `is_whole` tells whether the figure counts everybody in the
    cell, `is_toll` whether its claim counts a cell at all; `notes` say how the bounds came to differ from the wording.
    """

    claim: str
    n: int
    witness: Witness
    speaker: str
    published: date | None
    measure: Measure
    words: str
    group_words: str | None
    groups: frozenset[str]
    where: Where
    where_words: str
    first: date
    last: date
    low: int | None
    high: int | None
    stated: tuple[int | None, int | None]
    is_whole: bool
    is_toll: bool
    quote: str
    report: str
    status: CivilStatus | None = None
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> tuple[str, int]:
        """Which figure of which claim this is."""
        return self.claim, self.n

    @property
    def value(self) -> int | None:
        """The number it gives: the lower bound, or the upper one where that is all it gives."""
        return self.stated[0] if self.stated[0] is not None else self.stated[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A figure that bounds nothing, and why: the kind of reason, a colon, and what it is here."""

    claim: str
    n: int
    words: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which claims one chooses to trust, and how wording is read.

    `one_happening` says that all claims tell one happening and that this is the cell: then every count is of all of it, whatever its type
    and however its place is worded.
    """

    trust: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    rejected: Mapping[str, str] | None = None
    vague: Vague = Vague.NONE
    unconfirmed: bool = False
    one_happening: bool = False


def figures_in_cells(
    measure: Measure, claims: Iterable[Grounded], choice: Choice | None = None
) -> tuple[tuple[Counted, ...], tuple[LeftOut, ...]]:
    """Every figure of `measure`, either in its cell or left out with the reason, in the order of claim and figure."""
    chosen = choice or Choice()
    counted: list[Counted] = []
    left_out: list[LeftOut] = []
    for grounded in sorted(claims, key=lambda g: g.claim.id):
        refusal = _refusal(grounded, chosen)
        for n, figure in enumerate(grounded.claim.figures):
            if figure.measure is not measure:
                continue
            item = refusal or _wordless(figure, chosen.vague) or _counted(grounded, n, chosen)
            if isinstance(item, Counted) and (item.low or item.high is not None):
                counted.append(item)
            else:
                reason = item if isinstance(item, str) else "; ".join(item.notes) or "it bounds nothing"
                left_out.append(LeftOut(claim=grounded.claim.id, n=n, words=figure.published, reason=reason))
    return tuple(counted), tuple(left_out)


def shown_speaker(grounded: Grounded) -> str:
    """Who says it, by name; those whom nobody names in the report's own words ("activists")."""
    speaker = grounded.claim.speaker
    return speaker.text if speaker is not None and grounded.witness.key.startswith(NOT_NAMED) else grounded.witness.name


def is_named(grounded: Grounded, name: str) -> bool:
    """Whether a name that a person gives fits the speaker: part of how he is worded, shown or known, or his id."""
    speaker, outlet = grounded.claim.speaker, grounded.outlet
    worded = speaker.text if speaker is not None else "" if outlet is None else outlet.name
    shown = f"{worded}\n{shown_speaker(grounded)}\n{grounded.witness.name}".casefold()
    return name.casefold() in shown or grounded.witness.key in (name, f"actor:{name}")


def _refusal(grounded: Grounded, choice: Choice) -> str | None:
    """Why nothing that a claim counts is used, None where it may be."""
    claim = grounded.claim
    if claim.id in choice.without:
        return "left out by request"
    if choice.rejected is not None and claim.id in choice.rejected:
        return f"rejected by a reviewer: {choice.rejected[claim.id]}"
    if choice.trust and not any(is_named(grounded, name) for name in choice.trust):
        return f"speaker not chosen: {shown_speaker(grounded)}"
    if claim.status is Status.UNCONFIRMED and not choice.unconfirmed:
        return "unconfirmed: the source itself hedges"
    if claim.status in (Status.DENIED, Status.PLANNED):
        return f"{claim.status.value}: it bounds nothing"
    if grounded.place is None:
        return "unknown place: never added to anything"
    return None if _days(grounded) is not None else _unknown_days(grounded)


def _unknown_days(grounded: Grounded) -> str:
    if grounded.earliest is None and grounded.latest is None:
        return "unknown period: never added to anything"
    return f"published before its days: on {grounded.published}"


def _wordless(figure: Figure, vague: Vague) -> str | None:
    """Why the wording of a figure bounds nothing, None where it does."""
    reach = reach_of(figure, vague)
    if reach.low is not None or reach.high is not None:
        return None
    return f"no number: {figure.published!r} bounds nothing" + ("" if vague is Vague.NONE else f" by {vague.value}")


def _days(grounded: Grounded) -> tuple[date, date] | None:
    """First and last day that a figure may cover; the day of publication bounds the last, and is never the period."""
    if grounded.earliest is None and grounded.latest is None:
        return None
    first = grounded.earliest or date.min
    last = min(grounded.latest or date.max, grounded.published or date.max)
    return None if first > last else (first, last)


def _counted(grounded: Grounded, n: int, choice: Choice) -> Counted:
    claim, days, place = grounded.claim, _days(grounded), grounded.place
    if days is None or place is None:
        raise ValueError(f"{claim.id} has no place or no days")
    figure = claim.figures[n]
    words = None if figure.group is None else figure.group.text
    reading = groups.read_group(words)
    reach = reach_of(figure, choice.vague)
    where_words = "" if claim.place is None or choice.one_happening else claim.place.text
    where = where_of(place, where_words)
    members, limits = _members(claim, figure, reading)
    if not where.is_firm:
        limits.append(f"it counts somewhere in {place.name}")
    if claim.type != COUNTS_A_CELL and not choice.one_happening:
        limits.append(f"it counts one happening ({claim.type})")
    notes = [f"{figure.published!r} is taken for {_shown(reach.low, reach.high)}: {reach.rule}"] if reach.rule is not None else []
    if limits:
        notes.append(f"bounds from below only: {'; '.join(limits)}")
    return Counted(
        claim=claim.id,
        n=n,
        witness=grounded.witness,
        speaker=shown_speaker(grounded),
        published=grounded.published,
        measure=figure.measure,
        words=figure.published,
        group_words=words,
        groups=members,
        where=where,
        where_words=where_words,
        first=days[0],
        last=days[1],
        low=reach.low,
        high=None if limits else reach.high,
        stated=(figure.low, figure.high),
        is_whole=not limits,
        is_toll=choice.one_happening or claim.type == COUNTS_A_CELL,
        quote=claim.quote,
        report=claim.report,
        status=reading.status,
        notes=tuple(notes),
    )


def _shown(low: int | None, high: int | None) -> str:
    if high is None:
        return f"{low} or more"
    return f"up to {high}" if low is None else f"{low} to {high}"


def _members(claim: Claim, figure: Figure, reading: groups.Reading) -> tuple[frozenset[str], list[str]]:
    """The groups that those counted belong to, and why the figure may not count all of them."""
    limits = [] if reading.is_whole else [reading.reason]
    members = frozenset({reading.group})
    if figure.part_of is not None:
        whole = claim.figures[figure.part_of]
        outer = groups.read_group(whole.group and whole.group.text)
        if groups.apart(reading.group, outer.group) or groups.holds(reading.group, outer.group):
            members = frozenset({outer.group})
        elif not groups.holds(outer.group, reading.group):
            members = members | {outer.group}
        if members == {outer.group}:
            limits.append(f"it counts some of those in {whole.published!r}")
        elif whole.high is None or is_rounded(whole) or not outer.is_whole:
            limits.append(f"it counts inside {whole.published!r}, which is open above")
    beside = _beside(claim, figure, reading)
    if beside is not None:
        limits.append(f"{beside.published!r} beside it may count others of them")
    return members, limits


def _beside(claim: Claim, figure: Figure, reading: groups.Reading) -> Figure | None:
    """Another figure of the claim, of the same measure and neither's part, that may count people of the same group."""
    for other in claim.figures:
        related = other is figure or other.part_of is not None or figure.part_of is not None
        if other.measure is figure.measure and not related:
            theirs = groups.read_group(other.group and other.group.text)
            if not groups.apart(reading.group, theirs.group):
                return other
    return None


def with_contested_status(counted: Sequence[Counted]) -> tuple[tuple[Counted, ...], tuple[tuple[Counted, Counted], ...]]:
    """Figures with those put among all people whom one speaker calls civilians and another, in the same cell, combatants; and the pairs.

    Such people count in neither group for sure (the rule of Airwars: minimum 0 in both), and are not added to each other.
    """
    by_cell: dict[tuple[object, ...], list[Counted]] = {}
    for item in counted:
        if item.status is not None:
            by_cell.setdefault((item.where.key, item.first, item.last), []).append(item)
    pairs = [
        (a, b)
        for cell in by_cell.values()
        for a in cell
        for b in cell
        if a.status is CivilStatus.CIVILIAN and b.status is CivilStatus.COMBATANT and _may_be_the_same(a, b)
    ]
    contested = {item.id for pair in pairs for item in pair}
    return tuple(_among_all(item) if item.id in contested else item for item in counted), tuple(pairs)


def _may_be_the_same(a: Counted, b: Counted) -> bool:
    """Whether two speakers may tell the same people: their numbers can be one number."""
    low = max(a.low or 0, b.low or 0)
    highs = [item.stated[1] for item in (a, b) if item.stated[1] is not None]
    return a.witness.key != b.witness.key and all(low <= high for high in highs)


def _among_all(item: Counted) -> Counted:
    note = "civilian status contested: counted among all people, from below only"
    return replace(item, groups=frozenset({groups.PEOPLE}), high=None, is_whole=False, notes=(*item.notes, note))
