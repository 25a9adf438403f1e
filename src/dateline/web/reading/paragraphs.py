"""A report paragraph by paragraph: who speaks in each, its marked words, and its cards."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dateline.model.claim import Claim
from dateline.model.text import Report, Span
from dateline.web.reading.cards import Card, Speaker
from dateline.web.reading.pieces import Marked, Piece, marked, pieces

BREAK = re.compile(r"\n[^\S\n]*\n\s*")
SENTENCE_END = re.compile(r"[.!?:;,…।。؟][\"'”’»)\]]*$")
LONGEST_HEADING = 80
SILENCE = 60
"""From so many characters on that no claim tells, nobody is named beside them."""


class Look(StrEnum):
    """How a paragraph is set: only its type differs, never its words."""

    TITLE = "title"
    ABOVE = "cap"
    """Lines above the body, such as a second headline or a caption."""
    HEADING = "sub"
    BODY = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RailPart:
    """A stretch of a paragraph and who speaks in it, None where no claim tells; `claims` are the numbers of what is said."""

    speaker: Speaker | None
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the report: its words in `pieces`, who speaks from top to bottom, and the cards of the claims that begin in it."""

    look: Look
    pieces: tuple[Piece, ...]
    rail: tuple[RailPart, ...]
    cards: tuple[Card, ...]


def paragraphs(report: Report, claims: Sequence[Claim], cards: Sequence[Card]) -> tuple[Paragraph, ...]:
    """The paragraphs of a report with its claims, of which each has its card, in the order in which the report tells them."""
    spans = paragraph_spans(report.text)
    looks = _looks(report, spans)
    touching = _touching(spans, [mark for claim, card in zip(claims, cards, strict=True) for mark in _marks(claim, card)])
    starts = [claim.evidence.start for claim in claims]
    found = []
    for n, span in enumerate(spans):
        own = cards[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        told = [(mark.span, cards[mark.n - 1]) for mark in touching[n] if mark.role == "evidence"]
        found.append(
            Paragraph(
                look=looks[n],
                pieces=pieces(report.text, span, touching[n]),
                rail=_rail(span, told),
                cards=tuple(own),
            )
        )
    return tuple(found)


def paragraph_spans(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text, which blank lines part."""
    edges = [0, *(edge for found in BREAK.finditer(text) for edge in found.span()), len(text)]
    return tuple(Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end)


def _marks(claim: Claim, card: Card) -> Iterator[Marked]:
    return marked(claim, card.n, is_set_down=card.is_set_down)


def _touching(spans: Sequence[Span], marks: Sequence[Marked]) -> list[list[Marked]]:
    """For each paragraph the marks that reach into it."""
    starts = [span.start for span in spans]
    found: list[list[Marked]] = [[] for _ in spans]
    for mark in marks:
        first = max(0, bisect_right(starts, mark.span.start) - 1)
        for n in range(first, bisect_left(starts, mark.span.end)):
            if spans[n].overlaps(mark.span):
                found[n].append(mark)
    return found


def _looks(report: Report, spans: Sequence[Span]) -> list[Look]:
    """The first paragraph is the title where it says the same; what ends no sentence stands above the body, or heads a part of it."""
    words = [span.of(report.text) for span in spans]
    ends = [bool(SENTENCE_END.search(text)) for text in words]
    body = next((n for n, closed in enumerate(ends) if closed and not (n == 0 and words[0] == report.title)), len(words))
    found = []
    for n, text in enumerate(words):
        if n == 0 and report.title is not None and " ".join(text.split()) == report.title:
            found.append(Look.TITLE)
        elif not ends[n] and n < body < len(words):
            found.append(Look.ABOVE)
        elif not ends[n] and len(text) <= LONGEST_HEADING and "\n" not in text and n + 1 < len(words):
            found.append(Look.HEADING)
        else:
            found.append(Look.BODY)
    return found


def _rail(paragraph: Span, told: Sequence[tuple[Span, Card]]) -> tuple[RailPart, ...]:
    """Who speaks from the beginning of a paragraph to its end; one who goes on is named once."""
    found: list[RailPart] = []
    at = paragraph.start
    for span, card in sorted(told, key=lambda item: (item[0], item[1].n)):
        if span.start - at >= SILENCE:
            found.append(SILENT)
        last = found[-1] if found else SILENT
        if last.speaker is not None and _is_same(last.speaker, card.speaker):
            found[-1] = RailPart(speaker=last.speaker, claims=(*last.claims, card.n))
        else:
            found.append(RailPart(speaker=card.speaker, claims=(card.n,)))
        at = max(at, span.end)
    if not found or paragraph.end - at >= SILENCE:
        found.append(SILENT)
    return tuple(found)


SILENT = RailPart(speaker=None, claims=())


def _is_same(one: Speaker, other: Speaker) -> bool:
    return (one.name.casefold(), one.via) == (other.name.casefold(), other.via)
