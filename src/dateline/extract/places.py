"""Where a happening is told to take place: the phrase that names the place, in its own clause first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.extract.ontology import Ontology
from dateline.extract.told import SURE, likeliest
from dateline.extract.tree import HYPHENS, Tree
from dateline.extract.triggers import Happening
from dateline.extract.words import word_class
from dateline.model.mention import NameKind
from dateline.model.text import Phrase, Span

STRONG = word_class("strong")
SAID = frozenset(
    {"appeal", "pledge", "threat", "accusation", "denial", "responsibility", "condemnation", "support", "talks", "sanction", "other"}
)
BESIDE = frozenset({"near", "around", "outside", "across"})
"""Prepositions that tell a place beside the one named."""
HELD = frozenset({"capture", "withdrawal", "siege", "hold"})
NO_PLACE_ALONE = word_class("no_place_alone")
TOO_COMMON = word_class("too_common")
DEMONYM = re.compile(r"\w{2,}(?:ian|ean|ish|ese|iti|eni|aqi|eli|ani)s?")
"""How words for peoples end; a place that ends so ("Al-Ani") is no modifier."""


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """A head that stands for a place, with the phrase it is told by."""

    word: int
    span: Span
    named: bool


def place_words(tree: Tree, ontology: Ontology) -> list[PlaceWord]:
    """Heads of place phrases in the sentence, widest phrase once: "the town of Saraqeb" is one place word, not two."""
    classes = ontology.noun_classes["places"]
    heads: dict[int, bool] = {}
    for i in range(len(tree)):
        if _names_a_place(tree, i, classes):
            top = _top_of_name(tree, i)
            heads[_generic_above(tree, top, classes)] = True
        elif tree.upos[i] == "NOUN" and tree.lower[i] in classes and tree.relation(i) not in {"compound", "amod"}:
            heads.setdefault(i, False)
    out = []
    for head, named in heads.items():
        if any(other != head and _inside(tree, head, other) for other in heads):
            continue
        lo, hi = tree.phrase_words(head)
        out.append(
            PlaceWord(
                head, tree.span(lo, hi), named or any(tree.kind(k) is NameKind.PLACE and tree.upos[k] == "PROPN" for k in range(lo, hi + 1))
            )
        )
    return out


def _names_a_place(tree: Tree, i: int, classes: frozenset[str]) -> bool:
    """Whether a word of a place name stands for the place, and not for a seat, a people or a kind of thing."""
    is_name = tree.kind(i) is NameKind.PLACE and tree.upos[i] == "PROPN" and tree.words[i][:1].isupper()
    return is_name and not (_is_seat(tree, i) or _is_of_a_people(tree, i) or _is_acronym(tree, i, classes))


def _is_seat(tree: Tree, i: int) -> bool:
    """Whether a place only tells where somebody sits ("the London-based monitor")."""
    after = [w for w in tree.lower[i + 1 : i + 3] if w not in HYPHENS]
    return after[:1] == ["based"]


def _top_of_name(tree: Tree, i: int) -> int:
    """The word of a name that the others hang on."""
    name = tree.name_at[i]
    k = i
    while name.first <= tree.heads[k] <= name.last:
        k = tree.heads[k]
    return k


def _generic_above(tree: Tree, i: int, classes: frozenset[str]) -> int:
    """The generic noun a place name belongs to: "camp" of "Handarat refugee camp", "town" of "the town of Meles"."""
    head = tree.heads[i]
    if head < 0 or tree.lower[head] not in classes:
        return i
    if (
        tree.relation(i) in {"compound", "flat", "appos"}
        or tree.relations[i] == "nmod:poss"
        or (tree.relation(i) == "nmod" and tree.case(i) in {"of", "in"})
    ):
        return head
    return i


def _inside(tree: Tree, inner: int, outer: int) -> bool:
    """Whether place word `inner` only narrows or names `outer` ("Aleppo" in "eastern part of Aleppo")."""
    k = inner
    for above in tree.ancestors(inner):
        if tree.relation(k) not in {"nmod", "compound", "flat", "appos", "amod"}:
            return False
        if above == outer:
            return not (tree.lower[outer] in TOO_COMMON and tree.case(k) == "in")
        k = above
    return False


def find_place(tree: Tree, happening: Happening, places: Iterable[PlaceWord], taken: Iterable[int]) -> Phrase | None:
    """The best place phrase of the sentence for a happening, None when the sentence names none that fits."""
    places = list(places)
    blocked = set(taken)
    scored = {n: _score(tree, happening, place, blocked) for n, place in enumerate(places)}
    best = likeliest({n: score for n, score in scored.items() if score > 0})
    found = _found(tree, happening, places)
    scored_best = None if best is None else places[best]
    surer = found is not None and (found.named or scored_best is None or not scored_best.named)
    place = found if surer else scored_best
    return None if place is None else Phrase(span=place.span, text=place.span.of(tree.text))


def _found(tree: Tree, happening: Happening, places: Sequence[PlaceWord]) -> PlaceWord | None:
    """The place that the reader is sure of, as the narrowest phrase around it."""
    heads = {place.word for place in places}
    likely = happening.told.slot("place")
    scores = {i: p for i, p in likely.items() if not _is_of_a_people(tree, i) and not (_is_owner(tree, i) and tree.heads[i] not in heads)}
    sure = likeliest(scores)
    if sure is None or scores[sure] < SURE:
        return None
    covering = [p for p in places if p.span.covers(tree.sentence.words[sure])]
    span = tree.span(*tree.phrase_words(sure))
    named = any(tree.kind(i) is NameKind.PLACE for i in tree.within(span))
    if not named and tree.lower[sure] in NO_PLACE_ALONE:
        return None
    return min(covering, key=lambda p: len(p.span), default=PlaceWord(sure, span, named))


def _is_of_a_people(tree: Tree, i: int) -> bool:
    """Whether a word only tells whose something is ("the Syrian war", "Turkish troops")."""
    modifies = tree.relation(i) in {"amod", "compound"} and tree.heads[i] > i
    return (tree.relation(i) == "amod" and tree.upos[i] == "ADJ") or (modifies and DEMONYM.fullmatch(tree.lower[i]) is not None)


def _is_acronym(tree: Tree, i: int, classes: frozenset[str]) -> bool:
    """Whether letters only tell what kind of thing it is ("IED facilities", "TOW missiles")."""
    described = tree.lower[tree.heads[i]] if tree.relation(i) == "compound" and tree.heads[i] > i else None
    return described is not None and tree.words[i].isupper() and described not in classes


def _is_owner(tree: Tree, i: int) -> bool:
    """Whether a name only tells whose a person or thing is, and no happening ("Syria's national coach")."""
    return tree.relations[i] == "nmod:poss" and tree.upos[tree.heads[i]] == "NOUN" and tree.heads[i] not in tree.event_at


def _score(tree: Tree, happening: Happening, place: PlaceWord, blocked: set[int]) -> float:
    """How well a place word fits a happening: governed by it with a place preposition, role labels, nearness; 0 rules it out."""
    i = place.word
    if i in blocked and happening.type in SAID:
        return 0.0
    chain = [i, *tree.ancestors(i)]
    words = set(happening.words)
    steps = next((n for n, k in enumerate(chain) if k in words and n > 0), None)
    if steps is None and happening.type in SAID:
        return 0.0
    link = chain[steps - 1] if steps is not None else i
    case = tree.case(link) or tree.case(i)
    located = case in STRONG or _has_place_role(tree, words, chain)
    held = happening.type in HELD and steps == 1 and tree.relations[i] in {"nsubj", "obj", "nsubj:pass"}
    if not place.named and not held and (steps is None or not located or i in blocked or tree.lower[i] in TOO_COMMON):
        return 0.0
    if place.named and not located and not _is_stage(tree, happening, i, link, steps):
        return 0.0
    score = 1.0 if place.named else 0.3
    if steps is not None:
        score += 3.0 / steps
    if located:
        score += 0.7 if case in BESIDE else 1.5
    score += 1.0 if tree.clause_head(i) in {tree.clause_head(w) for w in words} else -1.0
    score -= 0.04 * min(abs(i - w) for w in words)
    return score - (2.0 if i in blocked else 0.0)


def _has_place_role(tree: Tree, words: set[int], chain: list[int]) -> bool:
    """Whether the reader labels a word, or what it hangs on, as where one of the event words takes place."""
    predicates = (tree.predicate_at.get(w) for w in words)
    return any(a.role == "ARGM-LOC" and a.head in chain for p in predicates if p is not None for a in p.arguments)


def _is_stage(tree: Tree, happening: Happening, i: int, link: int, steps: int | None) -> bool:
    """Whether a named place without a place preposition is still where it happens: what is taken, hit or besieged, "the fall of X"."""
    if steps is None or happening.type in SAID:
        return False
    relation = tree.relations[link]
    if relation in {"obj", "nsubj:pass"} or (relation == "nmod" and tree.case(link) in {"of", "to", "for", "against"}):
        return True
    if happening.type in HELD and relation in {"nsubj", "obl"} and steps == 1:
        return not tree.dependents(tree.heads[link], "obj")
    return relation == "compound" and not tree.words[i].isupper() and link == i
