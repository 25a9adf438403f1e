"""Posts of a social network quoted inside a report: what stands before "NAME (handle) August 9 2016" is what NAME says."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence

from dateline.model.mention import Saying
from dateline.model.text import Phrase, Span

LONGEST = 140
"""Characters of a post beyond its last sentence, links left out: the limit of its time."""
_MONTH = "|".join(name for name in (*calendar.month_name, *calendar.month_abbr) if name)
_SIGNATURE = re.compile(rf"(?<!\S)(?P<name>(?:[A-Z][\w.'’&-]* ){{1,4}})(?P<handle>\(@?\w+\)) (?:{_MONTH})\.? \d{{1,2}},? \d{{4}}\b")
_LINK = re.compile(r"\S*(?:twitter\.com|https?|t\.co)\S*")
_OTHERS_SAY = re.compile(
    r"\b(?:said|says|told|added|according|reported)\b|" + _SIGNATURE.pattern.replace("?P<name>", "?:").replace("?P<handle>", "?:")
)


def posts(text: str, starts: Sequence[int]) -> Iterator[Saying]:
    """One saying a post: its sentence up to the signature, and those before it in which nobody else speaks, as far as a post reaches.

    `starts` are those of the sentences.
    """
    for signature in _SIGNATURE.finditer(text):
        name = Span(signature.start("name"), signature.end("name") - 1)
        inside = [start for start in starts if start < name.start]
        if inside:
            content = Span(_opening(text, inside, name.start), name.start)
            yield Saying(speaker=Phrase(span=name, text=name.of(text)), cue=Span(*signature.span("handle")), content=(content,))


def _opening(text: str, starts: Sequence[int], end: int) -> int:
    """Where a post that ends at `end` begins: the start of a sentence."""
    begun = starts[-1]
    for start in reversed(starts[:-1]):
        before = text[start:begun]
        if "\n" in before or _OTHERS_SAY.search(before) or len(_LINK.sub("", text[start:end])) > LONGEST:
            break
        begun = start
    return begun
