"""How many people claims tell as killed or injured, when they are counted and when they are told one by one, nobody counted twice.

A named or a single person carries no figure in a claim; he stands among its targets. So people are counted in two ways, and the larger
count holds. By figures: the largest one of each measure. By persons: the largest set of persons no two of whom can be one, since "a man",
"the victim" and "John Mill, 34" may be. Somebody who is told as dead anywhere is dead; of all who were hit, those who are not are injured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from statistics import median_low

from dateline.model.claim import Claim, Status
from dateline.model.figure import Figure, Measure
from dateline.model.text import Phrase, Span
from dateline.reconcile.persons import Fate, Person, person_of

COUNTED = (Measure.KILLED, Measure.INJURED)
OF_MEASURE = {Measure.KILLED: Fate.KILLED, Measure.INJURED: Fate.INJURED, Measure.CASUALTIES: Fate.HIT, Measure.RESCUED: Fate.HIT}
HARMFUL = frozenset({"attack", "toll", "clash", "execution", "bombing", "airstrike", "shelling", "chemical", "interception", "rescue"})
"""Types whose targets are people who came to harm; whoever is accused or arrested is told elsewhere."""

FATES = tuple(
    (fate, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for fate, words in (
        (
            Fate.KILLED,
            r"kill\w*|dead|deaths?|died|dies|fatal\w*|murdered|slain|slay\w*|(?:murder|homicide)(?= of\b)|succumb\w*|deceased|suicide",
        ),
        (Fate.INJURED, r"wound\w*|injur\w*|hurt|graz\w*|surviv\w*|recover\w*|surgery|treated|hospitali[sz]ed|condition"),
        (
            Fate.HIT,
            r"shot|shoots?|shooting(?! at| into| spree| scene)|struck|hits?|hitting|gunshot|taken|rushed|flown|transported|airlifted",
        ),
    )
)
"""Words that tell what became of somebody, the gravest first."""

TREATED = re.compile(r"\b(?:hospital\w*|treat\w*|taken|rushed|flown|transported|airlifted|condition|surgery|medical)\b", re.IGNORECASE)
"""Words that show a rescue to be of somebody hurt, and no search."""

AT = re.compile(r"\b(?:fir\w+|shots?|shoot\w*|aim\w*|point\w*) (?:at|on|towards?) (?:\w+ ){0,2}$", re.IGNORECASE)
"""Whom somebody fires at need not be hit."""

PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|has|have|had)(?: \w+)?\s*$", re.IGNORECASE)
DOING = 24
"""Characters between a verb and whom it was done to."""

JOINED = 12
"""Characters between targets that share what is told of them ("a man and a woman were shot")."""

AGE_AFTER = re.compile(r"\s*,\s*(\d{1,2})\b")
MOST_ADDED = 3
"""Words between two figures that add up ("two men and a boy")."""

PREDICATES = frozenset(["was", "were", "is", "are", "dead", "killed", "injured", "wounded", "shot", "hurt", "who", "more"])
"""Words between two numbers that show them to be told apart."""

MOST_PERSONS = 12
"""Persons among whom the largest set of different ones is searched for, which takes time that doubles with each."""


def harmed(claims: Sequence[Claim]) -> Mapping[Measure, int]:
    """How many people claims of one happening tell as killed and as injured, 0 where they tell of nobody."""
    persons = [person for claim in claims for person in persons_of(claim)]
    totals = {measure: max((_total(claim, measure) for claim in claims), default=0) for measure in OF_MEASURE}
    killed = max(totals[Measure.KILLED], _fewest(person for person in persons if person.fate is Fate.KILLED))
    hit = max(totals[Measure.CASUALTIES], _fewest(persons))
    return {Measure.KILLED: killed, Measure.INJURED: max(totals[Measure.INJURED], hit - killed)}


def median_of(counts: Iterable[Mapping[Measure, int]]) -> Mapping[Measure, int]:
    """The median of what several reports of one happening tell, by measure, of those that tell of anybody; the lower of two middles."""
    told = [count for count in counts if any(count.values())]
    return {measure: median_low(count[measure] for count in told) if told else 0 for measure in COUNTED}


def tells_harm(claim: Claim) -> bool:
    """Whether a claim tells as news that somebody came to harm."""
    if claim.background or claim.status in {Status.DENIED, Status.PLANNED}:
        return False
    return any(_total(claim, measure) for measure in OF_MEASURE) or any(persons_of(claim))


def persons_of(claim: Claim) -> Iterator[Person]:
    """The single people that a claim tells as harmed: those counted as one, and its targets."""
    if claim.type not in HARMFUL or (claim.type == "rescue" and TREATED.search(claim.quote) is None):
        return
    counted: list[Span] = []
    for figure in claim.figures:
        if figure.measure in OF_MEASURE and (figure.low, figure.high) == (1, 1):
            counted.append(figure.span if figure.group is None else figure.group.span)
            words = f"{figure.published} {'' if figure.group is None else figure.group.text}"
            yield replace(person_of(words) or Person(), fate=OF_MEASURE[figure.measure], claim=claim.id)
    for phrase, person in _targets(claim):
        fate = _fate(claim, phrase)
        if fate is not None and not any(span.overlaps(phrase.span) for span in counted):
            yield replace(person, fate=fate, claim=claim.id, age=_age_after(claim, phrase) if person.age is None else person.age)


def _targets(claim: Claim) -> Iterator[tuple[Phrase, Person]]:
    """Targets that are persons; a name set beside what somebody is ("her son, John Mill,") is no second one."""
    before: tuple[Phrase, Person] | None = None
    for phrase in claim.targets:
        person = person_of(phrase.text)
        if person is None:
            continue
        if before is not None:
            if _between(claim, before[0].span, phrase.span).strip() in {",", ""} and before[1].may_be(replace(person, claim=".")):
                before = (phrase, before[1].joined(person))
                continue
            yield before
        before = (phrase, person)
    if before is not None:
        yield before


def _between(claim: Claim, one: Span, other: Span) -> str:
    """The words of the quote between two spans of the report."""
    start = claim.evidence.start
    return claim.quote[max(0, one.end - start) : max(0, other.start - start)]


def _age_after(claim: Claim, phrase: Phrase) -> int | None:
    """The age that follows a name ("John Mill, 34,")."""
    found = None if phrase.stand_in is not None else AGE_AFTER.match(claim.quote, max(0, phrase.span.end - claim.evidence.start))
    return None if found is None else int(found[1])


def _fate(claim: Claim, phrase: Phrase) -> Fate | None:
    """What a claim says became of a target; None where it does not tell, or somebody only fired at him.

    The verb right before him decides ("killing a man and wounding his son"), else the gravest word up to the next target, else what stands
    before.
    """
    start, span = claim.evidence.start, phrase.stand_in or phrase.span
    at, end = span.start - start, span.end - start
    if AT.search(claim.quote[: max(0, at)]) is not None:
        return None
    others = [target.stand_in or target.span for target in claim.targets]
    until = min((other.start - start for other in others if other.start - start > end + JOINED), default=len(claim.quote))
    since = max((other.end - start for other in others if other.end - start <= at), default=0)
    found = [(fate, match) for fate, pattern in FATES for match in pattern.finditer(claim.quote)]
    near = [(fate, match) for fate, match in found if match.start() >= since and 0 <= at - match.end() <= DOING]
    doing = [fate for fate, match in near if not PASSIVE.search(claim.quote[: match.start()])]
    after = [fate for fate, match in found if end <= match.start() < until]
    before = [fate for fate, match in found if match.start() < at]
    return max(doing or after or before, default=None)


def _total(claim: Claim, measure: Measure) -> int:
    """The people a claim counts: its largest whole figure, with those that are added to it in one breath ("two men and a boy")."""
    best = run = 0
    before: Figure | None = None
    for figure in claim.figures:
        if figure.measure is measure and figure.part_of is None:
            run = _count(figure) + (run if before is not None and _is_added(claim, before, figure) else 0)
            best, before = max(best, run), figure
    return best


def _is_added(claim: Claim, before: Figure, figure: Figure) -> bool:
    between = _between(claim, before.span, figure.span).split()
    return 0 < len(between) <= MOST_ADDED and between[-1] == "and" and not PREDICATES & set(between)


def _count(figure: Figure) -> int:
    """A figure as a number: the low bound, else the high one, else one."""
    if figure.low is None and figure.high is None:
        return 1
    return figure.low if figure.low is not None else figure.high or 0


def _fewest(persons: Iterable[Person]) -> int:
    """The least number of people that all wordings fit: the largest set of persons no two of whom can be one."""
    unlike = {replace(person, fate=Fate.HIT) for person in persons}
    distinct = sorted(unlike, key=lambda p: (-len(p.names), p.age is None, sorted(p.names), p.age or 0, p.claim))[:MOST_PERSONS]
    sizes = range(len(distinct), 0, -1)
    return next((size for size in sizes if any(_all_unlike(chosen) for chosen in combinations(distinct, size))), 0)


def _all_unlike(persons: Sequence[Person]) -> bool:
    return not any(a.may_be(b) for a, b in combinations(persons, 2))
