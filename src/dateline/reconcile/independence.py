"""Who is heard, and who only passes on what another said: a graph of witnesses, of which only the unconnected corroborate each other.

One witness may stand under several names (a monitor and its director, an agency and the outlet of its name), and one text under several
outlets. Everything here makes witnesses fewer, never more: where in doubt, two are taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from dateline.model.event import Linked
from dateline.model.grounded import Grounded, Witness
from dateline.model.voice import Dependence, Independence, Tie, tie_of
from dateline.reconcile.cited import DOCUMENTS, ISSUED, ITS_PAPER, REMEMBERED, Cited, Known, cited_by, known_of, plain
from dateline.reconcile.hands import Outlets, Printing, one_voice, printed_ties, printing_of
from dateline.reconcile.reprinted import origins_of, told_at

NOBODY = frozenset(DOCUMENTS.split("|"))
"""A paper of nobody's that an outlet cites: only the outlet answers for it."""

EPITHET = re.compile(
    r"^(?:the|this|that)\s.*\b(?:agency|body|channel|group|monitor|network|organi[sz]ation|watchdog|ministry)$", re.IGNORECASE
)
"""The Britain-based group: whoever was named before."""

SHORTEST_NAME = 5
"""Letters up to which a name may stand in other words by chance."""


def everybody(linked: Linked, claims: Iterable[Grounded]) -> Known:
    """Everybody who is cited for claims, and the agencies whose words their reports reprint."""
    agencies = {reprint.agency for reprint in linked.reprints if reprint.agency is not None}
    return known_of(map(cited_by, claims), agencies)


def independence_of(linked: Linked, claims: Sequence[Grounded], known: Known | None = None) -> Independence:
    """The voices behind all claims, and every tie between them; the order of the claims never matters.

    `known` are those who are cited in the whole ledger, where these claims are not all that it has.
    """
    ordered = sorted(claims, key=told_at)
    known = known or everybody(linked, ordered)
    said = _meant(ordered, known.bodies)
    base = {g.claim.id: known.named(said.get(g.claim.id, g.witness)) for g in ordered}
    printing = printing_of(linked, ordered, _outlets(known))
    ties = [*_one_witness(ordered, known), *_passed_on(ordered, base, known), *printed_ties(printing)]
    voices, retold = dict(base), set()
    for group in linked.groups:
        inside = [printing.claims[key] for key in group.claims]
        heard, shared = one_voice(inside, base, printing)
        voices |= heard
        ties += [*shared, *_heard_together(inside, voices)]
        retold |= _retold(inside, printing)
    merged = _merged(ties)
    names = {key: known.names[key] for tie in merged for key in (tie.follower, tie.leader)}
    origins = origins_of(printing.pairs, printing.claims)
    return Independence(voices=voices, names=names, ties=tuple(sorted(merged, key=_order)), retold=frozenset(retold), origins=origins)


def heard_otherwise(before: Known, after: Known) -> Callable[[Cited], bool]:
    """Whether those who are cited for a claim may be heard as others, or under other names, once more or less is known."""
    changed = before.unlike(after)
    bodies = {name for name in before.bodies.keys() | after.bodies.keys() if before.bodies.get(name) != after.bodies.get(name)}

    def differs(told: Cited) -> bool:
        paper = None if told.words is None else _paper(told.words)
        keys = {witness.key for witness in told.witnesses}
        if paper is not None:
            keys |= {known.bodies[paper] for known in (before, after) if paper in known.bodies}
        roots = {known.same.get(key, key) for known in (before, after) for key in keys}
        return paper in bodies or not changed.isdisjoint(keys | roots)

    return differs


def ties_by_claim(ties: Iterable[Dependence]) -> dict[str, list[Dependence]]:
    """Claim id -> the ties that it shows, so that those of one event are found without looking at all."""
    found: dict[str, list[Dependence]] = {}
    for tie in ties:
        for claim in tie.claims:
            found.setdefault(claim, []).append(tie)
    return found


def ties_in(by_claim: Mapping[str, Sequence[Dependence]], claims: Sequence[str]) -> tuple[Dependence, ...]:
    """The ties that some of these claims show, each with only those of its claims."""
    shown: dict[tuple[str, str, str, str], tuple[Dependence, list[str]]] = {}
    for claim in claims:
        for tie in by_claim.get(claim, ()):
            shown.setdefault(_order(tie), (tie, []))[1].append(claim)
    ordered = sorted(shown.items(), key=lambda item: item[0])
    return tuple(replace(tie, claims=tuple(sorted(inside))) for _, (tie, inside) in ordered)


def _order(tie: Dependence) -> tuple[str, str, str, str]:
    return tie.leader, tie.tie.value, tie.follower, tie.reason


def _meant(claims: Iterable[Grounded], bodies: Mapping[str, str]) -> dict[str, Witness]:
    """Claim id -> who is meant by a body's paper (the body), nobody's paper (the outlet), "the group" (who spoke before in the report)."""
    meant: dict[str, Witness] = {}
    before: dict[str, Witness] = {}
    for grounded in sorted(claims, key=lambda g: (g.claim.report, g.claim.evidence)):
        speaker, witness = grounded.claim.speaker, grounded.witness
        if speaker is None:
            continue
        paper = _paper(speaker.text)
        body = None if paper is None or witness.key.startswith("actor:") else bodies.get(paper)
        if body is not None:
            meant[grounded.claim.id] = Witness(key=body, name=speaker.text)
        elif witness.key.removeprefix("unnamed:") in NOBODY and grounded.outlet is not None:
            meant[grounded.claim.id] = grounded.outlet
        elif EPITHET.match(speaker.text) and not witness.key.startswith("actor:"):
            if grounded.claim.report in before:
                meant[grounded.claim.id] = before[grounded.claim.report]
        elif not witness.key.startswith("unnamed:"):
            before[grounded.claim.report] = witness
    return meant


@lru_cache(maxsize=REMEMBERED)
def _paper(words: str) -> str | None:
    """The body whose paper words speak of, in letters alone."""
    paper = ISSUED.match(words) or ITS_PAPER.match(words)
    return None if paper is None else plain(paper["body"])


def rests_on_others(grounded: Grounded) -> bool:
    """Whether who is heard in a claim depends on who spoke before him in the report."""
    return grounded.claim.speaker is not None and EPITHET.match(grounded.claim.speaker.text) is not None


def _merged(ties: Iterable[Dependence]) -> list[Dependence]:
    """One tie for each pair, kind and reason, with all its claims."""
    found: dict[tuple[str, str, str, str], tuple[Dependence, set[str]]] = {}
    for tie in ties:
        found.setdefault(_order(tie), (tie, set()))[1].update(tie.claims)
    return [replace(tie, claims=tuple(sorted(claims))) for tie, claims in found.values()]


def _one_witness(claims: Iterable[Grounded], known: Known) -> list[Dependence]:
    """The ties that make several names one witness, with the claims that show them."""
    shown: dict[str, list[str]] = {}
    for grounded in claims:
        shown.setdefault(grounded.witness.key, []).append(grounded.claim.id)
    return [replace(tie, claims=tuple(sorted(shown.get(tie.follower, ())))) for tie in known.ties]


def _outlets(known: Known) -> Outlets:
    def outlet(grounded: Grounded) -> Witness | None:
        found = grounded.outlet or (grounded.witness if grounded.claim.speaker is None else None)
        return None if found is None else known.named(found)

    return Outlets(outlet, known.agency)


def _retold(claims: Sequence[Grounded], printing: Printing) -> set[str]:
    """An outlet's own words where its report gives a speaker the same status: it retells him; and the same words in other reports."""
    quoted = {(g.claim.report, g.claim.status) for g in claims if g.claim.speaker is not None}
    own = {g.claim.id: g for g in claims if g.claim.speaker is None}
    found = {key for key, g in own.items() if (g.claim.report, g.claim.status) in quoted}
    waiting = list(found)
    while waiting:
        key = waiting.pop()
        again = {pair.other(key) for pair in printing.again.get(key, ())} & own.keys() - found
        found |= again
        waiting += again
    return found


def _passed_on(claims: Iterable[Grounded], voices: Mapping[str, Witness], known: Known) -> list[Dependence]:
    """Outlets that quote a speaker, and media that relay him: neither adds a witness."""
    found: dict[tuple[str, str, Tie], list[str]] = {}
    for grounded in claims:
        if grounded.claim.speaker is None or grounded.outlet is None:
            continue
        speaker = voices[grounded.claim.id].key
        followers = [(grounded.outlet.key, Tie.QUOTES)]
        if grounded.medium is not None:
            followers.append((grounded.medium.key, Tie.RELAYS))
        for follower, tie in followers:
            if speaker not in (follower, known.own.get(follower)):
                found.setdefault((follower, speaker, tie), []).append(grounded.claim.id)
    reason = {Tie.QUOTES: "gives the speaker's words, not its own", Tie.RELAYS: "passed the speaker's words on"}
    return [tie_of(follower, leader, tie, reason[tie], shown) for (follower, leader, tie), shown in found.items()]


def _heard_together(claims: Sequence[Grounded], voices: dict[str, Witness]) -> list[Dependence]:
    """Speakers named together ("the Civil Defence and the Observatory") are no further witness beside one of them."""
    ties = []
    named = sorted({(voices[g.claim.id].key, voices[g.claim.id].name) for g in claims if not voices[g.claim.id].key.startswith("unnamed:")})
    for key, name in named:
        part = next((other for other in named if key.startswith("name:") and other[0] != key and _names_among_others(name, other[1])), None)
        if part is not None:
            shown = [g.claim.id for g in claims if voices[g.claim.id].key == key]
            voices.update(dict.fromkeys(shown, Witness(key=part[0], name=part[1])))
            ties.append(tie_of(key, part[0], Tie.IS, f"{name} names {part[1]} among others", shown))
    return ties


def _names_among_others(words: str, name: str) -> bool:
    return " and " in words and len(plain(name)) > SHORTEST_NAME and plain(name) in plain(words)
