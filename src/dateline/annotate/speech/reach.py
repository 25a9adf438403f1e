"""How far the content of a saying reaches in its sentence, where the tree alone does not tell."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.annotate.speech.cues import Cues
from dateline.annotate.speech.view import VERBAL, Draft, View
from dateline.model.text import Span


def reach(draft: Draft, earlier: Sequence[Draft], cues: Cues) -> None:
    """Give a draft the words it tells: what a noun before it takes up, or the clause that stands before or after its frame."""
    view, v = draft.view, draft.cue[1]
    if draft.closes:
        told = _before(draft, earlier)
        draft.content = [] if told is None else [told]
        return
    noun = _noun_taken_up(view, v, cues)
    takes_up = noun is not None and (view.lower[noun] in cues.classes["told_before"] or not (draft.content or draft.takes_clause))
    if noun is not None and takes_up:
        draft.content = _taken_up(draft, v, noun, earlier, cues)
        return
    if not draft.takes_clause:
        return
    after = [span for span in draft.content if span.start > draft.frame_span.end]
    if after:
        return
    opening = None if draft.content else _opening(draft, v)
    if opening is not None:
        draft.content = [opening]
    elif _closes_sentence(draft, v):
        before = _before(draft, earlier)
        draft.content = draft.content if before is None else [before]
    elif not draft.content:
        following = view.trimmed(draft.frame[1] + 1, len(view) - 1)
        if following is not None and _has_verb(view, following[0], following[1]):
            draft.content = [view.span(following)]


def _opening(draft: Draft, v: int) -> Span | None:
    """The rest of a sentence from a "that" right after the cue or after the one it speaks to."""
    view = draft.view
    start = next((i for i in range(v + 1, min(v + 5, len(view))) if view.lower[i] == "that"), None)
    words = None if start is None or any(view.upos[i] in VERBAL for i in range(v + 1, start)) else view.trimmed(start, len(view) - 1)
    return view.span(words) if words is not None and _has_verb(view, *words) else None


def _has_verb(view: View, first: int, last: int) -> bool:
    return any(view.upos[i] in VERBAL for i in range(first, last + 1))


def _closes_sentence(draft: Draft, v: int) -> bool:
    """Whether nothing is told after the frame: what follows is a time, a place, a manner or a participle that hangs on the cue."""
    view = draft.view
    if draft.frame[0] == 0:
        return False
    rest = set(range(draft.frame[1] + 1, len(view)))
    own = view.subtree(v)
    return all(i in own or view.upos[i] not in VERBAL for i in rest)


def _before(draft: Draft, earlier: Sequence[Draft]) -> Span | None:
    """The words before the frame, back to the sentence's start or to the frame of a saying that was closed before."""
    view = draft.view
    first = 0
    for other in earlier:
        closed = other.content and all(span.end <= other.frame_span.start for span in other.content)
        if closed and other.frame[1] < draft.frame[0]:
            first = max(first, other.frame[1] + 1)
    words = view.trimmed(first, draft.frame[0] - 1)
    if words is None or (words[1] - words[0] < 2 and not _has_verb(view, *words)):
        return None
    return view.span(words)


def _noun_taken_up(view: View, v: int, cues: Cues) -> int | None:
    """The noun that a participle or relative clause of saying is about ("a claim denied by X", "a toll that X has not confirmed")."""
    if view.base(v) == "acl":
        return view.heads[v] if view.heads[v] >= 0 else None
    return v - 1 if v > 0 and view.lower[v - 1] in cues.classes["told_before"] and view.upos[v - 1] == "NOUN" else None


def _taken_up(draft: Draft, v: int, noun: int, earlier: Sequence[Draft], cues: Cues) -> list[Span]:
    """What such a noun stands for: the clause told before it, or the noun itself."""
    view = draft.view
    if view.lower[noun] in cues.classes["told_before"] and view.child(v, "ccomp", "xcomp") is not None:
        return draft.content
    told = view.runs(view.subtree(noun, without=[v]))
    if view.lower[noun] not in cues.classes["told_before"]:
        return [view.span(run) for run in told] if draft.tone != "say" else []
    start = min((k for k in view.subtree(noun, without=[v]) if k <= noun), default=noun)
    held = [span for other in earlier for span in other.content if span.start < view.sentence.words[start].start]
    if held:
        end = view.sentence.words[start].start
        return [_cut(span, end) for span in held]
    before = view.trimmed(0, start - 1) if start > 0 else None
    return [] if before is None else [view.span(before)]


def _cut(span: Span, end: int) -> Span:
    return span if span.end <= end else Span(span.start, end)
