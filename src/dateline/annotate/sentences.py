"""Sentences of a text: paragraphs first, then marks that end a sentence and are no part of a name, a number or an abbreviation."""

from __future__ import annotations

import re

from dateline.annotate.words import MONTHS, TITLES
from dateline.model.text import Span

END = re.compile(r"""[.!?…]+["”’'»)\]]*(?=\s)""")
ABBREVIATION = re.compile(
    rf"(?:\b(?:{TITLES}|{MONTHS}|approx|incl|fig|vol|ch|e\.g|i\.e|a\.m|p\.m|cf|al)|(?<![^\W\d_])[^\W\d_]|\b(?:[^\W\d_]\.)+[^\W\d_])\.$",
    re.IGNORECASE,
)
ENDS_ANYWAY = re.compile(r"\b(?:[^\W\d_]\.)+[^\W\d_]\.$|\b(?:etc|Inc|Corp|Ltd|Co|a\.m|p\.m)\.$", re.IGNORECASE)
OPENS = re.compile(r"""\s+["“‘'«(\[]*(?:[A-Z]|\d|[^\x00-\x7f])""")
STARTERS = frozenset(
    [
        "The",
        "A",
        "An",
        "It",
        "He",
        "She",
        "They",
        "We",
        "I",
        "In",
        "On",
        "At",
        "But",
        "And",
        "This",
        "That",
        "There",
        "However",
        "Meanwhile",
        "Earlier",
        "According",
    ]
)
WORD_AFTER = re.compile(r"\s+[\"“‘'«(\[]*(\w+)")
PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")


def sentence_spans(text: str) -> list[Span]:
    """Spans of the sentences, white space at the rims left out; a line break always ends one, since titles carry no full stop."""
    out: list[Span] = []
    for paragraph in PARAGRAPH.finditer(text):
        start = paragraph.start()
        for mark in END.finditer(text, paragraph.start(), paragraph.end()):
            if _ends(text, start, mark, paragraph.end()):
                _add(out, text, start, mark.end())
                start = mark.end()
        _add(out, text, start, paragraph.end())
    return out


def _add(out: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    tail = len(piece.rstrip())
    if tail > lead:
        out.append(Span(start + lead, start + tail))


def _ends(text: str, start: int, mark: re.Match[str], limit: int) -> bool:
    """Whether a mark ends a sentence: what follows opens one, and what stands before is no abbreviation that goes on."""
    if not OPENS.match(text, mark.end(), limit):
        return False
    if mark.group()[0] != "." or mark.group().startswith(".."):
        return True
    before = text[max(start, mark.start() - 12) : mark.start() + 1]
    if not ABBREVIATION.search(before):
        return True
    if not ENDS_ANYWAY.search(before):
        return False
    following = WORD_AFTER.match(text, mark.end(), limit)
    return following is not None and following.group(1) in STARTERS
