"""What a report tells about its places besides the wordings that are asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model.mention import Annotated, NameKind
from dateline.model.text import Span

CAMP = re.compile(r"\s+(?:[A-Z]\w+\s+)?(?:(?:refugees?|displacement|displaced|IDP)\s+)?camp\b")
"""What follows the name of a camp: "Handarat" in "the Handarat Palestinian refugee camp"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContext:
    """Names and signs of one report.

    `names` are all its place names in order of the text, `title` those of the headline, `nationalities` its demonyms. `outlet_country` is
    the ISO code of the outlet's home. `camps` are the names that a camp bears where they are first told: "the Handarat refugee camp" is
    "Handarat" from then on. `before` has, for each wording asked, the place names said shortly before it (its own sentence and
    the one before), nearest last: "the city" and "here" are read from them.
    """

    names: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    outlet_country: str | None = None
    before: tuple[tuple[str, ...], ...] = ()
    camps: tuple[str, ...] = ()


def context_of(annotated: Annotated, *, outlet_country: str | None = None, spans: Sequence[Span] = ()) -> PlaceContext:
    """The context that a report's own name layer gives; `spans` are those of the wordings that will be asked, in their order."""
    text, title = annotated.report.text, annotated.report.title
    mentions = [(m, n) for n, sentence in enumerate(annotated.sentences) for m in sentence.names]
    names = [(m.span, n, m.span.of(text)) for m, n in mentions if m.kind is NameKind.PLACE]
    first: dict[str, Span] = {}
    for span, _, word in names:
        first.setdefault(word, span)
    title_end = len(title) if title is not None and text.startswith(title) else 0
    return PlaceContext(
        names=tuple(word for _, _, word in names),
        title=tuple(word for span, _, word in names if span.end <= title_end),
        nationalities=tuple(m.span.of(text) for m, _ in mentions if m.kind is NameKind.NATIONALITY),
        outlet_country=outlet_country,
        before=tuple(_said_before(annotated, names, span) for span in spans),
        camps=tuple(word for word, span in first.items() if CAMP.match(text, span.end)),
    )


def _said_before(annotated: Annotated, names: Sequence[tuple[Span, int, str]], span: Span) -> tuple[str, ...]:
    """Place names of the sentence of `span` and the one before that end before it."""
    here = next((n for n, sentence in enumerate(annotated.sentences) if sentence.span.overlaps(span)), 0)
    return tuple(word for where, n, word in names if here - 1 <= n <= here and where.end <= span.start)
