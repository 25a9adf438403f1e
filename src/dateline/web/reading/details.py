"""What an opened card tells: slot by slot the words, what they were taken for and why, what lost, and who decided what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dateline.model.claim import Claim, Control, Extent
from dateline.model.decision import Judgement
from dateline.model.text import Phrase
from dateline.model.world import Actor, Place, Resolution, Slot, When
from dateline.review.applying import METHOD
from dateline.store.desk.reader import ToldEvent
from dateline.web.claim_words import figure_in_words, place_in_words, precision_in_words
from dateline.web.reading.cards import Card
from dateline.web.reading.doubt import is_slot_unsure
from dateline.web.voices import bare
from dateline.web.wording import days


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotShown:
    """One slot of a claim.

    `words` are the report's, None where it words nothing; `meaning` what they were taken for, None where nothing known was found; `notes`
    say why, and `rivals` what else they could have meant. `sureness` is how often in a hundred such a reading is right, None where that
    was not estimated. `is_by_person` marks what a person decided instead of the machine.
    """

    name: str
    words: str | None
    meaning: str | None
    notes: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    sureness: int | None = None
    is_unsure: bool = False
    is_by_person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A judgement on the claim: who said what, when and why.

    `old` and `new` are what a correction changed; `in_force` is false once it holds no more.
    """

    reviewer: str
    at: datetime
    verdict: str
    reason: str
    old: str | None
    new: str | None
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDetail:
    """A claim with everything that led to it: its quote, its slots, the event that it tells, and the judgements so far.

    `sureness` is how often in a hundred the report does tell what the machine read so, None where that was not estimated.
    """

    card: Card
    quote: str
    slots: tuple[SlotShown, ...]
    event: ToldEvent | None
    judgements: tuple[Decided, ...]
    sureness: int | None


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the details of a report's claims come from."""

    events: Mapping[str, ToldEvent]
    judgements: Sequence[Judgement]
    standing: frozenset[str]
    """Ids of the judgements in force."""


def detail_of(claim: Claim, meant: Sequence[Resolution], card: Card, sources: Sources) -> ClaimDetail:
    """Everything about one claim."""
    return ClaimDetail(
        card=card,
        quote=claim.quote,
        slots=tuple(slots_of(claim, meant)),
        event=sources.events.get(card.id),
        judgements=tuple(_decided(told, sources.standing) for told in sources.judgements if card.id in (*told.touched(), told.subject)),
        sureness=_hundred(claim.confidence),
    )


def slots_of(claim: Claim, meant: Sequence[Resolution]) -> Iterator[SlotShown]:
    """The slots that hold something, who speaks first."""
    by_slot: dict[tuple[Slot, int], Resolution] = {(found.slot, found.index): found for found in meant}
    yield _slot(claim, "said by", "speaker", claim.speaker, by_slot.get((Slot.SPEAKER, 0)))
    if claim.via is not None and (claim.speaker is None or claim.via.span != claim.speaker.span):
        yield SlotShown(name="through", words=claim.via.text, meaning=None)
    for figure in claim.figures:
        yield SlotShown(
            name="counted",
            words=figure.published,
            meaning=figure_in_words(figure),
            sureness=_sure(claim, "figures"),
            is_unsure=is_slot_unsure(claim, "figures"),
        )
    for name, slot, filled, known in (
        ("done by", Slot.ACTOR, claim.actors, "actors"),
        ("done to", Slot.TARGET, claim.targets, "targets"),
    ):
        for n, phrase in enumerate(filled):
            yield _slot(claim, name, known, phrase, by_slot.get((slot, n)))
    yield _slot(claim, "place", "place", claim.place, by_slot.get((Slot.PLACE, 0)))
    yield from _times(claim, meant)
    if claim.control is not None:
        yield _control(claim.control)


def _slot(claim: Claim, name: str, known: str, phrase: Phrase | None, found: Resolution | None) -> SlotShown:
    if phrase is None:
        return SlotShown(name=name, words=None, meaning="the report itself" if known == "speaker" else None, sureness=_sure(claim, known))
    by_person = found is not None and found.method == METHOD
    return SlotShown(
        name=name,
        words=phrase.text,
        meaning=_meaning(phrase.text, found),
        notes=() if found is None else (*_exactness(found), *found.reasons),
        rivals=() if found is None else tuple(_named(other) for other in found.alternatives),
        sureness=None if by_person else _sure(claim, known),
        is_unsure=not by_person and is_slot_unsure(claim, known, found),
        is_by_person=by_person,
    )


def _times(claim: Claim, meant: Sequence[Resolution]) -> Iterator[SlotShown]:
    found = [resolution for resolution in meant if resolution.slot is Slot.TIME]
    for resolution in found:
        chosen = resolution.chosen
        by_person = resolution.method == METHOD
        yield SlotShown(
            name="time",
            words=resolution.wording or None,
            meaning=days(chosen.earliest, chosen.latest) if isinstance(chosen, When) else None,
            notes=resolution.reasons,
            sureness=None if by_person else _sure(claim, "times"),
            is_unsure=not by_person and is_slot_unsure(claim, "times"),
            is_by_person=by_person,
        )
    if not found:
        yield SlotShown(name="time", words=None, meaning=None)


EXTENTS = {Extent.ALL: "all of it", Extent.PART: "a part of it", Extent.UNCLEAR: "how much of it is not told"}


def _control(control: Control) -> SlotShown:
    holder = "by whom is not told" if control.holder is None else f"by {control.holder.text}"
    words = None if control.place is None else control.place.text
    return SlotShown(name="control", words=words, meaning=f"{control.change.value}, {EXTENTS[control.extent]}, {holder}")


def _meaning(words: str, found: Resolution | None) -> str | None:
    chosen = None if found is None else found.chosen
    if isinstance(chosen, Place):
        return place_in_words(chosen) + ("" if chosen.kind in ("unit", "country") else f", {chosen.kind}")
    if isinstance(chosen, Actor):
        return KNOWN if chosen.name.casefold() == bare(words).casefold() else chosen.name
    return None


KNOWN = "known by this name"


def _exactness(found: Resolution) -> tuple[str, ...]:
    return (precision_in_words(found.chosen),) if isinstance(found.chosen, Place) else ()


def _named(other: Place | Actor) -> str:
    if isinstance(other, Actor):
        return other.name
    return ", ".join(part for part in (other.name, other.kind, other.admin1, other.country) if part)


def _sure(claim: Claim, name: str) -> int | None:
    return _hundred(dict(claim.confidences).get(name))


def _hundred(probability: float | None) -> int | None:
    return None if probability is None else round(100 * probability)


def _decided(judgement: Judgement, standing: frozenset[str]) -> Decided:
    change = judgement.correction
    return Decided(
        reviewer=judgement.reviewer,
        at=judgement.at,
        verdict=judgement.verdict.value if change is None else f"corrected the {change.told_slot()}",
        reason=judgement.reason,
        old=None if change is None else change.old.told() or "nothing",
        new=None if change is None else change.new.told() or "nothing",
        in_force=judgement.id in standing,
    )
