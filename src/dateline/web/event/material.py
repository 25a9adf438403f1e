"""What all parts of an event's page are made of: its claims as people corrected them, who is heard in each, and how each is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from string import ascii_uppercase

from dateline.model.claim import Claim
from dateline.model.event import Event
from dateline.model.grounded import Grounded, Witness, ground
from dateline.model.review import in_force, reviews, settled
from dateline.model.text import Report
from dateline.model.world import Actor, Resolution, Slot
from dateline.review.applying import corrections, with_corrections
from dateline.store.desk.event import Told
from dateline.web.voices import Shape, shape_of
from dateline.web.wording import days

MOST_WORDINGS = 2
"""Wordings of one voice that are shown under its name."""
LONGEST_WORDING = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """The number of a claim as the page shows it, with where its words stand.

    `label` is its number in its report, with a letter for the report where the event has several; `title` says it in words.
    """

    claim: str
    label: str
    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who is heard: `shape` is its kind, `about` how the reports word it and through whom it speaks, `claims` how many it tells.

    `is_witness` is false for an outlet whose own words only retell those whom it quotes: it is heard, and adds no witness.
    """

    key: str
    name: str
    shape: Shape
    about: str
    claims: int
    is_witness: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One claim with all that a part of the page may show of it."""

    grounded: Grounded
    ref: Ref
    report: Report

    def voice_alone(self) -> Voice:
        """Its voice, known by this claim alone."""
        return _voice(self.grounded.witness.key, (self.grounded,), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """An event and its claims, in the order in which they were published; `voices` in the order of most telling, by key.

    `reviews` says of each claim that people judged what they decided, in words; `letters` names the reports, None where there is one.
    """

    told: Told
    claims: Mapping[str, Heard]
    voices: Mapping[str, Voice]
    letters: Mapping[str, str | None]
    reviews: Mapping[str, str]

    @property
    def event(self) -> Event:
        """The event."""
        return self.told.event

    @property
    def grounded(self) -> tuple[Grounded, ...]:
        """The claims with what their words mean, each with its independent voice as its witness."""
        return tuple(one.grounded for one in self.claims.values())

    def of(self, keys: Iterable[str]) -> tuple[Ref, ...]:
        """The numbers of claims of the event; one that a person took out of it has none."""
        return tuple(self.claims[key].ref for key in keys if key in self.claims)

    @property
    def witnesses(self) -> tuple[Voice, ...]:
        """The independent voices; all where nobody else is heard."""
        return tuple(voice for voice in self.voices.values() if voice.is_witness) or tuple(self.voices.values())

    def voice(self, key: str) -> Voice:
        """The voice behind a claim."""
        return self.voices[self.told.voices[key].key]


def material_of(told: Told) -> Material:
    """An event's claims, ready to be shown."""
    standing = in_force(told.judgements)
    claims, resolutions = with_corrections(told.claims, told.resolutions, corrections(settled(standing)))
    found = ground(claims, resolutions, told.reports)
    heard = sorted((replace(g, witness=told.voices[g.claim.id]) for g in found), key=_published)
    letters = _letters(heard, told.reports)
    reports = {report.id: report for report in told.reports}
    shown = {
        g.claim.id: Heard(grounded=g, ref=_ref(g, told.numbers, letters, reports[g.claim.report]), report=reports[g.claim.report])
        for g in heard
    }
    voices = {key: _as_witness(voice, told.event) for key, voice in _voices(heard, resolutions).items()}
    return Material(told=told, claims=shown, voices=voices, letters=letters, reviews=reviews(standing))


def _as_witness(voice: Voice, event: Event) -> Voice:
    if voice.name in event.speakers:
        return voice
    return replace(voice, about=f"{voice.about}; no further witness" if voice.about else "no further witness", is_witness=False)


def heard_elsewhere(
    claims: Iterable[Grounded], reports: Iterable[Report], numbers: Mapping[str, int], voices: Mapping[str, Witness]
) -> tuple[Heard, ...]:
    """Claims of other events, named by a plus sign and their number."""
    by_id = {report.id: report for report in reports}
    told = [(replace(g, witness=voices.get(g.claim.id, g.witness)), by_id[g.claim.report]) for g in claims]
    return tuple(Heard(grounded=g, ref=_ref(g, numbers, {report.id: "+"}, report), report=report) for g, report in told)


def outlet_of(report: Report) -> str:
    """Who published a report, else what it is called."""
    return report.source or report.name or report.title or report.id


def _published(grounded: Grounded) -> tuple[date, str, object]:
    return grounded.published or date.max, grounded.claim.report, grounded.claim.evidence


def _letters(claims: Sequence[Grounded], reports: Sequence[Report]) -> dict[str, str | None]:
    """A letter for each report in the order of publication; none where there is only one report."""
    order = dict.fromkeys(grounded.claim.report for grounded in claims)
    return {key: None if len(reports) == 1 else _letter(n) for n, key in enumerate(order)}


def _letter(n: int) -> str:
    """A to Z, then AA, AB ..."""
    more, last = divmod(n, len(ascii_uppercase))
    return (_letter(more - 1) if more else "") + ascii_uppercase[last]


def _ref(grounded: Grounded, numbers: Mapping[str, int], letters: Mapping[str, str | None], report: Report) -> Ref:
    claim = grounded.claim
    where = f"{outlet_of(report)}, {days(report.published, report.published)}"
    return ref_of(claim.id, report.id, numbers[claim.id], where, letter=letters[report.id])


def ref_of(claim: str, report: str, number: int, where: str, *, letter: str | None = None) -> Ref:
    """The number of a claim; `where` says in words which report it stands in."""
    label = f"{letter or ''}{number}"
    return Ref(claim=claim, label=label, title=f"{label}: claim {number} of {where}", href=f"/reports/{report}#c{number}")


def _voices(claims: Sequence[Grounded], resolutions: Iterable[Resolution]) -> dict[str, Voice]:
    """Voices by key, those that tell most first."""
    actors = {f"actor:{r.chosen.id}": r.chosen for r in resolutions if r.slot is Slot.SPEAKER and isinstance(r.chosen, Actor)}
    of_voice: dict[str, list[Grounded]] = {}
    for grounded in claims:
        of_voice.setdefault(grounded.witness.key, []).append(grounded)
    ordered = sorted(of_voice.items(), key=lambda item: (-len(item[1]), _published(item[1][0])))
    return {key: _voice(key, told, actors.get(key)) for key, told in ordered}


def _voice(key: str, told: Sequence[Grounded], actor: Actor | None) -> Voice:
    witness: Witness = told[0].witness
    return Voice(key=key, name=witness.name, shape=shape_of_voice(key, witness.name, actor), about=_about(key, told), claims=len(told))


def shape_of_voice(key: str, name: str, actor: Actor | None) -> Shape:
    """The shape of an independent voice, by its key and who it is taken for."""
    if key.startswith("outlet:"):
        return Shape.REPORT
    return Shape.PEOPLE if key.startswith("unnamed:") else shape_of(name, actor)


def _about(key: str, told: Sequence[Grounded]) -> str:
    """How reports word a voice where that is not its name, and the media it spoke to."""
    if key.startswith("outlet:"):
        return OWN_VOICE
    worded = dict.fromkeys(w for g in told if (w := wording_beside(g.claim, g.witness.name)) is not None)
    media = dict.fromkeys(g.claim.via.text for g in told if g.claim.via is not None)
    parts = [f"worded “{'”, “'.join(list(worded)[:MOST_WORDINGS])}”"] if worded else []
    return "; ".join((*parts, *(f"through {via}" for via in list(media)[:MOST_WORDINGS])))


OWN_VOICE = "in its own voice"


def wording_beside(claim: Claim, name: str) -> str | None:
    """The words of a speaker, where they are worth reading beside the name of the voice."""
    if claim.speaker is None or len(claim.speaker.text) > LONGEST_WORDING:
        return None
    words, named = claim.speaker.text.casefold(), name.casefold()
    return None if words in named or named in words else claim.speaker.text
