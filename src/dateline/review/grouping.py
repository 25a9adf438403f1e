"""Merge, split and move as judgements on pairs of claims: the fewest pairs that hold whatever the scores say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.model.decision import Judgement, Verdict
from dateline.model.review import in_force, settled

Pair = tuple[str, str]
"""Two claims by id, the smaller first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """What is to be said of a pair of claims."""

    pair: Pair
    verdict: Verdict


def pairs(judgements: Iterable[Judgement]) -> tuple[frozenset[Pair], frozenset[Pair]]:
    """Pairs that people hold together, and pairs that they hold apart; where reviewers differ on a pair, it is in neither."""
    said = decided_pairs(judgements)
    together = frozenset(pair for pair, verdict in said.items() if verdict is Verdict.SAME)
    return together, frozenset(said) - together


def decided_pairs(judgements: Iterable[Judgement]) -> dict[Pair, Verdict]:
    """Pair -> what people say of it, where they agree."""
    found = settled(in_force(judgements))
    return {ordered(*judgement.claims): judgement.verdict for (_, about), judgement in sorted(found.decided.items()) if about == "pair"}


def to_merge(groups: Sequence[Collection[str]], said: Mapping[Pair, Verdict]) -> tuple[Paired, ...]:
    """What makes one event of several: their claims tied to each other, as many as are not tied yet, and nobody's DIFFERENT between them.

    A single tie between two events would leave the rest of their claims to the scores, which held them apart before.
    """
    claims = sorted({claim for group in groups for claim in group})
    inside = set(claims)
    parted = [pair for pair, verdict in said.items() if verdict is Verdict.DIFFERENT and inside.issuperset(pair)]
    tied = [pair for pair, verdict in said.items() if verdict is Verdict.SAME and inside.issuperset(pair)]
    return tuple(Paired(pair=pair, verdict=Verdict.SAME) for pair in (*sorted(parted), *_missing(claims, (*tied, *parted))))


def to_split(claims: Collection[str], event: Collection[str], said: Mapping[Pair, Verdict]) -> tuple[Paired, ...]:
    """What takes claims off their event: each of them held apart from every claim that stays, and tied to the others that go."""
    going = set(claims)
    apart = sorted(ordered(a, b) for a in going for b in event if b not in going)
    parted = tuple(Paired(pair=pair, verdict=Verdict.DIFFERENT) for pair in apart if said.get(pair) is not Verdict.DIFFERENT)
    return (*parted, *to_merge([going], said))


def to_move(claim: str, event: Collection[str], other: Collection[str], said: Mapping[Pair, Verdict]) -> tuple[Paired, ...]:
    """What takes a claim off its event and puts it into another."""
    return (*to_split([claim], event, said), *to_merge([[claim], other], said))


def ordered(a: str, b: str) -> Pair:
    """A pair with the smaller id first."""
    return (a, b) if a < b else (b, a)


def _missing(claims: Sequence[str], tied: Iterable[Pair]) -> Iterator[Pair]:
    """Pairs that join what the ties leave apart, all to the first claim."""
    near: dict[str, list[str]] = {claim: [] for claim in claims}
    for a, b in tied:
        near[a].append(b)
        near[b].append(a)
    reached: set[str] = set()
    for claim in claims:
        if claim in reached:
            continue
        if reached:
            yield ordered(claims[0], claim)
        waiting = [claim]
        while waiting:
            key = waiting.pop()
            if key not in reached:
                reached.add(key)
                waiting += near[key]
