"""The words of a report cut into pieces that are marked alike, however many claims overlap in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from dateline.model.claim import Claim, Status
from dateline.model.text import Phrase, Span
from dateline.web.reading.doubt import doubts, is_slot_unsure
from dateline.web.veil import unveiled

CLOSE = 2
"""A figure's box goes on over the word that is counted where at most so many characters stand between them."""


class Role(StrEnum):
    """What words do in a claim."""

    EVIDENCE = "evidence"
    SPEAKER = "speaker"
    TELLING = "telling"
    FIGURE = "figure"
    AROUND = "around"
    """Where, when, through whom."""
    WORDS = "words"
    """All words of a claim of which it is not known which tell it."""
    PARTY = "party"
    """Who did it, to whom: seen only where the claim is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words that are marked alike, or, with a `number`, the raised number that ends the words of a claim.

    `mark` names the marks of the design, joined by spaces: "m-s" who speaks, "m-e" what happened, "m-f" how many, "m-p" where, when,
    through whom, "m-u" the machine is unsure. `claims` are the numbers of the claims whose words these are, the shortest first, and
    `slots` of those that have a slot filled by them, wherever the claim itself stands.
    """

    text: str
    mark: str = ""
    claims: tuple[int, ...] = ()
    slots: tuple[int, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A span of the report and what it does in claim `n`; `style` is how it is told, `is_sure` whether the machine is sure of it."""

    span: Span
    role: Role
    n: int
    style: str = ""
    is_sure: bool = True


STYLES = {Status.ASSERTED: "", Status.DENIED: "deny", Status.PLANNED: "plan", Status.UNCONFIRMED: "hedge"}
"""Status -> the class of its underline; what is asserted as background is pale."""

STRONGEST = ("deny", "plan", "hedge", "", "back")
"""Of several claims that tell by the same words the first of these is drawn."""


def style_of(claim: Claim) -> str:
    """How the words that tell a claim are underlined."""
    return "back" if claim.background and claim.status is Status.ASSERTED else STYLES[claim.status]


def marked(claim: Claim, n: int, *, is_set_down: bool = False) -> Iterator[Marked]:
    """All spans of a claim; of one that a person rejected (`is_set_down`) only where its words stand."""
    yield Marked(claim.evidence, Role.EVIDENCE, n)
    if is_set_down:
        return
    sure = not doubts(claim)
    for words in claim.telling or (claim.evidence,):
        yield Marked(words, Role.TELLING if claim.telling else Role.WORDS, n, style_of(claim), sure)
    for figure in claim.figures:
        yield Marked(_boxed(figure.span, figure.group), Role.FIGURE, n)
    for role, name, phrases in _slots(claim):
        unsure = is_slot_unsure(claim, name)
        for phrase in phrases:
            for span in (phrase.span, phrase.stand_in):
                if span is not None:
                    yield Marked(span, role, n, is_sure=not (unsure and claim.evidence.overlaps(span)))


def _slots(claim: Claim) -> Iterator[tuple[Role, str, tuple[Phrase, ...]]]:
    """The phrases of a claim, slot by slot, with the name that its confidence goes by."""
    control = claim.control
    yield Role.SPEAKER, "speaker", _filled(claim.speaker)
    yield Role.AROUND, "speaker", _filled(claim.via)
    yield Role.AROUND, "place", _filled(claim.place)
    yield Role.AROUND, "times", claim.times
    yield Role.PARTY, "actors", claim.actors
    yield Role.PARTY, "targets", claim.targets
    if control is not None:
        yield Role.AROUND, "place", _filled(control.place)
        yield Role.PARTY, "actors", _filled(control.holder)


def _filled(phrase: Phrase | None) -> tuple[Phrase, ...]:
    return () if phrase is None else (phrase,)


def _boxed(figure: Span, group: Phrase | None) -> Span:
    """A figure's words with those of who is counted, where they stand side by side."""
    if group is None or group.span.end <= figure.start or group.span.start - figure.end > CLOSE:
        return figure
    return Span(figure.start, max(figure.end, group.span.end))


def pieces(text: str, within: Span, marks: Sequence[Marked]) -> tuple[Piece, ...]:
    """The words of `within` in pieces; `marks` are those that touch it. Joined, the pieces are the words as they were."""
    edges = {within.start, within.end}
    for mark in marks:
        edges |= {max(mark.span.start, within.start), min(mark.span.end, within.end)}
    cuts = sorted(edges)
    starting = _by_start(marks, within)
    ends: dict[int, list[int]] = {}
    for mark in marks:
        if mark.role is Role.EVIDENCE and within.start < mark.span.end <= within.end:
            ends.setdefault(mark.span.end, []).append(mark.n)
    found: list[Piece] = []
    active: list[Marked] = []
    for start, end in pairwise(cuts):
        active = [mark for mark in active if mark.span.end > start] + starting.get(start, [])
        found.append(_piece(text[start:end], active))
        found += [Piece(text="", number=n) for n in sorted(ends.get(end, ()))]
    return tuple(found)


def _by_start(marks: Iterable[Marked], within: Span) -> dict[int, list[Marked]]:
    found: dict[int, list[Marked]] = {}
    for mark in marks:
        found.setdefault(max(mark.span.start, within.start), []).append(mark)
    return found


def _piece(cut: str, active: Sequence[Marked]) -> Piece:
    words = unveiled(cut)
    if not active:
        return Piece(text=words)
    by_role: dict[Role, list[Marked]] = {}
    for mark in active:
        by_role.setdefault(mark.role, []).append(mark)
    own = sorted(by_role.pop(Role.EVIDENCE, ()), key=lambda mark: (len(mark.span), mark.n))
    slots = {mark.n for role, marks in by_role.items() if role not in (Role.TELLING, Role.WORDS) for mark in marks}
    return Piece(text=words, mark=_mark(by_role), claims=tuple(mark.n for mark in own), slots=tuple(sorted(slots)))


LINES = ((Role.SPEAKER, "m-s"), (Role.TELLING, "m-e"), (Role.AROUND, "m-p"), (Role.WORDS, "m-e quiet"))
"""What is drawn under words that do several things: who speaks before what happened, and that before where and when."""


def _mark(by_role: Mapping[Role, Sequence[Marked]]) -> str:
    found = ["m-f"] if Role.FIGURE in by_role else []
    for role, name in LINES:
        drawn = by_role.get(role)
        if drawn:
            style = min((mark.style for mark in drawn), key=STRONGEST.index)
            found += [name, style, "" if any(mark.is_sure for mark in drawn) else "m-u"]
            break
    return " ".join(name for name in found if name)
