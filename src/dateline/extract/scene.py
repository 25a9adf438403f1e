"""What a clause leaves unsaid and the scene supplies: place, time, who "they" are; and what is history rather than news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dateline.extract.draft import Draft
from dateline.extract.tree import Tree
from dateline.extract.words import word_class
from dateline.model.figure import Measure
from dateline.model.mention import NameKind, TimeExpression
from dateline.model.text import Phrase, Report, Span

PLACED = word_class("placed")
"""Types that happen at a place; words (appeals, talks) take a place only when their clause names one."""
VIOLENT = frozenset({"airstrike", "shelling", "bombing", "attack", "chemical", "execution", "toll", "clash"})
CARRIED_PLACE = 0.3
CARRIED_TIME = 0.25
SURELY_PLACED = 0.5
"""From what probability on a happening takes over the place or the time told before; words (talks, threats) take a surer place only."""
AFTERMATH = frozenset({"rescue", "damage", "displacement", "toll"})
"""Types that come of an act of violence, where and when it was."""
FATES = frozenset({Measure.KILLED, Measure.INJURED})
NEXT_SENTENCES = 3
"""How many sentences on a scene's time still holds."""
PRONOUNS = word_class("pronouns")
ONE_PERSON = frozenset({"he", "she", "him", "her"})
UNRESOLVED = frozenset({"which", "who", "whom", "that", "this", "these", "what", "there", "itself", "themselves"})
"""Words that stand for something else, where it is not found what."""
RECURRING = frozenset({"strike", "raid"})
"""Nouns that with or without an article go on telling what was told ("strikes hit two markets")."""
STANDING_IN = frozenset(
    {"city", "town", "village", "area", "region", "district", "neighbourhood", "neighborhood", "province", "camp", "base", "country"}
)
"""Words that stand for a place named before."""
DAYS = frozenset({"weekday", "day", "part", "scene", "ago", "figures", "later"})
"""Kinds of times that name a day or a part of one."""
EARLIER = frozenset({"after", "since", "following", "before"})
POINTING = frozenset({"the", "this", "these", "that", "those", "such"})
SPECIFIC_VIOLENCE = frozenset({"airstrike", "shelling", "bombing", "chemical"})
FIRST_PERSON = frozenset({"we", "i", "us", "our"})
HISTORY = re.compile(
    r"\b(?:for (?:many )?(?:years|decades|months)|(?:years|decades|months)-long|since (?:the )?(?:start|beginning|outbreak|then)|"
    r"last (?:year|summer|winter|spring|autumn)|this (?:summer|winter|spring|autumn|year)|past (?:\w+ )?(?:years|decades|months)|"
    r"recent (?:months|years|weeks)|began as|used to|ha[sd] previously|in the past|"
    r"over the (?:years|past)|years? ago|decades? ago|months? ago)\b",
    re.IGNORECASE,
)
WHOLE_WAR = re.compile(r"\b(?:conflict|civil war|war|crisis|uprising|revolution)\b", re.IGNORECASE)
PART_OF_HARM = re.compile(
    r"\bamong (?:the|those|them|its|\w+days) (?:\w+ )?(?:dead|killed|victims|wounded|injured|casualties|fatalities)\b(?! in| of)|"
    r"^(?:and )?among (?:the|those) (?:dead|killed|victims|wounded|injured)",
    re.IGNORECASE,
)
MONTH_DAY = re.compile(r"date:XXXX-(\d\d)(?:-(\d\d))?$")
NEWS_DAYS = 10
"""An event told with a date further back than this is history in a daily report."""
MOST_DATE_WORDS = 8
"""A repeated title may stand after a date and a time of day, no more."""
TOTALS = frozenset({"toll", "displacement"})
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(slots=True)
class Scene:
    """What was last told: the place, the times, the actors; read in the order of the report."""

    place: Phrase | None = None
    times: list[TimeExpression] = field(default_factory=list)
    sentence: int = -1
    actors: list[Phrase] = field(default_factory=list)
    violence: str | None = None
    speaker: Phrase | None = None
    via: Phrase | None = None
    named: list[Phrase] = field(default_factory=list)
    by_type: dict[str, Phrase] = field(default_factory=dict)
    war: Phrase | None = None
    victim: Phrase | None = None
    violent: bool = False

    def remember(self, draft: Draft) -> None:
        """Take over what a finished draft says."""
        named = draft.place is not None and is_named(draft.place)
        if named and draft.place is not None:
            self.named.append(draft.place)
        if (named or self.place is None) and draft.place is not None and draft.type in PLACED and not draft.background:
            self.place = draft.place
        if named and draft.place is not None and draft.type in PLACED:
            self.by_type[draft.type] = draft.place
        days = [time for time in draft.times if _is_day(time)]
        carried = draft.times is self.times
        if days and not carried and draft.type in PLACED and not draft.background and not _is_told_as_earlier(draft):
            self.times = days
            self.sentence = draft.number
        if draft.actors:
            self.actors = draft.actors
        self.violent = self.violent or (draft.type in VIOLENT and not draft.background)
        if draft.type in VIOLENT | AFTERMATH:
            self.victim = victim_of(draft) or self.victim
        if draft.speaker is not None:
            self.speaker, self.via = draft.speaker, draft.via

    def victim_meant(self, tree: Tree, word: int) -> Phrase | None:
        """The one person that "he" or "she" stands for, as whom harm was done to was told last."""
        if self.victim is None or tree.lower[word] not in ONE_PERSON or tree.subject_above(word) is not None:
            return None
        return Phrase(span=self.victim.span, text=self.victim.text, stand_in=tree.sentence.words[word])

    def see_war(self, tree: Tree) -> None:
        """Remember where a sentence says that the war is ("the conflict in Syria", "Yemen's civil war")."""
        for i, word in enumerate(tree.lower):
            if WHOLE_WAR.fullmatch(word):
                for k in tree.dependents(i, "nmod", "compound"):
                    if tree.kind(k) is NameKind.PLACE and tree.case(k) in {None, "in", "of", "'s", "’s"}:
                        span = without_lost_possessive(tree, tree.sentence.words[k], k)
                        self.war = Phrase(span=span, text=span.of(tree.text))

    def meant(self, place: Phrase | None, tree: Tree) -> Phrase | None:
        """The place that "the city" or "the area" stands for: the last one named by that word, else the last one named."""
        if place is None or is_named(place) or not self.named:
            return place
        words = place.text.lower().split()
        first = tree.word_at(place.span.start)
        if len(words) > 1 or words[0] not in STANDING_IN or first is None or tree.lower[max(0, first - 1)] not in POINTING:
            return place
        same = [p for p in self.named if words[0] in p.text.lower().split()]
        name = (same or self.named)[-1]
        return Phrase(span=name.span, text=name.text, stand_in=place.span)

    def supply(self, draft: Draft) -> None:
        """Give a draft the place and the time that its clause leaves unsaid, where the reader finds that it has them."""
        told = draft.happening.told
        least = CARRIED_PLACE if draft.type in PLACED else SURELY_PLACED
        if draft.place is None and is_of_the_war(draft):
            draft.place = self.war
        elif draft.place is None and told.placed("before") >= least:
            draft.place = self._told_of(draft) or self.place
        if not draft.times and told.dated("before") >= CARRIED_TIME and draft.number - self.sentence <= NEXT_SENTENCES:
            draft.times = self.times

    def _told_of(self, draft: Draft) -> Phrase | None:
        """The place of the happening of its kind that a draft takes up again ("the offensive", "this siege")."""
        tree, head = draft.tree, draft.happening.head
        return self.by_type.get(draft.type) if any(tree.lower[c] in POINTING for c in tree.dependents(head, "det")) else None

    def settle_type(self, draft: Draft) -> None:
        """A bare "the attack" is the act of violence told last; otherwise the draft's own type is what the next one may point back to."""
        if draft.type == "attack" and self.violence is not None and points_back(draft):
            draft.type = self.violence
        elif draft.type in SPECIFIC_VIOLENCE:
            self.violence = draft.type


def victim_of(draft: Draft) -> Phrase | None:
    """The one person who is told to have suffered, None where there are several or none."""
    counted = [f.group for f in draft.figures if f.group is not None and (f.low, f.high) == (1, 1)]
    others = [t for t in draft.targets if not any(g.span.overlaps(t.span) for g in counted)]
    found = [*counted, *others]
    if len(found) != 1 or any(f.low is None or f.low > 1 for f in draft.figures):
        return None
    head = draft.tree.word_at(found[0].span.end - 1)
    is_person = head is not None and (draft.tree.kind(head) is NameKind.PERSON or draft.tree.upos[head] == "NOUN")
    return found[0] if is_person else None


def _is_day(time: TimeExpression) -> bool:
    """Whether a time is of a day, and so of a scene; not a month, a year or all that lies before or after it."""
    if time.modifier is not None and time.modifier.split()[0] in {"since", "before", "until", "after"}:
        return False
    kind, _, rest = time.value.partition(":")
    return kind in DAYS or (kind == "date" and rest.count("-") == 2)


def _is_told_as_earlier(draft: Draft) -> bool:
    """Whether a happening only dates another that comes after it ("after a truce was declared over on Monday")."""
    tree, head = draft.tree, draft.happening.head
    chain = [head, *tree.ancestors(head)]
    return any(tree.marks(k) & EARLIER or tree.case(k) in EARLIER for k in chain[: chain.index(tree.clause_head(head)) + 1])


def share_scene(drafts: Sequence[Draft]) -> None:
    """Give happenings of one sentence that lack a place or a time those of the act of violence told later in it.

    "Rescuers look for survivors after an air strike on the town of Meles" is all in Meles.
    """
    for n, draft in enumerate(drafts):
        acts = [d for d in drafts[n + 1 :] if d.type in VIOLENT and not d.background] if draft.type in AFTERMATH else []
        if draft.place is None:
            draft.place = next((d.place for d in acts if d.place is not None), None)
        if not draft.times:
            draft.times = next((d.times for d in acts if d.times), [])


def without_lost_possessive(tree: Tree, span: Span, last: int) -> Span:
    """A name without the s of a possessive whose apostrophe was lost ("Syrias conflict")."""
    lost = tree.relations[last] == "nmod:poss" and tree.lower[last].endswith("s") and tree.case(last) is None
    return Span(span.start, span.end - 1) if lost else span


def is_named(place: Phrase) -> bool:
    """Whether a place phrase has a name in it."""
    return any(word[:1].isupper() for word in place.text.split())


def points_back(draft: Draft) -> bool:
    """Whether a happening is told by a noun that takes up an act told before ("the attack hit", "these strikes", "the latest raid")."""
    tree = draft.tree
    nouns = [t for t in draft.happening.triggers if not t.is_verb]
    return any(
        t.lemma in RECURRING or any(tree.lower[c] in POINTING for c in tree.dependents(t.word, "det")) for t in nouns if t.type == "attack"
    )


def resolved(tree: Tree, head: int, *, speaker: Phrase | None, scene: Scene) -> Phrase | None:
    """The phrase for an actor or target; a pronoun becomes the party it stands for, None when nobody is known."""
    if tree.lower[head] in UNRESOLVED:
        return None
    if tree.lower[head] not in PRONOUNS:
        return tree.phrase(head)
    word = tree.lower[head]
    stand_in = tree.sentence.words[head]
    if word in FIRST_PERSON:
        meant = speaker if speaker is not None else scene.actors[0] if scene.actors else None
    else:
        subject = tree.subject_above(head)
        meant = tree.phrase(subject) if subject is not None else scene.actors[0] if scene.actors else None
    return None if meant is None else Phrase(span=meant.span, text=meant.text, stand_in=stand_in)


def is_of_the_war(draft: Draft) -> bool:
    """Whether it is a total of the whole war, which is of no one place of the report."""
    return draft.type in TOTALS and (draft.background or WHOLE_WAR.search(draft.evidence.of(draft.tree.text)) is not None)


def is_background(draft: Draft, report: Report) -> bool:
    """Whether the report tells it as history: an earlier year, "for years", a total of the whole war."""
    words = draft.tree.sentence.span.of(report.text)
    if HISTORY.search(words) or (draft.type in TOTALS and WHOLE_WAR.search(words)):
        return True
    told = report.dateline or report.published
    if told is not None and any(_lies_back(t, told) for t in draft.times):
        return True
    years = [int(y) for y in YEAR.findall(draft.evidence.of(report.text))]
    return bool(years) and told is not None and min(years) < told.year


def _lies_back(time: TimeExpression, told: date) -> bool:
    """Whether a date without a year ("in April", "July 25") lies well before the report's day."""
    found = MONTH_DAY.search(time.value)
    if found is None:
        return False
    month, day = int(found[1]), int(found[2] or 28)
    year = told.year if (month, day) <= (told.month, 31) else told.year - 1
    return (told - date(year, month, min(day, 28))).days > NEWS_DAYS


def is_title(sentence: Span, report: Report) -> bool:
    """Whether a sentence is of the report's title at its head, or the title again, alone or after a date ("24 September 2016 Title.")."""
    if report.title is None:
        return False
    if report.text.startswith(report.title) and sentence.end <= len(report.title):
        return True
    words, wanted = _bare(sentence.of(report.text)), _bare(report.title)
    return bool(wanted) and words[-len(wanted) :] == wanted and len(words) - len(wanted) <= MOST_DATE_WORDS


def _bare(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def with_parts_joined(drafts: Sequence[Draft]) -> list[Draft]:
    """Let a sentence that tells who was among the dead or wounded of the happening told just before be a part of that claim.

    The claim then quotes both sentences (guidelines, rule 14).
    """
    kept: list[Draft] = []
    for draft in drafts:
        whole = next((d for d in reversed(kept) if d.type in VIOLENT and d.number < draft.number), None)
        if whole is not None and draft.number - whole.number == 1 and _tells_a_part(draft) and not whole.background:
            wholes = {f.measure: n for n, f in reversed(list(enumerate(whole.figures))) if f.part_of is None}
            whole.figures += tuple(replace(f, part_of=wholes.get(f.measure)) for f in draft.figures if f.part_of is None)
            whole.evidence = Span(whole.evidence.start, draft.evidence.end)
        else:
            kept.append(draft)
    return kept


def _tells_a_part(draft: Draft) -> bool:
    return (
        draft.type in VIOLENT
        and bool(draft.figures)
        and not draft.in_title
        and PART_OF_HARM.search(draft.evidence.of(draft.tree.text)) is not None
    )


def without_repeats(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out a headline's claims that the body tells too, and a second telling by the same speaker that adds nothing."""
    body = [d for d in drafts if not d.in_title]
    kept: list[Draft] = []
    for draft in drafts:
        if _is_told_by(draft, body) if draft.in_title else any(_says_no_more(draft, other) for other in kept):
            continue
        kept = [other for other in kept if not _says_no_more(other, draft)]
        kept.append(draft)
    return kept


def _says_no_more(draft: Draft, other: Draft) -> bool:
    """Whether everything `draft` says is said by `other` too."""
    if draft.type != other.type or draft.status is not other.status or _tells_another_fate(draft, other):
        return False
    if draft.evidence == other.evidence and _bounds(draft) <= _bounds(other):
        return True
    if _name(draft.speaker) != _name(other.speaker):
        return False
    figures, told = _bounds(draft), _bounds(other)
    if any(low is not None for _, low, _ in figures) and figures <= told and not _apart(draft.place, other.place):
        return True
    same_place = draft.place is None or _name(draft.place) == _name(other.place)
    same_times = {t.value for t in draft.times} <= {t.value for t in other.times}
    same_actors = {_name(a) for a in draft.actors} <= {_name(a) for a in other.actors}
    same_targets = {_name(t) for t in draft.targets} <= {_name(t) for t in other.targets}
    return same_place and same_times and figures <= told and same_actors and same_targets


def _tells_another_fate(draft: Draft, other: Draft) -> bool:
    """Whether one tells that somebody died and the other that he was hit: two tellings, however much else agrees."""
    act, harm = bool(draft.happening.triggers), bool(other.happening.triggers)
    fates = [{h.measure for h in d.happening.harms} & FATES for d in (draft, other)]
    return (act and not harm) or not fates[0] <= fates[1]


def _bounds(draft: Draft) -> set[tuple[str, int | None, int | None]]:
    return {(f.measure.value, f.low, f.high) for f in draft.figures}


def _apart(one: Phrase | None, other: Phrase | None) -> bool:
    """Whether two place phrases share no word."""
    return one is not None and other is not None and not set(_bare(one.text)) & set(_bare(other.text))


def _is_told_by(draft: Draft, body: Sequence[Draft]) -> bool:
    """Whether the body tells a headline's claim: the same kind or any kind of violence, and together all its figures."""
    alike = [d for d in body if d.type == draft.type or {d.type, draft.type} <= VIOLENT]
    told = {(f.measure, f.low) for d in alike for f in d.figures}
    return bool(alike) and {(f.measure, f.low) for f in draft.figures} <= told


def _name(phrase: Phrase | None) -> str | None:
    return None if phrase is None else phrase.text.casefold()
