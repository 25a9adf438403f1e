"""Who did it, to whom, and where: role heads from the reader's role labels, the parse where they are silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.extract.ontology import Ontology
from dateline.extract.told import KEPT, Told, chosen
from dateline.extract.tree import Tree
from dateline.extract.triggers import SPEECH_ACTS, Happening, Harm, Trigger, in_a_state, short_passive
from dateline.extract.words import word_class
from dateline.model.mention import NameKind

TIME_NOUNS = word_class("time_nouns")
HANDS = frozenset({"hand", "hands", "control"})
BETWEEN_PARTIES = SPEECH_ACTS | {"talks", "sanction"}
"""Types in which a country's name stands for its government ("called on Russia")."""
MEANS_VERBS = frozenset({"use", "fire", "launch", "drop", "wage", "exchange", "trade"})
"""Verbs whose object is what was used, not whom it hit."""
TERRITORY = frozenset({"capture", "withdrawal", "siege", "hold"})
BOTH_SIDES_ACT = frozenset({"clash", "talks", "ceasefire"})
"""Types whose parties all act: "the army and rebels clashed", "A met B"."""
SUBJECT_SUFFERS = word_class("subject_suffers")
LIGHT_VERBS = word_class("light_verbs")
AGAINST = word_class("against")
NEVER_ACTING_KINDS = frozenset({NameKind.TIME, NameKind.WEAPON, NameKind.QUANTITY})
ACTING_KINDS = frozenset({NameKind.PERSON, NameKind.ORGANISATION, NameKind.NATIONALITY, NameKind.PLATFORM})


class Roles:
    """Heads of actors and targets of one happening, as word indices in order of standing."""

    __slots__ = ("actors", "targets")

    def __init__(self, actors: Sequence[int], targets: Sequence[int]) -> None:
        self.actors = list(actors)
        self.targets = list(targets)


def find_roles(tree: Tree, happening: Happening, ontology: Ontology) -> Roles:
    """Actors and targets of a happening, coordination opened, words that cannot act left out."""
    actors: list[int] = []
    targets: list[int] = []
    own = {t.word for t in happening.triggers}
    harming = [Trigger(h.word, happening.type, h.lemma, is_verb=True) for h in happening.harms if h.is_verb and h.word not in own]
    for trigger in (*happening.triggers, *harming):
        subjects, objects = _verb_roles(tree, trigger) if trigger.is_verb else _noun_roles(tree, trigger, ontology)
        if trigger.lemma in MEANS_VERBS:
            objects = [o for o in objects if tree.case(o) in AGAINST]
        if trigger.lemma in SUBJECT_SUFFERS:
            subjects, objects = [], subjects + objects
        actors += subjects
        targets += objects
    for harm in happening.harms:
        targets += [] if harm.is_verb else in_a_state(tree, harm.word) + _of_whom(tree, harm)
    if happening.type == "hold":
        actors += _hands(tree, happening)
    if happening.type in BOTH_SIDES_ACT:
        actors, targets = actors + targets, []
    event_words = set(happening.words)
    told = happening.told
    acting = [i for i in _opened(tree, actors, event_words) if can_act(tree, i, ontology)]
    actor_heads = _of_its_clause(tree, happening, chosen(acting, told, "actor")) or [i for i in acting if _stands_for_one(tree, i, told)]
    suffering = [i for i in _opened(tree, targets, event_words) if i not in actor_heads and can_suffer(tree, i, happening.type, ontology)]
    return Roles(actor_heads, chosen(suffering, told, "target"))


def _of_its_clause(tree: Tree, happening: Happening, heads: list[int]) -> list[int]:
    """Of several actors only the subjects of the clause that tells the happening, where it has any ("as warplanes intensified raids")."""
    clause = tree.clause_head(happening.head)
    own = {i for subject in tree.dependents(clause, "nsubj") for i in tree.coordinated(subject)}
    if own.isdisjoint(heads) or tree.relation(clause) != "advcl":
        return heads
    return [i for i in heads if i in own or tree.clause_head(i) == clause]


def _stands_for_one(tree: Tree, head: int, told: Told) -> bool:
    """Whether a pronoun stands for somebody above it whom the reader takes for an actor ("Rebels said they had recovered the camp")."""
    above = tree.subject_above(head) if tree.upos[head] == "PRON" else None
    return above is not None and told.over("actor", (above,)) >= KEPT


def _of_whom(tree: Tree, harm: Harm) -> list[int]:
    """Whose death it is ("the death of Westley Bell")."""
    return [c for c in tree.dependents(harm.word, "nmod") if tree.case(c) == "of"] if harm.lemma == "death" else []


def _hands(tree: Tree, happening: Happening) -> list[int]:
    """In whose hands or under whose control a place is said to be."""
    near = [k for word in happening.words for k in (word, *tree.children[word], *tree.ancestors(word)) if tree.lower[k] in HANDS]
    return [
        c for k in near for c in tree.dependents(k, "compound", "amod", "nmod:poss", "nmod") if tree.case(c) in {None, "of", "'s", "’s"}
    ]


def _opened(tree: Tree, heads: Iterable[int], event_words: set[int]) -> list[int]:
    """Coordination opened, repeats and event words dropped, relative pronouns replaced by what they stand for."""
    out: list[int] = []
    for head in heads:
        start = antecedent(tree, head)
        for i in tree.coordinated(start) if start == head or tree.upos[start] != "PRON" else [start]:
            if i not in out and i not in event_words:
                out.append(i)
    return out


def antecedent(tree: Tree, i: int) -> int:
    """The noun a relative pronoun stands for; the word itself otherwise."""
    if tree.lower[i] in {"who", "which", "that", "whom"} and tree.upos[i] in {"PRON", "SCONJ", "DET"}:
        k = i
        for above in tree.ancestors(i):
            if tree.relations[k] == "acl:relcl":
                return above
            k = above
    return i


def _verb_roles(tree: Tree, trigger: Trigger) -> tuple[list[int], list[int]]:
    """Subject-like and object-like heads of a verb."""
    i = trigger.word
    subjects: list[int] = []
    objects = short_passive(tree, i)
    if objects:
        return subjects, objects
    predicate = tree.predicate_at.get(i)
    if predicate is not None:
        subjects += [a.head for a in predicate.arguments if a.role == "ARG0"]
        objects += [a.head for a in predicate.arguments if a.role == "ARG1"]
    passive = bool(tree.dependents(i, "nsubj:pass", "aux:pass"))
    if not subjects:
        subjects += [c for c in tree.children[i] if tree.relations[c] == "obl:agent"]
        subjects += [c for c in tree.dependents(i, "obl") if passive and tree.case(c) == "by"]
        if not passive:
            subjects += [c for c in tree.children[i] if tree.relations[c] in {"nsubj", "nsubj:outer"} and c not in objects]
    if not objects:
        objects += [c for c in tree.children[i] if tree.relations[c] in {"obj", "nsubj:pass"} and c not in subjects]
    if not subjects and not passive:
        subjects += _inherited_subject(tree, i)
    if trigger.type in TERRITORY:
        objects += [c for c in tree.dependents(i, "obl") if tree.case(c) == "from" and c not in objects]
    if trigger.type in SPEECH_ACTS:
        objects = _addressees(tree, i, objects)
    objects += [
        c for c in tree.dependents(i, "obl") if tree.case(c) in {"against", "on", "at"} and c not in objects and not _locative_time(tree, c)
    ]
    if trigger.type in BOTH_SIDES_ACT:
        objects += [c for c in tree.dependents(i, "obl") if tree.case(c) in {"with", "between", "against"} and c not in objects]
    return subjects, objects


def _inherited_subject(tree: Tree, i: int) -> list[int]:
    """The subject that a verb shares with the verb it hangs on ("shelled the town, causing damage")."""
    above = tree.heads[i]
    if above < 0 or tree.relation(i) not in {"advcl", "conj", "xcomp"} or tree.upos[above] not in {"VERB", "AUX"}:
        return []
    if tree.dependents(above, "nsubj:pass"):
        return [c for c in tree.dependents(above, "obl") if tree.case(c) == "by"]
    return [c for c in tree.children[above] if tree.relations[c] == "nsubj"]


def _addressees(tree: Tree, i: int, objects: list[int]) -> list[int]:
    """To whom a speech act is addressed: the person it calls on, accuses, praises."""
    predicate = tree.predicate_at.get(i)
    asked = [a.head for a in predicate.arguments if a.role == "ARG2"] if predicate is not None else []
    direct = tree.dependents(i, "obj", "iobj") + [c for c in tree.dependents(i, "obl") if tree.case(c) in {"on", "upon", "to"}]
    nominal = [c for c in dict.fromkeys(direct + asked + objects) if tree.upos[c] in {"NOUN", "PROPN", "PRON"}]
    return nominal[:1]


def _locative_time(tree: Tree, i: int) -> bool:
    """Whether what stands after "on" or "at" is a time ("on Monday", "at dawn")."""
    return tree.kind(i) is NameKind.TIME or tree.lower[i].rstrip("s") in TIME_NOUNS


def _noun_roles(tree: Tree, trigger: Trigger, ontology: Ontology) -> tuple[list[int], list[int]]:
    """Actors and targets of an event noun: possessors, "by X", "X airstrikes", "on Y"; the subject of a light verb it is object of."""
    i = trigger.word
    subjects: list[int] = []
    objects: list[int] = []
    against = AGAINST | {"to"} if trigger.type == "damage" else AGAINST
    for child in tree.children[i]:
        relation, case = tree.relations[child], tree.case(child)
        if (
            relation == "nmod:poss"
            or (tree.relation(child) in {"nmod", "obl"} and case in {"by", "between", "from"})
            or (tree.relation(child) in {"compound", "amod"} and _names_a_party(tree, child, ontology))
        ):
            subjects.append(child)
        elif tree.relation(child) in {"nmod", "obl"} and case in against and not _locative_time(tree, child):
            objects.append(child)
        elif tree.relation(child) == "acl":
            subjects += [c for c in tree.dependents(child, "obl") if tree.case(c) == "by"]
            objects += tree.dependents(child, "obj")
    predicate = tree.predicate_at.get(i)
    if predicate is not None:
        subjects += [a.head for a in predicate.arguments if a.role == "ARG0" and a.head not in subjects]
        objects += [a.head for a in predicate.arguments if a.role == "ARG1" and a.head not in objects and a.head not in subjects]
    head = tree.heads[i]
    if not subjects and head >= 0 and tree.lower[head] in LIGHT_VERBS and tree.relation(i) in {"obj", "nsubj", "obl"}:
        upper, _ = _verb_roles(tree, Trigger(head, trigger.type, tree.lower[head], is_verb=True))
        subjects += [s for s in upper if s != i]
    return subjects, objects


def _names_a_party(tree: Tree, i: int, ontology: Ontology) -> bool:
    """Whether a modifier of an event noun names who did it ("regime shelling", "Russian airstrikes")."""
    if tree.upos[i] == "ADJ":
        return tree.words[i][:1].isupper() and i > 0
    return tree.kind(i) in ACTING_KINDS or tree.lower[i] in ontology.noun_classes["parties"]


def can_act(tree: Tree, i: int, ontology: Ontology) -> bool:
    """Whether a word can stand for a party that acts."""
    word, upos = tree.lower[i], tree.upos[i]
    if upos == "PRON":
        return word in {"they", "he", "she", "we", "i", "it", "them", "us", "who"}
    classes = ontology.noun_classes
    if word in classes["parties"]:
        return True
    if word in classes["never_act"] or word in {"other", "others"} or tree.kind(i) in NEVER_ACTING_KINDS:
        return False
    return upos == "PROPN" or tree.kind(i) in ACTING_KINDS or word in classes["people"]


def can_suffer(tree: Tree, i: int, type_id: str, ontology: Ontology) -> bool:
    """Whether a word can stand for a party, a person or a thing that an act is done to; bare places are left to the place slot."""
    word, upos = tree.lower[i], tree.upos[i]
    classes = ontology.noun_classes
    if upos == "PRON":
        return word in {"them", "him", "her", "us", "they", "he", "she", "me"}
    if upos == "NOUN" and word in classes["things"]:
        return type_id not in TERRITORY | {"displacement", "evacuation"}
    if type_id in BETWEEN_PARTIES and upos == "PROPN" and tree.kind(i) is NameKind.PLACE:
        return True
    if upos not in {"NOUN", "PROPN"} or tree.kind(i) in {NameKind.TIME, NameKind.PLACE}:
        return False
    return word in classes["people"] or word in classes["parties"] or tree.kind(i) in ACTING_KINDS
