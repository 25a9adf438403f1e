"""Who is said to hold places, laid out as bands of days: what the page of control draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection

from dateline.model.claim import Change, Extent, Status
from dateline.model.grounded import Party
from dateline.model.holding import Held, Spell, Timeline
from dateline.store.desk.control import reports_of
from dateline.store.desk.days import LONGEST, Unit
from dateline.store.desk.event import numbers_of, speakers_known
from dateline.web.event.material import Ref, ref_of, shape_of_voice
from dateline.web.voices import Shape
from dateline.web.wording import day, days, short_day

HUES: Final = 6
"""Camps that have a colour of their own; further ones share the last, and all are labelled."""

FADES_AFTER: Final = timedelta(days=1)
"""A band ends one day after the last claim about its place: no news is not control."""

MOST_TICKS: Final = 14
OWN_ROWS: Final = 5
"""With so few places on a page, each is opened by who says so."""
MOST_VOICES: Final = 12
MOST_CHANGES: Final = 60

OF_GOVERNMENT: Final = ("government", "state forces", "army")
OF_OPPOSITION: Final = ("opposition", "rebel")
"""Words of camps that take the two colours of the design's two sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Camp:
    """A camp that is said to hold places: its number among the colours, from 1, and its name."""

    hue: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on the axis: where, in hundredths of the period, and its words."""

    at: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Days on which the same is said of a place, in hundredths of the period.

    `hues` are the colours of those who are said to have it; two or more where that is contested. `words` say who, and how. `hollow` is one
    who is said not to have it.
    """

    left: float
    width: float
    hues: tuple[int, ...]
    contested: bool
    besieged: bool
    hollow: bool
    words: str
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """What one voice says of who holds a place."""

    name: str
    shape: Shape
    bands: tuple[Band, ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place with what all say together, then by each voice.

    `fades` is where the last band ends, in hundredths of the period, None where it reaches the end; `finding` says in a sentence what the
    bands show; `undated` are those who are said to hold it without a day; `more_voices` are not drawn.
    """

    id: str
    name: str
    about: str
    claims: int
    voices: int
    bands: tuple[Band, ...]
    fades: float | None
    finding: str
    rows: tuple[VoiceRow, ...]
    more_voices: int
    undated: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One claim about who holds a place, in its own words."""

    days: str
    place: str
    voice: str
    shape: Shape
    change: str
    denied: bool
    quote: str
    ref: Ref | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days that are drawn, both included."""

    first: date
    last: date

    def at(self, day_: date) -> float:
        """Where a day begins, in hundredths of the period; what lies outside stands at its edge."""
        share = (day_ - self.first).days / ((self.last - self.first).days + 1)
        return round(100 * min(1.0, max(0.0, share)), 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Everything that is drawn of some places."""

    camps: tuple[Camp, ...]
    ticks: tuple[Tick, ...]
    places: tuple[PlaceRow, ...]
    changes: tuple[ChangeRow, ...]
    more_changes: int
    mixtures: tuple[tuple[int, ...], ...]


def period_of(timelines: Sequence[Timeline], since: date | None, until: date | None) -> Period | None:
    """The days to draw: those asked for, else from the first day told to two days after the last; None where no day is told."""
    told = [day_ for line in timelines for held in line.held for day_ in (held.first, held.last) if day_ is not None]
    if not told:
        return None
    first, last = since or min(told), until or max(told) + 2 * FADES_AFTER
    return Period(first=first, last=max(last, first + timedelta(days=6)))


def holdings(connection: Connection, timelines: Sequence[Timeline], period: Period, *, is_open: bool) -> Holdings:
    """The places drawn over a period, with the words behind every change."""
    drawn = _Drawing(connection, timelines, period)
    changes = [(line, held) for line in timelines for held in (*line.undated, *line.held) if _touches(held, period)]
    shown = sorted(changes, key=_told_at)
    drawn.look_up(connection, [held for _, held in shown[:MOST_CHANGES]])
    if is_open:
        voices = [told for line in timelines for told in _by_voice(line.held)[:MOST_VOICES]]
        drawn.look_up(connection, [held for told in voices for held in _cited(told, period)])
    places = tuple(drawn.place(line, is_open=is_open) for line in timelines)
    bands = [band for place in places for band in (*place.bands, *(band for row in place.rows for band in row.bands))]
    return Holdings(
        camps=drawn.camps(),
        ticks=ticks_of(period),
        places=places,
        changes=tuple(drawn.change(line, held) for line, held in shown[:MOST_CHANGES]),
        more_changes=max(0, len(shown) - MOST_CHANGES),
        mixtures=tuple(sorted({band.hues for band in bands if len(band.hues) > 1})),
    )


def ticks_of(period: Period) -> tuple[Tick, ...]:
    """Days, weeks, months, quarters, years or more, whichever gives the axis the most marks that it has room for."""
    length = (period.last - period.first).days + 1
    unit = next((unit for unit in Unit if length / LONGEST[unit] <= MOST_TICKS), Unit.CENTURY)
    return tuple(Tick(at=period.at(start), words=_tick_words(start, unit)) for start in _starts(period, unit))


def _starts(period: Period, unit: Unit) -> Iterator[date]:
    day_ = period.first
    if unit.start(day_) != day_:
        day_ = unit.last(day_) + timedelta(days=1)
    while day_ <= period.last:
        yield day_
        day_ = unit.last(day_) + timedelta(days=1)


def _tick_words(start: date, unit: Unit) -> str:
    if LONGEST[unit] >= LONGEST[Unit.YEAR]:
        return str(start.year)
    if unit in (Unit.DAY, Unit.WEEK):
        return short_day(start)
    return f"{short_day(start)[2:]} {start.year}" if start.month == 1 else short_day(start)[2:]


def _told_at(change: tuple[Timeline, Held]) -> tuple[date, str]:
    held = change[1]
    return held.first or held.last or date.max, held.claim


def _touches(held: Held, period: Period) -> bool:
    return (held.first or held.last or period.first) <= period.last and (held.last or held.first or period.last) >= period.first


class _Drawing:
    """Colours, names and numbers that all places of a page share."""

    def __init__(self, connection: Connection, timelines: Sequence[Timeline], period: Period) -> None:
        told = [held for line in timelines for held in (*line.held, *line.undated)]
        self._period = period
        self._reports: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._actors = speakers_known(connection, [held.claim for held in told])
        self._hues = _hues(told)

    def look_up(self, connection: Connection, cited: Sequence[Held]) -> None:
        """Where the claims stand that are cited."""
        claims = [held.claim for held in cited]
        self._reports |= reports_of(connection, claims)
        self._numbers |= numbers_of(connection, claims)

    def camps(self) -> tuple[Camp, ...]:
        """Camps by colour."""
        return tuple(Camp(hue=hue, name=name) for name, hue in sorted(self._hues.items(), key=lambda item: (item[1], item[0])))

    def place(self, line: Timeline, *, is_open: bool) -> PlaceRow:
        """A place with its bands."""
        last = _last_told(line)
        bands = [band for spell in line.spells if (band := self._band(spell, last or spell.start)) is not None]
        voices = _by_voice(line.held)
        fades = None if last is None or last > self._period.last else self._period.at(last)
        rows = [self._row(told) for told in voices[:MOST_VOICES]] if is_open else []
        return PlaceRow(
            id=line.place.id,
            name=line.place.name,
            about=_about(line),
            claims=len(line.held) + len(line.undated),
            voices=len({held.voice.key for held in (*line.held, *line.undated)}),
            bands=tuple(bands),
            fades=fades,
            finding=_finding(line, bands, last),
            rows=tuple(row for row in rows if row.bands),
            more_voices=max(0, len(voices) - MOST_VOICES) if is_open else 0,
            undated=tuple(sorted({f"{held.holder.name} ({held.voice.name})" for held in line.undated})),
        )

    def change(self, line: Timeline, held: Held) -> ChangeRow:
        """One claim of control as a row."""
        return ChangeRow(
            days=days(held.first, held.last) if held.is_dated else "no day",
            place=line.place.name,
            voice=held.voice.name,
            shape=self._shape(held),
            change=_change_words(held),
            denied=held.status is Status.DENIED,
            quote=held.quote,
            ref=self._ref(held),
        )

    def _band(self, spell: Spell, last: date) -> Band | None:
        end = min(spell.end or last, self._period.last)
        having = [holder for holder in spell.holders if holder.has]
        if end < self._period.first or spell.start > self._period.last or not spell.holders:
            return None
        hues = _distinct(self._hues[_camp(holder.party)] for holder in (having or spell.holders))
        left = self._period.at(spell.start)
        return Band(
            left=left,
            width=round(self._period.at(end + timedelta(days=1)) - left, 3),
            hues=hues if spell.is_contested or len(hues) == 1 else hues[:2],
            contested=spell.is_contested or len(hues) > 1,
            besieged=spell.is_fought_for,
            hollow=not having,
            words=spell_words(spell),
            days=days(spell.start, spell.end) if spell.end else f"from {day(spell.start)}",
        )

    def _row(self, told: Sequence[Held]) -> VoiceRow:
        first = told[0]
        bands = [band for held in told if (band := self._said(held)) is not None]
        refs = (self._ref(held) for held in _cited(told, self._period))
        return VoiceRow(name=first.voice.name, shape=self._shape(first), bands=tuple(bands), refs=tuple(filter(None, refs)))

    def _said(self, held: Held) -> Band | None:
        first, last = held.first or held.last, held.last or held.first
        if first is None or last is None or not _touches(held, self._period):
            return None
        has = (held.change is not Change.LOST) is not (held.status is Status.DENIED)
        left = self._period.at(first)
        return Band(
            left=left,
            width=round(self._period.at(last + timedelta(days=1)) - left, 3),
            hues=(self._hues[_camp(held.holder)],),
            contested=False,
            besieged=held.change is Change.CONTESTED,
            hollow=not has,
            words=f"{held.holder.name} {_change_words(held)}",
            days=days(held.first, held.last),
        )

    def _shape(self, held: Held) -> Shape:
        return shape_of_voice(held.voice.key, held.voice.name, self._actors.get(held.voice.key))

    def _ref(self, held: Held) -> Ref | None:
        report = self._reports.get(held.claim)
        if report is None:
            return None
        return ref_of(held.claim, report, self._numbers[held.claim], f"{held.outlet or report}, {days(held.published, held.published)}")


def _hues(told: Iterable[Held]) -> dict[str, int]:
    """Camp -> colour: the two sides of the design keep theirs, others follow in the order of how often they are named."""
    counted = Counter(_camp(held.holder) for held in told)
    order = [name for name, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))]
    found: dict[str, int] = {}
    for hue, words in ((1, OF_GOVERNMENT), (2, OF_OPPOSITION)):
        named = next((name for name in order if name not in found and any(word in name.lower() for word in words)), None)
        if named is not None:
            found[named] = hue
    free = [hue for hue in range(1, HUES + 1) if hue not in found.values()]
    for name in order:
        if name not in found:
            found[name] = free.pop(0) if free else HUES
    return found


def _camp(party: Party) -> str:
    """The side of a party as it is shown, else its name."""
    return party.side or party.name


def _distinct(hues: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(hues))[:3]


def _by_voice(told: Iterable[Held]) -> list[list[Held]]:
    """What each voice says, the one that says most first."""
    found: dict[str, list[Held]] = {}
    for held in told:
        found.setdefault(held.voice.key, []).append(held)
    return sorted(found.values(), key=lambda said: (-len(said), said[0].voice.name))


def _cited(told: Iterable[Held], period: Period) -> list[Held]:
    """What of a voice is cited: the first claims for days of the period."""
    return [held for held in told if _touches(held, period)][:MOST_VOICES]


def _last_told(line: Timeline) -> date | None:
    """The day after the last one of which a claim speaks."""
    told = [held.last or held.first for held in line.held]
    known = [day_ for day_ in told if day_ is not None]
    return max(known) + FADES_AFTER if known else None


def _about(line: Timeline) -> str:
    kind = "" if line.place.kind in ("city", "town", "village", "place") else line.place.kind
    region = line.place.admin1 if line.place.admin1 not in (None, line.place.name) else line.place.country
    return ", ".join(part for part in (kind, region) if part)


def spell_words(spell: Spell) -> str:
    """Who is said to hold the place, and how: "contested: A, no longer B; fought for"."""
    having = [f"{h.party.name}{' (part)' if h.extent is Extent.PART else ''}" for h in spell.holders if h.has]
    lacking = [f"no longer {h.party.name}" for h in spell.holders if not h.has]
    told = [*dict.fromkeys(having), *dict.fromkeys(lacking)]
    state = ["contested"] if spell.is_contested else []
    return ": ".join([*state, ", ".join(told)]) + ("; fought for" if spell.is_fought_for else "")


def _finding(line: Timeline, bands: Sequence[Band], last: date | None) -> str:
    if not bands:
        return f"{line.place.name}: nothing is told for these days."
    told = "; ".join(f"{band.days}: {band.words}" for band in bands)
    return f"{line.place.name}. {told}." + ("" if last is None else f" No claim after {day(last - FADES_AFTER)}.")


def _change_words(held: Held) -> str:
    extent = {Extent.ALL: "all of it", Extent.PART: "part of it", Extent.UNCLEAR: ""}[held.extent]
    if held.change is Change.CONTESTED:
        return "lays siege or fights for it"
    told = {Change.GAINED: "gained", Change.LOST: "lost", Change.HELD: "holds"}[held.change]
    return f"{told} {extent}".rstrip()
