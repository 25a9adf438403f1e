"""Reports, claims and judgements for tests of the review room: made by three patterns, so that every slot is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from tests.plain_walker import PlainWalker

from dateline.model.claim import Change, Claim, Control
from dateline.model.decision import ClaimSlot, Correction, Judgement, Value, Verdict
from dateline.model.link import link_id
from dateline.model.text import Phrase, Report, Span
from dateline.model.walked import Walked
from dateline.model.world import Actor, Resolution, Slot
from dateline.store.judgements import Entered

TEXT = (
    "The army said it took Handarat on Saturday. The Observatory said 45 people were killed in Handarat on Saturday. "
    "Residents in Homs named Khaled Haddad among the dead. Shells fell in Homs."
)
REPORT = Report(text=TEXT, original="0" * 64, published=date(2016, 9, 24), name="camp", source="Example")
WALK = PlainWalker().walk(REPORT)
ARMY = Actor(id="syria-state-forces", name="Syrian government forces", kind="state forces", side="Syrian government and allies")
NOON = datetime(2016, 9, 25, 12, tzinfo=UTC)


def at(minute: int) -> datetime:
    return NOON + timedelta(minutes=minute)


def said(
    subject: str, verdict: Verdict = Verdict.ACCEPTED, *, by: str = "ana", minute: int = 0, supersedes: str | None = None
) -> Judgement:
    return Judgement(subject=subject, verdict=verdict, reviewer=by, at=at(minute), reason="as heard", supersedes=supersedes)


def corrected(claim: str, slot: ClaimSlot, new: Value, *, n: int = 0, by: str = "ana", minute: int = 0) -> Judgement:
    change = Correction(slot=slot, n=n, old=Value(), new=new)
    return Judgement(subject=claim, verdict=Verdict.CORRECTED, reviewer=by, at=at(minute), reason="as heard", correction=change)


def paired(a: str, b: str, verdict: Verdict, *, by: str = "ana", minute: int = 0) -> Judgement:
    first, second = sorted((a, b))
    return Judgement(subject=link_id(a, b), verdict=verdict, reviewer=by, at=at(minute), reason="as heard", claims=(first, second))


def undid(other: Judgement, *, by: str = "ana", minute: int = 0) -> Judgement:
    return Judgement(subject=other.subject, verdict=Verdict.UNDONE, reviewer=by, at=at(minute), reason="a slip", supersedes=other.id)


def entered(judgements: Sequence[Judgement]) -> tuple[Entered, ...]:
    """Judgements as the chain has them, one after the other."""
    return tuple(Entered(seq, judgement) for seq, judgement in enumerate(judgements, start=10))


def phrase(words: str) -> Phrase:
    start = TEXT.index(words)
    return Phrase(span=Span(start, start + len(words)), text=words)


def walk_with_parties() -> Walked:
    """The same report with a claim that has two actors, two targets, control and figures that are parts of each other."""
    first = WALK.claims[1]
    figure = first.figures[0]
    parts = (figure, figure.__class__(measure=figure.measure, low=10, high=10, published="10", span=figure.span, part_of=0))
    claim = Claim(
        report=first.report,
        evidence=first.evidence,
        quote=first.quote,
        type="attack",
        speaker=first.speaker,
        actors=(phrase("army"), phrase("Residents")),
        targets=(phrase("people"), phrase("Khaled Haddad")),
        place=first.place,
        times=first.times,
        figures=parts,
        control=Control(place=None, holder=phrase("army"), change=Change.GAINED),
        confidences=(("place", 0.4), ("actors", 0.3), ("type", 0.9)),
    )
    own = [r for r in WALK.resolutions if r.claim == first.id]
    meant = [Resolution(**{**{name: getattr(r, name) for name in r.__slots__}, "claim": claim.id}) for r in own]
    meant.append(
        Resolution(claim=claim.id, slot=Slot.ACTOR, index=0, wording="army", chosen=ARMY, method="actor list", version="1", score=1.0)
    )
    meant.append(Resolution(claim=claim.id, slot=Slot.ACTOR, index=1, wording="Residents", chosen=None, method="actor list", version="1"))
    return Walked(report=REPORT, claims=(claim,), resolutions=tuple(meant))
