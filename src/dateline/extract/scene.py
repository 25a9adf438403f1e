"""What a clause leaves unsaid and the scene supplies: place, time, who "they" are; and what is history rather than news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.extract.draft import Draft
from dateline.extract.tree import Tree
from dateline.extract.words import word_class
from dateline.model.mention import TimeExpression
from dateline.model.text import Phrase, Report, Span

PLACED = word_class("placed")
"""Types that happen at a place; words (appeals, talks) take a place only when their clause names one."""
PRONOUNS = word_class("pronouns")
FIRST_PERSON = frozenset({"we", "i", "us", "our"})
HISTORY = re.compile(
    r"\b(?:for (?:many )?(?:years|decades)|(?:years|decades)-long|since (?:the )?(?:start|beginning|outbreak)|last (?:year|summer|winter|spring|autumn)|"
    r"this (?:summer|winter|spring|autumn|year)|past (?:\w+ )?(?:years|decades)|began as|over the (?:years|past))\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(slots=True)
class Scene:
    """What was last told: the place, the times, the actors; read in the order of the report."""

    place: Phrase | None = None
    times: list[TimeExpression] = field(default_factory=list)
    sentence: int = -1
    actors: list[Phrase] = field(default_factory=list)

    def remember(self, draft: Draft) -> None:
        """Take over what a finished draft says."""
        if draft.place is not None and draft.type in PLACED:
            self.place = draft.place
        if draft.times and draft.type in PLACED:
            self.times = draft.times
            self.sentence = draft.number
        if draft.actors:
            self.actors = draft.actors

    def supply(self, draft: Draft) -> None:
        """Give a draft the place that its clause leaves unsaid."""
        if draft.place is None and draft.type in PLACED:
            self_place = self.place
            draft.place = self_place


def resolved(tree: Tree, head: int, *, speaker: Phrase | None, scene: Scene) -> Phrase | None:
    """The phrase for an actor or target; a pronoun becomes the party it stands for, None when nobody is known."""
    if tree.upos[head] != "PRON" and tree.lower[head] not in PRONOUNS:
        return tree.phrase(head)
    word = tree.lower[head]
    stand_in = tree.sentence.words[head]
    if word in FIRST_PERSON:
        return None if speaker is None else Phrase(span=speaker.span, text=speaker.text, stand_in=stand_in)
    subject = _subject_before(tree, head)
    if subject is not None:
        span = tree.span(*tree.phrase_words(subject))
        return Phrase(span=span, text=span.of(tree.text), stand_in=stand_in)
    if scene.actors:
        last = scene.actors[0]
        return Phrase(span=last.span, text=last.text, stand_in=stand_in)
    return None


def _subject_before(tree: Tree, head: int) -> int | None:
    """The subject of a clause above a pronoun in its sentence ("Rebels said they had ...")."""
    for above in tree.ancestors(head):
        for child in tree.children[above]:
            if child < head and tree.relation(child) == "nsubj" and tree.upos[child] in {"NOUN", "PROPN"}:
                return child
    return None


def is_background(draft: Draft, report: Report) -> bool:
    """Whether the report tells it as history: an earlier year, "for years", a total over years."""
    words = draft.evidence.of(report.text)
    if HISTORY.search(words):
        return True
    this_year = report.published.year if report.published is not None else None
    years = [int(y) for y in YEAR.findall(words)]
    return bool(years) and this_year is not None and min(years) < this_year


def title_span(report: Report) -> Span | None:
    """The first line when it is the report's title."""
    if report.title is None or not report.text.startswith(report.title):
        return None
    return Span(0, len(report.title))


def without_repeats(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out a headline's claims that the body tells too, and a second telling by the same speaker that adds nothing."""
    body = [d for d in drafts if not d.in_title]
    kept: list[Draft] = []
    for draft in drafts:
        others = body if draft.in_title else kept
        if not any(other is not draft and _says_no_more(draft, other) for other in others):
            kept.append(draft)
    return kept


def _says_no_more(draft: Draft, other: Draft) -> bool:
    """Whether everything `draft` says is said by `other` too."""
    if draft.type != other.type or draft.status is not other.status:
        return False
    if not draft.in_title and _name(draft.speaker) != _name(other.speaker):
        return False
    if draft.in_title:
        return {(f.measure, f.low) for f in draft.figures} <= {(f.measure, f.low) for f in other.figures} or not draft.figures
    same_place = draft.place is None or _name(draft.place) == _name(other.place)
    same_times = {t.value for t in draft.times} <= {t.value for t in other.times}
    same_figures = {(f.measure, f.low, f.high) for f in draft.figures} <= {(f.measure, f.low, f.high) for f in other.figures}
    same_parties = {_name(a) for a in draft.actors} <= {_name(a) for a in other.actors} and {_name(t) for t in draft.targets} <= {
        _name(t) for t in other.targets
    }
    return same_place and same_times and same_figures and same_parties


def _name(phrase: Phrase | None) -> str | None:
    return None if phrase is None else phrase.text.casefold()
