"""Vague counting words, and the named rule sets that turn one into bounds."""

from __future__ import annotations

import re
from typing import Final, Literal

VagueRule = Literal["none", "literal", "acled2016"]

_SCALE_WORDS: Final = {"dozen": 12, "score": 20, "ten": 10, "hundred": 100, "thousand": 1_000, "million": 1_000_000}

_LITERAL: Final[dict[str, tuple[int | None, int | None]]] = {
    "couple": (2, None),
    "several": (3, None),
    "tens": (20, None),
    "dozens": (24, None),
    "scores": (40, None),
    "hundreds": (200, None),
    "thousands": (2_000, None),
    "tens of thousands": (20_000, None),
    "hundreds of thousands": (200_000, None),
    "millions": (2_000_000, None),
    "several dozen": (36, None),
    "several hundred": (300, None),
    "several thousand": (3_000, None),
    "several million": (3_000_000, None),
}
"""What the plain meaning of the word allows: a plural scale word is two of its scale or more, "several" is three or more."""

_ACLED_2016: Final[dict[str, tuple[int | None, int | None]]] = {
    "several": (10, 10),
    "many": (10, 10),
    "plural": (10, 10),
    "dozens": (12, 12),
    "hundreds": (100, 100),
}
"""ACLED User Guide (2016), fatalities: several, many or a bare plural count 10, dozens 12, hundreds 100; it names no other word."""

RULES: Final[dict[str, dict[str, tuple[int | None, int | None]]]] = {"none": {}, "literal": _LITERAL, "acled2016": _ACLED_2016}

KEYS: Final = frozenset(
    {*_LITERAL, "many", "few", "handful", "a number of", "large numbers", "most", "some", "entire", "plural"},
)
"""Every key that `Number.vague` may hold, and "plural" for a bare plural."""


def vague_bounds(word: str, rule: VagueRule = "none") -> tuple[int | None, int | None]:
    """The closed bounds (low, high) that a rule set reads into a vague key ("dozens"); (None, None) where it says nothing.

    Raises KeyError for a word that is no key and for a rule set that does not exist.
    """
    if word not in KEYS:
        raise KeyError(f"{word!r} is no vague word; known: {', '.join(sorted(KEYS))}")
    return RULES[rule].get(word, (None, None))


_SIZE: Final = r"(?:very\s)?(?:large|great|huge|unknown|unspecified|undetermined|significant|considerable|small|growing|increasing|high)"
_PLURALS: Final = "dozens|scores|tens|hundreds|thousands|millions"
_QUOTES: Final = "[\"'“”‘’]?"

VAGUE: Final = rf"""(?:
    (?P<tower>(?:many\s|several\s)?(?:tens|hundreds)\sof\s(?:thousands|millions))(?:\sof\b)?
  | (?P<several>(?:several|a\sfew|many)[-\s](?:dozen|hundred|thousand|million))\b(?!s)
  | (?:(?:many|several|literally)\s)?{_QUOTES}(?P<plural>{_PLURALS})\b(?:{_QUOTES}\sof\b)?
  | (?P<few>(?:quite\s)?(?:a\s)?few|a\ssmall\snumber\sof)
  | (?P<handful>a\s(?:small\s)?handful\sof)
  | (?P<couple>a\scouple(?:\sof)?)
  | (?P<number>an?\s(?:{_SIZE}\s)?number\sof|numbers\sof)
  | (?P<large>{_SIZE}\snumbers\sof)
  | (?P<most>most\sof(?:\s(?:the|those|its|their|his))?|mostly|(?:the|a|the\svast|the\sgreat|the\soverwhelming)\smajority\sof)
  | (?P<some>some\sof(?:\s(?:the|those))?|some)
  | (?P<entire>(?:an?\s)(?:entire|whole)(?=\s(?:famil|neighbo|village|household|unit\b|convoy|block|building|class\b|communit)))
  | (?P<many>(?:a\sgreat\s|how\s)?many(?:\sof(?:\s(?:the|those))?)?)
  | (?P<word>several(?:\sof(?:\s(?:the|those))?)?)
)"""
"""Pattern of a vague counting word, verbose, to be matched without regard to case; the name of the group that matched gives the key."""

VAGUE_WORDS: Final = frozenset(
    {"tens", "dozens", "scores", "hundreds", "thousands", "millions", "several", "few", "handful", "couple", "number", "numbers"}
    | {"most", "mostly", "majority", "some", "entire", "whole", "many"}
)
"""Words of which every vague wording holds one."""

_KEY_OF_GROUP: Final = {
    "few": "few",
    "handful": "handful",
    "couple": "couple",
    "number": "a number of",
    "large": "large numbers",
    "most": "most",
    "some": "some",
    "entire": "entire",
    "many": "many",
    "word": "several",
}


def key_of(found: re.Match[str]) -> str:
    """The key of the rule columns for a match of `VAGUE`."""
    for group, key in _KEY_OF_GROUP.items():
        if found[group] is not None:
            return key
    if found["several"] is not None:
        first, _, scale = re.sub(r"[-\s]+", " ", found["several"].lower()).rpartition(" ")
        return f"several {scale}" if first == "several" else f"{scale}s"
    words = re.sub(r"\s+", " ", (found["tower"] or found["plural"]).lower())
    words = words.removeprefix("many ").removeprefix("several ")
    return "millions" if words.endswith("millions") else words
