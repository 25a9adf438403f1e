"""Noun phrases that name a speaker or a medium: where they begin and end, and what kind of speaker they name."""

from __future__ import annotations

from enum import StrEnum

from dateline.annotate.speech.cues import Cues, load_cues
from dateline.annotate.speech.view import NOMINAL, Range, View
from dateline.model.mention import NameKind

LEFT_OUT = frozenset({"acl", "advcl", "parataxis", "cop", "nsubj", "csubj", "aux", "mark", "ccomp", "discourse", "vocative", "expl", "dep"})
"""Dependents that are no part of a speaker's name or description: clauses and what belongs to the sentence around it."""
DAYS = load_cues().classes["days"]
MOST_IN_BRACKETS = 4
"""Words that a short name in brackets has at most."""
INNER_MARKS = frozenset({",", "-", "–", "—", "(", ")", "“", "”", '"', "‘", "’", "'", "/", "."})


class Kind(StrEnum):
    """What a pronoun or a title can stand for."""

    PERSON = "person"
    BODY = "body"
    MANY = "many"


def noun_phrase(view: View, head: int) -> Range:
    """The words around `head` that name or describe it: without its preposition, relative clauses and times, but with its whole name."""
    if view.upos[head] == "PRON":
        return head, head
    words = _named_words(view, head)
    first = last = head
    while first - 1 in words:
        first -= 1
    while last + 1 in words:
        last += 1
    first, last = _with_names(view, first, last)
    first = _with_sisters(view, head, first)
    if first > 0 and view.upos[first - 1] == "DET" and view.upos[first] != "DET":
        first -= 1
    trimmed = view.trimmed(first, last)
    whole = (head, head) if trimmed is None or not trimmed[0] <= head <= trimmed[1] else _balanced(view, trimmed)
    return _with_short_name(view, whole)


def _with_short_name(view: View, words: Range) -> Range:
    """A range with the short name or the party that stands in brackets right behind it ("(SOHR)", "(R-Ga.)")."""
    opens = words[1] + 1
    if opens >= len(view) or view.lower[opens] != "(" or view.upos[words[1]] != "PROPN":
        return words
    closes = next((i for i in range(opens + 1, min(opens + MOST_IN_BRACKETS + 2, len(view))) if view.lower[i] == ")"), None)
    return words if closes is None else (words[0], closes)


def _with_names(view: View, first: int, last: int) -> Range:
    """A range widened to the persons and organisations that it cuts."""
    for name in view.sentence.names:
        if name.kind in {NameKind.PERSON, NameKind.ORGANISATION} and name.first <= last and name.last >= first:
            first, last = min(first, name.first), max(last, name.last)
    return first, last


def _with_sisters(view: View, head: int, first: int) -> int:
    """First word of a phrase that a parser cut in pieces: nominal words close before it that hang on the same head by the same relation."""
    while first > 0 and view.upos[first] != "DET" and view.upos[first - 1] in {"NOUN", "PROPN", "ADJ"}:
        root = first - 1
        for above in view.ancestors(root):
            if above == view.heads[head] or above >= first:
                break
            root = above
        if view.heads[root] != view.heads[head] or view.base(root) != view.base(head) or view.lower[first - 1] in DAYS:
            break
        first = min(k for k in (first - 1, *view.subtree(root)) if k < first)
    return first


def names_speaker(view: View, words: Range, cues: Cues) -> bool:
    """Whether a phrase is about somebody or something that can speak: a pronoun, a person, a body, a medium, or the name of one."""
    for i in range(words[0], words[1] + 1):
        if (
            view.upos[i] == "PRON"
            or view.lower[i].removesuffix("s") in cues.classes["speaking"]
            or view.lower[i] in cues.classes["speaking"]
        ):
            return True
        if named_kind(view, i) in {NameKind.PERSON, NameKind.ORGANISATION}:
            return True
    return names_outlet(view, words, cues)


def _named_words(view: View, head: int) -> set[int]:
    """The head with all dependents but clauses, times and the phrase's own preposition."""
    words = {head}
    waiting = [(k, True) for k in view.kids[head]]
    while waiting:
        k, direct = waiting.pop()
        if k in words:
            continue
        base = view.base(k)
        if (base in LEFT_OUT and not (base == "acl" and k < head)) or view.lower[k] in DAYS:
            continue
        if direct and k < head and (base in {"case", "cc"} or (base == "advmod" and view.upos[k] == "ADV" and not _counts(view, k))):
            continue
        if base == "punct" and view.lower[k] not in INNER_MARKS:
            continue
        words.add(k)
        waiting += [(c, False) for c in view.kids[k]]
    return words


def _counts(view: View, k: int) -> bool:
    """Whether an adverb belongs to a count or a quality ("at least two officials", "formerly rebel-held")."""
    return k + 1 < len(view) and view.upos[k + 1] in {"NUM", "ADJ"}


def _balanced(view: View, words: Range) -> Range:
    """A range with the mark that closes its last bracket or quotation, or cut before a mark that nothing closes."""
    first, last = words
    for opening, closing in (("(", ")"), ("“", "”")):
        for i in range(first, last + 1):
            if view.lower[i] == opening and closing not in view.lower[i : last + 1]:
                closes = last + 1 < len(view) and view.lower[last + 1] == closing
                return (first, last + 1) if closes else view.trimmed(first, i - 1) or words
    return words


def run_after(view: View, i: int) -> Range | None:
    """Nominal words that stand right after word `i`."""
    last = i
    while last + 1 < len(view) and view.upos[last + 1] in NOMINAL and view.lower[last + 1] not in DAYS:
        last += 1
    return (i + 1, last) if last > i else None


def is_medium(view: View, head: int, cues: Cues) -> bool:
    """Whether a noun names something that relays words: an outlet, a statement, an interview, reporters."""
    return view.lower[head] in cues.classes["media"] or names_outlet(view, noun_phrase(view, head), cues)


def is_told_medium(view: View, head: int, cues: Cues) -> bool:
    """Whether the one told is a medium: also an organisation whose name says no other kind of body ("told LA Weekly")."""
    if is_medium(view, head, cues):
        return True
    return named_kind(view, head) is NameKind.ORGANISATION and view.lower[head] not in cues.classes["bodies"]


def names_outlet(view: View, words: Range, cues: Cues) -> bool:
    """Whether a phrase is, or begins or ends with, the name of an outlet that the lexicon knows."""
    named = view.lower[words[0] : words[1] + 1]
    if any(w in cues.outlets for w in named[:4]):
        return True
    return any(" ".join(named[i : i + n]) in cues.outlets for n in (2, 3) for i in range(min(len(named) - n + 1, 3)))


def outlet_at(view: View, i: int, cues: Cues) -> Range | None:
    """The name of a known outlet that begins at a word, whatever the tree makes of it."""
    for size in (3, 2, 1):
        if " ".join(view.lower[i : i + size]) in cues.outlets and i + size <= len(view):
            return i, i + size - 1
    return None


def kind_of(view: View, head: int, cues: Cues) -> Kind:
    """What kind of speaker a noun phrase names."""
    word = view.lower[head]
    if view.child(head, "conj") is not None and view.upos[head] in {"NOUN", "PROPN", "PRON"}:
        return Kind.MANY
    if word in cues.classes["persons"]:
        return Kind.PERSON
    if word in cues.classes["bodies"] or word in cues.classes["media"]:
        return Kind.BODY
    named = named_kind(view, head)
    if named is not None:
        return Kind.PERSON if named is NameKind.PERSON else Kind.BODY
    if view.upos[head] == "NOUN" and (word == "people" or (word.endswith("s") and not word.endswith("ss"))):
        return Kind.MANY
    return Kind.PERSON


def named_kind(view: View, head: int) -> NameKind | None:
    """Kind of the name that holds a word, None when the reader marks none there."""
    return next((n.kind for n in view.sentence.names if n.first <= head <= n.last), None)
