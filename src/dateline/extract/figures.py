"""Figures of a happening: its counted numbers, those told without one, and what is part of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.extract.counting import ALONE, Counted, is_person
from dateline.extract.ontology import Ontology
from dateline.extract.told import KEPT, NONE, SURE, counts
from dateline.extract.tree import Tree
from dateline.extract.triggers import Happening, Harm, in_a_state
from dateline.extract.words import word_class
from dateline.model.figure import Figure, Measure
from dateline.model.mention import Number
from dateline.model.text import Phrase, Span

PART_MARKERS = word_class("part_markers")
PEOPLE_MEASURES = frozenset(set(Measure) - {Measure.DESTROYED})
OUTSIDE_THE_GROUP = ("acl", "nmod", "appos", "conj", "punct", "nummod", "advmod", "det", "case", "cc", "advcl", "parataxis")
PLURALS = frozenset({"people", "children", "men", "women", "police", "personnel", "staff"})
COLLECTIVE = frozenset({"family", "crowd", "group", "team", "crew", "couple", "household", "number", "dozen"})
MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
DEADLY_ACTS = frozenset({"homicide", "murder", "killing", "slaying"})
SHOOTINGS = frozenset({"shooting", "stabbing"})
COUNTS = frozenset({"toll", "tolls", "count", "figure", "figures", "total", "tally"})
"""Words that stand for a count and not for who is counted ("a toll of 200")."""
SINGLE = frozenset({"a", "an", "another", "one"})
LARGER_PART = frozenset({"mostly", "mainly", "majority"})
PART_REACH = 120
"""Characters between a count and the words that name its larger part."""


def figures_of(
    tree: Tree, happening: Happening, counted: Sequence[Counted], numbers: Sequence[Number], ontology: Ontology, *, in_title: bool = False
) -> tuple[Figure, ...]:
    """The figures of one happening: its numbers in reading order, then those who are told without a number.

    In a title one is counted without an article too ("Man killed").
    """
    figures: list[Figure] = []
    for item in counted:
        if item.owner is happening:
            figure = _figure(tree, item, figures)
            if any((f.measure, f.published) == (figure.measure, figure.published) for f in figures):
                continue
            if figures and (_stands_among(tree, figures[-1], figure) or _is_share(tree, figures[-1], figure)):
                figures[-1] = replace(figures[-1], part_of=len(figures))
                figure = replace(figure, part_of=None)
            figures.append(figure)
    figures += _parts(tree, figures, ontology)
    counting = [c.harm for c in counted]
    for harm in happening.harms:
        if harm not in counting:
            figures += [figure for figure in _unnumbered(tree, harm, ontology, in_title=in_title) if not _is_told(tree, figure, counted)]
    figures += _by_reader(tree, happening, figures, numbers)
    figures += _multiples(tree, happening, figures)
    return tuple(figures)


def _multiples(tree: Tree, happening: Happening, figures: Sequence[Figure]) -> Iterator[Figure]:
    """How many an act harmed that is told by a multiple ("a double homicide", "the triple shooting")."""
    for i in happening.words:
        measure = Measure.KILLED if tree.lower[i] in DEADLY_ACTS else Measure.CASUALTIES if tree.lower[i] in SHOOTINGS else None
        if measure is None or any(f.measure is measure for f in figures):
            continue
        for child in tree.dependents(i, "amod", "compound"):
            number = MULTIPLES.get(tree.lower[child])
            if number is not None:
                span = tree.sentence.words[child]
                yield Figure(measure=measure, low=number, high=number, published=span.of(tree.text), span=span)


def _is_told(tree: Tree, figure: Figure, counted: Sequence[Counted]) -> bool:
    """Whether those told without a number are counted by one already, or are many of whom the reader finds that nobody counts them."""
    inside = tree.within(figure.span)
    if any(c.head in inside or c.number.span.overlaps(figure.span) for c in counted):
        return True
    return figure.low is None and counts(tree.events_in(inside)) < KEPT


def _is_share(tree: Tree, part: Figure, whole: Figure) -> bool:
    """Whether two figures read "16 of 29 cases"."""
    between = tree.text[part.span.end : whole.span.start].split()
    return part.measure is whole.measure and part.part_of is None and between in (["of"], ["of", "the"], ["out", "of"])


def _stands_among(tree: Tree, part: Figure, whole: Figure) -> bool:
    """Whether the earlier figure is the part ("ten children were among 48 people killed")."""
    first, second = tree.within(part.span), tree.within(whole.span)
    between = tree.lower[first[-1] + 1 : second[0]] if first and second else []
    return part.measure is whole.measure and part.part_of is None and between[-1:] == ["among"] and "were" in between


def _parts(tree: Tree, figures: Sequence[Figure], ontology: Ontology) -> list[Figure]:
    """Unnumbered parts of a count: its larger part ("12 people, mostly women and children") and those it includes ("including a child")."""
    found: list[Figure] = []
    for i, word in enumerate(tree.lower[:-1]):
        begun = tree.sentence.words[i].start
        whole = next((n for n in range(len(figures) - 1, -1, -1) if figures[n].part_of is None and figures[n].span.end <= begun), None)
        if whole is None or begun - figures[whole].span.end > PART_REACH or any(f.span.overlaps(tree.sentence.words[i]) for f in figures):
            continue
        if word in LARGER_PART:
            found += _larger_part(tree, i, figures[whole].measure, whole, ontology)
        elif word in {"including", "among"}:
            found += _included(tree, i, figures[whole].measure, whole, ontology)
    return [f for n, f in enumerate(found) if not any(f.span.overlaps(other.span) for other in (*figures, *found[:n]))]


def _larger_part(tree: Tree, i: int, measure: Measure, whole: int, ontology: Ontology) -> Iterator[Figure]:
    people = ontology.noun_classes["people"]
    head = next((k for k in range(i + 1, min(i + 5, len(tree))) if tree.lower[k] in people), None)
    if head is not None:
        last = next((c for c in tree.dependents(head, "conj") if tree.lower[c] in people), head)
        yield _unbounded(tree, tree.sentence.words[i], tree.span(head, max(head, last)), measure, whole)


def _included(tree: Tree, i: int, measure: Measure, whole: int, ontology: Ontology) -> Iterator[Figure]:
    """Those named right after "including" or "among them": each single one, or a bare plural as worded."""
    k = i + 1
    if k < len(tree) and tree.lower[k] in {"them", "whom"}:
        k += 1
    first = k
    while k < len(tree) and (tree.lower[k] in {"and", ","} or tree.lower[k] in SINGLE or tree.upos[k] in {"NOUN", "ADJ", "PROPN"}):
        k += 1
    run = range(first, k)
    heads = [w for w in run if tree.lower[w] in ontology.noun_classes["people"] and not (w + 1 in run and tree.upos[w + 1] == "NOUN")]
    single = [w for w in heads if not _is_plural(tree.lower[w])]
    if heads and not single and tree.lower[first] not in SINGLE:
        words = tree.span(first, heads[-1])
        yield _unbounded(tree, words, words, measure, whole)
    for head in single:
        figure = _uncounted(tree, head, measure)
        if figure is not None:
            yield replace(figure, part_of=whole)


def _unbounded(tree: Tree, published: Span, group: Span, measure: Measure, whole: int) -> Figure:
    """A part of a figure that tells who, not how many."""
    return Figure(
        measure=measure,
        low=None,
        high=None,
        published=published.of(tree.text),
        span=published,
        group=Phrase(span=group, text=group.of(tree.text)),
        part_of=whole,
    )


def _figure(tree: Tree, item: Counted, before: Sequence[Figure]) -> Figure:
    number = item.number
    return Figure(
        measure=item.measure,
        low=number.low,
        high=number.high,
        published=number.span.of(tree.text),
        span=number.span,
        group=_group(tree, item),
        part_of=_whole(tree, item, before),
    )


def _group(tree: Tree, item: Counted) -> Phrase | None:
    """Who is counted: the noun and what stands between it and the number."""
    if item.head is None or tree.lower[item.head] in COUNTS:
        return None
    head = item.head
    lo = head
    members = set(tree.subtree(head, OUTSIDE_THE_GROUP))
    while lo - 1 in members and tree.sentence.words[lo - 1].start >= item.number.span.end:
        lo -= 1
    span = tree.span(lo, head)
    return Phrase(span=span, text=span.of(tree.text))


def _whole(tree: Tree, item: Counted, before: Sequence[Figure]) -> int | None:
    """Index of the figure this one is part of: the last whole one before an "including" or "among them"."""
    wholes = [n for n, f in enumerate(before) if f.measure is item.measure and f.part_of is None]
    if not wholes:
        return None
    first = tree.within(item.number.span)[0]
    last = tree.within(before[wholes[-1]].span)
    between = tree.lower[last[-1] + 1 : first] if last else []
    after = tree.lower[item.word + 1 : item.word + 4]
    if any(w in PART_MARKERS for w in between) or after[:2] == ["of", "them"] or after[:2] == ["of", "whom"]:
        return wholes[-1]
    return None


def _unnumbered(tree: Tree, harm: Harm, ontology: Ontology, *, in_title: bool) -> list[Figure]:
    """Victims told without a number: "a boy" is one, a bare plural has no bounds; words that only point back count nobody."""
    found = []
    for head in _victims(tree, harm):
        if harm.measure is Measure.DESTROYED:
            is_meant = tree.lower[head] in ontology.noun_classes["things"]
        else:
            is_meant = is_person(tree, head, ontology) and tree.upos[head] != "PRON"
        if is_meant:
            found.append(_uncounted(tree, head, harm.measure, in_title=in_title))
    return [figure for figure in found if figure is not None]


def _by_reader(tree: Tree, happening: Happening, figures: Sequence[Figure], numbers: Sequence[Number]) -> Iterator[Figure]:
    """Those whom the reader finds counted without a number and without a word of harm ("survivors of the attack")."""
    tied = happening.told.slot("count")
    for event in tree.sentence.events:
        word = tree.sentence.words[event.word]
        if counts([event]) < ALONE or tied.get(event.word, 0.0) < SURE or tree.upos[event.word] != "NOUN":
            continue
        if not any(f.span.overlaps(word) or (f.group is not None and f.group.span.overlaps(word)) for f in figures):
            measure = Measure(next(name for name, _ in event.measures if name != NONE))
            number = next((n for n in numbers if n.span.overlaps(word)), None)
            figure = _uncounted(tree, event.word, measure) if number is None else _numbered(tree, number, measure)
            if figure is not None:
                yield figure


def _numbered(tree: Tree, number: Number, measure: Measure) -> Figure:
    """A number that no word of harm goes with, as the reader finds it to count."""
    return Figure(measure=measure, low=number.low, high=number.high, published=number.span.of(tree.text), span=number.span)


def _uncounted(tree: Tree, head: int, measure: Measure, *, in_title: bool = False) -> Figure | None:
    """One for "a boy", no bounds for a plural or a body of people, nothing for words that only point back ("the boy")."""
    determiner = next((c for c in tree.dependents(head, "det") if c < head), None)
    word = None if determiner is None else tree.lower[determiner]
    plural = _is_plural(tree.lower[head])
    many = plural or tree.lower[head] in COLLECTIVE
    is_bare = word is None and tree.upos[head] == "NOUN" and not tree.dependents(head, "nmod:poss", "nummod")
    is_bare = is_bare and (in_title or _shares_article(tree, head))
    if not many and (word in SINGLE or is_bare):
        bound = 1
    elif many and word in {None, "many", "several", "some", "most", "a", "an"}:
        bound = None
    else:
        return None
    group = tree.sentence.words[head]
    span = group if determiner is None else Span(tree.sentence.words[determiner].start, group.end)
    return Figure(
        measure=measure,
        low=bound,
        high=bound,
        published=span.of(tree.text),
        span=span,
        group=Phrase(span=group, text=group.of(tree.text)),
    )


def _shares_article(tree: Tree, head: int) -> bool:
    """Whether a noun stands beside one with an article that goes for both ("a woman and child")."""
    first = tree.heads[head]
    return tree.relation(head) == "conj" and any(tree.lower[c] in SINGLE for c in tree.dependents(first, "det"))


def _is_plural(word: str) -> bool:
    return word.endswith("s") or word in PLURALS


def _victims(tree: Tree, harm: Harm) -> list[int]:
    """Heads of those harmed, by role labels and the parse."""
    i = harm.word
    if not harm.is_verb:
        return [c for c in tree.dependents(i, "nmod") if tree.case(c) == "of"] or in_a_state(tree, i)
    intransitive = tree.lower[i].startswith(("die", "dy", "perish"))
    predicate = tree.predicate_at.get(i)
    roles = {"ARG1", "ARG0"} if intransitive else {"ARG1"}
    heads = [a.head for a in predicate.arguments if a.role in roles] if predicate is not None else []
    if not heads:
        heads = tree.dependents(i, *(("nsubj",) if intransitive else ("obj", "nsubj:pass")))
        if tree.relations[i] == "acl" and not heads and tree.heads[i] >= 0:
            heads = [tree.heads[i]]
    return [c for head in heads for c in tree.coordinated(head)]
