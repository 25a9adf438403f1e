"""Two reports that share words, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateline.model.claim import Claim
from dateline.model.reprint import Reprint
from dateline.model.text import Report, Span
from dateline.store.desk.reader import Head, Told
from dateline.web.reading.differences import Kind, Piece, Placed, Row, changes, rows, shares_kept, steps
from dateline.web.reading.page import ReprintShown, reprint_shown

KEPT = 0.5
"""A claim less than half of whose words the other report has is missing there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimShown:
    """A claim whose words the other report does not have: its number in this one, its id and its quote."""

    n: int
    id: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """Two reports side by side.

    `rows` hold their words, the first's beside the second's; `left_out` counts the words that only the first has, `put_in` those that
    only the second has. `reprint` tells how much they share, and who had it first, as seen from the first. `missing` are claims of the
    first that the second does not have, `added` those of the second that the first does not have.
    """

    first: Head
    second: Head
    reprint: ReprintShown
    rows: tuple[Row, ...]
    left_out: int
    put_in: int
    missing: tuple[ClaimShown, ...]
    added: tuple[ClaimShown, ...]


def against_of(first: Told, second: Told, shared: Reprint) -> Against:
    """The first report against the second, by the words that they share."""
    walk = steps(first.report.text, second.report.text, _spans(first.report.id, shared))
    return Against(
        first=_head(first),
        second=_head(second),
        reprint=reprint_shown(shared, first.report.id, _head(second)),
        rows=rows(walk),
        left_out=sum(step.kind is Kind.OUT for step in walk),
        put_in=sum(step.kind is Kind.IN for step in walk),
        missing=tuple(_without(first.claims, ((step.at, step.kind) for step in walk))),
        added=tuple(_without(second.claims, ((step.at_second, step.kind) for step in walk))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What another printing changed: the first changes with words around them, and how many words it left out and put in."""

    pieces: tuple[Piece, ...]
    left_out: int
    put_in: int


MOST_CHANGES = 3


def changes_of(first: Report, second: Report, shared: Reprint) -> Changes:
    """The first changes from one report to the other."""
    walk = steps(first.text, second.text, _spans(first.id, shared))
    left_out, put_in = (sum(step.kind is kind for step in walk) for kind in (Kind.OUT, Kind.IN))
    return Changes(pieces=changes(walk, MOST_CHANGES), left_out=left_out, put_in=put_in)


def _spans(first: str, shared: Reprint) -> list[tuple[Span, Span]]:
    """The shared stretches, those of the first report first."""
    return [pair if shared.passage.first == first else pair[::-1] for pair in shared.passage.spans]


def _without(claims: Mapping[str, Claim], words: Iterable[Placed]) -> Iterator[ClaimShown]:
    shares = shares_kept((claim.evidence for claim in claims.values()), words)
    for n, ((key, claim), share) in enumerate(zip(claims.items(), shares, strict=True), start=1):
        if share < KEPT:
            yield ClaimShown(n=n, id=key, quote=claim.quote)


def _head(told: Told) -> Head:
    report = told.report
    return Head(
        id=report.id,
        title=report.title,
        name=report.name,
        outlet=report.source,
        published=report.published,
        language=report.language,
        characters=len(report.text),
    )
