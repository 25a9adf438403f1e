"""What the words of a claim mean: places on the map, days on the calendar, actors by name; the losers and the reasons kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dateline.model.claim import Claim, Status
from dateline.model.mention import Annotated, TimeExpression
from dateline.model.text import Phrase, Span
from dateline.model.world import Place, Resolution, Slot, When
from dateline.resolve.actors import ActorList
from dateline.resolve.calendar import interval_of_duration, precision_of
from dateline.resolve.gazetteer import Gazetteer, open_gazetteer
from dateline.resolve.places import PlaceResolver, context_of
from dateline.resolve.time_habits import month_first
from dateline.resolve.times import TimeContext, resolve_time, scene_after

__all__ = ["Resolver"]

TIMES_VERSION = "times-1"
SCENE_REACH = 300
"""Characters after which the day told last is no longer the scene that "that night" belongs to."""
SINCE_IT_BEGAN = re.compile(r"\bsince (?:[\w'’-]+ ){1,12}(?:in |on |at )?$")
WHEN = re.compile(r"[\s,]+when\b")
AHEAD = frozenset({"appeal", "pledge", "threat"})
"""Types whose weekdays lie ahead of the report: what is called for, promised or threatened."""


class Resolver:
    """Holds the gazetteer and the list of actors; `resolve` is a pure function of claims and their report."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        """Use `gazetteer`, or open the one that ships with the package."""
        self.places = PlaceResolver(open_gazetteer() if gazetteer is None else gazetteer)
        self.actors = ActorList()

    def resolve(self, claims: Sequence[Claim], annotated: Annotated) -> tuple[Resolution, ...]:
        """Resolutions of every place, time and party of the claims of one report, claim by claim."""
        places = tuple(self._places(claims, annotated))
        return (*places, *_times(claims, annotated), *self._parties(claims, annotated, _countries(places)))

    def _places(self, claims: Sequence[Claim], annotated: Annotated) -> Iterator[Resolution]:
        placed = [(claim, claim.place) for claim in claims if claim.place is not None]
        context = context_of(annotated, spans=[place.span for _, place in placed])
        choices = self.places.resolve([place.text for _, place in placed], context)
        for (claim, place), choice in zip(placed, choices, strict=True):
            yield Resolution(
                claim=claim.id,
                slot=Slot.PLACE,
                wording=place.text,
                chosen=choice.chosen,
                method="gazetteer",
                version=self.places.version,
                alternatives=choice.alternatives,
                reasons=choice.reasons,
                score=choice.score,
            )

    def _parties(self, claims: Sequence[Claim], annotated: Annotated, countries: Mapping[str, str]) -> Iterator[Resolution]:
        usual = Counter(countries.values()).most_common(1)
        for claim in claims:
            claim_id = claim.id
            country = countries.get(claim_id, usual[0][0] if usual else None)
            for slot, phrases in ((Slot.ACTOR, claim.actors), (Slot.TARGET, claim.targets), (Slot.SPEAKER, _one(claim.speaker))):
                for index, phrase in enumerate(phrases):
                    choice = self.actors.resolve(phrase.text, country, outlet=annotated.report.source)
                    yield Resolution(
                        claim=claim_id,
                        slot=slot,
                        index=index,
                        wording=phrase.text,
                        chosen=choice.chosen,
                        method="actor list",
                        version=self.actors.version,
                        alternatives=choice.alternatives,
                        reasons=choice.reasons,
                        score=choice.score,
                        loaded=choice.loaded,
                    )


def _countries(places: Sequence[Resolution]) -> dict[str, str]:
    """The country of each claim's chosen place; "the army" is the army of where it happens."""
    return {r.claim: r.chosen.country for r in places if isinstance(r.chosen, Place) and r.chosen.country is not None}


def _one(phrase: Phrase | None) -> tuple[Phrase, ...]:
    return () if phrase is None else (phrase,)


def _times(claims: Sequence[Claim], annotated: Annotated) -> Iterator[Resolution]:
    """Times of all claims, in the order of the report, so that "the day before" counts from the scene told last."""
    report = annotated.report
    anchor = report.dateline or report.published
    at: Mapping[Span, TimeExpression] = {t.span: t for t in annotated.times}
    habit = month_first(report.text, report.source)
    scene: When | None = None
    told_at = 0
    for claim in claims:
        if claim.evidence.start - told_at > SCENE_REACH:
            scene = None
        context = TimeContext(planned=claim.status is Status.PLANNED or claim.type in AHEAD, scene=scene, month_first=habit)
        for index, phrase in enumerate(claim.times):
            expression = _opened(at[phrase.span], claim, report.text)
            beside = phrase.span.start - claim.evidence.start if claim.evidence.covers(phrase.span) else None
            when = resolve_time(expression, anchor=anchor, wording=claim.quote, context=context, at=beside)
            when = _anchored(when, claim, anchor if scene is None else scene.latest)
            if not claim.background and when is not None and when.precision == 1:
                scene, told_at = scene_after(scene, when), claim.evidence.end
            yield Resolution(
                claim=claim.id,
                slot=Slot.TIME,
                index=index,
                wording=phrase.text,
                chosen=when,
                method="time grammar",
                version=TIMES_VERSION,
                reasons=(_reason(when, anchor),),
            )


def _opened(expression: TimeExpression, claim: Claim, text: str) -> TimeExpression:
    """A time as the claim means it, open to today or not.

    "Killed since the conflict began in March 2011" counts from then on; "at war since early 2011, when the army cracked down on protests"
    dates the war from then on, and the crackdown itself in early 2011.
    """
    before = text[claim.evidence.start : expression.span.start]
    if claim.type == "toll" and expression.modifier is None and SINCE_IT_BEGAN.search(before) is not None:
        return replace(expression, modifier="since")
    is_since = expression.modifier is not None and expression.modifier.startswith("since")
    if is_since and claim.evidence.start >= expression.span.end and WHEN.match(text, expression.span.end) is not None:
        return replace(expression, modifier=(expression.modifier or "").removeprefix("since").strip() or None)
    return expression


def _anchored(when: When | None, claim: Claim, last: date | None) -> When | None:
    """A bare length ("the two-day death toll") laid up to its last day when the claim counts over it; other lengths stay lengths.

    `last` is the day of the scene, else that of the report.
    """
    if when is None or last is None or claim.type != "toll" or not when.rule.startswith("duration"):
        return when
    if when.earliest is not None or when.latest is not None:
        return when
    days = interval_of_duration(when.value, last)
    if days is None:
        return when
    return When(
        value=when.value,
        earliest=days[0],
        latest=days[1],
        precision=precision_of(*days),
        anchor=f"up to {last.isoformat()}",
        rule=f"{when.rule}, up to the day told last",
    )


def _reason(when: When | None, anchor: date | None) -> str:
    if when is not None:
        return f"rule {when.rule}, counted from {when.anchor}"
    return "the report has no date to count from" if anchor is None else "the words give no day that can be told"
