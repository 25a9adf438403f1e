"""Which number of a sentence counts whom: the harm it goes with, what it measures, and the happening it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.extract.ontology import Ontology
from dateline.extract.told import KEPT, NONE, SURE, counts, likeliest
from dateline.extract.tree import Tree
from dateline.extract.triggers import Happening, Harm, count_of, is_plain
from dateline.extract.words import word_class
from dateline.model.figure import Measure
from dateline.model.mention import NameKind, Number

TIME_UNITS = word_class("time_units")
MORE = frozenset({"more", "other", "others"})
DEATH_AND_INJURY = frozenset({Measure.KILLED, Measure.INJURED})
RELATIVE = frozenset({"who", "which", "that", "whom"})
SHOT = "shoot"
BELOW = frozenset({"acl", "amod", "xcomp", "advcl"})
ABOVE = frozenset({"nsubj", "obj", "obl", "nmod", "conj", "iobj", "nummod", "appos", "dep", "advcl", "acl"})
BESIDE = frozenset({"xcomp", "conj", "advcl", "acl"})
"""Relations of a word of harm below, above and beside those it counts."""
ALONE = 0.5
"""From what probability on the reader alone finds somebody counted, or a number tied to a happening."""
OVERRULES = 0.9
"""From what share of the probability on another measure outweighs that of the harm word."""
MILDER = 0.5
"""The same where the harm word says killed: the dead are told of most, and so mistaken for most."""
OWN_HARM = 0.2
"""What the happening of the harm word is ahead of others by, when a number is tied to one."""
CLIMB = 4


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with the word it counts (None where elided), what it measures and the happening it belongs to."""

    number: Number
    word: int
    head: int | None
    measure: Measure
    harm: Harm | None
    owner: Happening


def count_all(tree: Tree, numbers: Sequence[Number], happenings: Sequence[Happening], ontology: Ontology) -> list[Counted]:
    """Tie each number of the sentence to the happening whose harm it counts; numbers that count no harm are left out."""
    if not numbers:
        return []
    harms = [harm for happening in happenings for harm in happening.harms]
    deadly = any(h.measure is Measure.KILLED for h in harms) or any(_tells_death(word, ontology) for word in tree.lower)
    out = []
    for number in numbers:
        inside = tree.within(number.span)
        if not inside:
            continue
        word = max(inside, key=lambda i: (tree.upos[i] == "NUM", i))
        head = _head(tree, number, word)
        if head is not None and tree.lower[head] in TIME_UNITS:
            continue
        flat = next((h for h in harms if count_of(tree, h.word, ontology) == word), None)
        harm = flat or _harm_of(tree, word, head, harms, ontology)
        is_told = harm is not None and head is not None and _is_told_of(tree, head, harm, ontology)
        if flat is not None or (harm is not None and harm.lemma != SHOT and any(h.told.over("count", inside) >= ALONE for h in happenings)):
            measure = None if harm is None else harm.measure
        else:
            measure = _measure_of(tree, inside, harm, deadly=deadly, is_told=is_told)
        if harm is not None and _is_joint(tree, harm, harms):
            measure = Measure.CASUALTIES
        owner = None if measure is None else _owner_of(inside, harm, happenings)
        if measure is not None and owner is not None:
            if head is None:
                head = _counted_by(tree, inside)
            out.append(Counted(number, word, head, measure, harm, owner))
    return out


def _is_told_of(tree: Tree, head: int, harm: Harm, ontology: Ontology) -> bool:
    """Whether a word of harm tells in plain words of the people who are counted."""
    counts_people = is_person(tree, head, ontology) or tree.lower[head] in MORE
    return tree.heads[head] == harm.word and counts_people and is_plain(tree, harm.word, ontology)


def _tells_death(word: str, ontology: Ontology) -> bool:
    """Whether a word by itself tells of death ("bodies"; not "shot", which does so with "dead" only)."""
    patterns = (*ontology.harm_verbs.get(word, ()), *ontology.harm_nouns.get(word, ()))
    return any(p.measure is Measure.KILLED and not (p.needs or p.direct) for p in patterns)


def _is_joint(tree: Tree, harm: Harm, harms: Sequence[Harm]) -> bool:
    """Whether killed and wounded are counted together ("killed or wounded 30", "dozens dead and wounded")."""
    if harm.measure not in DEATH_AND_INJURY:
        return False
    others = [h.word for h in harms if h.measure in DEATH_AND_INJURY and h.measure is not harm.measure]
    return any(abs(w - harm.word) == 2 and tree.lower[(w + harm.word) // 2] in {"and", "or"} for w in others)


def _measure_of(tree: Tree, inside: range, harm: Harm | None, *, deadly: bool, is_told: bool) -> Measure | None:
    """What a number counts: what the reader is sure of, else what the harm word says unless the reader rules it out.

    Nobody is counted as killed in a sentence without a word of death (`deadly`), however often the reader saw such numbers count the dead.
    In plain words (`is_told`: "Police arrested 15 protesters") it need not have seen the like.
    """
    if harm is not None and harm.lemma == SHOT and harm.measure is Measure.CASUALTIES:
        return harm.measure if is_told else None
    event = max(tree.events_in(inside), key=lambda e: counts([e]), default=None)
    if event is None or counts([event]) < (ALONE if harm is None else KEPT):
        return harm.measure if harm is not None and is_told and harm.measure not in DEATH_AND_INJURY else None
    likely = [m for m in event.measures if m[0] != NONE and (deadly or m[0] != Measure.KILLED)]
    if not likely:
        return None if harm is None else harm.measure
    name, score = likely[0]
    if harm is None:
        return Measure(name) if score >= MILDER * counts([event]) else None
    share = MILDER if harm.measure is Measure.KILLED else OVERRULES
    return harm.measure if name == Measure.KILLED or score < share * counts([event]) else Measure(name)


def _owner_of(inside: range, harm: Harm | None, happenings: Sequence[Happening]) -> Happening | None:
    """The happening that a number belongs to: the one the reader ties it to, that of its harm word given an advance."""
    tied = {n: h.told.over("count", inside) + (OWN_HARM if harm is not None and harm in h.harms else 0.0) for n, h in enumerate(happenings)}
    best = likeliest(tied)
    return None if best is None or (tied[best] < KEPT and len(happenings) > 1) else happenings[best]


def _counted_by(tree: Tree, inside: range) -> int | None:
    """Who is counted, by the reader, where the number stands alone."""
    scores = {a.head: a.score for e in tree.events_in(inside) for a in e.slots if a.role == "counted"}
    best = likeliest(scores)
    return best if best is not None and scores[best] >= SURE else None


def _head(tree: Tree, number: Number, word: int) -> int | None:
    """The counted noun: the number's own head in the grammar, else the noun it modifies in the parse."""
    if (
        tree.relation(word) in {"nummod", "det", "amod", "advmod"}
        and tree.heads[word] >= 0
        and tree.upos[tree.heads[word]] in {"NOUN", "PROPN", "ADJ"}
    ):
        return tree.heads[word]
    if number.head is not None:
        inside = tree.within(number.head)
        nouns = [i for i in inside if tree.upos[i] in {"NOUN", "PROPN"}]
        if nouns:
            return nouns[-1]
    of = [c for c in tree.dependents(word, "nmod") if tree.case(c) == "of"]
    return of[0] if of else None


def _harm_of(tree: Tree, word: int, head: int | None, harms: Sequence[Harm], ontology: Ontology) -> Harm | None:
    """The harm a number counts, by the verb it is object of, the words right after it, the parse, then distance inside its clause."""
    by_word = {h.word: h for h in harms}
    start = word if head is None else head
    if head is not None and head in by_word:
        return by_word[head]
    found = _done_to(tree, start, by_word) or _right_after(tree, max(word, start) + 1, start, by_word, is_elided=head is None)
    found = found or _up_the_tree(tree, start, by_word)
    if found is not None or (head is not None and not is_person(tree, head, ontology)):
        return found
    clause = tree.clause_head(start)
    near = [h for h in harms if tree.clause_head(h.word) == clause]
    return min(near, key=lambda h: abs(h.word - word)) if near else None


def _done_to(tree: Tree, start: int, by_word: Mapping[int, Harm]) -> Harm | None:
    """The harm whose object a counted word is, or that shares the object of the verb before it ("shot and killed four people")."""
    if tree.relation(start) != "obj":
        return None
    verb = tree.heads[start]
    shared = [c for c in tree.dependents(verb, "conj") if c in by_word and c < start and not tree.dependents(c, "obj")]
    return by_word.get(verb) or (by_word[shared[-1]] if shared else None)


def _right_after(tree: Tree, after: int, start: int, by_word: Mapping[int, Harm], *, is_elided: bool) -> Harm | None:
    """The harm whose word follows a counted one ("12 people killed", "30 dead")."""
    while after < len(tree) and tree.lower[after] in MORE:
        after += 1
    harm = by_word.get(after)
    if harm is None or not (is_elided or harm.is_verb):
        return None
    return harm if _follows_its_count(tree, after) and not _has_own_subject(tree, after, start) else None


def _up_the_tree(tree: Tree, start: int, by_word: Mapping[int, Harm]) -> Harm | None:
    """The harm that hangs on a counted word, or on which it hangs, by a few steps of the parse."""
    k = start
    for _ in range(CLIMB):
        for child in tree.children[k]:
            if child in by_word and tree.relation(child) in BELOW and not _counts_its_own(tree, child):
                return by_word[child]
        above = tree.heads[k]
        if above < 0:
            return None
        if above in by_word and tree.relation(k) in ABOVE:
            return by_word[above]
        if tree.relation(k) in {"obj", "nsubj"}:
            beside = [c for c in tree.children[above] if c in by_word and tree.relation(c) in BESIDE and c > k]
            told = [c for c in beside if not _counts_its_own(tree, c)]
            if told:
                return by_word[told[0]]
        k = above
    return None


def _counts_its_own(tree: Tree, harm: int) -> bool:
    """Whether a word of harm tells of others than those who are counted beside it ("five were shot and one person killed")."""
    numbered = [c for c in tree.dependents(harm, "obj") if tree.upos[c] == "NUM" or tree.dependents(c, "nummod")]
    subjects = [c for c in tree.dependents(harm, "nsubj", "nsubj:pass") if tree.lower[c] not in RELATIVE]
    return bool(numbered or subjects)


def _follows_its_count(tree: Tree, harm: int) -> bool:
    """Whether a harm word can count what stands before it ("12 killed", "30 dead"); "two people injuring eight" counts what comes after."""
    return not tree.lower[harm].endswith("ing")


def _has_own_subject(tree: Tree, verb: int, counted: int) -> bool:
    """Whether the harm word after a number already counts somebody else ("of the 12 killed three ..." keeps the 12)."""
    return any(c < counted - 2 for c in tree.dependents(verb, "nsubj"))


def is_person(tree: Tree, i: int, ontology: Ontology) -> bool:
    """Whether a word means people: by the ontology, or as a name of some."""
    return tree.lower[i] in ontology.noun_classes["people"] or tree.kind(i) in {
        NameKind.NATIONALITY,
        NameKind.PERSON,
        NameKind.ORGANISATION,
    }
