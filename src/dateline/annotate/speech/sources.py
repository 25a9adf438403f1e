"""Sayings shown by other words than verbs: "according to X", "reports of P", "denials from X", and the forms of headlines."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.annotate.speech.cues import Cues, NounCue
from dateline.annotate.speech.phrases import names_outlet, noun_phrase, run_after
from dateline.annotate.speech.view import VERBAL, Draft, Range, View
from dateline.model.mention import NameKind

STOPS_CLIMB = frozenset({"conj", "parataxis", "ccomp", "root"})
"""Relations at which a clause is told as a whole, so that a source named inside it speaks for no more."""
SPEAKER_WORDS = 7
"""Most words that a headline's speaker has."""
CONTENT_WORDS = 3
"""Fewest words that a headline's content has."""


def read_phrase(view: View, i: int, cues: Cues) -> Draft | None:
    """The saying that "according to X" shows at word `i`: its content is the clause around it, or the whole sentence when it ends it."""
    phrase = next((p for p in cues.phrases if view.lower[i : i + len(p)] == p), None)
    if phrase is None:
        return None
    after = i + len(phrase)
    head = _head_after(view, i, after)
    if head is None:
        return None
    speaker = noun_phrase(view, head)
    speaker = (max(speaker[0], after), max(speaker[1], after))
    frame = (i, speaker[1])
    words = _clause_around(view, head, frame)
    return Draft(
        view=view,
        cue=(i, after - 1),
        tone="say",
        speaker=speaker,
        head=head,
        frame=frame,
        content=[view.span(run) for run in view.runs(words)],
    )


def _head_after(view: View, i: int, after: int) -> int | None:
    """Head of the noun phrase that follows a preposition of saying, by the tree or by the words beside it."""
    if after >= len(view):
        return None
    head = view.heads[i]
    if head >= after and view.upos[head] in {"NOUN", "PROPN", "PRON", "NUM"} and head - after < 25:
        return head
    beside = run_after(view, after - 1)
    return None if beside is None else beside[1]


def _clause_around(view: View, head: int, frame: Range) -> set[int]:
    """Words told by a source named in passing: all before it where it closes the sentence, its own clause otherwise."""
    own = set(range(frame[0], frame[1] + 1))
    clause = head
    for above in view.ancestors(head):
        clause = above
        if view.base(above) in STOPS_CLIMB:
            break
    rest = view.trimmed(frame[1] + 1, len(view) - 1)
    told_before = frame[0] > 0 and any(u in VERBAL for u in view.upos[: frame[0]])
    if (rest is None and frame[0] > 0) or (clause > frame[1] and told_before):
        return set(range(frame[0]))
    later = [k for k in view.kids[clause] if view.base(k) in {"conj", "parataxis"} and k > frame[1] and frame[0] > clause]
    words = view.subtree(clause, without=[head, *later]) - own
    if words:
        return words
    return set(range(frame[1] + 1, len(view))) if frame[0] == 0 else set(range(frame[0]))


def read_noun(view: View, n: int, cues: Cues) -> Draft | None:
    """The saying that a noun shows with its content: "Russia's claims about P", "reports of P", "denials from X"."""
    if view.upos[n] != "NOUN":
        return None
    cue = cues.nouns[view.lower[n]]
    owner = _owner(view, n)
    told = _told_by(view, n, cue)
    if not told and cue.tone == "deny" and owner is not None:
        told = {n}
    if not told or (owner is None and cue.tone != "hedge"):
        return None
    speaker = noun_phrase(view, owner) if owner is not None else _bare(view, n)
    return Draft(
        view=view,
        cue=(n, n),
        tone=cue.tone,
        speaker=speaker,
        head=n if owner is None else owner,
        frame=(min(n, speaker[0]), n),
        content=[view.span(run) for run in view.runs(told)],
    )


def _owner(view: View, n: int) -> int | None:
    """Whose claim or denial it is: a possessor, or the one it comes from."""
    for k in view.kids[n]:
        if view.relations[k] == "nmod:poss" and view.upos[k] != "PRON":
            return k
        if view.base(k) == "nmod" and view.preposition(k) in {"from", "by"}:
            return k
    return None


def _told_by(view: View, n: int, cue: NounCue) -> set[int]:
    """Content of a noun of saying: its "of" phrase or its clause."""
    for k in view.children(n, "nmod", "acl", "ccomp", "advcl"):
        clause = view.relations[k] == "acl" and view.child(k, "nsubj") is not None
        if k > n and (view.preposition(k) in cue.takes or view.lower[k] in cue.takes or clause):
            return view.subtree(k)
    return set()


def _bare(view: View, n: int) -> Range:
    """The noun with its adjectives, without what it tells."""
    first = n
    while first > 0 and view.heads[first - 1] == n and view.base(first - 1) in {"amod", "compound", "nummod"}:
        first -= 1
    return first, n


def read_headline(view: View, cues: Cues) -> Draft | None:
    """The speaker a headline names before or after a mark: "Monitor: P", "P: state TV", "P - UN", "P state TV" once marks were lost."""
    for mark in (i for i, word in enumerate(view.lower) if word in {":", "-", "–", "—"}):
        before, after = view.trimmed(0, mark - 1), view.trimmed(mark + 1, len(view) - 1)
        if before is None or after is None:
            continue
        if view.lower[mark] == ":" and _names_speaker(view, before, cues) and _tells(after):
            return _headline(view, before, mark, after)
        if _names_speaker(view, after, cues) and _tells(before):
            return _headline(view, after, mark, before)
    return _closing_speaker(view, cues)


def _tells(words: Range) -> bool:
    return words[1] - words[0] + 1 >= CONTENT_WORDS


def _names_speaker(view: View, words: Range, cues: Cues) -> bool:
    """Whether a short part of a headline names somebody who can speak."""
    first, last = words
    if last - first + 1 > SPEAKER_WORDS or any(view.upos[i] in VERBAL for i in range(first, last + 1)):
        return False
    if view.lower[last] in cues.classes["headline"] or names_outlet(view, words, cues):
        return True
    if any(view.lower[i] in cues.classes["persons"] for i in range(first, last + 1)):
        return True
    return any(n.first >= first and n.last == last and n.kind in {NameKind.PERSON, NameKind.ORGANISATION} for n in view.sentence.names)


def _headline(view: View, speaker: Range, mark: int, content: Range) -> Draft:
    """A saying whose cue is the headline's mark."""
    return Draft(
        view=view,
        cue=(mark, mark),
        tone="say",
        speaker=speaker,
        head=speaker[1],
        frame=(min(speaker[0], mark), max(speaker[1], mark)),
        content=[view.span(content)],
    )


def _closing_speaker(view: View, cues: Cues) -> Draft | None:
    """A speaker at a headline's end without a mark before it; the mark's place is the cue, so the speaker stands for it."""
    last = view.trimmed(0, len(view) - 1)
    if last is None:
        return None
    for name in cues.trailing:
        size = name.count(" ") + 1
        first = last[1] - size + 1
        if first > CONTENT_WORDS and " ".join(view.lower[first : last[1] + 1]) == name and any(u in VERBAL for u in view.upos[:first]):
            speaker = (first, last[1])
            content = view.trimmed(0, first - 1)
            return None if content is None else _headline(view, speaker, first, content)
    return None


def first_line(text: str, views: Sequence[View]) -> View | None:
    """The title: the one sentence that makes the first line when a blank line or the end of the text follows it."""
    if not views:
        return None
    end = text.find("\n")
    span = views[0].sentence.span
    if end < 0 or text[end : end + 2] != "\n\n" or span.end > end or text[span.end : end].strip():
        return None
    return views[0]
