"""The card of a claim: what stands beside its words in the margin, the speaker first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.model.claim import Claim, Status
from dateline.model.review import is_reviewed
from dateline.model.world import Actor, Place, Resolution, Slot, When, days_of
from dateline.web.claim_words import brief_days, figures_in_words, place_in_words
from dateline.web.reading.doubt import doubts, is_slot_unsure
from dateline.web.reading.pieces import style_of
from dateline.web.voices import ACTS, Shape, bare, relayed, shape_of, verb

OWN_VOICE = "the report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says it: `name` as worded, without its article, or "the report" for its own voice; `shape` is of its kind.

    `known_as` is who the words are taken for, None where nobody is known or the words are the name. `via` is how it is relayed
    ("told Reuters"), `stand_in` what stands for the speaker in the words of the claim ("he"). `is_own` marks the report's own voice.
    """

    name: str
    shape: Shape
    known_as: str | None
    via: str | None
    stand_in: str | None
    is_own: bool
    is_unsure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A place or days in few words, as the report words them (None where it does not), and whether the machine is unsure of them."""

    words: str
    said: str | None
    is_unsure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A claim in the margin.

    `n` is its number in this report and `id` its id in the ledger. `verb` is what the speaker does ("says", "denies"), `look` the edge of
    the card ("deny", "plan", "hedge", "back", or none). `doubts` tell what the machine is unsure of, each in words. `gist` is who gained or
    lost a place, or to whom an act of speech is done. `place`, `days` and `figures` are in words; `where` is the id of the place on the map
    and `reach_km` how far it reaches, `earliest` to `latest` the days on the calendar. `denies` is the number of the claim that it denies.
    `review` is who decided what on it, None where nobody did; `is_reviewed` says that people decided and agree, `is_set_down` that a person
    rejected it.
    """

    n: int
    id: str
    speaker: Speaker
    verb: str
    type: str
    status: Status
    look: str
    doubts: tuple[str, ...]
    gist: str | None
    place: Shown | None
    days: Shown | None
    figures: str | None
    denies: int | None
    where: str | None
    reach_km: float | None
    earliest: date | None
    latest: date | None
    review: str | None
    is_reviewed: bool
    is_set_down: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What a card needs to know of its report: the year it is read in, the numbers of its claims, and who decided what on them."""

    year: int | None
    numbers: Mapping[str, int]
    reviews: Mapping[str, str]
    set_down: frozenset[str]


def card_of(key: str, claim: Claim, meant: Sequence[Resolution], known: Known) -> Card:
    """The card of a claim, by its id, whose words were taken to mean `meant`."""
    found = _of(meant, Slot.PLACE)
    place = found.chosen if found is not None and isinstance(found.chosen, Place) else None
    earliest, latest = days_of(r.chosen for r in meant if isinstance(r.chosen, When))
    speaker = speaker_of(claim, meant)
    review = known.reviews.get(key)
    return Card(
        n=known.numbers[key],
        id=key,
        speaker=speaker,
        verb=verb(claim.status, claim.type, None if speaker.is_own else speaker.name),
        type=claim.type,
        status=claim.status,
        look=style_of(claim),
        doubts=doubts(claim),
        gist=_gist(claim),
        place=_place(claim, found),
        days=_days(claim, earliest, latest, known.year),
        figures=figures_in_words(claim.figures),
        denies=known.numbers.get(claim.denies or ""),
        where=None if place is None else place.id,
        reach_km=None if place is None else place.radius_km,
        earliest=earliest,
        latest=latest,
        review=review,
        is_reviewed=review is not None and is_reviewed(review),
        is_set_down=key in known.set_down,
    )


def speaker_of(claim: Claim, meant: Sequence[Resolution]) -> Speaker:
    """Who says a claim; the report itself where it names nobody."""
    said_by, via = claim.speaker, claim.via
    found = _of(meant, Slot.SPEAKER)
    actor = found.chosen if found is not None and isinstance(found.chosen, Actor) else None
    name = OWN_VOICE if said_by is None else bare(said_by.text)
    return Speaker(
        name=name,
        shape=Shape.REPORT if said_by is None else shape_of(said_by.text, actor),
        known_as=None if actor is None or actor.name.casefold() == name.casefold() else actor.name,
        via=None if via is None or (said_by is not None and via.span == said_by.span) else relayed(via.text),
        stand_in=_stand_in(claim),
        is_own=said_by is None,
        is_unsure=is_slot_unsure(claim, "speaker"),
    )


def _stand_in(claim: Claim) -> str | None:
    """The word that stands for the speaker in the words of the claim."""
    span = None if claim.speaker is None else claim.speaker.stand_in
    if span is None or not claim.evidence.covers(span):
        return None
    return claim.quote[span.start - claim.evidence.start : span.end - claim.evidence.start]


def _gist(claim: Claim) -> str | None:
    control = claim.control
    if control is not None:
        return control.change.value if control.holder is None else f"{bare(control.holder.text)} {control.change.value}"
    if claim.type not in ACTS:
        return None
    to, done_to = ("of", claim.actors) if claim.type == "accusation" else ("to", claim.targets)
    return f"{to} {', '.join(phrase.text for phrase in done_to)}" if done_to else None


def _days(claim: Claim, earliest: date | None, latest: date | None, year: int | None) -> Shown | None:
    words = brief_days(earliest, latest, year)
    said = ", ".join(phrase.text for phrase in claim.times)
    return None if words is None else Shown(words=words, said=said or None, is_unsure=is_slot_unsure(claim, "times"))


def _place(claim: Claim, found: Resolution | None) -> Shown | None:
    if claim.place is None:
        return None
    if found is None or not isinstance(found.chosen, Place):
        return Shown(words=f"“{claim.place.text}”", said=claim.place.text, is_unsure=True)
    return Shown(words=place_in_words(found.chosen), said=claim.place.text, is_unsure=is_slot_unsure(claim, "place", found))


def _of(meant: Sequence[Resolution], slot: Slot) -> Resolution | None:
    return next((resolution for resolution in meant if resolution.slot is slot), None)
