"""How a source stands to what it tells: asserted, denied, unconfirmed or planned, from the words around the event word."""

from __future__ import annotations

from dateline.extract.tree import Tree
from dateline.extract.words import word_class
from dateline.model.claim import Status

PLANNED_AUX = word_class("planned_aux")
MAYBE_AUX = frozenset({"may", "might", "could", "can"})
PLANNING = word_class("planning")
PREPARING = word_class("preparing")
"""Verbs of planning whose object or purpose is what is planned ("preparing for an attack")."""
HEDGES = word_class("hedges")
VERIFYING = word_class("verifying")
NEGATIONS = word_class("negations")
ENDING = frozenset({"stop", "stopped", "stopping", "cease", "ceased", "halt", "halted", "end", "ended", "subsided", "abated"})
"""What has not stopped goes on."""
PURPOSE_MARKS = frozenset({"to"})
CONDITIONS = frozenset({"if", "unless"})
SENSES = frozenset({"heard", "seen", "felt", "hear", "see"})
"""What could be heard was heard: with these "could" is no doubt."""
UNTRUE = frozenset({"false", "untrue", "fabricated", "baseless", "unfounded", "fake", "lie", "lies"})


def status_of(tree: Tree, word: int) -> Status:
    """Status that the sentence itself gives to the event told by `word`; what a speaker's cue adds comes later."""
    chain = _verbs_above(tree, word)
    around = _around(tree, word, chain)
    if "whether" in around or _is_not_verified(tree, chain):
        return Status.UNCONFIRMED
    if _negated(tree, word, chain) or _is_called_untrue(tree, word):
        return Status.DENIED
    if around & PLANNED_AUX or _is_planned(tree, word, chain):
        return Status.PLANNED
    if around & CONDITIONS:
        return Status.PLANNED
    if around & HEDGES or {tree.lower[c] for k in chain[:2] for c in tree.children[k]} & HEDGES:
        return Status.PLANNED if _is_likely_to(tree, chain) else Status.UNCONFIRMED
    if around & MAYBE_AUX and not around & SENSES:
        return Status.UNCONFIRMED if "have" in around or tree.dependents(word, "cop") else Status.PLANNED
    return Status.ASSERTED


def is_promise_not_to(tree: Tree, word: int) -> bool:
    """Whether a speaker rules an event out for the time to come ("there would be no detention", "we will not attack")."""
    chain = _verbs_above(tree, word)
    around = _around(tree, word, chain)
    return _negated(tree, word, chain) and bool(around & PLANNED_AUX)


def _around(tree: Tree, word: int, chain: list[int]) -> set[str]:
    """The verbs above an event word, and what hangs on it and the first of them; not the month of May."""
    hanging = {tree.lower[c] for k in (word, *chain[:1]) for c in tree.children[k] if tree.lower[c] != "may" or tree.upos[c] == "AUX"}
    return hanging | {tree.lower[k] for k in chain}


def _is_not_verified(tree: Tree, chain: list[int]) -> bool:
    """Whether nobody could confirm it ("the use of gas could not be verified")."""
    return any(tree.lower[k] in VERIFYING and _negated(tree, k, []) for k in chain[:1])


def _is_called_untrue(tree: Tree, word: int) -> bool:
    """Whether a clause says of what is told that it is false ("reports of an attack are totally false")."""
    above = next((k for k in (word, *tree.ancestors(word)) if tree.relation(k) == "nsubj"), None)
    return above is not None and tree.lower[tree.heads[above]] in UNTRUE


def _is_likely_to(tree: Tree, chain: list[int]) -> bool:
    """Whether a hedge speaks of what is to come ("the toll is likely to rise")."""
    return any(tree.lower[k] == "likely" and any("to" in tree.marks(c) for c in tree.children[k]) for k in chain)


def _verbs_above(tree: Tree, word: int) -> list[int]:
    """The event word's own verb and those it hangs on as a complement, nearest first, within the sentence's clause of telling."""
    out = []
    k = word
    for above in tree.ancestors(word):
        if tree.relation(k) in {"parataxis", "ccomp"}:
            break
        if tree.relation(k) in {"xcomp", "obj", "nsubj", "obl", "acl", "advcl", "conj", "nmod"} and tree.upos[above] in {
            "VERB",
            "AUX",
            "ADJ",
            "NOUN",
        }:
            if tree.relation(k) in {"conj", "advcl"} and tree.upos[k] == "VERB":
                break
            if tree.upos[above] != "NOUN":
                out.append(above)
        k = above
    return out


def _negated(tree: Tree, word: int, chain: list[int]) -> bool:
    """Whether the event word or the verb that carries it is negated ("did not attack", "no attack took place")."""
    for k in (word, *(above for above in chain[:1] if tree.heads[word] == above)):
        if tree.lower[k] in ENDING:
            continue
        for c in tree.children[k]:
            if tree.lower[c] in NEGATIONS and tree.relation(c) in {"advmod", "cc", "det"} and not _not_only(tree, c):
                return True
    return any(tree.lower[c] == "no" for c in tree.dependents(word, "det"))


def _not_only(tree: Tree, i: int) -> bool:
    return i + 1 < len(tree) and tree.lower[i + 1] in {"only", "just", "least"}


def _is_planned(tree: Tree, word: int, chain: list[int]) -> bool:
    """Whether the event is the content of a plan, an order, a purpose ("to recapture the town")."""
    if tree.relation(word) == "xcomp" and chain and tree.lower[chain[0]] in PLANNING:
        return True
    if tree.relation(word) in {"obj", "obl"} and tree.lower[tree.heads[word]] in PREPARING:
        return True
    marks = tree.marks(word)
    if "for" in marks or tree.dependents(word, "nsubj"):
        return False
    return (
        bool(marks & PURPOSE_MARKS)
        and tree.relation(word) in {"advcl", "acl", "root"}
        and tree.upos[word] == "VERB"
        and not _past_infinitive(tree, word)
    )


def _past_infinitive(tree: Tree, word: int) -> bool:
    return any(tree.lower[c] == "have" for c in tree.dependents(word, "aux"))
