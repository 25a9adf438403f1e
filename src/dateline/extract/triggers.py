"""Event words of a sentence, and which of them tell one happening together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.extract.ontology import HarmPattern, Ontology, Pattern
from dateline.extract.told import NONE, Told, tells
from dateline.extract.tree import Tree
from dateline.model.figure import Measure
from dateline.model.mention import EventWord, NameKind

VIOLENCE = frozenset({"airstrike", "shelling", "bombing", "attack", "chemical", "execution"})
SPEECH_ACTS = frozenset({"appeal", "pledge", "threat", "accusation", "denial", "responsibility", "condemnation", "support"})
GAS_HOLDERS = frozenset(
    {"tank", "tanks", "pipeline", "pipelines", "field", "fields", "station", "cylinder", "cylinders", "canister", "plant", "supply"}
)
"""What "gas" only tells the contents of: a gas tank is no chemical weapon."""
DESCRIBING = frozenset({"support", "hold", "capture"})
RELIEF = frozenset(
    {"rescue", "recovery", "relief", "humanitarian", "aid", "peacekeeping", "search", "clearance", "election", "media", "awareness"}
)
ALONE = 0.5
"""From what probability on the reader finds an event word by itself."""
BACKED = 0.08
"""The same for a word that the ontology knows; one that it knows by several words together needs no more."""
ADVANCE = 5.0
"""How many times its probability the type that the ontology names counts against others."""
LEAST_BACKED = 0.1
PLAIN = VIOLENCE | {"abduction", "detention", "abuse"}
"""Types that a verb tells by itself when people are its object, however rarely the reader saw such a sentence."""
FARTHEST_COUNT = 6
"""Words between a number and the word of harm that it counts."""
COUNTED_BETWEEN = frozenset({"more", "other", "others", "additional", "found", "left"})
SHORT_PASSIVES = frozenset({"shot", "hurt"})
"""Participles that look like the past tense."""
HURT = frozenset({Measure.KILLED, Measure.INJURED})
STATES = frozenset({"dead", "condition"})
FATALLY = frozenset({"fatally", "mortally"})
MISTAKEN = frozenset({"shot"})
"""Words of harm that titles make look like nouns ("7 shot in Chicago")."""
NEAR_AFTER = 5
NEAR_BEFORE = 2
OTHER_CLAUSES = frozenset({"conj", "advcl", "ccomp", "parataxis", "acl"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event word: its index in the sentence, its type, whether a verb tells it, whether the ontology knows it, and knows
    it by several words together ("claimed responsibility")."""

    word: int
    type: str
    lemma: str
    is_verb: bool
    known: bool = True
    demanding: bool = False


@dataclass(frozen=True, slots=True)
class Harm:
    """A word that tells harm to people or things, with what it counts; `demanding` as for triggers."""

    word: int
    measure: Measure
    lemma: str
    is_verb: bool
    demanding: bool = False


@dataclass(slots=True)
class Happening:
    """Triggers and harm words that together tell one happening; `head` is the word the others hang on."""

    head: int
    type: str
    told: Told
    triggers: list[Trigger] = field(default_factory=list)
    harms: list[Harm] = field(default_factory=list)

    @property
    def words(self) -> list[int]:
        """All event words, left to right."""
        return sorted({t.word for t in self.triggers} | {h.word for h in self.harms})


def surroundings(tree: Tree, i: int) -> set[str]:
    """Lower-cased words that hang on word `i` (two levels) or stand just around it."""
    near = set(tree.lower[max(0, i - NEAR_BEFORE) : i]) | set(tree.lower[i + 1 : i + 1 + NEAR_AFTER])
    for child in tree.children[i]:
        if tree.relation(child) in OTHER_CLAUSES:
            continue
        near.add(tree.lower[child])
        near.update(tree.lower[k] for k in tree.children[child] if tree.relation(k) not in OTHER_CLAUSES)
    return near


def _fits(pattern: Pattern | HarmPattern, near: set[str], direct: set[str]) -> bool:
    """Whether the words a pattern asks for stand where it asks for them."""
    return all(not need.isdisjoint(near) for need in pattern.needs) and all(not need.isdisjoint(direct) for need in pattern.direct)


def _best(found: tuple[Pattern, ...], near: set[str], direct: set[str]) -> Pattern | None:
    """The most demanding pattern that fits; of equals, the one whose needs hang directly on the word."""
    fitting = [p for p in found if _fits(p, near, direct)]
    if not fitting:
        return None
    most = len(fitting[0].needs) + len(fitting[0].direct)
    top = [p for p in fitting if len(p.needs) + len(p.direct) == most]
    return next((p for p in top if p.needs and _fits(p, direct, direct)), top[0])


def hanging(tree: Tree, i: int) -> set[str]:
    """Words that hang on word `i`; for a verb that stands behind its noun ("the militants captured"), that noun too."""
    out = {tree.lower[c] for c in tree.children[i] if tree.relation(c) not in OTHER_CLAUSES}
    if tree.relations[i] == "acl" and tree.heads[i] >= 0:
        out.add(tree.lower[tree.heads[i]])
    return out


def _only_describes(tree: Tree, i: int, pattern: Pattern) -> bool:
    """Whether a participle behind a noun only describes a party or a place ("backed by Russia", "held by rebels") and tells no act."""
    return pattern.type in DESCRIBING and tree.relations[i] == "acl" and tree.upos[i] == "VERB" and not tree.lower[i].endswith("ing")


def _is_relief(tree: Tree, i: int, pattern: Pattern) -> bool:
    """Whether an "operation" or a "campaign" is one of help."""
    return pattern.lemma in {"operation", "campaign"} and any(tree.lower[c] in RELIEF for c in tree.children[i])


def find_triggers(tree: Tree, ontology: Ontology, *, in_title: bool = False) -> list[Trigger]:
    """Every event word of the sentence with its type: those the reader is sure of, and those of the ontology that it finds likely.

    The reader has learnt that titles only repeat what the body tells; in one the ontology alone finds acts of violence.
    """
    known = {t.word: t for t in known_triggers(tree, ontology)}
    out = []
    for i in range(len(tree)):
        event, backed = tree.event_at.get(i), known.get(i)
        is_told = backed is not None and backed.type in PLAIN and (in_title or is_plain(tree, i, ontology))
        least = ALONE if backed is None else 0.0 if backed.demanding or is_told else BACKED
        if tells(event) < least:
            continue
        lemma = tree.lower[i] if backed is None else backed.lemma
        expected = backed.type if backed is not None else "toll" if _harms_alone(tree.lower[i], ontology) else None
        told = _type_of(event, expected)
        if told == "interception" and is_plain(tree, i, ontology):
            told = "attack"
        out.append(Trigger(i, told, lemma, tree.upos[i] in VERBAL, backed is not None))
    return out


def in_a_state(tree: Tree, i: int) -> list[int]:
    """Who is said to be in a state ("two are dead", "left a man dead", "she was listed in critical condition")."""
    if tree.lower[i] not in STATES:
        return []
    own = tree.dependents(i, "nsubj")
    above = tree.heads[i]
    if own or above < 0:
        return [c for head in own for c in tree.coordinated(head)]
    if tree.relation(i) == "acl":
        return tree.coordinated(above)
    if tree.relation(i) in {"xcomp", "obl", "advcl"}:
        own = tree.dependents(above, "nsubj:pass") or tree.dependents(above, "obj") or tree.dependents(above, "nsubj")
    return [c for head in own for c in tree.coordinated(head)]


def _harms_alone(word: str, ontology: Ontology) -> bool:
    """Whether a verb tells harm without further words ("killed"; not "declared", which does so with "dead" only)."""
    return any(not (p.needs or p.direct) for p in ontology.harm_verbs.get(word, ()))


def is_plain(tree: Tree, i: int, ontology: Ontology) -> bool:
    """Whether a verb says in plain words that it is done to people ("Gunmen killed a mayor", "four soldiers were wounded")."""
    if tree.relation(i) in {"amod", "compound"}:
        return False
    if tree.upos[i] == "VERB":
        suffering = [c for c in tree.children[i] if tree.relations[c] in {"obj", "nsubj:pass"}]
    else:
        suffering = tree.dependents(i, "nsubj") if tree.lower[i] == "dead" and tree.dependents(i, "cop") else []
    if not suffering and _is_participle(tree, i):
        suffering = short_passive(tree, i) + ([tree.heads[i]] if tree.relations[i] == "acl" else [])
    return any(tree.lower[c] in ontology.noun_classes["people"] or tree.kind(c) is NameKind.PERSON for c in suffering)


def short_passive(tree: Tree, i: int) -> list[int]:
    """Whom a participle that looks like the past tense tells harm of ("found Smith shot in the head", "Teen shot in leg")."""
    return tree.dependents(i, "nsubj") if tree.lower[i] in SHORT_PASSIVES and _is_participle(tree, i) else []


def _is_participle(tree: Tree, i: int) -> bool:
    """Whether a verb may be a past participle that says what was done to the noun before it ("a man shot in the leg")."""
    follows = tree.lower[i + 1] if i + 1 < len(tree) else ""
    return not tree.lower[i].endswith(("ing", "s")) and not tree.dependents(i, "obj", "aux") and follows not in {"at", "and", "up"}


def count_of(tree: Tree, i: int, ontology: Ontology) -> int | None:
    """The number right before a word of harm, with nothing but who is counted between them ("4 wounded", "two people were hurt")."""
    if tree.dependents(i, "obj"):
        return None
    for k in range(i - 1, max(-1, i - 1 - FARTHEST_COUNT), -1):
        if tree.upos[k] == "NUM":
            return k
        between = tree.upos[k] in {"AUX", "ADV"} or tree.lower[k] in COUNTED_BETWEEN or tree.lower[k] in ontology.noun_classes["people"]
        if not between:
            return None
    return None


def _type_of(event: EventWord | None, expected: str | None) -> str:
    """The likeliest type, the one that the ontology expects given an advance."""
    likely = {name: p for name, p in (event.types if event is not None else ()) if name != NONE}
    if expected is not None:
        likely[expected] = max(likely.get(expected, 0.0), LEAST_BACKED) * ADVANCE
    return max(likely, key=lambda name: likely[name])


def known_triggers(tree: Tree, ontology: Ontology) -> list[Trigger]:
    """Every event word of the sentence by the ontology alone."""
    out = []
    for i, word in enumerate(tree.lower):
        upos = tree.upos[i]
        table = ontology.verbs if upos in VERBAL else ontology.nouns if upos in NOMINAL else None
        found = table.get(word) if table is not None else None
        if not found or (tree.relation(i) in {"amod", "compound", "flat"} and upos != "PROPN" and not found[0].needs):
            continue
        if upos in VERBAL and tree.relation(i) in {"amod", "case", "compound"} and not (found[0].needs or found[0].direct):
            continue
        pattern = _best(found, surroundings(tree, i), hanging(tree, i))
        if pattern is not None and (_only_describes(tree, i, pattern) or _is_relief(tree, i, pattern)):
            continue
        if pattern is not None and not _moves_no_front(tree, i, pattern, ontology):
            demanding = bool(pattern.needs or pattern.direct)
            out.append(Trigger(i, narrowed(tree, i, pattern.type, ontology), pattern.lemma, upos in VERBAL, demanding=demanding))
    return out


def _moves_no_front(tree: Tree, i: int, pattern: Pattern, ontology: Ontology) -> bool:
    """Whether "fall" has no place as its subject (night falls), or "advance" an object that is no place (a cause, a settlement)."""
    if pattern.lemma == "fall":
        return not any(_is_place(tree, s, ontology) for s in tree.dependents(i, "nsubj"))
    if pattern.lemma == "advance" and pattern.type == "capture":
        return any(not _is_place(tree, o, ontology) for o in tree.dependents(i, "obj"))
    return False


def _is_place(tree: Tree, i: int, ontology: Ontology) -> bool:
    return tree.upos[i] == "PROPN" or tree.lower[i] in ontology.noun_classes["places"]


def narrowed(tree: Tree, i: int, type_id: str, ontology: Ontology) -> str:
    """A general type narrowed by the means named beside the word ("attack" + "car bomb" -> bombing)."""
    if type_id not in {"attack", "shelling", "bombing"}:
        return type_id
    words = [tree.lower[k] for k in _beside(tree, i) if not (tree.relation(k) == "compound" and tree.lower[tree.heads[k]] in GAS_HOLDERS)]
    found = {ontology.means[w] for w in words if w in ontology.means}
    return next((m for m in ontology.means_order if m in found), type_id)


def _beside(tree: Tree, i: int) -> list[int]:
    """The word, its modifiers, what it was done with, and for a verb its subject and object with their modifiers."""
    out = [i]
    head = tree.heads[i]
    if head >= 0 and tree.upos[head] == "VERB" and tree.relation(i) == "obj":
        out += tree.dependents(head, "nsubj")
    for child in tree.children[i]:
        relation = tree.relation(child)
        if relation in {"compound", "amod", "nmod", "obl", "nsubj", "obj", "advmod", "flat"}:
            out.append(child)
            out += [k for k in tree.children[child] if tree.relation(k) in {"compound", "amod", "nmod", "conj", "acl", "obl"}]
    return out


def find_harms(tree: Tree, ontology: Ontology) -> list[Harm]:
    """Every word that tells harm."""
    out = []
    for i, word in enumerate(tree.lower):
        upos = tree.upos[i]
        is_told = upos in VERBAL or upos == "ADJ" or (word in MISTAKEN and count_of(tree, i, ontology) is not None)
        found = ontology.harm_verbs.get(word) if is_told else None
        is_verb = found is not None
        if not found and upos in NOMINAL:
            found = ontology.harm_nouns.get(word)
        if not found:
            continue
        near, direct = surroundings(tree, i), hanging(tree, i)
        harm = next((p for p in found if _fits(p, near, direct)), None)
        if harm is not None and harm.lemma == "shoot":
            harm = _gunshot(tree, i, found, harm, ontology)
        if harm is not None:
            measure = Measure.KILLED if harm.measure is Measure.CASUALTIES and near & FATALLY else harm.measure
            out.append(Harm(i, measure, harm.lemma, is_verb, demanding=bool(harm.needs or harm.direct)))
    verbs = {h.word for h in out if h.is_verb}
    return [h for h in out if h.is_verb or not _is_victim(tree, h.word, verbs)]


def _gunshot(tree: Tree, i: int, found: Sequence[HarmPattern], fitting: HarmPattern, ontology: Ontology) -> HarmPattern | None:
    """What "shot" tells: death with "dead" unless others are counted as dead ("5 shot, 1 dead"), no more than the word beside it ("shot and
    killed"), nothing where nobody was hit ("shot a video")."""
    harm = fitting
    if harm.measure is Measure.KILLED:
        dead = next((k for k in range(i + 1, min(len(tree), i + 1 + NEAR_AFTER)) if tree.lower[k] in {"dead", "death"}), None)
        counted = None if dead is None else count_of(tree, dead, ontology)
        harm = found[-1] if counted is not None and counted > i else harm
    if harm.measure is Measure.KILLED:
        return harm
    beside = [c for c in tree.dependents(i, "conj") if not tree.dependents(c, "nsubj", "nsubj:pass")]
    if any(p.measure in HURT and not p.needs for c in beside for p in ontology.harm_verbs.get(tree.lower[c], ())):
        return None
    return harm if is_plain(tree, i, ontology) or count_of(tree, i, ontology) is not None else None


def _is_victim(tree: Tree, i: int, harming: set[int]) -> bool:
    """Whether a word of harm is whom another one harms ("executed 25 prisoners"), and so counts nobody by itself."""
    return tree.heads[i] in harming and tree.relation(i) in {"obj", "nsubj"}
