"""A place wording as a row of marked items: names the gazetteer knows, kinds, compass words, prepositions, nationalities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import zip_longest
from typing import Protocol

from dateline.resolve import placenames
from dateline.resolve.placewords import BACK, DIRECTIONS, EDGES, HEADS, INSIDE, NEAR, PARTS, QUIET, SHORT, is_common


class Lexicon(Protocol):
    """What reading a wording needs to know of names."""

    def is_known(self, name: str, /) -> bool:
        """Whether the gazetteer has a place of that name."""

    def holds(self, area: str, name: str, /) -> bool:
        """Whether a country or a first-order unit of the first name holds a place of the second."""

    def is_demonym(self, word: str, /) -> bool:
        """Whether a word names a people."""

    def is_larger(self, one: str, other: str, /) -> bool:
        """Whether the largest place of the first name outgrows that of the second."""


_AS_WELL = re.compile(r"\b(?:as well as|along with|and also)\b")
_TOKEN = re.compile(r"[^\s,;()“”\"]+|[,;]")
_INITIALS = re.compile(r"(?:\w\.)+")
_POSSESSIVE = re.compile(r"(.+?)(?:['’]s|(?<=s)['’])$")
_PARTICLES = placenames.ARTICLES | {"of", "de", "du", "la", "le", "e", "and", "the"}
_NAME_PARTICLE = re.compile(r"(?:al|el|ar|as|ash|az|ad|at|an|ez|es|en|er|ed)[-‑–][\w'’`ʿ]", re.IGNORECASE)
_ADJECTIVE = re.compile(r"-(?:based|born|backed|led|run|owned|trained|funded|listed|made|held|controlled|style)$")
"""What makes an adjective of a name: "Aleppo-based activists" tells whose they are, not where."""
_NEVER_FIRST = QUIET | INSIDE | NEAR | {"and"}
MAX_NAME = 7
"""Words in the longest name that is looked up whole."""


class Mark(Enum):
    """What an item of a wording does."""

    NAME = auto()
    HEAD = auto()
    PART = auto()
    EDGE = auto()
    DIRECTION = auto()
    DEMONYM = auto()
    NEAR = auto()
    INSIDE = auto()
    OF = auto()
    POSSESSIVE = auto()
    BETWEEN = auto()
    AND = auto()
    COMMA = auto()
    BACK = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Item:
    """A name, or one word with its mark; kinds in the singular, other words in lower case."""

    mark: Mark
    text: str


def items_of(text: str, lexicon: Lexicon) -> list[Item]:
    """The items of a wording, in order; words that say nothing about where are left out."""
    words = list(_words(text, lexicon))
    items: list[Item] = []
    at = 0
    while at < len(words):
        length = _name_length(words, at, lexicon)
        if length:
            items.append(Item(Mark.NAME, " ".join(words[at : at + length])))
            at += length
            continue
        if words[at].lower() not in QUIET:
            items.append(_mark(words, at, lexicon))
        at += 1
    return items


def _words(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Tokens, the possessive apart; one whose apostrophe was lost ("Aleppos") is restored where only the stem is a known name."""
    tokens = _TOKEN.findall(_AS_WELL.sub("and", text.replace("’", "'")))
    for token, following in zip_longest(tokens, tokens[1:], fillvalue=""):
        word = token if _INITIALS.fullmatch(token) or token in SHORT else token.strip("'.:“”")
        found = _POSSESSIVE.match(token)
        if not word:
            continue
        if found and not (following and lexicon.is_known(f"{token} {following}")):
            yield from (found.group(1), "'s")
        elif _is_lost_possessive(word, lexicon):
            yield from (word[:-1], "'s")
        else:
            yield word


def _is_lost_possessive(word: str, lexicon: Lexicon) -> bool:
    return word[0].isupper() and word.endswith("s") and len(word) > 4 and not lexicon.is_known(word) and lexicon.is_known(word[:-1])


def _name_length(words: Sequence[str], at: int, lexicon: Lexicon) -> int:
    """How many words from `at` are one name: the longest run the gazetteer knows, else the run of capitalised words.

    A known start of a longer capitalised run counts only where the rest is the country or unit around it: "Aleppo Syria" turns on Aleppo,
    "Klamath Falls" does not turn on Klamath.
    """
    if not _opens_name(words, at):
        return 0
    run = _run(words, at)
    capitals = _capital_run(words, at, lexicon)
    for length in range(run, 0, -1):
        piece = words[at : at + length]
        if piece[-1].lower() in _PARTICLES or not any(_is_capital(w) for w in piece):
            continue
        if length == 1 and (lexicon.is_demonym(piece[0]) or is_common(piece[0])):
            continue
        if lexicon.is_known(" ".join(piece)):
            rest = words[at + length : at + capitals]
            return length if not rest or lexicon.holds(" ".join(rest), " ".join(piece)) else capitals
    if lexicon.is_demonym(words[at]) or is_common(words[at]) or not _is_capital(words[at]) or words[at][0].isdigit():
        return 0
    return max(capitals, 1)


def _run(words: Sequence[str], at: int) -> int:
    """Words from `at` up to a comma or a possessive, as many as a name may have."""
    run = 1
    while at + run < len(words) and run < MAX_NAME and words[at + run] not in {",", ";", "'s"}:
        run += 1
    return run


def _capital_run(words: Sequence[str], at: int, lexicon: Lexicon) -> int:
    """Capitalised words from `at`, over articles, up to a kind or a nationality: "Shamal al Khatt neighbourhood"."""
    length = 0
    while at + length < len(words):
        word = words[at + length]
        bridges = word in placenames.ARTICLES and at + length + 1 < len(words) and _is_capital(words[at + length + 1])
        ends = length > 0 and (lexicon.is_demonym(word) or is_common(word))
        if ends or not (_is_capital(word) or bridges):
            break
        length += 1
    return length


def _opens_name(words: Sequence[str], at: int) -> bool:
    """Whether a name may begin here: at a capital, or at a compass word or an article that stands before one."""
    lower = words[at].lower()
    if _ADJECTIVE.search(lower):
        return False
    if _is_capital(words[at]):
        return lower not in _NEVER_FIRST
    if lower in placenames.ARTICLES:
        return at + 1 < len(words) and _is_capital(words[at + 1])
    return lower in DIRECTIONS and any(_is_capital(word) for word in words[at + 1 : at + MAX_NAME])


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word[0] in "ʿʾ`" or _NAME_PARTICLE.match(word) is not None


def _mark(words: Sequence[str], at: int, lexicon: Lexicon) -> Item:
    """The mark of a word that opens no name."""
    word = words[at]
    lower = word.lower()
    singular = lower[:-1] if lower.endswith("s") and lower[:-1] in HEADS else lower
    following = words[at + 1].lower() if at + 1 < len(words) else ""
    if lower in DIRECTIONS and following == "of":
        return Item(Mark.NEAR, lower)
    for mark, vocabulary in _VOCABULARIES:
        if lower in vocabulary:
            return Item(mark, lower)
    if lexicon.is_demonym(word):
        return Item(Mark.DEMONYM, word)
    if singular in HEADS:
        return Item(Mark.HEAD, singular)
    return Item(Mark.OTHER, lower)


_VOCABULARIES: tuple[tuple[Mark, frozenset[str]], ...] = (
    (Mark.POSSESSIVE, frozenset({"'s"})),
    (Mark.COMMA, frozenset({",", ";"})),
    (Mark.BETWEEN, frozenset({"between"})),
    (Mark.AND, frozenset({"and", "&"})),
    (Mark.OF, frozenset({"of"})),
    (Mark.NEAR, NEAR),
    (Mark.INSIDE, INSIDE),
    (Mark.BACK, BACK),
    (Mark.DIRECTION, DIRECTIONS),
    (Mark.PART, PARTS),
    (Mark.EDGE, EDGES),
)
