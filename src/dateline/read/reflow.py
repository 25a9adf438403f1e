"""Printed lines back to paragraphs: what the page broke is joined, what it added is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_PAGE_NUMBER = re.compile(r"^(?:page\s+)?[-–—\s]*\d{1,4}[-–—\s]*(?:(?:/|of)\s*\d{1,4})?$", re.IGNORECASE)
_NUMBER_OF_A_PAGE = re.compile(r"^\d+\b|\b\d+$|(?<=\bpage )\d+|(?<=\bp\. )\d+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*$")
_BROKEN_WORD = re.compile(r"(?P<first>[^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND_ENDING = re.compile(
    r"(?:held|backed|led|based|controlled|run|allied|aligned|affiliated|occupied|besieged|old|long|wide|term|level|born|made)\b",
    re.IGNORECASE,
)
"""Second halves before which a hyphen at the line's end is the word's own ("rebel-held"), not the printer's."""
_EDGE = 2
_SHORT_LINE = 0.8
_HEADING = 0.7


def without_running_lines(pages: Sequence[Sequence[str]]) -> list[str]:
    """The lines of all pages in one run, less page numbers and lines that stand at the edge of most pages."""
    edges = Counter(key for page in pages for key in {_key(line) for line in _edge_lines(page)})
    running = {key for key, count in edges.items() if len(pages) > 1 and count > max(1, len(pages) // 2)}
    kept: list[str] = []
    for page in pages:
        edge = {id(line) for line in _edge_lines(page)}
        kept += [line for line in page if not (id(line) in edge and (_key(line) in running or _PAGE_NUMBER.match(line)))]
    return kept


def paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Paragraphs from printed lines: a blank line ends one, and so does a line that stops well short of the margin."""
    margin = _margin(lines)
    words = {word.lower() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)+", line)}
    paragraph = ""
    for n, line in enumerate(lines):
        paragraph = _joined(paragraph, line, hyphenated=words)
        following = lines[n + 1] if n + 1 < len(lines) else ""
        if paragraph and _ends_paragraph(line, following, margin):
            yield paragraph
            paragraph = ""


def _edge_lines(page: Sequence[str]) -> list[str]:
    filled = [line for line in page if line]
    return filled if len(filled) <= 2 * _EDGE else filled[:_EDGE] + filled[-_EDGE:]


def _key(line: str) -> str:
    """A line without its page number, so that "Page 3 of 9" and "Page 4 of 9" are one running line."""
    return _NUMBER_OF_A_PAGE.sub("#", line).casefold()


def _margin(lines: Sequence[str]) -> int:
    """The usual length of a full line: nine in ten are no longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def _ends_paragraph(line: str, following: str, margin: int) -> bool:
    if not line or not following:
        return True
    starts_anew = not following[0].islower()
    if _SENTENCE_END.search(line):
        return starts_anew and len(line) < _SHORT_LINE * margin
    return starts_anew and len(line) < _HEADING * margin and not line.endswith((",", ";", "-"))


def _joined(paragraph: str, line: str, *, hyphenated: set[str]) -> str:
    """The paragraph with one more line; a hyphen that only broke a word goes."""
    broken, continued = _BROKEN_WORD.search(paragraph), _FIRST_WORD.match(line)
    if not paragraph or not line:
        return paragraph or line
    if broken is None or continued is None:
        return f"{paragraph} {line}"
    compound = f"{broken['first']}-{continued[0]}".lower() in hyphenated or _COMPOUND_ENDING.match(line) or not line[0].islower()
    return f"{paragraph if compound else paragraph[:-1]}{line}"
