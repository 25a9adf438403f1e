"""One sentence as a tree of words: what hangs on what, and which words a head brings along."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from dateline.model.mention import EventWord, Mention, NameKind, Predicate, Sentence
from dateline.model.text import Phrase, Span

LEFT_OUT_OF_PHRASES = (
    "acl:relcl",
    "advcl",
    "parataxis",
    "punct",
    "cc",
    "conj",
    "ccomp",
    "discourse",
    "mark",
    "cop",
    "nsubj",
    "aux",
    "advmod:emph",
    "dep",
)
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"})
TRIM_LEFT = frozenset({"ADP", "PUNCT", "CCONJ", "SCONJ", "PART", "DET", "SYM"})


HYPHENS = frozenset({"-", "–", "‑"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


class Tree:
    """Word-indexed view of a sentence; indices are 0-based, -1 is above the root."""

    def __init__(self, sentence: Sentence, text: str) -> None:
        self.sentence = sentence
        self.text = text
        self.words = [text[w.start : w.end] for w in sentence.words]
        self.lower = [w.lower() for w in self.words]
        self.upos = sentence.upos
        self.heads = sentence.heads
        self.relations = sentence.relations
        self._bases = [r.partition(":")[0] for r in sentence.relations]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def children(self) -> list[list[int]]:
        """Dependents of each word, left to right."""
        out: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head >= 0:
                out[head].append(i)
        return out

    @cached_property
    def predicate_at(self) -> dict[int, Predicate]:
        """Predicates by their word."""
        return {p.word: p for p in self.sentence.predicates}

    @cached_property
    def event_at(self) -> dict[int, EventWord]:
        """What the reader says of words that may tell an event, by word."""
        return {e.word: e for e in self.sentence.events}

    def events_in(self, words: Iterable[int]) -> list[EventWord]:
        """What the reader says of some words, as far as it says anything."""
        return [self.event_at[i] for i in words if i in self.event_at]

    @cached_property
    def name_at(self) -> dict[int, Mention]:
        """The name each word belongs to."""
        return {i: name for name in self.sentence.names for i in range(name.first, name.last + 1)}

    def kind(self, i: int) -> NameKind | None:
        """Kind of the name a word belongs to."""
        name = self.name_at.get(i)
        return None if name is None else name.kind

    def relation(self, i: int) -> str:
        """UD relation without its subtype."""
        return self._bases[i]

    def dependents(self, i: int, *relations: str) -> list[int]:
        """Dependents of word `i` under one of `relations`, with or without subtype."""
        return [c for c in self.children[i] if self.relations[c] in relations or self._bases[c] in relations]

    def ancestors(self, i: int) -> Iterator[int]:
        """Heads above word `i`, nearest first; a broken tree ends instead of looping."""
        seen = 0
        i = self.heads[i]
        while i >= 0 and seen < len(self.words):
            yield i
            seen += 1
            i = self.heads[i]

    def subject_above(self, word: int) -> int | None:
        """The subject of a clause above a pronoun in its sentence, for whom it stands ("Rebels said they had ...")."""
        for above in self.ancestors(word):
            for child in self.children[above]:
                if child < word and self.relation(child) == "nsubj" and self.upos[child] in {"NOUN", "PROPN"}:
                    return child
        return None

    def subtree(self, i: int, leave_out: Sequence[str] = ()) -> list[int]:
        """Word `i` and all below it, sorted; dependents under `leave_out` relations are pruned with what hangs on them."""
        out, stack = [], [i]
        while stack:
            k = stack.pop()
            out.append(k)
            stack += [c for c in self.children[k] if self.relations[c] not in leave_out and self._bases[c] not in leave_out]
        return sorted(out)

    def clause_head(self, i: int) -> int:
        """The nearest word at or above `i` that heads a clause."""
        k = i
        for _ in range(len(self.words)):
            relation = self.relation(k)
            if self.heads[k] < 0 or relation in {"ccomp", "advcl", "acl", "parataxis", "csubj"}:
                return k
            if relation == "conj" and self.upos[k] in {"VERB", "AUX"}:
                return k
            if relation == "xcomp" and self.upos[k] == "VERB":
                return k
            k = self.heads[k]
        return k

    def coordinated(self, i: int) -> list[int]:
        """Word `i` and the words coordinated with it ("A, B and C" -> A, B, C)."""
        out = [i]
        for k in out:
            out += [c for c in self.children[k] if self.relation(c) == "conj" and self.upos[c] in NOMINAL]
        return out

    def run(self, indices: Sequence[int], around: int) -> tuple[int, int]:
        """The unbroken run of `indices` around one of them, as first and last word."""
        members = set(indices)
        lo = hi = around
        while lo - 1 in members:
            lo -= 1
        while hi + 1 in members:
            hi += 1
        return lo, hi

    def span(self, lo: int, hi: int) -> Span:
        """Characters from word `lo` to word `hi`, both included."""
        return Span(self.sentence.words[lo].start, self.sentence.words[hi].end)

    def phrase_words(self, i: int) -> tuple[int, int]:
        """First and last word of the noun phrase that `i` heads, without clauses on it, coordinated nouns and outer articles."""
        name = self.name_at.get(i)
        members = self.subtree(i, LEFT_OUT_OF_PHRASES)
        lo, hi = self._joined(members, i)
        if name is not None:
            lo, hi = min(lo, name.first), max(hi, name.last)
        while lo < i and self.upos[lo] in TRIM_LEFT and (self.kind(lo) is None or self.upos[lo] == "ADP"):
            lo += 1
        while hi > i and (self.upos[hi] in {"PUNCT", "ADP", "CCONJ", "SCONJ"} or self.lower[hi] in POSSESSIVE):
            hi -= 1
        return lo, hi

    def _joined(self, members: Sequence[int], i: int) -> tuple[int, int]:
        """The unbroken run around word `i`, hyphens between its words taken along ("rebel-held parts")."""
        inside = set(members)
        inside |= {k for k in range(len(self)) if self.words[k] in HYPHENS and k - 1 in inside and k + 1 in inside}
        return self.run(sorted(inside), i)

    def phrase(self, i: int) -> Phrase:
        """The noun phrase that word `i` heads."""
        span = self.span(*self.phrase_words(i))
        return Phrase(span=span, text=span.of(self.text))

    def word_at(self, offset: int) -> int | None:
        """Index of the word that covers character `offset`."""
        words = self.sentence.words
        i = bisect_right(words, offset, key=lambda w: w.start) - 1
        return i if i >= 0 and offset < words[i].end else None

    def within(self, span: Span) -> range:
        """Indices of the words that lie inside `span`."""
        words = self.sentence.words
        lo = bisect_left(words, span.start, key=lambda w: w.start)
        hi = lo
        while hi < len(words) and words[hi].end <= span.end:
            hi += 1
        return range(lo, hi)

    def marks(self, i: int) -> set[str]:
        """The words that mark a clause ("to", "that", "for"), lower case."""
        return {self.lower[c] for c in self.dependents(i, "mark")}

    def case(self, i: int) -> str | None:
        """The first preposition of a nominal ("in", "near"), lower case."""
        cases = self.dependents(i, "case")
        return self.lower[cases[0]] if cases else None
