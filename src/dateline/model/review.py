"""The algebra of judgements: which are in force, where reviewers differ, and what follows for a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.model.decision import Judgement, Topic, Verdict

MACHINE = "machine"
"""The review of a claim on which no person has decided."""
DIFFER = "reviewers differ"


@dataclass(frozen=True, slots=True)
class Settled:
    """Judgements in force, by what they are about.

    Where all that stand on a topic say the same, `decided` has one of them, the first; where they do not, the topic is in `differing` and
    nobody's word is taken.
    """

    decided: Mapping[Topic, Judgement] = field(default_factory=dict)
    differing: frozenset[Topic] = frozenset()


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that neither another one replaces nor anybody undid; what an undone one had replaced is in force again.

    They keep their order, and the order never matters to which they are.
    """
    by_id = {judgement.id: judgement for judgement in judgements}
    gone = undone(by_id)
    standing = {key: judgement for key, judgement in by_id.items() if key not in gone and judgement.verdict is not Verdict.UNDONE}
    replaced = {key for judgement in standing.values() for key in (judgement.supersedes, *judgement.settles)}
    return tuple(judgement for key, judgement in standing.items() if key not in replaced)


def undone(by_id: Mapping[str, Judgement]) -> frozenset[str]:
    """Ids of what was undone, undoings among them; an undoing that was itself undone undoes nothing."""
    undoings = [(key, judgement) for key, judgement in by_id.items() if judgement.verdict is Verdict.UNDONE]
    gone: set[str] = set()
    for key, judgement in sorted(undoings, key=lambda item: -_depth(item[1], by_id)):
        if key not in gone and judgement.supersedes is not None:
            gone.add(judgement.supersedes)
    return frozenset(gone)


def _depth(judgement: Judgement, by_id: Mapping[str, Judgement]) -> int:
    """How many undoings lie between a judgement and one that decides something; the deepest is undone by nobody."""
    depth = 0
    target: Judgement | None = judgement
    while target is not None and target.verdict is Verdict.UNDONE:
        target = by_id.get(target.supersedes or "")
        depth += 1
    return depth


def topic_of(judgement: Judgement, by_id: Mapping[str, Judgement]) -> Topic:
    """What a judgement is about; an undoing is about what it undoes."""
    target = judgement
    while target.verdict is Verdict.UNDONE:
        below = by_id.get(target.supersedes or "")
        if below is None:
            break
        target = below
    return target.topic


def settled(judgements: Iterable[Judgement]) -> Settled:
    """What judgements that are in force decide; grades stand beside each other and decide nothing."""
    topics: dict[Topic, list[Judgement]] = {}
    for judgement in judgements:
        if judgement.verdict is not Verdict.GRADED:
            topics.setdefault(judgement.topic, []).append(judgement)
    differing = frozenset(topic for topic, told in topics.items() if len({judgement.says() for judgement in told}) > 1)
    decided = {topic: min(told, key=lambda j: (j.at, j.id)) for topic, told in topics.items() if topic not in differing}
    return Settled(decided, differing)


def reviews(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Claim or report -> who decided what on it, in words, from judgements that are in force; what nobody judged is not among them.

    An event that was accepted was accepted with the claims it had then.
    """
    told: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        if judgement.verdict in _TELLING:
            for key in judgement.touched():
                told.setdefault(key, []).append(judgement)
    return {key: _review(found) for key, found in told.items()}


def _review(judgements: Iterable[Judgement]) -> str:
    found = list(judgements)
    if settled(found).differing:
        return DIFFER
    for verdict in _TELLING:
        names = sorted({judgement.reviewer for judgement in found if judgement.verdict is verdict})
        if names:
            return f"{_WORDS.get(verdict, verdict.value)} by {', '.join(names)}"
    return MACHINE


def is_reviewed(review: str) -> bool:
    """Whether a review in words says that people decided, and agree."""
    return review.startswith(_DECIDED)


def review_of_event(claims: Sequence[str], found: Mapping[str, str]) -> str:
    """The review of an event from those of its claims: who decided, once people decided on every one of them."""
    told = [found.get(claim, MACHINE) for claim in claims]
    done = [review for review in told if is_reviewed(review)]
    if DIFFER in told:
        return DIFFER
    if len(done) == len(told):
        return "; ".join(sorted(set(done)))
    return f"{len(done)} of {len(told)} claims reviewed" if done else min(told, key=lambda review: review == MACHINE)


def mark_of(reviews: Iterable[str]) -> str:
    """What an export says of itself: unverified, unless people decided on everything in it."""
    told = list(reviews)
    done = sum(map(is_reviewed, told))
    return f"reviewed: {done:,} of {len(told):,}" if done == len(told) else f"unverified: {done:,} of {len(told):,} reviewed"


_TELLING = (Verdict.REJECTED, Verdict.UNSURE, Verdict.CORRECTED, Verdict.ACCEPTED)
"""Verdicts that a claim's review tells, the one first that outweighs the others."""
_WORDS = {Verdict.UNSURE: "left open"}
_DECIDED = tuple(f"{verdict.value} by " for verdict in (Verdict.ACCEPTED, Verdict.REJECTED, Verdict.CORRECTED))


def rejected(found: Settled) -> dict[str, Judgement]:
    """Claims and reports that people reject, each with the judgement that says so."""
    return {subject: judgement for (subject, _), judgement in found.decided.items() if judgement.verdict is Verdict.REJECTED}
