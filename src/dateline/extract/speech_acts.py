"""Acts done with words: which ones are claims of their own, which only carry another claim, and what a denial denies."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.draft import Draft
from dateline.extract.tree import Tree
from dateline.extract.triggers import ALONE, SPEECH_ACTS, VIOLENCE, Happening
from dateline.model.claim import Status
from dateline.model.mention import Saying

CARRIERS = frozenset({"accusation", "denial"})
"""Acts whose content is told as the claim itself, by the one who accuses or denies."""


def apply_speech_acts(tree: Tree, happenings: Sequence[Happening]) -> list[Happening]:
    """Leave out what is only called for, promised or threatened; let the content of an accusation or a denial stand for it."""
    out = []
    for happening in happenings:
        above = _act_above(tree, happening, happenings)
        if above is None or _lets_speak(above, happening) or (happening.type in VIOLENCE and _is_told(tree, happening)):
            out.append(happening)
    return [h for h in out if not (h.type in CARRIERS and _carries(tree, h, out) and not _is_news(h))]


def _lets_speak(act: Happening, content: Happening) -> bool:
    """Whether the content of an act stands for it: always of a denial, of an accusation unless the reader sees the act alone."""
    return act.type in CARRIERS and not (_is_news(act) and content.told.score < ALONE)


def _is_news(act: Happening) -> bool:
    """Whether the reader is sure that the blame itself is told ("both sides are accused of indiscriminate bombing")."""
    return act.type == "accusation" and act.told.score >= ALONE


def _act_above(tree: Tree, happening: Happening, happenings: Sequence[Happening]) -> Happening | None:
    """The speech act in whose content a happening stands."""
    acts = {h.head: h for h in happenings if h.type in SPEECH_ACTS and h is not happening}
    k = happening.head
    for above in tree.ancestors(happening.head):
        if above in acts and (tree.relation(k) in {"ccomp", "xcomp", "obj", "obl", "nmod", "acl"} or _is_infinitive(tree, k)):
            return acts[above]
        k = above
    return None


def _is_infinitive(tree: Tree, k: int) -> bool:
    return tree.relation(k) == "advcl" and "to" in tree.marks(k)


def _is_told(tree: Tree, happening: Happening) -> bool:
    """Whether an act of violence under a condemnation or an appeal is told in its own right: by a clause, or with its victims."""
    return bool(happening.harms) or any(t.is_verb and tree.relation(t.word) == "acl:relcl" for t in happening.triggers)


def _carries(tree: Tree, act: Happening, happenings: Sequence[Happening]) -> bool:
    """Whether an accusation or a denial has another happening as its content."""
    return any(h is not act and act.head in tree.ancestors(h.head) for h in happenings)


def carrier_of(tree: Tree, happening: Happening, original: Sequence[Happening]) -> Happening | None:
    """The accusation or denial whose content this happening is."""
    above = _act_above(tree, happening, original)
    return above if above is not None and above.type in CARRIERS else None


def saying_at(sayings: Sequence[Saying], offset: int) -> Saying | None:
    """The innermost saying whose content holds a character; who told it comes before who only denied what was told."""
    holding = [(s.tone == "deny", len(c), n) for n, s in enumerate(sayings) for c in s.content if c.start <= offset < c.end]
    if not holding:
        return None
    if len({denies for denies, _, _ in holding}) == 2:
        holding = [h for h in holding if not h[0]]
    return sayings[min(holding)[2]]


def tie_denials(drafts: Sequence[Draft]) -> None:
    """Point each denied claim to the claim of another speaker that it contradicts: the nearest one before it of a like kind."""
    for n, draft in enumerate(drafts):
        if draft.status is not Status.DENIED:
            continue
        for other in reversed(drafts[:n]):
            if other.status is not Status.DENIED and other.type == draft.type and _speaker(other) != _speaker(draft):
                draft.denies = other
                break


def _speaker(draft: Draft) -> str | None:
    return None if draft.speaker is None else draft.speaker.text.casefold()


def denial_of_claim(saying: Saying, drafts: Sequence[Draft]) -> Draft | None:
    """The draft that a bare denial speaks of ("a claim denied by a commander"): the last one that its content overlaps."""
    covered = [d for d in drafts if any(c.overlaps(d.evidence) for c in saying.content)]
    return covered[-1] if covered else None
