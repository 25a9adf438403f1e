"""Words of a sentence, cut as the treebanks cut them: clitics apart, hyphens apart, numbers and abbreviations whole."""

from __future__ import annotations

import re

from dateline.model.text import Span

TITLES = "Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Sgt|Capt|Cpl|Brig|Adm|St|Sen|Rep|Gov|Pres|Prof|Hon|Rev|Jr|Sr|Inc|Corp|Co|Ltd|No|vs|etc"
MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
WORD = re.compile(
    rf"""
    (?:https?://|www\.)\S+[^\s.,;:!?)\]"'’”]          # addresses of pages
  | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                       # addresses of people
  | (?:[^\W\d_]\.){{2,}}                               # U.S.
  | (?:{TITLES}|{MONTHS})\.(?=\s)                      # Gen.
  | n['’]t(?!\w)
  | ['’](?:s|re|ve|ll|d|m)(?!\w)
  | \d+(?:[.,:]\d+)*(?:st|nd|rd|th)?(?!\w)
  | (?:can)(?=not(?!\w))                               # can|not
  | [^\W\d_]+?(?=n['’]t(?!\w))                         # do|n't
  | \w+
  | \.{{2,}} | -{{2,}}
  | [^\w\s]
    """,
    re.VERBOSE | re.IGNORECASE,
)


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the words of `text[start:end]`, in order; white space belongs to none."""
    return [Span(*m.span()) for m in WORD.finditer(text, start, len(text) if end is None else end)]
