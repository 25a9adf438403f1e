"""Words of a sentence, cut as the treebanks cut them: clitics and hyphens apart, numbers, abbreviations and prefixed words whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.model.text import Span

TITLES = (
    "Mr|Mrs|Ms|Messrs|Dr|Gen|Lt|Col|Maj|Sgt|Capt|Cpl|Pvt|Brig|Adm|Cmdr|St|Sen|Rep|Gov|Pres|Prof|Hon|Rev|Jr|Sr|Inc|Corp|Co|Ltd|Bros|Mt|Ft"
)
MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_WEEKDAYS = "Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun"
_PREFIXES = "anti|co|counter|cross|e|ex|inter|intra|micro|mid|mini|multi|non|over|post|pre|pro|re|semi|socio|sub|un"
_WORD = re.compile(
    rf"""
    [^\W\d_]+(?<!nt)(?<!not)(?<!na)(?<!ta)(?=\s)         # most words; first, because it is quick
  | (?:https?://|www\.)[^\s<>"]*[^\s.,;:!?)\]"'’”<>]     # addresses of pages
  | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                         # addresses of people
  | [@\#]\w+
  | (?:[^\W\d_]\.){{2,}}                                 # U.S.
  | (?-i:{TITLES}|{MONTHS}|{_WEEKDAYS})\.(?!\w)         # Gen.
  | (?:vs|etc|approx|al)\.(?!\w) | no\.(?=\s*\d)
  | (?<![\w.])[^\W\d_]\.(?=\s+[^\W\d_]|-[^\W\d_])        # J. of a name
  | ['’](?:s|re|ve|ll|d|m)(?!\w)
  | (?<=[^\W\d_])n['’]?t(?!\w)
  | \d{{1,2}}/\d{{1,2}}/\d{{2,4}}(?!\w)                  # a date in digits
  | \d+(?:[.,:]\d+)+ | \.\d+
  | \d+(?:st|nd|rd|th|s)(?!\w)
  | \d+(?=(?:[ap]\.?m|km|kg|mm|cm|mph|lbs?|bn|mn|[mk])(?!\w))
  | (?:do|does|did|is|was|were|are|has|have|had|would|could|should|must|need|might|ai)(?=n['’]?t(?!\w))
  | (?:ca|wo|sha)(?=n['’]t(?!\w))
  | can(?=not(?!\w)) | (?:gon|wan)(?=na(?!\w)) | got(?=ta(?!\w))
  | (?:[^\W\d_]+&)+[^\W\d_]+(?!\w)                       # R&D
  | (?<![\w-])(?:{_PREFIXES})-[^\W_]+                   # pro-government
  | [^\W_]+(?:\.(?:com|org|net|gov|edu|info|pdf|doc|xls|html?))+(?!\w)
  | [^\W_]+(?:['’](?!(?:s|re|ve|ll|d|m|t)(?!\w))[^\W\d_]+)*    # Sana'a
  | \.{{2,}} | -{{2,}} | ['’‘`]{{2}} | [!?]{{2,}} | ={{2,}} | \*{{2,}} | \+{{2,}} | _+
  | \S
    """,
    re.VERBOSE | re.IGNORECASE,
)


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the words of `text[start:end]`, in order; together they hold everything but white space."""
    return [Span(*bounds) for bounds in word_bounds(text, start, end)]


def word_bounds(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The same as plain pairs of characters' places."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        yield match.span()
