"""A claim together with what its words were taken to mean: what `link` and `reconcile` look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.model.claim import Claim
from dateline.model.text import Report
from dateline.model.world import Actor, Place, Resolution, Slot, When, days_of

ARTICLES = re.compile(r"^(?:the|a|an|some|many|several|local|other)\s+", re.IGNORECASE)
AFTER_HEAD = re.compile(r"\s+(?:of|in|from|at|on|with|who|inside|near|for|to)\s.*$", re.IGNORECASE | re.DOTALL)


PLACED = re.compile(r"\s+(?:in|from|at|inside|near)\s.*$", re.IGNORECASE | re.DOTALL)
"""Where somebody is does not name him: "activists in Aleppo" stay unnamed, "a spokesman for the Observatory" does not."""

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
class Grounded:
    """A claim with its place, its days (None where open or unknown), its witness and its parties by id or wording."""

    claim: Claim
    witness: Witness
    published: date | None
    place: Place | None = None
    earliest: date | None = None
    latest: date | None = None
    parties: frozenset[str] = frozenset()


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
    return Grounded(
        claim=claim,
        witness=_witness(claim, resolutions, report),
        published=report.published,
        place=next((r.chosen for r in resolutions if isinstance(r.chosen, Place)), None),
        earliest=earliest,
        latest=latest,
        parties=frozenset(parties),
    )


def _witness(claim: Claim, resolutions: Sequence[Resolution], report: Report) -> Witness:
    if claim.speaker is None:
        return Witness(key=f"outlet:{(report.source or report.id).casefold()}", name=report.source or report.name or report.id)
    known = next((r.chosen for r in resolutions if r.slot is Slot.SPEAKER and isinstance(r.chosen, Actor)), None)
    if known is not None:
        return Witness(key=f"actor:{known.id}", name=known.name)
    words = ARTICLES.sub("", claim.speaker.text.strip())
    if any(character.isupper() for character in PLACED.sub("", words)):
        return Witness(key=f"name:{' '.join(words.casefold().split())}", name=claim.speaker.text)
    return Witness(key=f"unnamed:{_kind(words)}", name=claim.speaker.text)


def _kind(words: str) -> str:
    """The head noun in the singular: "opposition activists in Aleppo" are activists."""
    head = AFTER_HEAD.sub("", words).split()
    noun = head[-1].casefold() if head else words.casefold()
    return PLURAL.sub("", noun)
