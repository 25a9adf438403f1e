"""Vague counting words, and the key of each."""

from __future__ import annotations

import re
from typing import Final

KEYS: Final = frozenset(
    {"couple", "several", "tens", "dozens", "scores", "hundreds", "thousands", "tens of thousands", "hundreds of thousands", "millions"}
    | {"several dozen", "several hundred", "several thousand", "several million"}
    | {"many", "few", "handful", "a number of", "large numbers", "most", "some", "entire", "plural"}
)
"""Every key that `Number.vague` may hold, and "plural" for a bare plural; `reconcile.wording` has the rule sets that bound them."""


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
