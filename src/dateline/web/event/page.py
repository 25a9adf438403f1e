"""The page of one event: what is said about it by whom, how many, how that changed, on how many witnesses it rests, and why it is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.model.dispute import Carried, Dispute, Matter, Standing
from dateline.model.event import Event
from dateline.model.figure import Measure
from dateline.model.link import Link
from dateline.model.review import is_reviewed
from dateline.web.event.account import Account, account_of
from dateline.web.event.counts import Asked, Counts, counts_of
from dateline.web.event.lines import Place, Role
from dateline.web.event.links import Linking, linking_of
from dateline.web.event.material import Heard, Material
from dateline.web.event.saying import Matrix, matrix_of
from dateline.web.event.witnesses import Witnesses, witnesses_of
from dateline.web.headlines import headline, how_many, noun_of
from dateline.web.wording import bounds, counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question about an event and how it is carried, with the reasons."""

    name: str
    standing: Standing
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """How many of an event's claims people decided on, and what they decided of the event as a whole (None: nothing yet)."""

    claims: int
    of_claims: int
    event: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """An event as its page shows it.

    `headline` is made of type, place and days; `kicker` counts what tells it. `stand` says in sentences what is carried and what is not,
    and `questions` say it one by one with the reasons. `background` is true where every report tells it as history. `counts` is None where
    nobody counts.
    """

    id: str
    type: str
    headline: str
    kicker: str
    stand: str
    place: str | None
    place_id: str | None
    earliest: date | None
    latest: date | None
    questions: tuple[Question, ...]
    reviewed: Reviewed
    background: bool
    matrix: Matrix
    counts: Counts | None
    account: Account
    witnesses: Witnesses
    linking: Linking


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a reader asks of the page beside the event: which counts, and whether all voices, rows, lines and steps are shown."""

    counts: Asked
    whole: bool = False


def page_of(
    material: Material, wanted: Wanted, *, links: Sequence[Link] = (), chosen: Link | None = None, elsewhere: Sequence[Heard] = ()
) -> EventPage:
    """The page; `links` are the strongest of the event, `elsewhere` counts of other events that hold this one."""
    event, counts = material.event, counts_of(material, wanted.counts, elsewhere)
    measure = None if counts is None else counts.measure
    questions = tuple(_questions(event, counts))
    return EventPage(
        id=event.id,
        type=event.type,
        headline=headline(event.type, event.place, event.earliest, event.latest, event.standing),
        kicker=_kicker(material),
        stand=_stand(event, questions, counts),
        place=event.place,
        place_id=None if event.at is None else event.at.id,
        earliest=event.earliest,
        latest=event.latest,
        questions=questions,
        reviewed=_reviewed(material),
        background=material.told.background,
        matrix=matrix_of(material, whole=wanted.whole),
        counts=counts,
        account=account_of(material, measure, whole=wanted.whole),
        witnesses=witnesses_of(material, measure),
        linking=linking_of(material, links, chosen),
    )


def _kicker(material: Material) -> str:
    reports = {heard.report.id for heard in material.claims.values()}
    again = {reprint.later for reprint in material.told.reprints if reprint.is_same_witness} & reports
    texts = counted(len(reports), "report") + (f", {counted(len(again), 'of them a reprint', 'of them reprints')}" if again else "")
    told = f"{counted(len(material.claims), 'claim')}, {counted(len(material.witnesses), 'voice')}, {texts}"
    return f"Event · {noun_of(material.event.type)} · {told}"


def _reviewed(material: Material) -> Reviewed:
    told = material.reviews
    return Reviewed(
        claims=sum(is_reviewed(told[key]) for key in material.claims if key in told),
        of_claims=len(material.claims),
        event=told.get(material.event.id),
    )


def _questions(event: Event, counts: Counts | None) -> Iterable[Question]:
    yield Question(name="It happened", standing=event.occurrence.standing, reasons=event.occurrence.reasons)
    if event.responsibility is not None:
        yield Question(name="Who did it", standing=event.responsibility.standing, reasons=event.responsibility.reasons)
    held = _about(event.disputes, Matter.CONTROL)
    if held:
        yield Question(name="Who holds it", standing=Standing.CONTESTED, reasons=tuple(dispute.reason for dispute in held))
    figures = _figures(event, counts)
    if figures is not None:
        yield Question(name="How many", standing=figures.standing, reasons=figures.reasons)


def _about(disputes: Iterable[Dispute], matter: Matter) -> list[Dispute]:
    return [dispute for dispute in disputes if dispute.matter is matter]


def _figures(event: Event, counts: Counts | None) -> Carried | None:
    """How well the counts are carried; None where nobody gives a number."""
    contested = tuple(dispute.reason for dispute in _about(event.disputes, Matter.FIGURES))
    if counts is None:
        return None
    own = [line for line in counts.lines if line.place is Place.OWN and not line.is_part and (line.low, line.high) != (None, None)]
    told = tuple(
        f"{line.voice.name}: {bounds(line.low, line.high)} {counts.measure.value}" for line in own if line.role is not Role.REPLACED
    )
    if contested or any(line.role is Role.CLASHES for line in counts.lines):
        return Carried(standing=Standing.CONTESTED, reasons=contested or told)
    voices = {line.voice.key for line in own}
    if not voices:
        return None
    return Carried(standing=Standing.CORROBORATED if len(voices) > 1 else Standing.SINGLE, reasons=told)


def _stand(event: Event, questions: Iterable[Question], counts: Counts | None) -> str:
    """What is carried and what is not, a sentence for each."""
    by_name = {question.name: question.standing for question in questions}
    parts = [_occurrence(event)]
    if by_name.get("Who did it") is Standing.CONTESTED:
        parts.append("Who did it is contested.")
    if "Who holds it" in by_name:
        parts.append("Who holds the place is contested.")
    if counts is not None and by_name.get("How many") is Standing.CONTESTED:
        parts.append(f"{how_many(_contested_measure(event, counts))} is contested: the counts cannot all be true.")
    elif counts is not None and counts.lines and not counts.clash and (counts.low, counts.high) != (None, None):
        parts.append(f"{how_many(counts.measure)}: {counts.answer}, by {counts.by}.")
    return " ".join(parts)


def _contested_measure(event: Event, counts: Counts) -> Measure:
    """What a dispute about figures counts: its reason begins with the measure."""
    told = (dispute.reason.partition(":")[0] for dispute in _about(event.disputes, Matter.FIGURES))
    return next((Measure(name) for name in told if name in list(Measure)), counts.measure)


def _occurrence(event: Event) -> str:
    voices = len(event.speakers)
    match event.occurrence.standing:
        case Standing.CORROBORATED:
            return "That it happened is said by several independent voices."
        case Standing.SINGLE:
            return "That it happened is said by one voice." if voices == 1 else "That it happened rests on the word of one voice."
        case Standing.CONTESTED:
            return "Whether it happened is contested: some say so, others deny it."
        case Standing.DENIED:
            return "That it happened is denied; nobody here says that it did."
        case Standing.PLANNED:
            return "It was announced; nobody here says that it happened."
