"""Judgements applied: claims as people see them, without what they reject. What is stored never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from dateline.model.claim import Change, Claim, Control, CorrectedClaim, Status
from dateline.model.decision import ClaimSlot, Judgement, Value, Verdict
from dateline.model.figure import Figure, Measure
from dateline.model.review import Settled, in_force, rejected, settled
from dateline.model.text import Phrase
from dateline.model.walked import Walked
from dateline.model.world import Actor, Place, Resolution, Slot, When
from dateline.resolve.calendar import precision_of

METHOD = "person"
"""The method of a resolution that a reviewer chose; its version is the id of his judgement."""

CONFIDENCE_OF = {
    ClaimSlot.TYPE: "type",
    ClaimSlot.STATUS: "status",
    ClaimSlot.SPEAKER: "speaker",
    ClaimSlot.PLACE: "place",
    ClaimSlot.DAYS: "times",
    ClaimSlot.ACTOR: "actors",
    ClaimSlot.TARGET: "targets",
    **dict.fromkeys((ClaimSlot.MEASURE, ClaimSlot.LOW, ClaimSlot.HIGH, ClaimSlot.GROUP), "figures"),
}
"""The machine's confidence that a correction makes idle."""
PARTIES = {ClaimSlot.ACTOR: ("actors", Slot.ACTOR), ClaimSlot.TARGET: ("targets", Slot.TARGET)}


def applied(walks: Iterable[Walked], judgements: Iterable[Judgement]) -> Iterator[Walked]:
    """Walks as people see them: without the reports and claims that they reject, and with slots as they correct them.

    Where reviewers differ on something, what was read stays.
    """
    found = settled(in_force(judgements))
    gone, changes = rejected(found), corrections(found)
    for walk in walks:
        if walk.report.id not in gone:
            yield _applied(walk, gone, changes)


def corrections(found: Settled) -> dict[str, tuple[Judgement, ...]]:
    """Claim -> the corrections of its slots that are decided, in the order of the slots."""
    by_claim: dict[str, list[Judgement]] = {}
    for (subject, _), judgement in sorted(found.decided.items()):
        if judgement.verdict is Verdict.CORRECTED:
            by_claim.setdefault(subject, []).append(judgement)
    return {claim: tuple(told) for claim, told in by_claim.items()}


def _applied(walk: Walked, gone: Mapping[str, Judgement], changes: Mapping[str, Sequence[Judgement]]) -> Walked:
    if not any(claim.id in gone or claim.id in changes for claim in walk.claims):
        return walk
    kept = [claim for claim in walk.claims if claim.id not in gone]
    meant = [resolution for resolution in walk.resolutions if resolution.claim not in gone]
    claims, resolutions = with_corrections(kept, meant, changes)
    return replace(walk, claims=claims, resolutions=resolutions)


def with_corrections(
    claims: Sequence[Claim], resolutions: Sequence[Resolution], changes: Mapping[str, Sequence[Judgement]]
) -> tuple[tuple[Claim, ...], tuple[Resolution, ...]]:
    """Claims in their order and what their words mean, as the corrections of each claim have it."""
    of_claim: dict[str, list[Resolution]] = {claim.id: [] for claim in claims if claim.id in changes}
    meant = [resolution for resolution in resolutions if resolution.claim not in of_claim]
    for resolution in resolutions:
        if resolution.claim in of_claim:
            of_claim[resolution.claim].append(resolution)
    seen: list[Claim] = []
    for claim in claims:
        if claim.id not in of_claim:
            seen.append(claim)
            continue
        own, taken_for = corrected(claim, of_claim[claim.id], changes[claim.id])
        seen.append(own)
        meant += taken_for
    return tuple(seen), tuple(meant)


def corrected(claim: Claim, resolutions: Sequence[Resolution], told: Iterable[Judgement]) -> tuple[Claim, tuple[Resolution, ...]]:
    """A claim and what its words mean, as the corrections of its slots have it; the claim keeps its id."""
    draft = _Draft.of(claim, resolutions)
    idle: set[str] = set()
    for judgement in told:
        if judgement.correction is not None:
            draft.take(judgement.correction.slot, judgement.correction.n, judgement.correction.new, judgement)
            idle.add(CONFIDENCE_OF.get(judgement.correction.slot, ""))
    return draft.made(claim, idle)


@dataclass(slots=True)
class _Draft:
    """A claim being corrected: its parties and figures by number, so that leaving one out does not move the others meanwhile."""

    plain: dict[str, Any]
    parties: dict[ClaimSlot, dict[int, Phrase]]
    figures: dict[int, Figure]
    counts: dict[int, dict[ClaimSlot, Value]]
    control: Control | None
    meant: list[Resolution]
    claim: str
    own: list[Resolution] = field(default_factory=list)

    @classmethod
    def of(cls, claim: Claim, resolutions: Sequence[Resolution]) -> _Draft:
        """The claim as it was read."""
        parties = {slot: dict(enumerate(getattr(claim, name))) for slot, (name, _) in PARTIES.items()}
        plain = {column.name: getattr(claim, column.name) for column in fields(Claim)}
        return cls(plain, parties, dict(enumerate(claim.figures)), {}, claim.control, list(resolutions), claim.id)

    def take(self, slot: ClaimSlot, n: int, new: Value, why: Judgement) -> None:
        """Put the new value into its slot."""
        match slot:
            case ClaimSlot.TYPE | ClaimSlot.STATUS:
                self.plain[slot.value] = Status(new.words or "") if slot is ClaimSlot.STATUS else new.words
            case ClaimSlot.SPEAKER:
                self.plain["speaker"] = new.phrase
                self._mean(Slot.SPEAKER, 0, new.phrase, new.actor, why)
            case ClaimSlot.PLACE:
                self.plain["place"] = new.phrase or self.plain["place"]
                self._mean(Slot.PLACE, 0, self.plain["place"], new.place, why)
            case ClaimSlot.DAYS:
                self._mean(Slot.TIME, None, next(iter(self.plain["times"]), None), _days(new), why)
            case ClaimSlot.ACTOR | ClaimSlot.TARGET:
                self._take_party(slot, n, new, why)
            case ClaimSlot.HOLDER | ClaimSlot.CHANGE:
                self._take_control(slot, new, why)
            case _:
                self.counts.setdefault(n, {})[slot] = new

    def _take_party(self, slot: ClaimSlot, n: int, new: Value, why: Judgement) -> None:
        if new.phrase is None:
            self.parties[slot].pop(n, None)
        else:
            self.parties[slot][n] = new.phrase
        self._mean(PARTIES[slot][1], n, new.phrase, new.actor, why)

    def _take_control(self, slot: ClaimSlot, new: Value, why: Judgement) -> None:
        held = self.control or Control(place=None, holder=None, change=Change.HELD)
        if slot is ClaimSlot.CHANGE:
            self.control = replace(held, change=Change(new.words or ""))
            return
        self.control = replace(held, holder=new.phrase)
        if new.actor is not None:
            self._mean(Slot.HOLDER, 0, new.phrase, new.actor, why)

    def _mean(self, slot: Slot, n: int | None, phrase: Phrase | None, chosen: Place | When | Actor | None, why: Judgement) -> None:
        """What a person takes the words of a slot for, instead of what the machine took them for; with None for `n`, of all of them."""
        old = [r for r in self.meant if r.slot is slot and n in (None, r.index)]
        self.meant = [r for r in self.meant if r not in old]
        if phrase is None and chosen is None and slot is not Slot.PLACE:
            return
        losers = dict.fromkeys(o for r in old for o in (r.chosen, *r.alternatives) if isinstance(o, Place | Actor))
        wording = phrase.text if phrase is not None else old[0].wording if old else ""
        self.own.append(
            Resolution(
                claim=self.claim,
                slot=slot,
                index=n or 0,
                wording=wording,
                chosen=chosen,
                method=METHOD,
                version=why.id,
                alternatives=tuple(other for other in losers if _id(other) != _id(chosen)),
                reasons=(f"{why.reviewer} decided so on {why.at.date()}: {why.reason}",),
                loaded=any(r.loaded and r.wording == wording for r in old),
            )
        )

    def made(self, claim: Claim, idle: set[str]) -> tuple[Claim, tuple[Resolution, ...]]:
        """The claim as it is seen now, its parties and figures counted from 0 again."""
        self.figures = dict(_counted(self.figures, self.counts))
        numbers: dict[Slot, dict[int, int]] = {}
        for slot, parties in self.parties.items():
            name, of_resolutions = PARTIES[slot]
            numbers[of_resolutions] = _renumbered(parties)
            self.plain[name] = tuple(parties[n] for n in sorted(parties))
        places = _renumbered(self.figures)
        kept = [self.figures[n] for n in places]
        self.plain["figures"] = tuple(replace(f, part_of=None if f.part_of is None else places.get(f.part_of)) for f in kept)
        self.plain["control"] = self.control
        self.plain["confidences"] = tuple((name, sure) for name, sure in claim.confidences if name not in idle)
        meant = [replace(r, index=numbers.get(r.slot, {}).get(r.index, r.index)) for r in (*self.meant, *self.own)]
        return CorrectedClaim(**self.plain, stored=claim.id), tuple(meant)


def _counted(figures: Mapping[int, Figure], counts: Mapping[int, Mapping[ClaimSlot, Value]]) -> Iterator[tuple[int, Figure]]:
    """Figures with what people say of their measure, bounds and group; one that counts nothing by them is left out."""
    for n, figure in figures.items():
        told = counts.get(n, {})
        measure = told.get(ClaimSlot.MEASURE, Value(words=figure.measure.value)).words
        group = told[ClaimSlot.GROUP].phrase if ClaimSlot.GROUP in told else figure.group
        if measure is not None:
            low, high = _bounds(figure, told)
            yield n, replace(figure, measure=Measure(measure), low=low, high=high, group=group)


def _bounds(figure: Figure, told: Mapping[ClaimSlot, Value]) -> tuple[int | None, int | None]:
    """The bounds by people. Where they cross since something was undone, the one that was read gives way; both by people give way to it."""
    low = told[ClaimSlot.LOW].number if ClaimSlot.LOW in told else figure.low
    high = told[ClaimSlot.HIGH].number if ClaimSlot.HIGH in told else figure.high
    if low is None or high is None or low <= high:
        return low, high
    if {ClaimSlot.LOW, ClaimSlot.HIGH} <= told.keys():
        return figure.low, figure.high
    return (low, None) if ClaimSlot.LOW in told else (None, high)


def _renumbered(numbered: Mapping[int, object]) -> dict[int, int]:
    """Old number -> new number, in their order and without a gap."""
    return {old: new for new, old in enumerate(sorted(numbered))}


def _days(new: Value) -> When | None:
    if new.earliest is None and new.latest is None:
        return None
    first, last = new.earliest, new.latest
    value = str(first) if first == last else f"{first or '..'}/{last or '..'}"
    return When(value=value, earliest=first, latest=last, precision=precision_of(first, last), anchor="absolute", rule=METHOD)


def _id(chosen: Place | When | Actor | None) -> str | None:
    return chosen.id if isinstance(chosen, Place | Actor) else None
