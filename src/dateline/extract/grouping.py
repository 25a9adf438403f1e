"""Which event words of a sentence tell one happening together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, auto

from dateline.extract.ontology import Ontology
from dateline.extract.told import Told, tells
from dateline.extract.tree import Tree
from dateline.extract.triggers import VERBAL, VIOLENCE, Happening, Harm, Trigger, count_of, is_plain
from dateline.model.figure import Measure
from dateline.model.mention import NameKind

TERRITORY = frozenset({"capture", "withdrawal", "siege", "hold", "offensive", "deployment"})
HARMING = VIOLENCE | {"clash", "toll", "interception", "abuse", "siege"}
"""Types of happenings that can bring harm to people."""
HURTING = frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES})
HARM_FROM = 0.08
"""From what probability on harm without a cause is a happening of its own."""
UNSPECIFIC = frozenset({"attack", "toll", "damage", "hold"})
CLAUSAL = frozenset({"advcl", "conj", "ccomp", "parataxis", "acl"})
RELATIVE = frozenset({"which", "that", "who", "whom"})
OUTSIDE = ("ccomp", "parataxis")


class Heard(Enum):
    """Where a sentence stands: in the title, after violence was told, or anywhere else."""

    TITLE = auto()
    AFTERMATH = auto()
    SENTENCE = auto()


def group(
    tree: Tree, triggers: Sequence[Trigger], harms: Sequence[Harm], ontology: Ontology, heard: Heard = Heard.SENTENCE
) -> list[Happening]:
    """Put together the triggers and harm words of one happening, in reading order."""
    happenings: list[Happening] = []
    at: dict[int, Happening] = {}
    by_word = {t.word: t for t in triggers}
    for trigger in sorted(triggers, key=lambda t: _depth(tree, t.word)):
        above = next((k for k in tree.ancestors(trigger.word) if k in by_word), None)
        owner = at.get(above) if above is not None else None
        if owner is not None and above is not None and _tells_the_same(tree, by_word[above], trigger):
            owner.triggers.append(trigger)
            at[trigger.word] = owner
        elif not _is_purpose(tree, trigger):
            at[trigger.word] = Happening(head=trigger.word, type=trigger.type, told=Told({}, ()), triggers=[trigger])
            happenings.append(at[trigger.word])
    for happening in happenings:
        happening.type = max(happening.triggers, key=_strength).type
    told = [harm for harm in harms if _is_told(tree, harm, ontology, heard, alone=not happenings)]
    _add_harms(tree, happenings, at, harms, told)
    for happening in happenings:
        happening.told = Told(tree.event_at, happening.words)
    return sorted(happenings, key=lambda h: h.words)


def _strength(trigger: Trigger) -> tuple[int, int]:
    """Which of two triggers of one happening names its type: the more specific, then the verb, then the upper one."""
    specific = trigger.type not in UNSPECIFIC and not (trigger.is_verb and trigger.type == "offensive")
    return int(specific), int(trigger.is_verb)


def _depth(tree: Tree, i: int) -> int:
    return sum(1 for _ in tree.ancestors(i))


def crosses_clause(tree: Tree, below: int, above: int) -> bool:
    """Whether the way up from one word to another leaves a clause that has a subject of its own, or is told beside the other."""
    k = below
    for up in tree.ancestors(below):
        if tree.relation(k) in {"ccomp", "parataxis"} or (tree.relation(k) in CLAUSAL and _has_subject(tree, k)):
            return True
        if tree.relation(k) == "conj" and tree.upos[k] in VERBAL:
            return True
        if up == above:
            return False
        k = up
    return True


def _has_subject(tree: Tree, i: int) -> bool:
    return any(tree.lower[c] not in RELATIVE for c in tree.dependents(i, "nsubj", "csubj"))


def _tells_the_same(tree: Tree, above: Trigger, below: Trigger) -> bool:
    """Whether a trigger that hangs on another tells the same happening."""
    if crosses_clause(tree, below.word, above.word):
        return False
    if above.type == below.type or {above.type, below.type} <= VIOLENCE:
        return True
    if above.type in VIOLENCE and below.type == "damage" and _counts_things(tree, below.word):
        return True
    if below.is_verb:
        return False
    if above.type == "damage" and below.type in VIOLENCE and tree.relation(below.word) == "nsubj" and _counts_things(tree, above.word):
        return True
    if above.type == "toll" and below.type in VIOLENCE:
        return True
    if {above.type, below.type} <= TERRITORY:
        return True
    return above.type == "offensive" and below.type in VIOLENCE and tree.relation(below.word) in {"obj", "obl", "nmod", "conj"}


def _counts_things(tree: Tree, verb: int) -> bool:
    """Whether a verb of damage says how many things it hit ("destroyed two vehicles"): a figure of the act that did it."""
    return any(tree.dependents(thing, "nummod") for thing in tree.dependents(verb, "obj", "nsubj:pass"))


def _is_purpose(tree: Tree, trigger: Trigger) -> bool:
    """Whether a trigger only tells what something is for ("an offensive to recapture the town", "met to discuss the attack")."""
    i = trigger.word
    if not trigger.is_verb or tree.relation(i) not in {"advcl", "acl", "xcomp"} or _has_subject(tree, i):
        return False
    if tree.relation(i) == "xcomp" and not tree.dependents(tree.heads[i], "obj"):
        return False
    marks = tree.marks(i)
    return "to" in marks and "for" not in marks


def _is_told(tree: Tree, harm: Harm, ontology: Ontology, heard: Heard, *, alone: bool) -> bool:
    """Whether a word tells harm by its own words, however rarely the reader saw the like; `alone` where nothing else happens."""
    if heard is Heard.TITLE or (harm.demanding and (harm.measure is Measure.KILLED or not harm.is_verb)):
        return True
    if alone and (count_of(tree, harm.word, ontology) is not None or (heard is Heard.AFTERMATH and _is_death(tree, harm, ontology))):
        return True
    return is_plain(tree, harm.word, ontology)


def _is_death(tree: Tree, harm: Harm, ontology: Ontology) -> bool:
    """Whether somebody is said to have died, in plain words that of themselves would not tell of violence."""
    if harm.lemma not in {"die", "death"}:
        return False
    heads = tree.dependents(harm.word, "nsubj") if harm.is_verb else [c for c in tree.dependents(harm.word, "nmod") if tree.case(c) == "of"]
    people = ontology.noun_classes["people"]
    return any(tree.lower[c] in people or tree.upos[c] in {"PRON", "NUM"} or tree.kind(c) is NameKind.PERSON for c in heads)


def _add_harms(tree: Tree, happenings: list[Happening], at: dict[int, Happening], harms: Sequence[Harm], told: Sequence[Harm]) -> None:
    """Give each harm word to the act of violence that caused it, or make it a happening of its own where it is told plainly or seen."""
    for harm in sorted(harms, key=lambda h: _depth(tree, h.word)):
        owner = at.get(harm.word) or _cause(tree, harm, at)
        if owner is None:
            unlikely = tells(tree.event_at.get(harm.word)) < HARM_FROM and harm not in told
            if harm.measure not in HURTING or unlikely:
                continue
            owner = Happening(head=harm.word, type="toll", told=Told({}, ()))
            happenings.append(owner)
        owner.harms.append(harm)
        at[harm.word] = owner


def _cause(tree: Tree, harm: Harm, at: Mapping[int, Happening]) -> Happening | None:
    """The happening that brought the harm: below its word, above it, or beside it in the same sentence."""
    below = [i for i in tree.subtree(harm.word, OUTSIDE) if i != harm.word and _harms(at.get(i))]
    below = [i for i in below if not (at[i].type == "toll" and crosses_clause(tree, i, harm.word))]
    if below:
        return at[min(below, key=lambda i: abs(i - harm.word))]
    k = harm.word
    for above in tree.ancestors(harm.word):
        if tree.relation(k) in OUTSIDE:
            return None
        if _harms(at.get(above)):
            return None if _tells_its_own(tree, k, at[above]) else at[above]
        beside = [i for c in tree.children[above] if c != k for i in tree.subtree(c, OUTSIDE) if _harms(at.get(i))]
        if beside and not _tells_its_own(tree, k, at[beside[0]]):
            return at[min(beside, key=lambda i: abs(i - harm.word))]
        k = above
    return None


def _harms(happening: Happening | None) -> bool:
    return happening is not None and happening.type in HARMING


def _tells_its_own(tree: Tree, clause: int, happening: Happening) -> bool:
    """Whether a clause of harm with its own subject stands beside a mere toll, and so counts something else."""
    return happening.type == "toll" and tree.relation(clause) in CLAUSAL and _has_subject(tree, clause)
