"""From one sentence to its drafts: event words put together, their slots filled from the parse and the layers of the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.extract.counting import count_all
from dateline.extract.draft import Draft
from dateline.extract.figures import PEOPLE_MEASURES, figures_of
from dateline.extract.grouping import Heard, group
from dateline.extract.ontology import Ontology
from dateline.extract.places import find_place, place_words
from dateline.extract.roles import BETWEEN_PARTIES, antecedent, find_roles
from dateline.extract.scene import Scene, is_background, resolved, share_scene
from dateline.extract.speech_acts import apply_speech_acts, carrier_of, denial_of_claim
from dateline.extract.telling import fill_speaker
from dateline.extract.told import KEPT, SURE
from dateline.extract.tree import Tree
from dateline.extract.triggers import BACKED, SPEECH_ACTS, VERBAL, Happening, Harm, find_harms, find_triggers
from dateline.model.claim import Status
from dateline.model.figure import Figure, Measure
from dateline.model.mention import Number, Saying, TimeExpression
from dateline.model.text import Phrase, Report, Span

SURE_AGAINST_PARSE = 0.8
"""From what probability on the reader gives a time to a happening though the parse hangs it on another one."""
FEWEST_WORDS = 4
"""A clause shorter than this is no evidence that a reader could check; its sentence is."""
SEQUELS = frozenset({"after", "before"})
MARKS = " \t\n.,;:–—-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What the annotation layers hold for one sentence; sayings are those whose cue or content reaches into it.

    `in_title` tells whether the sentence is the report's title.
    """

    numbers: Sequence[Number]
    times: Sequence[TimeExpression]
    sayings: Sequence[Saying]
    in_title: bool = False


def drafts_of(tree: Tree, number: int, layers: Layers, ontology: Ontology, scene: Scene, report: Report) -> list[Draft]:
    """Drafts of one sentence, in reading order."""
    scene.see_war(tree)
    triggers = find_triggers(tree, ontology, in_title=layers.in_title)
    harms = find_harms(tree, ontology)
    if not triggers and not harms:
        return []
    grouped = group(tree, triggers, harms, ontology, _heard(layers, scene))
    kept = apply_speech_acts(tree, grouped)
    counted = count_all(tree, layers.numbers, kept, ontology)
    places = place_words(tree, ontology)
    drafts = []
    for happening in kept:
        draft = Draft(tree, number, happening, happening.type, evidence_of(tree, happening, kept), in_title=layers.in_title)
        carrier = carrier_of(tree, happening, grouped)
        fill_speaker(draft, layers.sayings, carrier, ontology, scene)
        draft.figures = figures_of(tree, happening, counted, layers.numbers, ontology, in_title=layers.in_title)
        _fill_roles(draft, carrier, ontology, scene)
        draft.times = times_of(tree, happening, kept, layers)
        draft.place = scene.meant(find_place(tree, happening, places, _taken(draft)), tree)
        _settle_type(draft)
        draft.background = happening.told.background >= (KEPT if is_background(draft, report) else SURE)
        is_heard = not draft.in_title or happening.told.score >= BACKED
        if is_heard:
            scene.settle_type(draft)
        if _says_something(draft):
            scene.supply(draft)
            if is_heard:
                scene.remember(draft)
            drafts.append(draft)
    share_scene(drafts)
    return drafts


def _heard(layers: Layers, scene: Scene) -> Heard:
    if layers.in_title:
        return Heard.TITLE
    return Heard.AFTERMATH if scene.violent else Heard.SENTENCE


def evidence_of(tree: Tree, happening: Happening, happenings: Sequence[Happening]) -> Span:
    """The words around a happening up to the clauses that tell others, or the whole sentence when it tells nothing else."""
    own = set(tree.subtree(tree.clause_head(happening.head)))
    foreign: set[int] = set()
    for other in happenings:
        clause = set(tree.subtree(tree.clause_head(other.head)))
        if other is not happening and clause != own:
            foreign |= clause - own if clause > own else clause
    foreign -= set(happening.words)
    lo, hi = happening.words[0], happening.words[-1]
    while lo > 0 and lo - 1 not in foreign:
        lo -= 1
    while hi < len(tree) - 1 and hi + 1 not in foreign:
        hi += 1
    if hi - lo + 1 < FEWEST_WORDS:
        lo, hi = 0, len(tree) - 1
    return _trimmed(tree, lo, hi)


def _trimmed(tree: Tree, lo: int, hi: int) -> Span:
    """Characters of words lo..hi without marks and joining words at the rims."""
    while lo < hi and (tree.words[lo] in MARKS or (tree.relation(lo) == "cc" and tree.upos[lo] == "CCONJ")):
        lo += 1
    while hi > lo and tree.words[hi] in MARKS:
        hi -= 1
    return tree.span(lo, hi)


def _fill_roles(draft: Draft, carrier: Happening | None, ontology: Ontology, scene: Scene) -> None:
    """Actors and targets; for a speech act the speaker is the actor, for an accusation the accused."""
    tree = draft.tree
    roles = find_roles(tree, draft.happening, ontology)
    draft.actors = _phrases(tree, roles.actors, draft.speaker, scene)
    if carrier is not None:
        act = find_roles(tree, carrier, ontology)
        accusers = _phrases(tree, act.actors, None, scene)
        if accusers and (draft.speaker is None or carrier.type == "denial"):
            draft.speaker = accusers[0]
        accused = _phrases(tree, act.targets, None, scene)
        if carrier.type == "accusation" and accused:
            draft.actors = accused
        elif carrier.type == "denial" and not draft.actors and accusers:
            draft.actors = accusers
    victims = [f.group.span for f in draft.figures if f.group is not None and f.measure in PEOPLE_MEASURES]
    draft.actors = [a for a in draft.actors if a.stand_in is not None or not any(v.overlaps(a.span) for v in victims)]
    counted = {f.group.span for f in draft.figures if f.group is not None and not _is_singled_out(f)}
    targets = _phrases(tree, roles.targets, draft.speaker, scene, suffering=True)
    draft.targets = [t for t in targets if not any(t.span.overlaps(g) for g in counted) and t not in draft.actors]
    if draft.type in SPEECH_ACTS - {"support"} and draft.actors and draft.speaker is None and draft.actors[0].stand_in is None:
        draft.speaker = draft.actors[0]
    if draft.type in SPEECH_ACTS and not draft.actors and draft.speaker is not None:
        draft.actors = [draft.speaker]


def _is_singled_out(figure: Figure) -> bool:
    """Whether somebody counted is also told as a target in his own right: one person, or a thing that was destroyed."""
    return figure.measure is Measure.DESTROYED or (figure.low, figure.high) == (1, 1)


def _phrases(tree: Tree, heads: Iterable[int], speaker: Phrase | None, scene: Scene, *, suffering: bool = False) -> list[Phrase]:
    out: list[Phrase] = []
    for head in heads:
        word = antecedent(tree, head)
        phrase = scene.victim_meant(tree, word) if suffering else None
        phrase = phrase or resolved(tree, word, speaker=speaker, scene=scene)
        if phrase is not None and phrase.span not in {p.span for p in out}:
            out.append(phrase)
    return [p for p in out if p.stand_in is not None or not any(o is not p and o.stand_in is None and o.span.covers(p.span) for o in out)]


def times_of(tree: Tree, happening: Happening, happenings: Sequence[Happening], layers: Layers) -> list[TimeExpression]:
    """Times of the sentence that belong to a happening: under its words or in its clause, not beside the cue of a saying."""
    owners = {w: h for h in happenings for w in h.words}
    clauses = {tree.clause_head(h.head): h for h in reversed(happenings)}
    out = []
    for time in layers.times:
        inside = tree.within(time.span)
        if not inside:
            continue
        if time.rule.startswith(("duration", "set")) and time.modifier is None and happening.type != "toll":
            continue
        if time.told and happening.type not in SPEECH_ACTS:
            continue
        top = _top(tree, inside)
        if _dates_what_came_before(tree, top, happening):
            continue
        owner = _governing(tree, top, owners)
        if happening.told.over("time", inside) >= (SURE if owner in (None, happening) else SURE_AGAINST_PARSE):
            out.append(time)
            continue
        if owner is None and (happening.type in SPEECH_ACTS or not _tells_when_said(time, layers.sayings, tree)):
            clause = tree.clause_head(top)
            owner = clauses.get(clause)
            beside = tree.relation(clause) in {"advcl", "acl"} and tree.upos[clause] in VERBAL and "since" not in tree.marks(clause)
            if owner is None and not beside:
                owner = min(happenings, key=lambda h: (h.head > top, abs(h.head - top)))
        if owner is happening:
            out.append(time)
    return out


def _dates_what_came_before(tree: Tree, word: int, happening: Happening) -> bool:
    """Whether a time stands in a clause of time beside a happening ("launched an offensive after a truce was declared over on Monday")."""
    clause = tree.clause_head(word)
    if tree.relation(clause) not in {"advcl", "ccomp"} or clause in {happening.head, *tree.ancestors(happening.head)}:
        return False
    is_marked = tree.relation(clause) == "advcl" and bool(tree.marks(clause) & SEQUELS)
    return is_marked or any(happening.head < opener for opener in _openers(tree, clause))


def _openers(tree: Tree, clause: int) -> list[int]:
    """Where "after" or "before" stands before a clause's verb, with no other verb between, wherever the parse hangs it."""
    verb = next((i for i in range(clause - 1, -1, -1) if tree.upos[i] == "VERB"), -1)
    return [i for i in range(verb + 1, clause) if tree.lower[i] in SEQUELS]


def _governing(tree: Tree, word: int, owners: Mapping[int, Happening]) -> Happening | None:
    """The happening whose words govern a word inside its clause; a clause that tells no happening ends the way up."""
    if word in owners:
        return owners[word]
    k = word
    for above in tree.ancestors(word):
        if above in owners:
            return owners[above]
        if tree.relation(above) in {"advcl", "acl", "ccomp", "parataxis"} and tree.upos[above] in VERBAL:
            return None
        if tree.relation(above) == "conj" and tree.upos[above] in VERBAL:
            below = next((h for w, h in sorted(owners.items()) if above in tree.ancestors(w)), None)
            if below is not None:
                return below
        k = above
    return owners.get(k)


def _top(tree: Tree, inside: range) -> int:
    """The word of a time expression that hangs on a word outside it."""
    return next((i for i in inside if tree.heads[i] not in inside), inside[0])


def _tells_when_said(time: TimeExpression, sayings: Sequence[Saying], tree: Tree) -> bool:
    """Whether a time only tells when something was said: it stands beside a cue and in nobody's content."""
    here = [s for s in sayings if tree.sentence.span.covers(s.cue)]
    return bool(here) and not any(c.covers(time.span) for s in here for c in s.content)


def _taken(draft: Draft) -> set[int]:
    """Words of the sentence that already fill who speaks or who acts, and so are no place of the happening."""
    parties = draft.targets if draft.type in BETWEEN_PARTIES else []
    spans = [p.span for p in (draft.speaker, draft.via, *draft.actors, *parties) if p is not None]
    return {i for span in spans for i in draft.tree.within(span)} if spans else set()


def _settle_type(draft: Draft) -> None:
    """Harm whose cause is not told is an attack when somebody did it or a certain person suffered it, a toll when it is only counted."""
    is_harm = draft.type == "toll" and draft.happening.harms and not draft.happening.triggers
    if is_harm and (draft.actors or (draft.targets and not draft.figures)):
        draft.type = "attack"


def _says_something(draft: Draft) -> bool:
    """Whether a draft tells more than an event word: a verb, or a noun with a party, a figure, a place or a time of its own."""
    if draft.type == "toll" or not draft.happening.triggers:
        return bool(draft.figures or draft.actors or (draft.targets and any(_is_fate(h) for h in draft.happening.harms)))
    if draft.tree.relation(draft.happening.head) == "csubj":
        return False
    if any(t.is_verb for t in draft.happening.triggers) or any(h.is_verb for h in draft.happening.harms):
        return True
    tree, head = draft.tree, draft.happening.head
    return bool(draft.actors or draft.targets or draft.figures or draft.times or draft.place) or tree.relation(head) == "nsubj"


def _is_fate(harm: Harm) -> bool:
    """Whether a word of harm tells by itself what became of a person ("was pronounced dead", "died", "is in critical condition")."""
    return harm.demanding or harm.lemma in {"die", "death"}


def bare_denials(sayings: Sequence[Saying], drafts: Sequence[Draft], trees: Sequence[Tree]) -> list[Draft]:
    """Denials of a claim told before ("a claim denied by a commander"): the claim again, denied, by the one who denies it."""
    out = []
    for saying in sayings:
        if saying.tone != "deny" or saying.speaker is None:
            continue
        if any(d.status is Status.DENIED and d.speaker == saying.speaker for d in drafts):
            continue
        denied = denial_of_claim(saying, drafts)
        if denied is None:
            continue
        number, tree = _tree_at(trees, saying.cue)
        spans = [saying.cue] + ([saying.speaker.span] if tree.sentence.span.covers(saying.speaker.span) else [])
        evidence = Span(min(s.start for s in spans), max(s.end for s in spans))
        out.append(
            Draft(
                tree,
                number,
                denied.happening,
                denied.type,
                evidence,
                status=Status.DENIED,
                speaker=saying.speaker,
                via=saying.via,
                actors=list(denied.actors),
                targets=list(denied.targets),
                place=denied.place,
                times=list(denied.times),
                background=denied.background,
                denies=denied,
                cue=saying.cue,
            )
        )
    return out


def _tree_at(trees: Sequence[Tree], span: Span) -> tuple[int, Tree]:
    return next((n, t) for n, t in enumerate(trees) if t.sentence.span.covers(span) or span.start < t.sentence.span.end)
