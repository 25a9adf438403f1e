"""How many: every voice's count of one measure on one axis, what they come to, and what follows if one trusts whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.model.figure import Measure
from dateline.reconcile.happening import Answer, counting
from dateline.web.event.axis import Axis, Bar, axis_of
from dateline.web.event.lines import HEADINGS, Line, Place, Role, Strip, clashes_of, lines_of
from dateline.web.event.material import Heard, Material, Voice
from dateline.web.event.trusting import Option, address_of, answer_of, names_of, options_of
from dateline.web.headlines import how_many
from dateline.web.wording import bounds, counted, number

SHOWN_LINES: Final = 14
MOST_ADDED: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTold:
    """A measure that the event's claims count, with the span of reports."""

    measure: Measure
    span: str
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heeded:
    """A voice that counts, and whether its counts are trusted now."""

    voice: Voice
    is_trusted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The counts of one measure of an event.

    `low` and `high` bound the answer by the voices trusted now; both are None where `clash`, or where nothing bounds it. `strip` is where
    no number fits. `sentence` tells the finding in words; `not_added` says which numbers would count the same people twice.
    """

    event: str
    measure: Measure
    question: str
    measures: tuple[MeasureTold, ...]
    lines: tuple[Line, ...]
    of_lines: int
    low: int | None
    high: int | None
    answer: str
    by: str
    clash: bool
    strip: Strip | None
    options: tuple[Option, ...]
    voices: tuple[Heeded, ...]
    sentence: str
    not_added: str | None
    whole: bool

    def drawn(self, axis: Axis) -> list[tuple[str, list[tuple[Line, Bar]]]]:
        """The lines with their bars on the axis, under the heading of each place."""
        both = list(zip(self.lines, axis.bars, strict=True))
        found = [(heading, [pair for pair in both if pair[0].place is place]) for place, heading in HEADINGS.items()]
        return [(heading, pairs) for heading, pairs in found if pairs]

    def axis(self) -> Axis:
        """Where the lines stand on their axis; wider counts may lie beyond it."""
        ends = [(line.low, line.high) for line in self.lines]
        near = [(line.low, line.high) for line in self.lines if line.place is not Place.WIDER]
        strip = None if self.strip is None else (self.strip.low, self.strip.high)
        return axis_of(ends, fitting=near or ends, answer=(self.low, self.high), strip=strip)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of the counts: a measure, the keys of voices to trust (all where empty), and whether all lines are shown."""

    measure: Measure | None = None
    trust: tuple[str, ...] = ()
    whole: bool = False


def counts_of(material: Material, asked: Asked, elsewhere: Sequence[Heard] = ()) -> Counts | None:
    """The counts of a measure; None where no claim of the event counts anything. `elsewhere` are wider counts of other events."""
    measures = _measures(material)
    if not measures:
        return None
    measure = asked.measure if asked.measure in measures else _first(measures)
    found = counting(material.event, material.grounded, measure)
    everybody = found.answer()
    keys = tuple(dict.fromkeys(g.witness.key for g in (*found.own, *found.wider)))
    trust = tuple(key for key in keys if key in asked.trust)
    answer = everybody if not trust or len(trust) == len(keys) else found.answer(trust)
    lines, strip = clashes_of(list(lines_of(material, found, answer, elsewhere)), everybody)
    options = tuple(options_of(material, found, everybody, answer, trust or keys, keys))
    return Counts(
        event=material.event.id,
        measure=measure,
        question=how_many(measure),
        measures=tuple(_told(material, one, chosen=one is measure) for one in measures),
        lines=tuple(lines if asked.whole else lines[:SHOWN_LINES]),
        of_lines=len(lines),
        low=answer.low,
        high=answer.high,
        answer=answer_of(answer),
        by=names_of([material.voices[key].name for key in trust or keys]),
        clash=bool(answer.conflict),
        strip=strip,
        options=options,
        voices=tuple(Heeded(voice=material.voices[key], is_trusted=key in (trust or keys)) for key in keys),
        sentence=_sentence(how_many(measure), lines, answer),
        not_added=_not_added(lines),
        whole=asked.whole,
    )


def _measures(material: Material) -> dict[Measure, int]:
    """The measures that the event's claims count, each with how many claims do, in the order of the measures."""
    told = [{figure.measure for figure in g.claim.figures} for g in material.grounded]
    counts = {measure: sum(measure in measures for measures in told) for measure in Measure}
    return {measure: count for measure, count in counts.items() if count}


def _first(measures: Mapping[Measure, int]) -> Measure:
    return Measure.KILLED if Measure.KILLED in measures else max(measures, key=lambda measure: measures[measure])


def _told(material: Material, measure: Measure, *, chosen: bool) -> MeasureTold:
    spans = {estimate.measure: bounds(estimate.low, estimate.high) for estimate in material.event.estimates}
    return MeasureTold(measure=measure, span=spans.get(measure, "no number"), chosen=chosen, href=address_of(material, measure, ()))


def _sentence(question: str, lines: Sequence[Line], answer: Answer) -> str:
    told = [f"{line.voice.name}: {bounds(line.low, line.high)}" for line in lines if line.place is Place.OWN and not line.is_part]
    shown = "; ".join(told[:SHOWN_LINES]) + (f"; and {counted(len(told) - SHOWN_LINES, 'more count')}" if len(told) > SHOWN_LINES else "")
    end = "They cannot all be true." if answer.conflict else f"What follows: {bounds(answer.low, answer.high)}."
    return f"{question}. {shown}. {end}" if told else f"{question}. {end}"


def _not_added(lines: Sequence[Line]) -> str | None:
    """Why a sum of the lines would be wrong; None where there is nothing to add."""
    heeded = [line for line in lines if line.role in (Role.BINDS, Role.INSIDE, Role.CLASHES)]
    own = list(dict.fromkeys(line.low for line in heeded if line.place is Place.OWN and line.low and not line.is_part))
    wider = list(dict.fromkeys(line.low for line in lines if line.place is Place.WIDER and line.low))
    numbers = [*own, *wider][:MOST_ADDED]
    if len(numbers) < 2:
        return None
    told = f"{' + '.join(map(number, numbers))} = {number(sum(numbers))} would count people twice."
    reasons = ["Each voice counts the same happening."] if len(own) > 1 else []
    reasons += [f"{names_of(list(map(number, wider)))} {'covers' if len(wider) == 1 else 'cover'} more than it."] if wider else []
    return " ".join((told, *reasons))
