"""Words between quotation marks: curly, straight, angled and low marks, nested, carried over paragraphs or left open.

A quotation that is not closed runs to the end of its paragraph, and its `inner` then ends where its `span` ends. One carried over
several paragraphs (the opening mark stands again at the head of each) is one quotation a paragraph. Single words in marks ("scare
quotes") are quotations like any other; their length tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.model.mention import Quotation
from dateline.model.text import Span

_MARK = re.compile('["\'“”„«»‘’‚]|\n[ \t\r]*\n|\n(?=[ \t]*["“„«])')
CLOSERS = {"“": "”", "„": "”“", "«": "»", '"': '"', "‘": "’", "‚": "‘’", "'": "'"}
"""What closes each opening mark."""
SINGLE = frozenset("‘‚'’")
BEFORE_OPENING = frozenset(" \t\r\n([{—–-/\u00a0\"'“”„«‘…")
LOOK_AHEAD = 3000
"""How many characters a mark looks ahead for its partner; a longer stretch without one is not a quotation."""
AFTER_CLOSING = frozenset(" \t\r\n)]}.,;:!?—–-/\u00a0\"'”»’…")


@dataclass(slots=True)
class _Open:
    """An opening mark that waits for its closing one."""

    mark: str
    at: int


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Every quotation of a text in the order of its opening marks; an inner one lies inside the outer one's span."""
    found: list[Quotation] = []
    waiting: list[_Open] = []
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark[0] == "\n":
            found += _left_open(text, waiting, at)
            waiting = []
        elif _closes(text, mark, at, waiting):
            found += _close(text, waiting, mark, at)
        elif _opens(text, mark, at):
            closed = max((q.span.end for q in found[-3:]), default=0)
            found += _opened_again(text, waiting, mark, at, closed=closed)
            waiting.append(_Open(mark, at))
    found += _left_open(text, waiting, len(text))
    return tuple(sorted(found, key=lambda q: (q.span.start, -q.span.end)))


def _opens(text: str, mark: str, at: int) -> bool:
    """Whether a mark can open a quotation where it stands: after a gap, and before a word."""
    if mark not in CLOSERS:
        return False
    after = text[at + 1 : at + 2]
    if mark in "“„«":
        return bool(after)
    if (at > 0 and text[at - 1] not in BEFORE_OPENING) or not after or after.isspace():
        return False
    if mark in SINGLE:
        return not after.isdigit() and _single_closes_later(text, mark, at)
    return True


def _closes(text: str, mark: str, at: int, waiting: list[_Open]) -> bool:
    """Whether a mark closes one of the open quotations; an apostrophe inside or after a word does not."""
    if not any(mark in CLOSERS[o.mark] for o in waiting):
        return False
    after = text[at + 1 : at + 2]
    if mark in SINGLE:
        return _single_can_close(text, at) and not _is_plural_possessive(text, mark, at)
    if mark == '"':
        opened = next(o for o in reversed(waiting) if o.mark == '"')
        return not (text[at - 1].isspace() and after.isalnum() and opened.at < at - 1 and _closes_later(text, at))
    return True


def _closes_later(text: str, at: int) -> bool:
    """Whether a straight mark that looks like an opening one has a closing mark of its own on its line."""
    end = _line_end(text, at)
    return text.count('"', at + 1, end) % 2 == 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at, at + LOOK_AHEAD)
    return min(len(text), at + LOOK_AHEAD) if end < 0 else end


def _single_can_close(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return at > 0 and not text[at - 1].isspace() and (not after or after in AFTER_CLOSING)


def _single_closes_later(text: str, mark: str, at: int) -> bool:
    """Whether a closing single mark follows on the line; without one, the mark is an apostrophe ("'em", "‘tis")."""
    return any(_single_can_close(text, i) for i in range(at + 2, _line_end(text, at)) if text[i] in CLOSERS[mark])


def _is_plural_possessive(text: str, mark: str, at: int) -> bool:
    """Whether a mark after an s is the possessive of a plural ("the rebels’ lines"), a further closing mark still to come."""
    if text[at - 1] not in "sS" or not text[at + 1 : at + 3].strip()[:1].isalpha() or text[at + 1 : at + 2] != " ":
        return False
    for i in range(at + 1, _line_end(text, at)):
        if text[i] == "‘":
            return False
        if text[i] == mark and _single_can_close(text, i):
            return True
    return False


def _close(text: str, waiting: list[_Open], mark: str, at: int) -> list[Quotation]:
    """Close the innermost open quotation that `mark` fits; a single mark left open inside it was an apostrophe."""
    while waiting:
        opened = waiting.pop()
        if mark in CLOSERS[opened.mark]:
            return _quotation(text, opened.at, at, closed=True)
    return []


def _opened_again(text: str, waiting: list[_Open], mark: str, at: int, *, closed: int) -> list[Quotation]:
    """A second opening mark of the same kind: the first was never closed and ends at the last full stop before it.

    It ends no earlier than `closed`, the end of the last quotation inside it.
    """
    if mark in SINGLE or not any(o.mark == mark for o in waiting):
        return []
    while waiting:
        opened = waiting.pop()
        if opened.mark == mark:
            stop = max(text.rfind(sign, opened.at, at) for sign in ".!?,")
            return _quotation(text, opened.at, max(stop + 1, closed) if stop > opened.at + 1 else at, closed=False)
    return []


def _left_open(text: str, waiting: list[_Open], end: int) -> list[Quotation]:
    """Quotations still open where the paragraph ends run to its end; a single mark is not kept, it may be an apostrophe."""
    return [q for o in waiting if o.mark not in SINGLE for q in _quotation(text, o.at, end, closed=False)]


def _quotation(text: str, opening: int, end: int, *, closed: bool) -> list[Quotation]:
    """The quotation from its opening mark to `end`, none when nothing stands between the marks."""
    inner = text[opening + 1 : end]
    start = opening + 1 + len(inner) - len(inner.lstrip())
    stop = opening + 1 + len(inner.rstrip())
    if start >= stop:
        return []
    return [Quotation(span=Span(opening, end + 1 if closed else stop), inner=Span(start, stop))]
