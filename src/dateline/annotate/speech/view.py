"""One sentence as the rules of saying see it: words in lower case, what hangs on what, and ranges of words as spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from dateline.model.mention import Sentence
from dateline.model.text import Span

Range = tuple[int, int]
"""First and last word of a stretch of a sentence, both inside."""

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"})
RIM = frozenset({"PUNCT", "CCONJ"})
POSSESSIVE = frozenset({"'s", "’s"})


class View:
    """A sentence with its place in the report; all indices are word indices, -1 stands above the root."""

    def __init__(self, text: str, sentence: Sentence, number: int, lower: tuple[str, ...]) -> None:
        self.text = text
        self.sentence = sentence
        self.number = number
        self.lower = lower
        self.upos = _tags(text, sentence)
        self.heads = sentence.heads
        self.relations = sentence.relations

    def __len__(self) -> int:
        return len(self.lower)

    @cached_property
    def kids(self) -> list[list[int]]:
        """Dependents of each word, left to right."""
        out: list[list[int]] = [[] for _ in self.lower]
        for i, head in enumerate(self.heads):
            if head >= 0:
                out[head].append(i)
        return out

    @cached_property
    def roles(self) -> dict[int, dict[str, int]]:
        """Heads of the roles of each predicate, by the predicate's word and the role's label."""
        return {p.word: {a.role: a.head for a in p.arguments} for p in self.sentence.predicates}

    def base(self, i: int) -> str:
        """Relation of a word without its subtype."""
        return self.relations[i].partition(":")[0]

    def children(self, i: int, *bases: str) -> Iterator[int]:
        """Dependents of a word in one of the given relations, subtypes left aside."""
        return (k for k in self.kids[i] if self.base(k) in bases)

    def child(self, i: int, *bases: str) -> int | None:
        """The first such dependent."""
        return next(self.children(i, *bases), None)

    def preposition(self, i: int) -> str | None:
        """The word that joins a phrase or clause to its head ("of", "for", "as"), lower-cased."""
        k = self.child(i, "case", "mark")
        return None if k is None else self.lower[k]

    def subtree(self, i: int, *, without: Iterable[int] = ()) -> set[int]:
        """A word and all that hangs on it, less the subtrees of `without`."""
        left_out = set(without)
        found: set[int] = set()
        waiting = [i]
        while waiting:
            k = waiting.pop()
            if k in left_out or k in found:
                continue
            found.add(k)
            waiting += self.kids[k]
        return found

    def ancestors(self, i: int) -> Iterator[int]:
        """Heads of a word, nearest first."""
        seen = {i}
        k = self.heads[i]
        while k >= 0 and k not in seen:
            yield k
            seen.add(k)
            k = self.heads[k]

    def trimmed(self, first: int, last: int) -> Range | None:
        """A range without punctuation, joining words and a closing possessive at its rims; None when nothing is left."""
        while first <= last and self.upos[first] in RIM:
            first += 1
        while last >= first and (self.upos[last] in RIM or self.lower[last] in POSSESSIVE):
            last -= 1
        return (first, last) if first <= last else None

    def runs(self, words: Iterable[int]) -> list[Range]:
        """Unbroken stretches of a set of words; stretches that only punctuation parts are joined."""
        out: list[Range] = []
        for i in sorted(words):
            if out and all(self.upos[k] == "PUNCT" for k in range(out[-1][1] + 1, i)):
                out[-1] = (out[-1][0], i)
            else:
                out.append((i, i))
        return [r for run in out if (r := self.trimmed(*run)) is not None]

    def span(self, words: Range) -> Span:
        """Characters of a range of words."""
        return Span(self.sentence.words[words[0]].start, self.sentence.words[words[1]].end)


def _tags(text: str, sentence: Sentence) -> tuple[str, ...]:
    """Parts of speech, where a short name that looks like an auxiliary is one ("IS also claimed the attack")."""
    if text[sentence.span.start : sentence.span.end].isupper():
        return sentence.upos
    return tuple(["PROPN" if u == "AUX" and w.of(text) == "IS" else u for u, w in zip(sentence.upos, sentence.words, strict=True)])


@dataclass(slots=True, kw_only=True)
class Draft:
    """A saying before its speaker is resolved: `frame` covers speaker, cue and medium, `speaker` and `head` are words of the view."""

    view: View
    cue: Range
    tone: str
    speaker: Range | None
    head: int | None
    frame: Range
    content: list[Span]
    via: Span | None = None
    takes_clause: bool = False
    """Whether the cue can follow or open a clause that the tree does not tie to it."""
    closes: bool = False
    """Whether the words alone show that the cue closes the sentence, so that it tells all before it."""

    @property
    def cue_span(self) -> Span:
        """Characters of the cue."""
        return self.view.span(self.cue)

    @property
    def frame_span(self) -> Span:
        """Characters of the frame."""
        return self.view.span(self.frame)
