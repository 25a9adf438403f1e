"""Disputes as they are shown: who says what on each side, in whose words, in which order, and what stands beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from dateline.model.claim import Claim, Status
from dateline.model.dispute import Matter, Side
from dateline.model.figure import Measure
from dateline.model.review import in_force, settled
from dateline.model.world import Actor, Resolution, Slot, When, days_of
from dateline.review import corrections, with_corrections
from dateline.store.desk import disputes as asked
from dateline.store.desk import event as told
from dateline.store.desk.disputes import Disputed, Placed
from dateline.store.desk.reader import Head, heads_of
from dateline.store.judgements import judgements_about
from dateline.store.schema import report
from dateline.web.event.material import OWN_VOICE, Ref, ref_of, shape_of_voice, wording_beside
from dateline.web.event.saying import excerpt
from dateline.web.headlines import UNKNOWN_PLACE, question
from dateline.web.voices import Shape, verb
from dateline.web.wording import counted, days

SHOWN_VOICES: Final = 4
SHOWN_BESIDE: Final = 3
MOST_STEPS: Final = 6
MOST_REFS: Final = 4
LONGEST: Final = 220


class Stance(StrEnum):
    """How a side stands to the matter: it says so, denies it, or leaves it open; "beside" fits every side."""

    SAYS = "yes"
    DENIES = "no"
    OPEN = "on"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceShown:
    """One voice of a side in its own words; `denies` are the numbers of what its claim denies in the same report."""

    name: str
    shape: Shape
    via: str
    verb: str
    quote: str
    language: str | None
    outlet: str
    published: date | None
    about: str
    denies: Ref | None
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideShown:
    """A side: what it says, in short, its voices in the order in which they were published, and how many further claims say so."""

    says: str
    stance: Stance
    voices: tuple[VoiceShown, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """When a side was heard: what it said on a day of publication, in these claims and `more`."""

    day: date | None
    stance: Stance
    says: str
    refs: tuple[Ref, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeShown:
    """A dispute with its sides. `label` names matter, place and days, `question` what the sides answer.

    `order` tells on which days each side was heard, empty where it was one day; `later` how many such days
    are not shown; `found` how the dispute was found; `beside` takes no side.
    """

    event: str
    n: int
    matter: Matter
    measure: Measure | None
    label: str
    question: str
    summary: str
    found: str
    place_id: str | None
    sides: tuple[SideShown, ...]
    beside: SideShown | None
    order: tuple[Spoken, ...]
    later: int
    said_on: str


@dataclass(frozen=True, slots=True)
class _Known:
    """All claims of some disputes, in the order in which they were published, and those that are shown with their words."""

    placed: Mapping[str, Placed]
    claims: Mapping[str, Claim]
    meant: Mapping[str, Sequence[Resolution]]
    numbers: Mapping[str, int]
    reports: Mapping[str, Head]

    def of(self, side: Side) -> list[Placed]:
        """The claims of a side, the first published first."""
        wanted = set(side.claims)
        return [one for key, one in self.placed.items() if key in wanted]


def shown(connection: Connection, found: Sequence[Disputed]) -> tuple[DisputeShown, ...]:
    """Disputes with the words of all that are shown of them, asked for at once."""
    beside = [asked.beside(connection, one, limit=SHOWN_BESIDE) for one in found]
    sides = [side for one in found for side in one.dispute.sides]
    placed = asked.placed(connection, [*(key for side in sides for key in side.claims), *(key for some in beside for key in some)])
    known = _Known(placed=placed, claims={}, meant={}, numbers={}, reports={})
    keys = [one.claim for side in sides for one in _first(known.of(side))]
    known = _known(connection, placed, [*keys, *(key for some in beside for key in some)])
    return tuple(_shown(one, some, known) for one, some in zip(found, beside, strict=True))


def _first(told: Sequence[Placed]) -> list[Placed]:
    """Of several claims of a side those that are shown: the first of each voice, of as many voices as there is room for."""
    by_voice: dict[str, Placed] = {}
    for one in told:
        by_voice.setdefault(one.voice, one)
    return list(by_voice.values())[:SHOWN_VOICES]


def _known(connection: Connection, placed: Mapping[str, Placed], keys: Sequence[str]) -> _Known:
    judgements = [entered.judgement for entered in judgements_about(connection, keys)]
    read, taken_for = told.claims_with(connection, list(dict.fromkeys(keys))), told.meant(connection, keys)
    claims, resolutions = with_corrections(read, taken_for, corrections(settled(in_force(judgements))))
    meant: dict[str, list[Resolution]] = {}
    for resolution in resolutions:
        meant.setdefault(resolution.claim, []).append(resolution)
    reports = sorted({one.report for one in placed.values()})
    return _Known(
        placed=placed,
        claims={claim.id: claim for claim in claims},
        meant=meant,
        numbers=told.numbers_of(connection, {*placed, *(claim.denies for claim in claims if claim.denies is not None)}),
        reports={key: head for some in told.pieces(reports) for key, head in heads_of(connection, report.c.id.in_(some)).items()},
    )


def _shown(found: Disputed, beside: Sequence[str], known: _Known) -> DisputeShown:
    dispute, measure = found.dispute, asked.measure_of(found.dispute)
    sides = [_side(side, _stance(dispute.matter, side, known), known) for side in dispute.sides]
    order = [spoken for side, shown in zip(dispute.sides, sides, strict=True) for spoken in _spoken(side, shown.stance, known)]
    order.sort(key=lambda spoken: spoken.day or date.max)
    dates = {spoken.day for spoken in order}
    denied = any(side.stance is Stance.DENIES for side in sides)
    return DisputeShown(
        event=found.event,
        n=found.n,
        matter=dispute.matter,
        measure=measure,
        label=_label(found, measure),
        question=question(dispute.matter, found.type, found.place, measure),
        summary=_summary(found, known),
        found=BY_BOUNDS if dispute.matter is Matter.FIGURES else BY_DENIAL if denied else SIDE_BY_SIDE,
        place_id=found.place_id,
        sides=tuple(sides),
        beside=_beside(dispute.matter, beside, known),
        order=tuple(order[:MOST_STEPS]) if len(dates) > 1 else (),
        later=max(0, len(order) - MOST_STEPS) if len(dates) > 1 else 0,
        said_on="" if len(dates) > 1 else _said_on(next(iter(dates), None)),
    )


BY_BOUNDS: Final = "found by the bounds, not by a denial"
BY_DENIAL: Final = "found by a denial"
SIDE_BY_SIDE: Final = "found by what each says; nobody here denies another"


def _said_on(day: date | None) -> str:
    return "No day of publication is known." if day is None else f"All of it was published on {days(day, day)}."


def _label(found: Disputed, measure: Measure | None) -> str:
    """Matter, place and days, as the line over the question."""
    matter = {Matter.OCCURRENCE: "Occurrence", Matter.RESPONSIBILITY: "Responsibility", Matter.CONTROL: "Control"}.get(found.dispute.matter)
    about = matter or ("Figure" if measure is None else f"Figure · {measure.value}")
    return f"{about} · {found.place or UNKNOWN_PLACE} · {days(found.earliest, found.latest)}"


def _summary(found: Disputed, known: _Known) -> str:
    told = {one.claim: one for side in found.dispute.sides for one in known.of(side)}.values()
    voices, reports = {one.voice for one in told}, {one.report for one in told}
    return f"{counted(len(told), 'claim')}, {counted(len(voices), 'voice')}, {counted(len(reports), 'report')}"


def _stance(matter: Matter, side: Side, known: _Known) -> Stance:
    """A side that only denies stands against what others tell."""
    told = known.of(side)
    denies = matter in (Matter.OCCURRENCE, Matter.RESPONSIBILITY) and bool(told) and all(one.status == Status.DENIED.value for one in told)
    return Stance.DENIES if denies else Stance.SAYS


def _side(side: Side, stance: Stance, known: _Known) -> SideShown:
    told = known.of(side)
    first = _first(told)
    return SideShown(says=_sentence(side.says), stance=stance, voices=_voices(first, known), more=len(told) - len(first))


def _beside(matter: Matter, keys: Sequence[str], known: _Known) -> SideShown | None:
    told = [known.placed[key] for key in keys if key in known.placed]
    if not told:
        return None
    says, stance = ("Other counts of this event", Stance.BESIDE) if matter is Matter.FIGURES else ("It is not decided", Stance.OPEN)
    return SideShown(says=says, stance=stance, voices=_voices(told, known), more=0)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _voices(told: Iterable[Placed], known: _Known) -> tuple[VoiceShown, ...]:
    """The words of each voice; the same words in several reports once, with all their numbers."""
    found: dict[tuple[str, str], VoiceShown] = {}
    for one in told:
        voice = _voice(one, known)
        same = (voice.name, voice.quote.casefold())
        found[same] = voice if same not in found else replace(found[same], refs=(*found[same].refs, *voice.refs))
    return tuple(found.values())


def _voice(one: Placed, known: _Known) -> VoiceShown:
    claim, head, meant = known.claims[one.claim], known.reports[one.report], known.meant.get(one.claim, ())
    quote, before, after = excerpt(claim, claim.telling[0] if claim.telling else None, LONGEST)
    speaker = None if claim.speaker is None else claim.speaker.text
    return VoiceShown(
        name=one.voice_name,
        shape=shape_of_voice(one.voice, one.voice_name, _actor(meant)),
        via=OWN_VOICE if speaker is None else _via(claim, one.voice_name),
        verb=verb(claim.status, claim.type, speaker),
        quote=f"{'… ' if before else ''}{quote}{' …' if after else ''}",
        language=head.language,
        outlet=_outlet(head),
        published=head.published,
        about=days(*days_of(r.chosen for r in meant if isinstance(r.chosen, When))),
        denies=None if claim.denies is None or claim.denies not in known.numbers else _ref(claim.denies, claim.report, known),
        refs=(_ref(one.claim, one.report, known),),
    )


def _via(claim: Claim, name: str) -> str:
    """How the report words the speaker where that is not the name, and through whom."""
    worded = wording_beside(claim, name)
    through = None if claim.via is None else f"through {claim.via.text}"
    return ", ".join(part for part in (worded and f"worded “{worded}”", through) if part)


def _actor(resolutions: Iterable[Resolution]) -> Actor | None:
    return next((r.chosen for r in resolutions if r.slot is Slot.SPEAKER and isinstance(r.chosen, Actor)), None)


def _ref(claim: str, report: str, known: _Known) -> Ref:
    head = known.reports[report]
    return ref_of(claim, report, known.numbers[claim], f"{_outlet(head)}, {days(head.published, head.published)}")


def _outlet(head: Head) -> str:
    return head.outlet or head.name or head.title or head.id


def _spoken(side: Side, stance: Stance, known: _Known) -> list[Spoken]:
    """The days on which a side was heard."""
    by_day: dict[date | None, list[Placed]] = {}
    for one in known.of(side):
        by_day.setdefault(one.published, []).append(one)
    return [
        Spoken(
            day=day,
            stance=stance,
            says=_sentence(side.says),
            refs=tuple(_ref(o.claim, o.report, known) for o in told[:MOST_REFS]),
            more=len(told[MOST_REFS:]),
        )
        for day, told in by_day.items()
    ]
