"""Who says what: sayings read off the sentences' trees, the quotations and the words of saying, each with its speaker resolved."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from dateline.annotate.quotations import find_quotations
from dateline.annotate.speech.cues import Cues, load_cues
from dateline.annotate.speech.phrases import is_medium
from dateline.annotate.speech.posts import posts
from dateline.annotate.speech.quoted import give_quotations, give_statements, joined, outermost
from dateline.annotate.speech.reach import reach
from dateline.annotate.speech.sources import first_line, read_headline, read_noun, read_phrase
from dateline.annotate.speech.speakers import Speakers, note_until
from dateline.annotate.speech.verbs import read_verb
from dateline.annotate.speech.view import Draft, View
from dateline.model.mention import Quotation, Saying, Sentence
from dateline.model.text import Phrase, Span

__all__ = ["find_quotations", "find_sayings"]

NEIGHBOURS = 16
"""How many sayings before and after one can hold it or lie in it."""


def find_sayings(text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> tuple[Saying, ...]:
    """Every saying of a text in the order of the cues; one may lie in the content of another ("X said that Y had denied P")."""
    cues = load_cues()
    views = [_view(text, sentence, number) for number, sentence in enumerate(sentences)]
    drafts = [draft for view in views for draft in _drafts_of(view, cues)]
    title = first_line(text, views)
    headline = None if title is None else read_headline(title, cues)
    if headline is not None:
        drafts = [headline, *(d for d in drafts if d.view is not title)]
    give_quotations(text, drafts, quotations)
    give_statements(text, drafts)
    spoken = outermost(quotations)
    drafts = [d for d in drafts if d.content and not _only_thinks_aloud(d, spoken, cues)]
    speakers = _inherited(drafts, _resolve(drafts, views, cues))
    _relay(drafts, speakers, cues)
    told = [_saying(text, draft, speaker) for draft, speaker in zip(drafts, speakers, strict=True)]
    return tuple(sorted((*told, *posts(text, [s.span.start for s in sentences])), key=lambda saying: saying.cue.start))


def _view(text: str, sentence: Sentence, number: int) -> View:
    return View(text, sentence, number, tuple([text[w.start : w.end].lower() for w in sentence.words]))


def _drafts_of(view: View, cues: Cues) -> list[Draft]:
    """The sayings of one sentence, in the order of their cues."""
    openers = {p[0] for p in cues.phrases}
    out: list[Draft] = []
    for i, word in enumerate(view.lower):
        draft = read_verb(view, i, cues) if word in cues.verbs else None
        if draft is None and word in cues.nouns:
            draft = read_noun(view, i, cues)
        if draft is None and word in openers:
            draft = read_phrase(view, i, cues)
        if draft is not None:
            reach(draft, out, cues)
            out.append(draft)
    return out


def _only_thinks_aloud(draft: Draft, spoken: Sequence[Quotation], cues: Cues) -> bool:
    """Whether a first or second person says or thinks something inside a quotation ("I think"): the quotation's own saying holds it."""
    if draft.tone not in {"say", "hedge"} or draft.head is None or draft.view.lower[draft.head] not in cues.classes["pronouns_first"]:
        return False
    before = bisect_right(spoken, draft.cue_span.start, key=lambda q: q.span.start) - 1
    return before >= 0 and spoken[before].span.covers(draft.cue_span)


def _resolve(drafts: Sequence[Draft], views: Sequence[View], cues: Cues) -> list[Phrase | None]:
    """Speakers in the order of the drafts; names are noted up to each draft's own sentence."""
    speakers = Speakers(cues)
    out: list[Phrase | None] = []
    seen = 0
    for draft in drafts:
        note_until(speakers, views, seen, draft.view.number)
        seen = max(seen, draft.view.number + 1)
        out.append(speakers.speaker(draft))
    return _described(drafts, out, speakers)


def _described(drafts: Sequence[Draft], phrases: Sequence[Phrase | None], speakers: Speakers) -> list[Phrase | None]:
    """Speakers with their names where the text tells of them by what they are, also where a pronoun goes back to such words."""
    out: list[Phrase | None] = []
    names: dict[Span, Phrase] = {}
    for draft, phrase in zip(drafts, phrases, strict=True):
        if phrase is None or draft.speaker is None:
            out.append(phrase)
            continue
        name = names.get(phrase.span) or speakers.described(draft, phrase)
        own = draft.view.span(draft.speaker)
        names[own] = name
        out.append(Phrase(span=name.span, text=name.text, stand_in=None if name.span == own else own))
    return out


def _inherited(drafts: Sequence[Draft], speakers: Sequence[Phrase | None]) -> list[Phrase | None]:
    """Speakers, where one without a name says it inside another's words, that other one (“We urge Iraq to act,” the ministry said)."""
    out = list(speakers)
    for n, draft in enumerate(drafts):
        if speakers[n] is not None:
            continue
        holders = [
            (sum(map(len, outer.content)), k)
            for k, outer in enumerate(drafts[max(0, n - NEIGHBOURS) : n + NEIGHBOURS], max(0, n - NEIGHBOURS))
            if k != n and speakers[k] is not None and any(c.covers(draft.cue_span) for c in outer.content)
        ]
        holder = speakers[min(holders)[1]] if holders else None
        if holder is not None:
            own = None if draft.speaker is None else draft.view.span(draft.speaker)
            out[n] = Phrase(span=holder.span, text=holder.text, stand_in=own)
    return out


def _relay(drafts: Sequence[Draft], speakers: Sequence[Phrase | None], cues: Cues) -> None:
    """A medium that tells what somebody said is the medium of that saying: "the mayor said P, the agency reported"."""
    for n, outer in enumerate(drafts):
        if outer.head is None or outer.speaker is None or not is_medium(outer.view, outer.head, cues):
            continue
        near = slice(max(0, n - NEIGHBOURS), n + NEIGHBOURS)
        for inner, speaker in zip(drafts[near], speakers[near], strict=True):
            nested = inner is not outer and inner.view is outer.view and any(c.covers(inner.cue_span) for c in outer.content)
            if nested and inner.via is None and speaker is not None:
                inner.via = outer.view.span(outer.speaker)


def _saying(text: str, draft: Draft, speaker: Phrase | None) -> Saying:
    via = None if draft.via is None else Phrase(span=draft.via, text=draft.via.of(text))
    return Saying(speaker=speaker, cue=draft.cue_span, content=_unique(joined(text, draft.content)), via=via, tone=draft.tone)


def _unique(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(spans))
