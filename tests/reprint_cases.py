"""Reprints made by hand: two reports that share words, for tests of voices, chains and tolls."""

from __future__ import annotations

from dateline.model.reprint import Extent, Passage, Reprint, Teller
from dateline.model.text import Span

EVERYTHING = ((Span(0, 9999), Span(0, 9999)),)


def reprint_of(
    a: str,
    b: str,
    *,
    earlier: str | None = None,
    extent: Extent = Extent.WHOLE,
    spans: tuple[tuple[Span, Span], ...] = EVERYTHING,
    agency: str | None = None,
    shares: tuple[float, float] = (0.9, 0.9),
) -> Reprint:
    """What two reports share, all of both unless `spans` says what, those of `a` first."""
    if a > b:
        a, b, shares, spans = b, a, (shares[1], shares[0]), tuple(sorted((there, here) for here, there in spans))
    return Reprint(
        passage=Passage(first=a, second=b, extent=extent, spans=spans, words=60, shares=shares),
        earlier=earlier,
        agency=agency,
        teller=Teller.AGENCY if agency is not None else Teller.UNKNOWN if earlier is None else Teller.OUTLET,
        reasons=(
            f"{extent.value}: 60 words",
            "no wire agency is credited" if agency is None else f"{agency} is credited by both",
            "which came first is unknown: both were published on one day" if earlier is None else "it was published first",
        ),
    )
