"""One claim laid out for a person's decision: its words, its slots with their rivals, what was said of it before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from string import ascii_lowercase
from typing import Final

from dateline.extract.ontology import load_ontology
from dateline.model.claim import Change, Claim, Status
from dateline.model.decision import ClaimSlot, Value
from dateline.model.figure import Measure
from dateline.model.queue import Cause, Queued
from dateline.model.text import Report
from dateline.model.world import Actor, Place
from dateline.review import SlotSeen, TrailStep
from dateline.web.claim_words import place_in_words, precision_in_words
from dateline.web.headlines import noun_of
from dateline.web.reading.pieces import Piece, marked, pieces
from dateline.web.wording import day, days, number

LONGEST_BESIDE: Final = 700
"""Characters of the paragraph around the words of a claim that are shown on either side."""

NAMES: Final = {
    ClaimSlot.TYPE: "what",
    ClaimSlot.STATUS: "how told",
    ClaimSlot.SPEAKER: "speaker",
    ClaimSlot.PLACE: "place",
    ClaimSlot.DAYS: "when",
    ClaimSlot.ACTOR: "by whom",
    ClaimSlot.TARGET: "to whom",
    ClaimSlot.MEASURE: "counts",
    ClaimSlot.LOW: "at least",
    ClaimSlot.HIGH: "at most",
    ClaimSlot.GROUP: "who is counted",
    ClaimSlot.HOLDER: "held by",
    ClaimSlot.CHANGE: "control",
}

HINTS: Final = {
    ClaimSlot.SPEAKER: "words of the report, or none for the outlet itself",
    ClaimSlot.PLACE: "a place’s name or id, or 36.19,37.19 name, or none",
    ClaimSlot.DAYS: "2016-09-24, or 2016-09-19/2016-09-24, or none",
    ClaimSlot.ACTOR: "words of the report, or none",
    ClaimSlot.TARGET: "words of the report, or none",
    ClaimSlot.LOW: "a whole number, or none for open",
    ClaimSlot.HIGH: "a whole number, or none for open",
    ClaimSlot.GROUP: "words of the report, or none",
    ClaimSlot.HOLDER: "words of the report",
}
"""What may be written for a slot that is not one of a few names."""

NOTHING: Final = {
    ClaimSlot.SPEAKER: "the outlet itself",
    ClaimSlot.PLACE: "no place that is known",
    ClaimSlot.DAYS: "no day in the text",
    ClaimSlot.LOW: "open",
    ClaimSlot.HIGH: "open",
    ClaimSlot.GROUP: "not said",
}

MOST_RIVALS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value that a slot could hold: its letter, what is written to choose it, and what it is in words."""

    letter: str
    value: str
    words: str
    about: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotForm:
    """A slot as it is decided on.

    `key` names it in the form ("actor 2"), `name` is for people and `said` the words of the report. `now` is what holds, `read` what the
    machine read where a person changed that, `sure` its sureness in hundredths. `options` are rivals and other values; `hint` says what
    may be written instead, None where only the options fit. `told` are what people made it, each with who did. `is_doubted` opens it.
    """

    key: str
    name: str
    said: str | None
    now: str
    read: str | None
    sure: int | None
    reasons: tuple[str, ...]
    options: tuple[Option, ...]
    hint: str | None
    told: tuple[str, ...]
    is_doubted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """One earlier judgement on the claim: `is_undoable` where it holds and can be taken back."""

    id: str
    reviewer: str
    on: str
    changed: str
    reason: str
    is_undoable: bool
    differs: bool
    ended: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The claim that is decided on, with the paragraph around its words; `number` is its number in its report."""

    claim: str
    number: int
    report: str
    title: str
    outlet: str | None
    published: str
    event: str | None
    evidence: tuple[Piece, ...]
    before: str
    after: str
    doubts: tuple[str, ...]
    slots: tuple[SlotForm, ...]
    history: tuple[Before, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A claim in the list of those that wait: what it is in few words, why it waits, and in what."""

    claim: str
    words: str
    cause: Cause
    why: str


def waiting_of(queued: Queued, quote: str) -> Waiting:
    """A row of the queue."""
    first = queued.doubts[0]
    name = "" if first.slot is None or first.slot not in list(ClaimSlot) else f"{NAMES[ClaimSlot(first.slot)]}: "
    return Waiting(claim=queued.claim, words=_cut(quote, 60), cause=queued.cause, why=_cut(f"{name}{first.words}", 90))


def slot_forms(slots: Sequence[SlotSeen], doubted: Iterable[tuple[str, int]]) -> tuple[SlotForm, ...]:
    """The slots of a claim, those in doubt open."""
    in_doubt = set(doubted)
    return tuple(_form(seen, is_doubted=(seen.slot.value, seen.n) in in_doubt) for seen in slots)


def history_of(trail: Iterable[TrailStep]) -> tuple[Before, ...]:
    """What people said of a claim, the oldest first."""
    return tuple(_before(step) for step in trail)


def evidence_of(claim: Claim, n: int, report: Report) -> tuple[str, tuple[Piece, ...], str]:
    """The words of a claim in marked pieces, with the rest of their paragraph before and after."""
    text, span = report.text, claim.evidence
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - LONGEST_BESIDE)
    end = text.find("\n", span.end)
    end = min(len(text) if end < 0 else end, span.end + LONGEST_BESIDE)
    found = pieces(text, span, [mark for mark in marked(claim, n) if mark.span.overlaps(span)])
    return text[start : span.start], tuple(piece for piece in found if piece.number is None), text[span.end : end]


def told_value(slot: ClaimSlot, value: Value) -> str:
    """A value in words for people."""
    if value.is_nothing:
        return NOTHING.get(slot, "none")
    if value.place is not None:
        return place_in_words(value.place)
    if slot is ClaimSlot.DAYS:
        return days(value.earliest, value.latest)
    if value.number is not None:
        return number(value.number)
    if value.words is not None:
        return noun_of(value.words) if slot is ClaimSlot.TYPE else value.words
    return value.actor.name if value.actor is not None else "" if value.phrase is None else value.phrase.text


def _form(seen: SlotSeen, *, is_doubted: bool) -> SlotForm:
    slot = seen.slot
    options = tuple(_options(seen))
    now, read = told_value(slot, seen.now), told_value(slot, seen.read)
    return SlotForm(
        key=f"{slot.value} {seen.n + 1}" if slot.is_numbered else slot.value,
        name=NAMES[slot] if seen.n == 0 else f"{NAMES[slot]}, {seen.n + 1}",
        said=None if seen.read.phrase is None or seen.read.phrase.text == now else seen.read.phrase.text,
        now=now,
        read=None if read == now else read,
        sure=None if seen.sureness is None else round(100 * seen.sureness),
        reasons=seen.reasons,
        options=options,
        hint=HINTS.get(slot),
        told=tuple(f"{told_value(slot, j.correction.new)}, {j.reviewer}: “{j.reason}”" for j in seen.told if j.correction is not None),
        is_doubted=is_doubted,
    )


def _options(seen: SlotSeen) -> Iterator[Option]:
    """What else the slot could hold: rivals of the words, or all names where these are few."""
    values = [*_rivals(seen), *_names(seen)]
    letters = dict(enumerate(ascii_lowercase))
    for n, (value, words, about) in enumerate(values):
        yield Option(letter=letters.get(n, ""), value=value, words=words, about=about)


def _rivals(seen: SlotSeen) -> Iterator[tuple[str, str, str | None]]:
    for rival in seen.rivals[:MOST_RIVALS]:
        if rival.place is not None:
            yield rival.place.id, place_in_words(rival.place), _where(rival.place)
        elif rival.actor is not None:
            yield rival.actor.id, rival.actor.name, _kind(rival.actor)


def _names(seen: SlotSeen) -> Iterator[tuple[str, str, str | None]]:
    named: Mapping[ClaimSlot, Iterable[str]] = {
        ClaimSlot.TYPE: load_ontology().types,
        ClaimSlot.STATUS: [status.value for status in Status],
        ClaimSlot.MEASURE: [measure.value for measure in Measure],
        ClaimSlot.CHANGE: [change.value for change in Change],
    }
    for name in named.get(seen.slot, ()):
        if name != seen.now.words:
            yield name, noun_of(name) if seen.slot is ClaimSlot.TYPE else name, None


def _where(place: Place) -> str:
    lies = ", ".join(part for part in (place.admin1, place.country) if part)
    return f"{place.kind}{', ' + lies if lies else ''}; {place.latitude:.2f}, {place.longitude:.2f}; {precision_in_words(place)}"


def _kind(actor: Actor) -> str | None:
    return ", ".join(part for part in (actor.kind, actor.side) if part) or None


def _before(step: TrailStep) -> Before:
    told = step.judgement
    ended = None if step.ended_by is None else f"{step.ended_by.told()} by {step.ended_by.reviewer}"
    return Before(
        id=told.id,
        reviewer=told.reviewer,
        on=_on(told.at),
        changed=step.changed,
        reason=told.reason,
        is_undoable=step.in_force,
        differs=step.differs,
        ended=ended,
    )


def _on(at: datetime) -> str:
    return f"{day(at.date())}, {at:%H:%M} UTC"


def _cut(words: str, longest: int) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= longest else f"{flat[:longest].rsplit(' ', 1)[0]} …"
