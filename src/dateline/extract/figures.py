"""Figures of a happening: which number counts whom, under which measure, and what is part of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.extract.ontology import Ontology
from dateline.extract.told import KEPT, NONE, SURE, counts, likeliest
from dateline.extract.tree import Tree
from dateline.extract.triggers import Happening, Harm, is_plain
from dateline.extract.words import word_class
from dateline.model.figure import Figure, Measure
from dateline.model.mention import NameKind, Number
from dateline.model.text import Phrase, Span

PART_MARKERS = word_class("part_markers")
PEOPLE_MEASURES = frozenset(set(Measure) - {Measure.DESTROYED})
TIME_UNITS = word_class("time_units")
OUTSIDE_THE_GROUP = ("acl", "nmod", "appos", "conj", "punct", "nummod", "advmod", "det", "case", "cc", "advcl", "parataxis")
MORE = frozenset({"more", "other", "others"})
PLURALS = frozenset({"people", "children", "men", "women", "police", "personnel", "staff"})
COLLECTIVE = frozenset({"family", "crowd", "group", "team", "crew", "couple", "household", "number", "dozen"})
DEATH_AND_INJURY = frozenset({Measure.KILLED, Measure.INJURED})
COUNTS = frozenset({"toll", "tolls", "count", "figure", "figures", "total", "tally"})
"""Words that stand for a count and not for who is counted ("a toll of 200")."""
SINGLE = frozenset({"a", "an", "another", "one"})
LARGER_PART = frozenset({"mostly", "mainly", "majority"})
ALONE = 0.5
"""From what probability on the reader alone finds somebody counted, or a number tied to a happening."""
OVERRULES = 0.9
"""From what share of the probability on another measure outweighs that of the harm word."""
MILDER = 0.5
"""The same where the harm word says killed: the dead are told of most, and so mistaken for most."""
OWN_HARM = 0.2
"""What the happening of the harm word is ahead of others by, when a number is tied to one."""
CLIMB = 4
PART_REACH = 120
"""Characters between a count and the words that name its larger part."""


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
        harm = _harm_of(tree, word, head, harms, ontology)
        tied = harm is not None and any(h.told.over("count", inside) >= ALONE for h in happenings)
        is_told = harm is not None and head is not None and tree.heads[head] == harm.word and is_plain(tree, harm.word, ontology)
        measure = harm.measure if harm is not None and tied else _measure_of(tree, inside, harm, deadly=deadly, is_told=is_told)
        if harm is not None and _is_joint(tree, harm, harms):
            measure = Measure.CASUALTIES
        owner = None if measure is None else _owner_of(inside, harm, happenings)
        if measure is not None and owner is not None:
            if head is None:
                head = _counted_by(tree, inside)
            out.append(Counted(number, word, head, measure, harm, owner))
    return out


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
    """The harm a number counts, by the words right after it, the parse, then distance inside its clause."""
    by_word = {h.word: h for h in harms}
    start = word if head is None else head
    if head is not None and head in by_word:
        return by_word[head]
    if tree.relation(start) == "obj" and tree.heads[start] in by_word:
        return by_word[tree.heads[start]]
    after = max(word, start) + 1
    while after < len(tree) and tree.lower[after] in MORE:
        after += 1
    if (
        after in by_word
        and _follows_its_count(tree, after)
        and (head is None or by_word[after].is_verb)
        and not _has_own_subject(tree, after, start)
    ):
        return by_word[after]
    k = start
    for _ in range(CLIMB):
        for child in tree.children[k]:
            if child in by_word and tree.relation(child) in {"acl", "amod", "xcomp", "advcl"}:
                return by_word[child]
        above = tree.heads[k]
        if above < 0:
            break
        if above in by_word and tree.relation(k) in {
            "nsubj",
            "obj",
            "obl",
            "nmod",
            "conj",
            "iobj",
            "nummod",
            "appos",
            "dep",
            "advcl",
            "acl",
        }:
            return by_word[above]
        siblings = [c for c in tree.children[above] if c in by_word and tree.relation(c) in {"xcomp", "conj", "advcl", "acl"} and c > k]
        if siblings and tree.relation(k) in {"obj", "nsubj"}:
            return by_word[siblings[0]]
        k = above
    if head is not None and not _is_person(tree, head, ontology):
        return None
    clause = tree.clause_head(start)
    near = [h for h in harms if tree.clause_head(h.word) == clause]
    return min(near, key=lambda h: abs(h.word - word)) if near else None


def _follows_its_count(tree: Tree, harm: int) -> bool:
    """Whether a harm word can count what stands before it ("12 killed", "30 dead"); "two people injuring eight" counts what comes after."""
    return not tree.lower[harm].endswith("ing")


def _has_own_subject(tree: Tree, verb: int, counted: int) -> bool:
    """Whether the harm word after a number already counts somebody else ("of the 12 killed three ..." keeps the 12)."""
    return any(c < counted - 2 for c in tree.dependents(verb, "nsubj"))


def _is_person(tree: Tree, i: int, ontology: Ontology) -> bool:
    return tree.lower[i] in ontology.noun_classes["people"] or tree.kind(i) in {
        NameKind.NATIONALITY,
        NameKind.PERSON,
        NameKind.ORGANISATION,
    }


def figures_of(
    tree: Tree, happening: Happening, counted: Sequence[Counted], numbers: Sequence[Number], ontology: Ontology
) -> tuple[Figure, ...]:
    """The figures of one happening: its numbers in reading order, then those who are told without a number."""
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
            figures += [figure for figure in _unnumbered(tree, harm, ontology) if not _is_told(tree, figure, counted)]
    figures += _by_reader(tree, happening, figures, numbers)
    return tuple(figures)


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


def _unnumbered(tree: Tree, harm: Harm, ontology: Ontology) -> list[Figure]:
    """Victims told without a number: "a boy" is one, a bare plural has no bounds; words that only point back count nobody."""
    found = []
    for head in _victims(tree, harm):
        if harm.measure is Measure.DESTROYED:
            is_meant = tree.lower[head] in ontology.noun_classes["things"]
        else:
            is_meant = _is_person(tree, head, ontology) and tree.upos[head] != "PRON"
        if is_meant:
            found.append(_uncounted(tree, head, harm.measure))
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


def _uncounted(tree: Tree, head: int, measure: Measure) -> Figure | None:
    """One for "a boy", no bounds for a plural or a body of people, nothing for words that only point back ("the boy")."""
    determiner = next((c for c in tree.dependents(head, "det") if c < head), None)
    word = None if determiner is None else tree.lower[determiner]
    plural = _is_plural(tree.lower[head])
    many = plural or tree.lower[head] in COLLECTIVE
    if not many and word in SINGLE:
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


def _is_plural(word: str) -> bool:
    return word.endswith("s") or word in PLURALS


def _victims(tree: Tree, harm: Harm) -> list[int]:
    """Heads of those harmed, by role labels and the parse."""
    i = harm.word
    if not harm.is_verb:
        return [c for c in tree.dependents(i, "nmod") if tree.case(c) == "of"]
    intransitive = tree.lower[i].startswith(("die", "dy", "perish"))
    predicate = tree.predicate_at.get(i)
    roles = {"ARG1", "ARG0"} if intransitive else {"ARG1"}
    heads = [a.head for a in predicate.arguments if a.role in roles] if predicate is not None else []
    if not heads:
        heads = tree.dependents(i, *(("nsubj",) if intransitive else ("obj", "nsubj:pass")))
        if tree.relations[i] == "acl" and not heads and tree.heads[i] >= 0:
            heads = [tree.heads[i]]
    return [c for head in heads for c in tree.coordinated(head)]
