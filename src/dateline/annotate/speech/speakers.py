"""Who a speaker's words mean: pronouns, titles and short names resolved to the words that named the speaker before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.annotate.speech.cues import Cues
from dateline.annotate.speech.phrases import Kind, kind_of, noun_phrase
from dateline.annotate.speech.view import Draft, Range, View
from dateline.model.mention import NameKind
from dateline.model.text import Phrase, Span

NAMED = frozenset({NameKind.PERSON, NameKind.ORGANISATION})
NEW = frozenset({"a", "an"})
"""Words that begin the description of somebody who was not told of before."""
FULL_NAME = 2
"""A name of more words than this is told in full ("the Syrian Observatory for Human Rights", not "the Britain-based Observatory")."""
NEAR = 12
"""How many sentences back a pronoun or a bare title may reach."""
MOST_NAMED = 2000
"""How many names back a short name may reach; keeps a book-long text from costing the square of its length."""
AHEAD = 2
"""How many sentences ahead the body may be named that a description tells of."""
JOINED = " and "
"""Two parties joined are no fuller name of one of them."""
SPOKE_NEAR = 5
"""How many sentences back one who spoke is preferred to a nearer subject: the subject of a saying is mostly who spoke before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody the text has named or described: candidates for later stand-ins."""

    phrase: Phrase
    words: frozenset[str]
    head: str
    kind: Kind
    number: int
    proper: bool
    subject: bool
    spoke: bool

    @property
    def prominent(self) -> bool:
        """Whether he spoke or was the subject of his clause."""
        return self.subject or self.spoke


class Speakers:
    """Everybody named so far, in the order of the text."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self.named: list[Named] = []

    def note_names(self, view: View) -> None:
        """Remember the persons and organisations that a sentence names."""
        for name in view.sentence.names:
            if name.kind not in NAMED:
                continue
            head = next((i for i in range(name.first, name.last + 1) if not name.first <= view.heads[i] <= name.last), name.last)
            if view.base(head) == "appos" and view.heads[head] >= 0:
                head = view.heads[head]
            words = noun_phrase(view, head)
            if view.relations[head] != "nmod:poss" and words[1] - words[0] < 15:
                phrase = Phrase(span=view.span(words), text=view.span(words).of(view.text))
                self.named.append(self._named(view, words, head, phrase, subject=view.base(head) == "nsubj", spoke=False))

    def speaker(self, draft: Draft) -> Phrase | None:
        """The speaker of a draft, resolved; None for a first person outside quotations and for a pronoun that goes back to nobody."""
        if draft.speaker is None or draft.head is None:
            return None
        view, head = draft.view, draft.head
        own = view.span(draft.speaker)
        if view.upos[head] == "PRON" or (view.upos[head] != "PROPN" and view.lower[head] in self.cues.classes["pronouns_all"]):
            before = self._antecedent(view, view.lower[head], own)
            return None if before is None else Phrase(span=before.phrase.span, text=before.phrase.text, stand_in=own)
        fuller = self._fuller(view, draft.speaker, head, own)
        phrase = Phrase(span=own, text=own.of(view.text))
        if fuller is not None:
            phrase = Phrase(span=fuller.phrase.span, text=fuller.phrase.text, stand_in=own)
        self.named.append(self._named(view, draft.speaker, head, phrase, subject=True, spoke=True))
        return phrase

    def described(self, draft: Draft, phrase: Phrase) -> Phrase:
        """A speaker told of by what he is ("a monitoring group", "the watchdog") with the name that the report gives him elsewhere."""
        own = draft.view.span(draft.speaker) if draft.speaker is not None else phrase.span
        worded = own.of(draft.view.text).lower().replace("-", " ").split()
        words = frozenset(worded)
        if phrase.stand_in is not None and self._is_name(phrase, own):
            return phrase
        if "based" in words and draft.head is not None and worded[0] not in NEW:
            full = [c for c in self.named if c.proper and draft.view.lower[draft.head] in c.words and "based" not in c.words]
            longest = max(full, key=lambda c: len(c.words), default=None)
            if longest is not None and len(longest.words) > FULL_NAME:
                return Phrase(span=longest.phrase.span, text=longest.phrase.text, stand_in=own)
        if draft.head is None or draft.view.lower[draft.head] not in self.cues.classes["described"] or "and" in words:
            return phrase
        if any(name.kind in NAMED and own.covers(name.span) for name in draft.view.sentence.names):
            return phrase
        bodies = [c for c in self.named if self._is_named_body(c, own) and abs(c.number - draft.view.number) <= NEAR]
        watchers = self.cues.classes["watchers"]
        if words & watchers:
            bodies = sorted((c for c in bodies if c.words & watchers), key=lambda c: (c.phrase.span.start > own.start, -len(c.words)))
        else:
            bodies = [c for c in bodies if c.spoke and 0 <= c.number - draft.view.number <= AHEAD and c.phrase.span.start > own.start]
        return Phrase(span=bodies[0].phrase.span, text=bodies[0].phrase.text, stand_in=own) if bodies else phrase

    def _is_name(self, phrase: Phrase, own: Span) -> bool:
        """Whether a stand-in was resolved to more than another description."""
        descriptive = self.cues.classes["described"] | self.cues.classes["empty"] | self.cues.classes["watchers"]
        return phrase.span != own and not frozenset(phrase.text.lower().split()) <= descriptive

    def _is_named_body(self, candidate: Named, own: Span) -> bool:
        """Whether a candidate gives the name of a body that is no army, ministry or outlet."""
        classes = self.cues.classes
        words = candidate.words - classes["empty"]
        if candidate.kind is not Kind.BODY or not candidate.proper or candidate.phrase.span.overlaps(own):
            return False
        named = words - classes["described"] - classes["watchers"] or words & {"observatory", "sohr"}
        other = candidate.head in (classes["bodies"] | classes["media"]) - classes["watchers"] - classes["described"]
        return bool(named) and not other and not words & self.cues.outlets

    def _named(self, view: View, words: Range, head: int, phrase: Phrase, *, subject: bool, spoke: bool) -> Named:
        text = phrase.text.lower()
        return Named(
            phrase=Phrase(span=phrase.span, text=phrase.text),
            words=frozenset(view.lower[words[0] : words[1] + 1]) | frozenset(text.split()),
            head=view.lower[head],
            kind=kind_of(view, head, self.cues),
            number=view.number,
            proper=any(view.upos[i] == "PROPN" for i in range(words[0], words[1] + 1)),
            subject=subject,
            spoke=spoke,
        )

    def _before(self, view: View, own: Span, reach: int) -> Iterator[Named]:
        """Candidates before a place, nearest sentence first, within one sentence those who speak or are subjects first."""
        batch: list[Named] = []
        for candidate in reversed(self.named):
            if view.number - candidate.number > reach:
                break
            if candidate.phrase.span.overlaps(own) or candidate.phrase.span.start >= own.start:
                continue
            if batch and batch[-1].number != candidate.number:
                yield from sorted(batch, key=lambda c: not c.prominent)
                batch = []
            batch.append(candidate)
        yield from sorted(batch, key=lambda c: not c.prominent)

    def _antecedent(self, view: View, pronoun: str, own: Span) -> Named | None:
        """Whom a pronoun stands for."""
        classes = self.cues.classes
        if pronoun in classes["pronouns_person"]:
            kinds = {Kind.PERSON}
        elif pronoun in classes["pronouns_body"]:
            kinds = {Kind.BODY}
        elif pronoun in classes["pronouns_many"]:
            kinds = {Kind.MANY, Kind.BODY}
        else:
            return None
        candidates = [c for c in self._before(view, own, NEAR) if c.kind in kinds and c.prominent]
        spoke = next((c for c in candidates if c.spoke and view.number - c.number <= SPOKE_NEAR), None)
        return spoke or (candidates[0] if candidates else None)

    def _fuller(self, view: View, words: Range, head: int, own: Span) -> Named | None:
        """The fuller wording that a title ("the official") or a short name ("Abdel Rahman") goes back to."""
        lower = view.lower[words[0] : words[1] + 1]
        content = frozenset(lower) - self.cues.classes["empty"]
        proper = any(view.upos[i] == "PROPN" for i in range(words[0], words[1] + 1))
        definite = lower[0] in self.cues.classes["definite"]
        if not (proper or definite):
            return None
        word = view.lower[head]
        if proper:
            recent = self.named[-MOST_NAMED:]
            body = kind_of(view, head, self.cues) is Kind.BODY
            fuller = (c for c in reversed(recent) if self._is_fuller(c, content, own, body=body))
            return next((c for c in fuller if c.head == word or JOINED not in c.phrase.text), None)
        if "same" in lower:
            return next((c for c in self._before(view, own, NEAR) if c.prominent), None)
        if word == "report":
            return next((c for c in self._before(view, own, AHEAD) if c.spoke and self._is_medium(c)), None)
        for candidate in self._before(view, own, NEAR):
            if word in candidate.words and len(candidate.phrase.text) > len(own) and candidate.words >= content:
                return candidate
        if word in self.cues.classes["groups"]:
            earlier = (c for c in self._before(view, own, NEAR) if c.kind is Kind.BODY and c.proper and c.prominent)
            return next((c for c in earlier if self._can_be(c, content, view.number)), None)
        return None

    def _can_be(self, candidate: Named, content: frozenset[str], number: int) -> bool:
        """Whether a body told of before fits a description: of another sentence, a medium for an agency, one that watches for a monitor."""
        classes = self.cues.classes
        if candidate.number == number and not candidate.spoke:
            return False
        if content & (classes["media"] | {"outlet"}):
            return self._is_medium(candidate)
        return not content & classes["watchers"] or bool(candidate.words & classes["watchers"])

    def _is_medium(self, candidate: Named) -> bool:
        """Whether a candidate is an outlet, whose report a later sentence can go on with."""
        return candidate.head in self.cues.classes["media"] or bool(candidate.words & self.cues.outlets)

    def _is_fuller(self, candidate: Named, content: frozenset[str], own: Span, *, body: bool) -> bool:
        """Whether a candidate's wording holds all words of a short name, and more; a body is not the person it employs."""
        before = candidate.phrase.span.end <= own.start
        return (
            before
            and candidate.proper
            and content < candidate.words - self.cues.classes["empty"]
            and not (body and candidate.kind is Kind.PERSON)
        )


def note_until(speakers: Speakers, views: Sequence[View], start: int, stop: int) -> None:
    """Remember the names of the sentences from `start` up to and with `stop`."""
    for view in views[start : stop + 1]:
        if view.sentence.names:
            speakers.note_names(view)
