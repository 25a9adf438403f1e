"""A claim together with what its words were taken to mean: what `link` and `reconcile` look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.model.claim import Claim
from dateline.model.text import Phrase, Report
from dateline.model.world import Actor, Place, Resolution, Slot, When, days_of

ARTICLES = re.compile(r"^(?:the|a|an|some|many|several|local|other)\s+", re.IGNORECASE)
AFTER_HEAD = re.compile(r"\s+(?:of|in|from|at|on|with|who|inside|near|for|to)\s.*$", re.IGNORECASE | re.DOTALL)


PLACED = re.compile(r"\s+(?:in|from|at|inside|near)\s.*$", re.IGNORECASE | re.DOTALL)
"""Where somebody is does not name him: "activists in Aleppo" stay unnamed, "a spokesman for the Observatory" does not."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


UNNAMED = _set(
    "activist analyst civilian commander diplomat doctor expert fighter insurgent journalist local medic militant observer official "
    "opposition paramedic protester rebel refugee rescuer resident soldier source survivor villager volunteer witness worker"
)
"""Kinds of people that stay unnamed also where a sentence begins with them, and so with a capital."""

PLURAL = re.compile(r"(?<=ss)es$|(?<!s)s$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Who stands behind a claim: equal witnesses never corroborate each other.

    `key` is "actor:<id>" for a speaker the list of actors knows, "name:<words>" for one the report names, "unnamed:<kind>" for "activists",
    "residents", "a source" (one witness a kind, whoever they are), and "outlet:<source>" when the outlet states it in its own voice.
    """

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who is meant by an actor or a target of a claim.

    `key` is "actor:<id>" for one the list of actors knows, else "name:<words>"; `side` groups parties of one camp, None where unknown.
    """

    key: str
    name: str
    side: str | None = None

    @property
    def camp(self) -> str:
        """The side where it is known, else the party itself: two parties of one camp do not compete."""
        return self.side or self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounded:
    """A claim with its place, its days (None where open or unknown), its witness and its parties by id or wording.

    `outlet` publishes the report; `medium` relays the speaker to it, None where nobody stands between. `actors` and `targets` stand in the
    order of the claim's own; `holder` is whose control of the place the claim speaks of. `place_sureness` is how sure the choice of the
    place was, in 0..1, None where nobody knows.
    """

    claim: Claim
    witness: Witness
    published: date | None
    place: Place | None = None
    earliest: date | None = None
    latest: date | None = None
    parties: frozenset[str] = frozenset()
    outlet: Witness | None = None
    medium: Witness | None = None
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    holder: Party | None = None
    place_sureness: float | None = None


def ground(claims: Iterable[Claim], resolutions: Iterable[Resolution], reports: Iterable[Report]) -> tuple[Grounded, ...]:
    """Claims with their resolutions joined to them, in the order of `claims`; every claim's report must be among `reports`."""
    of_claim: dict[str, list[Resolution]] = {}
    for resolution in resolutions:
        of_claim.setdefault(resolution.claim, []).append(resolution)
    by_id = {report.id: report for report in reports}
    return tuple(_grounded(claim, of_claim.get(claim.id, []), by_id[claim.report]) for claim in claims)


def _grounded(claim: Claim, resolutions: Sequence[Resolution], report: Report) -> Grounded:
    earliest, latest = days_of(r.chosen for r in resolutions if isinstance(r.chosen, When))
    parties = [
        r.chosen.id if isinstance(r.chosen, Actor) else r.wording.casefold() for r in resolutions if r.slot in (Slot.ACTOR, Slot.TARGET)
    ]
    actors, targets = _parties(claim.actors, Slot.ACTOR, resolutions), _parties(claim.targets, Slot.TARGET, resolutions)
    return Grounded(
        claim=claim,
        witness=_witness(claim, resolutions, report),
        published=report.published,
        place=next((r.chosen for r in resolutions if isinstance(r.chosen, Place)), None),
        earliest=earliest,
        latest=latest,
        parties=frozenset(parties),
        outlet=_outlet(report),
        medium=None if claim.via is None else _worded(claim.via.text),
        actors=actors,
        targets=targets,
        holder=_holder(claim, (*zip(claim.actors, actors, strict=True), *zip(claim.targets, targets, strict=True)), resolutions),
        place_sureness=next((r.score for r in resolutions if r.slot is Slot.PLACE), None),
    )


def _parties(phrases: Sequence[Phrase], slot: Slot, resolutions: Sequence[Resolution]) -> tuple[Party, ...]:
    known = {r.index: r.chosen for r in resolutions if r.slot is slot and isinstance(r.chosen, Actor)}
    return tuple(_party(phrase, known.get(n)) for n, phrase in enumerate(phrases))


def _party(phrase: Phrase, known: Actor | None) -> Party:
    if known is not None:
        return Party(key=f"actor:{known.id}", name=known.name, side=known.side)
    return Party(key=f"name:{_bare(phrase.text)}", name=phrase.text)


def _holder(claim: Claim, parties: Iterable[tuple[Phrase, Party]], resolutions: Sequence[Resolution]) -> Party | None:
    """The holder as a person says, else as the same words were taken elsewhere in the claim, else by his wording."""
    if claim.control is None or claim.control.holder is None:
        return None
    named = claim.control.holder
    known = next((r.chosen for r in resolutions if r.slot is Slot.HOLDER and isinstance(r.chosen, Actor)), None)
    alike = next((party for phrase, party in parties if phrase.span == named.span), None)
    return _party(named, known) if known is not None or alike is None else alike


def _outlet(report: Report) -> Witness:
    return Witness(key=f"outlet:{(report.source or report.id).casefold()}", name=report.source or report.name or report.id)


def _witness(claim: Claim, resolutions: Sequence[Resolution], report: Report) -> Witness:
    if claim.speaker is None:
        return _outlet(report)
    known = next((r.chosen for r in resolutions if r.slot is Slot.SPEAKER and isinstance(r.chosen, Actor)), None)
    return _worded(claim.speaker.text) if known is None else Witness(key=f"actor:{known.id}", name=known.name)


def is_unnamed(text: str) -> bool:
    """Whether words speak of a kind of people without naming anyone."""
    return _worded(text).key.startswith("unnamed:")


def _worded(text: str) -> Witness:
    """Who words name, or which kind of people they speak of without naming one."""
    words = ARTICLES.sub("", text.strip())
    named = PLACED.sub("", words)
    if any(map(str.isupper, named)) and not (_kind(words) in UNNAMED and named[1:].islower()):
        return Witness(key=f"name:{' '.join(words.casefold().split())}", name=text)
    return Witness(key=f"unnamed:{_kind(words)}", name=text)


def _bare(text: str) -> str:
    return " ".join(ARTICLES.sub("", text.strip()).casefold().split())


def _kind(words: str) -> str:
    """The head noun in the singular: "opposition activists in Aleppo" are activists."""
    head = AFTER_HEAD.sub("", words).split()
    noun = head[-1].casefold() if head else words.casefold()
    return PLURAL.sub("", noun)
