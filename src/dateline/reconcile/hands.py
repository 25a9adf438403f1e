"""Whose words are heard where several witnesses stand behind one text: outlets that print it, and an agency or a speaker it is of.

Within one event who reprints another is no witness of his own, whatever else he says of it. So whatever is printed again, there are never
more voices than before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from dateline.model.again import WORD, Again, is_inside, told_again
from dateline.model.event import Linked
from dateline.model.grounded import Grounded, Witness
from dateline.model.reprint import Extent, Reprint, Teller
from dateline.model.voice import Dependence, Tie, tie_of
from dateline.reconcile.reprinted import told_at

RUN = 3
ALIKE = 0.5
SHORTEST = 5
"""Two outlets share a text where half of the runs of three words of the shorter passage, of five words or more, stand in the other too."""

SAME_WORDS = "tells it in the same words"


class Kind(IntEnum):
    """Who is behind words, before who only carries them."""

    SPEAKER = 0
    AGENCY = 1
    OUTLET = 2


@dataclass(frozen=True, slots=True)
class Hand:
    """A witness behind shared words: of several the first in this order is heard. `is_later` where another had them first."""

    witness: Witness
    kind: Kind
    is_later: bool = False
    day: date = date.max
    report: str = ""


def _rank(hand: Hand) -> tuple[Kind, bool, date, str, str]:
    """What sorts first is heard."""
    return hand.kind, hand.is_later, hand.day, hand.report, hand.witness.key


@dataclass(frozen=True, slots=True)
class Shared:
    """The voice behind a claim and another witness behind the same words, and why."""

    claim: str
    own: Hand
    other: Hand
    reason: str

    @property
    def keys(self) -> tuple[str, str]:
        """The keys of both."""
        return self.own.witness.key, self.other.witness.key

    @property
    def is_one(self) -> bool:
        """Whether both speak, or both publish: then one of them is the other. An outlet that retells two speakers makes them not one."""
        return (self.own.kind is Kind.SPEAKER) is (self.other.kind is Kind.SPEAKER)


@dataclass(frozen=True, slots=True)
class Outlets:
    """The witness that published a report, and the one that an agency is, each under the name that all its names are taken for."""

    of: Callable[[Grounded], Witness | None]
    agency: Callable[[str], Witness]


@dataclass(frozen=True, slots=True)
class Printing:
    """What a ledger's reprints come to.

    `claims` are all by id. `first` maps a claim to who had its words before its outlet, and why; `again` to the same claim elsewhere.
    """

    claims: Mapping[str, Grounded]
    outlets: Outlets
    first: Mapping[str, tuple[Hand, str]]
    again: Mapping[str, Sequence[Again]]

    @property
    def pairs(self) -> frozenset[Again]:
        """Every claim that two reports tell in shared words."""
        return frozenset(pair for pairs in self.again.values() for pair in pairs)


def printing_of(linked: Linked, claims: Sequence[Grounded], outlets: Outlets) -> Printing:
    """Who had the words of each claim first, and where else it is told; the order of the claims never matters."""
    by_report: dict[str, list[Grounded]] = {}
    for grounded in sorted(claims, key=told_at):
        by_report.setdefault(grounded.claim.report, []).append(grounded)
    again: dict[str, list[Again]] = {}
    for pair in told_again(linked.reprints, claims):
        for key in (pair.first, pair.second):
            again.setdefault(key, []).append(pair)
    first: dict[str, tuple[Hand, str]] = {}
    for claim, lead in _leads(linked, by_report, outlets):
        first[claim] = min(first.get(claim, lead), lead, key=lambda found: (_rank(found[0]), found[1]))
    return Printing({grounded.claim.id: grounded for grounded in claims}, outlets, first, again)


Reports = Mapping[str, Sequence[Grounded]]
Lead = tuple[str, tuple[Hand, str]]


def _leads(linked: Linked, told: Reports, outlets: Outlets) -> Iterator[Lead]:
    """A claim, who may have had its words before its outlet, and why: the head of the reports that are one text, or of a passage."""
    home = {report: members for members in linked.reprint_sets for report in members}
    texts: dict[tuple[str, ...], list[Reprint]] = {}
    for reprint in linked.reprints:
        passage = reprint.passage
        members = home.get(passage.first, ())
        if passage.second in members and reprint.is_same_witness:
            texts.setdefault(members, []).append(reprint)
        elif reprint.is_same_witness:
            inside = [[g for g in told.get(report, ()) if is_inside(g, reprint)] for report in (passage.first, passage.second)]
            yield from _led([own for own in inside if own], [reprint], outlets)
    for members, reprints in texts.items():
        yield from _led([told[report] for report in members if report in told], reprints, outlets)


def _led(told: Sequence[Sequence[Grounded]], reprints: Sequence[Reprint], outlets: Outlets) -> Iterator[Lead]:
    """Claims of several reports in one hand's words: the one agency's that is credited, else of the outlet that had them first."""
    later = {reprint.later for reprint in reprints}
    agencies = {reprint.agency for reprint in reprints if reprint.teller is Teller.AGENCY and reprint.agency is not None}
    head = min((own[0] for own in told), key=lambda g: (g.claim.report in later, told_at(g)), default=None)
    outlet = None if head is None else outlets.of(head)
    if head is None or outlet is None:
        return
    lead = Hand(outlets.agency(min(agencies)), Kind.AGENCY) if len(agencies) == 1 else _outlet(head, outlet)
    shown = _shown(reprints, head.claim.report)
    for own in told:
        report = own[0].claim.report
        if lead.kind is Kind.AGENCY or report != lead.report:
            yield from ((grounded.claim.id, (lead, _why(report, shown[report], lead))) for grounded in own)


def _outlet(grounded: Grounded, outlet: Witness) -> Hand:
    return Hand(outlet, Kind.OUTLET, day=grounded.published or date.max, report=grounded.claim.report)


def _shown(reprints: Iterable[Reprint], head: str) -> dict[str, Reprint]:
    """Report -> what it shares with the head, or else with another one."""
    ordered = sorted(reprints, key=lambda reprint: (head in reprint.passage.reports, reprint.passage.reports))
    return {report: reprint for reprint in ordered for report in reprint.passage.reports}


def _why(report: str, reprint: Reprint, lead: Hand) -> str:
    """How much of a report is printed again, and why the leader is taken for who had it first."""
    passage = reprint.passage
    what = "the same text" if passage.extent is Extent.WHOLE else "a passage"
    much = f"{what} ({passage.words} words, {passage.share_of(report):.0%} of its own)"
    return f"{much}; {reprint.reasons[1] if lead.kind is Kind.AGENCY else reprint.reasons[-1]}"


def printed_ties(printing: Printing) -> Iterator[Dependence]:
    """Which outlet prints whose words, whoever speaks in them."""
    for key, (lead, reason) in printing.first.items():
        outlet = printing.outlets.of(printing.claims[key])
        if outlet is not None and outlet.key != lead.witness.key:
            yield tie_of(outlet.key, lead.witness.key, Tie.REPRINTS, reason, (key,))


Voices = Mapping[str, Witness]


def one_voice(claims: Sequence[Grounded], voices: Voices, printing: Printing) -> tuple[dict[str, Witness], list[Dependence]]:
    """The claims of one event that are heard as another's words, each with whose, and the ties that this makes."""
    shared = [*_printed(claims, voices, printing), *_in_the_same_words(claims, voices, printing)]
    if not shared:
        return {}, []
    heads = {key: min(hands.values(), key=_rank) for hands in _joined(found for found in shared if found.is_one) for key in hands}
    retold, retelling = _retold(shared, heads)
    heard: dict[str, Witness] = {}
    told: dict[tuple[str, str], list[str]] = {}
    kinds: dict[tuple[str, str], Tie] = {}
    for grounded in claims:
        own = _heard(grounded, voices, printing)
        head = heads.get(own.witness.key, own)
        speaker = retold.get(grounded.claim.id) or (retelling.get(head.witness.key) if own.kind is Kind.OUTLET else None)
        behind = speaker or head
        if behind.witness.key != own.witness.key:
            pair = own.witness.key, behind.witness.key
            heard[grounded.claim.id] = behind.witness
            told.setdefault(pair, []).append(grounded.claim.id)
            kinds[pair] = _tie(own, behind)
    reasons = {key: found.reason for found in sorted(shared, key=_least_telling) for key in found.keys}
    return heard, [tie_of(*pair, kinds[pair], reasons[pair[0]], shown) for pair, shown in told.items()]


def _retold(shared: Iterable[Shared], heads: Mapping[str, Hand]) -> tuple[dict[str, Hand], dict[str, Hand]]:
    """The speaker whom an outlet retells in a claim, and the first whom it retells anywhere here, by the key it is heard under."""
    claims: dict[str, Hand] = {}
    outlets: dict[str, Hand] = {}
    for found in shared:
        if found.own.kind is Kind.OUTLET and not found.is_one:
            speaker, outlet = (heads.get(hand.witness.key, hand) for hand in (found.other, found.own))
            claims[found.claim] = min(claims.get(found.claim, speaker), speaker, key=_rank)
            outlets[outlet.witness.key] = min(outlets.get(outlet.witness.key, speaker), speaker, key=_rank)
    return claims, outlets


def _least_telling(shared: Shared) -> tuple[bool, str]:
    """Reasons in the order in which each gives way to the next."""
    return shared.reason != SAME_WORDS, shared.reason


def _printed(claims: Iterable[Grounded], voices: Voices, printing: Printing) -> Iterator[Shared]:
    """Who is behind the words of a claim besides its own voice: who had them before its outlet, and who tells the same elsewhere."""
    for grounded in claims:
        own = _heard(grounded, voices, printing)
        if own.kind is Kind.OUTLET and own.is_later:
            yield Shared(grounded.claim.id, own, *printing.first[grounded.claim.id])
        others = (pair.other(grounded.claim.id) for pair in printing.again.get(grounded.claim.id, ()))
        for other in others:
            if voices[other].key != own.witness.key:
                yield Shared(grounded.claim.id, own, _heard(printing.claims[other], voices, printing), SAME_WORDS)


def _heard(grounded: Grounded, voices: Voices, printing: Printing) -> Hand:
    """The voice behind a claim as a hand; an outlet that has its words from another is a later one."""
    voice, outlet = voices[grounded.claim.id], printing.outlets.of(grounded)
    kind = Kind.OUTLET if outlet is not None and outlet.key == voice.key else Kind.SPEAKER
    is_later = grounded.claim.id in printing.first
    return Hand(voice, kind, is_later, grounded.published or date.max, grounded.claim.report)


def _in_the_same_words(claims: Sequence[Grounded], voices: Voices, printing: Printing) -> Iterator[Shared]:
    """Outlets that tell one happening in one wording have it from one hand."""
    own = sorted((g for g in claims if g.claim.speaker is None), key=told_at)
    told = [(grounded, voices[grounded.claim.id].key, _runs(grounded.claim.quote)) for grounded in own]
    for n, (later, voice, runs) in enumerate(told):
        first = next((g for g, other, words in told[:n] if other != voice and _are_alike(words, runs)), None)
        if first is not None:
            again = replace(_heard(later, voices, printing), is_later=True)
            yield Shared(later.claim.id, again, _heard(first, voices, printing), SAME_WORDS)


def is_alike(a: str, b: str) -> bool:
    """Whether two passages are one wording with small changes."""
    return _are_alike(_runs(a), _runs(b))


Runs = frozenset[tuple[str, ...]]


def _are_alike(a: Runs, b: Runs) -> bool:
    shorter = min(len(a), len(b))
    return shorter > SHORTEST - RUN and len(a & b) >= ALIKE * shorter


def _runs(words: str) -> Runs:
    found = WORD.findall(words.casefold())
    return frozenset(tuple(found[n : n + RUN]) for n in range(len(found) - RUN + 1))


def _joined(shared: Iterable[Shared]) -> list[dict[str, Hand]]:
    """Everybody behind one text, by key; of what is told of one of them in several places the first."""
    of: dict[str, dict[str, Hand]] = {}
    for found in shared:
        for hand in (found.own, found.other):
            hands = of.setdefault(hand.witness.key, {hand.witness.key: hand})
            hands[hand.witness.key] = _both(hands[hand.witness.key], hand)
        fewer, more = sorted((of[key] for key in found.keys), key=len)
        if fewer is not more:
            more |= fewer
            of.update(dict.fromkeys(fewer, more))
    return [hands for key, hands in of.items() if key == min(hands)]


def _both(a: Hand, b: Hand) -> Hand:
    return replace(min(a, b, key=_rank), kind=min(a.kind, b.kind), is_later=a.is_later or b.is_later)


def _tie(follower: Hand, leader: Hand) -> Tie:
    if leader.kind is not Kind.SPEAKER:
        return Tie.REPRINTS
    return Tie.IS if follower.kind is Kind.SPEAKER else Tie.RETELLS
