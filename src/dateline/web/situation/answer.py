"""How many, as far as the claims bound it, in a place and a period: what holds the answer, what is never added, and what conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from dateline.ledger import Ledger
from dateline.model.figure import Measure
from dateline.model.world import Actor, Slot
from dateline.reconcile.tolls import Line, Toll, TollQuery
from dateline.store.desk import event as told
from dateline.store.desk.choices import names
from dateline.store.desk.reader import heads_of
from dateline.store.events import voices_of
from dateline.store.schema import report
from dateline.web.event.material import Ref, ref_of, shape_of_voice
from dateline.web.filters import EventFilter
from dateline.web.sentence import value_words
from dateline.web.voices import Shape
from dateline.web.wording import bounds, brief_bounds, days, number

SHOWN_LINES: Final = 8
SHOWN_ALONE: Final = 6

HEARD: Final = ("place", "since", "until", "speaker", "measure")
"""Conditions that a count heeds; it takes all claims that these leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """A figure behind the answer: `words` is its number in short, `about` where, when and whom it counts.

    `binds` marks one that holds the answer, `clashes` one that cannot be true beside others.
    """

    words: str
    name: str
    shape: Shape
    about: str
    ref: Ref
    binds: bool
    clashes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AloneShown:
    """What follows if only one speaker is heard, and the address of the page for that."""

    name: str
    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutShown:
    """Figures that are not used, by the reason."""

    reason: str
    figures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """How many were killed (injured ...) in a place and a period.

    `big` is the answer and `rest` what it leaves open; where claims conflict, there is no number. `never` is a number that adding up would
    give, and `why` says why it is wrong; both None where there is none. `alone` is what follows if one speaker alone is heard. `scope` says
    which conditions of the view the count does not heed.
    """

    measure: Measure
    question: str
    big: str
    rest: str
    lines: tuple[AnswerLine, ...]
    more_lines: int
    never: str | None
    why: str | None
    alone: tuple[AloneShown, ...]
    left_out: tuple[LeftOutShown, ...]
    notes: tuple[str, ...]
    scope: str | None
    back: str


def answer_of(ledger: Ledger, asked: EventFilter, place: str) -> AnswerPage:
    """The answer for a place and the period of the filter, from all claims or from those of the speaker chosen."""
    called = ledger.ask(lambda connection: names(connection, asked.query))
    measure = asked.measure or Measure.KILLED
    trust = () if asked.speaker is None else (called.get("speaker", asked.speaker),)
    toll = ledger.toll(TollQuery(measure=measure, place=place, since=asked.since, until=asked.until, trust=trust))
    shown = sorted(toll.lines, key=lambda line: (line.role == "agrees", not _is_inside(line, asked), -(line.low or 0)))[:SHOWN_LINES]
    never, why = _never(toll, asked)
    return AnswerPage(
        measure=measure,
        question=f"{measure.value.capitalize()} in {_where(toll)}, {_period(asked)}",
        big=_big(toll),
        rest=_rest(toll),
        lines=ledger.ask(lambda connection: _lines(connection, shown)),
        more_lines=len(toll.lines) - len(shown),
        never=never,
        why=why,
        alone=_alone(toll, asked),
        left_out=_left_out(toll),
        notes=toll.notes,
        scope=_scope(asked),
        back=asked.address("/situation"),
    )


def _where(toll: Toll) -> str:
    place = toll.question.place
    return f"{place.name} province" if place.kind == "unit" else place.name


def _period(asked: EventFilter) -> str:
    return "all days" if asked.since is None and asked.until is None else days(asked.since, asked.until)


def _big(toll: Toll) -> str:
    if toll.conflicts:
        return "no number"
    return "no bound" if toll.low is None and toll.high is None else bounds(toll.low, toll.high)


def _rest(toll: Toll) -> str:
    if toll.conflicts:
        return "these claims cannot all be true, so nothing follows from them together"
    heard = f"hearing {HEARD_ALL.get(len(toll.lines), f'all {number(len(toll.lines))} counts')} of it"
    if not toll.lines:
        return "no claim counts this here with a place and days that are known"
    if toll.low is None and toll.high is None:
        return f"nothing bounds it, {heard}"
    return f"no upper bound is reported, {heard}" if toll.high is None else heard


HEARD_ALL: Final = {1: "the one count", 2: "both counts"}


def _lines(connection: Connection, lines: Sequence[Line]) -> tuple[AnswerLine, ...]:
    keys = list(dict.fromkeys(line.claim for line in lines))
    claims = {claim.id: claim for claim in told.claims_with(connection, keys)}
    reports = sorted({claim.report for claim in claims.values()})
    numbers, voices = told.numbers_of(connection, keys), voices_of(connection, keys)
    heads = heads_of(connection, report.c.id.in_(reports))
    actors = {r.claim: r.chosen for r in told.meant(connection, keys) if r.slot is Slot.SPEAKER and isinstance(r.chosen, Actor)}
    found = []
    for line in lines:
        voice, head = voices.get(line.claim), heads[claims[line.claim].report]
        where = f"{head.outlet or head.name or head.title or head.id}, {days(head.published, head.published)}"
        found.append(
            AnswerLine(
                words=f"“{line.words}”" if line.low is None and line.high is None else brief_bounds(line.low, line.high),
                name=line.speaker if voice is None else voice.name,
                shape=Shape.NAMED if voice is None else shape_of_voice(voice.key, voice.name, actors.get(line.claim)),
                about=_about(line),
                ref=ref_of(line.claim, head.id, numbers[line.claim], where),
                binds=line.role == "bounds",
                clashes=line.role == "conflicts",
            )
        )
    return tuple(found)


def _about(line: Line) -> str:
    return ", ".join(part for part in (line.place, days(line.first, line.last), line.group) if part)


def _is_inside(line: Line, asked: EventFilter) -> bool:
    """Whether a count is of days that all lie in the period."""
    begins = asked.since is None or (line.first is not None and line.first >= asked.since)
    return begins and (asked.until is None or line.last <= asked.until)


def _never(toll: Toll, asked: EventFilter) -> tuple[str | None, str | None]:
    """What adding up the counts of the period would give, where that is more than what follows from them."""
    lows = [line.low for line in toll.lines if line.low and _is_inside(line, asked)]
    total = sum(lows)
    if len(lows) < 2 or (not toll.conflicts and total <= (toll.low or 0)):
        return None, None
    which = "The two counts" if len(lows) == 2 else f"Some of the {number(len(lows))} counts of these days"
    why = f"{which} overlap in place, in time or in whom they count, so they are compared, not added."
    return number(total), f"{why} {REPRINTED}" if any("reprint" in out.reason for out in toll.left_out) else why


REPRINTED: Final = "A figure that is printed again is not counted again."


def _alone(toll: Toll, asked: EventFilter) -> tuple[AloneShown, ...]:
    rest = asked.without("speaker")
    return tuple(
        AloneShown(
            name=alone.speaker,
            words="cannot all be true either" if alone.conflicts else bounds(alone.low, alone.high),
            address=rest.address("/situation", speaker=alone.key),
        )
        for alone in toll.alone[:SHOWN_ALONE]
    )


def _left_out(toll: Toll) -> tuple[LeftOutShown, ...]:
    """Why figures are not used, in the general words that begin each reason."""
    counts = Counter(out.reason.partition(":")[0] for out in toll.left_out)
    return tuple(LeftOutShown(reason=reason, figures=figures) for reason, figures in counts.most_common())


def _scope(asked: EventFilter) -> str | None:
    ignored = [value_words(name, value) for name, value in asked.given.items() if name not in HEARD]
    return f"It counts everybody, not only what is {_and(ignored)}." if ignored else None


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
