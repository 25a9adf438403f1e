"""Claims: one happening as told by one source, every slot a span of the report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.errors import ClaimError
from dateline.model.figure import Figure
from dateline.model.ids import Identified, short_id
from dateline.model.text import Phrase, Report, Span


class Status(StrEnum):
    """How the source stands to what it tells."""

    ASSERTED = "asserted"
    DENIED = "denied"
    UNCONFIRMED = "unconfirmed"
    PLANNED = "planned"


class Change(StrEnum):
    """What happens to the holder's control of a place."""

    GAINED = "gained"
    LOST = "lost"
    HELD = "held"
    CONTESTED = "contested"


class Extent(StrEnum):
    """How much of the place the control claim speaks of."""

    ALL = "all"
    PART = "part"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Who is said to hold a place, and what changed."""

    place: Phrase | None
    holder: Phrase | None
    change: Change
    extent: Extent = Extent.UNCLEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Identified):
    """One thing that one source says happened (or was, or will be).

    `id` is a hash of what is said (report, span, type, roles, status); neither the extractor nor a review is in it.

    `type` is an id of the ontology (`extract/ontology.toml`). `evidence` is a span of the report and `quote` its words; `make_claim` checks
    that. `speaker` is None when the outlet states it in its own voice. `denies` is the id of the claim of the same report that this one
    contradicts. `confidence` is the probability in 0..1 that the report does tell this happening, None where it was not estimated;
    `confidences` are those of single slots ("type", "status", "speaker", "actors", "targets", "place", "times", "figures"), given that it
    does. `telling` are the words of the evidence that say what happened ("were killed"); none where they were not kept. None of these is
    part of the id.
    """

    report: str
    evidence: Span
    quote: str
    type: str
    status: Status = Status.ASSERTED
    speaker: Phrase | None = None
    via: Phrase | None = None
    actors: tuple[Phrase, ...] = ()
    targets: tuple[Phrase, ...] = ()
    place: Phrase | None = None
    times: tuple[Phrase, ...] = ()
    figures: tuple[Figure, ...] = ()
    control: Control | None = None
    denies: str | None = None
    background: bool = False
    confidence: float | None = None
    confidences: tuple[tuple[str, float], ...] = ()
    telling: tuple[Span, ...] = ()

    def _hash(self) -> str:
        phrases = (self.speaker, self.via, *self.actors, None, *self.targets, None, self.place)
        return short_id(
            "clm",
            self.report,
            self.evidence.start,
            self.evidence.end,
            self.type,
            self.status,
            *(p and (p.span.start, p.span.end) for p in phrases),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedClaim(Claim):
    """A claim as it is seen once people have corrected slots of it; the claim that was read stays in the ledger as it is.

    `stored` is the id of that claim, and so is this one's.
    """

    stored: str

    @property
    def id(self) -> str:
        """The id of the claim that was read: a review never changes it."""
        return self.stored


def check_claim(claim: Claim, report: Report) -> Claim:
    """The claim itself, once its report, its quote and every phrase are found verbatim in `report`; ClaimError otherwise."""
    where = report.location or report.id
    if claim.report != report.id:
        raise ClaimError(f"the claim belongs to report {claim.report}, not {report.id}", where=where)
    if claim.evidence.of(report.text) != claim.quote or not claim.quote.strip():
        raise ClaimError(f"the quote is not in the report word for word: {claim.quote[:80]!r}", where=where)
    phrases = [claim.speaker, claim.via, *claim.actors, *claim.targets, claim.place, *claim.times, *(f.group for f in claim.figures)]
    if claim.control is not None:
        phrases += [claim.control.place, claim.control.holder]
    for phrase in phrases:
        if phrase is not None and phrase.span.of(report.text) != phrase.text:
            raise ClaimError(f"the words of a slot are not in the report: {phrase.text[:80]!r}", where=where)
    for words in claim.telling:
        if not claim.evidence.covers(words):
            raise ClaimError(f"words that say what happened stand outside the quote: {words.of(report.text)[:80]!r}", where=where)
    for n, figure in enumerate(claim.figures):
        if figure.part_of is not None and not (0 <= figure.part_of < len(claim.figures) and figure.part_of != n):
            raise ClaimError(f"figure {n} is part of figure {figure.part_of}, which the claim does not have", where=where)
    return claim
