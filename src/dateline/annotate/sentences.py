"""Sentences of a text: line breaks, then marks that end a sentence and are no part of a name, a number or an abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.annotate.words import MONTHS, TITLES
from dateline.model.text import Span

_OPENING = "\"'“‘«(["
_LOST_BLANK = r"(?:(?<=[a-z][a-z][.!?])|(?<=[a-z][a-z][.!?][\"”]))[\"“]?[A-Z][a-z]"
"""What follows a sentence whose blank was lost when a page was taken apart ("laid to rest.Kwame was")."""
_END = re.compile(rf"(?P<marks>[.!?…]+)(?P<closing>[\"'”’»)\]]*)(?:\[\d+\])*(?=\s|{_LOST_BLANK})")
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_DOTTED_LETTERS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_MAY_END = frozenset(["jr", "sr", "inc", "corp", "co", "ltd", "bros", "etc"])
_GOES_ON = frozenset(["approx", "vs", "cf", "ca", "e.g", "i.e", "incl", "fig", "vol", "pp", *TITLES.lower().split("|")]) - _MAY_END
_BEFORE_NUMBER = frozenset(MONTHS.lower().split("|")) | {"no"}
_STARTER = re.compile(
    r"(?:the|an?|in|on|at|its?|he|she|they|we|i|you|this|that|these|those|there|but|and|however|if|when|while|as|after|before|since|for|from|to"
    r"|with|by|all|some|many|most|more|other|his|her|their|our|my|no|not|what|who|where|why|how|meanwhile|also|so|then|according|both|last|two"
    r"|officials|residents|activists|earlier|later)(?![\w.])",
    re.IGNORECASE,
)
_SMALL_STARTER = re.compile(r"(?:the|he|she|they|it) ")
"""Words that open a sentence though their capital was lost, after a word long enough to be no abbreviation."""
_LEAST_ENDING = 4


def sentence_spans(text: str) -> list[Span]:
    """Spans of the sentences without white space at their rims; a line break always ends one, since titles carry no full stop."""
    return list(iterate_sentences(text))


def iterate_sentences(text: str) -> Iterator[Span]:
    """The same one after the other."""
    for line in _LINE.finditer(text):
        start = line.start()
        for mark in _END.finditer(text, line.start(), line.end()):
            if _ends(text, start, mark, line.end()):
                yield from _trimmed(text, start, mark.end())
                start = mark.end()
        yield from _trimmed(text, start, line.end())


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    tail = len(piece.rstrip())
    if tail > lead:
        yield Span(start + lead, start + tail)


def _ends(text: str, start: int, mark: re.Match[str], limit: int) -> bool:
    """Whether a mark ends a sentence: what follows opens one, and what stands before is no abbreviation that goes on."""
    following = text[mark.end() : min(limit, mark.end() + 40)].lstrip().lstrip(_OPENING)
    if not following:
        return False
    before = text[max(start, mark.start() - 30) : mark.start()].rsplit(None, 1)
    if not _can_open(following[0]):
        return mark["marks"] == "." and bool(before) and _lost_its_capital(before[-1], following)
    if mark["marks"] != "." or mark["closing"]:
        return True
    return not before or _full_stop_ends(before[-1].lstrip(_OPENING).rsplit("-", 1)[-1], following)


def _can_open(character: str) -> bool:
    return character.isupper() or not (character.isalpha() or character in ",;:)]-–—.")


def _lost_its_capital(word: str, following: str) -> bool:
    """Whether a sentence opens in small letters after a full stop ("over on Monday. the offensive includes")."""
    whole = word.isalpha() and len(word) >= _LEAST_ENDING and word.lower() not in _GOES_ON | _BEFORE_NUMBER | _MAY_END
    return whole and _SMALL_STARTER.match(following) is not None


def _full_stop_ends(word: str, following: str) -> bool:
    """Whether a full stop after `word` ends the sentence when `following` comes next."""
    lower = word.lower()
    if lower in _GOES_ON:
        return False
    if lower in _BEFORE_NUMBER:
        return not following[0].isdigit()
    if (len(word) == 1 and word.isalpha()) or lower in _MAY_END or _DOTTED_LETTERS.fullmatch(word):
        return _STARTER.match(following) is not None
    return True
