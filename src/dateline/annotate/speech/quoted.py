"""Which saying a quotation belongs to: by the words beside it, or because it goes on where its speaker left off."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from dateline.annotate.speech.view import Draft
from dateline.model.mention import Quotation
from dateline.model.text import Span

_BESIDE = re.compile(r"[\s,;:–—-]*(?:that\s*)?")
_BREAK = re.compile(r"\n\s*\n|\n")
_PARAGRAPH = re.compile(r"\S[^\n]*")
_MARKS = frozenset("“‘\"'")
CARRIED_WORDS = 4
"""Fewest words of a quotation that goes on without a cue; shorter ones are words in marks, told by the outlet."""


def give_quotations(text: str, drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> None:
    """Add to each draft's content the quotations that are its own; the drafts stand in the order of their cues."""
    starts = [d.frame_span.start for d in drafts]
    last: Draft | None = None
    last_end = 0
    for quotation in outermost(quotations):
        owner = _owner(text, quotation.span, drafts, starts)
        if owner is None:
            owner = _carried(text, quotation, drafts, starts, last, last_end)
        if owner is None:
            continue
        owner.content = joined(text, [*owner.content, quotation.span])
        last, last_end = owner, max(quotation.span.end, owner.frame_span.end)


def give_statements(text: str, drafts: Sequence[Draft]) -> None:
    """Give a draft that ends in a colon the paragraphs without marks that it opens ("The minister said:"), up to the next such draft."""
    for n, draft in enumerate(drafts):
        end = draft.view.sentence.span.end
        if not draft.takes_clause or draft.speaker is None or not _opens_statement(text, draft):
            continue
        stop = next((d.view.sentence.span.start for d in drafts[n + 1 :] if d.takes_clause and _opens_statement(text, d)), len(text))
        paragraphs = [Span(end + m.start(), end + m.end()) for m in _PARAGRAPH.finditer(text[end:stop])]
        if paragraphs and text[paragraphs[0].start] not in _MARKS:
            draft.content = paragraphs


def _opens_statement(text: str, draft: Draft) -> bool:
    return text[draft.frame_span.end : draft.view.sentence.span.end].strip() == ":"


def outermost(quotations: Iterable[Quotation]) -> list[Quotation]:
    """Quotations that stand in no other one."""
    out: list[Quotation] = []
    for quotation in quotations:
        if not out or quotation.span.start >= out[-1].span.end:
            out.append(quotation)
    return out


def _owner(text: str, span: Span, drafts: Sequence[Draft], starts: Sequence[int]) -> Draft | None:
    """The draft that holds a quotation, follows it or opens it."""
    at = bisect_left(starts, span.start)
    near = drafts[max(0, at - 4) : at + 4]
    follows = [d for d in near if d.frame_span.start >= span.end and d.takes_clause and _beside(text, span.end, d.frame_span.start)]
    if follows:
        return follows[0]
    holders = [d for d in near if any(_mostly_inside(span, c) for c in d.content) and not span.covers(d.cue_span)]
    if holders:
        return min(holders, key=lambda d: sum(len(c) for c in d.content))
    opens = [d for d in near if d.frame_span.end <= span.start and d.takes_clause and _beside(text, d.frame_span.end, span.start)]
    return opens[-1] if opens else None


def _beside(text: str, end: int, start: int) -> bool:
    """Whether only marks stand between two places of one paragraph."""
    between = text[end:start]
    return (
        len(between) < 8 and "\n" not in between.removesuffix("\n\n" if ":" in between else "") and _BESIDE.fullmatch(between) is not None
    )


def _mostly_inside(span: Span, content: Span) -> bool:
    shared = min(span.end, content.end) - max(span.start, content.start)
    return shared * 2 > len(span) or (content.start <= span.start < content.end)


def _carried(
    text: str, quotation: Quotation, drafts: Sequence[Draft], starts: Sequence[int], last: Draft | None, last_end: int
) -> Draft | None:
    """The last speaker, when a quotation goes on in his paragraph or opens the next one, and no other cue lies between."""
    span = quotation.span
    if quotation.inner.of(text).count(" ") + 1 < CARRIED_WORDS:
        return None
    at = bisect_left(starts, span.start)
    before = drafts[at - 1] if at > 0 else None
    if before is None:
        return None
    between = text[before.frame_span.end : span.start]
    breaks = len(_BREAK.findall(between))
    opens_paragraph = span.start == 0 or "\n" in text[max(0, span.start - 3) : span.start]
    if last is not None and before.frame_span.end <= last_end and text.count("\n\n", last_end, span.start) <= 1:
        in_one = "\n" not in text[last_end : span.start]
        return last if in_one or opens_paragraph else None
    return before if before.takes_clause and breaks == 1 and opens_paragraph else None


def joined(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap or that only marks and blanks of one line part made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and (span.start <= out[-1].end or not any(c.isalnum() or c == "\n" for c in text[out[-1].end : span.start])):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out
