"""Judgements on a ledger: recorded in the transaction that looks at those before them, and applied to what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from dateline.errors import UsageError
from dateline.model.claim import Claim
from dateline.model.codec import from_json, resolutions_from_json
from dateline.model.decision import GRADE, PAIRED, ClaimSlot, Correction, Judgement, Verdict
from dateline.model.event import Event
from dateline.model.ids import digest
from dateline.model.link import link_id
from dateline.model.queue import Cause
from dateline.model.review import in_force, settled, undone
from dateline.model.run import Run
from dateline.model.world import Resolution
from dateline.review import (
    UNSEEN,
    Asked,
    Paired,
    QueueItem,
    Seen,
    SlotSeen,
    TrailStep,
    batch_id,
    beside,
    check_bounds,
    corrections,
    decided,
    decided_pairs,
    figures_seen,
    held,
    item_of,
    rows_seen,
    slot_of,
    slots_of,
    to_merge,
    to_move,
    to_split,
    trail_of,
    undoing,
    value_of,
    with_corrections,
)
from dateline.store import ClaimQuery, ClaimRow, EventQuery, FigureRow, judgements, queue, views, why_claim
from dateline.store.counted import ON_CLAIMS
from dateline.store.whole import whole_claims

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.ledger.judged import Book

OPPOSITE = {Verdict.SAME: Verdict.DIFFERENT, Verdict.DIFFERENT: Verdict.SAME}


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """Who judges, why, and the last judgement that he saw (None for none)."""

    reviewer: str
    reason: str
    seen: str | None = None
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        for name, value in (("a reviewer", self.reviewer), ("a reason", self.reason)):
            if not value.strip():
                raise UsageError(f"every judgement needs {name}: say who judges, and why")

    def draft(
        self,
        subject: str,
        verdict: Verdict,
        *,
        correction: Correction | None = None,
        claims: tuple[str, ...] = (),
        batch: str | None = None,
    ) -> Judgement:
        """What he says of a record, before it is known what that replaces."""
        return Judgement(
            subject=subject,
            verdict=verdict,
            reviewer=self.reviewer,
            at=self.at,
            reason=self.reason,
            correction=correction,
            claims=claims,
            batch=batch,
        )


def judge(ledger: Book, subject: str, verdict: Verdict, who: Speaking) -> Judgement:
    """Accept, reject or leave open a claim, a report or an event."""
    if verdict not in (Verdict.ACCEPTED, Verdict.REJECTED, Verdict.UNSURE):
        raise UsageError(f"{verdict.value!r} is said in another way: correct, merge, split, move, undo or grade")
    if not subject.startswith("evt_"):
        if not subject.startswith(("clm_", "rep_")) or ledger.database.get(subject) is None:
            raise UsageError(f"{subject}: the ledger {ledger.database.path} holds no claim, report or event of this id")
        return _record(ledger, [who.draft(subject, verdict)], who)[0]
    if verdict is Verdict.REJECTED:
        raise UsageError(f"{subject}: an event is what its claims tell together; reject its claims, or split them off")
    event = ledger.event_now(subject)
    return _record(ledger, [who.draft(event.id, verdict, claims=event.claims)], who)[0]


def correct(ledger: Book, claim: str, changes: Mapping[str, str], who: Speaking) -> tuple[Judgement, ...]:
    """Put other values into slots of a claim, all or none of them."""
    if not changes:
        raise UsageError(f"{claim}: name a slot and what it holds, such as place gn:170063")
    wanted = {slot_of(name): new for name, new in changes.items()}
    return _record(ledger, _corrections(ledger, claim, wanted, who), who)


def dissent(ledger: Book, other: str, who: Speaking, *, verdict: Verdict | None, new: str | None) -> Judgement:
    """Say something else than a judgement, without replacing it."""
    found = ledger.database.get(other)
    if found is None or not isinstance(found[1], Judgement):
        raise UsageError(f"{other}: the ledger {ledger.database.path} holds no judgement of this id")
    told = found[1]
    if told.correction is not None:
        if new is None:
            raise UsageError(f"{other} corrects {told.correction.told_slot()}: a dissent from it says what the slot holds instead")
        [draft] = _corrections(ledger, told.subject, {(told.correction.slot, told.correction.n): new}, who)
    else:
        says = OPPOSITE.get(told.verdict, verdict)
        if says not in (Verdict.ACCEPTED, Verdict.REJECTED, Verdict.UNSURE, *PAIRED):
            raise UsageError(f"a dissent from {told.told()!r} says accepted, rejected or unsure instead")
        draft = who.draft(told.subject, says, claims=told.claims)

    def make(connection: Connection) -> Sequence[Judgement]:
        seen = judgements.seq_of(connection, other) or UNSEEN
        return (beside(draft, judgements.judgements_on(connection, {draft.subject}), seen=seen),)

    return ledger.database.decide(make, run=_run(ledger))[0]


def merge(ledger: Book, keys: Sequence[str], who: Speaking) -> tuple[Judgement, ...]:
    """Make one event of several."""
    found = {event.id: event.claims for event in (ledger.event_now(key) for key in keys)}
    if len(found) < 2:
        raise UsageError(f"{', '.join(keys)}: a merge needs two events, and these are one")
    return _pair(ledger, lambda said: to_merge(list(found.values()), said), who)


def split(ledger: Book, claims: Sequence[str], who: Speaking) -> tuple[Judgement, ...]:
    """Take claims off their event, to stay together as one of their own."""
    event = _event_of(ledger, claims[0])
    strange = [claim for claim in claims if claim not in event.claims]
    if strange:
        raise UsageError(f"{strange[0]}: this claim is not of the event {event.id}; claims are split off one event at a time")
    if len(set(claims)) == len(event.claims):
        raise UsageError(f"{event.id}: these are all of its claims, so that nothing would be left; name those that go")
    return _pair(ledger, lambda said: to_split(claims, event.claims, said), who)


def move(ledger: Book, claim: str, key: str, who: Speaking) -> tuple[Judgement, ...]:
    """Take a claim off its event and put it into another."""
    here, there = _event_of(ledger, claim), ledger.event_now(key)
    if here.id == there.id:
        raise UsageError(f"{claim} is of the event {there.id} already")
    return _pair(ledger, lambda said: to_move(claim, here.claims, there.claims, said), who)


def undo(ledger: Book, key: str, who: Speaking) -> tuple[Judgement, ...]:
    """Undo a judgement, or all that were given in one go."""

    def make(connection: Connection) -> Sequence[Judgement]:
        told = [entered.judgement for entered in judgements.judgements_about(connection, {key})]
        meant = [judgement for judgement in told if key in (judgement.id, judgement.batch)]
        if not meant:
            raise UsageError(f"{key}: the ledger {ledger.database.path} holds no judgement or batch of this id")
        known = judgements.judgements_on(connection, {judgement.subject for judgement in meant})
        gone = undone({entered.judgement.id: entered.judgement for entered in known})
        left = [judgement.id for judgement in meant if judgement.id not in gone] or [judgement.id for judgement in meant]
        return undoing(left, known, reviewer=who.reviewer, at=who.at, reason=who.reason)

    return ledger.database.decide(make, run=_run(ledger))


def grade(ledger: Book, subject: str, given: str, who: Speaking) -> Judgement:
    """Record an Admiralty grade of a claim or a source."""
    if GRADE.fullmatch(given) is None:
        raise UsageError(f"{given!r} is no Admiralty grade: A to F for a source, 1 to 6 for what it says, or both, as in B2")
    if not subject.startswith("src_") and ledger.database.get(subject) is None:
        raise UsageError(f"{subject}: the ledger {ledger.database.path} holds no record of this id")
    if subject.startswith("src_") and subject not in {tally.id for tally in ledger.sources()}:
        raise UsageError(f"{subject}: the ledger {ledger.database.path} knows no such source; their ids stand in: dateline sources")
    draft = Judgement(subject=subject, verdict=Verdict.GRADED, reviewer=who.reviewer, at=who.at, reason=who.reason, grade=given)
    return _record(ledger, [draft], who)[0]


def trail(ledger: Book, key: str) -> tuple[TrailStep, ...]:
    """Every judgement on a record, on what it is made of, or of one batch, the oldest first."""
    keys = {key}
    if key.startswith("evt_"):
        from dateline.reconcile import event_id

        event = ledger.event_now(key)
        keys |= {event.id, *event.claims, *map(event_id, event.claims)}
    with ledger.database.reading() as connection:
        found = judgements.judgements_about(connection, keys)
    return trail_of(entered.judgement for entered in found)


def waiting(ledger: Book, asked: EventQuery | None, *, cause: Cause | None, limit: int, offset: int) -> tuple[QueueItem, ...]:
    """Claims that wait for a person, whole."""
    found = ledger.ask(lambda connection: queue.waiting(connection, asked, cause=cause, limit=limit, offset=offset))
    with ledger.database.reading() as connection:
        told = judgements.judgements_about(connection, {item.claim for item in found})
    standing = in_force(entered.judgement for entered in told)
    whole = ((item, why_claim(ledger.database, item.claim)) for item in found)
    return tuple(item_of(item, why.claim, why.resolutions, why.report, standing) for item, why in whole)


def slots(ledger: Book, claim: str) -> tuple[SlotSeen, ...]:
    """Every slot of a claim: what was read, what it could be, and what people made of it."""
    why = why_claim(ledger.database, claim)
    return slots_of(why.claim, why.resolutions, why.report, _standing(ledger, claim))


def claims_seen(ledger: Book, query: ClaimQuery) -> list[ClaimRow]:
    """Rows of claims as people see them; those of rejected claims say so."""
    corrected = _corrected(ledger)
    with ledger.database.reading() as connection:
        return rows_seen(views.claims(connection, query, also=corrected), corrected, query)


def figures_seen_in(ledger: Book, query: ClaimQuery) -> list[FigureRow]:
    """Figures of claims as people see them, those of corrected claims last."""
    corrected = _corrected(ledger)
    with ledger.database.reading() as connection:
        read = [row for row in views.figures(connection, query) if row.claim not in corrected]
        asked = rows_seen(views.claims(connection, query, also=corrected), corrected, query)
    return [*read, *figures_seen(asked, corrected, query)]


def _corrected(ledger: Book) -> dict[str, Seen]:
    """The claims that people corrected, as they are seen now."""
    with ledger.database.reading() as connection:
        changes = corrections(settled(judgements.judgements_in_force(connection, ON_CLAIMS)))
        rows = whole_claims(connection, sorted(changes))
    claims = [from_json(row.claim, Claim) for row in rows]
    meant = [resolution for row in rows if row.resolutions is not None for resolution in resolutions_from_json(row.resolutions)]
    seen, resolutions = with_corrections(claims, meant, changes)
    of_claim: dict[str, list[Resolution]] = {claim.id: [] for claim in seen}
    for resolution in resolutions:
        of_claim[resolution.claim].append(resolution)
    return {claim.id: Seen(claim, tuple(of_claim[claim.id])) for claim in seen}


def _corrections(ledger: Book, claim: str, wanted: Mapping[tuple[ClaimSlot, int], str], who: Speaking) -> list[Judgement]:
    """Drafts of corrections; UsageError where the claim would then count from more to less."""
    why = why_claim(ledger.database, claim)
    before = corrections(settled(_standing(ledger, claim))).get(claim, ())
    changes = [judgement.correction for judgement in before if judgement.correction is not None]
    read = Asked(
        claim=why.claim,
        resolutions=why.resolutions,
        report=why.report,
        slot=ClaimSlot.TYPE,
        changes=changes,
        packs=ledger.config.gazetteers,
    )
    batch = None if len(wanted) == 1 else batch_id(who.reviewer, who.at, who.reason, (f"{slot.value} {n}" for slot, n in sorted(wanted)))
    drafts = []
    for (slot, n), new in wanted.items():
        asked = replace(read, slot=slot, n=n)
        correction = Correction(slot=slot, n=n, old=held(asked), new=value_of(new, asked))
        drafts.append(who.draft(claim, Verdict.CORRECTED, correction=correction, batch=batch))
    check_bounds(replace(read, changes=[*(draft.correction for draft in drafts if draft.correction is not None), *changes]))
    return drafts


def _standing(ledger: Book, claim: str) -> tuple[Judgement, ...]:
    with ledger.database.reading() as connection:
        return in_force(entered.judgement for entered in judgements.judgements_on(connection, {claim}))


def _pair(ledger: Book, choose: Callable[[dict[tuple[str, str], Verdict]], Iterable[Paired]], who: Speaking) -> tuple[Judgement, ...]:
    """Record what is to be said of pairs of claims in one go, over what people say of them by then."""

    def drafts(connection: Connection) -> Sequence[Judgement]:
        chosen = list(choose(decided_pairs(judgements.judgements_in_force(connection, tuple(PAIRED)))))
        if not chosen:
            raise UsageError("people have said all of this before; there is nothing left to record")
        batch = batch_id(who.reviewer, who.at, who.reason, (link_id(*paired.pair) for paired in chosen))
        return [who.draft(link_id(*paired.pair), paired.verdict, claims=paired.pair, batch=batch) for paired in chosen]

    return _record(ledger, drafts, who)


def _record(
    ledger: Book, drafts: Sequence[Judgement] | Callable[[Connection], Sequence[Judgement]], who: Speaking
) -> tuple[Judgement, ...]:
    """Write drafts over what they replace; ReviewConflictError where another reviewer was there first."""

    def make(connection: Connection) -> Sequence[Judgement]:
        made = drafts(connection) if callable(drafts) else drafts
        known = judgements.judgements_on(connection, {draft.subject for draft in made})
        return decided(made, known, seen=_seen(connection, who.seen))

    return ledger.database.decide(make, run=_run(ledger))


def _seen(connection: Connection, key: str | None) -> int:
    if key is None:
        return UNSEEN
    seq = judgements.seq_of(connection, key)
    if seq is None:
        raise UsageError(f"{key}: the ledger holds no judgement of this id, so nobody can have seen it")
    return seq


def _event_of(ledger: Book, claim: str) -> Event:
    from dateline.reconcile import event_id

    if not claim.startswith("clm_") or ledger.database.get(claim) is None:
        raise UsageError(f"{claim}: the ledger {ledger.database.path} holds no claim of this id; they stand in: dateline claims")
    return ledger.event_now(event_id(claim))


def _run(ledger: Book) -> Run:
    versions = (("dateline", version("dateline")),)
    return Run(started=datetime.now(UTC), command="judge", versions=versions, settings=digest(repr(ledger.config).encode()))
